//! What the page claims of its content, held against each run: its titles, its description, the text in its JSON-LD.

use std::ops::Range;

use super::survey::{Run, Survey};
use super::{Family, Sheet, signals};
use crate::alike::Alike;
use crate::blocks::is_counted_alone;
use crate::fnv::{SEED, mix};
use crate::html::tag::Tag;
use crate::score::quantity::{amount, count, distance, flag, share_of};

pub(super) const CLAIMS: Family = Family {
    name: "claims",
    signals: signals! {
        said_of_title: "The share of its words that stand in a title.",
        title_said: "The share of the title's words that stand in it.",
        after_title: "How many runs after or before the headline.",
        text_after_title: "How much text after or before the headline.",
        up_to_title: "How many elements up it shares one with the headline.",
        in_description: "The share of it that the description says.",
        in_body: "The share of it that the text in JSON-LD says.",
        repeated: "How often the page says the same.",
        repetition: "How often it has said so before.",
        is_legal: "Whether it has a copyright sign.",
    },
    read: |survey, sheet| {
        let lines = Lines::read(survey);
        titles(survey, sheet, &lines);
        let claims = survey.claims;
        said(sheet, &lines, claims.description.as_deref());
        said(sheet, &lines, claims.body.as_deref());
        repetitions(sheet, &lines);
        sheet.push(lines.lines.iter().map(|line| flag(line.is_legal)));
    },
};

/// Words of a run that are looked at: enough to know it by.
const MOST_WORDS: usize = 32;

/// The runs as what is compared of them.
struct Lines {
    lines: Vec<Line>,
    /// Hashes of the first words of each: in one list, they cost no allocation each.
    words: Vec<u32>,
}

/// A run as what is compared of it.
struct Line {
    /// Its place in the list of words.
    words: Range<usize>,
    /// Alike for runs that say the same.
    hash: u64,
    is_legal: bool,
}

impl Lines {
    fn read(survey: &Survey<'_>) -> Self {
        let mut words = Vec::new();
        let read = |run: &Run| {
            let (markup, start) = (survey.arena.markup(run.id), words.len());
            each_word(markup, Text::Markup, |word| {
                words.push(word);
                words.len() < start + MOST_WORDS
            });
            let seed = u64::from(run.weight.to_bits());
            let step = |hash: u64, word: &u32| (hash ^ u64::from(*word)).wrapping_mul(0x0100_0000_01b3);
            let hash = words[start..].iter().fold(seed, step);
            Line { words: start..words.len(), hash, is_legal: !markup.is_ascii() && markup.contains('©') }
        };
        let lines = survey.runs.iter().map(read).collect();
        Self { lines, words }
    }

    fn words(&self, line: &Line) -> &[u32] {
        &self.words[line.words.clone()]
    }
}

/// What a `<` is: the start of a tag, or a character.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Text {
    Markup,
    Plain,
}

/// Calls `found` with the hash of each word of `markup` until it has enough: letters and digits in lower case, Han, kana
/// and hangul one by one. Tags are passed over.
fn each_word(text: &str, kind: Text, mut found: impl FnMut(u32) -> bool) {
    let bytes = text.as_bytes();
    let (mut hash, mut at) = (SEED, 0);
    while let Some(&byte) = bytes.get(at) {
        let letter = LETTERS[usize::from(byte)];
        if letter != 0 {
            (hash, at) = (mix(hash, letter), at + 1);
            continue;
        }
        // Most of what is no letter is a space; a tag does not even end a word.
        let c = if byte.is_ascii() { char::from(byte) } else { text[at..].chars().next().unwrap_or_default() };
        if c == '<' && kind == Text::Markup {
            at = end_of_tag(bytes, at);
            continue;
        }
        at += c.len_utf8();
        let is_alone = is_counted_alone(c);
        if !c.is_ascii() && !is_alone && c.is_alphanumeric() {
            hash = c.to_lowercase().fold(hash, mix);
        } else {
            let word = std::mem::replace(&mut hash, SEED);
            if word != SEED && !found(word) || is_alone && !found(mix(SEED, c)) {
                return;
            }
        }
    }
    if hash != SEED {
        found(hash);
    }
}

/// ASCII letters and digits in lower case by their byte; of all other bytes 0.
const LETTERS: [u8; 256] = {
    let mut letters = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_alphanumeric() {
            letters[byte] = (byte as u8).to_ascii_lowercase();
        }
        byte += 1;
    }
    letters
};

/// Behind the tag that begins at `start`: in an arena's markup, every `<` and `>` is a tag's.
fn end_of_tag(bytes: &[u8], start: usize) -> usize {
    memchr::memchr(b'>', &bytes[start..]).map_or(bytes.len(), |at| start + at + 1)
}

/// All words of plain text.
fn words(text: &str) -> Vec<u32> {
    let mut words = Vec::new();
    each_word(text, Text::Plain, |word| {
        words.push(word);
        true
    });
    words
}

