//! A capture as every writer sees it: what its file says, sanitized, and what its reader has put beside it.

use std::collections::BTreeMap;

use offprint::capture::Capture;
use offprint::{Metadata, plain_text, sanitize};
use serde::{Deserialize, Serialize};

use crate::Error;

/// How much of the text stands for the whole where the page gave no excerpt, in characters.
const EXCERPT: usize = 200;

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

/// What readers add to a capture. It leaves with the capture and comes back with it, and is never part of its text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Beside {
    /// On one line each.
    pub tags: Vec<String>,
    /// Plain text.
    pub note: String,
    /// When it was marked as read, Unix time in milliseconds.
    pub read: Option<f64>,
    /// When it was captured again and had not changed, Unix times in milliseconds.
    pub seen: Vec<f64>,
    /// Passages that were marked, in the extension's own form.
    pub highlights: Vec<BTreeMap<String, serde_json::Value>>,
    /// Where reading stopped, in the extension's own form.
    pub place: Option<BTreeMap<String, serde_json::Value>>,
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
    /// The beginning of the text.
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
        let is_headed = self.html.starts_with("<article") && self.html.contains("><header>");
        match self.html.split_once("</header>").filter(|_| is_headed) {
            Some((_, content)) => content.strip_suffix("</article>").unwrap_or(content),
            None => &self.html,
        }
    }

    /// What is known of it, for who keeps it.
    pub fn described(&self) -> Described {
        let text = self.text();
        let Metadata { byline, authors, published, site, lang, dir, .. } = self.metadata.clone();
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
            excerpt: excerpt(&text),
            image: first_image(&self.html),
            words: offprint::count_words(&text),
        }
    }
}

/// The beginning of the text, to the end of a word.
fn excerpt(text: &str) -> Option<String> {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = words.char_indices().nth(EXCERPT) else {
        return Some(words).filter(|words| !words.is_empty());
    };
    let start = &words[..end];
    let whole = start.rfind(' ').filter(|at| *at > end / 2).map_or(start, |at| &start[..at]);
    Some(format!("{whole}…"))
}

fn first_image(html: &str) -> Option<String> {
    let (_, image) = html.split_once("<img ")?;
    let (_, source) = image.split_once("src=\"")?;
    let (source, _) = source.split_once('"')?;
    source.starts_with("http").then(|| source.replace("&amp;", "&"))
}
