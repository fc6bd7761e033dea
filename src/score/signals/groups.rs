//! Runs alike: those whose elements have the same tag and classes.
//!
//! A page says the same thing the same way. Where most of what looks like this run is prose, so is this; where it is a
//! hundred short links, this is one of them, whatever it says.

use super::survey::{Run, Survey};
use super::{Family, Sheet, Signal, signals};
use crate::alike::Alike;
use crate::score::quantity::{amount, share_of};

const MEASURES: &[Signal] = signals! {
    number: "How many there are.",
    weight: "How long they are on average.",
    share: "Their share of the page's text.",
    link_density: "The share of their text that is links.",
    sentence_ends: "Sentence ends, by their length.",
    good_share: "Their share of the page's good text.",
};

/// By the element alone, and with the two around it.
pub(super) const ALIKE: [Family; 2] = [
    Family { name: "alike", signals: MEASURES, read: |survey, sheet| measure(survey, sheet, &groups(survey, 1)) },
    Family {
        name: "alike in place",
        signals: MEASURES,
        read: |survey, sheet| measure(survey, sheet, &groups(survey, 3)),
    },
];

/// The group of each run: numbers from 0.
fn groups(survey: &Survey<'_>, levels: usize) -> Vec<u32> {
    const SPREAD: u32 = 0x9e37_79b1;
    let key = |run: &Run| {
        let signature = |level| survey.arena.get(survey.above(run, level)).signature;
        (0..levels).fold(0, |key: u32, level| (key.rotate_left(5) ^ signature(level)).wrapping_mul(SPREAD))
    };
    let mut groups = vec![0; survey.runs.len()];
    let alike = Alike::of(survey.runs.iter().map(|run| u64::from(key(run))).zip(0..));
    for (group, runs) in (0..).zip(alike.groups()) {
        runs.for_each(|run| groups[run] = group);
    }
    groups
}

#[derive(Clone, Copy, Default)]
struct Group {
    number: f32,
    weight: f32,
    link_weight: f32,
    sentence_ends: f32,
    good: f32,
}

fn measure(survey: &Survey<'_>, sheet: &mut Sheet, groups: &[u32]) {
    const PER: f32 = 1000.0;
    const SHORTEST: f32 = 50.0;
    let mut sums = vec![Group::default(); survey.runs.len()];
    for (run, group) in survey.runs.iter().zip(groups) {
        let sum = &mut sums[*group as usize];
        sum.number += 1.0;
        sum.weight += run.weight;
        sum.link_weight += run.link_weight;
        sum.sentence_ends += run.sentence_ends as f32;
        sum.good += run.good;
    }
    let mut push = |value: &dyn Fn(&Group) -> u8| sheet.push(groups.iter().map(|group| value(&sums[*group as usize])));
    push(&|group| amount(group.number));
    push(&|group| amount(group.weight / group.number));
    push(&|group| share_of(group.weight, survey.total.weight));
    push(&|group| share_of(group.link_weight, group.weight));
    push(&|group| amount(PER * group.sentence_ends / (group.weight + SHORTEST)));
    push(&|group| share_of(group.good, survey.total.good));
}
