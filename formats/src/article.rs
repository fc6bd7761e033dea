//! A capture as every writer sees it: what its file says, sanitized, and what its reader has put beside it.

use offprint::capture::Capture;
use offprint::{Metadata, plain_text, sanitize};
use serde::Serialize;

use crate::{Beside, Error};

/// A capture that may be shown.
#[derive(Debug, Clone)]
pub struct Article {
    /// What the file says; its body is not to be shown.
    pub capture: Capture,
    /// What the header of the body says.
    pub metadata: Metadata,
    /// The body in the closed grammar.
    pub html: String,
    /// What stands beside the capture.
    pub beside: Beside,
}

/// What is known of a capture that came as a file. What it does not say is `None`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Described {
    /// Unix time in milliseconds.
    pub stamp: u64,
    /// On one line.
    pub title: String,
    /// Absolute.
    pub url: String,
    /// `<host>/<stamp>_<title>.md`.
    pub name: String,
    /// The byline as printed.
    pub byline: Option<String>,
    /// The names in it.
    pub authors: Vec<String>,
    /// RFC 3339 or YYYY-MM-DD.
    pub published: Option<String>,
    /// The site's name.
    pub site: Option<String>,
    /// A BCP 47 tag.
    pub lang: Option<String>,
    /// `ltr` or `rtl`.
    pub dir: Option<&'static str>,
    /// The first sentences of the text.
    pub excerpt: Option<String>,
    /// The address of the first image.
    pub image: Option<String>,
    /// Unicode words, each Han, kana or hangul character counting as one.
    pub words: usize,
}

impl Article {
    /// Reads a capture file of any origin.
    ///
    /// # Errors
    /// [`Error::Capture`] where it is none, or its body is beyond the limits of a page.
    pub fn read(file: &[u8], beside: Beside) -> Result<Self, Error> {
        let capture = Capture::read(file)?;
        let html = sanitize(&capture.body, &capture.url)?;
        Ok(Self { metadata: capture.metadata(), capture, html, beside })
    }

    /// The plain text: blocks separated by `\n`, the cells of a row by a tab. The header of the body is not part of it.
    pub fn text(&self) -> String {
        plain_text(self.content())
    }

    /// The content without the header that captures of ours begin with.
    pub fn content(&self) -> &str {
        let inside = self.html.strip_prefix("<article").and_then(|rest| rest.split_once('>'));
        let header = inside.and_then(|(_, inside)| inside.strip_prefix("<header>"));
        match header.and_then(|header| header.split_once("</header>")) {
            Some((_, content)) => content.strip_suffix("</article>").unwrap_or(content),
            None => &self.html,
        }
    }

    /// What is known of it, for who keeps it.
    pub fn described(&self) -> Described {
        self.described_by(&self.text())
    }

    /// The same, by the text that it has.
    pub(crate) fn described_by(&self, text: &str) -> Described {
        let mut metadata = self.metadata.clone();
        metadata.take_excerpt_from(text);
        let Metadata { byline, authors, published, site, lang, dir, excerpt, .. } = metadata;
        Described {
            stamp: self.capture.stamp,
            title: self.capture.title.clone(),
            url: self.capture.url.clone(),
            name: self.capture.path(),
            byline,
            authors: authors.into_iter().map(|author| author.name).collect(),
            published: published.map(|moment| moment.datetime),
            site,
            lang,
            dir,
            excerpt,
            image: first_image(&self.html),
            words: offprint::count_words(text),
        }
    }
}

fn first_image(html: &str) -> Option<String> {
    let (_, image) = html.split_once("<img ")?;
    let (_, source) = image.split_once("src=\"")?;
    let (source, _) = source.split_once('"')?;
    source.starts_with("http").then(|| source.replace("&amp;", "&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_header_that_a_body_begins_with_is_no_content() {
        for (html, expected) in [
            ("<article lang=\"en\"><header><p>Ann</p></header><p>a</p></article>", "<p>a</p>"),
            (
                "<article><p>a</p><header><p>b</p></header></article>",
                "<article><p>a</p><header><p>b</p></header></article>",
            ),
            ("<header><p>a</p></header><p>b</p>", "<header><p>a</p></header><p>b</p>"),
        ] {
            let file = format!("<!--1-->\n[T](https://a.example/b)\n------\n\n{html}\n");
            let article = Article::read(file.as_bytes(), Beside::default()).unwrap();
            assert_eq!(article.content(), expected, "{html}");
        }
    }
}
