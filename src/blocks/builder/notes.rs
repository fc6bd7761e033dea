//! Footnotes, side notes and citations: every dialect becomes numbered marks and a numbered list.
//!
//! A mark is a link to a place on the same page that its dialect, its setting or its class says is a note; the block at
//! that place is the note. Both get a number of ours, by which the serializer links them: a capture holds no id of the
//! page. What leads back from a note is left out here and written anew there. A note that stands beside its mark, in the
//! middle of a sentence, is set apart: its text goes into a buffer of its own, and makes a block after the run around it.

use std::collections::HashMap;

use super::{Builder, Standing};
use crate::blocks::dialects::Part;
use crate::blocks::writer::{Manner, Run, Writer};
use crate::blocks::{BlockId, Kind};
use crate::html::attributes::Attributes;
use crate::html::grammar;
use crate::html::marks::{MOST_NOTES, Numbers, mark};
use crate::html::tag::Tag;

/// What programs write before the name of a reference, and of the note that it leads to: ours, Markdown's and Pandoc's,
/// MediaWiki's, Word's, Substack's, docutils'. The longer ones come first.
const DIALECTS: [(&str, &str); 9] = [
    ("footnote-anchor-", "footnote-"),
    ("footnote-reference-", "footnote-"),
    ("footnote-ref-", "footnote-"),
    ("endnote-ref-", "endnote-"),
    ("cite_ref-", "cite_note-"),
    ("fnref", "fn"),
    ("ftnref", "ftn"),
    ("ednref", "edn"),
    ("footnoteref", "footnote"),
];

/// What stands before the number in the name of a bibliography's entry, or of a note that only a superscript tells:
/// Springer's, LaTeXML's, JATS', and what people write.
const ENTRIES: [&str; 10] = ["ref-CR", "bib.bib", "CR", "bib", "ref", "cit", "note", "en", "B", "R"];

/// A longer name is no note's, in bytes.
const LONGEST_NAME: usize = 200;

/// What a fragment names.
#[derive(Debug, PartialEq, Eq)]
enum Named<'a> {
    /// The note of this dialect and name.
    Note(&'static str, &'a str),
    /// The place that refers to one.
    Reference,
}

/// The notes of a page.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// The number of each note that a mark leads to, by its name.
    numbers: HashMap<String, u32>,
    taken: Numbers,
    /// The number of the note that each mark with a name leads to: a link to that leads back.
    marks: HashMap<String, u32>,
    /// The notes whose block is found.
    found: Numbers,
}

/// A note beside its mark that is open.
#[derive(Debug)]
pub(super) struct SideNote {
    tag: Tag,
    number: u32,
    /// The writer of the run around it.
    outer: Writer,
}

/// A note beside its mark that has ended: its markup and what was counted.
#[derive(Debug)]
pub(super) struct SetApart {
    number: u32,
    markup: String,
    run: Run,
}

/// A link that is open and leads to a note.
#[derive(Debug)]
pub(super) struct Mark {
    /// Whether a `sup` is open around it that the page does not have.
    has_own_sup: bool,
}

impl Notes {
    /// The number of the note of this name: that of its name, where no other note has it.
    fn number(&mut self, dialect: &str, name: &str) -> Option<u32> {
        let key = format!("{dialect}{name}");
        if let Some(number) = self.numbers.get(&key) {
            return Some(*number);
        }
        let wanted = wanted_number(dialect, name).filter(|number| !self.taken.contains(*number));
        let number = wanted.unwrap_or(self.taken.largest() + 1);
        self.numbers.insert(key, number);
        self.take(number)
    }

    fn take(&mut self, number: u32) -> Option<u32> {
        let number = Some(number).filter(|number| *number < MOST_NOTES)?;
        self.taken.insert(number);
        Some(number)
    }
}

