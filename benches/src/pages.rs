//! The pages that are measured: the project's own, those of a folder of corpora where there is one, and made ones.
//!
//! A corpus is a folder with an `index.jsonl`, a page a line: its `html` is a gzipped file beside it, its `url` may be
//! missing.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use flate2::read::GzDecoder;
use serde::Deserialize;

use crate::article;

/// The set of the pages that the tests use.
pub const OWN: &str = "tests/pages";
/// The set of one page made by [`article::page`].
pub const MADE: &str = "made article";
/// As large as the news pages of the public benchmarks are on average, in bytes.
const MADE_BYTES: usize = 174_000;
/// The corpus that a quick run takes: news articles of the public benchmark of extractors.
const QUICK: &str = "news-2019";

/// The address of a page of which none is known.
const NO_ADDRESS: &str = "https://example.org/a";

/// A page in memory.
pub struct Page {
    pub url: String,
    pub html: String,
}

/// Where a page is.
pub struct Source {
    url: String,
    html: Html,
}

enum Html {
    Plain(PathBuf),
    Gzipped(PathBuf),
    Made(usize),
}

/// One line of an index.
#[derive(Deserialize)]
struct Row {
    #[serde(default)]
    url: String,
    html: String,
}

impl Source {
    pub fn read(&self) -> Result<Page> {
        let html = match &self.html {
            Html::Plain(path) => fs::read_to_string(path).with_context(|| path.display().to_string())?,
            Html::Gzipped(path) => unzipped(path).with_context(|| path.display().to_string())?,
            Html::Made(bytes) => article::page(*bytes),
        };
        Ok(Page { url: self.url.clone(), html })
    }
}

fn unzipped(path: &Path) -> Result<String> {
    let mut html = String::new();
    GzDecoder::new(File::open(path)?).read_to_string(&mut html)?;
    Ok(html)
}

/// The names of the sets there are: corpora where there are any, else the project's own pages and a made one.
pub fn names(corpora: Option<&Path>, quick: bool) -> Result<Vec<String>> {
    let Some(corpora) = corpora else { return Ok(vec![OWN.to_owned(), MADE.to_owned()]) };
    let mut names = Vec::new();
    for entry in fs::read_dir(corpora).with_context(|| corpora.display().to_string())? {
        let entry = entry?;
        if entry.path().join("index.jsonl").is_file() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    if quick && names.iter().any(|name| name == QUICK) {
        names.retain(|name| name == QUICK);
    }
    names.truncate(if quick { 1 } else { names.len() });
    if names.is_empty() {
        bail!("{} holds no folder with an index.jsonl", corpora.display());
    }
    Ok(names)
}

/// The pages of a set.
pub fn sources(name: &str, corpora: Option<&Path>) -> Result<Vec<Source>> {
    match (name, corpora) {
        (OWN, _) => own(),
        (MADE, _) => Ok(vec![Source { url: NO_ADDRESS.to_owned(), html: Html::Made(MADE_BYTES) }]),
        (_, Some(corpora)) => corpus(&corpora.join(name)),
        (_, None) => bail!("found the pages {name}, and no folder of corpora"),
    }
}

/// The top of the repository, asked at run time: a checkout may be moved together with its `target/`.
pub fn root() -> PathBuf {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    PathBuf::from(package).join("..")
}

fn own() -> Result<Vec<Source>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(root().join(OWN)).context(OWN)? {
        paths.push(entry?.path().join("source.html"));
    }
    paths.sort();
    Ok(paths.into_iter().map(|path| Source { url: NO_ADDRESS.to_owned(), html: Html::Plain(path) }).collect())
}

fn corpus(folder: &Path) -> Result<Vec<Source>> {
    let index = folder.join("index.jsonl");
    let lines = BufReader::new(File::open(&index).with_context(|| index.display().to_string())?).lines();
    let lines: Vec<String> = lines.collect::<Result<_, _>>()?;
    Ok(lines.iter().filter_map(|line| source(folder, line)).collect())
}

/// The page of a line; none where the line is no JSON, as some programs write it that know a number `NaN`. How many pages
/// were read is printed with every figure.
fn source(folder: &Path, line: &str) -> Option<Source> {
    let Row { url, html } = serde_json::from_str(line).ok()?;
    let url = if url.is_empty() { NO_ADDRESS.to_owned() } else { url };
    Some(Source { url, html: Html::Gzipped(folder.join(html)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_projects_own_pages_are_found() {
        let sources = own().unwrap();
        assert!(sources.len() > 20 && sources.iter().all(|source| !source.read().unwrap().html.is_empty()));
    }

    #[test]
    fn a_page_without_an_address_is_given_one() {
        let source = source(Path::new("news"), r#"{"id": "a", "html": "html/a.html.gz"}"#).unwrap();
        assert_eq!(source.url, NO_ADDRESS);
        assert!(matches!(source.html, Html::Gzipped(path) if path == Path::new("news").join("html/a.html.gz")));
    }

    #[test]
    fn a_line_that_is_no_json_is_no_page() {
        assert!(source(Path::new("news"), r#"{"html": "html/a.html.gz", "meta": {"date": NaN}}"#).is_none());
    }
}
