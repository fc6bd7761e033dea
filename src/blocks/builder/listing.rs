//! Code, whatever highlighter set it: one `pre` with one `code`, the language told, every line and blank as it was.
//!
//! Highlighters set a line as a `div`, a row of a table, an element with a `br`, or not at all. Inside code a block is
//! a line and makes no block of the arena: it ends the line before it and its own. Line numbers and prompts stand in
//! elements of their own, and go with them.

use super::{Builder, OpenBlock, Standing};
use crate::blocks::dialects::{self, Part};
use crate::html::attributes::Attributes;
use crate::html::escape::push_attribute;
use crate::html::tag::Tag;

/// The element under which the writer knows a `code` that the page does not have: no page can end it.
const OWN_CODE: Tag = Tag::Pre;

/// How many elements around a `pre` are asked for the language: `div.language-x > div.highlight > pre`.
const LANGUAGE_DEPTH: usize = 4;

/// Code that is open.
#[derive(Debug, Default)]
pub(super) struct Listing {
    language: Option<String>,
    /// Whether it is code by its own markup: then what stands outside every `code` stands in one, too.
    is_code: bool,
    /// Whether it is no `pre`: white space between its elements is the page's indentation.
    is_boxed: bool,
    /// Whether a `code` that the page does not have is open.
    has_own_code: bool,
    /// A line has ended; its line feed is written when another follows.
    ends_line: bool,
    /// Something was written since the last line feed.
    in_line: bool,
}

impl Builder {
    /// Whether a block that begins is a listing, and what is known of it.
    pub(super) fn listing(&self, tag: Tag, part: Option<Part>, attributes: &Attributes) -> Option<Listing> {
        let is_boxed = part == Some(Part::Listing) && matches!(tag, Tag::Div | Tag::Table);
        if !is_boxed && !tag.is_preformatted() {
            return None;
        }
        let own = || attributes.get("class").and_then(dialects::language);
        let around = || {
            let around = self.open.iter().rev().take(LANGUAGE_DEPTH).filter(|open| open.tag != Tag::Body);
            around.into_iter().find_map(|open| dialects::language(self.arena.names(open.id)))
        };
        let language = own().or_else(|| dialects::named_language(attributes)).or_else(around);
        let is_code = is_boxed || language.is_some() || self.is_in_code_box(attributes);
        is_code.then(|| Listing { language, is_code, is_boxed, ..Listing::default() })
    }

    /// Whether a `pre` is code by the names of what it stands in, in whatever language.
    fn is_in_code_box(&self, attributes: &Attributes) -> bool {
        let is_box = |names: &str| names.split_ascii_whitespace().any(dialects::is_code_box);
        let around = self.open.iter().rev().take(2);
        attributes.get("class").is_some_and(is_box) || around.into_iter().any(|open| is_box(self.arena.names(open.id)))
    }

    /// A `code` begins: in a `pre`, the page says that this is a listing.
    pub(super) fn begin_code(&mut self, attributes: &Attributes) {
        match &mut self.listing {
            Some(listing) if listing.is_boxed && listing.language.is_none() => {
                listing.language = attributes.get("class").and_then(dialects::language);
            }
            None if self.open.last().is_some_and(|open| open.keeps_space) => {
                self.listing = Some(Listing::default());
            }
            _ => {}
        }
    }

    /// The start tag of a `code` in a listing; empty where one is open already. In another block of a `pre` it is the same:
    /// that block is not written, and at a second reading the `code` stands in the `pre`.
    pub(super) fn code_start(&self, attributes: &Attributes) -> Option<String> {
        let listing = self.listing.as_ref();
        if listing.is_none() && self.preformatted == 0 {
            return None;
        }
        if listing.is_some_and(|listing| listing.is_boxed || listing.has_own_code) {
            return Some(String::new());
        }
        let own = attributes.get("class").and_then(dialects::language);
        let around = || listing.and_then(|listing| listing.language.clone());
        let language = own.or_else(|| dialects::named_language(attributes)).or_else(around);
        Some(start_of_code(language.as_deref()))
    }

