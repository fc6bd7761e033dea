//! The comparison with other extractors, as the pages of the site show it.
//!
//! The pages have the words and the head of the table, each in its language; what is measured is filled in where a comment
//! asks for it. Of the others it is what `cargo xtask compare` wrote. Offprint's own figures are those of the learner's last
//! run, because only there each page is judged by a model that has not learnt from its site; they are read anew each time, so
//! that no model ships beside the figures of another.

use std::fmt::Write;
use std::fs;

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use crate::package;
use crate::paths::root;

/// F1 by tool and corpus.
#[derive(Serialize, Deserialize)]
pub struct Comparison {
    /// When it was measured: YYYY-MM-DD.
    pub date: String,
    pub corpora: Vec<Corpus>,
    /// Once it is read Offprint is the first.
    pub tools: Vec<Tool>,
}

#[derive(Serialize, Deserialize)]
pub struct Corpus {
    pub name: String,
    /// How many were scored.
    pub pages: usize,
    /// The standard error of the best of the others' figures.
    pub error: f64,
}

#[derive(Serialize, Deserialize)]
pub struct Tool {
    pub name: String,
    pub version: String,
    /// On how many pages it gave no answer: these count as empty.
    pub failed: usize,
    /// In the order of the corpora.
    pub f1: Vec<f64>,
}

impl Tool {
    /// Of all corpora, whatever their sizes.
    pub fn mean(&self) -> f64 {
        self.f1.iter().sum::<f64>() / self.f1.len() as f64
    }
}

/// The comparison as it was written last, with Offprint as it is now.
pub fn read() -> Result<Comparison> {
    let text =
        fs::read_to_string(root().join("www/comparison.json")).context("www/comparison.json could not be read")?;
    let mut comparison: Comparison =
        serde_json::from_str(&text).context("www/comparison.json is not as `cargo xtask compare` writes it")?;
    let own = own(&comparison.corpora)?;
    comparison.tools.insert(0, own);
    Ok(comparison)
}

/// Offprint's row, from the table of the model's run.
fn own(corpora: &[Corpus]) -> Result<Tool> {
    let run = fs::read_to_string(root().join("src/score/model.md")).context("the model's figures could not be read")?;
    let f1 = |Corpus { name, .. }: &Corpus| {
        let row = run.lines().find(|line| line.starts_with(&format!("| {name} |")));
        let cell = row.and_then(|row| row.trim_end_matches(" |").rsplit(" | ").next());
        cell.and_then(|cell| cell.parse().ok()).with_context(|| format!("src/score/model.md has no F1 of {name}"))
    };
    let f1 = corpora.iter().map(f1).collect::<Result<_>>()?;
    Ok(Tool { name: "Offprint".to_owned(), version: package::version()?, failed: 0, f1 })
}

/// What a comment of a page begins with that asks for something measured.
const ASKS: &str = "<!-- comparison: ";

/// A page with all that it asks for.
pub fn fill(page: &str) -> Result<String> {
    let mut parts = page.split(ASKS);
    let mut out = parts.next().unwrap_or_default().to_owned();
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return Ok(out);
    }
    let comparison = read()?;
    for part in parts {
        let (asked, rest) = part.split_once(" -->").context("a comment does not end")?;
        comparison.write(asked, &mut out)?;
        out.push_str(rest);
    }
    Ok(out)
}

impl Comparison {
    /// Writes what is asked for: `date`, `rows`, `errors`, `pages CORPUS`, or `ahead CORPUS` and a sentence.
    fn write(&self, asked: &str, out: &mut String) -> Result<()> {
        let (kind, rest) = asked.split_once(char::is_whitespace).unwrap_or((asked, ""));
        let (corpus, words) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let place = self.corpora.iter().position(|known| known.name == corpus);
        match (kind, place) {
            ("date", None) => out.push_str(&self.date),
            ("rows", None) => self.tools.iter().for_each(|tool| self.write_row(tool, out)),
            ("errors", None) => self.corpora.iter().for_each(|corpus| write_cell(corpus.error, false, out)),
            ("pages", Some(place)) => out.push_str(&self.corpora[place].pages.to_string()),
            ("ahead", Some(place)) => self.write_who_is_ahead(place, words, out),
            _ => bail!("the comparison has no {asked}"),
        }
        Ok(())
    }

