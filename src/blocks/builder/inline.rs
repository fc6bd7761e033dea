//! Inline elements: what of them is written, and what is no text of the page.

use super::{Builder, MAX_INLINE_NESTING, ROOM_FOR_ORIGIN};
use crate::blocks::dialects::{self, Part};
use crate::blocks::writer::Manner;
use crate::html::attributes::Attributes;
use crate::html::tag::Tag;
use crate::html::{grammar, visibility};

impl Builder {
    pub(super) fn start_inline(&mut self, tag: Tag, attributes: &Attributes) {
        let part = dialects::part(attributes);
        if part == Some(Part::SideNote) && self.may_set_apart(tag) {
            return self.begin_side_note(tag);
        }
        self.find_note(attributes);
        let href = attributes.get("href").map(str::trim).filter(|href| tag == Tag::A && !href.is_empty());
        if let Some(number) = href.and_then(|href| self.note_number(href, part, attributes)) {
            return self.open_mark(number, href.unwrap_or_default(), part);
        }
        self.in_permalink |= href.is_some_and(|href| self.is_permalink(href, part));
        let hidden = visibility::is_hidden(attributes) || self.is_left_out(href, part, attributes);
        let glyphs = part == Some(Part::Glyphs);
        let manner = Manner {
            is_link: href.is_some() && !self.in_permalink,
            is_mark: false,
            is_hidden: hidden || glyphs,
            draws_formula: glyphs,
            holds_tex: part == Some(Part::Tex),
        };
        if grammar::inline_name(tag) == Some("code") {
            self.begin_code(attributes);
        }
        if hidden {
            self.fill_line();
        }
        let is_credit = tag != Tag::A && self.is_credit(attributes);
        if is_credit {
            self.writer.space();
        }
        let (name, start) = self.inline_start(tag, href, is_credit, attributes);
        self.writer.open(tag, name, start, manner);
    }

    /// The name under which an inline element is written, and its start tag; empty where only its insides are.
    fn inline_start(
        &self,
        tag: Tag,
        href: Option<&str>,
        is_credit: bool,
        attributes: &Attributes,
    ) -> (&'static str, String) {
        let name = if is_credit { "small" } else { grammar::inline_name(tag).unwrap_or_default() };
        let has_place = self.writer.has_place(tag) && self.writer.depth() < MAX_INLINE_NESTING;
        let is_own = match tag {
            Tag::A => self.in_permalink || self.preformatted > 0 && href.is_some_and(|href| href.starts_with('#')),
            Tag::Sup => self.mark.is_some(),
            Tag::Code | Tag::Span | Tag::Tt => self.writer.writes_code(),
            _ => false,
        };
        if name.is_empty() || !has_place || is_own {
            return (name, String::new());
        }
        if let Some(start) = self.code_start(attributes).filter(|_| name == "code") {
            return (name, start);
        }
        // With an address in it, a start tag grows once.
        let mut start = String::with_capacity(href.map_or(0, |href| href.len() + ROOM_FOR_ORIGIN));
        start.push('<');
        start.push_str(name);
        let bare = start.len();
        grammar::push_attributes(&mut start, tag, attributes, self.base.as_ref());
        start.push('>');
        // These mean nothing without an attribute that the grammar allows.
        if start.len() == bare + 1 && matches!(tag, Tag::A | Tag::Span) && !is_credit {
            start.clear();
        }
        (name, start)
    }

    /// Whether an inline element and all inside it is no text of the page, by what it is.
    fn is_left_out(&self, href: Option<&str>, part: Option<Part>, attributes: &Attributes) -> bool {
        match part {
            Some(Part::Ornament) => true,
            Some(Part::CodeOrnament) => self.is_beside_code(),
            Some(Part::NoteNumber) if self.is_before_note() => true,
            // Words in it are said of the link: "Copy link".
            Some(Part::Permalink) if self.in_permalink && self.writer.has_run() => true,
            _ => href.is_some_and(|href| self.is_back_link(href, part, attributes)),
        }
    }

    /// Whether a link leads from a heading to a place on the same page: to itself, so that it can be copied.
    fn is_permalink(&self, href: &str, part: Option<Part>) -> bool {
        let in_heading = || self.open.iter().any(|open| self.arena.tag(open.id).is_some_and(Tag::is_heading));
        (part == Some(Part::Permalink) || in_heading()) && self.leads_here(href)
    }

    pub(super) fn end_inline(&mut self, tag: Tag) {
        if self.is_end_of_side_note(tag) {
            return self.end_side_note();
        }
        self.writer.close(&mut self.arena, tag);
        if tag == Tag::A {
            self.in_permalink = false;
            self.end_mark();
        }
    }
}