impl Builder {
    /// A link begins: whether it leads to a note, and then its number.
    pub(super) fn note_number(&mut self, href: &str, part: Option<Part>, attributes: &Attributes) -> Option<u32> {
        let fragment = fragment(href)?;
        let (dialect, name) = match named(fragment) {
            Some(Named::Note(dialect, name)) => (dialect, name),
            None if self.is_mark(fragment, part, attributes) => ("", fragment),
            _ => return None,
        };
        let has_place = self.mark.is_none() && self.preformatted == 0 && self.writer.has_place(Tag::A);
        if !has_place || part == Some(Part::BackLink) || !self.leads_here(href) {
            return None;
        }
        let number = self.notes.number(dialect, name)?;
        for own in [attributes.get("id"), attributes.get("name")].into_iter().flatten() {
            self.notes.marks.insert(own.to_owned(), number);
        }
        self.arena.add_mark();
        Some(number)
    }

    /// Whether a link to some place on the page is the mark of a note.
    fn is_mark(&self, fragment: &str, part: Option<Part>, attributes: &Attributes) -> bool {
        let is_role = |role: &str| matches!(role, "doc-noteref" | "doc-biblioref");
        let entry = ENTRIES.iter().find_map(|entry| fragment.strip_prefix(entry));
        matches!(part, Some(Part::NoteLink | Part::Citation))
            || attributes.get("role").is_some_and(is_role)
            || self.writer.is_open(Tag::Sup)
            || entry.is_some_and(|number| is_number(number.trim_start_matches(['-', '_'])))
    }

    /// Whether a link leads from a note to where it is referred to.
    pub(super) fn is_back_link(&self, href: &str, part: Option<Part>, attributes: &Attributes) -> bool {
        part == Some(Part::BackLink)
            || attributes.get("role").is_some_and(|role| role == "doc-backlink")
            || fragment(href).is_some_and(|fragment| {
                named(fragment) == Some(Named::Reference) || self.notes.marks.contains_key(fragment)
            }) && self.leads_here(href)
    }

    /// Whether a link leads to this page.
    pub(super) fn leads_here(&self, href: &str) -> bool {
        let Some((page, _)) = href.split_once('#') else { return false };
        let is_here = |page: String| {
            let here = self.page.as_ref().map(|url| url.as_str().split('#').next().unwrap_or_default());
            here == Some(page.as_str())
        };
        page.is_empty() || grammar::link(page, self.base.as_ref()).is_some_and(is_here)
    }

    /// Opens the mark of a note: a superscript, but where it is a citation in the sentence.
    pub(super) fn open_mark(&mut self, number: u32, href: &str, part: Option<Part>) {
        let fragment = fragment(href).unwrap_or_default();
        // A mark that we wrote stands as it did.
        let is_ours = fragment.strip_prefix("fn-").is_some_and(is_number);
        let is_note = !is_ours && (part == Some(Part::NoteLink) || matches!(named(fragment), Some(Named::Note(..))));
        let has_own_sup = is_note && !self.writer.is_open(Tag::Sup);
        if has_own_sup {
            self.writer.open(Tag::Sup, "sup", "<sup>".to_owned(), Manner::default());
        }
        self.writer.open(Tag::A, "a", mark(number), Manner { is_link: true, is_mark: true, ..Manner::default() });
        self.mark = Some(Mark { has_own_sup });
    }

    /// The link that is open ends.
    pub(super) fn end_mark(&mut self) {
        if self.mark.take().is_some_and(|mark| mark.has_own_sup) {
            self.writer.close(&mut self.arena, Tag::Sup);
        }
    }

    /// An element with a name begins: where that is a note's, the block it stands at the start of is the note.
    pub(super) fn find_note(&mut self, attributes: &Attributes) {
        let names = [attributes.get("id"), attributes.get("name")].into_iter().flatten();
        for name in names.filter(|name| name.len() <= LONGEST_NAME) {
            let is_known = !self.notes.numbers.is_empty() || name.starts_with(may_begin_note);
            let note = is_known.then(|| self.note_of(name)).flatten();
            let Some(number) = note.filter(|number| !self.notes.found.contains(*number)) else { continue };
            if let Some(block) = self.note_block() {
                self.notes.found.insert(number);
                self.arena.set_note(block, number, false);
                return;
            }
        }
    }

