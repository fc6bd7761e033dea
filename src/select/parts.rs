//! What belongs to the text around it: a heading to what it stands above, code to the sentence that speaks of it, a note
//! to its mark.
//!
//! The trees have seen few of them, and little in a short line or a listing tells them from a menu. Beside text that is
//! kept, less has to be likely.

use super::Decision;
use crate::blocks::{Arena, BlockId, Kind};
use crate::html::marks::{self, Numbers};
use crate::html::tag::Tag;

/// A heading between two runs that are kept is kept from this probability on.
const LIKELY_HEADING: f32 = 0.45;

/// Code between two runs that are kept is kept from this probability on.
const LIKELY_CODE: f32 = 0.6;

/// Who said what is quoted is kept with the quote from this probability on.
const LIKELY_SOURCE: f32 = 0.1;

/// What a run is to the text around it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Heading,
    Code,
    /// Who said what is quoted.
    Source,
}

/// Keeps the headings, the code and the sources of quotes that stand between runs that are kept.
pub(super) fn keep_between(arena: &Arena, runs: &[BlockId], likely: &[f32], decisions: &mut [Decision]) {
    let visible: Vec<BlockId> = runs.iter().filter(|id| !arena.get(**id).hidden).copied().collect();
    let parts: Vec<Option<Part>> = visible.iter().map(|id| part(arena, *id)).collect();
    // Behind listings in a row stands what is no listing.
    let mut after = false;
    let mut before_text = vec![false; visible.len()];
    for at in (0..visible.len()).rev() {
        before_text[at] = after;
        if parts[at] != Some(Part::Code) {
            after = keeps(decisions, visible[at]);
        }
    }
    for at in 1..visible.len() {
        let Some(part) = parts[at] else { continue };
        let needed = match part {
            Part::Heading => LIKELY_HEADING,
            Part::Code => LIKELY_CODE,
            Part::Source => LIKELY_SOURCE,
        };
        let id = visible[at];
        let is_empty = part == Part::Heading && stands_over_nothing(arena, id, visible.get(at + 1).copied());
        let is_between = keeps(decisions, visible[at - 1]) && before_text[at] && !is_empty;
        if is_between && likely[id.index()] >= needed && decisions[id.index()] == UNLIKELY {
            decisions[id.index()] = Decision::Kept;
        }
    }
}

/// Whether a heading is followed by one that it does not stand over.
fn stands_over_nothing(arena: &Arena, heading: BlockId, next: Option<BlockId>) -> bool {
    let level =
        |run: BlockId| arena.ancestors(run).take(2).filter_map(|id| arena.tag(id)).map(Tag::heading_level).max();
    next.and_then(level).is_some_and(|next| next > 0 && Some(next) <= level(heading))
}

/// A note is kept from this probability on, of its text together: what a shop says in small print is less likely.
const LIKELY_NOTE: f32 = 0.3;

/// Keeps the notes that a mark leads to in what is kept.
pub(super) fn keep_notes(arena: &Arena, runs: &[BlockId], likely: &[f32], decisions: &mut [Decision]) {
    if arena.notes().is_empty() {
        return;
    }
    let kept = runs.iter().filter(|id| keeps(decisions, **id));
    let marked: Numbers = kept.flat_map(|id| marks::numbers(arena.markup(*id))).collect();
    for note in arena.notes().iter().filter(|note| marked.contains(note.number)) {
        let runs: Vec<BlockId> = arena.subtree(note.block).filter(|id| arena.get(*id).kind == Kind::Run).collect();
        let content: f32 = runs.iter().map(|id| likely[id.index()] * arena.get(*id).statistics.weight()).sum();
        // One that stood beside its mark is part of the sentence.
        if note.is_set_apart || content >= LIKELY_NOTE * arena.get(note.block).statistics.weight() {
            runs.into_iter().for_each(|id| decisions[id.index()] = Decision::Kept);
        }
    }
}

const UNLIKELY: Decision = Decision::Dropped(super::Reason::Unlikely);

fn keeps(decisions: &[Decision], id: BlockId) -> bool {
    decisions[id.index()] == Decision::Kept
}

fn part(arena: &Arena, run: BlockId) -> Option<Part> {
    arena.ancestors(run).take(2).find_map(|id| match arena.tag(id)? {
        tag if tag.is_heading() => Some(Part::Heading),
        Tag::Pre => Some(Part::Code),
        Tag::Footer if arena.tag(arena.get(id).parent) == Some(Tag::Blockquote) => Some(Part::Source),
        _ => None,
    })
}
