//! The index: its segments, what in them is alive, and the answers.

use std::collections::HashMap;

use crate::builder::Builder;
use crate::document::Document;
use crate::matching::weights;
use crate::merge::{Source, merge};
use crate::query::{Clause, Query};
use crate::rank::{Collection, recency};
use crate::segment::{Damage, Entry, Segment};

/// Segments of like size are merged once there are so many: each document is written again once in eight times as many.
const MERGED_AT_ONCE: usize = 8;

/// The sizes at which likeness ends, in bytes. What is larger than the last is left alone: nobody who searches meanwhile
/// should have to wait until it is written again, and thirty segments answer as fast as three.
const TIERS: [usize; 3] = [32 << 10, 256 << 10, 2 << 20];

/// All segments together.
#[derive(Default)]
pub struct Index {
    segments: Vec<Part>,
    builder: Builder,
}

struct Part {
    key: u32,
    segment: Segment,
    is_alive: Vec<bool>,
}

/// A segment that is new, and which are in it and needed no longer.
#[derive(Debug, PartialEq, Eq)]
pub struct Sealed {
    /// By which it is known.
    pub key: u32,
    /// What is to be kept.
    pub bytes: Vec<u8>,
    /// The keys of those that it replaces.
    pub replaced: Vec<u32>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The document's.
    pub id: String,
    /// The more the better; only to be compared within one answer.
    pub score: f64,
    stamp: u64,
}

impl Index {
    /// Takes a segment that was kept.
    ///
    /// # Errors
    /// Where the bytes are not those that were written: then the index is to be built anew.
    pub fn load(&mut self, key: u32, bytes: Vec<u8>) -> Result<(), Damage> {
        let segment = Segment::read(bytes)?;
        let is_alive = vec![true; segment.entries().len()];
        self.segments.push(Part { key, segment, is_alive });
        Ok(())
    }

    /// Forgets a segment.
    pub fn unload(&mut self, key: u32) {
        self.segments.retain(|part| part.key != key);
    }

    /// The keys of the segments there are.
    pub fn keys(&self) -> Vec<u32> {
        self.segments.iter().map(|part| part.key).collect()
    }

    /// How large the segments are, in bytes.
    pub fn size(&self) -> usize {
        self.segments.iter().map(|part| part.segment.size()).sum()
    }

    /// Brings the index in step with the library, of which `captures` are all ids and revisions: what is gone or changed is
    /// no longer found. Gives the ids that have to be added.
    pub fn reconcile<'a>(&mut self, captures: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<&'a str> {
        let mut wanted: HashMap<&str, &str> = HashMap::new();
        let order: Vec<_> = captures.into_iter().inspect(|(id, revision)| _ = wanted.insert(id, revision)).collect();
        for part in &mut self.segments {
            for (entry, is_alive) in part.segment.entries().iter().zip(&mut part.is_alive) {
                *is_alive = wanted.get(&*entry.id).is_some_and(|revision| *revision == entry.revision);
                if *is_alive {
                    // The same may have been added twice, by two windows.
                    wanted.remove(&*entry.id);
                }
            }
        }
        order.into_iter().map(|(id, _)| id).filter(|id| wanted.remove(id).is_some()).collect()
    }

    /// Adds a document; it is found from the next [`seal`](Self::seal) on.
    pub fn add(&mut self, document: &Document) {
        self.builder.add(document);
    }

    /// Makes a segment of what was added since.
    pub fn seal(&mut self) -> Option<Sealed> {
        let builder = std::mem::take(&mut self.builder);
        (!builder.is_empty()).then(|| self.adopt(builder.seal(), Vec::new())).flatten()
    }

    /// Merges segments where there are many of like size, or one that is mostly dead. To be called until there are none.
    pub fn merge(&mut self) -> Option<Sealed> {
        let keys = self.mergeable()?;
        let chosen = self.segments.iter().filter(|part| keys.contains(&part.key));
        let sources: Vec<_> = chosen.map(|part| Source { segment: &part.segment, is_alive: &part.is_alive }).collect();
        let bytes = merge(&sources);
        self.segments.retain(|part| !keys.contains(&part.key));
        self.adopt(bytes, keys)
    }

