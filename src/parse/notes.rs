//! What lol_html says of a piece of the page, noted for when it has read the whole piece.
//!
//! Told at once, every tag would send the processor through the tokenizer, the tree and all that listens to it, and none
//! of them would be in its nearest cache when the next tag comes. So the tokenizer reads some kilobytes, and then the rest
//! reads what it has noted: of tags mere places, as their bytes are at hand (see [`super::window`]).

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use lol_html::html_content::{Attribute, Comment, Doctype, Element, TextChunk, TextType};
use lol_html::{DocumentContentHandlers, Settings, element};

use crate::options::MAX_ATTRIBUTES;

/// Where something stands, in bytes from where lol_html began.
pub(super) type Place = Range<usize>;

/// A token of the page.
pub(super) enum Note {
    Start {
        place: Place,
        /// Its attributes, among all that are noted.
        attributes: Range<usize>,
        self_closing: bool,
    },
    Text {
        place: Place,
        /// The text, in all that is noted: what stands at its place may be half of a character that was cut.
        text: Range<usize>,
        text_type: TextType,
        is_last: bool,
    },
    /// A comment or a doctype.
    Other(Place),
}

/// The tokens of a piece of the page, in order.
#[derive(Default)]
pub(super) struct Notes {
    pub(super) tokens: Vec<Note>,
    /// Names and values of attributes.
    pub(super) attributes: Vec<(Place, Place)>,
    pub(super) texts: String,
    /// How many elements there were.
    pub(super) elements: usize,
    /// An element has more than a page may give one.
    pub(super) has_too_many_attributes: bool,
}

impl Notes {
    fn element(&mut self, element: &Element<'_, '_>) {
        let attributes = element.attributes();
        if attributes.len() > MAX_ATTRIBUTES {
            self.has_too_many_attributes = true;
            return;
        }
        self.elements += 1;
        let start = self.attributes.len();
        self.attributes.extend(attributes.iter().filter_map(places));
        self.tokens.push(Note::Start {
            place: element.source_location().bytes(),
            attributes: start..self.attributes.len(),
            self_closing: element.is_self_closing(),
        });
    }

    fn text(&mut self, chunk: &TextChunk<'_>) {
        let start = self.texts.len();
        self.texts.push_str(chunk.as_str());
        self.tokens.push(Note::Text {
            place: chunk.source_location().bytes(),
            text: start..self.texts.len(),
            text_type: chunk.text_type(),
            is_last: chunk.last_in_text_node(),
        });
    }

    fn other(&mut self, place: Place) {
        self.tokens.push(Note::Other(place));
    }
}

fn places(attribute: &Attribute<'_>) -> Option<(Place, Place)> {
    let value = attribute.value_source_location().map_or(0..0, |place| place.bytes());
    Some((attribute.name_source_location()?.bytes(), value))
}

/// Settings by which lol_html fills `notes`.
pub(super) fn into(notes: &Rc<RefCell<Notes>>) -> Settings<'static, 'static> {
    let [for_elements, for_text, for_comments, for_doctype] = std::array::from_fn(|_| Rc::clone(notes));
    Settings::new()
        .with_strict(false)
        .append_element_content_handler(element!("*", move |element| {
            for_elements.borrow_mut().element(element);
            Ok(())
        }))
        .append_document_content_handler(
            DocumentContentHandlers::default()
                .text(move |chunk: &mut TextChunk<'_>| {
                    for_text.borrow_mut().text(chunk);
                    Ok(())
                })
                .comments(move |comment: &mut Comment<'_>| {
                    for_comments.borrow_mut().other(comment.source_location().bytes());
                    Ok(())
                })
                .doctype(move |doctype: &mut Doctype<'_>| {
                    for_doctype.borrow_mut().other(doctype.source_location().bytes());
                    Ok(())
                }),
        )
}
