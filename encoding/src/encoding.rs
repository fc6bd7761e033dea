//! The encodings that have a name here, and texts converted in one piece.

use std::borrow::Cow;

use crate::decoder::Decoder;
use crate::encoder::Encoder;

/// The labels of UTF-8 in the [Encoding Standard](https://encoding.spec.whatwg.org/#names-and-labels).
const UTF_8_LABELS: [&str; 6] =
    ["unicode-1-1-utf-8", "unicode11utf8", "unicode20utf8", "utf-8", "utf8", "x-unicode20utf8"];

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// The bytes from 0x80 to 0x9F in windows-1252; the others are the first 256 characters of Unicode.
const WINDOWS_1252_CONTROLS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// A character encoding.
#[derive(Debug, PartialEq, Eq)]
pub struct Encoding {
    name: &'static str,
}

/// UTF-8.
pub static UTF_8: &Encoding = &Encoding { name: "UTF-8" };

/// windows-1252, which `lol_html` prints bytes in when it is debugged. It is decoded in one piece and nothing else.
pub static WINDOWS_1252: &Encoding = &Encoding { name: "windows-1252" };

impl Encoding {
    /// The encoding of a label, in any case and with white space around it; only UTF-8 is found.
    pub fn for_label_no_replacement(label: &[u8]) -> Option<&'static Encoding> {
        let label = label.trim_ascii();
        UTF_8_LABELS.iter().any(|known| label.eq_ignore_ascii_case(known.as_bytes())).then_some(UTF_8)
    }

    /// Whether a stream of bytes in this encoding can be read and written: `lol_html` takes no encoding without.
    pub fn is_ascii_compatible(&'static self) -> bool {
        self == UTF_8
    }

    /// The text of `bytes` without its byte-order mark, the encoding, and whether a malformed sequence became U+FFFD.
    ///
    /// The real one takes the marks of UTF-16 for such: no UTF-8 begins with their bytes, here they are malformed.
    pub fn decode<'a>(&'static self, bytes: &'a [u8]) -> (Cow<'a, str>, &'static Encoding, bool) {
        let marked = bytes.strip_prefix(BYTE_ORDER_MARK);
        if marked.is_none() && self == WINDOWS_1252 {
            return (bytes.iter().copied().map(from_windows_1252).collect(), self, false);
        }
        let text = String::from_utf8_lossy(marked.unwrap_or(bytes));
        let replaced = matches!(text, Cow::Owned(_));
        (text, UTF_8, replaced)
    }

    /// The bytes of `text` in the encoding that is written for this one, UTF-8: it is lossless, the last part false.
    pub fn encode<'a>(&'static self, text: &'a str) -> (Cow<'a, [u8]>, &'static Encoding, bool) {
        (Cow::Borrowed(text.as_bytes()), UTF_8, false)
    }

    /// A decoder of UTF-8 in pieces, to which a byte-order mark is a character.
    pub fn new_decoder_without_bom_handling(&'static self) -> Decoder {
        Decoder::default()
    }

    /// An encoder into UTF-8 in pieces.
    pub fn new_encoder(&'static self) -> Encoder {
        Encoder
    }

    /// The number of bytes before the first that is not ASCII.
    pub fn ascii_valid_up_to(bytes: &[u8]) -> usize {
        bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(bytes.len())
    }
}

fn from_windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9F => WINDOWS_1252_CONTROLS[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_labels_are_those_of_the_real_one() {
        for label in UTF_8_LABELS.iter().copied().chain(["UTF-8", " \t\r\n\x0Cutf8 ", "utf 8", "\u{B}utf8", ""]) {
            let known = full::Encoding::for_label_no_replacement(label.as_bytes()).is_some();
            assert_eq!(Encoding::for_label_no_replacement(label.as_bytes()).is_some(), known, "{label:?}");
        }
        assert_eq!(Encoding::for_label_no_replacement(b"gbk"), None);
    }

    #[test]
    fn windows_1252_is_the_real_one() {
        let bytes: Vec<u8> = (0..=u8::MAX).collect();
        assert_eq!(WINDOWS_1252.decode(&bytes).0, full::WINDOWS_1252.decode(&bytes).0);
        assert_eq!(WINDOWS_1252.decode(b"\xEF\xBB\xBF\xE9").0, full::WINDOWS_1252.decode(b"\xEF\xBB\xBF\xE9").0);
    }

    proptest! {
        #[test]
        fn bytes_are_decoded_as_by_the_real_one(
            marked: bool,
            bytes in proptest::collection::vec(prop_oneof![any::<u8>(), 0x80..=0xF4u8], 0..40),
        ) {
            let bytes = if marked { [BYTE_ORDER_MARK, &bytes].concat() } else { bytes };
            prop_assume!(!bytes.starts_with(b"\xFF\xFE") && !bytes.starts_with(b"\xFE\xFF"));
            let (text, _, replaced) = full::UTF_8.decode(&bytes);
            prop_assert_eq!(UTF_8.decode(&bytes), (text, UTF_8, replaced));
            prop_assert_eq!(Encoding::ascii_valid_up_to(&bytes), full::Encoding::ascii_valid_up_to(&bytes));
        }

        #[test]
        fn text_is_its_own_bytes(text: String) {
            let (bytes, _, replaced) = full::UTF_8.encode(&text);
            prop_assert_eq!(UTF_8.encode(&text), (bytes, UTF_8, replaced));
        }
    }
}
