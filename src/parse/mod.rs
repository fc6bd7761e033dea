//! Bytes to events: the one room that names lol_html.
//!
//! lol_html tokenizes and streams, and knows no tree. Its handlers give start tags, text and comments; the end tags are
//! read from the bytes that no handler took (see [`end_tags`]), and [`tree`] makes elements of both.

mod end_tags;
mod event;
mod noscript;
mod notes;
mod tokens;
mod tree;
mod window;

use std::cell::RefCell;
use std::rc::Rc;

use crate::Error;
pub(crate) use crate::html::attributes::Attributes;
pub(crate) use event::{Listener, StartTag};
pub(crate) use tokens::Parser;

/// Reads all of `html` and gives back the listener that it was told to.
///
/// For each kind of listener a [`Parser`] is compiled anew, so that pages are read fast, and it is a fiftieth of the wasm.
/// What is read beside pages shares one, and asks its listener's kind at every event.
///
/// # Errors
/// [`Error::Limit`] where it is beyond the limits of a page.
pub(crate) fn tell<L: Listener + 'static>(html: &str, listener: L) -> Result<L, Error> {
    let listener = Rc::new(RefCell::new(listener));
    let mut parser = Parser::new(Rc::clone(&listener) as Rc<RefCell<dyn Listener>>);
    parser.write(html.as_bytes())?;
    drop(parser.end()?);
    Ok(Rc::into_inner(listener).expect("the parser held the only other reference, and it is gone").into_inner())
}

#[cfg(test)]
pub(crate) mod testing {
    use super::{Listener, Parser, StartTag};
    use crate::html::tag::Tag;

    #[derive(Default)]
    struct Outline(String);

    impl Listener for Outline {
        fn start(&mut self, start: &StartTag<'_>) {
            self.0 += &format!("<{}>", start.tag.name());
        }
        fn text(&mut self, text: &str) {
            self.0 += text;
        }
        fn raw_text(&mut self, text: &str) {
            self.0 += text;
        }
        fn end(&mut self, tag: Tag) {
            self.0 += &format!("</{}>", tag.name());
        }
        fn formula_start(&mut self, start: &StartTag<'_>) {
            self.start(start);
        }
        fn formula_end(&mut self) {
            self.0 += "</>";
        }
    }

    /// The events of `html`, written as markup.
    pub(crate) fn outline(html: &str) -> String {
        let mut parser = Parser::new(Outline::default());
        parser.write(html.as_bytes()).unwrap();
        parser.end().unwrap().0
    }
}
