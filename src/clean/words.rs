//! How many words a text has, in every script.

use crate::blocks::is_counted_alone;
use unicode_segmentation::UnicodeSegmentation;

/// Unicode words (UAX 29), each Han, kana or hangul character counting as one.
pub(crate) fn count_words(text: &str) -> usize {
    text.unicode_words()
        .map(|word| {
            let alone = word.chars().filter(|c| is_counted_alone(*c)).count();
            alone + usize::from(word.chars().any(|c| c.is_alphanumeric() && !is_counted_alone(c)))
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_in_every_script() {
        assert_eq!(count_words("Don't panic, 42!"), 3);
        assert_eq!(count_words("中文字 and カナ"), 6);
    }
}
