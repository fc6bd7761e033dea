//! Documents that are not in a segment yet: for each term, the postings as they will be written.

use std::collections::HashMap;

use crate::document::Document;
use crate::segment::{Entry, Postings, Writer};

/// Collects documents for one segment.
#[derive(Default)]
pub(crate) struct Builder {
    entries: Vec<Entry>,
    terms: HashMap<Box<str>, u32>,
    postings: Vec<Postings>,
    /// The terms of the document at hand with their positions; kept for its memory.
    occurrences: Vec<(u32, u32)>,
}

impl Builder {
    pub(crate) fn add(&mut self, document: &Document) {
        let mut occurrences = std::mem::take(&mut self.occurrences);
        let extent = document.each_term(|term, position| occurrences.push((self.number(term), position)));
        // Positions ascend already within a term.
        occurrences.sort_unstable();
        let number = self.entries.len() as u32;
        for of_term in occurrences.chunk_by(|a, b| a.0 == b.0) {
            let positions = of_term.iter().map(|(_, position)| *position);
            self.postings[of_term[0].0 as usize].push(number, of_term.len(), positions);
        }
        occurrences.clear();
        self.occurrences = occurrences;
        let (id, revision) = (document.id.to_owned(), document.revision.to_owned());
        self.entries.push(Entry { id, revision, stamp: document.stamp, extent });
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The bytes of a segment.
    pub(crate) fn seal(self) -> Vec<u8> {
        let mut terms: Vec<_> = self.terms.iter().collect();
        terms.sort_unstable();
        let mut writer = Writer::new(&self.entries);
        for (term, number) in terms {
            writer.push(term.as_bytes(), self.postings[*number as usize].bytes());
        }
        writer.end()
    }

    fn number(&mut self, term: &str) -> u32 {
        if let Some(number) = self.terms.get(term) {
            return *number;
        }
        let number = self.postings.len() as u32;
        self.terms.insert(term.into(), number);
        self.postings.push(Postings::default());
        number
    }
}
