//! Probabilities to a selection.
//!
//! Runs are judged one by one; a page is not written so. What the trees cannot know is decided here: a list or a table is
//! kept whole or not at all, what is hidden is dropped, readers' comments are off unless the page is a discussion, and
//! what the header says is not said again. Pictures, names and loose ends have rooms of their own.

use super::discussion::Comments;
use super::header::Repetitions;
use super::lines::{self, LONGEST_POINTER, is_menu};
use super::posts::{self, Posts};
use super::threshold::{self, CERTAIN, LIKELY};
use super::{
    Decision, Header, LIGHTEST_ARTICLE, Reason, Selection, cells, consent, hidden, loose, parts, pictures, product,
    quotes,
};
use crate::blocks::{Arena, BlockId, Kind, is_data_table};
use crate::html::tag::Tag;
use crate::metadata::Claims;
use crate::score::{Question, Table, Verdict};

/// What the rules by hand keep of the longest hundredth of the pages that were learnt from is heavier than this. Of what
/// stands so far from a headline the trees have seen little that was content.
const LONGEST_LEARNT: f32 = 40_000.0;

/// Beside text, a list or a table is kept from this probability on: that of all its text together can be trusted more.
const LIKELY_WHOLE: f32 = 0.5;

/// Outside of lists and tables a page has text where so much stands there that is as likely as an article's: a paragraph.
const LIGHTEST_TEXT: f32 = LONGEST_POINTER;

/// A box is small up to this weight, and nearly all kept from this share on.
const HEAVIEST_BOX: f32 = 600.0;
const NEARLY_ALL: f32 = 0.75;

/// What is settled, and what it rests on.
struct Settling<'a> {
    arena: &'a Arena,
    table: &'a Table,
    /// The probability of each block, by its index.
    likely: &'a [f32],
    /// What the rules by hand decide on each block.
    by_rule: &'a [Decision],
    /// Which lists a page is set in, by index: they are no lists.
    is_layout: Vec<bool>,
    /// The runs, in document order.
    runs: Vec<BlockId>,
    /// The probability from which a run of this page is kept.
    needed: f32,
    decisions: Vec<Decision>,
}

/// Decides on every block by the probabilities of the runs.
pub(super) fn settle(question: &Question<'_>, by_rule: &[Decision], verdict: Verdict, header: Header<'_>) -> Selection {
    let Question { arena, table, claims, .. } = *question;
    let Verdict { likely, effects } = verdict;
    let runs: Vec<BlockId> = arena.ids().filter(|id| arena.get(*id).kind == Kind::Run).collect();
    let decisions = vec![Decision::Dropped(Reason::Unlikely); arena.len()];
    let needed = threshold::needed(arena, &runs, &likely);
    let is_layout = layouts(arena);
    let mut settling = Settling { arena, table, likely: &likely, by_rule, is_layout, runs, needed, decisions };
    settling.judge_runs();
    settling.keep_wholes();
    let posts = Posts::new(arena, table);
    settling.keep_boxes(&posts);
    if settling.has_article() {
        parts::keep_between(arena, &settling.runs, settling.likely, &mut settling.decisions);
    }
    hidden::judge(arena, &settling.runs, settling.likely, &mut settling.decisions);
    settling.drop_other_articles(header);
    let is_discussion = settling.switch_comments(claims, &posts);
    settling.name_authors(&posts, is_discussion);
    settling.keep_titles();
    settling.drop_header(header);
    settling.settle_quotes();
    parts::keep_notes(arena, &settling.runs, settling.likely, &mut settling.decisions);
    settling.place_pictures();
    product::place(arena, table, claims, header, &settling.runs, &mut settling.decisions);
    consent::drop_wall(arena, claims, header, &mut settling.decisions);
    settling.place_elements();
    loose::drop_loose(arena, &[BlockId::ROOT], &mut settling.decisions);
    let (roots, decisions) = (vec![BlockId::ROOT], settling.decisions);
    Selection { attempt: "likely", roots, decisions, likely, needed: Some(needed), effects, ..Selection::default() }
}

/// What holds the headline or the navigation of a page, by index.
fn layouts(arena: &Arena) -> Vec<bool> {
    let mut is_layout = vec![false; arena.len()];
    for id in arena.ids().filter(|id| matches!(arena.tag(*id), Some(Tag::H1 | Tag::Main | Tag::Nav))) {
        // Where one has been before, so has it been in all that is around.
        let fresh = arena.ancestors(id).take_while(|around| !is_layout[around.index()]).collect::<Vec<_>>();
        fresh.into_iter().for_each(|around| is_layout[around.index()] = true);
    }
    is_layout
}

