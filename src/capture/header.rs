//! What the header of a capture's body says, read back: the inverse of what [`article`](super::article()) writes there.
//!
//! The body may come from anybody, so it is read as a page is. A body without our header says nothing.

use crate::html::grammar::{is_language, link};
use crate::html::tag::Tag;
use crate::parse::{Listener, StartTag, tell};
use crate::{Author, Metadata, Moment};

use super::Capture;

impl Capture {
    /// What the file says of its article besides the text: the title, and what stands in the header of the body. What
    /// is kept beside captures and not in them is not known.
    pub fn metadata(&self) -> Metadata {
        // A body beyond the limits of a page says nothing.
        let read = tell(&self.body, Reader::default()).unwrap_or_default();
        Metadata { title: Some(self.title.clone()), ..read.metadata }
    }
}

/// Listens to a body until its header is over.
#[derive(Default)]
struct Reader {
    metadata: Metadata,
    place: Place,
    /// The text of the paragraph that is open, and whether it is the byline's.
    line: String,
    is_byline: bool,
    /// The element whose text is a value, its text, and its `href` or `datetime`.
    value: Option<(Tag, String, Option<String>)>,
}

#[derive(Default, PartialEq, Eq)]
enum Place {
    #[default]
    Before,
    Article,
    Header,
    Over,
}

impl Listener for Reader {
    fn start(&mut self, start: &StartTag<'_>) {
        let attribute = |name| start.attributes.named(name).map(str::to_owned);
        match (&self.place, start.tag) {
            (Place::Before, Tag::Article) => {
                self.place = Place::Article;
                self.metadata.lang = attribute("lang").filter(|lang| is_language(lang));
                let dir = start.attributes.get("dir").unwrap_or_default();
                self.metadata.dir = ["ltr", "rtl"].into_iter().find(|known| *known == dir);
            }
            (Place::Article, Tag::Header) => self.place = Place::Header,
            // The header is the first that stands in the article.
            (Place::Article, _) => self.place = Place::Over,
            (Place::Header, Tag::P) => {
                self.line.clear();
                self.is_byline = true;
            }
            (Place::Header, Tag::A) => {
                let href = start.attributes.get("href").and_then(|href| link(href, None));
                self.value = Some((Tag::A, String::new(), href));
            }
            (Place::Header, tag @ (Tag::Time | Tag::Cite)) => {
                self.is_byline = false;
                self.value = Some((tag, String::new(), attribute("datetime")));
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.place == Place::Article && !text.trim_ascii().is_empty() {
            self.place = Place::Over;
        }
        if self.place == Place::Header {
            self.line.push_str(text);
            if let Some((_, value, _)) = &mut self.value {
                value.push_str(text);
            }
        }
    }

    fn raw_text(&mut self, _: &str) {}

    fn end(&mut self, tag: Tag) {
        if self.place != Place::Header {
            return;
        }
        match tag {
            Tag::Header => self.place = Place::Over,
            Tag::P if self.is_byline && !self.line.is_empty() => {
                self.metadata.byline.get_or_insert_with(|| std::mem::take(&mut self.line));
            }
            _ => {
                if let Some((_, text, attribute)) = self.value.take_if(|(open, ..)| *open == tag) {
                    self.metadata.take(tag, text, attribute);
                }
            }
        }
    }
}

impl Metadata {
    fn take(&mut self, tag: Tag, text: String, attribute: Option<String>) {
        match tag {
            Tag::A => self.authors.push(Author { name: text, href: attribute }),
            Tag::Time => {
                let datetime = attribute.unwrap_or_else(|| text.clone());
                self.published.get_or_insert(Moment { datetime, printed: text });
            }
            _ => {
                self.site.get_or_insert(text);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Content;

    fn read_back(metadata: &Metadata) -> Metadata {
        let content = Content { html: "<p>Text by <a rel=\"author\">Nobody</a>.</p>".to_owned(), ..Content::default() };
        Capture::new(7, "https://bells.example/", metadata, &content).expect("a URL").metadata()
    }

    #[test]
    fn what_is_written_is_read_back() {
        let metadata = Metadata {
            title: Some("Bells".to_owned()),
            byline: Some("Text: Mira Okafor & Li Wen, Bergen".to_owned()),
            authors: vec![
                Author {
                    name: "Mira Okafor".to_owned(),
                    href: Some("https://daily.example/by/mira?a=1&b=2".to_owned()),
                },
                Author { name: "Li Wen".to_owned(), href: None },
            ],
            published: Some(Moment {
                datetime: "2024-06-13T08:05:00+02:00".to_owned(),
                printed: "13 June, 8:05".to_owned(),
            }),
            site: Some("The <Daily>".to_owned()),
            lang: Some("en".to_owned()),
            dir: Some("ltr"),
            ..Metadata::default()
        };
        assert_eq!(read_back(&metadata), metadata);
        let bare = Metadata { title: Some("Bells".to_owned()), ..Metadata::default() };
        assert_eq!(read_back(&bare), bare);
    }

    #[test]
    fn a_body_of_another_hand_says_nothing() {
        for body in [
            "",
            "<div>30/01/2024</div><header><p>Ann</p></header>",
            "<article><p>A<header><p>Ann</p></header>",
            "<article>A<header><p>Ann</p></header>",
        ] {
            let capture = Capture { stamp: 7, title: "Bells".to_owned(), url: String::new(), body: body.to_owned() };
            let bare = Metadata { title: Some("Bells".to_owned()), ..Metadata::default() };
            assert_eq!(capture.metadata(), bare, "{body}");
        }
    }
}
