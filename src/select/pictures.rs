//! Pictures: they have no text by which the trees could know them.
//!
//! A picture goes with the text beside it, and a caption with its picture.

use super::{Decision, Reason};
use crate::blocks::{Arena, BlockId, Kind};
use crate::html::tag::Tag;

/// A picture goes with text at most so many runs away.
const NEAR: usize = 3;

const UNLIKELY: Decision = Decision::Dropped(Reason::Unlikely);

/// Decides on the runs that are pictures alone, and on captions, by what was decided on text. `boxed` says of each run
/// whether it stands in a box that is named as boilerplate.
pub(super) fn place(arena: &Arena, runs: &[BlockId], boxed: &[bool], decisions: &mut [Decision]) {
    let is_text = |id: BlockId| arena.get(id).statistics.characters > 0;
    let kept_text: Vec<bool> = runs.iter().map(|id| is_text(*id) && decisions[id.index()] == Decision::Kept).collect();
    for (index, &id) in runs.iter().enumerate().filter(|(_, id)| !is_text(**id)) {
        decisions[id.index()] = if arena.get(id).hidden {
            Decision::Dropped(Reason::Hidden)
        } else if boxed[index] {
            Decision::Dropped(Reason::NamedBoilerplate)
        } else if is_icon(arena, id) {
            Decision::Dropped(Reason::Icon)
        } else if stands_in_text(arena, runs, index, &kept_text) {
            Decision::Kept
        } else {
            UNLIKELY
        };
    }
    place_captions(arena, decisions);
}

/// A caption is kept where a picture of its figure is. What was dropped for another reason than its text stays so.
fn place_captions(arena: &Arena, decisions: &mut [Decision]) {
    let mut holds_picture = vec![false; arena.len()];
    for id in arena.ids().rev().filter(|id| *id != BlockId::ROOT) {
        let is_picture = arena.get(id).kind == Kind::Run && arena.get(id).statistics.images > 0;
        holds_picture[id.index()] |= is_picture && decisions[id.index()] == Decision::Kept;
        holds_picture[arena.get(id).parent.index()] |= holds_picture[id.index()];
    }
    for caption in arena.ids().filter(|id| arena.tag(*id) == Some(Tag::Figcaption)) {
        let figure = arena.get(caption).parent;
        let is_kept = arena.tag(figure) == Some(Tag::Figure) && holds_picture[figure.index()];
        let (from, to) = if is_kept { (UNLIKELY, Decision::Kept) } else { (Decision::Kept, UNLIKELY) };
        for id in arena.subtree(caption).filter(|id| arena.get(*id).kind == Kind::Run) {
            let decision = &mut decisions[id.index()];
            *decision = if *decision == from { to } else { *decision };
        }
    }
}

/// A small picture that stands alone.
fn is_icon(arena: &Arena, id: BlockId) -> bool {
    let statistics = arena.get(id).statistics;
    let in_figure = || arena.ancestors(id).any(|id| matches!(arena.tag(id), Some(Tag::Figure | Tag::Table)));
    statistics.images == statistics.icons && !in_figure()
}

/// Whether kept text stands near on both sides, or on one and in the same part of the page.
fn stands_in_text(arena: &Arena, runs: &[BlockId], index: usize, kept_text: &[bool]) -> bool {
    let before = (index.saturating_sub(NEAR)..index).rev().find(|other| kept_text[*other]);
    let after = (index + 1..(index + 1 + NEAR).min(runs.len())).find(|other| kept_text[*other]);
    match (before, after) {
        (Some(_), Some(_)) => true,
        (Some(one), None) | (None, Some(one)) => is_near(arena, runs[index], runs[one]),
        (None, None) => false,
    }
}

/// Whether an element at most two above the one of `a` holds `b`.
fn is_near(arena: &Arena, a: BlockId, b: BlockId) -> bool {
    const LEVELS: usize = 3;
    let around: Vec<BlockId> = arena.ancestors(a).take(LEVELS).collect();
    arena.ancestors(b).any(|id| around.contains(&id))
}