/// What holds a note or an entry of a listing.
fn is_box(tag: Option<Tag>) -> bool {
    tag.is_some_and(|tag| matches!(tag, Tag::Div | Tag::Section | Tag::Article | Tag::Aside | Tag::Blockquote))
}

impl Settling<'_> {
    fn keeps(&self, id: BlockId) -> bool {
        self.decisions[id.index()] == Decision::Kept
    }

    fn set(&mut self, id: BlockId, decision: Decision) {
        self.decisions[id.index()] = decision;
    }

    fn weight(&self, id: BlockId) -> f32 {
        self.arena.get(id).statistics.weight()
    }

    fn judge_runs(&mut self) {
        let by_rule = |id: &BlockId| self.by_rule[id.index()] == Decision::Kept;
        let weight: f32 = self.runs.iter().filter(|id| by_rule(id)).map(|id| self.weight(*id)).sum();
        let is_beyond_learning = weight > LONGEST_LEARNT;
        for id in self.runs.clone() {
            let is_kept_by_rule = self.by_rule[id.index()] == Decision::Kept;
            if self.likely[id.index()] >= self.needed || is_beyond_learning && is_kept_by_rule {
                let reason = self.judge_line(id);
                self.set(id, reason.map_or(Decision::Kept, Decision::Dropped));
            }
        }
    }

    /// What leads to other articles, or says whose the text is.
    fn judge_line(&self, id: BlockId) -> Option<Reason> {
        if self.has_article() && self.is_named_boilerplate(id) {
            return Some(Reason::NamedBoilerplate);
        }
        let statistics = self.arena.get(id).statistics;
        if statistics.weight() >= LONGEST_POINTER {
            return None;
        }
        let is_certain = self.likely[id.index()] >= CERTAIN;
        if self.has_article() && !is_certain && is_menu(&statistics) && !self.stands_in_list(id) {
            return Some(Reason::Links);
        }
        lines::pointer(self.arena, id)
    }

    /// Whether the rules by hand drop it, or an element around it, for its names.
    fn is_named_boilerplate(&self, id: BlockId) -> bool {
        // A highlighter's own names are those of its buttons: `code-toolbar`.
        if self.arena.tag(self.arena.get(id).parent) == Some(Tag::Pre) {
            return false;
        }
        let around = std::iter::once(id).chain(self.arena.ancestors(id)).map(|id| self.by_rule[id.index()]);
        let decided = around.into_iter().find(|decision| *decision != Decision::Dropped(Reason::InsideDropped));
        decided == Some(Decision::Dropped(Reason::NamedBoilerplate))
    }

    fn stands_in_list(&self, id: BlockId) -> bool {
        let mut around = self.arena.ancestors(id).filter_map(|id| self.arena.tag(id));
        around.any(|tag| matches!(tag, Tag::Ul | Tag::Ol | Tag::Dl | Tag::Table))
    }

    /// Lists and tables of data: what most of their text is, all of it is. An outer list decides for those inside.
    fn keep_wholes(&mut self) {
        let likely = self.likely_weights();
        let needed = if self.has_text() { LIKELY_WHOLE } else { LIKELY_WHOLE.min(self.needed) };
        let mut decided = None;
        for id in self.arena.ids().filter(|id| self.is_whole(*id)).collect::<Vec<_>>() {
            if decided.is_some_and(|last| id <= last) {
                continue;
            }
            let decision = if likely[id.index()] <= needed * self.weight(id) {
                Decision::Dropped(Reason::Unlikely)
            } else if self.has_article() && self.is_list_of_labels(id) {
                Decision::Dropped(Reason::NamedBoilerplate)
            } else if self.leads_elsewhere(id, likely[id.index()]) {
                Decision::Dropped(Reason::Links)
            } else {
                Decision::Kept
            };
            for inside in
                self.arena.subtree(id).filter(|inside| *inside == id || self.is_run(*inside)).collect::<Vec<_>>()
            {
                self.set(inside, decision);
                decided = Some(inside);
            }
        }
    }

    /// Whether text is likely that stands in no list and no table. On a page without, a listing of products or of papers,
    /// they are what it is for.
    fn has_text(&self) -> bool {
        let mut is_inside = vec![false; self.arena.len()];
        for id in self.arena.ids().filter(|id| *id != BlockId::ROOT) {
            is_inside[id.index()] = is_inside[self.arena.get(id).parent.index()] || self.is_whole(id);
        }
        let is_text = |id: &BlockId| {
            !is_inside[id.index()] && !self.arena.get(*id).hidden && self.likely[id.index()] >= *LIKELY.end()
        };
        let text: f32 = self.runs.iter().copied().filter(is_text).map(|id| self.weight(id)).sum();
        text >= LIGHTEST_TEXT
    }

    /// The weight of each block's text that is likely, by index.
    fn likely_weights(&self) -> Vec<f32> {
        let mut likely = vec![0.0; self.arena.len()];
        for id in self.arena.ids().rev().filter(|id| *id != BlockId::ROOT) {
            if self.is_run(id) {
                likely[id.index()] = self.weight(id) * self.likely[id.index()];
            }
            likely[self.arena.get(id).parent.index()] += likely[id.index()];
        }
        likely
    }

    /// Whether a list is named as boilerplate and says nothing in a sentence: tags.
    fn is_list_of_labels(&self, list: BlockId) -> bool {
        self.table.get(list).names.boilerplate > 0 && self.arena.get(list).statistics.sentence_ends == 0
    }

    fn is_whole(&self, id: BlockId) -> bool {
        match self.arena.tag(id) {
            Some(Tag::Ul | Tag::Ol | Tag::Dl | Tag::Menu | Tag::Dir) => !self.is_layout[id.index()],
            Some(Tag::Table) => is_data_table(self.arena, id, |_| true),
            _ => false,
        }
    }

    /// Small boxes of which nearly all is kept: what is likely of the rest is kept with it. A note keeps the word above it,
    /// and an entry of a listing its last line; but what stands beside the text of a post is how many liked it.
    fn keep_boxes(&mut self, posts: &Posts<'_>) {
        let arena = self.arena;
        let in_posts = posts.inside();
        let mut kept = vec![0.0; arena.len()];
        for id in arena.ids().rev().filter(|id| *id != BlockId::ROOT) {
            if self.is_run(id) && self.keeps(id) {
                kept[id.index()] = self.weight(id);
            }
            kept[arena.get(id).parent.index()] += kept[id.index()];
        }
        let mut in_box = vec![false; arena.len()];
        for id in arena.ids().filter(|id| *id != BlockId::ROOT && !in_posts[id.index()]) {
            let is_box = is_box(arena.tag(id))
                && self.weight(id) <= HEAVIEST_BOX
                && kept[id.index()] > NEARLY_ALL * self.weight(id);
            in_box[id.index()] = is_box || in_box[arena.get(id).parent.index()];
            let is_likely = self.is_run(id)
                && self.likely[id.index()] >= *LIKELY.start()
                && arena.get(id).statistics.links == 0
                && self.decisions[id.index()] == Decision::Dropped(Reason::Unlikely);
            if in_box[id.index()] && is_likely {
                self.set(id, Decision::Kept);
            }
        }
    }

    /// Whether a list in an article is a menu, and its text, of which so much is likely, not certain to belong to it.
    fn leads_elsewhere(&self, list: BlockId, likely: f32) -> bool {
        self.has_article() && is_menu(&self.arena.get(list).statistics) && likely < CERTAIN * self.weight(list)
    }

    fn is_run(&self, id: BlockId) -> bool {
        self.arena.get(id).kind == Kind::Run
    }

    /// Whether the page is nearer to those with an article than to those without: then what is merely likely stands
    /// beside it.
    fn has_article(&self) -> bool {
        self.needed > (LIKELY.start() + LIKELY.end()) / 2.0
    }

    /// Pages without an end append the next article below the one that was asked for. Where the page's title stands in an
    /// `article` that is long enough to be one, another `article` with a title of the same rank is another article.
    fn drop_other_articles(&mut self, header: Header<'_>) {
        let arena = self.arena;
        let around = |id: BlockId| arena.ancestors(id).find(|id| arena.tag(*id) == Some(Tag::Article));
        let titles: Vec<BlockId> = arena.ids().filter(|id| arena.tag(*id) == Some(Tag::H1)).collect();
        let repetitions = Repetitions::new(arena, header);
        let own = titles.iter().find(|id| repetitions.is_title(**id, Tag::H1)).and_then(|id| around(*id));
        let Some(own) = own else { return };
        let kept: f32 =
            arena.subtree(own).filter(|id| self.is_run(*id) && self.keeps(*id)).map(|id| self.weight(id)).sum();
        if kept < LIGHTEST_ARTICLE {
            return;
        }
        let is_own = |id: BlockId| id == own || arena.ancestors(id).any(|id| id == own);
        let mut is_other = vec![false; arena.len()];
        titles.into_iter().filter_map(around).filter(|id| !is_own(*id)).for_each(|id| is_other[id.index()] = true);
        // An article around this one is no other.
        arena.ancestors(own).for_each(|id| is_other[id.index()] = false);
        for id in arena.ids().filter(|id| *id != BlockId::ROOT) {
            is_other[id.index()] |= is_other[arena.get(id).parent.index()];
            if is_other[id.index()] {
                self.set(id, Decision::Dropped(Reason::Outside));
            }
        }
    }

    /// The posts of a page that stand for themselves keep their titles: a blog's front page.
    fn keep_titles(&mut self) {
        for id in posts::titles(self.arena, &|id| self.keeps(id)) {
            self.set(id, Decision::Kept);
        }
    }

    /// A discussion keeps its names, and no page the boxes around them.
    fn name_authors(&mut self, posts: &Posts<'_>, is_discussion: bool) {
        for id in posts.beside(&|id| self.keeps(id)) {
            // The list around it too; what else of that is kept keeps it.
            let around = self.arena.ancestors(id).filter(|id| self.is_whole(*id)).collect::<Vec<_>>();
            around.into_iter().for_each(|list| self.set(list, Decision::Dropped(Reason::NamedBoilerplate)));
            self.set(id, Decision::Dropped(Reason::NamedBoilerplate));
        }
        if is_discussion || posts.have_authors(self.table, &|id| self.keeps(id)) {
            posts.authors(self.table, &|id| self.keeps(id)).into_iter().for_each(|id| self.set(id, Decision::Kept));
        }
    }

    /// Readers' comments are no part of an article, and all there is to a discussion. Whether the page is one.
    fn switch_comments(&mut self, claims: &Claims, posts: &Posts<'_>) -> bool {
        let have_authors = || posts.have_authors(self.table, &|id| self.keeps(id));
        let comments = Comments::new(self.arena, self.table, claims, &self.decisions, self.likely, &have_authors);
        if !comments.are_content {
            let kept: Vec<BlockId> =
                self.runs.iter().copied().filter(|id| comments.hold(*id) && self.keeps(*id)).collect();
            for id in kept {
                self.set(id, Decision::Dropped(Reason::Comments));
            }
        }
        claims.kinds.discussion || comments.are_content
    }

    /// Drops the title, the byline and the time where they stand above the text.
    fn drop_header(&mut self, header: Header<'_>) {
        let arena = self.arena;
        let mut holds_kept = vec![false; arena.len()];
        for id in arena.ids().rev().filter(|id| *id != BlockId::ROOT) {
            holds_kept[id.index()] |= self.keeps(id);
            holds_kept[arena.get(id).parent.index()] |= holds_kept[id.index()];
        }
        let mut repetitions = Repetitions::new(arena, header);
        for id in arena.ids().filter(|id| holds_kept[id.index()]) {
            let is_reply = || arena.tag(id).is_some_and(|tag| repetitions.is_reply(id, tag)).then_some(Reason::Title);
            if let Some(reason) = repetitions.reason(id).or_else(is_reply) {
                arena.subtree(id).for_each(|inside| self.set(inside, Decision::Dropped(reason)));
            } else if self.keeps(id) {
                repetitions.pass(id);
            }
        }
    }

    fn settle_quotes(&mut self) {
        quotes::keep_posts(self.arena, &self.runs, self.likely, &mut self.decisions);
        quotes::drop_pull_quotes(self.arena, &self.runs, &mut self.decisions);
    }

    fn place_pictures(&mut self) {
        let boxed: Vec<bool> = self.runs.iter().map(|id| self.is_named_boilerplate(*id)).collect();
        let is_media = |id: &BlockId| matches!(self.arena.get(*id).kind, Kind::Picture | Kind::Embed);
        let media = self.arena.ids().filter(is_media).map(|id| (id, self.is_named_boilerplate(id)));
        pictures::place(self.arena, &self.runs, &boxed, &media.collect::<Vec<_>>(), &mut self.decisions);
    }

    /// Elements are kept for what is kept inside; rules beside nothing go with the loose ends.
    fn place_elements(&mut self) {
        for id in self.arena.ids().rev() {
            let is_rule = self.arena.tag(id).is_some_and(|tag| matches!(tag, Tag::Hr | Tag::Col | Tag::Colgroup));
            if is_rule && !self.arena.get(id).hidden {
                self.set(id, Decision::Kept);
            } else if self.keeps(id) && id != BlockId::ROOT {
                self.set(self.arena.get(id).parent, Decision::Kept);
            }
        }
        cells::keep_empty(self.arena, &mut self.decisions);
    }
}

#[cfg(test)]
mod tests;
