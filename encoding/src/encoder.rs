//! UTF-8 into UTF-8, in pieces: a copy that keeps characters whole.

use crate::decoder::CoderResult;

/// An encoder into UTF-8. It holds nothing from one piece to the next.
pub struct Encoder;

impl Encoder {
    /// Whether bytes are owed: never.
    pub fn has_pending_state(&self) -> bool {
        false
    }

    /// Copies as many whole characters as fit: why it stopped, the bytes read and written, and that none was replaced.
    pub fn encode_from_utf8(
        &mut self,
        source: &str,
        target: &mut [u8],
        _last: bool,
    ) -> (CoderResult, usize, usize, bool) {
        let mut fitting = (0..=source.len().min(target.len())).rev();
        let length = fitting.find(|&end| source.is_char_boundary(end)).unwrap_or_default();
        target[..length].copy_from_slice(&source.as_bytes()[..length]);
        let result = if length == source.len() { CoderResult::InputEmpty } else { CoderResult::OutputFull };
        (result, length, length, false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_fits_is_written_and_the_rest_is_kept(text: String, size in 4..40usize) {
            let (mut rest, mut written) = (&*text, Vec::new());
            loop {
                let mut target = vec![0; size];
                let (result, read, length, replaced) = Encoder.encode_from_utf8(rest, &mut target, true);
                prop_assert!(!replaced && !Encoder.has_pending_state());
                written.extend_from_slice(&target[..length]);
                rest = &rest[read..];
                if result == CoderResult::InputEmpty {
                    break;
                }
                prop_assert!(length > 0);
            }
            prop_assert_eq!((rest, &*written), ("", text.as_bytes()));
        }
    }
}
