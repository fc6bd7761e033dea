//! `cargo xtask compare`: measures other extractors, and writes the figures of the site's comparison with them.
//!
//! A small adapter for each language calls them as their documentations say, and an evaluation scores what they answer: a
//! program that is given folders of pages and a command, `FILE --command COMMAND --json FILE FOLDER…`, hands the command
//! pages as JSON lines (`id`, `url`, `html`), and takes texts from it (`id`, `text`). So nobody types a figure, and who has
//! the pages can measure again.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::command::{answer, cargo, run as run_command};
use crate::comparison::{Comparison, Corpus, Tool};
use crate::paths::{root, target};
use crate::{machine, python};

/// The corpora of the comparison, as their folders and figures are named.
const CORPORA: [&str; 6] = ["news-2019", "news-2023", "web-articles", "web-other", "chinese", "multilingual"];

const REQUIREMENTS: &str = "xtask/extractors/requirements.txt";

/// An extractor of others. Its adapter knows it by the name of its package.
struct Other {
    name: &'static str,
    package: &'static str,
    language: Language,
}

#[derive(Clone, Copy)]
enum Language {
    Python,
    JavaScript,
    Rust,
}

const OTHERS: [Other; 8] = [
    Other { name: "trafilatura", package: "trafilatura", language: Language::Python },
    Other { name: "newspaper4k", package: "newspaper4k", language: Language::Python },
    Other { name: "readability-lxml", package: "readability-lxml", language: Language::Python },
    Other { name: "Resiliparse", package: "resiliparse", language: Language::Python },
    Other { name: "Mozilla Readability", package: "@mozilla/readability", language: Language::JavaScript },
    Other { name: "Defuddle", package: "defuddle", language: Language::JavaScript },
    Other { name: "dom_smoothie", package: "dom_smoothie", language: Language::Rust },
    Other { name: "rs-trafilatura", package: "rs-trafilatura", language: Language::Rust },
];

/// What an evaluation says of one corpus; it says more.
#[derive(Deserialize)]
struct Scored {
    /// All pages, and those of them that had an answer, if an empty one.
    pages: usize,
    answered: usize,
    f1: f64,
    f1_se: f64,
    /// The pages that were scored: on some nobody marked a text.
    documents: Vec<IgnoredAny>,
}

/// What an evaluation says of a tool, in the order of the corpora.
type Scores = Vec<Scored>;

/// Measures on the corpora of a folder with an evaluation, and writes the comparison.
pub fn run(arguments: &[&str]) -> Result<()> {
    let ["--corpora", corpora, "--evaluate", program] = arguments else {
        bail!("found {}, expected --corpora DIR --evaluate FILE", arguments.join(" "));
    };
    let corpora = std::path::absolute(corpora)?;
    let folders = CORPORA.map(|corpus| corpora.join(corpus));
    let evaluation = Evaluation { program: std::path::absolute(program)?, folders, work: target().join("compare") };
    let python = ready(&evaluation.work)?;
    let measure = |other: &'static Other| Ok((other, evaluation.of(other, &python)?));
    let measured: Vec<(&Other, Scores)> = OTHERS.iter().map(measure).collect::<Result<_>>()?;
    write(&comparison(today(&python)?, &measured)?)
}

/// Installs and builds what the adapters need, and says where their Python is.
fn ready(work: &Path) -> Result<PathBuf> {
    const ADAPTER: [&str; 7] = ["build", "--release", "--package", "benches", "--features", "answer", "--bin=answer"];
    fs::create_dir_all(work).with_context(|| format!("{} could not be made", work.display()))?;
    let python = python::environment(&work.join("python"), REQUIREMENTS)?;
    machine::npm_packages()?;
    run_command(&mut cargo(&ADAPTER))?;
    Ok(python)
}

/// What scores, on which pages, and where what it says is kept.
struct Evaluation {
    program: PathBuf,
    folders: [PathBuf; CORPORA.len()],
    work: PathBuf,
}

impl Evaluation {
    fn of(&self, other: &Other, python: &Path) -> Result<Scores> {
        let written = self.work.join(format!("{}.json", other.name));
        let mut evaluation = Command::new("python3");
        evaluation.arg(&self.program).arg("--command").arg(other.command(python)).arg("--json").arg(&written);
        run_command(evaluation.args(&self.folders))?;
        scores(&written)
    }
}

impl Other {
    /// What an evaluation runs, as a shell would be told it.
    fn command(&self, python: &Path) -> String {
        let answer = target().join("release/answer");
        let adapter = match self.language {
            Language::Python => format!("'{}' xtask/extractors/answer.py", python.display()),
            Language::JavaScript => "node xtask/extractors/answer.js".to_owned(),
            Language::Rust => format!("'{}'", answer.display()),
        };
        format!("{adapter} {}", self.package)
    }

