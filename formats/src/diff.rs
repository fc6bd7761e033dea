//! What changed between two versions of a text, for people.
//!
//! Lines are compared first, because a paragraph that is the same needs no reading; then, where lines differ, their
//! words. A Chinese or Japanese character is a word by itself: one that was exchanged is marked alone. Korean sets spaces,
//! and is compared by what stands between them. Lines that have little in common are shown whole, for word salad explains
//! nothing.

use imara_diff::{Algorithm, Diff, InternedInput};
use offprint::count_words;
use serde::Serialize;
use unicode_segmentation::UnicodeSegmentation;

/// Below this share of common words two lines are different lines: "the" and "of" are in every one.
const LEAST_IN_COMMON: f64 = 0.35;

/// What has become of a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Fate {
    /// It is in both versions.
    Same,
    /// Only the older one has it.
    Removed,
    /// Only the newer one has it.
    Added,
}

/// A piece of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// What has become of it.
    pub fate: Fate,
    /// It may hold line feeds where it is not the same.
    pub text: String,
}

/// Lines of both versions that stand side by side. The older one reads what is not added, the newer one what is not
/// removed.
pub type Row = Vec<Part>;

/// How much changed, in words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// From top to bottom.
    pub rows: Vec<Row>,
    /// Words that only the newer version has.
    pub added: usize,
    /// Words that only the older version has.
    pub removed: usize,
}

/// Compares two texts, whose blocks are lines.
pub fn compare(older: &str, newer: &str) -> Comparison {
    let (before, after): (Vec<&str>, Vec<&str>) = (older.lines().collect(), newer.lines().collect());
    let mut comparison = Comparison::default();
    let mut done = 0;
    for (removed, added) in changes(&before, &after) {
        comparison.rows.extend(before[done..removed.start].iter().map(|line| vec![part(Fate::Same, line)]));
        comparison.push_change(&before[removed.clone()], &after[added]);
        done = removed.end;
    }
    comparison.rows.extend(before[done..].iter().map(|line| vec![part(Fate::Same, line)]));
    comparison
}

impl Comparison {
    /// Lines that were exchanged for others: each stands beside the one it became, as far as there are as many.
    fn push_change(&mut self, before: &[&str], after: &[&str]) {
        if before.len() == after.len() {
            before.iter().zip(after).for_each(|(removed, added)| self.push_row(words_compared(removed, added)));
            return;
        }
        let (removed, added) = (before.join("\n"), after.join("\n"));
        self.push_row(match (before, after) {
            ([], _) => vec![part(Fate::Added, &added)],
            (_, []) => vec![part(Fate::Removed, &removed)],
            _ => words_compared(&removed, &added),
        });
    }

    fn push_row(&mut self, row: Row) {
        for part in &row {
            match part.fate {
                Fate::Same => {}
                Fate::Removed => self.removed += count_words(&part.text),
                Fate::Added => self.added += count_words(&part.text),
            }
        }
        self.rows.push(row);
    }
}

/// A row in which both lines can be read, be one of them empty.
fn words_compared(removed: &str, added: &str) -> Row {
    if removed == added {
        return vec![part(Fate::Same, removed)];
    }
    let (before, after) = (words(removed), words(added));
    let changes = changes(&before, &after);
    let changed: usize = changes.iter().map(|(removed, _)| length(&before[removed.clone()])).sum();
    let all = length(&before).max(length(&after));
    let in_common = length(&before) - changed;
    if in_common == 0 || (in_common as f64) < LEAST_IN_COMMON * all as f64 {
        return vec![part(Fate::Removed, removed), part(Fate::Added, added)];
    }
    let mut row = Row::new();
    let mut done = 0;
    for (removed, added) in changes {
        push(&mut row, Fate::Same, &before[done..removed.start]);
        push(&mut row, Fate::Removed, &before[removed.clone()]);
        push(&mut row, Fate::Added, &after[added]);
        done = removed.end;
    }
    push(&mut row, Fate::Same, &before[done..]);
    row
}

/// Words, and what stands between them: spaces stay together, signs and characters of scripts without spaces alone. Of
/// those, the standard takes katakana alone for words (UAX 29), however many stand in a row.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for word in text.split_word_bounds() {
        match word.starts_with(is_katakana) {
            true => push_characters(&mut words, word),
            false => words.push(word),
        }
    }
    words
}

