//! The stack of open elements: from tags as they are written to elements as they nest.
//!
//! The rules are those of HTML §13.2.6 that decide where text belongs: implied end tags, scopes, the parts of tables,
//! formatting elements that outlive the blocks they were opened in, foreign content, framesets. What needs to go back in
//! the page is left out: what a browser moves in front of a table is told where it stands.
//!
//! The standard closes a formatting element with the block around it and opens it again at the next text. Here it stays
//! open, asleep until that text comes: the listener is told the same, and no attributes need be kept.

mod foreign;
mod formatting;
mod implied;
mod scopes;

use self::scopes::{end_barrier, is_marker, is_paragraph_barrier, is_scope_barrier, is_table_structure};
use super::noscript::Event;
use super::{Attributes, Listener, StartTag};
use crate::html::tag::Tag;

/// Elements open at once. Blink stops nesting at the same depth (`kMaximumHTMLParserDOMTreeDepth`): what would be
/// deeper becomes a sibling, and every search of the stack is bounded.
const MAX_OPEN_ELEMENTS: usize = 512;

/// An element that is open.
#[derive(Debug, Clone, Copy)]
struct Open {
    /// [`Tag::Other`] is an element of SVG or MathML that means nothing here; in HTML such an element is not kept.
    tag: Tag,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    /// A formatting element whose block has ended: it begins again with the next text.
    Asleep,
    /// A form whose end tag came while other elements were open inside: it ends after them.
    Ended,
}

/// The form that is open (HTML §13.2.4.4, the form element pointer): forms do not nest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    None,
    /// At this depth.
    Open(usize),
    /// It ended with an element around it, but its end tag has not come.
    Left,
}

/// Builds the nesting of one page and tells a listener of it.
pub(crate) struct Tree<L> {
    listener: L,
    open: Vec<Open>,
    /// How deep the opaque element stands that is open: what is inside is not told.
    opaque: Option<usize>,
    /// Whether the element that began last is a script that holds text: of no other script is the raw text told.
    is_text_script: bool,
    /// Whether any element is asleep.
    any_asleep: bool,
    form: Form,
    /// The page's text has begun: a `body`, a `head` or a `frameset` comes too late.
    in_body: bool,
    /// The page is a frameset, and has no text.
    in_frameset: bool,
}

impl<L: Listener> Tree<L> {
    pub(crate) fn new(listener: L) -> Self {
        Self {
            listener,
            open: Vec::new(),
            opaque: None,
            is_text_script: false,
            any_asleep: false,
            form: Form::None,
            in_body: false,
            in_frameset: false,
        }
    }

    /// Whether the attributes of a start tag that comes next matter: it may be told, or end what it stands in by them.
    pub(crate) fn hears_start(&self, tag: Tag) -> bool {
        if self.is_foreign() { foreign::hears_start(tag) } else { tag != Tag::Other && !self.is_kept_inside(tag) }
    }

    /// Whether `tag` surely begins inside the opaque element that is open; of others, what it implies may end that.
    fn is_kept_inside(&self, tag: Tag) -> bool {
        use Tag::*;
        let Some(depth) = self.opaque else { return false };
        let is_kept = match self.open[depth].tag {
            Template => true,
            Object if tag == Embed => false,
            Object | Select => !tag.is_table_part() && !matches!(tag, Input | Table),
            _ => false,
        };
        is_kept && self.in_body && self.open.len() < MAX_OPEN_ELEMENTS
    }

    /// Whether text that comes next may be told, or read anew: most bytes of a page are scripts, and those are not.
    pub(crate) fn hears_text(&self) -> bool {
        self.opaque.is_none() || self.hears_raw_text() || self.is_in_title() || self.is_in_noscript()
    }

    /// Whether what follows a tag here is text and tags of HTML, as it is at the start of a page.
    pub(crate) fn is_between_tags(&self) -> bool {
        let is_plain = |tag: Tag| !tag.is_preformatted();
        self.opaque.is_none() && !self.in_frameset && !self.is_foreign_element() && self.current().is_none_or(is_plain)
    }

    fn hears_raw_text(&self) -> bool {
        self.is_in_opaque(Tag::Title) || self.is_text_script && self.is_in_opaque(Tag::Script)
    }

    /// Whether `tag` is the innermost open element, and the opaque one.
    fn is_in_opaque(&self, tag: Tag) -> bool {
        self.current() == Some(tag) && self.opaque.is_some_and(|depth| depth + 1 == self.open.len())
    }

