//! The pages to learn from: folders with an `index.jsonl`, a page a line, and their HTML beside it, gzipped.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use flate2::read::GzDecoder;
use serde::Deserialize;

use crate::folds;

/// A page, and what a person marked as its main content.
#[derive(Deserialize)]
pub struct Row {
    #[serde(skip)]
    pub corpus: String,
    /// Its place among all pages.
    #[serde(skip)]
    pub number: usize,
    #[serde(skip)]
    path: PathBuf,
    pub id: String,
    #[serde(default)]
    pub url: String,
    #[serde(default)]
    pub gold: String,
    html: String,
    /// `words` where its tokens are words though its script has none.
    #[serde(default)]
    tok: String,
    #[serde(skip)]
    pub by_words: bool,
}

impl Row {
    pub fn fold(&self) -> usize {
        folds::fold(&self.url, &self.id)
    }

    pub fn html(&self) -> Result<String> {
        let mut bytes = Vec::new();
        let file =
            fs::File::open(&self.path).with_context(|| format!("{} could not be opened", self.path.display()))?;
        GzDecoder::new(file).read_to_end(&mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// All pages with a gold text below `corpora`, folders by name.
pub fn rows(corpora: &Path) -> Result<Vec<Row>> {
    let listed = fs::read_dir(corpora).with_context(|| format!("{} could not be listed", corpora.display()))?;
    let mut folders: Vec<PathBuf> =
        listed.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_dir()).collect();
    folders.sort();
    let mut rows = Vec::new();
    for folder in folders {
        let Ok(index) = fs::read_to_string(folder.join("index.jsonl")) else { continue };
        // A page without a gold text teaches nothing here; some such lines are no JSON (a date that is NaN).
        for line in index.lines().filter(|line| line.contains("\"gold\"")) {
            let mut row: Row = serde_json::from_str(line).with_context(|| format!("in {}", folder.display()))?;
            row.corpus = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
            row.path = folder.join(&row.html);
            row.by_words = row.tok == "words";
            if !row.gold.is_empty() {
                row.number = rows.len();
                rows.push(row);
            }
        }
    }
    Ok(rows)
}
