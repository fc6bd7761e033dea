//! A segment: some documents and their terms, as bytes that are kept and never changed.
//!
//! ```text
//! magic │ documents │ terms │ postings │ blocks │ footer │ CRC-32 of all before
//! ```
//!
//! Terms are sorted by their bytes, in blocks of [`BLOCK`]: the first of a block is whole, each other says how much it shares
//! with the one before. `blocks` says where each begins, for the binary search. The footer says where the parts begin.
//!
//! The checksum is against disks and half-written files, not against people. So nothing read after it is believed: whatever
//! stands in the bytes, the worst that comes of it is a wrong answer.

use crate::document::Extent;
use crate::varint::{Reader, push, push_bytes};

/// Ends with the version of the layout.
const MAGIC: &[u8; 8] = b"OFPSRCH1";

/// How many terms a block has. A search reads half of one on average; each block costs four bytes and a whole term.
const BLOCK: usize = 32;

/// The bytes of a number in the footer and in `blocks`, and the footer's numbers: where terms, postings and blocks begin,
/// and how many terms there are.
const WIDTH: usize = size_of::<u32>();
const FOOTER: usize = 4;

/// Why bytes are no segment. The index is derived from the captures, so the answer is always to build it anew.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// Something else, or another version of it.
    #[error("found {found:?} at the start of the segment, expected {MAGIC:?}")]
    Magic {
        /// The first bytes.
        found: Vec<u8>,
    },
    /// Not the bytes that were written.
    #[error("found the checksum {found:08x} over the segment, expected {expected:08x}")]
    Checksum {
        /// Of the bytes as they are.
        found: u32,
        /// As it was written.
        expected: u32,
    },
    /// The right checksum over what cannot be read.
    #[error("found {part} of the segment that cannot be read")]
    Layout {
        /// Which part.
        part: &'static str,
    },
}

/// A document, as a segment lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) id: String,
    pub(crate) revision: String,
    pub(crate) stamp: u64,
    pub(crate) extent: Extent,
}

impl Entry {
    fn push(&self, out: &mut Vec<u8>) {
        push_bytes(out, self.id.as_bytes());
        push_bytes(out, self.revision.as_bytes());
        push(out, self.stamp);
        let Extent { ends, length } = self.extent;
        ends.into_iter().chain([length]).for_each(|number| push(out, u64::from(number)));
    }

    fn read(reader: &mut Reader) -> Option<Self> {
        let (id, revision) = (reader.text()?.to_owned(), reader.text()?.to_owned());
        let stamp = reader.number()?;
        let mut ends = [0; crate::document::HEAD_FIELDS];
        for end in &mut ends {
            *end = reader.small()?;
        }
        Some(Self { id, revision, stamp, extent: Extent { ends, length: reader.small()? } })
    }
}

/// The postings of one term, as they are written: for each document how far it is from the one before, how often the term
/// stands in it, and the distances of its positions.
#[derive(Default)]
pub(crate) struct Postings {
    bytes: Vec<u8>,
    last: u32,
}

