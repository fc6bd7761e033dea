//! What the families of signals have in common: the page's runs and elements, measured once.

use crate::alike::Alike;
use crate::blocks::{Arena, BlockId, Kind, Statistics};
use crate::html::tag::Tag;
use crate::metadata::Claims;
use crate::score::memo::Memo;
use crate::score::model::Words;
use crate::score::{Question, Table};

use super::words::{Odds, own_odds};

/// A label of this weight, and all below it, says nothing by itself; a line 80 heavier is text.
const LABEL_WEIGHT: f32 = 20.0;
const TEXT_WEIGHT: f32 = 80.0;

/// What is this much link is no text.
const LINKS_IN_TEXT: f32 = 0.5;

/// A page, measured.
pub(crate) struct Survey<'a> {
    pub arena: &'a Arena,
    pub table: &'a Table,
    pub claims: &'a Claims,
    kept_by_rule: &'a [bool],
    /// The runs, in document order.
    pub runs: Vec<Run>,
    /// Elements by the index of their block; the entries of runs are empty.
    pub elements: Vec<Element>,
    /// Sums over the page.
    pub total: Total,
}

/// A run of text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run {
    pub id: BlockId,
    pub parent: BlockId,
    pub weight: f32,
    pub link_weight: f32,
    /// Weight that speaks for an article: outside links, in lines that are no labels.
    pub good: f32,
    pub sentence_ends: u32,
    /// The page's weight before this run.
    pub before: f32,
    /// The element it stands in.
    pub tag: Tag,
}

impl Run {
    pub(super) fn density(&self) -> f32 {
        if self.weight > 0.0 { self.link_weight / self.weight } else { 0.0 }
    }
}

/// An element, with what stands in it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Element {
    pub weight: f32,
    pub link_weight: f32,
    pub good: f32,
    /// Weight in `p` elements and in headings.
    pub paragraphs: f32,
    pub headings: f32,
    /// Weight outside links of the heaviest run.
    pub longest: f32,
    /// Its runs: the first one, and the one after its last.
    pub first_run: u32,
    pub end_run: u32,
    /// Elements directly inside.
    pub children: u32,
    /// Elements around it.
    pub depth: u32,
    /// Siblings of the same tag and classes, itself among them.
    pub alike: u32,
    /// The most siblings alike of any element around it that does not hold nearly all of the page.
    pub most_alike: u32,
    /// The densest links of any such element.
    pub densest: f32,
    /// The kinds of elements around it, and itself.
    pub around: u64,
    /// What its class and id names say, and those around it.
    pub odds: Odds,
}

impl Element {
    pub(super) fn density(&self) -> f32 {
        if self.weight > 0.0 { self.link_weight / self.weight } else { 0.0 }
    }

    /// How well the good text is found by taking this element and nothing else: F1, 0 to 1.
    pub(super) fn fit(&self, total: &Total) -> f32 {
        2.0 * self.good / (self.weight + total.good)
    }
}

/// Sums over the page, at least 1.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Total {
    pub weight: f32,
    pub good: f32,
}

impl<'a> Survey<'a> {
    /// Measures a page.
    pub(crate) fn new(question: &Question<'a>, words: &Words) -> Self {
        let Question { arena, table, claims, kept_by_rule } = *question;
        let runs = runs(arena);
        let total = Total {
            weight: runs.iter().map(|run| run.weight).sum::<f32>().max(1.0),
            good: runs.iter().map(|run| run.good).sum::<f32>().max(1.0),
        };
        let mut elements = elements(arena, &runs);
        count_alike(arena, &mut elements);
        look_around(arena, &mut elements, &total, words);
        Self { arena, table, claims, kept_by_rule, runs, elements, total }
    }

    /// Whether the rules by hand keep `run`.
    pub(super) fn is_kept_by_rule(&self, run: &Run) -> bool {
        self.kept_by_rule[run.id.index()]
    }

    pub(super) fn statistics(&self, run: &Run) -> &Statistics {
        &self.arena.get(run.id).statistics
    }

    pub(crate) fn element(&self, id: BlockId) -> &Element {
        &self.elements[id.index()]
    }

