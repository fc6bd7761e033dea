//! What a page shows to readers without scripts.
//!
//! To a tokenizer with scripts the inside of a `noscript` is raw text, and mostly it is not worth more: a request for
//! scripts, a tracking pixel. But some forums write their threads there and nowhere else in what a server sends, and
//! then it is the page. It is read in one piece, as its own small page, and told like the rest; the builder marks it as
//! what the reader of a page with scripts does not see.

use super::{Attributes, Listener, StartTag, tell};
use crate::Error;
use crate::html::tag::Tag;

/// Shorter texts ask for scripts, in bytes of markup and in characters of text.
const SHORTEST_MARKUP: usize = 500;
const SHORTEST_TEXT: usize = 250;

/// What was told of a page, to be told again.
pub(super) enum Event {
    Start(Tag, Attributes),
    Text(String),
    End(Tag),
}

/// Keeps what it is told.
#[derive(Default)]
struct Record {
    events: Vec<Event>,
    characters: usize,
}

impl Listener for Record {
    fn start(&mut self, start: &StartTag<'_>) {
        self.events.push(Event::Start(start.tag, start.attributes.clone()));
    }

    fn text(&mut self, text: &str) {
        self.characters += text.trim_ascii().chars().count();
        self.events.push(Event::Text(text.to_owned()));
    }

    fn raw_text(&mut self, _: &str) {}

    fn end(&mut self, tag: Tag) {
        self.events.push(Event::End(tag));
    }
}

/// What stands inside a `noscript` with this raw text; `None` where it is too little to be content.
///
/// # Errors
/// [`Error::Limit`] where it is beyond the limits of a page.
pub(super) fn read(markup: &str) -> Result<Option<Vec<Event>>, Error> {
    if markup.len() < SHORTEST_MARKUP {
        return Ok(None);
    }
    let record = tell(markup, Record::default())?;
    Ok((record.characters >= SHORTEST_TEXT).then_some(record.events))
}

#[cfg(test)]
mod tests {
    use crate::parse::testing::outline;

    #[test]
    fn a_thread_without_scripts_is_read() {
        let post = "<div>The ferry is late, and nobody says why.<p>Ask the harbour master.</div>".repeat(10);
        let told = outline(&format!("<body><noscript>{post}</noscript><p>a"));
        assert!(told.contains("<noscript><div>The ferry is late, and nobody says why.<p>Ask"), "{told}");
        assert!(told.ends_with("</p></div></noscript><p>a</p></body>"), "{told}");
        let image = format!("<body><noscript><img src={}></noscript><p>a", "x".repeat(1000));
        assert_eq!(outline(&image), "<body><noscript></noscript><p>a</p></body>");
    }
}
