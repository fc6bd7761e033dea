//! Inside the content roots: which blocks are kept.
//!
//! A word list alone never removes anything: it needs a second signal, shortness or links. A block with a large share
//! of the text is never dropped, unless it is hidden or what readers wrote.

use super::Attempt;
use crate::blocks::{Arena, BlockId, Kind};
use crate::html::tag::Tag;
use crate::score::Table;
use crate::select::header::Repetitions;
use crate::select::lines::{self, LEAST_LINKS_IN_MENU, LINKS_IN_MENU, LONGEST_POINTER, is_menu};
use crate::select::{Decision, Header, Reason, Selection, loose};

/// A block with this share of the roots' text is what the page is about.
const LARGE_SHARE: f32 = 0.4;

/// A block with so many commas runs like prose (Readability).
const PROSE_COMMAS: u32 = 10;

/// Above this link density a block without a content name is a list of links; one with such a name needs the second.
const LINKS_IN_UNNAMED: f32 = 0.25;
const LINKS_IN_CONTENT: f32 = 0.5;

/// A paragraph that is all link points to another article, if it is short.
const POINTER_DENSITY: f32 = 0.9;

/// What is named as boilerplate and lighter than this is no part of the article.
const LIGHTEST_NAMED_PROSE: f32 = 400.0;

/// Decides on every block, given the roots.
pub(super) fn prune(
    arena: &Arena,
    table: &Table,
    attempt: Attempt,
    roots: Vec<BlockId>,
    header: Header<'_>,
) -> Selection {
    let total: f32 = roots.iter().map(|root| arena.get(*root).statistics.weight()).sum();
    let mut judge = Judge { arena, table, attempt, total, repetitions: Repetitions::new(arena, header) };
    let mut decisions = vec![Decision::Dropped(Reason::Outside); arena.len()];
    for &root in &roots {
        for id in arena.subtree(root) {
            let parent = arena.get(id).parent;
            let decision = if id != root && decisions[parent.index()] != Decision::Kept {
                Decision::Dropped(Reason::InsideDropped)
            } else if id == root && id == BlockId::ROOT {
                Decision::Kept
            } else {
                judge.judge(id, id == root)
            };
            decisions[id.index()] = decision;
        }
    }
    if attempt.prunes {
        loose::drop_loose(arena, &roots, &mut decisions);
    }
    Selection { attempt: attempt.name, roots, decisions, ..Selection::default() }
}

struct Judge<'a> {
    arena: &'a Arena,
    table: &'a Table,
    attempt: Attempt,
    /// Weight of the roots' text.
    total: f32,
    repetitions: Repetitions<'a>,
}

