//! What has lost its text: headings over nothing, rules beside nothing.
//!
//! Blocks are judged one by one. Where a list of links is dropped, its heading would stay and name what is not there.

use super::{Decision, Reason};
use crate::blocks::{Arena, BlockId, Kind};
use crate::html::tag::Tag;

/// Drops the headings after which nothing is kept though something stood there, and the rules that divide nothing.
pub(super) fn drop_loose(arena: &Arena, roots: &[BlockId], decisions: &mut [Decision]) {
    let mut open: Vec<Heading> = Vec::new();
    let mut rule: Option<BlockId> = None;
    let mut has_text = false;
    let mut loose = Vec::new();
    for id in roots.iter().flat_map(|root| arena.subtree(*root)) {
        let is_kept = decisions[id.index()] == Decision::Kept;
        match arena.get(id).kind {
            Kind::Element(tag) if is_kept && tag.is_heading() => {
                close(&mut open, tag.heading_level(), &mut loose);
                open.push(Heading { id, level: tag.heading_level(), has_lost: false, headed_list: false });
            }
            Kind::Element(Tag::Ul | Tag::Ol) if is_list_of_links(decisions[id.index()]) => {
                open.last_mut().into_iter().for_each(|heading| heading.headed_list = true);
            }
            Kind::Element(Tag::Hr) if is_kept => {
                let earlier = if has_text { rule.replace(id) } else { Some(id) };
                loose.extend(earlier);
            }
            // An entry of a listing is its heading, though all that stood below it is a picture.
            Kind::Run if is_kept || is_picture(arena, id, decisions) => {
                (has_text, rule) = (true, None);
                if !open.last().is_some_and(|heading| arena.ancestors(id).any(|around| around == heading.id)) {
                    loose.extend(open.drain(..).filter(|heading| heading.headed_list).map(|heading| heading.id));
                }
            }
            Kind::Run if !arena.get(id).hidden => {
                // What a heading has lost of its own text stood in it, not under it.
                let is_under = |heading: &&mut Heading| arena.ancestors(id).all(|around| around != heading.id);
                open.iter_mut().filter(is_under).for_each(|heading| heading.has_lost = true);
            }
            _ => {}
        }
    }
    close(&mut open, 0, &mut loose);
    loose.extend(rule);
    for id in loose {
        arena.subtree(id).for_each(|inside| decisions[inside.index()] = Decision::Dropped(Reason::Loose));
    }
}

/// A heading that nothing was kept under so far.
struct Heading {
    id: BlockId,
    level: u8,
    /// Whether something that stood under it was dropped.
    has_lost: bool,
    /// Whether that was a list of links: the heading was its own, whatever text comes after.
    headed_list: bool,
}

/// Whether a run is a picture that was dropped for what it is, and not for where it stands: a sign, or one said elsewhere.
fn is_picture(arena: &Arena, run: BlockId, decisions: &[Decision]) -> bool {
    match decisions[run.index()] {
        Decision::Dropped(Reason::Icon) => arena.get(run).statistics.signs > 0,
        Decision::Dropped(Reason::Repeated) => arena.get(run).statistics.characters == 0,
        _ => false,
    }
}

fn is_list_of_links(decision: Decision) -> bool {
    matches!(decision, Decision::Dropped(Reason::Links | Reason::Labels))
}

/// The sections of `level` and below it are over.
fn close(open: &mut Vec<Heading>, level: u8, loose: &mut Vec<BlockId>) {
    let over = open.extract_if(.., |heading| heading.level >= level);
    loose.extend(over.filter(|heading| heading.has_lost).map(|heading| heading.id));
}
