//! Quotes that the trees misjudge: posts from elsewhere, and sentences of the article itself.

use super::header::flat;
use super::pictures::stands_in_text;
use super::{Decision, Reason};
use crate::blocks::{Arena, BlockId, Kind};
use crate::html::tag::Tag;
use crate::score::names_pull_quote;

/// Such a post is kept from this probability on, of its text together. Some papers set posts beside an article of which they
/// are no part, and of those the trees say less.
const LIKELY_POST: f32 = 0.6;

/// What is more link than text in a quoted post leads to its author, its music, its place.
const LINKS_IN_POST: f32 = 0.5;

/// A pull quote is one or two sentences: by weight, and in letters.
const HEAVIEST_QUOTE: f32 = 400.0;
const SHORTEST_QUOTE: usize = 20;

/// Quotes that are looked for in the text: an article has a handful.
const MOST_QUOTES: usize = 64;

/// Keeps the text of posts that are quoted in kept text, for which a network's code is a `blockquote`. They are short and
/// stand between links, and are what the article is about.
pub(super) fn keep_posts(arena: &Arena, runs: &[BlockId], likely: &[f32], decisions: &mut [Decision]) {
    let is_text = |id: BlockId| arena.get(id).statistics.characters > 0;
    let mut kept_text: Vec<bool> = Vec::new();
    let mut decided = BlockId::ROOT;
    for post in arena.ids().filter(|id| arena.get(*id).is_post) {
        if kept_text.is_empty() {
            kept_text = runs.iter().map(|id| is_text(*id) && decisions[id.index()] == Decision::Kept).collect();
        }
        // A post in a post is part of it.
        if post <= decided {
            continue;
        }
        let last = arena.last_below(post);
        decided = last;
        let (first, end) = (runs.partition_point(|run| *run < post), runs.partition_point(|run| *run <= last));
        let content = runs[first..end].iter().map(|run| likely[run.index()] * arena.get(*run).statistics.weight());
        let is_likely = content.sum::<f32>() >= LIKELY_POST * arena.get(post).statistics.weight();
        if !is_likely || !stands_in_text(arena, runs, (post, first, end), &kept_text) {
            continue;
        }
        for index in first..end {
            let is_unlikely = decisions[runs[index].index()] == Decision::Dropped(Reason::Unlikely);
            if is_unlikely && arena.get(runs[index]).statistics.link_density() < LINKS_IN_POST {
                decisions[runs[index].index()] = Decision::Kept;
                kept_text[index] = is_text(runs[index]);
            }
        }
    }
}

/// Drops what is set apart from the text and says what the text says too.
pub(super) fn drop_pull_quotes(arena: &Arena, runs: &[BlockId], decisions: &mut [Decision]) {
    let kept_in = |id: BlockId| -> Vec<BlockId> {
        let runs = arena.subtree(id).filter(|id| arena.get(*id).kind == Kind::Run);
        runs.filter(|id| decisions[id.index()] == Decision::Kept).collect()
    };
    // What stands in such a block is part of it.
    let mut end = BlockId::ROOT;
    let is_outermost = |id: &BlockId| {
        let is_found = *id > end && may_be_pull_quote(arena, *id);
        end = if is_found { arena.last_below(*id) } else { end };
        is_found
    };
    let quotes = arena.ids().filter(is_outermost).map(|id| (id, kept_in(id)));
    let quotes: Vec<_> = quotes.filter(|(_, kept)| !kept.is_empty()).take(MOST_QUOTES).collect();
    if quotes.is_empty() {
        return;
    }
    let is_quote = |id: BlockId| quotes.binary_search_by_key(&id, |(quote, _)| *quote).is_ok();
    let in_quote = |id: BlockId| arena.ancestors(id).any(is_quote);
    let mut text = String::new();
    for run in runs.iter().filter(|id| decisions[id.index()] == Decision::Kept && !in_quote(**id)) {
        text += &flat(&arena.text(*run));
        text.push(' ');
    }
    for (_, kept) in quotes {
        let says = flat(&kept.iter().map(|run| arena.text(*run)).collect::<String>());
        if says.len() >= SHORTEST_QUOTE && text.contains(&says) {
            kept.into_iter().for_each(|run| decisions[run.index()] = Decision::Dropped(Reason::Repeated));
        }
    }
}

/// Whether a block is short and set apart, by its element or its name.
fn may_be_pull_quote(arena: &Arena, id: BlockId) -> bool {
    let weight = arena.get(id).statistics.weight();
    let is_apart = |tag: Tag| {
        tag == Tag::Aside
            || matches!(tag, Tag::Blockquote | Tag::Div | Tag::Figure | Tag::P | Tag::Section)
                && names_pull_quote(arena.names(id))
    };
    weight > 0.0 && weight <= HEAVIEST_QUOTE && arena.tag(id).is_some_and(is_apart)
}
