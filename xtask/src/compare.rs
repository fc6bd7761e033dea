//! `cargo xtask compare`: the figures of the site's comparison with other extractors.
//!
//! Of the others they are what an evaluation of their answers wrote; Offprint's own are those of the learner's last run,
//! because only there each page is judged by a model that has not learnt from its site. So nobody types a figure.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use crate::paths::root;

/// The corpora of the comparison, as their figures are named.
const CORPORA: [&str; 6] = ["news-2019", "news-2023", "web-articles", "web-other", "chinese", "multilingual"];

/// What an evaluation says of one corpus; it says more.
#[derive(Deserialize)]
struct Scored {
    f1: f64,
}

/// F1 by tool and corpus.
#[derive(Serialize, Deserialize)]
pub struct Comparison {
    /// When it was measured: YYYY-MM-DD.
    pub date: String,
    pub corpora: Vec<String>,
    pub tools: Vec<Tool>,
}

#[derive(Serialize, Deserialize)]
pub struct Tool {
    pub name: String,
    pub version: String,
    /// In the order of the corpora.
    pub f1: Vec<f64>,
}

/// Writes the comparison of `DATE (NAME VERSION FILE)…`, where a file is the JSON of an evaluation.
pub fn run(arguments: &[&str]) -> Result<()> {
    let [date, others @ ..] = arguments else { bail!("expected a date, and of each tool its name, version and file") };
    let (others, rest) = others.as_chunks::<3>();
    if others.is_empty() || !rest.is_empty() {
        bail!("found {} words after the date, expected a name, a version and a file of each tool", arguments.len() - 1);
    }
    let mut tools = vec![own()?];
    for [name, version, file] in others {
        let text = fs::read_to_string(file).with_context(|| format!("{file} could not be read"))?;
        let scored: BTreeMap<String, Scored> =
            serde_json::from_str(&text).with_context(|| format!("{file} is not the JSON of an evaluation"))?;
        let f1 = |corpus: &&str| {
            scored.get(*corpus).map(|scored| scored.f1).with_context(|| format!("{file} has no {corpus}"))
        };
        let f1 = CORPORA.iter().map(f1).collect::<Result<_>>()?;
        tools.push(Tool { name: (*name).to_owned(), version: (*version).to_owned(), f1 });
    }
    let corpora = CORPORA.map(str::to_owned).into();
    let text = serde_json::to_string_pretty(&Comparison { date: (*date).to_owned(), corpora, tools })?;
    fs::write(root().join("www/comparison.json"), text + "\n").context("www/comparison.json could not be written")
}

/// The comparison as it was written last.
pub fn read() -> Result<Comparison> {
    let text =
        fs::read_to_string(root().join("www/comparison.json")).context("www/comparison.json could not be read")?;
    serde_json::from_str(&text).context("www/comparison.json is not as `cargo xtask compare` writes it")
}

/// Offprint's row, from the table of the model's run.
fn own() -> Result<Tool> {
    let run = fs::read_to_string(root().join("src/score/model.md")).context("the model's figures could not be read")?;
    let f1 = |corpus: &str| {
        let row = run.lines().find(|line| line.starts_with(&format!("| {corpus} |")));
        let cell = row.and_then(|row| row.trim_end_matches(" |").rsplit(" | ").next());
        cell.and_then(|cell| cell.parse().ok()).with_context(|| format!("src/score/model.md has no F1 of {corpus}"))
    };
    let f1 = CORPORA.iter().map(|corpus| f1(corpus)).collect::<Result<_>>()?;
    Ok(Tool { name: "Offprint".to_owned(), version: crate::package::version()?, f1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_models_run_has_a_figure_for_every_corpus() {
        let own = own().unwrap();
        assert!(own.f1.iter().all(|f1| *f1 > 0.5 && *f1 < 1.0), "{:?}", own.f1);
    }

    #[test]
    fn every_tool_has_a_figure_for_every_corpus() {
        let comparison = read().unwrap();
        assert!(comparison.tools.len() > 1);
        assert!(comparison.tools.iter().all(|tool| tool.f1.len() == comparison.corpora.len()));
    }
}
