//! From a text to its terms: where each stands, in bytes.
//!
//! A script that sets spaces between its words gives words. Han, kana, hangul and the scripts of South-East Asia give
//! characters, each with the marks upon it: no dictionary has to guess where a word ends, and every part of a text is
//! found by what it says. Korean has spaces, but glues particles to its words, and a part must find the whole.

use std::ops::{Range, RangeInclusive};

use unicode_normalization::char::is_combining_mark;

use crate::fold::is_dropped;

/// Scripts whose characters are terms.
const UNSPACED: &[RangeInclusive<char>] = &[
    // Thai, Lao.
    '\u{e00}'..='\u{eff}',
    // Burmese.
    '\u{1000}'..='\u{109f}',
    // Hangul jamo.
    '\u{1100}'..='\u{11ff}',
    // Khmer.
    '\u{1780}'..='\u{17ff}',
    // From the radicals of Han over kana, bopomofo, the ideographs and Yi.
    '\u{2e80}'..='\u{a4cf}',
    // Burmese, extended.
    '\u{a9e0}'..='\u{a9ff}',
    '\u{aa60}'..='\u{aa7f}',
    // Hangul.
    '\u{a960}'..='\u{a97f}',
    '\u{ac00}'..='\u{d7ff}',
    // Han for compatibility.
    '\u{f900}'..='\u{faff}',
    // Kana and hangul of half width.
    '\u{ff66}'..='\u{ffdc}',
    // Kana and the ideographs beyond the first plane.
    '\u{1aff0}'..='\u{1b16f}',
    '\u{20000}'..='\u{3ffff}',
];

/// The voicing marks of kana of half width, which are letters to Unicode and marks to readers.
const HALF_WIDTH_MARKS: RangeInclusive<char> = '\u{ff9e}'..='\u{ff9f}';

#[derive(Clone, Copy, PartialEq)]
enum Class {
    /// Part of a word.
    Letter,
    /// A term by itself.
    Alone,
    /// Part of whatever stands before it.
    Mark,
    /// Between terms.
    Gap,
}

fn class(c: char) -> Class {
    match c {
        _ if c.is_ascii_alphanumeric() => Class::Letter,
        _ if c.is_ascii() => Class::Gap,
        // Nearly all of a Chinese text, without a look at the tables.
        '\u{4e00}'..='\u{9fff}' => Class::Alone,
        _ if is_dropped(c) || is_combining_mark(c) || HALF_WIDTH_MARKS.contains(&c) => Class::Mark,
        _ if !c.is_alphanumeric() => Class::Gap,
        _ if is_unspaced(c) => Class::Alone,
        _ => Class::Letter,
    }
}

/// Whether `c` belongs to a script whose characters are terms.
pub(crate) fn is_unspaced(c: char) -> bool {
    c >= '\u{e00}' && UNSPACED.iter().any(|script| script.contains(&c))
}

/// The terms of `text`, in order.
pub(crate) fn tokens(text: &str) -> Tokens<'_> {
    Tokens { text, position: 0 }
}

pub(crate) struct Tokens<'a> {
    text: &'a str,
    position: usize,
}

impl Iterator for Tokens<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let mut rest = self.text[self.position..].char_indices();
        let (skipped, first) = rest.find_map(|(at, c)| match class(c) {
            found @ (Class::Letter | Class::Alone) => Some((at, found)),
            _ => None,
        })?;
        let goes_on = |c: char| match class(c) {
            Class::Mark => true,
            Class::Letter => first == Class::Letter,
            Class::Alone | Class::Gap => false,
        };
        let start = self.position + skipped;
        self.position = rest.find(|(_, c)| !goes_on(*c)).map_or(self.text.len(), |(at, _)| self.position + at);
        Some(start..self.position)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        tokens(text).map(|range| &text[range]).collect()
    }

    #[test]
    fn words_and_characters_are_terms() {
        assert_eq!(found("Don't panic, 42!"), ["Don", "t", "panic", "42"]);
        assert_eq!(found("iPhone手机，很好。"), ["iPhone", "手", "机", "很", "好"]);
        assert_eq!(found("ガラス ｶﾞ"), ["ガ", "ラ", "ス", "ｶﾞ"]);
        assert_eq!(found("한국어는"), ["한", "국", "어", "는"]);
        assert_eq!(found("ที่นี่"), ["ที่", "นี่"]);
        assert_eq!(found("हिन्दी भाषा"), ["हिन्दी", "भाषा"]);
        assert_eq!(found("می\u{200c}خواهم"), ["می\u{200c}خواهم"]);
        assert_eq!(found("e\u{301}te\u{301} \u{301} —"), ["e\u{301}te\u{301}"]);
        assert_eq!(found(""), [""; 0]);
    }
}
