//! Block-level elements: which of them are blocks of the arena, and what is known of those.
//!
//! Not every one is. In code they are lines, in a note that is set apart they are words apart, and what draws line numbers
//! is nothing at all.

use super::{BOILERPLATE_ROLES, Builder, OpenBlock, Standing, captions, is_listed, is_marked_content};
use crate::blocks::Kind;
use crate::blocks::dialects::{self, Part};
use crate::blocks::embed::{self, Embed};
use crate::blocks::writer::Manner;
use crate::html::attributes::Attributes;
use crate::html::tag::Tag;
use crate::html::{grammar, visibility};

impl Builder {
    /// What a block-level element that begins here is to the arena.
    fn standing(&mut self, tag: Tag, part: Option<Part>) -> Standing {
        let is_ornament = match part {
            Some(Part::Ornament) => true,
            Some(Part::CodeOrnament) => self.is_beside_code(),
            // The elements that draw a formula have names of their own.
            _ => self.mathjax > 0 && tag == Tag::Custom,
        };
        if is_ornament || self.ornaments > 0 {
            Standing::Ornament
        } else if self.listing.is_some() && self.is_line(tag) {
            Standing::Line { is_blank: true }
        } else if self.side_note.is_some() || part == Some(Part::FormulaBox) {
            Standing::Transparent
        } else {
            Standing::Block
        }
    }

    /// A block-level element begins that makes no block.
    fn start_within(&mut self, tag: Tag, standing: Standing) {
        if tag.is_void() {
            return;
        }
        match standing {
            Standing::Line { .. } => {
                self.end_code_line();
                self.fill_line();
                self.at_start_of_pre = tag.is_preformatted();
            }
            Standing::Ornament => self.ornaments += 1,
            // What are paragraphs to the page are words apart in a note.
            _ => self.writer.text(&mut self.arena, " "),
        }
        let id = self.current();
        let (meant, is_credit, widget) = (tag, false, None);
        self.open.push(OpenBlock { tag, id, keeps_space: false, standing, meant, is_credit, widget });
    }

    pub(super) fn start_block(&mut self, tag: Tag, attributes: &Attributes) {
        let part = dialects::part(attributes);
        let standing = self.standing(tag, part);
        if standing != Standing::Block {
            return self.start_within(tag, standing);
        }
        self.end_run();
        // A mark stands in a line; what goes on beyond it was never closed.
        if self.mark.is_some() {
            self.writer.close(&mut self.arena, Tag::A);
            self.end_mark();
        }
        let parent = self.current();
        // A summary means something as a child of details alone.
        let is_stray = tag == Tag::Summary && self.arena.tag(parent) != Some(Tag::Details);
        let listing =
            self.listing(tag, part, attributes).filter(|_| self.open.iter().all(|open| self.may_hold_pre(open)));
        let meant = match &listing {
            Some(_) => Tag::Pre,
            None if is_stray => Tag::Div,
            None => captions::meant(tag, attributes),
        };
        let id = self.arena.push(Kind::Element(meant), parent);
        let start = self.arena.markup_mut().len();
        // The language of code is no language that people speak.
        if listing.is_none() {
            grammar::push_attributes(self.arena.markup_mut(), tag, attributes, self.base.as_ref());
        }
        self.arena.set_markup(id, start);
        self.arena.set_names(id, tag, attributes.get("class"), attributes.get("id"));
        let hidden = self.arena.get(parent).hidden || self.in_noscript || visibility::is_hidden(attributes);
        let is_credit = self.is_credit(attributes);
        let block = self.arena.get_mut(id);
        block.statistics.elements = 1;
        block.is_post = tag == Tag::Blockquote && embed::is_post(attributes);
        block.hidden = hidden;
        block.is_marked_content = is_marked_content(tag, attributes);
        block.is_marked_boilerplate = attributes.get("role").is_some_and(|role| is_listed(role, &BOILERPLATE_ROLES));
        if !tag.is_void() {
            let keeps_space =
                listing.is_some() || tag.is_preformatted() && self.open.iter().all(|open| self.may_hold_pre(open));
            self.preformatted += usize::from(keeps_space);
            self.at_start_of_pre = keeps_space && tag.is_preformatted();
            let widget = Embed::widget(attributes).map(Box::new);
            self.captions += usize::from(meant == Tag::Figcaption);
            self.open.push(OpenBlock { tag, id, keeps_space, standing, meant, is_credit, widget });
            self.listing = self.listing.take().or(listing);
            self.find_note(attributes);
            if is_credit {
                self.writer.open(Tag::Small, "small", String::from("<small>"), Manner::default());
            }
        }
    }

    /// A `pre` in a heading or a paragraph is written as part of its text, and its white space collapses with it.
    pub(super) fn may_hold_pre(&self, open: &OpenBlock) -> bool {
        open.keeps_space || !self.arena.tag(open.id).is_some_and(Tag::holds_phrases)
    }

    pub(super) fn end_block(&mut self, tag: Tag) {
        match self.open.last() {
            Some(open) if open.tag == tag && open.standing != Standing::Block => return self.end_within(),
            Some(open) if open.keeps_space => self.end_listing(),
            _ => {}
        }
        self.end_run();
        if self.open.last().is_some_and(|open| open.tag == tag && open.is_credit) {
            self.writer.close(&mut self.arena, Tag::Small);
        }
        if let Some(open) = self.open.pop_if(|open| open.tag == tag) {
            self.preformatted -= usize::from(open.keeps_space);
            self.captions -= usize::from(open.meant == Tag::Figcaption);
            if let Some(widget) = open.widget {
                self.embed(*widget);
            }
        }
    }

    /// The innermost block-level element ends, which made no block.
    fn end_within(&mut self) {
        match self.open.pop().map(|open| open.standing) {
            Some(Standing::Line { is_blank: true }) => self.blank_line(),
            Some(Standing::Line { .. }) => self.end_code_line(),
            Some(Standing::Ornament) => self.ornaments -= 1,
            _ => {}
        }
    }
}