    /// A start tag stands in the page.
    pub(crate) fn start(&mut self, tag: Tag, attributes: &Attributes, self_closing: bool) {
        if self.is_foreign() && self.start_foreign(tag, attributes, self_closing) {
            return;
        }
        // The standard's own words: "Change the token's tag name to img. (Don't ask.)"
        let tag = if tag == Tag::Image { Tag::Img } else { tag };
        if self.has_place(tag) {
            self.element(tag, attributes, self_closing);
        } else if tag == Tag::Frameset {
            self.in_frameset |= !self.in_body;
        } else if tag == Tag::Select {
            self.close(|open| open == Tag::Select, |_| false);
        }
    }

    fn element(&mut self, tag: Tag, attributes: &Attributes, self_closing: bool) {
        self.imply_ends(tag);
        if self.any_asleep {
            self.meet_sleepers(tag);
        }
        self.tell_start(tag, attributes);
        // Cells cannot be in a form that stands between them (HTML §13.2.6.4.9).
        let is_form_between_cells = tag == Tag::Form && self.current().is_some_and(is_table_structure);
        if is_form_between_cells {
            self.form = Form::Left;
        }
        if is_form_between_cells || self_closing && matches!(tag, Tag::Svg | Tag::Math) {
            self.tell_end(tag);
        } else if !tag.is_void() {
            self.is_text_script = tag == Tag::Script && is_text_script(attributes);
            self.push(tag, tag.is_opaque() && !(tag == Tag::Template && attributes.has("shadowrootmode")));
        }
    }

    /// A text node stands in the page.
    pub(crate) fn text(&mut self, text: &str) {
        if self.opaque.is_some() || self.in_frameset {
            return;
        }
        if !self.in_body && !text.trim_ascii().is_empty() {
            self.begin_body();
        }
        self.wake();
        self.listener.text(text);
    }

    /// The raw text of the opaque element that is open.
    pub(crate) fn raw_text(&mut self, text: &str) {
        if self.hears_raw_text() {
            self.listener.raw_text(text);
        }
    }

    /// Whether what stands here is the raw text of a `noscript` in the page's body.
    pub(crate) fn is_in_noscript(&self) -> bool {
        self.in_body && self.is_in_opaque(Tag::Noscript)
    }

    /// What stood in the raw text of the `noscript` that is open: from now on its inside is told.
    pub(crate) fn tell_again(&mut self, event: Event) {
        self.opaque = None;
        match event {
            Event::Start(tag, attributes) => self.start(tag, &attributes, false),
            Event::Text(text) => self.text(&text),
            Event::End(tag) => self.end(tag),
        }
    }

    /// Whether what stands here is the page's title.
    pub(crate) fn is_in_title(&self) -> bool {
        self.current() == Some(Tag::Title)
    }

    /// An end tag stands in the page; it may match nothing.
    pub(crate) fn end(&mut self, tag: Tag) {
        if self.is_foreign_element() && self.end_foreign(tag) {
            return;
        }
        match tag {
            Tag::Other | Tag::Body | Tag::Html => {}
            Tag::Br => self.start(tag, &Attributes::default(), false),
            // A stray end tag is a paragraph without text, and divides what stands around it.
            Tag::P if self.in_body && self.depth_of(|open| open == Tag::P, is_paragraph_barrier).is_none() => {
                self.empty_paragraph()
            }
            Tag::Form => self.end_form(),
            _ if tag.is_formatting() => self.end_formatting(tag),
            _ => {
                let same = |open: Tag| open == tag || open.is_heading() && tag.is_heading();
                self.close(same, end_barrier(tag));
            }
        }
    }

    /// The page is over: what is open ends.
    pub(crate) fn finish(mut self) -> L {
        while let Some(last) = self.open.len().checked_sub(1) {
            self.remove(last);
        }
        self.listener
    }

    fn tell_start(&mut self, tag: Tag, attributes: &Attributes) {
        if self.opaque.is_none_or(|depth| names_file(self.open[depth].tag, tag)) {
            self.listener.start(&StartTag { tag, attributes });
        }
    }

    fn tell_end(&mut self, tag: Tag) {
        if self.opaque.is_none() {
            self.listener.end(tag);
        }
    }

    fn tell_formula_start(&mut self, tag: Tag, attributes: &Attributes) {
        if self.opaque.is_none() {
            self.listener.formula_start(&StartTag { tag, attributes });
        }
    }

    fn tell_formula_end(&mut self) {
        if self.opaque.is_none() {
            self.listener.formula_end();
        }
    }

    fn current(&self) -> Option<Tag> {
        self.open.last().map(|open| open.tag)
    }

