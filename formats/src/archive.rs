//! The archive layout: `articles/<source>/<file>.md`, and the lists that a forge shows. The captures are written as they
//! come; their lists at the end.

use std::collections::{BTreeMap, HashSet};

use offprint::capture::Capture;
use offprint::capture::archive::{ARTICLES, Entry, LISTS, list, readme};

use crate::Error;

/// The lists of an archive that is being written, and the names that are taken in it.
#[derive(Debug, Default)]
pub struct Archive {
    sources: BTreeMap<String, Vec<Entry>>,
    taken: HashSet<String>,
}

impl Archive {
    /// Where a capture file belongs, `articles/<source>/<file>.md`; it is in the lists from now on.
    ///
    /// # Errors
    /// [`Error::Capture`] where the file is none.
    pub fn place(&mut self, file: &[u8]) -> Result<String, Error> {
        let capture = Capture::read(file)?;
        let path = self.free_path(&capture);
        let (source, file) = path.split_once('/').unwrap_or(("", &path));
        let entry = Entry { stamp: capture.stamp, title: capture.title, file: file.to_owned() };
        self.sources.entry(source.to_owned()).or_default().push(entry);
        Ok(format!("{ARTICLES}/{path}"))
    }

    /// Captures of one host, stamp and title are numbered. Some file systems do not tell cases apart.
    fn free_path(&mut self, capture: &Capture) -> String {
        let mut number = 1;
        loop {
            let path = capture.numbered_path(number);
            if self.taken.insert(path.to_lowercase()) {
                return path;
            }
            number += 1;
        }
    }

    /// The lists: paths and texts.
    pub fn lists(&self) -> Vec<(String, String)> {
        let names: Vec<&str> = self.sources.keys().map(String::as_str).collect();
        let lists =
            self.sources.iter().map(|(source, entries)| (format!("{LISTS}/{source}.md"), list(source, entries)));
        lists.chain([("README.md".to_owned(), readme(&names))]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_capture_has_a_place_and_a_line() {
        let file = |title: &str| format!("<!--1706624101000-->\n[{title}](https://www.a.b/c)\n------\n\n<p>x</p>\n");
        let mut archive = Archive::default();
        let places = ["T", "t", "T"].map(|title| archive.place(file(title).as_bytes()).unwrap());
        assert_eq!(places, ["T", "t-2", "T-3"].map(|title| format!("articles/a.b/1706624101000_{title}.md")));
        let lists = archive.lists();
        assert_eq!(lists.iter().map(|(path, _)| path.as_str()).collect::<Vec<_>>(), ["lists/a.b.md", "README.md"]);
        assert_eq!(lists[0].1.matches("1-30 [").count(), 3);
    }
}
