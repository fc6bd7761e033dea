//! The archive layout: a folder of captures with lists that a forge renders, an export format of ours.
//!
//! ```text
//! articles/<source>/<file>.md
//! lists/<source>.md            one a source, newest first
//! README.md                    links the lists
//! ```
//!
//! These functions give the texts; who calls them writes the files.

use super::{CivilTime, address, title};

/// The folder of the captures, one folder a source in it.
pub const ARTICLES: &str = "articles";
/// The folder of the lists.
pub const LISTS: &str = "lists";

/// One capture, as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Unix time in milliseconds.
    pub stamp: u64,
    /// The title, plain text.
    pub title: String,
    /// The name of the file in its source's folder, with `.md`.
    pub file: String,
}

/// The text of `lists/<source>.md`: newest first, ties in the order of file names, days in UTC.
pub fn list(source: &str, entries: &[Entry]) -> String {
    let mut newest_first: Vec<&Entry> = entries.iter().collect();
    newest_first.sort_by(|one, other| other.stamp.cmp(&one.stamp).then_with(|| one.file.cmp(&other.file)));
    let lines = newest_first.into_iter().map(|entry| {
        let CivilTime { month, day, .. } = CivilTime::of(entry.stamp);
        let title = title::escaped(&title::or_url(&entry.title, &entry.file));
        let link = format!("/{ARTICLES}/{}/{}", segment(source), segment(&entry.file));
        format!("{month}-{day} [{title}]({link})")
    });
    page(source, lines)
}

/// The text of `README.md`, which links the list of every source, in the order of their names.
pub fn readme(sources: &[&str]) -> String {
    let mut sorted = sources.to_vec();
    sorted.sort_unstable();
    let lines = sorted
        .into_iter()
        .map(|source| format!("[{}](/{LISTS}/{}.md)", title::escaped(&title::normalised(source)), segment(source)));
    page("Captures", lines)
}

/// A setext heading, and lines with an empty one before each.
fn page(heading: &str, lines: impl Iterator<Item = String>) -> String {
    let mut text = format!("{heading}\n------\n");
    for line in lines {
        text.push('\n');
        text.push_str(&line);
        text.push('\n');
    }
    text
}

/// A name as one segment of a path: everything but letters and digits of ASCII, `-`, `.`, `_` and `~` percent-encoded.
fn segment(name: &str) -> String {
    let mut encoded = String::with_capacity(name.len());
    for character in name.chars() {
        if character.is_ascii_alphanumeric() || matches!(character, '-' | '.' | '_' | '~') {
            encoded.push(character);
        } else {
            address::percent_encode(character, &mut encoded);
        }
    }
    encoded
}
