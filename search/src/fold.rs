//! One form for what readers take for the same word: letter case, accents, vowel points and widths make no difference.
//!
//! Compatibility decomposition takes letters apart, the marks of the table below are dropped, and what is left is composed
//! again: a kana keeps its voicing mark and a hangul syllable stays one. Some letters have no decomposition though people
//! without that key type them differently; they are in the other table.

use std::ops::RangeInclusive;

use unicode_normalization::UnicodeNormalization;

/// The longest term, in bytes. What is longer is no word that anybody types, and would only swell the dictionary.
const LONGEST: usize = 64;

/// The marks that texts leave out as often as not.
const MARKS: &[RangeInclusive<char>] = &[
    // The accents of Latin, Greek and Cyrillic letters.
    '\u{300}'..='\u{36f}',
    // The points of Hebrew.
    '\u{591}'..='\u{5bd}',
    '\u{5bf}'..='\u{5bf}',
    '\u{5c1}'..='\u{5c2}',
    '\u{5c4}'..='\u{5c5}',
    '\u{5c7}'..='\u{5c7}',
    // The vowel signs, hamzas and the lengthening stroke of Arabic.
    '\u{610}'..='\u{61a}',
    '\u{640}'..='\u{640}',
    '\u{64b}'..='\u{65f}',
    '\u{670}'..='\u{670}',
    // What joins, parts or breaks letters and is not seen: soft hyphen, joiners, marks of direction, word joiner.
    '\u{ad}'..='\u{ad}',
    '\u{200b}'..='\u{200f}',
    '\u{2060}'..='\u{2060}',
    '\u{feff}'..='\u{feff}',
];

/// Letters, in lower case, and what is typed for them.
const LETTERS: &[(char, &str)] = &[
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "o"),
    ('ł', "l"),
    ('đ', "d"),
    ('ð', "d"),
    ('þ', "th"),
    ('ı', "i"),
    ('ς', "σ"),
    // Persian keyboards and Arabic ones have letters of their own for the same sounds.
    ('ی', "ي"),
    ('ى', "ي"),
    ('ک', "ك"),
    ('ة', "ه"),
];

/// Appends the form of `word` that is compared, at most [`LONGEST`] bytes of it.
pub(crate) fn push_folded(out: &mut String, word: &str) {
    let start = out.len();
    if word.is_ascii() {
        out.extend(word.chars().take(LONGEST).map(|c| c.to_ascii_lowercase()));
        return;
    }
    let mut characters = word.chars();
    match (characters.next(), characters.next()) {
        // Nearly every character of a Chinese text.
        (Some(han @ '\u{4e00}'..='\u{9fff}'), None) => out.push(han),
        _ => out.extend(word.nfkd().filter(|c| !is_dropped(*c)).flat_map(char::to_lowercase).flat_map(spelt).nfc()),
    }
    let mut end = out.len().min(start + LONGEST);
    while !out.is_char_boundary(end) {
        end -= 1;
    }
    out.truncate(end);
}

/// The form of `word` that is compared.
pub(crate) fn folded(word: &str) -> String {
    let mut out = String::new();
    push_folded(&mut out, word);
    out
}

/// Whether folding drops `c`.
pub(crate) fn is_dropped(c: char) -> bool {
    c >= '\u{ad}' && MARKS.iter().any(|marks| marks.contains(&c))
}

fn spelt(c: char) -> impl Iterator<Item = char> {
    let other = LETTERS.iter().find(|(letter, _)| *letter == c).map_or("", |(_, typed)| *typed);
    other.chars().chain(Some(c).filter(|_| other.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_reads_the_same_is_the_same() {
        for (written, typed) in [
            ("Café", "cafe"),
            ("ÅNGSTRÖM", "angstrom"),
            ("Straße", "STRASSE"),
            ("Łódź", "lodz"),
            ("ἐν", "εν"),
            ("ΛΌΓΟΣ", "λογος"),
            ("ё", "е"),
            ("ＡＢＣ１２", "abc12"),
            ("ｶﾞ", "ガ"),
            ("مُحَمَّد", "محمد"),
            ("أحمد", "احمد"),
            ("می\u{200c}خواهم", "ميخواهم"),
            ("שָׁלוֹם", "שלום"),
            ("co\u{ad}op", "coop"),
            ("ﬁn", "fin"),
        ] {
            assert_eq!(folded(written), folded(typed), "{written}");
        }
    }

    #[test]
    fn what_reads_differently_is_not() {
        assert_ne!(folded("が"), folded("か"));
        assert_ne!(folded("가"), folded("거"));
        assert_eq!(folded("한").chars().count(), 1);
        assert_ne!(folded("कि"), folded("की"));
    }

    #[test]
    fn long_words_are_cut_between_characters() {
        assert_eq!(folded(&"é".repeat(100)).len(), LONGEST);
        assert_eq!(folded(&"ж".repeat(100)).len(), LONGEST);
        assert_eq!(folded(&"ௐ".repeat(100)).len(), LONGEST / 3 * 3);
    }
}