    /// The documents that answer `query` in full, the best first; `now` is Unix time in milliseconds. Everything answers a
    /// query that asks nothing.
    pub fn search(&self, query: &Query, now: u64) -> Vec<Hit> {
        let matched: Vec<_> = query.clauses.iter().map(|clause| self.matched(clause)).collect();
        let collection = self.collection();
        let rarities: Vec<_> = matched.iter().map(|matched| matched.rarity(&collection)).collect();
        let mut hits = Vec::new();
        for (index, part) in self.segments.iter().enumerate() {
            for (document, entry) in part.alive() {
                let weights = || matched.iter().map(|matched| f64::from(matched.weights[index][document]));
                if weights().all(|weight| weight > 0.0) {
                    let saturated = weights().map(|weight| collection.saturated(weight, entry.extent.length));
                    let score: f64 = saturated.zip(&rarities).map(|(weight, rarity)| weight * rarity).sum();
                    let score = if rarities.iter().all(|rarity| *rarity == 0.0) { 1.0 } else { score };
                    let score = score * recency(entry.stamp, now);
                    hits.push(Hit { id: entry.id.clone(), score, stamp: entry.stamp });
                }
            }
        }
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(b.stamp.cmp(&a.stamp)).then_with(|| a.id.cmp(&b.id)));
        hits
    }

    fn matched(&self, clause: &Clause) -> Matched {
        let weights: Vec<_> = self.segments.iter().map(|part| weights(&part.segment, clause)).collect();
        let parts = self.segments.iter().zip(&weights);
        let count = parts.map(|(part, weights)| part.alive().filter(|(at, _)| weights[*at] > 0.0).count()).sum();
        Matched { weights, count, is_filter: matches!(clause, Clause::Filter(_)) }
    }

    fn collection(&self) -> Collection {
        let lengths = || self.segments.iter().flat_map(Part::alive).map(|(_, entry)| u64::from(entry.extent.length));
        let documents = lengths().count();
        Collection { documents, length: lengths().sum::<u64>() as f64 / documents.max(1) as f64 }
    }

    fn mergeable(&self) -> Option<Vec<u32>> {
        let is_mostly_dead = |part: &&Part| part.alive().count() * 2 < part.is_alive.len();
        if let Some(part) = self.segments.iter().find(is_mostly_dead) {
            return Some(vec![part.key]);
        }
        let tier = |part: &Part| TIERS.iter().position(|size| part.segment.size() < *size);
        let of_tier = |wanted| self.segments.iter().filter(move |part| tier(part) == Some(wanted)).map(|part| part.key);
        (0..TIERS.len()).map(|wanted| of_tier(wanted).collect::<Vec<_>>()).find(|keys| keys.len() >= MERGED_AT_ONCE)
    }

    fn adopt(&mut self, bytes: Vec<u8>, replaced: Vec<u32>) -> Option<Sealed> {
        let latest = self.segments.iter().map(|part| part.key).chain(replaced.iter().copied()).max();
        let key = latest.map_or(0, |latest| latest + 1);
        // What was just written can be read.
        self.load(key, bytes.clone()).ok()?;
        Some(Sealed { key, bytes, replaced })
    }
}

impl Part {
    fn alive(&self) -> impl Iterator<Item = (usize, &Entry)> {
        self.segment.entries().iter().enumerate().filter(|(document, _)| self.is_alive[*document])
    }
}

struct Matched {
    /// By segment and document.
    weights: Vec<Vec<f32>>,
    count: usize,
    is_filter: bool,
}

