//! Several segments into one, without what is no longer in the library.

use crate::segment::{Entry, Postings, Segment, Terms, Writer, each_occurrence};

/// A segment and which of its documents are kept.
pub(crate) struct Source<'a> {
    pub(crate) segment: &'a Segment,
    pub(crate) is_alive: &'a [bool],
}

/// The bytes of one segment that holds what is alive in `sources`, in their order.
pub(crate) fn merge(sources: &[Source]) -> Vec<u8> {
    let (entries, numbers) = renumber(sources);
    let mut walks: Vec<_> = sources.iter().map(|source| source.segment.terms()).collect();
    let mut has_more: Vec<_> = walks.iter_mut().map(|walk| walk.next().is_some()).collect();
    let mut writer = Writer::new(&entries);
    while let Some(term) = first_term(&walks, &has_more) {
        let mut postings = Postings::default();
        for (index, walk) in walks.iter_mut().enumerate() {
            if has_more[index] && walk.term == term {
                append(&mut postings, walk.postings().unwrap_or_default(), &numbers[index]);
                has_more[index] = walk.next().is_some();
            }
        }
        if !postings.bytes().is_empty() {
            writer.push(&term, postings.bytes());
        }
    }
    writer.end()
}

/// The documents that are kept, and for each source the new number of each of its documents.
fn renumber(sources: &[Source]) -> (Vec<Entry>, Vec<Vec<Option<u32>>>) {
    let mut entries = Vec::new();
    let numbers = sources.iter().map(|source| {
        let documents = source.segment.entries().iter().zip(source.is_alive);
        documents
            .map(|(entry, is_alive)| {
                is_alive.then(|| {
                    entries.push(entry.clone());
                    entries.len() as u32 - 1
                })
            })
            .collect()
    });
    let numbers = numbers.collect();
    (entries, numbers)
}

fn first_term(walks: &[Terms], has_more: &[bool]) -> Option<Vec<u8>> {
    walks.iter().zip(has_more).filter(|(_, has_more)| **has_more).map(|(walk, _)| &walk.term).min().cloned()
}

fn append(out: &mut Postings, postings: &[u8], numbers: &[Option<u32>]) {
    let mut occurrences = Vec::new();
    each_occurrence(postings, |document, position| {
        if let Some(Some(number)) = numbers.get(document as usize) {
            occurrences.push((*number, position));
        }
    });
    for of_document in occurrences.chunk_by(|a, b| a.0 == b.0) {
        out.push(of_document[0].0, of_document.len(), of_document.iter().map(|(_, position)| *position));
    }
}
