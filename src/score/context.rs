//! A second look: what the first trees say of the runs around each run.
//!
//! An article is a stretch of the page and a part of its tree. A run that looks like nothing much is content where all
//! around it is, and a sentence alone among links is none (stacking; the second stage of our study gains a point of F1
//! on pages of many posts).

use super::quantity::{amount, distance, flag, share};
use super::signals::{Sheet, Survey, groups, signals};
use crate::blocks::BlockId;

/// What is believed of a place where nothing else stands: as much as of this weight, at this probability.
const PRIOR_WEIGHT: f32 = 25.0;
const PRIOR: f32 = 0.3;

/// The signals of the second look; they follow those of the first.
pub(super) const CONTEXT: &[super::signals::Signal] = signals! {
    own: "What the first look says of it.",
    next: "What it says of the run after it.",
    next_but_one: "Of the one after that.",
    previous: "Of the run before it.",
    previous_but_one: "Of the one before that.",
    window_of_4: "Of the four runs to either side, by weight.",
    window_of_12: "Of twelve to either side.",
    twelve_before: "Of the twelve before it.",
    twelve_after: "Of the twelve after it.",
    around: "Of all else in its element.",
    around_1: "Of all else in the element one level up.",
    around_2: "Two levels up.",
    around_3: "Three levels up.",
    around_4: "Four levels up.",
    alike: "Of the runs alike.",
    alike_in_place: "Of the runs alike with the two elements around them.",
    in_best: "Whether it is inside the element that holds the likely content best.",
    after_best: "How many runs after or before that.",
    best_fit: "How well that element holds it.",
    page: "The share of the page's text that is likely content.",
    likely: "How much likely content there is.",
    content_before: "The share of the likely content that stands before it.",
};

/// The sheet of the second look: that of the first, `sheet`, and what `first` says.
pub(super) fn read(survey: &Survey<'_>, mut sheet: Sheet, first: &[f32]) -> Sheet {
    let likely: Vec<f32> = survey.runs.iter().zip(first).map(|(run, p)| run.weight.max(1.0) * p).collect();
    beside(&mut sheet, first);
    windows(survey, &mut sheet, &likely);
    around(survey, &mut sheet, &likely);
    for levels in [1, 3] {
        alike(survey, &mut sheet, &likely, levels);
    }
    best(survey, &mut sheet, &likely);
    whole(survey, &mut sheet, &likely);
    sheet
}

fn beside(sheet: &mut Sheet, first: &[f32]) {
    for offset in [0, 1, 2, -1, -2] {
        let other = |index: usize| index.checked_add_signed(offset).and_then(|other| first.get(other));
        sheet.push((0..first.len()).map(|index| share(other(index).copied().unwrap_or(0.0))));
    }
}

/// The mean probability of text that weighs `weight` and of which `likely` is likely content.
fn mean(likely: f32, weight: f32) -> u8 {
    share((likely + PRIOR * PRIOR_WEIGHT) / (weight + PRIOR_WEIGHT))
}

fn windows(survey: &Survey<'_>, sheet: &mut Sheet, likely: &[f32]) {
    let sums = |values: &mut dyn Iterator<Item = f32>| {
        let mut sum = 0.0;
        let mut step = |value| {
            sum += value;
            sum
        };
        std::iter::once(0.0).chain(values.map(&mut step)).collect::<Vec<f32>>()
    };
    let likely = sums(&mut likely.iter().copied());
    let weight = sums(&mut survey.runs.iter().map(|run| run.weight.max(1.0)));
    let end = survey.runs.len();
    for (before, after) in [(4, 4), (12, 12), (12, 0), (0, 12)] {
        sheet.push((0..end).map(|index| {
            let (from, to) = (index.saturating_sub(before), (index + 1 + after).min(end));
            let itself = |sums: &[f32]| sums[index + 1] - sums[index];
            let without = |sums: &[f32]| (sums[to] - sums[from] - itself(sums)).max(0.0);
            mean(without(&likely), without(&weight))
        }));
    }
}

fn around(survey: &Survey<'_>, sheet: &mut Sheet, likely: &[f32]) {
    const LEVELS: usize = 5;
    let sums = subtree_sums(survey, likely);
    for level in 0..LEVELS {
        sheet.push(survey.runs.iter().zip(likely).map(|(run, likely)| {
            let (all, weight) = sums[survey.above(run, level).index()];
            mean((all - likely).max(0.0), (weight - run.weight.max(1.0)).max(0.0))
        }));
    }
}

/// Likely content and weight of each element, by its index.
fn subtree_sums(survey: &Survey<'_>, likely: &[f32]) -> Vec<(f32, f32)> {
    let mut sums = vec![(0.0, 0.0); survey.arena.len()];
    for (run, likely) in survey.runs.iter().zip(likely) {
        let sum = &mut sums[run.parent.index()];
        *sum = (sum.0 + likely, sum.1 + run.weight.max(1.0));
    }
    for id in survey.arena.ids().rev().filter(|id| *id != BlockId::ROOT && survey.arena.tag(*id).is_some()) {
        let inner: (f32, f32) = sums[id.index()];
        let outer = &mut sums[survey.arena.get(id).parent.index()];
        *outer = (outer.0 + inner.0, outer.1 + inner.1);
    }
    sums
}

fn alike(survey: &Survey<'_>, sheet: &mut Sheet, likely: &[f32], levels: usize) {
    let groups = groups(survey, levels);
    let mut sums = vec![(0.0, 0.0); groups.len()];
    let rows = || survey.runs.iter().zip(likely).zip(&groups);
    for ((run, likely), group) in rows() {
        let sum: &mut (f32, f32) = &mut sums[*group as usize];
        *sum = (sum.0 + likely, sum.1 + run.weight.max(1.0));
    }
    sheet.push(rows().map(|((run, likely), group)| {
        let (all, weight) = sums[*group as usize];
        mean((all - likely).max(0.0), (weight - run.weight.max(1.0)).max(0.0))
    }));
}

/// The element that holds the likely content best, by F1.
fn best(survey: &Survey<'_>, sheet: &mut Sheet, likely: &[f32]) {
    let sums = subtree_sums(survey, likely);
    let all: f32 = likely.iter().sum();
    let fit = |id: BlockId| 2.0 * sums[id.index()].0 / (sums[id.index()].1 + all).max(1.0);
    let elements = survey.arena.ids().filter(|id| survey.arena.tag(*id).is_some());
    // Of elements that fit alike the innermost, which comes last.
    let best = elements.fold(BlockId::ROOT, |best, id| if fit(id) >= fit(best) { id } else { best });
    let (first, end) = (survey.element(best).first_run as usize, survey.element(best).end_run as usize);
    let beyond = |index: usize| match index {
        _ if index < first => index as f32 - first as f32,
        _ if index >= end => (index - end + 1) as f32,
        _ => 0.0,
    };
    sheet.push((0..likely.len()).map(|index| flag((first..end).contains(&index))));
    sheet.push((0..likely.len()).map(|index| distance(beyond(index))));
    sheet.push(likely.iter().map(|_| share(fit(best))));
}

fn whole(survey: &Survey<'_>, sheet: &mut Sheet, likely: &[f32]) {
    let all: f32 = likely.iter().sum::<f32>().max(1.0);
    let mut before = 0.0;
    let part = share(all / survey.total.weight.max(all));
    sheet.push(likely.iter().map(|_| part));
    sheet.push(likely.iter().map(|_| amount(all)));
    sheet.push(likely.iter().map(|likely| {
        let here = share(before / all);
        before += likely;
        here
    }));
}
