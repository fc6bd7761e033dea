//! Probabilities to a selection.
//!
//! Runs are judged one by one; a page is not written so. What the trees cannot know is decided here: a list or a table is
//! kept whole or not at all, a picture goes with the text beside it and a caption with its picture, readers' comments
//! are off unless the page is a discussion, and what the header says is not said again.

use std::ops::RangeInclusive;

use super::header::Repetitions;
use super::{Decision, Header, LIGHTEST_ARTICLE, Reason, Selection, loose, posts};
use crate::blocks::{Arena, BlockId, Kind, is_data_table};
use crate::html::tag::Tag;
use crate::metadata::Claims;
use crate::score::{Question, Table, Verdict, is_legal_line, leads_elsewhere};

/// A run is kept from a probability between these on. Where much of what is likely is near certain, the page has an
/// article, and what is merely likely stands beside it; where nothing is, as on a page of products, it is all there is.
const LIKELY: RangeInclusive<f32> = 0.35..=0.7;

/// Near certain, and the share of all likely text from which a page is sure to have an article.
const CERTAIN: f32 = 0.9;
const MOSTLY: f32 = 0.5;

/// What the rules by hand keep of the longest hundredth of the pages that were learnt from is heavier than this. Of what
/// stands so far from a headline the trees have seen little that was content.
const LONGEST_LEARNT: f32 = 40_000.0;

/// A list or a table is kept from this probability on: that of all its text together can be trusted more.
const LIKELY_WHOLE: f32 = 0.5;

/// A picture goes with text at most so many runs away.
const NEAR: usize = 3;

/// A line that says it leads elsewhere does so at this link density, below this weight.
const LINKS_IN_POINTER: f32 = 0.3;
const LONGEST_POINTER: f32 = 200.0;

/// A line of so many links, and hardly anything else, is a menu.
const LEAST_LINKS_IN_MENU: u32 = 3;
const LINKS_IN_MENU: f32 = 0.6;

/// What is settled, and what it rests on.
pub(super) struct Settling<'a> {
    arena: &'a Arena,
    table: &'a Table,
    /// The probability of each block, by its index.
    likely: &'a [f32],
    /// What the rules by hand decide on each block.
    by_rule: &'a [Decision],
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
    let needed = needed(arena, &runs, &likely);
    let mut settling = Settling { arena, table, likely: &likely, by_rule, runs, needed, decisions };
    settling.judge_runs();
    settling.keep_wholes();
    settling.judge_hidden();
    settling.switch_comments(claims);
    settling.name_authors();
    settling.drop_header(header);
    settling.place_pictures();
    settling.place_elements();
    loose::drop_loose(arena, &[BlockId::ROOT], &mut settling.decisions);
    let (roots, decisions) = (vec![BlockId::ROOT], settling.decisions);
    Selection { attempt: "likely", roots, decisions, likely, needed: Some(needed), effects, ..Selection::default() }
}

