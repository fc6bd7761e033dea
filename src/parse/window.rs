//! The bytes of the page that are being read.
//!
//! lol_html makes a string of each name and value that it is asked for, and also says where in the page it stands. Read
//! from there, a page's tens of thousands of them cost no allocation.

use std::borrow::Cow;
use std::ops::Range;

/// What is copied and read at a time, in bytes: it stays in the processor's nearest caches.
const LONGEST_PIECE: usize = 16 << 10;

/// The end of what was written of the page, from the token on that is being read.
#[derive(Debug, Default)]
pub(super) struct Window {
    /// Where it begins, in bytes from the start of the page.
    start: usize,
    bytes: Vec<u8>,
}

impl Window {
    /// How many bytes the page has so far.
    pub(super) fn end(&self) -> usize {
        self.start + self.bytes.len()
    }

    /// The page goes on with `piece`; what stands before `seen` is asked for no more.
    pub(super) fn extend(&mut self, piece: &[u8], seen: usize) {
        let read = seen.saturating_sub(self.start).min(self.bytes.len());
        // Where less is read, moving the rest would take longer than reading it did.
        if 2 * read >= self.bytes.len() {
            self.bytes.drain(..read);
            self.start += read;
        }
        self.bytes.extend_from_slice(piece);
    }

    /// What stands at `place`.
    pub(super) fn bytes(&self, place: Range<usize>) -> &[u8] {
        let in_window = |at: usize| at.checked_sub(self.start);
        let range = in_window(place.start).zip(in_window(place.end));
        range.and_then(|(start, end)| self.bytes.get(start..end)).unwrap_or_default()
    }

    /// The same as text.
    pub(super) fn text(&self, place: Range<usize>) -> Cow<'_, str> {
        let bytes = self.bytes(place);
        // The lossy way reads byte by byte.
        std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
    }
}

/// The first piece of `chunk`, and the rest. Cut behind a tag, it leaves nothing that the next one would be joined to.
pub(super) fn split_piece(chunk: &[u8]) -> (&[u8], &[u8]) {
    if chunk.len() <= LONGEST_PIECE {
        return (chunk, &[]);
    }
    chunk.split_at(memchr::memrchr(b'>', &chunk[..LONGEST_PIECE]).map_or(LONGEST_PIECE, |at| at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_seen_can_be_read() {
        let mut window = Window::default();
        for (at, byte) in (b'a'..=b'z').enumerate() {
            window.extend(&[byte], at.saturating_sub(2));
            assert_eq!(window.end(), at + 1);
            assert_eq!(window.bytes(at..at + 1), [byte]);
        }
        assert_eq!(window.text(23..26), "xyz");
        assert_eq!(window.text(25..27), "");
        assert!(window.bytes.len() < 9);
    }

    #[test]
    fn pieces_end_behind_tags() {
        let chunk = [vec![b'a'; LONGEST_PIECE - 2], b">bc>".to_vec()].concat();
        let (first, rest) = split_piece(&chunk);
        assert_eq!((first.last(), rest), (Some(&b'>'), &b"bc>"[..]));
        assert_eq!(split_piece(rest), (rest, &[][..]));
    }
}
