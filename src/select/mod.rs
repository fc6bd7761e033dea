//! What is likely to a selection: which blocks are kept.
//!
//! The rules by hand have the first word ([`rules`]), as signals of the trees; the trees say how likely each run is; and
//! [`settle`] decides what no run can know of itself. Every block that is not kept has its reason.

mod cells;
mod consent;
mod corrections;
mod discussion;
mod header;
mod hidden;
mod lines;
mod loose;
mod parts;
mod pictures;
mod posts;
mod product;
mod quotes;
mod rules;
mod settle;
#[cfg(test)]
mod testing;
mod threshold;
mod trace;

use crate::blocks::{Arena, BlockId, Kind};
use crate::html::tag::Tag;
use crate::metadata::{Claims, Metadata};
use crate::options::{Options, Policy};
use crate::score::{Effect, Model, Question};
pub use corrections::Corrections;
pub(crate) use rules::by_rule;
pub use trace::{Decision, Reason, Trace, TracedBlock};

/// A selection four times this heavy is as long as an article needs to be: about eighty English words.
const ENOUGH_WEIGHT: f32 = 400.0;

/// Pages of more runs than this are judged by the rules alone: ten times what any page has that was learnt from. Each run
/// has 250 signals, and a page of nothing but empty paragraphs would fill the memory with them.
const MOST_RUNS: usize = 50_000;

/// And so are pages of more blocks: eight to a run are next to no text, and each is measured, too.
const MOST_BLOCKS: usize = 8 * MOST_RUNS;

/// Lighter than this is no article: less than a long English sentence, or forty Chinese characters.
const LIGHTEST_ARTICLE: f32 = 85.0;

/// Below this probability a run is as good as certain to be boilerplate: of 684 pages that are no articles this dropped a
/// fifth of what people did not mark, and nothing of what they did.
const BOILERPLATE: f32 = 0.03;

/// What is kept of a page.
#[derive(Debug, Default)]
pub(crate) struct Selection {
    /// The attempt it was made under.
    pub attempt: &'static str,
    /// The roots of the content, siblings, in document order.
    pub roots: Vec<BlockId>,
    /// The decision on each block.
    pub decisions: Vec<Decision>,
    /// The probability of each block that it is content, by its index; empty where nothing was asked of the trees.
    pub likely: Vec<f32>,
    /// The probability from which a run was kept, where the trees were asked.
    pub needed: Option<f32>,
    /// What weighed most on each block, by its index; empty where nobody asked.
    pub effects: Vec<Vec<Effect>>,
    /// Whether anything is kept that can be read.
    pub holds_text: bool,
    /// Whether it is as long as the shortest article.
    pub is_long_enough: bool,
    /// How sure it is that this is the article, 0 to 1.
    pub confidence: f32,
}

impl Selection {
    /// Whether `id` is kept.
    pub(crate) fn keeps(&self, id: BlockId) -> bool {
        self.decisions[id.index()] == Decision::Kept
    }

    /// Which blocks are kept, by index.
    pub(crate) fn kept(&self) -> Vec<bool> {
        self.decisions.iter().map(|decision| *decision == Decision::Kept).collect()
    }

    /// Whether this is what was asked for: of a page anything, of an article what reads like one.
    pub(crate) fn is_content(&self, policy: Policy) -> bool {
        self.holds_text && (policy == Policy::Page || self.is_long_enough)
    }

