//! Which documents of a segment answer a clause, and how strongly.

use crate::query::{Clause, Term};
use crate::segment::{Segment, each_occurrence};

/// What a longer word weighs where only its beginning was typed: what was typed may be all of the word that was meant.
const EXPANDED: f32 = 0.5;

/// For each document of the segment how often it answers the clause, by [`Extent::weight`](crate::document::Extent); zero
/// where it does not.
pub(crate) fn weights(segment: &Segment, clause: &Clause) -> Vec<f32> {
    let mut weights = vec![0.0; segment.entries().len()];
    match clause {
        Clause::Filter(terms) => {
            let mut set = |document: u32, _| set_at(&mut weights, document, |weight| *weight = 1.0);
            terms
                .iter()
                .for_each(|term| each_posting(segment, term, |postings, _| each_occurrence(postings, &mut set)));
        }
        Clause::Phrase(terms) => match &terms[..] {
            [term] => each_posting(segment, term, |postings, share| {
                each_occurrence(postings, |document, position| add(segment, &mut weights, document, position, share));
            }),
            terms => {
                for Occurrence { document, position } in phrase(segment, terms) {
                    add(segment, &mut weights, document, position, 1.0);
                }
            }
        },
    }
    weights
}

/// Where a term stands. The order is that of the text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Occurrence {
    document: u32,
    position: u32,
}

/// Where the terms follow each other: the places of the last.
fn phrase(segment: &Segment, terms: &[Term]) -> Vec<Occurrence> {
    let mut before: Option<Vec<Occurrence>> = None;
    for term in terms {
        let mut places = places(segment, term);
        if let Some(before) = &before {
            keep_followers(&mut places, before);
        }
        if places.is_empty() {
            return places;
        }
        before = Some(places);
    }
    before.unwrap_or_default()
}

fn places(segment: &Segment, term: &Term) -> Vec<Occurrence> {
    let mut places = Vec::new();
    each_posting(segment, term, |postings, _| {
        each_occurrence(postings, |document, position| places.push(Occurrence { document, position }));
    });
    if term.is_prefix {
        places.sort_unstable();
    }
    places
}

/// Keeps the places that come right after one of `before`; both ascend.
fn keep_followers(places: &mut Vec<Occurrence>, before: &[Occurrence]) {
    let mut before = before.iter().peekable();
    places.retain(|place| {
        let Some(position) = place.position.checked_sub(1) else { return false };
        let wanted = Occurrence { position, ..*place };
        while before.next_if(|earlier| **earlier < wanted).is_some() {}
        before.peek() == Some(&&wanted)
    });
}

/// The postings of a term, or of each that begins with it, and what they count for.
fn each_posting<'a>(segment: &'a Segment, term: &Term, mut found: impl FnMut(&'a [u8], f32)) {
    if !term.is_prefix {
        if let Some(postings) = segment.find(&term.text) {
            found(postings, 1.0);
        }
        return;
    }
    segment.each_with_prefix(&term.text, |whole, postings| {
        let is_whole = whole.len() == term.text.len();
        found(postings, if is_whole { 1.0 } else { EXPANDED });
    });
}

#[inline]
fn add(segment: &Segment, weights: &mut [f32], document: u32, position: u32, share: f32) {
    if let Some(entry) = segment.entries().get(document as usize) {
        let weight = entry.extent.weight(position) * share;
        set_at(weights, document, |sum| *sum += weight);
    }
}

#[inline]
fn set_at(weights: &mut [f32], document: u32, set: impl FnOnce(&mut f32)) {
    if let Some(weight) = weights.get_mut(document as usize) {
        set(weight);
    }
}