impl Postings {
    /// Adds a document, which comes after those before, and ascending positions, of which there are `count`.
    pub(crate) fn push(&mut self, document: u32, count: usize, positions: impl Iterator<Item = u32>) {
        // Half of the words of a text stand in it once: that is one bit, not one byte.
        let is_single = count == 1;
        push(&mut self.bytes, u64::from(document - self.last) << 1 | u64::from(is_single));
        if !is_single {
            push(&mut self.bytes, count as u64);
        }
        let mut before = 0;
        for position in positions {
            push(&mut self.bytes, u64::from(position - before));
            before = position;
        }
        self.last = document;
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// Calls `found` for each document and position of written postings, both ascending.
#[inline]
pub(crate) fn each_occurrence(postings: &[u8], mut found: impl FnMut(u32, u32)) {
    let mut reader = Reader::new(postings);
    let mut before = None;
    // Whatever cannot be read is the end.
    let _ = (|| {
        while !reader.is_at_end() {
            let first = reader.number()?;
            let step = u32::try_from(first >> 1).ok()?;
            let document = match before {
                None => step,
                // The same document twice would be damage.
                Some(before) => step.checked_add(before).filter(|_| step > 0)?,
            };
            before = Some(document);
            let count = if first & 1 == 1 { 1 } else { reader.number()? };
            let mut position = 0_u32;
            for _ in 0..count {
                position = position.checked_add(reader.small()?)?;
                found(document, position);
            }
        }
        Some(())
    })();
}

/// Writes a segment, term by term.
pub(crate) struct Writer {
    documents: Vec<u8>,
    terms: Vec<u8>,
    postings: Vec<u8>,
    blocks: Vec<u8>,
    count: usize,
    last: Vec<u8>,
}

impl Writer {
    pub(crate) fn new(entries: &[Entry]) -> Self {
        let mut documents = Vec::new();
        push(&mut documents, entries.len() as u64);
        entries.iter().for_each(|entry| entry.push(&mut documents));
        let (terms, postings, blocks) = (Vec::new(), Vec::new(), Vec::new());
        Self { documents, terms, postings, blocks, count: 0, last: Vec::new() }
    }

    /// Adds a term, which comes after those before in the order of bytes.
    pub(crate) fn push(&mut self, term: &[u8], postings: &[u8]) {
        if self.count.is_multiple_of(BLOCK) {
            self.blocks.extend((self.terms.len() as u32).to_le_bytes());
            push_bytes(&mut self.terms, term);
            push(&mut self.terms, self.postings.len() as u64);
        } else {
            let shared = self.last.iter().zip(term).take_while(|(a, b)| a == b).count();
            push(&mut self.terms, shared as u64);
            push_bytes(&mut self.terms, &term[shared..]);
        }
        push(&mut self.terms, postings.len() as u64);
        self.postings.extend_from_slice(postings);
        self.last.clear();
        self.last.extend_from_slice(term);
        self.count += 1;
    }

    pub(crate) fn end(self) -> Vec<u8> {
        let mut out = [MAGIC, &*self.documents].concat();
        let mut footer = Vec::new();
        for part in [self.terms, self.postings, self.blocks] {
            footer.extend((out.len() as u32).to_le_bytes());
            out.extend(part);
        }
        footer.extend((self.count as u32).to_le_bytes());
        out.extend(footer);
        let checksum = crc32fast::hash(&out);
        out.extend(checksum.to_le_bytes());
        out
    }
}

/// A segment that is searched.
pub(crate) struct Segment {
    bytes: Vec<u8>,
    entries: Vec<Entry>,
    terms_at: usize,
    postings_at: usize,
    blocks_at: usize,
    footer_at: usize,
    count: usize,
}

impl Segment {
    pub(crate) fn read(bytes: Vec<u8>) -> Result<Self, Damage> {
        if !bytes.starts_with(MAGIC) {
            return Err(Damage::Magic { found: bytes.iter().take(MAGIC.len()).copied().collect() });
        }
        let footer = Damage::Layout { part: "a footer" };
        let (rest, checksum) = bytes.split_last_chunk::<WIDTH>().ok_or(footer.clone())?;
        let (found, expected) = (crc32fast::hash(rest), u32::from_le_bytes(*checksum));
        if found != expected {
            return Err(Damage::Checksum { found, expected });
        }
        let footer_at = rest.len().checked_sub(FOOTER * WIDTH).ok_or(footer.clone())?;
        let number =
            |at: usize| rest.get(at..).and_then(<[u8]>::first_chunk).map(|raw| u32::from_le_bytes(*raw) as usize);
        let numbers = [0, 1, 2, 3].map(|index| number(footer_at + index * WIDTH));
        let [Some(terms_at), Some(postings_at), Some(blocks_at), Some(count)] = numbers else { return Err(footer) };
        let places = [MAGIC.len(), terms_at, postings_at, blocks_at, footer_at];
        if !places.is_sorted() || footer_at - blocks_at != count.div_ceil(BLOCK) * WIDTH {
            return Err(footer);
        }
        let documents = Damage::Layout { part: "a list of documents" };
        let entries = read_entries(&rest[MAGIC.len()..terms_at]).ok_or(documents)?;
        Ok(Self { entries, terms_at, postings_at, blocks_at, footer_at, count, bytes })
    }

    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    pub(crate) fn size(&self) -> usize {
        self.bytes.len()
    }

    /// The postings of a term.
    pub(crate) fn find(&self, term: &str) -> Option<&[u8]> {
        let mut terms = self.terms_from(term.as_bytes());
        terms.next().filter(|terms| terms.term == term.as_bytes())?;
        terms.postings()
    }

    /// Calls `found` for each term that begins with `prefix`, with its postings.
    pub(crate) fn each_with_prefix<'a>(&'a self, prefix: &str, mut found: impl FnMut(&[u8], &'a [u8])) {
        let mut terms = self.terms_from(prefix.as_bytes());
        while let Some(current) = terms.next().filter(|terms| terms.term.starts_with(prefix.as_bytes())) {
            if let Some(postings) = current.postings() {
                found(&current.term, postings);
            }
        }
    }

    /// All terms, in order.
    pub(crate) fn terms(&self) -> Terms<'_> {
        self.terms_in(0)
    }

    /// The terms from `wanted` on.
    fn terms_from(&self, wanted: &[u8]) -> Terms<'_> {
        let block = self.last_block_before(wanted);
        let mut terms = self.terms_in(block);
        loop {
            let before = terms.clone();
            if terms.next().is_none_or(|terms| &*terms.term >= wanted) {
                return before;
            }
        }
    }

    /// The last block whose first term is not after `wanted`, or the first block.
    fn last_block_before(&self, wanted: &[u8]) -> usize {
        let (mut low, mut high) = (0, self.count.div_ceil(BLOCK));
        while low < high {
            let middle = (low + high) / 2;
            let first = Reader::new(self.block(middle)).bytes().unwrap_or_default();
            if first <= wanted { low = middle + 1 } else { high = middle }
        }
        low.saturating_sub(1)
    }

