//! What the parser says of a page: a well-nested sequence of starts, texts and ends, in document order.
//!
//! The events are those of the tree a browser would build, as far as one pass can know it: every start that is no void
//! element has its end, implied end tags included, and text is decoded. Blocks nest; an inline element may end while
//! blocks inside it are open (`<b><p></b></p>`), and then means nothing any more. What stands inside opaque elements
//! (scripts, svg, form controls: [`Tag::is_opaque`]) is not told, but for the raw text named below.

use crate::html::tag::Tag;

/// A start tag, its attributes decoded on demand.
#[derive(Debug)]
pub(crate) struct StartTag<'a> {
    /// The element.
    pub tag: Tag,
    /// Its attributes, the first of each name.
    pub attributes: &'a Attributes,
}

/// The attributes of a start tag: names in lower case, values with their character references undone.
#[derive(Debug, Default)]
pub(crate) struct Attributes {
    list: Vec<(String, String)>,
}

impl Attributes {
    /// The value of the attribute `name`; empty where it is written without one.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.list.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether the attribute `name` is there.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// All of them, in source order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.list.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Forgets all, to serve the next tag.
    pub(crate) fn clear(&mut self) {
        self.list.clear();
    }

    /// Adds one; a repeated name is ignored (HTML §13.2.5.33).
    pub(crate) fn push(&mut self, name: String, value: String) {
        if !self.has(&name) {
            self.list.push((name, value));
        }
    }
}

/// A listener to the events of one page.
pub(crate) trait Listener {
    /// An element begins. Void elements have no end.
    fn start(&mut self, start: &StartTag<'_>);

    /// Text of the page: one text node whole, decoded, white space as it stands.
    fn text(&mut self, text: &str);

    /// Text that no reader sees as such: the insides of `title`, and of `script` elements of type
    /// `application/ld+json`; whole, decoded where HTML decodes it. The element is the last one started.
    fn raw_text(&mut self, text: &str);

    /// The element `tag`, the innermost one open, ends.
    fn end(&mut self, tag: Tag);
}
