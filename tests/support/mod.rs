//! The pages that tests share.
//!
//! A case is a folder `tests/pages/<topic>--<case>/`: `source.html` as it is served, `url.txt` where it is said to
//! stand, `expected.html` (line 5 of its capture; absent where the page holds no article) and `expected.json` (the
//! other fields of a batch answer). `cargo xtask accept` writes the expectations anew, for a person to read the diff.

use std::fs;
use std::path::{Path, PathBuf};

use offprint::{Answer, Extractor, Options};

/// One page.
pub struct Case {
    pub folder: PathBuf,
    pub url: String,
    pub source: Vec<u8>,
}

impl Case {
    pub fn name(&self) -> String {
        self.folder.file_name().unwrap().to_string_lossy().into_owned()
    }
}

/// All cases, in order of name.
pub fn cases() -> Vec<Case> {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut folders: Vec<PathBuf> = fs::read_dir(pages).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.retain(|folder| folder.join("source.html").exists());
    folders.sort();
    assert!(!folders.is_empty());
    let read = |folder: PathBuf| Case {
        url: fs::read_to_string(folder.join("url.txt")).unwrap().trim().to_owned(),
        source: fs::read(folder.join("source.html")).unwrap(),
        folder,
    };
    folders.into_iter().map(read).collect()
}

/// The answer on a page that arrives in these chunks.
pub fn answer<'a>(url: &str, chunks: impl IntoIterator<Item = &'a [u8]>) -> Answer {
    let mut extractor = Extractor::new(url, Options::default().at(READ)).unwrap();
    chunks.into_iter().for_each(|chunk| extractor.write(chunk).unwrap());
    let extraction = extractor.end().unwrap();
    let capture = extraction.capture(STAMP, url).unwrap();
    Answer::new(extraction, capture.as_ref())
}

/// The moment at which every page of the tests is read, January 2027: what is later on them is in the future.
pub const READ: u64 = 1_800_000_000_000;

/// The moment of every capture in the tests.
pub const STAMP: u64 = 1_790_000_000_000;