    /// The element `levels` above the one that `run` stands in, or the root.
    pub(crate) fn above(&self, run: &Run, levels: usize) -> BlockId {
        (0..levels).fold(run.parent, |id, _| self.arena.get(id).parent)
    }
}

fn runs(arena: &Arena) -> Vec<Run> {
    let mut before = 0.0;
    let seen = arena.ids().filter(|id| arena.get(*id).kind == Kind::Run);
    let read = |id: BlockId| {
        let block = arena.get(id);
        let weight = block.statistics.weight();
        let link_weight = block.statistics.link_weight();
        let density = block.statistics.link_density();
        let is_text = ((weight - LABEL_WEIGHT) / TEXT_WEIGHT).clamp(0.0, 1.0);
        let good = if density < LINKS_IN_TEXT { weight * (1.0 - density) * is_text } else { 0.0 };
        let tag = arena.tag(block.parent).unwrap_or(Tag::Html);
        let sentence_ends = block.statistics.sentence_ends;
        let run = Run { id, parent: block.parent, weight, link_weight, good, sentence_ends, before, tag };
        before += weight;
        run
    };
    seen.map(read).collect()
}

/// Sums the runs into the elements around them; parents come before their children.
fn elements(arena: &Arena, runs: &[Run]) -> Vec<Element> {
    let empty = Element { first_run: u32::MAX, ..Element::default() };
    let mut elements = vec![empty; arena.len()];
    for (index, run) in runs.iter().enumerate() {
        let element = &mut elements[run.parent.index()];
        element.weight += run.weight;
        element.link_weight += run.link_weight;
        element.good += run.good;
        element.longest = element.longest.max(run.weight - run.link_weight);
        element.first_run = element.first_run.min(index as u32);
        element.end_run = index as u32 + 1;
        match run.tag {
            Tag::P => element.paragraphs += run.weight,
            tag if tag.is_heading() => element.headings += run.weight,
            _ => {}
        }
    }
    for id in arena.ids().rev().filter(|id| *id != BlockId::ROOT && arena.tag(*id).is_some()) {
        let inner = elements[id.index()];
        let outer = &mut elements[arena.get(id).parent.index()];
        outer.weight += inner.weight;
        outer.link_weight += inner.link_weight;
        outer.good += inner.good;
        outer.paragraphs += inner.paragraphs;
        outer.headings += inner.headings;
        outer.longest = outer.longest.max(inner.longest);
        outer.first_run = outer.first_run.min(inner.first_run);
        outer.end_run = outer.end_run.max(inner.end_run);
        outer.children += 1;
    }
    elements
}

/// Counts siblings of the same signature.
fn count_alike(arena: &Arena, elements: &mut [Element]) {
    let ids = arena.ids().filter(|id| arena.tag(*id).is_some());
    for alike in Alike::of(ids.map(|id| (arena.sibling_key(id), id.index() as u32))).groups() {
        let count = alike.len() as u32;
        alike.for_each(|index| elements[index].alike = count);
    }
}

/// What stands around each element: parents first.
fn look_around(arena: &Arena, elements: &mut [Element], total: &Total, words: &Words) {
    /// An element with this share of the page's text is the page.
    const NEARLY_ALL: f32 = 0.9;
    let mut memo = Memo::new();
    for id in arena.ids().filter(|id| arena.tag(*id).is_some()) {
        let outer = if id == BlockId::ROOT { Element::default() } else { elements[arena.get(id).parent.index()] };
        let is_page = |element: &Element| element.weight >= NEARLY_ALL * total.weight;
        let element = &mut elements[id.index()];
        element.depth = outer.depth + u32::from(id != BlockId::ROOT);
        element.around = outer.around | super::own::kinds_of(arena, id);
        let most_alike = if is_page(&outer) { 1 } else { outer.most_alike };
        element.most_alike = most_alike.max(element.alike);
        element.densest = if is_page(element) { outer.densest } else { outer.densest.max(element.density()) };
        // Of what holds no text, nobody asks what its names say.
        if element.end_run > 0 {
            let own = memo.get(arena.get(id).signature, arena.names(id), |names| own_odds(names, words));
            element.odds = outer.odds.inside(own);
        }
    }
}
