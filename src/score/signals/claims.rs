//! What the page claims of its content, held against each run: its titles, its description, the text in its JSON-LD.

use std::collections::HashMap;

use super::survey::{Run, Survey};
use super::{Family, Sheet, signals};
use crate::blocks::is_counted_alone;
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
        let lines: Vec<Line> = survey.runs.iter().map(|run| Line::read(survey.arena.markup(run.id), run)).collect();
        titles(survey, sheet, &lines);
        let claims = survey.claims;
        said(sheet, &lines, claims.description.as_deref());
        said(sheet, &lines, claims.body.as_deref());
        repetitions(sheet, &lines);
        sheet.push(lines.iter().map(|line| flag(line.is_legal)));
    },
};

/// Words of a run that are looked at: enough to know it by.
const MOST_WORDS: usize = 32;

/// A run as what is compared of it.
struct Line {
    /// Hashes of its first words.
    words: Vec<u32>,
    /// Alike for runs that say the same.
    hash: u64,
    is_legal: bool,
}

impl Line {
    fn read(markup: &str, run: &Run) -> Self {
        let mut words = Vec::new();
        each_word(markup, |word| {
            words.push(word);
            words.len() < MOST_WORDS
        });
        let is_legal = markup.contains('©');
        let seed = u64::from(run.weight.to_bits());
        let hash = words.iter().fold(seed, |hash, word| (hash ^ u64::from(*word)).wrapping_mul(0x0100_0000_01b3));
        Self { words, hash, is_legal }
    }
}

/// Calls `found` with the hash of each word of `markup` until it has enough: letters and digits in lower case, Han, kana
/// and hangul one by one. Tags are passed over.
fn each_word(markup: &str, mut found: impl FnMut(u32) -> bool) {
    const SEED: u32 = 0x811c_9dc5;
    let mix = |hash: u32, c: char| (hash ^ c as u32).wrapping_mul(0x0100_0193);
    let (mut hash, mut in_tag) = (SEED, false);
    for c in markup.chars() {
        let is_alone = is_counted_alone(c);
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ if in_tag => {}
            _ if c.is_ascii_alphanumeric() => hash = mix(hash, c.to_ascii_lowercase()),
            _ if !c.is_ascii() && !is_alone && c.is_alphanumeric() => hash = c.to_lowercase().fold(hash, mix),
            _ => {
                let word = std::mem::replace(&mut hash, SEED);
                let words = [Some(word).filter(|word| *word != SEED), is_alone.then(|| mix(SEED, c))];
                if !words.into_iter().flatten().all(&mut found) {
                    return;
                }
            }
        }
    }
    if hash != SEED {
        found(hash);
    }
}

/// All words of plain text.
fn words(text: &str) -> Vec<u32> {
    let mut words = Vec::new();
    each_word(text, |word| {
        words.push(word);
        true
    });
    words
}

fn titles(survey: &Survey<'_>, sheet: &mut Sheet, lines: &[Line]) {
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
        .zip(lines)
        .map(|(run, line)| if run.weight < HEAVIEST { likeness(&line.words, &title) } else { (0.0, 0.0) })
        .collect();
    sheet.push(shares.iter().map(|share| share_of(share.0, 1.0)));
    sheet.push(shares.iter().map(|share| share_of(share.1, 1.0)));
    let headline = headline(survey, &shares);
    place(survey, sheet, headline);
}

/// The shares of `words` that stand in `title`, and of `title` in `words`.
fn likeness(words: &[u32], title: &[u32]) -> (f32, f32) {
    if words.is_empty() || title.is_empty() {
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
fn said(sheet: &mut Sheet, lines: &[Line], text: Option<&str>) {
    /// There is no such text, or it says nothing of this run's length.
    const UNKNOWN: u8 = 128;
    /// A shorter text is a slogan.
    const FEWEST: usize = 8;
    let known = text.map(words).filter(|words| words.len() >= FEWEST);
    let Some(known) = known else {
        return sheet.push(lines.iter().map(|_| UNKNOWN));
    };
    let mut rows: Vec<u64> = known.windows(ROW).map(row).collect();
    rows.sort_unstable();
    let is_said = |words: &[u32]| rows.binary_search(&row(words)).is_ok();
    sheet.push(lines.iter().map(|line| match line.words.len() {
        0..ROW => UNKNOWN,
        all => share_of(line.words.windows(ROW).filter(|words| is_said(words)).count() as f32, (all - ROW + 1) as f32),
    }));
}

/// Words in a row that say the same where they are the same.
const ROW: usize = 3;

fn row(words: &[u32]) -> u64 {
    words.iter().fold(0, |row: u64, word| (row.rotate_left(21) ^ u64::from(*word)).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

fn repetitions(sheet: &mut Sheet, lines: &[Line]) {
    let mut seen: HashMap<u64, usize> = HashMap::with_capacity(lines.len());
    let before: Vec<usize> = lines
        .iter()
        .map(|line| {
            let times = seen.entry(line.hash).or_insert(0);
            *times += 1;
            *times - 1
        })
        .collect();
    sheet.push(lines.iter().map(|line| amount(seen[&line.hash] as f32)));
    sheet.push(before.iter().map(|times| count(*times)));
}