    fn terms_in(&self, block: usize) -> Terms<'_> {
        let left = self.count.saturating_sub(block * BLOCK);
        Terms { segment: self, reader: Reader::new(self.block(block)), left, read: 0, term: Vec::new(), place: 0..0 }
    }

    /// What is to be read from the start of a block on.
    fn block(&self, block: usize) -> &[u8] {
        let terms = &self.bytes[self.terms_at..self.postings_at];
        let places = &self.bytes[self.blocks_at..self.footer_at];
        let place = places.get(block * WIDTH..).and_then(<[u8]>::first_chunk).map(|raw| u32::from_le_bytes(*raw));
        place.and_then(|place| terms.get(place as usize..)).unwrap_or_default()
    }
}

fn read_entries(bytes: &[u8]) -> Option<Vec<Entry>> {
    let mut reader = Reader::new(bytes);
    let count = reader.small()?;
    // Not reserved: the number may be anything.
    let entries = (0..count).map(|_| Entry::read(&mut reader)).collect::<Option<Vec<_>>>()?;
    reader.is_at_end().then_some(entries)
}

/// A walk over the terms of a segment.
#[derive(Clone)]
pub(crate) struct Terms<'a> {
    segment: &'a Segment,
    reader: Reader<'a>,
    left: usize,
    read: usize,
    pub(crate) term: Vec<u8>,
    place: std::ops::Range<usize>,
}

impl<'a> Terms<'a> {
    /// Goes to the next term, if there is one that can be read.
    pub(crate) fn next(&mut self) -> Option<&Self> {
        self.left = self.left.checked_sub(1)?;
        let start = if self.read.is_multiple_of(BLOCK) {
            self.term.clear();
            self.term.extend_from_slice(self.reader.bytes()?);
            self.reader.small()? as usize
        } else {
            let shared = self.reader.small()? as usize;
            self.term.truncate(shared);
            self.term.extend_from_slice(self.reader.bytes()?);
            self.place.end
        };
        self.place = start..start.checked_add(self.reader.small()? as usize)?;
        self.read += 1;
        Some(self)
    }

    /// The postings of the term it has gone to.
    pub(crate) fn postings(&self) -> Option<&'a [u8]> {
        self.segment.bytes[self.segment.postings_at..self.segment.blocks_at].get(self.place.clone())
    }
}

/// Puts the right checksum under bytes that a test has changed.
#[cfg(test)]
pub(crate) fn reseal(bytes: &mut [u8]) {
    if let Some((rest, checksum)) = bytes.split_last_chunk_mut::<WIDTH>() {
        *checksum = crc32fast::hash(rest).to_le_bytes();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Extent;

    fn written(terms: &[String]) -> Vec<u8> {
        let extent = Extent { ends: [1, 2, 3, 4], length: 9 };
        let entry = Entry { id: "one".into(), revision: "r".into(), stamp: 5, extent };
        let mut writer = Writer::new(&[entry]);
        for (number, term) in terms.iter().enumerate() {
            let mut postings = Postings::default();
            postings.push(0, 2, [number as u32, number as u32 + 3].into_iter());
            writer.push(term.as_bytes(), postings.bytes());
        }
        writer.end()
    }

    fn hundred() -> Vec<String> {
        (0..100).map(|number| format!("w{number:03}")).collect()
    }

    #[test]
    fn what_was_written_is_found() {
        let segment = Segment::read(written(&hundred())).unwrap();
        assert_eq!(segment.entries()[0].stamp, 5);
        for (number, term) in hundred().iter().enumerate() {
            let mut found = Vec::new();
            each_occurrence(segment.find(term).unwrap(), |document, position| found.push((document, position)));
            assert_eq!(found, [(0, number as u32), (0, number as u32 + 3)]);
        }
        for missing in ["", "a", "w", "w0311", "w1", "x"] {
            assert!(segment.find(missing).is_none(), "{missing}");
        }
    }

    #[test]
    fn prefixes_reach_over_blocks() {
        let segment = Segment::read(written(&hundred())).unwrap();
        let count = |prefix: &str| {
            let mut found = 0;
            segment.each_with_prefix(prefix, |_, _| found += 1);
            found
        };
        assert_eq!(["", "w", "w0", "w03", "w031", "v", "x"].map(count), [100, 100, 100, 10, 1, 0, 0]);
    }

    #[test]
    fn an_empty_segment_is_one() {
        let segment = Segment::read(Writer::new(&[]).end()).unwrap();
        assert!(segment.find("a").is_none() && segment.terms().next().is_none());
    }

    #[test]
    fn damage_is_named() {
        let bytes = written(&hundred());
        assert!(matches!(Segment::read(b"%PDF-1.7".to_vec()), Err(Damage::Magic { .. })));
        assert!(matches!(Segment::read(MAGIC.to_vec()), Err(Damage::Checksum { .. })));
        let mut flipped = bytes.clone();
        flipped[100] ^= 1;
        assert!(matches!(Segment::read(flipped.clone()), Err(Damage::Checksum { .. })));
        let mut cut = bytes[..bytes.len() - 10].to_vec();
        reseal(&mut cut);
        assert!(matches!(Segment::read(cut), Err(Damage::Layout { .. })));
    }
}