    /// The number of the note of this name: in a dialect, or one that a mark has led to.
    fn note_of(&mut self, name: &str) -> Option<u32> {
        match named(name) {
            Some(Named::Note(dialect, name)) => self.notes.number(dialect, name),
            Some(Named::Reference) => None,
            None => self.notes.numbers.get(name).copied(),
        }
    }

    /// The block that has just begun, or the entry of a list that begins with it.
    fn note_block(&self) -> Option<BlockId> {
        use Tag::*;
        let may_be_note = |tag: Tag| matches!(tag, Aside | Blockquote | Dd | Div | Li | P | Section);
        let here = self.open.last().filter(|open| open.standing == Standing::Block && may_be_note(open.tag))?.id;
        if self.writer.has_run() || here.index() + 1 != self.arena.len() {
            return None;
        }
        let begun = self.open.iter().rev().enumerate();
        let mut around = begun.take_while(|(up, open)| open.id.index() + 1 + up == self.arena.len());
        around
            .find(|(_, open)| open.tag == Li)
            .map(|(_, open)| open.id)
            .or(Some(here))
            .filter(|id| self.arena.note(*id).is_none())
    }

    /// Whether what stands here is before the text of a note, which is numbered by its place in the list.
    pub(super) fn is_before_note(&self) -> bool {
        let in_note = || self.open.last().is_some_and(|open| self.arena.note(open.id).is_some() || open.tag == Tag::Li);
        !self.writer.has_run() && !self.notes.numbers.is_empty() && in_note()
    }

    /// Whether a note beside its mark may begin here.
    pub(super) fn may_set_apart(&self, tag: Tag) -> bool {
        self.side_note.is_none()
            && self.writer.has_place(Tag::A)
            && self.preformatted == 0
            && tag != Tag::A
            && !self.is_unseen("")
    }

    /// A note begins that stands beside its mark: the mark is written, and what follows is set apart.
    pub(super) fn begin_side_note(&mut self, tag: Tag) {
        let Some(number) = self.notes.take(self.notes.taken.largest() + 1) else { return };
        self.notes.found.insert(number);
        self.arena.add_mark();
        self.writer.open(Tag::Sup, "sup", "<sup>".to_owned(), Manner::default());
        self.writer.open(Tag::A, "a", mark(number), Manner { is_link: true, ..Manner::default() });
        self.writer.attach(&mut self.arena, &number.to_string());
        self.writer.close(&mut self.arena, Tag::A);
        self.writer.close(&mut self.arena, Tag::Sup);
        self.arena.swap_markup(&mut self.set_apart_markup);
        let outer = std::mem::take(&mut self.writer);
        self.side_note = Some(SideNote { tag, number, outer });
    }

    /// Whether an element of this name that ends is the note that is open.
    pub(super) fn is_end_of_side_note(&self, tag: Tag) -> bool {
        self.side_note.as_ref().is_some_and(|note| note.tag == tag) && !self.writer.is_open(tag)
    }

    /// The note that is open ends, and the run around it goes on.
    pub(super) fn end_side_note(&mut self) {
        let Some(SideNote { number, outer, .. }) = self.side_note.take() else { return };
        self.writer.trim_end(&mut self.arena);
        let run = self.writer.end_run(&mut self.arena);
        self.arena.swap_markup(&mut self.set_apart_markup);
        let markup = std::mem::take(&mut self.set_apart_markup);
        self.writer = outer;
        if let Some(run) = run.filter(|run| run.statistics.characters > 0) {
            self.set_apart.push(SetApart { number, markup, run });
        }
    }

    /// The run around the notes has ended: they are blocks after it.
    pub(super) fn push_set_apart(&mut self) {
        for SetApart { number, markup, run } in std::mem::take(&mut self.set_apart) {
            let parent = self.current();
            let hidden = self.arena.get(parent).hidden;
            let block = self.arena.push(Kind::Element(Tag::Aside), parent);
            self.arena.set_note(block, number, true);
            self.arena.get_mut(block).hidden = hidden;
            let start = self.arena.markup_mut().len();
            self.arena.markup_mut().push_str(&markup);
            let id = self.arena.push(Kind::Run, block);
            self.arena.set_markup(id, start);
            let note = self.arena.get_mut(id);
            note.statistics = run.statistics;
            note.hidden = hidden;
        }
    }
}

