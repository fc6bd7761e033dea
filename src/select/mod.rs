//! The side table to a selection: the content roots, and which of their blocks are kept.
//!
//! A selection is made under a named attempt. Where it yields too little of the page's text, the next attempt is made
//! over the same arena: a retry is a re-selection, never a second parse. Every block that is not kept has its reason.

mod candidates;
mod header;
mod loose;
mod prune;
mod settle;
mod trace;

use crate::blocks::{Arena, BlockId, Kind};
use crate::clean::is_data_table;
use crate::metadata::{Claims, Metadata};
use crate::options::{Options, Policy};
use crate::score::{Effect, Model, Question, Scoring, Table};
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

/// All that readers wrote counts as the lightest article: on small sites it is many times longer than the article
/// above it, and a page that holds nothing else is still about it.
const MOST_COMMENTS_WORTH: f32 = LIGHTEST_ARTICLE;

/// Lighter than this is no article: less than a long English sentence, or forty Chinese characters.
const LIGHTEST_ARTICLE: f32 = 85.0;

/// What is kept of a page.
#[derive(Debug, Default)]
pub(crate) struct Selection {
    /// The attempt it was made under.
    pub attempt: &'static str,
    /// The roots of the content, siblings, in document order.
    pub roots: Vec<BlockId>,
    /// The decision on each block.
    pub decisions: Vec<Decision>,
    /// Weight of the kept text that is no link.
    pub weight: f32,
    /// The same, where what readers wrote counts at most [`MOST_COMMENTS_WORTH`]: what attempts are compared by.
    pub worth: f32,
    /// The probability of each block that it is content, by its index; empty where nothing was asked of the trees.
    pub likely: Vec<f32>,
    /// What weighed most on each block, by its index; empty where nobody asked.
    pub effects: Vec<Vec<Effect>>,
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
            confidence: 1.0,
            ..Self::default()
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

impl<'a> Header<'a> {
    /// What a capture with this metadata says in its header.
    pub(crate) fn new(metadata: &'a Metadata) -> Self {
        let published = metadata.published.as_ref().map(|moment| moment.printed.as_str());
        Self { title: metadata.title.as_deref(), lines: [metadata.byline.as_deref(), published] }
    }
}

/// Weight of the kept text that is no link, and its worth beside other selections.
fn weigh(arena: &Arena, table: &Table, decisions: &[Decision]) -> (f32, f32) {
    let is_kept_run = |id: &BlockId| decisions[id.index()] == Decision::Kept && arena.get(*id).kind == Kind::Run;
    let (mut prose, mut comments) = (0.0, 0.0);
    for id in arena.ids().filter(is_kept_run) {
        let statistics = arena.get(id).statistics;
        let sum = if table.get(id).in_comments { &mut comments } else { &mut prose };
        *sum += statistics.weight() - statistics.link_weight();
    }
    (prose + comments, prose + f32::min(comments, MOST_COMMENTS_WORTH))
}

/// The points of the blocks, and which of them the rules by hand keep.
pub(crate) fn by_rule(arena: &Arena, header: Header<'_>) -> (Table, Vec<bool>) {
    let table = Table::new(arena, STRICT);
    let kept = match best_attempt(arena, &table, header) {
        Some(selection) => arena.ids().map(|id| selection.keeps(id)).collect(),
        None => vec![false; arena.len()],
    };
    (table, kept)
}

/// Selects the content of `arena`: the best there is. Whether that is content, [`Selection::is_content`] tells.
pub(crate) fn select(
    arena: &Arena,
    options: Options,
    header: Header<'_>,
    claims: &Claims,
    model: &Model,
) -> Option<Selection> {
    let chosen = match options.policy {
        Policy::Page => Some(attempt(arena, WHOLE_PAGE, vec![BlockId::ROOT], header)),
        Policy::Article => Some(likely(arena, options, header, claims, model)),
    };
    let mut selection = chosen.filter(|selection| holds_text(arena, selection))?;
    selection.confidence = confidence(arena, &selection);
    Some(selection)
}

fn likely(arena: &Arena, options: Options, header: Header<'_>, claims: &Claims, model: &Model) -> Selection {
    let (table, kept) = by_rule(arena, header);
    let question = Question { arena, table: &table, claims, kept_by_rule: &kept };
    settle::settle(&question, question.ask(model, options.trace), header)
}

/// `strict` is the table of the first attempt.
fn best_attempt(arena: &Arena, strict: &Table, header: Header<'_>) -> Option<Selection> {
    let running = running_weight(arena);
    let mut best: Option<Selection> = None;
    for next in ATTEMPTS {
        let relaxed = (next.scoring != STRICT).then(|| Table::new(arena, next.scoring));
        let table = relaxed.as_ref().unwrap_or(strict);
        let Some(roots) = candidates::roots(arena, table) else { continue };
        let selection = prune::prune(arena, table, next, roots, header);
        let enough = selection.worth >= (ENOUGH_SHARE * running).min(ENOUGH_WEIGHT);
        if best.as_ref().is_none_or(|best| selection.worth > CLEARLY_MORE * best.worth) {
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

/// Whether anything is kept that can be read.
fn holds_text(arena: &Arena, selection: &Selection) -> bool {
    let has_text = |id: BlockId| arena.get(id).kind == Kind::Run && arena.get(id).statistics.weight() > 0.0;
    arena.ids().any(|id| selection.keeps(id) && has_text(id))
}

/// 0 where this is too little to be anything; else how likely what is kept is content, and how much of it there is.
fn confidence(arena: &Arena, selection: &Selection) -> f32 {
    let kept = arena.ids().filter(|id| selection.keeps(*id) && arena.get(*id).kind == Kind::Run);
    let (mut weight, mut likely) = (0.0, 0.0);
    for id in kept {
        weight += arena.get(id).statistics.weight();
        likely += arena.get(id).statistics.weight() * selection.likely.get(id.index()).copied().unwrap_or(1.0);
    }
    if weight < LIGHTEST_ARTICLE {
        return 0.0;
    }
    let mass = (weight / (4.0 * ENOUGH_WEIGHT)).min(1.0);
    (0.75 * likely / weight + 0.25 * mass).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocks::Builder;
    use crate::clean::{Wrappers, serialize};
    use crate::html::url::Url;
    use crate::parse::Parser;
    use crate::score::MODEL;

    /// What is kept of `html`, an article titled "The bells" by Ada Moor.
    fn kept(html: &str) -> String {
        let mut parser = Parser::new(Builder::new(Url::parse("https://e.org/")));
        parser.write(html.as_bytes()).unwrap();
        let (arena, _) = parser.end().unwrap().finish().unwrap();
        let header = Header { title: Some("The bells of Carrow"), lines: [Some("Ada Moor"), None] };
        let selection = select(&arena, Options::default(), header, &Claims::default(), &MODEL);
        selection.map_or_else(String::new, |selection| serialize(&arena, &selection, Wrappers::Unwrapped))
    }

    const FIRST: &str =
        "<p>The bells rang at noon, as they do, and nobody in the street below so much as looked up.</p>";
    const LAST: &str =
        "<p>In the evening they rang again, once, which nobody could explain, and then it was quiet.</p>";

    /// What is kept of `inside` between two paragraphs.
    fn between(inside: &str) -> String {
        let kept = kept(&format!("<body><div>{FIRST}{inside}{LAST}</div>"));
        let rest = kept.strip_prefix(FIRST).and_then(|rest| rest.strip_suffix(LAST));
        rest.unwrap_or_else(|| panic!("{inside} took the text with it: {kept}")).to_owned()
    }

    #[test]
    fn what_leads_elsewhere_is_dropped() {
        for inside in [
            "<p><a href=/a>Home</a> | <a href=/b>News</a> | <a href=/c>Walks</a></p>",
            "<a href=/a>Home</a> | <a href=/b>News</a> | <a href=/c>Walks</a>",
            "<p><b>Read more:</b> <a href=/a>The bells of Pine Street</a></p>",
            "<p>© 2026 The Ferry, all rights reserved</p>",
            "<ul><li><a href=/a>One</a><li><a href=/b>Two</a><li><a href=/c>Three</a></ul>",
            "<h3>More of this</h3><ul><li><a href=/a>One</a><li><a href=/b>Two</a><li><a href=/c>Three</a></ul>",
            "<div class=newsletter><h3>Our letter</h3><p>Every Friday, without fail.</p></div>",
            "<p><a href=/u><img src=a.png width=48 height=48></a></p>",
            "<div style='display: none'><p>Subscribe to read on.</p></div>",
        ] {
            assert_eq!(between(inside), "", "{inside}");
        }
    }

    #[test]
    fn what_the_article_needs_stays() {
        for inside in [
            "<p>Asked about it, the <a href=\"https://e.org/a\">warden</a> only smiled.</p>",
            "<p><img src=\"https://e.org/a.png\" alt=\"\" width=\"640\" height=\"48\"></p>",
            "<h3>At night</h3><p>It rang.</p>",
            "<p>Copyright in the tune is claimed by nobody.</p>",
            "<p>It rang</p><hr><p>And rang</p>",
        ] {
            assert_eq!(between(inside), inside);
        }
    }

    #[test]
    fn the_header_is_not_said_twice() {
        for before in [
            "<h1>The bells of Carrow</h1>",
            "<b>The bells of Carrow</b><br>By Ada Moor",
            "<h4>The Bells of Carrow</h4>By Ada Moor",
            "<hr>",
        ] {
            assert_eq!(kept(&format!("<body><div>{before}{FIRST}{LAST}</div>")), format!("{FIRST}{LAST}"), "{before}");
        }
    }

    #[test]
    fn comments_are_no_article_however_long() {
        let comment = "<li class=comment><p>I have heard it too, twice, and my neighbour, who is deaf, has felt it in the floor.</p></li>";
        let page = format!(
            "<html><body><div class=post>{FIRST}{LAST}</div><ol class=commentlist>{}</ol>",
            comment.repeat(100)
        );
        assert_eq!(kept(&page), format!("{FIRST}{LAST}"));
        let alone = kept(&format!("<body><ol class=commentlist>{}</ol>", comment.repeat(30)));
        assert!(alone.contains("my neighbour"), "{alone}");
    }
}
