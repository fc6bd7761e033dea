//! What the parser says of a page: a well-nested sequence of starts, texts and ends, in document order.
//!
//! The events are those of the tree a browser would build, as far as one pass can know it: every start that is no void
//! element has its end, implied end tags included, and text is decoded. Blocks nest; an inline element may end while
//! blocks inside it are open (`<b><p></b></p>`), and then means nothing any more, or go on when the block around it has
//! ended (`<p><b></p>`), and then means what it did. What stands inside opaque elements (scripts, svg, form controls:
//! [`Tag::is_opaque`]) is not told, but for the raw text named below
//! and the elements that name a player's files.

use std::cell::RefCell;
use std::rc::Rc;

use crate::html::attributes::Attributes;
use crate::html::tag::Tag;

/// A start tag, its attributes decoded on demand.
#[derive(Debug)]
pub(crate) struct StartTag<'a> {
    /// The element.
    pub tag: Tag,
    /// Its attributes, the first of each name.
    pub attributes: &'a Attributes,
}

/// A listener to the events of one page.
pub(crate) trait Listener {
    /// An element begins. Void elements have no end.
    fn start(&mut self, start: &StartTag<'_>);

    /// Text of the page: one text node whole, decoded, white space as it stands.
    fn text(&mut self, text: &str);

    /// Text that no reader sees as such: the insides of `title`, and of `script` elements of the types
    /// `application/ld+json` and `math/tex`; whole, decoded where HTML decodes it. The element is the last one started.
    fn raw_text(&mut self, text: &str);

    /// The innermost open `tag` ends.
    fn end(&mut self, tag: Tag);

    /// An element of MathML begins inside the open `math`. Few listeners read formulas.
    fn formula_start(&mut self, _start: &StartTag<'_>) {}

    /// The innermost open element of MathML ends.
    fn formula_end(&mut self) {}
}

/// Two listeners to one page.
impl<A: Listener, B: Listener> Listener for (A, B) {
    fn start(&mut self, start: &StartTag<'_>) {
        self.0.start(start);
        self.1.start(start);
    }

    fn text(&mut self, text: &str) {
        self.0.text(text);
        self.1.text(text);
    }

    fn raw_text(&mut self, text: &str) {
        self.0.raw_text(text);
        self.1.raw_text(text);
    }

    fn end(&mut self, tag: Tag) {
        self.0.end(tag);
        self.1.end(tag);
    }

    fn formula_start(&mut self, start: &StartTag<'_>) {
        self.0.formula_start(start);
        self.1.formula_start(start);
    }

    fn formula_end(&mut self) {
        self.0.formula_end();
        self.1.formula_end();
    }
}

/// A listener whose kind is not known when the parser is compiled.
impl Listener for Rc<RefCell<dyn Listener>> {
    fn start(&mut self, start: &StartTag<'_>) {
        self.borrow_mut().start(start);
    }

    fn text(&mut self, text: &str) {
        self.borrow_mut().text(text);
    }

    fn raw_text(&mut self, text: &str) {
        self.borrow_mut().raw_text(text);
    }

    fn end(&mut self, tag: Tag) {
        self.borrow_mut().end(tag);
    }

    fn formula_start(&mut self, start: &StartTag<'_>) {
        self.borrow_mut().formula_start(start);
    }

    fn formula_end(&mut self) {
        self.borrow_mut().formula_end();
    }
}
