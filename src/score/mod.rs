//! The arena to side tables: how likely each run of text is content.
//!
//! [`Table`] holds the points of Arc90's Readability, which scores paragraphs and hands their points to the elements
//! around them; measured by weight of text instead of characters, the idea holds for all scripts. The rules by hand of
//! the next stage rest on it. What they say is a signal among some 250 ([`signals`]: a table with one sentence each), and
//! trees that were learnt from all of them ([`trees`], [`model`]) say how likely each run is content. No signal decides alone.

mod effects;
#[cfg(feature = "learn")]
pub(crate) mod learning;
mod lexicon;
mod memo;
mod model;
mod quantity;
mod signals;
mod trees;

use crate::blocks::{Arena, BlockId, Kind};
use crate::html::tag::Tag;
use crate::metadata::Claims;
pub use effects::Effect;
pub(crate) use lexicon::{
    Names, is_legal_line, leads_elsewhere, names_author, names_beside_post, names_price, names_pull_quote, post_name,
};
use memo::Memo;
pub(crate) use model::{MODEL, Model};
pub(crate) use signals::Sheet;
use signals::Survey;

/// What the trees are asked about: a page, what it claims, and what the rules by hand make of it.
pub(crate) struct Question<'a> {
    pub arena: &'a Arena,
    pub table: &'a Table,
    pub claims: &'a Claims,
    /// Which blocks the rules by hand keep, by index.
    pub kept_by_rule: &'a [bool],
}

/// What the trees say.
pub(crate) struct Verdict {
    /// The probability of each block that it is content, by its index; 0 of elements.
    pub likely: Vec<f32>,
    /// What weighed most on each block, where it was asked for; else empty.
    pub effects: Vec<Vec<Effect>>,
}

impl Question<'_> {
    /// Asks the trees of `model`, and, for a trace, why they say so.
    pub(crate) fn ask(&self, model: &Model, why: bool) -> Verdict {
        let survey = Survey::new(self, &model.words);
        let sheet = Sheet::read(&survey);
        let mut likely = vec![0.0; self.arena.len()];
        for (run, probability) in survey.runs.iter().zip(model.trees.probabilities(&sheet)) {
            likely[run.id.index()] = probability;
        }
        let mut effects = Vec::new();
        if why && sheet.runs() > 0 {
            effects.resize(self.arena.len(), Vec::new());
            for (run, found) in survey.runs.iter().zip(effects::effects(&model.trees, &sheet)) {
                effects[run.id.index()] = found;
            }
        }
        Verdict { likely, effects }
    }
}

/// What is known of one block.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Score {
    /// The words of its class and id.
    pub names: Names,
    /// As a candidate for the content root: the points of the paragraphs inside, less links. 0 for what holds none.
    pub points: f32,
    /// Whether it, or an element around it, is boilerplate by its names alone.
    pub unlikely: bool,
    /// Whether it, or an element around it, is named as readers' comments.
    pub in_comments: bool,
    /// What stands in its subtree.
    pub inside: Inside,
}

/// Counts of what stands in a subtree.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Inside {
    /// `p` elements.
    pub paragraphs: u32,
    /// `li` elements.
    pub list_entries: u32,
    /// Whether there is any element.
    pub elements: bool,
}

/// A side table of the arena: one entry a block.
#[derive(Debug)]
pub(crate) struct Table(Vec<Score>);

/// How a table is made; an attempt chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Scoring {
    /// Paragraphs in blocks that are unlikely by name give no points.
    pub skip_unlikely: bool,
    /// Class and id names give points to the blocks that bear them.
    pub weigh_names: bool,
    /// Paragraphs in hidden blocks give points too.
    pub count_hidden: bool,
}

/// A run lighter than this is a label, not a paragraph (Readability: 25 characters).
const LIGHTEST_PARAGRAPH: f32 = 25.0;

/// How far up a paragraph's points go, and what share each level gets: the element around it is its paragraph.
const SHARES: [f32; 5] = [1.0, 0.5, 1.0 / 6.0, 1.0 / 9.0, 1.0 / 12.0];

/// What a class or id name is worth, as in Readability.
const NAME_POINTS: f32 = 25.0;

impl Table {
    /// Scores all blocks of `arena`.
    pub(crate) fn new(arena: &Arena, scoring: Scoring) -> Self {
        let mut table = Self(vec![Score::default(); arena.len()]);
        let mut memo = Memo::new();
        for id in arena.ids() {
            table.0[id.index()].names = memo.get(arena.get(id).signature, arena.names(id), lexicon::read);
            let around = table.get(arena.get(id).parent);
            table.0[id.index()].unlikely = around.unlikely || table.is_unlikely(arena, id);
            table.0[id.index()].in_comments = around.in_comments || table.is_comments(arena, id);
        }
        table.count_insides(arena);
        // The tags of `html` and `body` may be left out (HTML §13.1.2.4): the root then stands for both.
        let is_shell = |id: BlockId| matches!(arena.tag(id), Some(Tag::Html | Tag::Body));
        let root_counts = !arena.children(BlockId::ROOT).any(is_shell);
        for id in arena.ids().filter(|id| arena.get(*id).kind == Kind::Run) {
            table.give_points(arena, id, scoring, root_counts);
        }
        for id in arena.ids().filter(|id| table.get(*id).points > 0.0).collect::<Vec<_>>() {
            let prior = tag_prior(arena.tag(id)) + f32::from(u8::from(scoring.weigh_names)) * table.name_weight(id);
            let score = &mut table.0[id.index()];
            score.points = (score.points + prior) * (1.0 - arena.get(id).statistics.link_density());
        }
        table
    }

