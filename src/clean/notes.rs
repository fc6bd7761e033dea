//! The links between notes and their marks, both ways, and none that leads nowhere.
//!
//! A mark leads to the note of its number if that is kept; if not, it is text. The first mark of a note has an id, and the
//! note leads back to it.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::blocks::{Arena, BlockId, Kind, Note};
use crate::html::marks::{first_mark, has_mark, mark, next_mark, numbers};
use crate::select::Selection;

/// The notes that are written, and the marks that lead to them.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// The notes that are written and that a mark leads to.
    notes: HashMap<BlockId, Note>,
    /// Their numbers.
    numbers: HashSet<u32>,
    /// The numbers of which a mark is written.
    marked: HashSet<u32>,
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
        let marks: HashSet<u32> = arena.ids().filter(is_kept_run).flat_map(|id| numbers(arena.markup(id))).collect();
        for note in arena.notes() {
            let is_written = selection.keeps(note.block)
                && (note.is_set_apart || !is_in_phrase(arena, note.block))
                && arena.subtree(note.block).any(|id| is_kept_run(&id));
            if !is_written || !marks.contains(&note.number) || !links.numbers.insert(note.number) {
                continue;
            }
            links.notes.insert(note.block, *note);
        }
        links
    }

    /// Whether a block is written as a note.
    pub(super) fn is_note(&self, id: BlockId) -> bool {
        self.has_marks && self.notes.contains_key(&id)
    }

    /// The number of a note that is written where it stands; `None` where it is written at the end.
    pub(super) fn number_in_place(&self, id: BlockId) -> Option<u32> {
        self.notes.get(&id).filter(|note| !note.is_set_apart).map(|note| note.number)
    }

    /// The notes that stood beside their marks: they are written at the end.
    pub(super) fn set_apart(&self, arena: &Arena) -> Vec<Note> {
        let is_written = |note: &&Note| note.is_set_apart && self.is_note(note.block);
        arena.notes().iter().filter(is_written).copied().collect()
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
            if self.numbers.contains(&number) {
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
