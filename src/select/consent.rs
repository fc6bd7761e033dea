//! A wall in the article's place: the page asks for consent to cookies, and shows nothing else.
//!
//! Its text runs like prose, and to the trees it is the page's best. It is told by what it speaks of, and by what is in
//! it: a button to agree. An article on the subject has none, though a banner may stand beside it.

use super::{Decision, Reason};
use crate::blocks::{Arena, BlockId, Kind};
use crate::metadata::Claims;
use crate::score::consent_terms;

/// A longer text is about consent, and does not ask for it.
const HEAVIEST: f32 = 4_000.0;

/// So much of its text stands in runs that speak of consent, in so many different terms.
const LEAST_SHARE: f32 = 0.6;
const FEWEST_TERMS: u32 = 3;

/// Drops all that is kept where it does nothing but ask for consent.
pub(super) fn drop_wall(arena: &Arena, claims: &Claims, decisions: &mut [Decision]) {
    let is_kept = |id: &BlockId| arena.get(*id).kind == Kind::Run && decisions[id.index()] == Decision::Kept;
    let kept: Vec<BlockId> = arena.ids().filter(is_kept).collect();
    if is_wall(arena, claims, &kept) {
        kept.into_iter().for_each(|id| decisions[id.index()] = Decision::Dropped(Reason::Consent));
    }
}

fn is_wall(arena: &Arena, claims: &Claims, kept: &[BlockId]) -> bool {
    let weight = |id: BlockId| arena.get(id).statistics.weight();
    let all: f32 = kept.iter().map(|id| weight(*id)).sum();
    if all > HEAVIEST || !holds_button(arena, kept) {
        return false;
    }
    // A page on cookies says so in its title.
    if claims.titles.iter().any(|title| consent_terms(title) != 0) {
        return false;
    }
    let (mut speaking, mut terms) = (0.0, 0_u64);
    for id in kept {
        let own = consent_terms(&arena.text(*id));
        terms |= own;
        speaking += if own != 0 { weight(*id) } else { 0.0 };
    }
    speaking >= LEAST_SHARE * all && terms.count_ones() >= FEWEST_TERMS
}

/// Whether the innermost element around all of these runs holds a button.
fn holds_button(arena: &Arena, runs: &[BlockId]) -> bool {
    let (Some(first), Some(last)) = (runs.first(), runs.last()) else { return false };
    let around = arena.ancestors(*first).find(|around| arena.ancestors(*last).any(|other| other == *around));
    around.is_some_and(|around| arena.get(around).statistics.controls > 0)
}