    /// Whether a block here is a line of the listing that is open. Others end it: it was never closed, and what follows is
    /// the page's.
    pub(super) fn is_line(&mut self, tag: Tag) -> bool {
        use Tag::*;
        let is_line = tag.is_table_part() || matches!(tag, Custom | Div | Figure | Li | Ol | Pre | Table | Ul);
        if self.listing.is_some() && !is_line {
            self.end_listing();
        }
        self.listing.is_some()
    }

    /// The listing ends.
    pub(super) fn end_listing(&mut self) {
        if self.listing.take().is_some_and(|listing| listing.has_own_code) {
            self.writer.close_code(&mut self.arena, OWN_CODE);
        }
    }

    /// A line begins or ends here.
    pub(super) fn end_code_line(&mut self) {
        if let Some(listing) = &mut self.listing {
            listing.ends_line |= std::mem::take(&mut listing.in_line);
        }
    }

    /// A line without text ends here.
    pub(super) fn blank_line(&mut self) {
        let Some(listing) = &mut self.listing else { return };
        if std::mem::replace(&mut listing.ends_line, true) {
            self.writer.preformatted(&mut self.arena, "\n");
        }
    }

    /// Text of code, its white space as it stands.
    pub(super) fn listing_text(&mut self, text: &str) {
        let Some(listing) = &self.listing else { return };
        // Editors set a line without text as one that has a character without width.
        if text.is_empty() || listing.is_boxed && text == "\u{200b}" || self.is_between_lines(text, listing) {
            return;
        }
        // Outside a `pre`, what is to stay a space is written as one that does not break.
        let text = if listing.is_boxed { text.replace('\u{a0}', " ") } else { text.to_owned() };
        self.open_own_code();
        if self.listing.as_mut().is_some_and(|listing| std::mem::take(&mut listing.ends_line)) {
            self.writer.preformatted(&mut self.arena, "\n");
        }
        self.fill_line();
        self.writer.preformatted(&mut self.arena, &text);
        if let Some(listing) = &mut self.listing {
            listing.in_line = !text.ends_with('\n');
        }
    }

    /// The line that is open is not blank: it holds text, other lines, or an ornament.
    pub(super) fn fill_line(&mut self) {
        if let Some(Standing::Line { is_blank }) = self.open.last_mut().map(|open| &mut open.standing) {
            *is_blank = false;
        }
    }

    /// Whether text is the page's indentation between two lines, or stands for a line without text.
    fn is_between_lines(&self, text: &str, listing: &Listing) -> bool {
        let Some(OpenBlock { tag, .. }) = self.open.last() else { return false };
        let is_blank = text.trim_ascii().is_empty() && (text.contains('\n') || is_structure(*tag));
        let stands_for_line = text == "\u{a0}" && !self.writer.is_open(Tag::Code);
        let is_loose = listing.is_boxed && !tag.is_preformatted();
        is_blank && (is_loose || is_structure(*tag)) || is_loose && stands_for_line
    }

    fn open_own_code(&mut self) {
        let Some(listing) = &mut self.listing else { return };
        if listing.is_code && !listing.has_own_code && !self.writer.writes_code() {
            listing.has_own_code = true;
            let start = start_of_code(listing.language.as_deref());
            self.writer.open_code(OWN_CODE, start);
        }
    }

    /// Whether an element that is an ornament of code stands in code, or right beside it.
    pub(super) fn is_beside_code(&self) -> bool {
        const AROUND_CODE: [&str; 2] = ["language-", "code-toolbar"];
        let names = self.open.last().map_or("", |open| self.arena.names(open.id));
        self.listing.is_some() || AROUND_CODE.iter().any(|name| names.contains(name))
    }
}

fn is_structure(tag: Tag) -> bool {
    matches!(tag, Tag::Table | Tag::Tbody | Tag::Thead | Tag::Tfoot | Tag::Tr)
}

fn start_of_code(language: Option<&str>) -> String {
    let mut start = String::from("<code");
    if let Some(language) = language {
        push_attribute(&mut start, "class", &format!("language-{language}"));
    }
    start.push('>');
    start
}