impl Judge<'_> {
    fn judge(&mut self, id: BlockId, is_root: bool) -> Decision {
        let reason = match self.arena.get(id).kind {
            Kind::Run => self.judge_run(id),
            Kind::Picture | Kind::Embed => self.judge_media(id),
            Kind::Element(tag) => self.judge_element(id, tag, is_root),
        };
        reason.map_or(Decision::Kept, Decision::Dropped)
    }

    fn judge_media(&self, id: BlockId) -> Option<Reason> {
        (self.arena.get(id).hidden && !self.attempt.scoring.count_hidden).then_some(Reason::Hidden)
    }

    fn judge_run(&mut self, id: BlockId) -> Option<Reason> {
        if self.arena.get(id).hidden && !self.attempt.scoring.count_hidden {
            return Some(Reason::Hidden);
        }
        if self.repetitions.is_line(id) {
            return Some(Reason::Header);
        }
        self.repetitions.pass(id);
        if self.attempt.prunes { self.judge_line(id) } else { None }
    }

    /// A run beside other blocks is a paragraph of its own, and an avatar is one anywhere.
    fn judge_line(&self, id: BlockId) -> Option<Reason> {
        use Tag::*;
        let statistics = self.arena.get(id).statistics;
        if statistics.characters == 0 {
            let is_icon =
                statistics.images == statistics.icons && !self.stands_in(id, |tag| matches!(tag, Figure | Table));
            return is_icon.then_some(Reason::Icon);
        }
        let around = self.arena.tag(self.arena.get(id).parent);
        let is_paragraph = matches!(around, Some(Div | Section | Article | Main | Body | Center | Custom | Header));
        if is_paragraph { self.judge_paragraph(id) } else { None }
    }

    /// What leads to other articles, or says whose the text is.
    fn judge_paragraph(&self, id: BlockId) -> Option<Reason> {
        let statistics = self.arena.get(id).statistics;
        let (weight, density) = (statistics.weight(), statistics.link_density());
        if weight >= LONGEST_POINTER {
            return None;
        }
        if density > POINTER_DENSITY || is_menu(&statistics) {
            return Some(Reason::Links);
        }
        lines::pointer(self.arena, id)
    }

    fn judge_element(&self, id: BlockId, tag: Tag, is_root: bool) -> Option<Reason> {
        let block = self.arena.get(id);
        if block.hidden && !self.attempt.scoring.count_hidden {
            return Some(Reason::Hidden);
        }
        if self.repetitions.is_title(id, tag) {
            return Some(Reason::Title);
        }
        if self.repetitions.is_line(id) {
            return Some(Reason::Header);
        }
        if is_root {
            return None;
        }
        let is_large = block.statistics.weight() > LARGE_SHARE * self.total;
        if !is_large && is_landmark(tag, block.is_marked_boilerplate) {
            return Some(Reason::Landmark);
        }
        if !self.attempt.prunes {
            return None;
        }
        if self.table.get(id).names.comments > 0 && self.table.get(id).names.content == 0 {
            return Some(Reason::Comments);
        }
        if is_large { None } else { self.judge_by_text(id, tag) }
    }

    /// The rules that weigh names, links and labels against each other.
    fn judge_by_text(&self, id: BlockId, tag: Tag) -> Option<Reason> {
        use Tag::*;
        let statistics = self.arena.get(id).statistics;
        let (weight, density) = (statistics.weight(), statistics.link_density());
        if statistics.characters == 0 || self.stands_in(id, |tag| matches!(tag, Figure | Table | Pre) && tag != Table) {
            return None;
        }
        let name_weight = self.table.name_weight(id);
        if name_weight < 0.0 && (weight < LIGHTEST_NAMED_PROSE || density > LINKS_IN_UNNAMED) {
            return Some(Reason::NamedBoilerplate);
        }
        match tag {
            Ul | Ol | Dl | Menu => {
                (density > LINKS_IN_MENU && statistics.links >= LEAST_LINKS_IN_MENU).then_some(Reason::Links)
            }
            P | H2 | H3 | H4 | H5 | H6 => self.judge_paragraph(id),
            Div | Section | Article | Custom | Table | Form | Fieldset | Header | Center | Td => {
                self.judge_container(id, name_weight)
            }
            _ => None,
        }
    }

    fn judge_container(&self, id: BlockId, name_weight: f32) -> Option<Reason> {
        let statistics = self.arena.get(id).statistics;
        if statistics.commas >= PROSE_COMMAS {
            return None;
        }
        let (weight, density) = (statistics.weight(), statistics.link_density());
        let limit = if name_weight > 0.0 { LINKS_IN_CONTENT } else { LINKS_IN_UNNAMED };
        if density > limit && statistics.links > 1 || density > POINTER_DENSITY && weight < LONGEST_POINTER {
            return Some(Reason::Links);
        }
        let inside = self.table.get(id).inside;
        let is_labels = inside.list_entries > inside.paragraphs + statistics.sentence_ends && density > 0.0;
        is_labels.then_some(Reason::Labels)
    }

    fn stands_in(&self, id: BlockId, is: impl Fn(Tag) -> bool) -> bool {
        std::iter::once(id).chain(self.arena.ancestors(id)).any(|id| self.arena.tag(id).is_some_and(&is))
    }
}

fn is_landmark(tag: Tag, is_marked: bool) -> bool {
    is_marked || matches!(tag, Tag::Nav | Tag::Footer | Tag::Aside | Tag::Dialog | Tag::Search | Tag::Menu)
}
