//! What the page's own markup hides: its reader does not see it, but some pages hide all that they say until a script
//! shows it.
//!
//! So it counts where it says more than what is shown. Much of it says the same: the copy for narrow screens, or for
//! readers without scripts. What is said twice is no reason to prefer what is hidden, and is kept once.

use std::collections::HashSet;

use super::header::flat;
use super::{Decision, Reason};
use crate::blocks::{Arena, BlockId};

/// So many letters in a row say the same where they are the same.
const ROW: usize = 16;

/// A text is known by so many rows, a megabyte of letters: a page should not choose how much memory is taken.
const MOST_ROWS: usize = 1 << 20;

/// A run is a copy where this share of its rows is said elsewhere, and a page one where this share of its text is.
const COPIED: f32 = 0.8;

/// Drops what is hidden; or where that says more than what is shown, the copies among what is shown. `likely` is the
/// probability of each block.
pub(super) fn judge(arena: &Arena, runs: &[BlockId], likely: &[f32], decisions: &mut [Decision]) {
    let is_hidden = |id: &BlockId| arena.get(*id).hidden;
    let kept = runs.iter().copied().filter(|id| decisions[id.index()] == Decision::Kept);
    let (hidden, shown): (Vec<BlockId>, Vec<BlockId>) = kept.partition(is_hidden);
    let sum = |runs: &[BlockId]| -> f32 {
        runs.iter().map(|id| arena.get(*id).statistics.weight() * likely[id.index()]).sum()
    };
    let in_shown = sum(&shown);
    let all_hidden = || runs.iter().copied().filter(is_hidden).collect();
    let dropped: Vec<BlockId> = if sum(&hidden) <= in_shown {
        all_hidden()
    } else {
        // Only here are the texts compared.
        let repeated = copies(arena, &shown, &hidden);
        let is_repeated = sum(&repeated) >= COPIED * in_shown;
        let is_more = || sum(&hidden) - sum(&copies(arena, &hidden, &shown)) > in_shown;
        if is_repeated && !is_more() { all_hidden() } else { repeated }
    };
    for id in dropped {
        decisions[id.index()] = Decision::Dropped(Reason::Hidden);
    }
}

/// Those of `runs` that say what `others` say.
fn copies(arena: &Arena, runs: &[BlockId], others: &[BlockId]) -> Vec<BlockId> {
    let text: String = others.iter().map(|id| flat(&arena.text(*id))).collect();
    let known: HashSet<u64> = rows(&text).take(MOST_ROWS).collect();
    let is_copy = |id: &BlockId| {
        let text = flat(&arena.text(*id));
        let (all, said) =
            rows(&text).fold((0, 0), |(all, said), row| (all + 1, said + u32::from(known.contains(&row))));
        all > 0 && said as f32 >= COPIED * all as f32
    };
    runs.iter().copied().filter(is_copy).collect()
}

/// A hash of each row of letters.
fn rows(text: &str) -> impl Iterator<Item = u64> + '_ {
    const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
    const POWER: u64 = power(SPREAD, ROW as u32);
    let mut leaving = text.chars();
    let mut hash = 0_u64;
    text.chars().enumerate().filter_map(move |(index, c)| {
        // A letter that enters counts once, one that leaves has been multiplied as often as the row is long.
        hash = hash.wrapping_mul(SPREAD).wrapping_add(u64::from(c));
        if index >= ROW {
            let gone = leaving.next().map_or(0, u64::from);
            hash = hash.wrapping_sub(gone.wrapping_mul(POWER));
        }
        (index + 1 >= ROW).then_some(hash)
    })
}

const fn power(base: u64, exponent: u32) -> u64 {
    let (mut power, mut times) = (1_u64, 0);
    while times < exponent {
        power = power.wrapping_mul(base);
        times += 1;
    }
    power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_letters_in_a_row_are_the_same_wherever_they_stand() {
        let text = "the bells rang at noon as they do";
        let all: Vec<u64> = rows(text).collect();
        assert_eq!(all.len(), text.chars().count() - ROW + 1);
        let inside: Vec<u64> = rows(&format!("鐘 {text} é")).collect();
        assert_eq!(inside[2..inside.len() - 2], all);
        assert!(rows("too short").next().is_none());
        assert!(rows(&text.replace("noon", "nine")).filter(|row| all.contains(row)).count() < all.len() / 2);
    }
}
