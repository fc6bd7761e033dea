//! What the tests of this stage share: a page's arena, and selections by probabilities of the test's own.

use super::settle::settle;
use super::{Header, by_rule};
use crate::blocks::{Arena, BlockId, Builder, Kind};
use crate::html::url::Url;
use crate::metadata::Claims;
use crate::parse::Parser;
use crate::score::{Question, Verdict};

/// A header that says nothing.
pub(super) const NO_HEADER: Header<'_> = Header { title: None, lines: [None, None], image: None };

/// The arena of a page.
pub(super) fn arena(html: &str) -> Arena {
    let mut parser = Parser::new(Builder::new(Url::parse("https://e.org/")));
    parser.write(html.as_bytes()).unwrap();
    parser.end().unwrap().finish().unwrap().0
}

/// The runs of a page.
pub(super) fn runs(arena: &Arena) -> Vec<BlockId> {
    arena.ids().filter(|id| arena.get(*id).kind == Kind::Run).collect()
}

/// The run that begins so.
pub(super) fn run(arena: &Arena, beginning: &str) -> BlockId {
    let found = runs(arena).into_iter().find(|id| arena.text(*id).starts_with(beginning));
    found.unwrap_or_else(|| panic!("no run begins with {beginning:?}"))
}

/// The runs that are kept where each is as likely as its text, or its markup where it has none, is found to be.
pub(super) fn settled(html: &str, claims: &Claims, likely: impl Fn(&str) -> f32) -> Vec<String> {
    let arena = arena(html);
    let (table, by_rule) = by_rule(&arena, NO_HEADER);
    let question = Question { arena: &arena, table: &table, claims, kept_by_rule: &by_rule.kept() };
    let shown = |id: BlockId| if arena.text(id).is_empty() { arena.markup(id).to_owned() } else { arena.text(id) };
    let of = |id: BlockId| if arena.get(id).kind == Kind::Run { likely(&shown(id)) } else { 0.0 };
    let verdict = Verdict { likely: arena.ids().map(of).collect(), effects: Vec::new() };
    let selection = settle(&question, &by_rule.decisions, verdict, NO_HEADER);
    runs(&arena).into_iter().filter(|id| selection.keeps(*id)).map(shown).collect()
}
