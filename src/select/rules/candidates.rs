//! Candidates and the content root: which element holds the article.
//!
//! The element with the most points wins; where several good ones share an ancestor, that is the article, cut into
//! sections; and siblings that read like more of it are merged. These are Readability's rules, which a decade of pages
//! has shaped, over weights that hold for all scripts.

use crate::blocks::{Arena, BlockId, Kind};
use crate::html::tag::Tag;
use crate::score::Table;

/// How many of the best candidates may point to a common ancestor.
const TOP_CANDIDATES: usize = 5;

/// A candidate with this share of the best one's points is an alternative to it.
const ALTERNATIVE_SHARE: f32 = 0.75;

/// So many alternatives below one ancestor make it the root.
const ALTERNATIVES_NEEDED: usize = 3;

/// A sibling with this share of the root's points belongs to it; at least [`LEAST_SIBLING_POINTS`].
const SIBLING_SHARE: f32 = 0.2;
const LEAST_SIBLING_POINTS: f32 = 10.0;

/// A paragraph beside the root belongs to it at this weight and below this link density.
const SIBLING_PARAGRAPH_WEIGHT: f32 = 80.0;
const SIBLING_PARAGRAPH_DENSITY: f32 = 0.25;

/// The roots of the content, siblings in document order; `None` where no block has points.
pub(super) fn roots(arena: &Arena, table: &Table) -> Option<Vec<BlockId>> {
    let points = |id: BlockId| table.get(id).points;
    let mut top: Vec<BlockId> = Vec::with_capacity(TOP_CANDIDATES + 1);
    for id in arena.ids().filter(|id| points(*id) > 0.0) {
        let place = top.iter().position(|better| points(*better) < points(id)).unwrap_or(top.len());
        top.insert(place, id);
        top.truncate(TOP_CANDIDATES);
    }
    let best = *top.first()?;
    let root = only_child_ancestor(arena, climb(arena, table, common_ancestor(arena, table, &top).unwrap_or(best)));
    Some(with_siblings(arena, table, root))
}

/// The innermost ancestor that enough alternatives to the best candidate share.
fn common_ancestor(arena: &Arena, table: &Table, top: &[BlockId]) -> Option<BlockId> {
    let (&best, others) = top.split_first()?;
    let least = ALTERNATIVE_SHARE * table.get(best).points;
    let alternatives: Vec<_> = others.iter().filter(|id| table.get(**id).points >= least).collect();
    let shares = |ancestor: BlockId| {
        alternatives.iter().filter(|id| arena.ancestors(***id).any(|other| other == ancestor)).count()
    };
    arena
        .ancestors(best)
        .take_while(|id| !is_shell(arena, *id))
        .find(|ancestor| shares(*ancestor) >= ALTERNATIVES_NEEDED)
}

/// An ancestor with more points than what is below it holds more of the article.
fn climb(arena: &Arena, table: &Table, from: BlockId) -> BlockId {
    let mut last = table.get(from).points;
    let threshold = last / 3.0;
    for ancestor in arena.ancestors(from).take_while(|id| !is_shell(arena, *id)) {
        let points = table.get(ancestor).points;
        if points > last {
            return ancestor;
        }
        if points > 0.0 && points < threshold {
            break;
        }
        last = if points > 0.0 { points } else { last };
    }
    from
}

/// Where an element is all that its parent holds, the parent's siblings are its siblings.
fn only_child_ancestor(arena: &Arena, from: BlockId) -> BlockId {
    let has_one_child = |id: &BlockId| arena.children(*id).filter(|child| has_text(arena, *child)).count() == 1;
    let alone = arena.ancestors(from).take_while(|id| !is_shell(arena, *id) && has_one_child(id));
    alone.last().unwrap_or(from)
}

fn has_text(arena: &Arena, id: BlockId) -> bool {
    arena.get(id).statistics.characters > 0
}

fn is_shell(arena: &Arena, id: BlockId) -> bool {
    id == BlockId::ROOT || matches!(arena.tag(id), Some(Tag::Html | Tag::Body))
}

/// The root, and the siblings that belong to it.
fn with_siblings(arena: &Arena, table: &Table, root: BlockId) -> Vec<BlockId> {
    if root == BlockId::ROOT {
        return vec![root];
    }
    let least = (SIBLING_SHARE * table.get(root).points).max(LEAST_SIBLING_POINTS);
    let belongs = |id: BlockId| id == root || is_like(arena, table, id, root, least) || is_paragraph_beside(arena, id);
    arena.children(arena.get(root).parent).filter(|id| belongs(*id)).collect()
}

/// A sibling with enough points; one of the root's own class needs fewer.
fn is_like(arena: &Arena, table: &Table, id: BlockId, root: BlockId, least: f32) -> bool {
    let same_names = !arena.names(root).is_empty() && arena.names(id) == arena.names(root);
    let bonus = if same_names { SIBLING_SHARE * table.get(root).points } else { 0.0 };
    table.get(id).points > 0.0 && table.get(id).points + bonus >= least
}

/// A paragraph that stands beside the root: heavy and with few links, or a short sentence without any.
fn is_paragraph_beside(arena: &Arena, id: BlockId) -> bool {
    let block = arena.get(id);
    let (weight, density) = (block.statistics.weight(), block.statistics.link_density());
    (block.kind == Kind::Run || arena.tag(id) == Some(Tag::P))
        && !block.hidden
        && (weight > SIBLING_PARAGRAPH_WEIGHT && density < SIBLING_PARAGRAPH_DENSITY
            || weight > 0.0 && density == 0.0 && block.statistics.sentence_ends > 0)
}