    fn write_row(&self, tool: &Tool, out: &mut String) {
        let best =
            |of: fn(&Tool, usize) -> f64, place| self.tools.iter().map(|tool| of(tool, place)).fold(0.0, f64::max);
        let _ = write!(out, "<tr><th scope=\"row\">{} <small>{}</small></th>", tool.name, tool.version);
        let mean = |tool: &Tool, _| tool.mean();
        write_cell(tool.mean(), tool.mean() >= best(mean, 0), out);
        for (place, f1) in tool.f1.iter().enumerate() {
            write_cell(*f1, *f1 >= best(|tool, place| tool.f1[place], place), out);
        }
        out.push_str("</tr>");
    }

    /// The sentence, where another than Offprint is the best on a corpus.
    fn write_who_is_ahead(&self, place: usize, words: &str, out: &mut String) {
        let Some(best) = self.tools.iter().reduce(|a, b| if b.f1[place] > a.f1[place] { b } else { a }) else { return };
        let own = &self.tools[0];
        if best.f1[place] <= own.f1[place] {
            return;
        }
        let figures = [("{f1}", best.f1[place]), ("{own}", own.f1[place]), ("{error}", self.corpora[place].error)];
        let said = words.replace("{tool}", &best.name);
        out.push_str(&figures.iter().fold(said, |said, (name, figure)| said.replace(name, &format!("{figure:.3}"))));
    }
}

fn write_cell(figure: f64, best: bool, out: &mut String) {
    let (start, end) = if best { ("<strong>", "</strong>") } else { ("", "") };
    let _ = write!(out, "<td>{start}{figure:.3}{end}</td>");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tool(name: &str, f1: [f64; 2]) -> Tool {
        Tool { name: name.to_owned(), version: "1".to_owned(), failed: 0, f1: f1.to_vec() }
    }

    fn comparison() -> Comparison {
        let corpus = |name: &str| Corpus { name: name.to_owned(), pages: 7, error: 0.01 };
        let tools = vec![tool("Offprint", [0.9, 0.5]), tool("other", [0.8, 0.7])];
        Comparison { date: "a day".to_owned(), corpora: vec![corpus("a"), corpus("b")], tools }
    }

    fn written(asked: &str) -> String {
        let mut out = String::new();
        comparison().write(asked, &mut out).unwrap();
        out
    }

    #[test]
    fn a_page_says_where_another_is_ahead_and_only_there() {
        assert_eq!(written("ahead b\n<p>{tool} {f1} {own} {error}</p>"), "<p>other 0.700 0.500 0.010</p>");
        assert_eq!(written("ahead a <p>{tool}</p>"), "");
    }

    #[test]
    fn the_best_of_a_column_is_bold() {
        let rows = written("rows");
        let cells: Vec<&str> = rows.split("<td>").skip(1).map(|cell| cell.split("</td>").next().unwrap()).collect();
        let expected =
            ["0.700", "<strong>0.900</strong>", "0.500", "<strong>0.750</strong>", "0.800", "<strong>0.700</strong>"];
        assert_eq!(cells, expected);
        assert_eq!((written("date"), written("pages b")), ("a day".to_owned(), "7".to_owned()));
        assert_eq!(written("errors"), "<td>0.010</td><td>0.010</td>");
    }

    #[test]
    fn what_is_not_measured_is_refused() {
        for asked in ["pages c", "row", "ahead", "date b"] {
            assert!(comparison().write(asked, &mut String::new()).is_err(), "{asked}");
        }
        assert_eq!(fill("<p>none</p>").unwrap(), "<p>none</p>");
        assert!(fill("<p><!-- comparison: date").is_err());
    }

    /// In the order of the columns that are filled, and with a sentence for each.
    #[test]
    fn each_language_has_a_head_for_every_corpus() {
        let corpora = read().unwrap().corpora;
        for name in ["index.html", "zh.html"] {
            let page = fs::read_to_string(root().join("www").join(name)).unwrap();
            for kind in ["pages", "ahead"] {
                let start = format!("{ASKS}{kind} ");
                let asked: Vec<&str> =
                    page.split(&start).skip(1).map(|rest| rest.split_whitespace().next().unwrap()).collect();
                let expected: Vec<&str> = corpora.iter().map(|corpus| corpus.name.as_str()).collect();
                assert_eq!(asked, expected, "{name}: {kind}");
            }
            assert!(!fill(&page).unwrap().contains(ASKS.trim_end()), "{name}");
        }
    }

    #[test]
    fn the_models_run_has_a_figure_for_every_corpus() {
        let own = own(&read().unwrap().corpora).unwrap();
        assert!(own.f1.iter().all(|f1| *f1 > 0.5 && *f1 < 1.0), "{:?}", own.f1);
    }
}
