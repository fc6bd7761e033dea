//! What a page shows to readers without scripts.
//!
//! To a tokenizer with scripts the inside of a `noscript` is raw text, and mostly it is not worth more: a request for
//! scripts, a tracking pixel, the image that a script was to load. But some forums write their threads there and nowhere else in what a server sends, and
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

impl Event {
    /// Whether it is of an image or a frame.
    fn is_media(&self) -> bool {
        match self {
            Self::Start(tag, _) | Self::End(tag) => {
                matches!(tag, Tag::Iframe | Tag::Img | Tag::Picture | Tag::Source)
            }
            Self::Text(_) => false,
        }
    }
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

/// What stands inside a `noscript` with this raw text: all of it where there is enough to be content, else what it shows
/// instead of what a script would have drawn.
///
/// # Errors
/// [`Error::Limit`] where it is beyond the limits of a page.
pub(super) fn read(markup: &str) -> Result<Vec<Event>, Error> {
    if markup.len() < SHORTEST_MARKUP && !holds_media(markup) {
        return Ok(Vec::new());
    }
    let mut record = tell(markup, Record::default())?;
    if record.characters < SHORTEST_TEXT {
        record.events.retain(Event::is_media);
    }
    Ok(record.events)
}

/// Whether images or frames may stand in it: most hold a tracking pixel, and many nothing but a request for scripts.
fn holds_media(markup: &str) -> bool {
    let mut tags = memchr::memchr_iter(b'<', markup.as_bytes()).map(|at| &markup.as_bytes()[at + 1..]);
    tags.any(|name| [&b"img"[..], b"iframe"].iter().any(|tag| begins(name, tag)))
}

fn begins(name: &[u8], tag: &[u8]) -> bool {
    name.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag))
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
    }

    #[test]
    fn what_is_shown_instead_is_told_without_what_is_around_it() {
        for (html, expected) in [
            ("<p>Please enable scripts.", ""),
            ("<a href=x><picture><source><img></picture></a> text", "<picture><source><img></picture>"),
            ("<div><IMG src=x></div>", "<img>"),
            ("<iframe src=x></iframe>", "<iframe></iframe>"),
        ] {
            let told = outline(&format!("<body><noscript>{html}</noscript><p>a"));
            assert_eq!(told, format!("<body><noscript>{expected}</noscript><p>a</p></body>"), "{html}");
        }
    }
}
