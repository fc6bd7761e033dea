//! Who wrote each post of a discussion, and what else stands around it.
//!
//! On most pages a name beside a text is no part of it: the byline stands in the capture's header. A thread without its
//! names is no conversation. So where a page is a row of posts, the line that names the author is kept with each. What a
//! forum says of that author beside every post, and the signature below it, is no part of what was said.

use super::LIGHTEST_ARTICLE;
use super::header::flat;
use crate::alike::Alike;
use crate::blocks::{Arena, BlockId, Kind};
use crate::html::tag::Tag;
use crate::score::{Table, names_author, names_beside_post, post_name};

/// Fewer posts are no discussion.
const FEWEST_POSTS: usize = 2;

/// What the one post is called that has none like it.
const QUESTION: &str = "question";

/// A longer line is no name, in weight: a name, a rank and a date.
const LONGEST_AUTHOR: f32 = 80.0;

/// A shorter line is no name but what stands for one: an avatar's letter, a number.
const SHORTEST_AUTHOR: usize = 2;

/// One of several elements that stand side by side and look alike.
struct Post {
    id: BlockId,
    /// Its runs, without those of posts inside it: each run of the page is one post's, however deep they nest.
    runs: Vec<BlockId>,
}

/// The posts of a page.
pub(super) struct Posts<'a> {
    arena: &'a Arena,
    posts: Vec<Post>,
}

impl<'a> Posts<'a> {
    /// Finds them: elements that are named as posts, and of which a page has several.
    pub(super) fn new(arena: &'a Arena, table: &Table) -> Self {
        // What a list of comments holds is posts, whatever it is called.
        let is_entry = |id: BlockId| arena.tag(id) == Some(Tag::Li) && table.get(id).in_comments;
        let mut posts = row_ids(arena, |id| arena.tag(id).is_some() && (table.get(id).names.is_post || is_entry(id)));
        posts.extend(apart(arena, table, &posts));
        Self { arena, posts: with_runs(arena, posts) }
    }

    /// Which blocks stand in posts, by index.
    pub(super) fn inside(&self) -> Vec<bool> {
        let mut inside = vec![false; self.arena.len()];
        self.posts.iter().for_each(|post| inside[post.id.index()] = true);
        spread(self.arena, &mut inside);
        inside
    }

    /// The lines that name the authors, of a page of which `keeps` tells the kept runs.
    pub(super) fn authors(&self, table: &Table, keeps: &dyn Fn(BlockId) -> bool) -> Vec<BlockId> {
        let authors = self.posts.iter().filter_map(|post| author(self.arena, post, keeps));
        authors.filter(|id| !table.get(*id).unlikely || table.get(*id).in_comments).collect()
    }

    /// Whether these, or the lines that are kept already, name several: an article in parts has one.
    pub(super) fn have_authors(&self, table: &Table, keeps: &dyn Fn(BlockId) -> bool) -> bool {
        let kept = self.posts.iter().filter_map(|post| kept_author(self.arena, post, keeps));
        let mut names = kept.chain(self.authors(table, keeps)).map(|id| flat(&self.arena.text(id)));
        let Some(first) = names.next() else { return false };
        names.any(|name| name != first)
    }

    /// The runs in boxes beside the text of posts: the author's rank and place, signatures, buttons. A post that keeps
    /// nothing else is not told from its box, and keeps it.
    pub(super) fn beside(&self, keeps: &dyn Fn(BlockId) -> bool) -> Vec<BlockId> {
        let mut beside = Vec::new();
        for post in &self.posts {
            let is_beside = |run: &BlockId| stands_beside(self.arena, post.id, *run);
            let (boxed, free): (Vec<BlockId>, Vec<BlockId>) = post.runs.iter().copied().partition(is_beside);
            if free.into_iter().any(keeps) {
                beside.extend(boxed);
            }
        }
        beside
    }
}

/// The titles of articles that stand side by side and are shown whole, of which `keeps` tells the kept runs.
pub(super) fn titles(arena: &Arena, keeps: &dyn Fn(BlockId) -> bool) -> Vec<BlockId> {
    let articles = with_runs(arena, row_ids(arena, |id| arena.tag(id) == Some(Tag::Article)));
    articles.iter().filter_map(|article| title(arena, article, keeps)).collect()
}