/// The fragment of a link, where it may name a note.
fn fragment(href: &str) -> Option<&str> {
    let at = memchr::memchr(b'#', href.as_bytes())?;
    Some(&href[at + 1..]).filter(|fragment| (1..=LONGEST_NAME).contains(&fragment.len()))
}

/// Whether the name of a note may begin so, in any dialect.
fn may_begin_note(c: char) -> bool {
    matches!(c, 'c' | 'e' | 'f' | 'u' | '_')
}

/// What a fragment names, by its dialect.
fn named(fragment: &str) -> Option<Named<'_>> {
    let bare = fragment.strip_prefix("user-content-").unwrap_or(fragment).trim_start_matches('_');
    let name = |rest: &'_ str, prefix: &str| -> bool {
        // A word goes on with letters: `function`, `footnotes`.
        prefix.ends_with(['-', '_']) && !rest.is_empty()
            || rest.starts_with([':', '-', '_', '.']) && rest.len() > 1
            || rest.starts_with(|c: char| c.is_ascii_digit())
    };
    DIALECTS.iter().find_map(|(reference, note)| {
        if bare.strip_prefix(reference).is_some_and(|rest| name(rest, reference)) {
            return Some(Named::Reference);
        }
        let rest = bare.strip_prefix(note).filter(|rest| name(rest, note))?;
        Some(Named::Note(note, rest.trim_start_matches([':', '-', '_', '.'])))
    })
}

/// The number that a note has by its name: `1` and GitHub's `1-9c0f4e1b`; where the name is of another kind, what it ends
/// with: MediaWiki's `Moor-12`, JATS' `ref001`.
fn wanted_number(dialect: &str, name: &str) -> Option<u32> {
    let is_digit = |c: char| c.is_ascii_digit();
    let number = if matches!(dialect, "" | "cite_note-") {
        name.rsplit(|c| !is_digit(c)).next()?.trim_start_matches('0')
    } else {
        name.split(|c: char| !c.is_ascii_alphanumeric()).next()?
    };
    let number = number.parse().ok().filter(|_| is_number(number));
    number.filter(|number| *number < MOST_NOTES)
}

/// A number that a note may have.
fn is_number(text: &str) -> bool {
    const MOST_DIGITS: usize = 6;
    (1..=MOST_DIGITS).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_named_by_their_dialects() {
        for (fragment, expected) in [
            ("fn-3", Some(Named::Note("fn", "3"))),
            ("fn:year", Some(Named::Note("fn", "year"))),
            ("fn12", Some(Named::Note("fn", "12"))),
            ("user-content-fn-1-9c0f", Some(Named::Note("fn", "1-9c0f"))),
            ("cite_note-Moor-1", Some(Named::Note("cite_note-", "Moor-1"))),
            ("_ftn1", Some(Named::Note("ftn", "1"))),
            ("footnote-1-151", Some(Named::Note("footnote-", "1-151"))),
            ("fnref2:year", Some(Named::Reference)),
            ("_ednref1", Some(Named::Reference)),
            ("footnote-anchor-1-151", Some(Named::Reference)),
            ("cite_ref-Moor_1-0", Some(Named::Reference)),
            ("function-3", None),
            ("footnotes", None),
            ("fn", None),
            ("fn:", None),
        ] {
            assert_eq!(named(fragment), expected, "{fragment}");
        }
    }

    #[test]
    fn numbers_are_those_of_the_names_where_they_are_free() {
        let mut notes = Notes::default();
        let names = [
            ("fn", "year"),
            ("fn", "2"),
            ("fn", "1"),
            ("cite_note-", "Moor-1990-7"),
            ("ftn", "2-9c0f4e1b"),
            ("fn", "2"),
            ("fn", "bill-9c0f"),
            ("", "pone.01.ref020"),
        ];
        let numbers = names.map(|(dialect, name)| notes.number(dialect, name).unwrap());
        assert_eq!(numbers, [1, 2, 3, 7, 8, 2, 9, 20]);
    }
}
