//! Who wrote each post of a discussion, and what else stands around it.
//!
//! On most pages a name beside a text is no part of it: the byline stands in the capture's header. A thread without its
//! names is no conversation. So where a page is a row of posts, the line that names the author is kept with each. What a
//! forum says of that author beside every post, and the signature below it, is no part of what was said.

use super::LIGHTEST_ARTICLE;
use crate::blocks::{Arena, BlockId, Kind};
use crate::html::tag::Tag;
use crate::score::{Table, names_author, names_beside_post};

/// Fewer posts are no discussion.
const FEWEST_POSTS: usize = 2;

/// A longer line is no name, in weight: a name, a rank and a date.
const LONGEST_AUTHOR: f32 = 80.0;

/// One of several elements that stand side by side and look alike.
struct Post {
    id: BlockId,
    /// Its runs, without those of posts inside it: each run of the page is one post's, however deep they nest.
    runs: Vec<BlockId>,
}

/// The lines that name the authors of a page's posts, of which `keeps` tells the kept runs.
pub(super) fn authors(arena: &Arena, table: &Table, keeps: &dyn Fn(BlockId) -> bool) -> Vec<BlockId> {
    let mut authors: Vec<BlockId> = posts(arena, table).iter().filter_map(|post| author(arena, post, keeps)).collect();
    authors.retain(|id| !table.get(*id).unlikely || table.get(*id).in_comments);
    authors
}

/// The runs in boxes beside the text of posts: the author's rank and place, signatures, buttons. A post that keeps
/// nothing else is not told from its box, and keeps it.
pub(super) fn beside(arena: &Arena, table: &Table, keeps: &dyn Fn(BlockId) -> bool) -> Vec<BlockId> {
    let mut beside = Vec::new();
    for post in posts(arena, table) {
        let is_beside = |run: &BlockId| stands_beside(arena, post.id, *run);
        let (boxed, free): (Vec<BlockId>, Vec<BlockId>) = post.runs.iter().copied().partition(is_beside);
        if free.into_iter().any(keeps) {
            beside.extend(boxed);
        }
    }
    beside
}

/// The titles of articles that stand side by side and are shown whole, of which `keeps` tells the kept runs.
pub(super) fn titles(arena: &Arena, keeps: &dyn Fn(BlockId) -> bool) -> Vec<BlockId> {
    let articles = rows(arena, |id| arena.tag(id) == Some(Tag::Article));
    articles.iter().filter_map(|article| title(arena, article, keeps)).collect()
}

/// Which blocks stand in posts, by index.
pub(super) fn in_posts(arena: &Arena, table: &Table) -> Vec<bool> {
    let mut inside = vec![false; arena.len()];
    posts(arena, table).iter().for_each(|post| inside[post.id.index()] = true);
    for id in arena.ids().filter(|id| *id != BlockId::ROOT) {
        inside[id.index()] |= inside[arena.get(id).parent.index()];
    }
    inside
}

fn posts(arena: &Arena, table: &Table) -> Vec<Post> {
    rows(arena, |id| arena.tag(id).is_some() && table.get(id).names.is_post)
}

/// Those of the wanted elements that have siblings of the same kind.
fn rows(arena: &Arena, is_wanted: impl Fn(BlockId) -> bool) -> Vec<Post> {
    let mut wanted: Vec<BlockId> = arena.ids().filter(|id| is_wanted(*id)).collect();
    // Sorted, because no page should choose what is slow.
    let key = |id: &BlockId| (arena.get(*id).parent, arena.get(*id).signature);
    wanted.sort_unstable_by_key(key);
    let rows = wanted.chunk_by(|a, b| key(a) == key(b)).filter(|row| row.len() >= FEWEST_POSTS);
    let mut posts: Vec<Post> = rows.flatten().map(|id| Post { id: *id, runs: Vec::new() }).collect();
    if posts.is_empty() {
        return posts;
    }
    let mut nearest: Vec<Option<usize>> = vec![None; arena.len()];
    posts.iter().enumerate().for_each(|(number, post)| nearest[post.id.index()] = Some(number));
    for id in arena.ids().filter(|id| *id != BlockId::ROOT) {
        let post = nearest[id.index()].or(nearest[arena.get(id).parent.index()]);
        nearest[id.index()] = post;
        if let Some(post) = post.filter(|_| arena.get(id).kind == Kind::Run) {
            posts[post].runs.push(id);
        }
    }
    posts
}

/// The line before the kept text of a post that names its author: the one that is named so, else the first with a link.
/// A post that keeps such a line already needs no other.
fn author(arena: &Arena, post: &Post, keeps: &dyn Fn(BlockId) -> bool) -> Option<BlockId> {
    let first = post.runs.iter().position(|id| keeps(*id))?;
    // What a page without scripts holds is hidden, its authors no more than its text.
    let is_hidden = arena.get(post.runs[first]).hidden;
    let is_line = |id: &BlockId| {
        let statistics = arena.get(*id).statistics;
        let is_seen = is_hidden || !arena.get(*id).hidden;
        statistics.characters > 0 && statistics.weight() <= LONGEST_AUTHOR && is_seen
    };
    let is_named = |id: &BlockId| is_line(id) && stands_in(arena, post.id, *id, |id| names_author(arena.names(id)));
    if post.runs.iter().any(|id| keeps(*id) && is_named(id)) {
        return None;
    }
    let before = || post.runs[..first].iter().copied();
    let free = before().find(|id| is_named(id) && !stands_beside(arena, post.id, *id));
    let boxed = || before().find(is_named);
    let linked = || before().find(|id| is_line(id) && arena.get(*id).statistics.links > 0);
    free.or_else(boxed).or_else(linked)
}

/// The heading before the kept text of an article, where there is as much of it as an article needs.
fn title(arena: &Arena, article: &Post, keeps: &dyn Fn(BlockId) -> bool) -> Option<BlockId> {
    let kept: f32 = article.runs.iter().filter(|id| keeps(**id)).map(|id| arena.get(*id).statistics.weight()).sum();
    let is_heading = |id: BlockId| arena.tag(id).is_some_and(Tag::is_heading);
    let mut before = article.runs.iter().copied().take_while(|id| !keeps(*id)).filter(|id| !arena.get(*id).hidden);
    before.find(|id| stands_in(arena, article.id, *id, is_heading)).filter(|_| kept >= LIGHTEST_ARTICLE)
}

/// Whether a run of a post stands in a box beside its text.
fn stands_beside(arena: &Arena, post: BlockId, run: BlockId) -> bool {
    stands_in(arena, post, run, |id| names_beside_post(arena.names(id)))
}

/// Whether a run stands in such an element inside a post.
fn stands_in(arena: &Arena, post: BlockId, run: BlockId, is: impl Fn(BlockId) -> bool) -> bool {
    arena.ancestors(run).take_while(|around| *around != post).any(is)
}