/// The posts of a page that have no sibling like them: replies that nest in each other or stand in a box each, the answer
/// that was accepted, and the question above the answers.
fn apart(arena: &Arena, table: &Table, rows: &[BlockId]) -> Vec<BlockId> {
    let mut is_row = vec![false; arena.len()];
    rows.iter().for_each(|id| is_row[id.index()] = true);
    let mut inside = is_row.clone();
    spread(arena, &mut inside);
    let is_part = |id: BlockId| inside[id.index()] && !is_row[id.index()];
    let named = arena.ids().filter(|id| table.get(*id).names.is_post && !is_part(*id));
    let mut named: Vec<(Tag, &str, BlockId)> =
        named.filter_map(|id| Some((arena.tag(id)?, post_name(arena.names(id))?, id))).collect();
    named.sort_unstable_by_key(|(tag, name, id)| (*tag as u32, *name, *id));
    let is_post = |name: &str, number: usize| number >= FEWEST_POSTS || !rows.is_empty() && name.ends_with(QUESTION);
    let alike = named.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)).filter(|alike| is_post(alike[0].1, alike.len()));
    alike.flatten().map(|(_, _, id)| *id).filter(|id| !is_row[id.index()]).collect()
}

/// What is inside of what is, by index.
fn spread(arena: &Arena, inside: &mut [bool]) {
    for id in arena.ids().filter(|id| *id != BlockId::ROOT) {
        inside[id.index()] |= inside[arena.get(id).parent.index()];
    }
}

/// Those of the wanted elements that have siblings of the same kind.
fn row_ids(arena: &Arena, is_wanted: impl Fn(BlockId) -> bool) -> Vec<BlockId> {
    let wanted: Vec<BlockId> = arena.ids().filter(|id| is_wanted(*id)).collect();
    let alike = Alike::of(wanted.iter().map(|id| arena.sibling_key(*id)).zip(0..));
    alike.groups().filter(|row| row.len() >= FEWEST_POSTS).flatten().map(|place| wanted[place]).collect()
}