    fn push(&mut self, tag: Tag, is_opaque: bool) {
        if is_opaque && self.opaque.is_none() {
            self.opaque = Some(self.open.len());
        }
        if tag == Tag::Form {
            self.form = Form::Open(self.open.len());
        }
        self.open.push(Open { tag, state: State::Open });
    }

    /// Ends the element at `depth`; what is inside it goes on without it.
    fn remove(&mut self, depth: usize) {
        let tag = self.open.remove(depth).tag;
        self.opaque = match self.opaque {
            Some(at) if at == depth => None,
            Some(at) if at > depth => Some(at - 1),
            other => other,
        };
        self.form = match self.form {
            Form::Open(at) if at == depth => Form::Left,
            Form::Open(at) if at > depth => Form::Open(at - 1),
            other => other,
        };
        match tag {
            Tag::AnnotationXml => self.tell_end(Tag::Annotation),
            Tag::Other | Tag::Desc | Tag::ForeignObject => {}
            _ if tag.is_formula_part() || tag.is_foreign_point() => self.tell_formula_end(),
            _ => self.tell_end(tag),
        }
    }

    /// Ends the elements from `depth` on, innermost first. Formatting elements outlive their blocks, asleep, but not the
    /// cell or the opaque element they were opened in, nor what stands between the cells of a table.
    fn pop_to(&mut self, depth: usize) {
        let is_between_cells = depth > 0 && is_table_structure(self.open[depth - 1].tag);
        let limit = match self.open[depth..].iter().position(|open| is_marker(open.tag)) {
            _ if is_between_cells => depth,
            Some(marker) => depth + marker,
            None => self.open.len(),
        };
        let limit = self.opaque.map_or(limit, |at| limit.min(at.max(depth)));
        for at in (depth..self.open.len()).rev() {
            if at < limit && self.may_outlive(at) {
                self.open[at].state = State::Asleep;
                self.any_asleep = true;
            } else {
                self.remove(at);
            }
        }
        while let Some(Open { state: State::Ended, .. }) = self.open.last() {
            self.remove(self.open.len() - 1);
        }
    }

    fn depth_of(&self, wanted: impl Fn(Tag) -> bool, barrier: impl Fn(Tag) -> bool) -> Option<usize> {
        let depth = self.open.iter().rposition(|open| wanted(open.tag) || barrier(open.tag))?;
        wanted(self.open[depth].tag).then_some(depth)
    }

    /// Ends the innermost open element that `wanted` accepts, and all inside it, unless `barrier` holds before it.
    fn close(&mut self, wanted: impl Fn(Tag) -> bool, barrier: impl Fn(Tag) -> bool) {
        if let Some(depth) = self.depth_of(wanted, barrier) {
            self.pop_to(depth);
        }
    }

    /// A form's end tag ends the form alone: what is open inside it stays open, and in it.
    fn end_form(&mut self) {
        let Form::Open(depth) = std::mem::replace(&mut self.form, Form::None) else { return };
        let inside = &self.open[depth + 1..];
        if inside.iter().all(|open| open.tag.has_implied_end()) {
            self.pop_to(depth);
        } else if !inside.iter().any(|open| is_scope_barrier(open.tag)) {
            self.open[depth].state = State::Ended;
        }
    }

    /// Whether a start tag means an element where it stands. Those that nothing treats by name are wrappers without
    /// meaning, and are not kept.
    fn has_place(&self, tag: Tag) -> bool {
        use Tag::*;
        match tag {
            _ if self.in_frameset => tag == Noframes,
            Frameset | Frame | Other | Annotation | AnnotationXml => false,
            _ if tag.is_foreign_point() || tag.is_formula_part() => false,
            Html | Head => !self.in_body && self.open.iter().all(|open| open.tag != tag),
            Body => !self.in_body,
            Form => self.form == self::Form::None,
            Select => !self.is_in_select(),
            _ if tag.is_table_part() => self.open.iter().any(|open| matches!(open.tag, Table | Template)),
            _ => true,
        }
    }
}

/// Whether an element inside an opaque one says where that has its content from.
fn names_file(opaque: Tag, tag: Tag) -> bool {
    match opaque {
        Tag::Audio | Tag::Video => tag == Tag::Source,
        Tag::Object => tag == Tag::Embed,
        _ => false,
    }
}

/// Scripts that hold text: metadata, and the formulas of MathJax 2.
fn is_text_script(script: &Attributes) -> bool {
    let kind = script.get("type").unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim();
    ["application/ld+json", "math/tex"].iter().any(|kind| essence.eq_ignore_ascii_case(kind))
}

#[cfg(test)]
mod tests;