/// The probability from which a run of the page is kept.
fn needed(arena: &Arena, runs: &[BlockId], likely: &[f32]) -> f32 {
    let content = |id: &BlockId| arena.get(*id).statistics.weight() * likely[id.index()];
    let all: f32 = runs.iter().map(content).sum();
    let certain: f32 = runs.iter().filter(|id| likely[id.index()] >= CERTAIN).map(content).sum();
    let share = if all > 0.0 { (certain / all / MOSTLY).min(1.0) } else { 1.0 };
    LIKELY.start() + share * (LIKELY.end() - LIKELY.start())
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
        let (links, density) = (statistics.links, statistics.link_density());
        let is_menu = links >= LEAST_LINKS_IN_MENU && density > LINKS_IN_MENU && statistics.sentence_ends == 0;
        if is_menu && self.has_article() && self.likely[id.index()] < CERTAIN && !self.stands_in_list(id) {
            return Some(Reason::Links);
        }
        let text = self.arena.text(id);
        let leads = density > LINKS_IN_POINTER && leads_elsewhere(&text);
        (leads || is_legal_line(&text)).then_some(Reason::Pointer)
    }

    /// Whether the rules by hand drop it, or an element around it, for its names.
    fn is_named_boilerplate(&self, id: BlockId) -> bool {
        let around = std::iter::once(id).chain(self.arena.ancestors(id)).map(|id| self.by_rule[id.index()]);
        let decided = around.into_iter().find(|decision| *decision != Decision::Dropped(Reason::InsideDropped));
        decided == Some(Decision::Dropped(Reason::NamedBoilerplate))
    }

    fn stands_in_list(&self, id: BlockId) -> bool {
        let mut around = self.arena.ancestors(id).filter_map(|id| self.arena.tag(id));
        around.any(|tag| matches!(tag, Tag::Ul | Tag::Ol | Tag::Dl | Tag::Table))
    }

    /// Lists and tables of data: what most of their text is, all of it is.
    fn keep_wholes(&mut self) {
        let is_whole = |id: &BlockId| match self.arena.tag(*id) {
            Some(Tag::Ul | Tag::Ol | Tag::Dl) => true,
            Some(Tag::Table) => is_data_table(self.arena, *id),
            _ => false,
        };
        let wholes: Vec<BlockId> = self.arena.ids().filter(is_whole).collect();
        // Inner ones first: an outer list is judged with what they have become.
        for whole in wholes.into_iter().rev() {
            let runs: Vec<BlockId> = self.arena.subtree(whole).filter(|id| self.is_run(*id)).collect();
            let all: f32 = runs.iter().map(|id| self.weight(*id)).sum();
            let likely: f32 = runs.iter().map(|id| self.weight(*id) * self.likely[id.index()]).sum();
            let decision = match () {
                () if likely <= LIKELY_WHOLE * all => Decision::Dropped(Reason::Unlikely),
                () if self.leads_elsewhere(whole, &runs) => Decision::Dropped(Reason::Links),
                () => Decision::Kept,
            };
            runs.into_iter().for_each(|id| self.set(id, decision));
            self.set(whole, decision);
        }
    }

    /// Whether a list in an article holds links and nothing else, and is not certain to belong to it.
    fn leads_elsewhere(&self, list: BlockId, runs: &[BlockId]) -> bool {
        let statistics = self.arena.get(list).statistics;
        let is_links = statistics.links >= LEAST_LINKS_IN_MENU
            && statistics.link_density() > LINKS_IN_MENU
            && statistics.sentence_ends == 0;
        let likely: f32 = runs.iter().map(|id| self.weight(*id) * self.likely[id.index()]).sum();
        is_links && self.has_article() && likely < CERTAIN * statistics.weight()
    }

    fn is_run(&self, id: BlockId) -> bool {
        self.arena.get(id).kind == Kind::Run
    }

    /// Whether more of the page is near certain than not: then what is merely likely stands beside an article.
    fn has_article(&self) -> bool {
        self.needed > (LIKELY.start() + LIKELY.end()) / 2.0
    }

    /// What the page's own markup hides, its reader does not see; but some pages hide all that they say until a script
    /// shows it.
    fn judge_hidden(&mut self) {
        let kept = |hidden: bool| -> f32 {
            let ids = self.runs.iter().filter(|id| self.keeps(**id) && self.arena.get(**id).hidden == hidden);
            ids.map(|id| self.weight(*id) * self.likely[id.index()]).sum()
        };
        if kept(true) > kept(false) {
            return;
        }
        for id in self.runs.clone().into_iter().filter(|id| self.arena.get(*id).hidden) {
            self.set(id, Decision::Dropped(Reason::Hidden));
        }
    }

    /// A discussion keeps its names.
    fn name_authors(&mut self) {
        for id in posts::authors(self.arena, self.table, &|id| self.keeps(id)) {
            self.set(id, Decision::Kept);
        }
    }

    /// Readers' comments are no part of an article, and all there is to a discussion.
    fn switch_comments(&mut self, claims: &Claims) {
        let in_comments = |id: &BlockId| self.table.get(*id).in_comments;
        let kept: Vec<BlockId> = self.runs.iter().copied().filter(|id| self.keeps(*id)).collect();
        let article: f32 = kept.iter().filter(|id| !in_comments(id)).map(|id| self.weight(*id)).sum();
        if claims.kinds.forum || article < LIGHTEST_ARTICLE {
            return;
        }
        for id in kept.into_iter().filter(in_comments).collect::<Vec<_>>() {
            self.set(id, Decision::Dropped(Reason::Comments));
        }
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
            let is_title = arena.tag(id).is_some_and(|tag| repetitions.is_title(id, tag));
            let reason = if is_title { Some(Reason::Title) } else { None };
            let reason = reason.or_else(|| repetitions.is_line(id).then_some(Reason::Header));
            if let Some(reason) = reason {
                arena.subtree(id).for_each(|inside| self.set(inside, Decision::Dropped(reason)));
            } else if self.keeps(id) {
                repetitions.pass(id);
            }
        }
    }

    /// Pictures without text beside kept text, and the captions of kept pictures.
    fn place_pictures(&mut self) {
        let is_text = |id: &BlockId| self.arena.get(*id).statistics.characters > 0;
        let kept_text: Vec<bool> = self.runs.iter().map(|id| self.keeps(*id) && is_text(id)).collect();
        for (index, id) in self.runs.clone().into_iter().enumerate().filter(|(_, id)| !is_text(id)) {
            let decision = match () {
                () if self.arena.get(id).hidden => Decision::Dropped(Reason::Hidden),
                () if self.is_icon(id) => Decision::Dropped(Reason::Icon),
                () if self.stands_in_text(index, &kept_text) => Decision::Kept,
                () => Decision::Dropped(Reason::Unlikely),
            };
            self.set(id, decision);
        }
        for id in self.arena.ids().filter(|id| self.arena.tag(*id) == Some(Tag::Figcaption)).collect::<Vec<_>>() {
            let figure = self.arena.get(id).parent;
            let decision = if self.arena.subtree(figure).any(|inside| self.keeps(inside) && self.has_image(inside)) {
                Decision::Kept
            } else {
                Decision::Dropped(Reason::Unlikely)
            };
            self.arena.subtree(id).collect::<Vec<_>>().into_iter().for_each(|inside| self.set(inside, decision));
        }
    }

    fn has_image(&self, id: BlockId) -> bool {
        self.arena.get(id).kind == Kind::Run && self.arena.get(id).statistics.images > 0
    }

    /// A small picture that stands alone.
    fn is_icon(&self, id: BlockId) -> bool {
        let statistics = self.arena.get(id).statistics;
        let in_figure =
            || self.arena.ancestors(id).any(|id| matches!(self.arena.tag(id), Some(Tag::Figure | Tag::Table)));
        statistics.images == statistics.icons && !in_figure()
    }

    /// Whether kept text stands near on either side, in the element around this one's or its neighbours.
    fn stands_in_text(&self, index: usize, kept_text: &[bool]) -> bool {
        let before = (index.saturating_sub(NEAR)..index).rev().find(|other| kept_text[*other]);
        let after = (index + 1..(index + 1 + NEAR).min(kept_text.len())).find(|other| kept_text[*other]);
        match (before, after) {
            (Some(_), Some(_)) => true,
            (Some(one), None) | (None, Some(one)) => self.is_near(self.runs[index], self.runs[one]),
            (None, None) => false,
        }
    }

    /// Whether an element at most two above `a` holds `b`.
    fn is_near(&self, a: BlockId, b: BlockId) -> bool {
        const LEVELS: usize = 3;
        let around: Vec<BlockId> = self.arena.ancestors(a).take(LEVELS).collect();
        self.arena.ancestors(b).any(|id| around.contains(&id))
    }

    /// Elements are kept for what is kept inside; rules beside nothing go with the loose ends.
    fn place_elements(&mut self) {
        for id in self.arena.ids().rev() {
            if self.arena.tag(id).is_some_and(|tag| matches!(tag, Tag::Hr | Tag::Col | Tag::Colgroup)) {
                self.set(id, Decision::Kept);
            } else if self.keeps(id) && id != BlockId::ROOT {
                self.set(self.arena.get(id).parent, Decision::Kept);
            }
        }
        self.keep_cells();
    }

    /// A cell holds its place in its table, empty or not.
    fn keep_cells(&mut self) {
        let is_part = |tag: Tag| tag.is_table_part();
        for id in self.arena.ids().filter(|id| self.arena.tag(*id).is_some_and(is_part)).collect::<Vec<_>>() {
            let is_empty = self.arena.get(id).statistics.characters == 0;
            if is_empty && self.keeps(self.arena.get(id).parent) {
                self.set(id, Decision::Kept);
            }
        }
    }
}
