//! What one page gives, as one flat object: the shape in which the command line and the browser hand it on.
//!
//! It is declared a second time for TypeScript in `answer.d.ts`; a test holds the two together.

use serde::Serialize;

use crate::{Content, Extraction};

/// The answer on one page. What the page does not say is `None`, and `null` for who reads it.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Answer {
    /// The content without its header and title: blocks separated by `\n`, cells by a tab. Empty without an article.
    pub text: String,
    /// The capture's line 5: one `article` element. Empty without an article.
    pub html: String,
    /// The visible headline, without the site's name.
    pub title: Option<String>,
    /// The byline as printed, without its label.
    pub byline: Option<String>,
    /// The names in the byline.
    pub authors: Vec<String>,
    /// RFC 3339, or `YYYY-MM-DD` where only the day is known.
    pub published: Option<String>,
    /// RFC 3339, or `YYYY-MM-DD` where only the day is known.
    pub modified: Option<String>,
    /// The site's or paper's name.
    pub site: Option<String>,
    /// A BCP 47 tag.
    pub lang: Option<String>,
    /// `ltr` or `rtl`.
    pub dir: Option<&'static str>,
    /// One or two sentences on what the article says.
    pub excerpt: Option<String>,
    /// The absolute URL of the lead image.
    pub image: Option<String>,
    /// The absolute URL that the page calls its own.
    pub canonical: Option<String>,
    /// Unicode words, each Han, kana or hangul character counting as one.
    pub words: usize,
    /// How sure the selection is that this is an article, 0 to 1 in thousandths; 0 without an article.
    pub confidence: f64,
    /// The capture file's text; `None` without an article, and where the page's URL is not known.
    pub capture: Option<String>,
}

impl Answer {
    /// The answer that `extraction` is.
    pub fn new(extraction: Extraction) -> Self {
        let Extraction { metadata, content } = extraction;
        let Content { html, text, words, confidence } = content.unwrap_or_default();
        Self {
            text,
            html,
            title: metadata.title,
            byline: metadata.byline,
            authors: metadata.authors.into_iter().map(|author| author.name).collect(),
            published: metadata.published.map(|moment| moment.datetime),
            modified: metadata.modified.map(|moment| moment.datetime),
            site: metadata.site,
            lang: metadata.lang,
            dir: metadata.dir,
            excerpt: metadata.excerpt,
            image: metadata.image,
            canonical: metadata.canonical,
            words,
            confidence: thousandths(confidence),
            capture: None,
        }
    }
}

/// A number that reads the same wherever it is printed: `0.9_f32` is 0.8999999761581421 in JavaScript.
fn thousandths(confidence: f32) -> f64 {
    (f64::from(confidence) * 1000.0).round() / 1000.0
}
