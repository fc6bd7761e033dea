//! What stands beside a run, and in a window around it.
//!
//! That the neighbours of a block decide as much as the block itself is the finding of boilerpipe (Kohlschütter et al.,
//! 2010).

use super::survey::{Run, Survey};
use super::{Family, Sheet, Signal, signals};
use crate::score::quantity::{amount, share_of};

const MEASURES: &[Signal] = signals! {
    weight: "How much text it is.",
    link_density: "The share of it that is links.",
    sentence_ends: "Sentence ends.",
    kind: "Whether it is a paragraph, a heading, an entry of a list or something else.",
    good: "How much good text it is.",
    same_parent: "Whether it stands in the same element, or one of the same parent.",
    same_signature: "Whether its element has the same tag and classes.",
};

/// The run after it and the one before it.
pub(super) const BESIDE: [Family; 2] = [
    Family { name: "next", signals: MEASURES, read: |survey, sheet| beside(survey, sheet, 1) },
    Family { name: "previous", signals: MEASURES, read: |survey, sheet| beside(survey, sheet, -1) },
];

fn beside(survey: &Survey<'_>, sheet: &mut Sheet, offset: isize) {
    /// There is nothing: no run has this value.
    const NOTHING: u8 = 255;
    let runs = &survey.runs;
    let other = |index: usize| index.checked_add_signed(offset).and_then(|other| runs.get(other));
    let mut push = |value: &dyn Fn(&Run, &Run) -> u8| {
        let row = |(index, run): (usize, &Run)| other(index).map_or(NOTHING, |other| value(other, run));
        sheet.push(runs.iter().enumerate().map(row));
    };
    let parent = |run: &Run| survey.arena.get(run.parent).parent;
    let signature = |run: &Run| survey.arena.get(run.parent).signature;
    push(&|other, _| amount(other.weight));
    push(&|other, _| share_of(other.link_weight, other.weight).min(254));
    push(&|other, _| other.sentence_ends.min(5) as u8);
    push(&|other, _| kind(other));
    push(&|other, _| amount(other.good));
    push(&|other, run| u8::from(other.parent == run.parent || parent(other) == parent(run)));
    push(&|other, run| u8::from(signature(other) == signature(run)));
}

/// Kinds of runs, the likelier an article's text the less.
fn kind(run: &Run) -> u8 {
    use crate::html::tag::Tag::*;
    match run.tag {
        P => 0,
        Blockquote | Pre => 1,
        H2 | H3 => 2,
        H1 => 3,
        H4 | H5 | H6 => 4,
        Dd | Dt | Figcaption => 5,
        Section | Article => 6,
        Div => 7,
        Li => 8,
        Td | Th => 9,
        _ => 10,
    }
}

const WINDOW: &[Signal] = signals! {
    link_density: "The share of the text in it that is links.",
    good: "Good text by run.",
    good_before: "Good text before this run.",
    good_after: "Good text after it.",
};

/// Windows of three, eight and twenty runs to either side.
pub(super) const WINDOWS: [Family; 3] = [
    Family { name: "window of 3", signals: WINDOW, read: |survey, sheet| window(survey, sheet, 3) },
    Family { name: "window of 8", signals: WINDOW, read: |survey, sheet| window(survey, sheet, 8) },
    Family { name: "window of 20", signals: WINDOW, read: |survey, sheet| window(survey, sheet, 20) },
];

fn window(survey: &Survey<'_>, sheet: &mut Sheet, reach: usize) {
    let runs = &survey.runs;
    // Doubles: a page of sixteen megabytes is more than a single counts to.
    let sums = |value: &dyn Fn(&Run) -> f32| {
        let mut sum = 0.0;
        let step = |run: &Run| {
            sum += f64::from(value(run));
            sum
        };
        std::iter::once(0.0).chain(runs.iter().map(step)).collect::<Vec<f64>>()
    };
    let between = |sums: &[f64], from: usize, to: usize| (sums[to] - sums[from]) as f32;
    let (weight, links, good) = (sums(&|run| run.weight), sums(&|run| run.link_weight), sums(&|run| run.good));
    let ends = |index: usize| (index.saturating_sub(reach), (index + reach + 1).min(runs.len()));
    let mut push = |value: &dyn Fn(usize, usize, usize) -> u8| {
        sheet.push((0..runs.len()).map(|index| value(index, ends(index).0, ends(index).1)));
    };
    push(&|_, from, to| share_of(between(&links, from, to), between(&weight, from, to)));
    push(&|_, from, to| amount(between(&good, from, to) / (to - from) as f32));
    push(&|index, from, _| amount(between(&good, from, index)));
    push(&|index, _, to| amount(between(&good, index + 1, to)));
}