/// The characters of katakana, each with its mark of voice. The crate's tables of graphemes would be 10 kB for this.
fn push_characters<'a>(words: &mut Vec<&'a str>, word: &'a str) {
    let is_mark = |character: char| matches!(character, '\u{3099}' | '\u{309a}' | '\u{ff9e}' | '\u{ff9f}');
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let behind = &rest[first.len_utf8()..];
        let (character, others) = rest.split_at(rest.len() - behind.trim_start_matches(is_mark).len());
        words.push(character);
        rest = others;
    }
}

fn is_katakana(character: char) -> bool {
    matches!(character, '\u{30a0}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}')
}

fn length(words: &[&str]) -> usize {
    words.iter().filter(|word| !word.trim().is_empty()).map(|word| word.len()).sum()
}

fn part(fate: Fate, text: &str) -> Part {
    Part { fate, text: text.to_owned() }
}

fn push(row: &mut Row, fate: Fate, words: &[&str]) {
    if !words.is_empty() {
        row.push(Part { fate, text: words.concat() });
    }
}

type Range = std::ops::Range<usize>;

/// The ranges in which two sequences differ, in order.
fn changes(before: &[&str], after: &[&str]) -> Vec<(Range, Range)> {
    let mut input = InternedInput::default();
    input.update_before(before.iter().copied());
    input.update_after(after.iter().copied());
    let mut diff = Diff::compute(Algorithm::Histogram, &input);
    diff.postprocess_no_heuristic(&input);
    let range = |range: std::ops::Range<u32>| range.start as usize..range.end as usize;
    diff.hunks().map(|hunk| (range(hunk.before), range(hunk.after))).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(older: &str, newer: &str) -> String {
        let rows = compare(older, newer).rows.into_iter().map(|row| {
            let parts = row.into_iter().map(|part| match part.fate {
                Fate::Same => part.text,
                Fate::Removed => format!("[-{}-]", part.text),
                Fate::Added => format!("[+{}+]", part.text),
            });
            parts.collect::<String>()
        });
        rows.collect::<Vec<_>>().join("|")
    }

    #[test]
    fn words_are_marked_and_not_lines() {
        for (older, newer, expected) in [
            ("same\nlines", "same\nlines", "same|lines"),
            ("The red boat left.", "The blue boat left.", "The [-red-][+blue+] boat left."),
            ("二十四根伞骨", "二十五根伞骨", "二十[-四-][+五+]根伞骨"),
            ("新しいカメラを買う", "新しいカメロを買う", "新しいカメ[-ラ-][+ロ+]を買う"),
            ("ｶﾞﾗｽの窓", "ｶﾞﾑｽの窓", "ｶﾞ[-ﾗ-][+ﾑ+]ｽの窓"),
            ("ｶﾞﾗｽの窓", "ｶﾗｽの窓", "[-ｶﾞ-][+ｶ+]ﾗｽの窓"),
            ("배는 작고 느리다", "배가 작고 느리다", "[-배는-][+배가+] 작고 느리다"),
            ("one\ntwo", "one\nnew\ntwo", "one|[+new+]|two"),
            (
                "Quite another text here.",
                "Nothing of it remains at all",
                "[-Quite another text here.-][+Nothing of it remains at all+]",
            ),
            ("", "a", "[+a+]"),
            ("one\n\ntwo", "one\nnew\ntwo", "one|[--][+new+]|two"),
            ("one\n\ntwo", "one\ntwo", "one|[--]|two"),
        ] {
            assert_eq!(shown(older, newer), expected);
        }
    }

    #[test]
    fn what_changed_is_counted_in_words() {
        let Comparison { added, removed, .. } = compare("The red boat left.", "The large blue boat left.");
        assert_eq!((added, removed), (2, 1));
        let Comparison { added, removed, .. } = compare("一只船来了。", "一只大渡船来了。");
        assert_eq!((added, removed), (2, 0));
    }

    proptest! {
        #[test]
        fn both_versions_can_be_read_from_it(older in "([ab ]{0,4}\n?){0,12}", newer in "([ab ]{0,4}\n?){0,12}") {
            let lines = |text: &str| text.lines().collect::<Vec<_>>().join("\n");
            let rows = compare(&older, &newer).rows;
            let side = |other: Fate| {
                let kept = rows.iter().filter(|row| row.iter().any(|part| part.fate != other));
                let line = |row: &Row| row.iter().filter(|part| part.fate != other).map(|part| part.text.as_str()).collect::<String>();
                kept.map(line).collect::<Vec<_>>().join("\n")
            };
            prop_assert_eq!(side(Fate::Added), lines(&older));
            prop_assert_eq!(side(Fate::Removed), lines(&newer));
        }
    }
}