fn titles(survey: &Survey<'_>, sheet: &mut Sheet, lines: &Lines) {
    /// A heavier run is no headline.
    const HEAVIEST: f32 = 300.0;
    const MOST_TITLE_WORDS: usize = 64;
    let mut title: Vec<u32> =
        survey.claims.titles.iter().flat_map(|title| words(title)).take(MOST_TITLE_WORDS).collect();
    title.sort_unstable();
    title.dedup();
    let shares: Vec<(f32, f32)> = survey
        .runs
        .iter()
        .zip(&lines.lines)
        .map(|(run, line)| if run.weight < HEAVIEST { likeness(lines.words(line), &title) } else { (0.0, 0.0) })
        .collect();
    sheet.push(shares.iter().map(|share| share_of(share.0, 1.0)));
    sheet.push(shares.iter().map(|share| share_of(share.1, 1.0)));
    let headline = headline(survey, &shares);
    place(survey, sheet, headline);
}

/// The shares of `words` that stand in `title`, and of `title` in `words`.
fn likeness(words: &[u32], title: &[u32]) -> (f32, f32) {
    // Most runs say nothing of it.
    if !words.iter().any(|word| title.binary_search(word).is_ok()) {
        return (0.0, 0.0);
    }
    let mut distinct = words.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    let common = distinct.iter().filter(|word| title.binary_search(word).is_ok()).count() as f32;
    (common / distinct.len() as f32, common / title.len() as f32)
}

/// The run that is the headline: the first heading like the title, else what is like it, else the first `h1`.
fn headline(survey: &Survey<'_>, shares: &[(f32, f32)]) -> Option<usize> {
    const LIKE: f32 = 0.5;
    const LIGHTEST: f32 = 8.0;
    let is_like = |index: &usize| {
        shares[*index].0 > LIKE && shares[*index].1 > LIKE / 2.0 && survey.runs[*index].weight > LIGHTEST
    };
    let is_large = |index: &usize| matches!(survey.runs[*index].tag, Tag::H1 | Tag::H2 | Tag::H3);
    let all = || 0..survey.runs.len();
    let heading = all().filter(is_like).find(is_large);
    heading.or_else(|| all().find(is_like)).or_else(|| all().find(|index| survey.runs[*index].tag == Tag::H1))
}

fn place(survey: &Survey<'_>, sheet: &mut Sheet, headline: Option<usize>) {
    const NONE: u8 = 0;
    let runs = &survey.runs;
    let Some(at) = headline else {
        (0..3).for_each(|_| sheet.push(runs.iter().map(|_| NONE)));
        return;
    };
    sheet.push((0..runs.len()).map(|index| distance(index as f32 - at as f32)));
    sheet.push(runs.iter().map(|run| distance(run.before - runs[at].before)));
    let arena = survey.arena;
    let path: Vec<_> = std::iter::once(runs[at].parent).chain(arena.ancestors(runs[at].parent)).collect();
    let mut up = vec![None; arena.len()];
    path.iter().enumerate().for_each(|(steps, id)| up[id.index()] = Some(count(steps)));
    for id in arena.ids() {
        up[id.index()] = up[id.index()].or(up[arena.get(id).parent.index()]);
    }
    sheet.push(runs.iter().map(|run| up[run.parent.index()].unwrap_or(NONE)));
}

/// How much of each run `text` says: by three words in a row, or all where there are fewer.
fn said(sheet: &mut Sheet, lines: &Lines, text: Option<&str>) {
    /// There is no such text, or it says nothing of this run's length.
    const UNKNOWN: u8 = 128;
    /// A shorter text is a slogan.
    const FEWEST: usize = 8;
    let known = text.map(words).filter(|words| words.len() >= FEWEST);
    let Some(known) = known else {
        return sheet.push(lines.lines.iter().map(|_| UNKNOWN));
    };
    let mut rows: Vec<u64> = known.windows(ROW).map(row).collect();
    rows.sort_unstable();
    let is_said = |words: &[u32]| rows.binary_search(&row(words)).is_ok();
    sheet.push(lines.lines.iter().map(|line| match lines.words(line) {
        words if words.len() < ROW => UNKNOWN,
        words => {
            let rows = words.windows(ROW);
            share_of(rows.clone().filter(|words| is_said(words)).count() as f32, rows.len() as f32)
        }
    }));
}

/// Words in a row that say the same where they are the same.
const ROW: usize = 3;

fn row(words: &[u32]) -> u64 {
    words.iter().fold(0, |row: u64, word| (row.rotate_left(21) ^ u64::from(*word)).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

fn repetitions(sheet: &mut Sheet, lines: &Lines) {
    let mut times = vec![(0, 0); lines.lines.len()];
    for alike in Alike::of(lines.lines.iter().map(|line| line.hash).zip(0..)).groups() {
        let all = amount(alike.len() as f32);
        for (before, index) in alike.enumerate() {
            times[index] = (all, count(before));
        }
    }
    sheet.push(times.iter().map(|times| times.0));
    sheet.push(times.iter().map(|times| times.1));
}