    pub(crate) fn get(&self, id: BlockId) -> Score {
        self.0[id.index()]
    }

    /// Class and id names: content for, boilerplate and comments against.
    pub(crate) fn name_weight(&self, id: BlockId) -> f32 {
        let names = self.get(id).names;
        NAME_POINTS * (f32::from(u8::from(names.content > 0)) - f32::from(u8::from(names.are_against())))
    }

    fn is_unlikely(&self, arena: &Arena, id: BlockId) -> bool {
        let names = self.get(id).names;
        !is_shell(arena, id) && names.content == 0 && names.are_against() || arena.get(id).is_marked_boilerplate
    }

    fn is_comments(&self, arena: &Arena, id: BlockId) -> bool {
        let names = self.get(id).names;
        !is_shell(arena, id) && names.content == 0 && names.comments > 0
    }

    /// Sums what stands inside each block; children come after their parents.
    fn count_insides(&mut self, arena: &Arena) {
        for id in arena.ids().rev().filter(|id| *id != BlockId::ROOT) {
            let inside = self.get(id).inside;
            let tag = arena.tag(id);
            let around = &mut self.0[arena.get(id).parent.index()].inside;
            around.paragraphs += inside.paragraphs + u32::from(tag == Some(Tag::P));
            around.list_entries += inside.list_entries + u32::from(tag == Some(Tag::Li));
            around.elements |= tag.is_some();
        }
    }

    /// Gives a paragraph's points to the elements around it.
    fn give_points(&mut self, arena: &Arena, run: BlockId, scoring: Scoring, root_counts: bool) {
        let block = arena.get(run);
        let skipped = scoring.skip_unlikely && self.get(run).unlikely || !scoring.count_hidden && block.hidden;
        let statistics = block.statistics;
        if skipped || statistics.weight() < LIGHTEST_PARAGRAPH {
            return;
        }
        let points = 1.0 + statistics.commas as f32 + (statistics.weight() / 100.0).min(3.0);
        let is_paragraph = block.parent != BlockId::ROOT && !self.get(block.parent).inside.elements;
        let around = arena.ancestors(run).skip(usize::from(is_paragraph));
        let receivers = around.filter(|id| root_counts || *id != BlockId::ROOT);
        for (receiver, share) in receivers.zip(SHARES) {
            self.0[receiver.index()].points += points * share;
        }
    }
}

/// Elements whose names tell of the page or of the whole article.
fn is_shell(arena: &Arena, id: BlockId) -> bool {
    matches!(arena.tag(id), Some(Tag::Html | Tag::Body | Tag::Article | Tag::Main) | None)
}

/// What an element's name says of its being a content root, as in Readability.
fn tag_prior(tag: Option<Tag>) -> f32 {
    use Tag::*;
    match tag {
        Some(Article | Main) => 10.0,
        Some(Div | Section) => 5.0,
        Some(Pre | Td | Blockquote) => 3.0,
        Some(Address | Ol | Ul | Dl | Dd | Dt | Li | Form | Fieldset) => -3.0,
        Some(H1 | H2 | H3 | H4 | H5 | H6 | Th | Header | Footer | Nav | Aside) => -5.0,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::select::{Header, by_rule};
    use crate::{Extractor, Options};

    /// Set by `cargo xtask accept`, as for the pages.
    const ACCEPT: &str = "OFFPRINT_ACCEPT";
    const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/signals");

    /// A line for each signal, a value for each run; the first two lines say which runs, and what the trees make of them.
    fn written(html: &str) -> String {
        let mut page = Extractor::new("https://square.example/owl", Options::default()).unwrap();
        page.write(html.as_bytes()).unwrap();
        let page = page.read().unwrap();
        let (table, by_rule) = by_rule(&page.arena, Header::new(&page.metadata));
        let kept_by_rule = &by_rule.kept();
        let question = Question { arena: &page.arena, table: &table, claims: &page.claims, kept_by_rule };
        let survey = Survey::new(&question, &MODEL.words);
        let sheet = Sheet::read(&survey);
        let line = |name: &str, values: &mut dyn Iterator<Item = String>| {
            format!("{name}\t{}\n", values.collect::<Vec<_>>().join("\t"))
        };
        let beginning = |id: BlockId| page.arena.text(id).chars().take(8).collect::<String>();
        let likely = MODEL.trees.probabilities(&sheet);
        let head = [
            line("run", &mut survey.runs.iter().map(|run| beginning(run.id))),
            line("probability, its bits", &mut likely.iter().map(|likely| format!("{:08x}", likely.to_bits()))),
        ];
        let signals = signals::names().enumerate().map(|(column, (family, signal))| {
            line(&format!("{family}: {}", signal.name), &mut sheet.column(column).iter().map(u8::to_string))
        });
        head.into_iter().chain(signals).collect()
    }

    #[test]
    fn the_signals_of_a_page_are_what_was_accepted() {
        let found = written(&std::fs::read_to_string(format!("{FOLDER}/source.html")).unwrap());
        let expected = format!("{FOLDER}/expected.tsv");
        if std::env::var_os(ACCEPT).is_some() {
            std::fs::write(&expected, &found).unwrap();
        }
        let expected = std::fs::read_to_string(expected).unwrap_or_default();
        let differing = found.lines().zip(expected.lines()).find(|(found, expected)| found != expected);
        assert_eq!(differing, None, "the first line that differs");
        assert_eq!(found.lines().count(), expected.lines().count());
    }
}