    /// The version that is installed, which is the one that is pinned.
    fn version(&self) -> Result<String> {
        let (list, start, end) = match self.language {
            Language::Python => (REQUIREMENTS, format!("\n{}", self.package), "\n"),
            Language::JavaScript => ("package.json", format!("\"{}\": \"", self.package), "\""),
            Language::Rust => ("Cargo.lock", format!("name = \"{}\"\nversion = \"", self.package), "\""),
        };
        let text = fs::read_to_string(root().join(list)).with_context(|| format!("{list} could not be read"))?;
        let rest = text.split_once(&start).and_then(|(_, rest)| rest.split(end).next());
        // A package of Python's may name extras before its version.
        let version = rest.and_then(|rest| rest.rsplit("==").next());
        version.map(str::to_owned).with_context(|| format!("{list} does not pin {}", self.package))
    }
}

/// What an evaluation wrote.
fn scores(written: &Path) -> Result<Scores> {
    let text = fs::read_to_string(written).with_context(|| format!("{} could not be read", written.display()))?;
    let mut scored: BTreeMap<String, Scored> =
        serde_json::from_str(&text).with_context(|| format!("{} is not what is expected", written.display()))?;
    let of = |corpus| scored.remove(corpus).with_context(|| format!("{} has no {corpus}", written.display()));
    CORPORA.into_iter().map(of).collect()
}

/// The tools, the best first.
fn comparison(date: String, measured: &[(&Other, Scores)]) -> Result<Comparison> {
    let corpus = |(place, name): (usize, &str)| {
        let scored = measured.iter().map(|(_, scores)| &scores[place]);
        let pages = scored.clone().map(|scored| scored.documents.len()).max().unwrap_or(0);
        let error = scored.max_by(|a, b| a.f1.total_cmp(&b.f1)).map_or(0.0, |best| best.f1_se);
        Corpus { name: name.to_owned(), pages, error }
    };
    let corpora = CORPORA.into_iter().enumerate().map(corpus).collect();
    let mut tools: Vec<Tool> = measured.iter().map(|(other, scores)| tool(other, scores)).collect::<Result<_>>()?;
    tools.sort_by(|a, b| b.mean().total_cmp(&a.mean()));
    Ok(Comparison { date, corpora, tools })
}

fn tool(other: &Other, scores: &Scores) -> Result<Tool> {
    let failed = scores.iter().map(|scored| scored.pages - scored.answered).sum();
    let f1 = scores.iter().map(|scored| scored.f1).collect();
    Ok(Tool { name: other.name.to_owned(), version: other.version()?, failed, f1 })
}

/// The day, which Rust's library has no calendar for.
fn today(python: &Path) -> Result<String> {
    let day = answer(Command::new(python).args(["-c", "import datetime; print(datetime.date.today())"]));
    day.context("Python did not say which day it is")
}

fn write(comparison: &Comparison) -> Result<()> {
    ensure!(comparison.tools.iter().all(|tool| tool.f1.iter().any(|f1| *f1 > 0.0)), "an extractor found nothing");
    let text = serde_json::to_string_pretty(comparison)?;
    fs::write(root().join("www/comparison.json"), text + "\n").context("www/comparison.json could not be written")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_versions_of_all_are_pinned() {
        for other in &OTHERS {
            let version = other.version().unwrap();
            let is_number = |part: &str| !part.is_empty() && part.chars().all(|digit| digit.is_ascii_digit());
            assert!(version.split('.').count() > 1 && version.split('.').all(is_number), "{}: {version:?}", other.name);
        }
    }

    #[test]
    fn what_is_shown_are_all_of_them() {
        let shown = crate::comparison::read().unwrap();
        let mut names: Vec<&str> = shown.tools.iter().skip(1).map(|tool| tool.name.as_str()).collect();
        let mut expected = OTHERS.map(|other| other.name);
        names.sort_unstable();
        expected.sort_unstable();
        assert_eq!(names, expected);
        assert!(shown.corpora.iter().map(|corpus| corpus.name.as_str()).eq(CORPORA));
    }

    #[test]
    fn the_best_is_first_and_a_page_without_an_answer_has_failed() {
        let scored =
            |f1, answered| Scored { pages: 10, answered, f1, f1_se: (1.0 - f1) / 10.0, documents: vec![IgnoredAny; 9] };
        let scores = |f1, answered| CORPORA.iter().map(|_| scored(f1, answered)).collect();
        let shown =
            comparison("a day".into(), &[(&OTHERS[0], scores(0.25, 10)), (&OTHERS[1], scores(0.5, 9))]).unwrap();
        let names = shown.tools.iter().map(|tool| tool.name.as_str());
        assert_eq!(names.collect::<Vec<_>>(), [OTHERS[1].name, OTHERS[0].name]);
        assert_eq!(shown.tools.iter().map(|tool| tool.failed).collect::<Vec<_>>(), [CORPORA.len(), 0]);
        assert!(shown.corpora.iter().all(|corpus| corpus.pages == 9 && corpus.error == 0.05));
    }
}
