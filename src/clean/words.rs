//! How many words a text has, in every script.

use crate::blocks::is_counted_alone;
use unicode_segmentation::UnicodeSegmentation;

/// Unicode words (UAX 29), each Han, kana or hangul character counting as one.
///
/// No word reaches over white space, so each piece between is counted by itself, and nearly all are plain.
pub fn count_words(text: &str) -> usize {
    text.split_ascii_whitespace().map(count_in_piece).sum()
}

fn count_in_piece(piece: &str) -> usize {
    if !piece.is_ascii() {
        return piece.split_whitespace().flat_map(str::unicode_words).map(count_in_word).sum();
    }
    let is_mark = |byte: &u8| byte.is_ascii_punctuation() && *byte != b'_';
    let bytes = piece.as_bytes();
    let start = bytes.iter().position(|byte| !is_mark(byte)).unwrap_or(bytes.len());
    let end = bytes.iter().rposition(|byte| !is_mark(byte)).map_or(start, |last| last + 1);
    let plain = &bytes[start..end];
    match plain.iter().all(u8::is_ascii_alphanumeric) {
        true => usize::from(!plain.is_empty()),
        false => piece.unicode_words().map(count_in_word).sum(),
    }
}

fn count_in_word(word: &str) -> usize {
    let alone = word.chars().filter(|c| is_counted_alone(*c)).count();
    alone + usize::from(word.chars().any(|c| c.is_alphanumeric() && !is_counted_alone(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_in_every_script() {
        assert_eq!(count_words("Don't panic, 42!"), 3);
        assert_eq!(count_words("中文字 and カナ"), 6);
        assert_eq!(count_words("(well-kept) 3.14 _ – a_b e.g. \"so\""), 6);
    }
}
