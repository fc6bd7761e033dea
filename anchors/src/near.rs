//! Where words stand nearly.
//!
//! The whole of a text cannot be compared at every place: a table of a megabyte by a paragraph has a billion cells. But
//! words with at most `k` errors, cut into `k + 1` pieces, have one piece without any. So the pieces are looked for
//! exactly, and only around those that are found is the distance measured, and no further than `k`.

use std::collections::BTreeSet;

use crate::distance::nearest;
use crate::{Place, bytes, occurrences};

/// One unit in five may have changed: beyond that another sentence is as near.
const TOLERANCE: usize = 5;
/// So many changes at most, so that the pieces of a long passage stay long and are rare.
const MOST: usize = 32;

/// How many units of a passage may have changed.
pub fn most_errors(exact: &[u16]) -> usize {
    (exact.len() / TOLERANCE).min(MOST)
}

/// The places where a passage stands with at most `most_errors` changes, the nearest of each neighbourhood.
pub fn places(text: &[u16], exact: &[u16]) -> Vec<Place> {
    let most = most_errors(exact);
    if most == 0 {
        return Vec::new();
    }
    let starts = candidates(text, exact, most);
    let windows = starts.into_iter().filter_map(|start| {
        let begin = start.saturating_sub(most);
        let end = text.len().min(start + exact.len() + 2 * most);
        let place = nearest(&text[begin..end], exact, most)?;
        Some(Place { start: begin + place.start, end: begin + place.end, ..place })
    });
    let mut near: Vec<Place> = windows.collect();
    near.dedup();
    near
}

/// Where the passage could begin, one for each `most` units of the text.
fn candidates(text: &[u16], exact: &[u16], most: usize) -> BTreeSet<usize> {
    let haystack = bytes(text);
    let size = exact.len() / (most + 1);
    let mut starts = BTreeSet::new();
    for (index, piece) in exact.chunks_exact(size).enumerate() {
        for at in occurrences(&haystack, piece) {
            starts.insert(at.saturating_sub(index * size) / most * most);
        }
    }
    starts
}