    /// Keeps every block that is not hidden: for HTML that is shown, not extracted.
    pub(crate) fn all(arena: &Arena) -> Self {
        let decide = |id| if arena.get(id).hidden { Decision::Dropped(Reason::Hidden) } else { Decision::Kept };
        Self {
            attempt: "all",
            roots: vec![BlockId::ROOT],
            decisions: arena.ids().map(decide).collect(),
            holds_text: true,
            is_long_enough: true,
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
    /// The address of the lead image, which the header does not show.
    pub image: Option<&'a str>,
}

impl<'a> Header<'a> {
    /// What a capture with this metadata says in its header.
    pub(crate) fn new(metadata: &'a Metadata) -> Self {
        let published = metadata.published.as_ref().map(|moment| moment.printed.as_str());
        Self {
            title: metadata.title.as_deref(),
            lines: [metadata.byline.as_deref(), published],
            image: metadata.image.as_deref(),
        }
    }
}

/// Selects the content of `arena`: the best there is. Whether that is content, [`Selection::is_content`] tells; where it
/// is none, its reasons are wanted all the more.
pub(crate) fn select(arena: &Arena, options: Options, header: Header<'_>, claims: &Claims, model: &Model) -> Selection {
    let mut selection = match options.policy {
        Policy::Page => whole_page(arena, options, header, claims, model),
        Policy::Article => likely(arena, options, header, claims, model),
    };
    let weight = kept_weight(arena, &selection, |_| 1.0);
    selection.holds_text = weight > 0.0;
    selection.is_long_enough = weight >= LIGHTEST_ARTICLE;
    selection.confidence = confidence(arena, &selection, weight);
    selection
}

/// All of a page but what is hidden, a landmark that is no content, or as good as certain to be boilerplate.
fn whole_page(arena: &Arena, options: Options, header: Header<'_>, claims: &Claims, model: &Model) -> Selection {
    let mut all = rules::whole_page(arena, header);
    if is_one_article(arena) {
        return all;
    }
    let article = likely(arena, options, header, claims, model);
    let is_boilerplate = |id: &BlockId| {
        let statistics = arena.get(*id).statistics;
        let is_text = arena.get(*id).kind == Kind::Run && statistics.characters > 0;
        is_text && !article.keeps(*id) && article.likely.get(id.index()).is_some_and(|likely| *likely < BOILERPLATE)
    };
    let boilerplate: Vec<BlockId> = arena.ids().filter(|id| all.keeps(*id) && is_boilerplate(id)).collect();
    let dropped: f32 = boilerplate.iter().map(|id| arena.get(*id).statistics.weight()).sum();
    // A page that is all menus was asked for, too.
    if kept_weight(arena, &all, |_| 1.0) - dropped < LIGHTEST_ARTICLE {
        return all;
    }
    boilerplate.into_iter().for_each(|id| all.decisions[id.index()] = Decision::Dropped(Reason::Unlikely));
    Selection { likely: article.likely, effects: article.effects, needed: Some(BOILERPLATE), ..all }
}

/// Whether an `article` holds all text of the page: all of it is content by the page's own word. What a reader selected
/// arrives as such a page, and none of it is to be judged.
fn is_one_article(arena: &Arena) -> bool {
    let all = arena.get(BlockId::ROOT).statistics.characters;
    arena.ids().any(|id| arena.tag(id) == Some(Tag::Article) && arena.get(id).statistics.characters == all)
}

fn likely(arena: &Arena, options: Options, header: Header<'_>, claims: &Claims, model: &Model) -> Selection {
    let (table, by_rule) = by_rule(arena, header);
    let runs = arena.ids().filter(|id| arena.get(*id).kind == Kind::Run).count();
    if runs > MOST_RUNS || arena.len() > MOST_BLOCKS {
        return by_rule;
    }
    let question = Question { arena, table: &table, claims, kept_by_rule: &by_rule.kept() };
    settle::settle(&question, &by_rule.decisions, question.ask(model, options.trace), header)
}

/// Weight of the kept text, each run's times `share`.
fn kept_weight(arena: &Arena, selection: &Selection, share: impl Fn(BlockId) -> f32) -> f32 {
    let kept = arena.ids().filter(|id| arena.get(*id).kind == Kind::Run && selection.keeps(*id));
    kept.map(|id| arena.get(id).statistics.weight() * share(id)).sum()
}

/// How likely what is kept is content, and how much of it there is; less where it is too little to be an article.
fn confidence(arena: &Arena, selection: &Selection, weight: f32) -> f32 {
    let likely = kept_weight(arena, selection, |id| selection.likely.get(id.index()).copied().unwrap_or(1.0));
    let mass = (weight / (4.0 * ENOUGH_WEIGHT)).min(1.0);
    let is_enough = (weight / LIGHTEST_ARTICLE).min(1.0);
    is_enough * (0.75 * likely / weight.max(1.0) + 0.25 * mass).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::{Wrappers, serialize};
    use crate::score::MODEL;

    /// What is kept of `html`, an article titled "The bells" by Ada Moor.
    fn kept(html: &str) -> String {
        let arena = testing::arena(html);
        let header = Header { title: Some("The bells of Carrow"), lines: [Some("Ada Moor"), None], image: None };
        let selection = select(&arena, Options::default(), header, &Claims::default(), &MODEL);
        serialize(&arena, &selection, Wrappers::Unwrapped)
    }

    const FIRST: &str =
        "<p>The bells rang at noon, as they do, and nobody in the street below so much as looked up.</p>";
    const LAST: &str =
        "<p>In the evening they rang again, once, which nobody could explain, and then it was quiet.</p>";

    /// What is kept of `inside` in the middle of an article.
    fn between(inside: &str) -> String {
        let (first, last) = (FIRST.repeat(3), LAST.repeat(3));
        let kept = kept(&format!("<body><div>{first}{inside}{last}</div>"));
        let rest = kept.strip_prefix(&first).and_then(|rest| rest.strip_suffix(&last));
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
            "<h2>At night</h2><p>It rang.</p>",
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
