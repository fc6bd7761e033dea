//! The rules by hand: Readability's, which a decade of pages has shaped, and what the tests' pages have added.
//!
//! A selection is made under a named attempt. Where it yields too little of the page's text, the next attempt is made
//! over the same arena: a retry is a re-selection, never a second parse. What these rules keep is a signal of the trees;
//! under the policy `page`, which asks no trees, it is what is kept.

mod candidates;
mod prune;

use super::{Decision, ENOUGH_WEIGHT, Header, LIGHTEST_ARTICLE, Reason, Selection};
use crate::blocks::{Arena, BlockId, Kind};
use crate::score::{Scoring, Table};

/// One way to select, from the most precise to the most inclusive.
#[derive(Debug, Clone, Copy)]
struct Attempt {
    name: &'static str,
    scoring: Scoring,
    /// Whether blocks inside the content roots are judged, or all kept that is not hidden or a landmark.
    prunes: bool,
}

const STRICT: Scoring = Scoring { skip_unlikely: true, weigh_names: true, count_hidden: false };

/// The attempts at an article, in order.
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

/// The one attempt at a whole page.
const WHOLE_PAGE: Attempt =
    Attempt { name: "whole page", scoring: Scoring { skip_unlikely: false, ..STRICT }, prunes: false };

/// A selection of [`ENOUGH_WEIGHT`] is an article, however small its share of the page; so is one that holds this share
/// of the page's running text.
const ENOUGH_SHARE: f32 = 0.5;

/// A later attempt must find this many times as much as an earlier, more precise one to be preferred.
const CLEARLY_MORE: f32 = 1.5;

/// All that readers wrote counts as the lightest article: on small sites it is many times longer than the article
/// above it, and a page that holds nothing else is still about it.
const MOST_COMMENTS_WORTH: f32 = LIGHTEST_ARTICLE;

/// The points of the blocks, and the selection by the rules.
pub(crate) fn by_rule(arena: &Arena, header: Header<'_>) -> (Table, Selection) {
    let table = Table::new(arena, STRICT);
    let best = best_attempt(arena, &table, header).map(|(selection, _)| selection);
    let nothing = || vec![Decision::Dropped(Reason::Outside); arena.len()];
    (table, best.unwrap_or_else(|| Selection { decisions: nothing(), ..Selection::default() }))
}

/// All of a page but what is hidden or a landmark that is no content.
pub(super) fn whole_page(arena: &Arena, header: Header<'_>) -> Selection {
    let table = Table::new(arena, WHOLE_PAGE.scoring);
    prune::prune(arena, &table, WHOLE_PAGE, vec![BlockId::ROOT], header)
}

/// The best attempt, and its worth. `strict` is the table of the first.
fn best_attempt(arena: &Arena, strict: &Table, header: Header<'_>) -> Option<(Selection, f32)> {
    let running = running_weight(arena);
    let mut best: Option<(Selection, f32)> = None;
    for next in ATTEMPTS {
        let relaxed = (next.scoring != STRICT).then(|| Table::new(arena, next.scoring));
        let table = relaxed.as_ref().unwrap_or(strict);
        let Some(roots) = candidates::roots(arena, table) else { continue };
        let selection = prune::prune(arena, table, next, roots, header);
        let worth = worth(arena, table, &selection.decisions);
        let enough = worth >= (ENOUGH_SHARE * running).min(ENOUGH_WEIGHT);
        if best.as_ref().is_none_or(|(_, most)| worth > CLEARLY_MORE * most) {
            best = Some((selection, worth));
        }
        if enough {
            break;
        }
    }
    best
}

/// Weight of the kept text that is no link; what readers wrote counts at most [`MOST_COMMENTS_WORTH`].
fn worth(arena: &Arena, table: &Table, decisions: &[Decision]) -> f32 {
    let is_kept_run = |id: &BlockId| decisions[id.index()] == Decision::Kept && arena.get(*id).kind == Kind::Run;
    let (mut prose, mut comments) = (0.0, 0.0);
    for id in arena.ids().filter(is_kept_run) {
        let statistics = arena.get(id).statistics;
        let sum = if table.get(id).in_comments { &mut comments } else { &mut prose };
        *sum += statistics.weight() - statistics.link_weight();
    }
    prose + f32::min(comments, MOST_COMMENTS_WORTH)
}

/// Weight of the page's text that runs: outside links, in paragraphs and not in labels.
fn running_weight(arena: &Arena) -> f32 {
    const LIGHTEST: f32 = 60.0;
    let runs = arena.ids().map(|id| arena.get(id)).filter(|block| block.kind == Kind::Run && !block.hidden);
    runs.map(|run| run.statistics.weight() - run.statistics.link_weight()).filter(|weight| *weight >= LIGHTEST).sum()
}