impl Matched {
    /// That a page is from a site does not make it better than another of that site.
    fn rarity(&self, collection: &Collection) -> f64 {
        if self.is_filter { 0.0 } else { collection.rarity(self.count) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: u64 = 24 * 3600 * 1000;

    fn index(documents: &[Document]) -> Index {
        let mut index = Index::default();
        documents.iter().for_each(|document| index.add(document));
        index.seal();
        index
    }

    fn found(index: &Index, typed: &str) -> Vec<String> {
        index.search(&Query::parse(typed), 1000 * DAY).into_iter().map(|hit| hit.id).collect()
    }

    #[test]
    fn titles_and_tags_come_before_texts() {
        let index = index(&[
            Document { id: "text", body: "the ferry, and much else of which this page speaks", ..Document::default() },
            Document { id: "title", title: "The ferry", body: "it is a boat", ..Document::default() },
            Document { id: "tag", tags: "ferry", body: "it is a boat and it sails", ..Document::default() },
            Document { id: "none", body: "it is a boat", ..Document::default() },
        ]);
        assert_eq!(found(&index, "ferry "), ["title", "tag", "text"]);
    }

    #[test]
    fn of_two_alike_the_newer_comes_first_and_what_says_more_before_both() {
        let page = |id, day, body| Document { id, stamp: day * DAY, body, ..Document::default() };
        let index = index(&[
            page("old", 10, "a ferry on the river"),
            page("new", 990, "a ferry on the river"),
            page("more", 10, "ferry after ferry after ferry after ferry"),
            page("none", 10, "a river"),
        ]);
        assert_eq!(found(&index, "ferry "), ["more", "new", "old"]);
    }

    #[test]
    fn whole_words_come_before_longer_ones() {
        let page = |id, body| Document { id, body, ..Document::default() };
        let index = index(&[page("longer", "they care for it"), page("whole", "they car for it"), page("no", "a dog")]);
        assert_eq!(found(&index, "car"), ["whole", "longer"]);
        assert_eq!(found(&index, "car "), ["whole"]);
    }

    #[test]
    fn what_asks_nothing_gets_everything_and_sites_rank_by_time() {
        let page = |id, stamp, host| Document { id, stamp, host, body: "text", ..Document::default() };
        let index =
            index(&[page("a", 1, "example.org"), page("b", 2, "news.example.org"), page("c", 3, "example.com")]);
        assert_eq!(found(&index, " "), ["c", "b", "a"]);
        assert_eq!(found(&index, "site:example.org "), ["b", "a"]);
        assert_eq!(found(&index, "site:news"), ["b"]);
    }

    #[test]
    fn a_library_that_changed_is_followed() {
        let mut index =
            index(&["a", "b", "c"].map(|id| Document { id, revision: "1", body: "ferry", ..Document::default() }));
        assert_eq!(index.reconcile([("a", "1"), ("b", "2"), ("d", "1")]), ["b", "d"]);
        assert_eq!(found(&index, "ferry"), ["a"]);
        index.add(&Document { id: "b", revision: "2", body: "river", ..Document::default() });
        let sealed = index.seal().unwrap();
        assert_eq!((sealed.key, sealed.replaced), (1, vec![]));
        assert_eq!(found(&index, "river"), ["b"]);
        // Most of the first segment is dead.
        let merged = index.merge().unwrap();
        assert_eq!((merged.key, merged.replaced), (2, vec![0]));
        assert_eq!(index.keys(), [1, 2]);
        assert_eq!(found(&index, "ferry"), ["a"]);
        assert_eq!(index.merge(), None);
    }

    #[test]
    fn small_segments_become_one() {
        let mut index = Index::default();
        for number in 0..MERGED_AT_ONCE {
            let id = number.to_string();
            index.add(&Document { id: &id, body: "ferry", ..Document::default() });
            index.seal();
        }
        let merged = index.merge().unwrap();
        assert_eq!(merged.replaced, (0..MERGED_AT_ONCE as u32).collect::<Vec<_>>());
        let mut again = Index::default();
        again.load(merged.key, merged.bytes).unwrap();
        assert_eq!(found(&again, "ferry").len(), MERGED_AT_ONCE);
    }
}
