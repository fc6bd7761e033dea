//! The links between notes and their marks, both ways, and none that leads nowhere.
//!
//! A mark leads to the note of its number if that is kept; if not, it is text. The first mark of a note has an id, and the
//! note leads back to it.

use std::borrow::Cow;

use crate::blocks::{Arena, BlockId, Kind, Note};
use crate::html::marks::{Numbers, first_mark, has_mark, mark, next_mark, numbers};
use crate::select::Selection;

/// The notes that are written, and the marks that lead to them.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// The notes that are written and that a mark leads to.
    notes: Vec<Note>,
    /// Their numbers.
    numbers: Numbers,
    /// The numbers of which a mark is written.
    marked: Numbers,
    /// Whether the page has any mark.
    has_marks: bool,
}

impl Links {
    pub(super) fn new(arena: &Arena, selection: &Selection) -> Self {
        let mut links = Self { has_marks: arena.has_marks(), ..Self::default() };
        if !links.has_marks {
            return links;
        }
        let is_kept_run = |id: &BlockId| arena.get(*id).kind == Kind::Run && selection.keeps(*id);
        let marks: Numbers = arena.ids().filter(is_kept_run).flat_map(|id| numbers(arena.markup(id))).collect();
        for note in arena.notes() {
            let is_written = selection.keeps(note.block)
                && (note.is_set_apart || !is_in_phrase(arena, note.block))
                && arena.subtree(note.block).any(|id| is_kept_run(&id));
            if !is_written || !marks.contains(note.number) || !links.numbers.insert(note.number) {
                continue;
            }
            links.notes.push(*note);
        }
        links
    }

    fn note(&self, id: BlockId) -> Option<&Note> {
        let at = self.notes.binary_search_by_key(&id, |note| note.block).ok()?;
        self.notes.get(at)
    }

    /// Whether a block is written as a note.
    pub(super) fn is_note(&self, id: BlockId) -> bool {
        self.note(id).is_some()
    }

    /// The number of a note that is written where it stands; `None` where it is written at the end.
    pub(super) fn number_in_place(&self, id: BlockId) -> Option<u32> {
        self.note(id).filter(|note| !note.is_set_apart).map(|note| note.number)
    }

    /// The notes that are written at the end: they stood beside their marks.
    pub(super) fn set_apart(&self) -> Vec<Note> {
        self.notes.iter().filter(|note| note.is_set_apart).copied().collect()
    }

    /// The markup of a run, its marks linked.
    pub(super) fn link<'a>(&mut self, markup: &'a str) -> Cow<'a, str> {
        if !self.has_marks || !has_mark(markup) {
            return Cow::Borrowed(markup);
        }
        let mut linked = String::with_capacity(markup.len() + 64);
        let mut rest = markup;
        while let Some((number, before, after)) = next_mark(rest) {
            linked.push_str(before);
            rest = after;
            if self.numbers.contains(number) {
                let is_first = self.marked.insert(number);
                linked.push_str(&if is_first { first_mark(number) } else { mark(number) });
            } else {
                let (inside, after) = rest.split_once("</a>").unwrap_or((rest, ""));
                linked.push_str(inside);
                rest = after;
            }
        }
        linked.push_str(rest);
        Cow::Owned(linked)
    }
}

/// Whether a block stands where only text is written.
fn is_in_phrase(arena: &Arena, id: BlockId) -> bool {
    arena.ancestors(id).any(|around| arena.tag(around).is_some_and(|tag| tag.holds_phrases()))
}
