//! The pipeline on one page: chunks in, an [`Extraction`] out.

use crate::{Error, Metadata, Options};

/// Reads one page, in chunks cut anywhere, and finds its article.
pub struct Extractor {
    url: String,
}

/// What was found on a page.
#[derive(Debug, Clone, Default)]
pub struct Extraction {
    /// Title, byline, published time and the like.
    pub metadata: Metadata,
    /// The main content; `None` where the page holds no article.
    pub content: Option<Content>,
}

/// The main content of a page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Content {
    /// Closed-grammar HTML on one line, without the `article` element and its `header`.
    pub html: String,
    /// The plain text: blocks separated by `\n`, cells by a tab.
    pub text: String,
    /// Unicode words, each Han, kana or hangul character counting as one.
    pub words: usize,
    /// How sure the selection is that this is an article, 0 to 1.
    pub confidence: f32,
}

impl Extractor {
    /// An extractor for the page at `url`: an absolute http, https, file or about URL, or empty where it is not known
    /// (relative links then lose their `href`).
    ///
    /// # Errors
    /// [`Error::Url`] where `url` is neither.
    pub fn new(url: &str, _options: Options) -> Result<Self, Error> {
        Ok(Self { url: url.to_owned() })
    }

    /// Takes the next bytes of the page, UTF-8.
    ///
    /// # Errors
    /// [`Error::Limit`] where the page is beyond a documented limit.
    pub fn write(&mut self, _chunk: &[u8]) -> Result<(), Error> {
        Ok(())
    }

    /// Ends the page and decides.
    ///
    /// # Errors
    /// [`Error::Limit`] where the page is beyond a documented limit.
    pub fn end(self) -> Result<Extraction, Error> {
        let _ = self.url;
        Ok(Extraction::default())
    }
}