/// These posts, each with its runs.
fn with_runs(arena: &Arena, posts: Vec<BlockId>) -> Vec<Post> {
    let mut posts: Vec<Post> = posts.into_iter().map(|id| Post { id, runs: Vec::new() }).collect();
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

/// The line that names a post's author: before its kept text the one that is named so, else the first with a link, else
/// one behind the text that is named so. A post that keeps such a line already needs no other.
fn author(arena: &Arena, post: &Post, keeps: &dyn Fn(BlockId) -> bool) -> Option<BlockId> {
    let first = post.runs.iter().position(|id| keeps(*id))?;
    if kept_author(arena, post, keeps).is_some() {
        return None;
    }
    // What a page without scripts holds is hidden, its authors no more than its text.
    let is_hidden = arena.get(post.runs[first]).hidden;
    let is_seen = |id: &BlockId| is_hidden || !arena.get(*id).hidden;
    let is_named = |id: &BlockId| is_seen(id) && names_its_author(arena, post, *id);
    let is_linked = |id: &BlockId| is_seen(id) && is_line(arena, *id) && arena.get(*id).statistics.links > 0;
    let (before, after) = post.runs.split_at(first);
    let free = before.iter().find(|id| is_named(id) && !stands_beside(arena, post.id, **id));
    let boxed = || before.iter().find(|id| is_named(id));
    let linked = || before.iter().find(|id| is_linked(id));
    // Behind the text a signature says when it was written, too.
    let signed = || after.iter().find(|id| is_named(id) && arena.get(**id).statistics.links > 0);
    let behind = || signed().or_else(|| after.iter().find(|id| is_named(id)));
    free.or_else(boxed).or_else(linked).or_else(behind).copied()
}

/// The line of a post that names its author and is kept: one that is named so, or one with a link above all else.
fn kept_author(arena: &Arena, post: &Post, keeps: &dyn Fn(BlockId) -> bool) -> Option<BlockId> {
    let mut kept = post.runs.iter().copied().filter(|id| keeps(*id));
    let first = kept.clone().next().filter(|id| is_line(arena, *id) && arena.get(*id).statistics.links > 0);
    kept.find(|id| names_its_author(arena, post, *id)).or(first)
}

/// Whether a run of a post is a line that is named as the author's.
fn names_its_author(arena: &Arena, post: &Post, run: BlockId) -> bool {
    is_line(arena, run) && stands_in(arena, post.id, run, |id| names_author(arena.names(id)))
}

/// Whether a run may be a name.
fn is_line(arena: &Arena, run: BlockId) -> bool {
    let statistics = arena.get(run).statistics;
    let is_short = statistics.characters > 0 && statistics.weight() <= LONGEST_AUTHOR;
    // A Han character may be a name of its own.
    is_short
        && (statistics.cjk > 0
            || arena.text(run).chars().filter(|c| c.is_alphabetic()).nth(SHORTEST_AUTHOR - 1).is_some())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::select::by_rule;
    use crate::select::testing::{NO_HEADER, arena};

    const SAID: &str = "it is the trees, or what the wind does after it has come over them";

    /// The author lines of a page on which what is said is kept, and whether they are several people's.
    fn authors(html: &str) -> (Vec<String>, bool) {
        let arena = arena(html);
        let (table, _) = by_rule(&arena, NO_HEADER);
        let keeps = |id: BlockId| arena.get(id).kind == Kind::Run && arena.text(id).contains(SAID);
        let posts = Posts::new(&arena, &table);
        let found = posts.authors(&table, &keeps).into_iter().map(|id| arena.text(id)).collect();
        (found, posts.have_authors(&table, &keeps))
    }

    #[test]
    fn the_line_that_is_named_as_the_authors_is_found() {
        let post = |name: &str| {
            format!(
                "<div class=post><p>Tuesday</p><p class=author>{name}</p><p><a href=/r>Reply</a></p><p>{SAID}</p></div>"
            )
        };
        assert_eq!(authors(&(post("ada") + &post("bo"))), (vec!["ada".into(), "bo".into()], true));
        assert_eq!(authors(&(post("ada") + &post("ada"))), (vec!["ada".into(), "ada".into()], false));
        assert_eq!(authors(&post("ada")), (vec![], false));
    }

    #[test]
    fn where_none_is_named_it_is_the_one_with_a_link() {
        let post =
            |name: &str| format!("<div class=post><p>Tuesday</p><p><a href=/u>{name}</a></p><p>{SAID}</p></div>");
        assert_eq!(authors(&(post("ada") + &post("bo"))), (vec!["ada".into(), "bo".into()], true));
        // An avatar's letter, and a number of answers.
        assert_eq!(authors(&(post("A") + &post("17"))), (vec![], false));
        assert_eq!(authors(&(post("明") + &post("王"))).0, ["明", "王"]);
    }

    #[test]
    fn a_signature_names_the_author_behind_the_text() {
        let post = |id: &str, name: &str| {
            let signature = format!("<p class=user-time>asked in May</p><p class=user><a href=/u>{name}</a></p>");
            format!("<div class='{id}'><p>{SAID}</p>{signature}</div>")
        };
        let page =
            post("question", "ada") + &post("answer accepted", "bo") + &post("answer", "cy") + &post("answer", "di");
        let (mut found, several) = authors(&page);
        found.sort();
        assert_eq!((found, several), (["ada", "bo", "cy", "di"].map(String::from).to_vec(), true));
    }

    #[test]
    fn replies_that_nest_are_posts_each() {
        let post = |name: &str, inside: &str| {
            format!("<ol><li><div class=comment><p class=author>{name}</p><p>{SAID}</p></div>{inside}</li></ol>")
        };
        assert_eq!(authors(&post("ada", &post("bo", &post("cy", "")))).0, ["ada", "bo", "cy"]);
    }

    #[test]
    fn a_part_of_a_post_is_none() {
        let parts =
            format!("<div class=post-head><p class=author>ada</p></div><div class=post-body><p>{SAID}</p></div>");
        assert_eq!(authors(&format!("<div>{parts}</div><div>{parts}</div>")), (vec![], false));
    }
}
