//! The side table to a selection: the content roots, and which of their blocks are kept.
//!
//! A selection is made under a named attempt. Where it yields too little of the page's text, the next attempt is made
//! over the same arena: a retry is a re-selection, never a second parse. Every block that is not kept has its reason.

mod candidates;
mod prune;
mod trace;

use crate::blocks::{Arena, BlockId, Kind};
use crate::options::Policy;
use crate::score::{Scoring, Table};
pub use trace::{Decision, Reason, Trace, TracedBlock};

/// One way to select, from the most precise to the most inclusive.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Attempt {
    pub name: &'static str,
    pub scoring: Scoring,
    /// Whether blocks inside the content roots are judged, or all kept that is not hidden or a landmark.
    pub prunes: bool,
}

const STRICT: Scoring = Scoring { skip_unlikely: true, weigh_names: true, count_hidden: false };

/// The attempts of [`Policy::Article`], in order.
const ATTEMPTS: [Attempt; 4] = [
    Attempt { name: "strict", scoring: STRICT, prunes: true },
    Attempt { name: "unlikely names count", scoring: Scoring { skip_unlikely: false, ..STRICT }, prunes: true },
    Attempt { name: "no names", scoring: Scoring { skip_unlikely: false, weigh_names: false, ..STRICT }, prunes: true },
    Attempt {
        name: "hidden text too",
        scoring: Scoring { skip_unlikely: false, weigh_names: false, count_hidden: true },
        prunes: false,
    },
];

/// The one attempt of [`Policy::Page`].
const WHOLE_PAGE: Attempt =
    Attempt { name: "whole page", scoring: Scoring { skip_unlikely: false, ..STRICT }, prunes: false };

/// A selection this heavy is an article, however small its share of the page: about eighty English words.
const ENOUGH_WEIGHT: f32 = 400.0;

/// So is one that holds this share of the page's running text.
const ENOUGH_SHARE: f32 = 0.5;

/// A later attempt must find this many times as much as an earlier, more precise one to be preferred.
const CLEARLY_MORE: f32 = 1.5;

/// Lighter than this is no article: less than a long English sentence, or forty Chinese characters.
const LIGHTEST_ARTICLE: f32 = 85.0;

/// What is more links than this is a list of articles, not one.
const DENSEST_ARTICLE: f32 = 0.6;

/// What is kept of a page.
#[derive(Debug)]
pub(crate) struct Selection {
    /// The attempt it was made under.
    pub attempt: &'static str,
    /// The roots of the content, siblings, in document order.
    pub roots: Vec<BlockId>,
    /// The decision on each block.
    pub decisions: Vec<Decision>,
    /// Weight of the kept text that is no link.
    pub weight: f32,
    /// How sure it is that this is the article, 0 to 1.
    pub confidence: f32,
}

impl Selection {
    /// Whether `id` is kept.
    pub(crate) fn keeps(&self, id: BlockId) -> bool {
        self.decisions[id.index()] == Decision::Kept
    }

    /// Whether this is what was asked for: of a page anything, of an article what reads like one.
    pub(crate) fn is_content(&self, policy: Policy) -> bool {
        policy == Policy::Page || self.confidence > 0.0
    }

    /// Keeps every block that is not hidden: for HTML that is shown, not extracted.
    pub(crate) fn all(arena: &Arena) -> Self {
        let decide = |id| if arena.get(id).hidden { Decision::Dropped(Reason::Hidden) } else { Decision::Kept };
        Self {
            attempt: "all",
            roots: vec![BlockId::ROOT],
            decisions: arena.ids().map(decide).collect(),
            weight: 0.0,
            confidence: 1.0,
        }
    }
}

/// What the capture's header says already, and its content need not repeat.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Header<'a> {
    pub title: Option<&'a str>,
    /// The byline and the published time, as printed.
    pub lines: [Option<&'a str>; 2],
}

/// Selects the content of `arena`: the best there is. Whether that is content, [`Selection::is_content`] tells.
pub(crate) fn select(arena: &Arena, policy: Policy, header: Header<'_>) -> Option<Selection> {
    let running = running_weight(arena);
    let chosen = match policy {
        Policy::Page => Some(attempt(arena, WHOLE_PAGE, vec![BlockId::ROOT], header)),
        Policy::Article => best_attempt(arena, running, header),
    };
    let mut selection = chosen.filter(|selection| holds_content(arena, selection, policy))?;
    selection.confidence = confidence(arena, &selection, running);
    Some(selection)
}

fn best_attempt(arena: &Arena, running: f32, header: Header<'_>) -> Option<Selection> {
    let mut best: Option<Selection> = None;
    for next in ATTEMPTS {
        let table = Table::new(arena, next.scoring);
        let Some(roots) = candidates::roots(arena, &table) else { continue };
        let selection = prune::prune(arena, &table, next, roots, header);
        let enough = selection.weight >= ENOUGH_WEIGHT || selection.weight >= ENOUGH_SHARE * running;
        if best.as_ref().is_none_or(|best| selection.weight > CLEARLY_MORE * best.weight) {
            best = Some(selection);
        }
        if enough {
            break;
        }
    }
    best
}

fn attempt(arena: &Arena, attempt: Attempt, roots: Vec<BlockId>, header: Header<'_>) -> Selection {
    prune::prune(arena, &Table::new(arena, attempt.scoring), attempt, roots, header)
}

/// Weight of the page's text that runs: outside links, in paragraphs and not in labels.
fn running_weight(arena: &Arena) -> f32 {
    const LIGHTEST: f32 = 60.0;
    let runs = arena.ids().map(|id| arena.get(id)).filter(|block| block.kind == Kind::Run && !block.hidden);
    runs.map(|run| run.statistics.weight() - run.statistics.link_weight()).filter(|weight| *weight >= LIGHTEST).sum()
}

/// Of a whole page, a list of links is content too.
fn holds_content(arena: &Arena, selection: &Selection, policy: Policy) -> bool {
    let has_text = |id: BlockId| arena.get(id).kind == Kind::Run && arena.get(id).statistics.weight() > 0.0;
    selection.weight > 0.0 || policy == Policy::Page && arena.ids().any(|id| selection.keeps(id) && has_text(id))
}

/// 0 where this is no article; else how much of it there is, and how much of the page's running text it holds.
fn confidence(arena: &Arena, selection: &Selection, running: f32) -> f32 {
    let kept = || arena.ids().filter(|id| selection.keeps(*id)).map(|id| arena.get(id)).filter(|b| b.kind == Kind::Run);
    let weight: f32 = kept().map(|run| run.statistics.weight()).sum();
    let density = if weight > 0.0 { 1.0 - selection.weight / weight } else { 1.0 };
    let ends: u32 = kept().map(|run| run.statistics.sentence_ends).sum();
    if selection.weight < LIGHTEST_ARTICLE || density > DENSEST_ARTICLE || ends == 0 {
        return 0.0;
    }
    let mass = (selection.weight / (4.0 * ENOUGH_WEIGHT)).min(1.0);
    let share = (selection.weight / running.max(1.0)).min(1.0);
    (0.2 + 0.4 * mass + 0.3 * share + 0.1 * (1.0 - density)).clamp(0.0, 1.0)
}
