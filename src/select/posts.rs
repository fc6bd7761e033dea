//! Who wrote each post of a discussion.
//!
//! On most pages a name beside a text is no part of it: the byline stands in the capture's header. A thread without its
//! names is no conversation. So where a page is a row of posts, the line that names the author is kept with each.

use crate::blocks::{Arena, BlockId, Kind};
use crate::score::{Table, names_author};

/// Fewer posts are no discussion.
const FEWEST_POSTS: usize = 2;

/// A longer line is no name, in weight: a name, a rank and a date.
const LONGEST_AUTHOR: f32 = 80.0;

/// The lines that name the authors of a page's posts, of which `keeps` tells the kept runs.
pub(super) fn authors(arena: &Arena, table: &Table, keeps: &dyn Fn(BlockId) -> bool) -> Vec<BlockId> {
    let is_post = |id: &BlockId| arena.tag(*id).is_some() && table.get(*id).names.is_post;
    let mut posts: Vec<BlockId> = arena.ids().filter(is_post).collect();
    // Posts stand side by side and look alike; sorted, because no page should choose what is slow.
    let key = |id: &BlockId| (arena.get(*id).parent, arena.get(*id).signature);
    posts.sort_unstable_by_key(key);
    let rows = posts.chunk_by(|a, b| key(a) == key(b)).filter(|row| row.len() >= FEWEST_POSTS);
    let mut authors: Vec<BlockId> = rows.flatten().filter_map(|post| author(arena, *post, keeps)).collect();
    authors.retain(|id| !table.get(*id).unlikely || table.get(*id).in_comments);
    authors
}

/// The line before the kept text of a post that names its author: the one that is named so, else the first with a link.
fn author(arena: &Arena, post: BlockId, keeps: &dyn Fn(BlockId) -> bool) -> Option<BlockId> {
    let mut before = Vec::new();
    let mut has_text = false;
    for run in arena.subtree(post).filter(|id| arena.get(*id).kind == Kind::Run) {
        has_text = keeps(run);
        if has_text {
            break;
        }
        before.push(run);
    }
    let is_line = |id: &BlockId| {
        let statistics = arena.get(*id).statistics;
        statistics.characters > 0 && statistics.weight() <= LONGEST_AUTHOR && !arena.get(*id).hidden
    };
    before.retain(is_line);
    let is_named = |id: &BlockId| {
        let inside = arena.ancestors(*id).take_while(|around| *around != post);
        inside.into_iter().any(|around| names_author(arena.names(around)))
    };
    let named = before.iter().copied().find(is_named);
    let linked = || before.iter().copied().find(|id| arena.get(*id).statistics.links > 0);
    has_text.then(|| named.or_else(linked))?
}
