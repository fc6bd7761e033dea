//! Bytes into text, in pieces cut anywhere.

use crate::encoding::{Encoding, UTF_8};

/// Room for any character: below it the output counts as full.
const LONGEST_CHARACTER: usize = 4;

/// Why a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoderResult {
    /// All input was read.
    InputEmpty,
    /// The next character may not fit.
    OutputFull,
}

/// A decoder of UTF-8 that keeps the first bytes of a character until the rest of it comes.
#[derive(Default)]
pub struct Decoder {
    pending: [u8; LONGEST_CHARACTER],
    pending_length: usize,
}

/// What one call has read and written so far.
struct Progress<'a> {
    source: &'a [u8],
    target: &'a mut str,
    written: usize,
    replaced: bool,
}

impl Decoder {
    /// The encoding that is decoded.
    pub fn encoding(&self) -> &'static Encoding {
        UTF_8
    }

    /// Decodes into the front of `target`: why it stopped, the bytes read and written, and whether a malformed
    /// sequence became U+FFFD. With `last` the input ends here, and a character that is cut off is malformed.
    pub fn decode_to_str(&mut self, source: &[u8], target: &mut str, last: bool) -> (CoderResult, usize, usize, bool) {
        let mut progress = Progress { source, target, written: 0, replaced: false };
        let result = self.decode(&mut progress, last);
        (result, source.len() - progress.source.len(), progress.written, progress.replaced)
    }

    fn decode(&mut self, progress: &mut Progress<'_>, last: bool) -> CoderResult {
        while !progress.source.is_empty() || (last && self.pending_length > 0) {
            if progress.room() < LONGEST_CHARACTER {
                return CoderResult::OutputFull;
            }
            if self.pending_length > 0 {
                self.complete(progress);
            } else {
                self.copy(progress);
            }
        }
        CoderResult::InputEmpty
    }

    /// Goes on with a character that an earlier piece began, by one byte.
    fn complete(&mut self, progress: &mut Progress<'_>) {
        let Some((&byte, rest)) = progress.source.split_first() else {
            self.pending_length = 0;
            return progress.replace();
        };
        self.pending[self.pending_length] = byte;
        let length = self.pending_length + 1;
        match str::from_utf8(&self.pending[..length]) {
            Ok(character) => {
                progress.push(character);
                progress.source = rest;
                self.pending_length = 0;
            }
            Err(error) if error.error_len().is_none() => {
                progress.source = rest;
                self.pending_length = length;
            }
            // The byte begins something new: what came before it is malformed.
            Err(_) => {
                progress.replace();
                self.pending_length = 0;
            }
        }
    }

    /// Copies what is well-formed, or deals with the malformed or unfinished sequence that comes first.
    fn copy(&mut self, progress: &mut Progress<'_>) {
        // No more than fits is looked at: else a small target would have a long source looked at again and again.
        let window = &progress.source[..progress.source.len().min(progress.room())];
        let Some(chunk) = window.utf8_chunks().next() else { return };
        if !chunk.valid().is_empty() {
            progress.push(chunk.valid());
            progress.source = &progress.source[chunk.valid().len()..];
            return;
        }
        let sequence = chunk.invalid();
        if str::from_utf8(sequence).is_err_and(|error| error.error_len().is_none()) {
            // A window longer than that would show how it goes on: this is all there is.
            self.pending[..sequence.len()].copy_from_slice(sequence);
            self.pending_length = sequence.len();
        } else {
            progress.replace();
        }
        progress.source = &progress.source[sequence.len()..];
    }
}

impl Progress<'_> {
    /// The bytes of the target that are left.
    fn room(&self) -> usize {
        self.target.len() - self.written
    }

    fn push(&mut self, text: &str) {
        overwrite(self.target, self.written, text);
        self.written += text.len();
    }

    fn replace(&mut self) {
        self.push("\u{FFFD}");
        self.replaced = true;
    }
}

/// Writes `text` over what `target` holds from `start` on, a character boundary.
#[allow(unsafe_code, reason = "the standard library has no other way to write into a str")]
fn overwrite(target: &mut str, start: usize, text: &str) {
    let end = start + text.len();
    assert!(target.is_char_boundary(start) && end <= target.len(), "the text lies within the target");
    // SAFETY: before `start` and from the next boundary after `end` on, whole characters stay as they are; between
    // them stand the whole characters of `text` and then zeros. Nothing below can panic halfway: `end` was checked.
    let bytes = unsafe { target.as_bytes_mut() };
    bytes[start..end].copy_from_slice(text.as_bytes());
    let cut = bytes[end..].iter_mut().take_while(|byte| matches!(**byte, 0x80..=0xBF));
    cut.for_each(|byte| *byte = 0);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Bytes among which well-formed, malformed and cut-off sequences are all frequent.
    fn bytes() -> impl Strategy<Value = Vec<u8>> {
        let piece = prop_oneof![
            ".{0,6}".prop_map(String::into_bytes),
            proptest::collection::vec(prop_oneof![any::<u8>(), 0x80..=0xBFu8, 0xE0..=0xF4u8], 1..4),
        ];
        proptest::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
    }

    /// The text of a piece, written into a target of wide characters, so that one may be cut where the text ends.
    fn decode(decoder: &mut Decoder, mut piece: &[u8], size: usize, last: bool) -> (String, bool) {
        let (mut text, mut any_replaced) = (String::new(), false);
        loop {
            let mut target = "\u{1F300}".repeat(size);
            let (result, read, written, replaced) = decoder.decode_to_str(piece, &mut target, last);
            assert!(str::from_utf8(target.as_bytes()).is_ok());
            assert!(result == CoderResult::InputEmpty || read + written > 0, "no progress");
            text.push_str(&target[..written]);
            any_replaced |= replaced;
            piece = &piece[read..];
            if result == CoderResult::InputEmpty {
                assert!(piece.is_empty());
                return (text, any_replaced);
            }
        }
    }

    proptest! {
        #[test]
        fn pieces_are_decoded_as_by_the_real_one(bytes in bytes(), cut in 0..200usize, size in 1..12usize) {
            let mut decoder = Decoder::default();
            let (first, second) = bytes.split_at(cut.min(bytes.len()));
            let (mut text, replaced) = decode(&mut decoder, first, size, false);
            let (rest, more_replaced) = decode(&mut decoder, second, size, true);
            text.push_str(&rest);
            let (expected, had_errors) = full::UTF_8.decode_without_bom_handling(&bytes);
            prop_assert_eq!((&*text, replaced || more_replaced), (&*expected, had_errors));
            prop_assert_eq!(decode(&mut decoder, b"\x80a", size, true).0, "\u{FFFD}a", "a decoder can be used again");
        }

        #[test]
        fn one_byte_at_a_time_is_the_same(bytes in bytes()) {
            let mut decoder = Decoder::default();
            let mut text: String = bytes.iter().map(|byte| decode(&mut decoder, &[*byte], 1, false).0).collect();
            text.push_str(&decode(&mut decoder, &[], 1, true).0);
            prop_assert_eq!(&*text, &*full::UTF_8.decode_without_bom_handling(&bytes).0);
        }
    }
}
