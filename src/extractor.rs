//! The pipeline on one page: chunks in, an [`Extraction`] out.

use crate::blocks::{Arena, Builder};
use crate::clean::{self, Wrappers};
use crate::html::plain_text::plain_text;
use crate::html::url::Url;
use crate::metadata::{Claims, Collector};
use crate::options::Policy;
use crate::parse::Parser;
use crate::score::{MODEL, Model};
use crate::select::{self, Corrections, Header, Selection, Trace};
use crate::{Error, Metadata, Options};

/// Reads one page, in chunks cut anywhere, and finds its article.
pub struct Extractor {
    parser: Parser<(Builder, Collector)>,
    options: Options,
}

/// What was found on a page.
#[derive(Debug, Clone, Default)]
pub struct Extraction {
    /// Title, byline, published time and the like.
    pub metadata: Metadata,
    /// The main content; `None` where the page holds no article.
    pub content: Option<Content>,
    /// How sure the selection is that there is an article, 0 to 1; where there is none, how near the page came to one.
    pub confidence: f32,
    /// What became of every run of text, and why; `None` where the options do not ask for it.
    pub trace: Option<Trace>,
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
}

impl Content {
    fn new(html: String, policy: Policy) -> Self {
        // Captions belong to the pictures, not to the running text of an article.
        let text = plain_text(&html, policy == Policy::Page);
        let words = clean::count_words(&text);
        Self { html, text, words }
    }
}

impl Extractor {
    /// An extractor for the page at `url`: an absolute http, https, file or about URL, or empty where it is not known
    /// (relative links then lose their `href`).
    ///
    /// # Errors
    /// [`Error::Url`] where `url` is neither.
    pub fn new(url: &str, options: Options) -> Result<Self, Error> {
        let base = Url::parse(url);
        let is_known = |url: &Url| matches!(url.scheme(), "http" | "https" | "file" | "about");
        if !url.is_empty() && !base.as_ref().is_some_and(is_known) {
            return Err(Error::Url { found: url.to_owned() });
        }
        let listeners = (Builder::new(base), Collector::default());
        Ok(Self { parser: Parser::new(listeners), options })
    }

    /// The moment at which the page is read, where it is known only now: see [`Options::at`].
    pub fn set_moment(&mut self, at: u64) {
        self.options = self.options.at(at);
    }

    /// Takes the next bytes of the page, UTF-8.
    ///
    /// # Errors
    /// [`Error::Limit`] where the page is beyond a documented limit; from then on that error again, here and at the end.
    pub fn write(&mut self, chunk: &[u8]) -> Result<(), Error> {
        self.parser.write(chunk)
    }

    /// Ends the page and decides.
    ///
    /// # Errors
    /// [`Error::Limit`] where the page is beyond a documented limit.
    pub fn end(self) -> Result<Extraction, Error> {
        self.end_with(&MODEL)
    }

    /// The same by another model than the one that ships.
    pub(crate) fn end_with(self, model: &Model) -> Result<Extraction, Error> {
        let options = self.options;
        let Reading { arena, metadata, claims } = self.read()?;
        let found = Found::new(&arena, &metadata, &claims, options, model);
        // A large page is in memory once less.
        drop(arena);
        Ok(found.into_extraction(metadata, options.policy))
    }

    /// Ends the page and decides nothing: for who may select more than once.
    ///
    /// # Errors
    /// [`Error::Limit`] where the page is beyond a documented limit.
    pub fn read(self) -> Result<Reading, Error> {
        let (builder, collector) = self.parser.end()?;
        let (arena, base) = builder.finish()?;
        let (metadata, claims) = collector.finish(base.as_ref(), self.options.at);
        Ok(Reading { arena, metadata, claims })
    }
}

/// A page that was read, and of which nothing is decided. It holds about as many bytes as the page has, until dropped.
#[derive(Debug)]
pub struct Reading {
    pub(crate) arena: Arena,
    pub(crate) metadata: Metadata,
    pub(crate) claims: Claims,
}

impl Reading {
    /// What a fresh [`Extractor`] with these options, and read at the same moment, would find on the page, without reading it again. The reading stays
    /// as it is: no selection can tell whether another was made before.
    pub fn select(&self, options: Options) -> Extraction {
        let found = Found::new(&self.arena, &self.metadata, &self.claims, options, &MODEL);
        found.into_extraction(self.metadata.clone(), options.policy)
    }

    /// The same, but that a reader has the last word on what is kept.
    ///
    /// # Errors
    /// [`Error::Run`] where a correction is of what is no run of this page.
    pub fn select_corrected(&self, options: Options, corrections: &Corrections) -> Result<Extraction, Error> {
        let selection = self.corrected(options, corrections)?;
        let found = Found::written(&self.arena, &selection, options);
        Ok(found.into_extraction(self.metadata.clone(), options.policy))
    }

    /// The whole page as HTML in the closed grammar, but that each run stands in a `span` with its number, what becomes of
    /// it, and how likely it is to be content, in hundredths where that was asked:
    /// `data-run="7" data-decision="unlikely" data-likely="12"`. A decision is `kept` or the name of a [`Reason`]. An embed
    /// that is a `figure` of its own has them there; one in a figure of the page's, in a caption or in a line has none. It
    /// is for who shows a reader what was left out; a capture holds none of it.
    ///
    /// # Errors
    /// [`Error::Run`] where a correction is of what is no run of this page.
    ///
    /// [`Reason`]: crate::Reason
    pub fn marked(&self, options: Options, corrections: &Corrections) -> Result<String, Error> {
        Ok(clean::serialize_marked(&self.arena, &self.corrected(options, corrections)?))
    }

    fn corrected(&self, options: Options, corrections: &Corrections) -> Result<Selection, Error> {
        let header = Header::new(&self.metadata);
        let mut selection = select::select(&self.arena, options, header, &self.claims, &MODEL);
        corrections.correct(&self.arena, &mut selection)?;
        Ok(selection)
    }
}

/// What was selected, written: it needs no arena any more.
struct Found {
    html: Option<String>,
    confidence: f32,
    trace: Option<Trace>,
}

impl Found {
    fn new(arena: &Arena, metadata: &Metadata, claims: &Claims, options: Options, model: &Model) -> Self {
        let selection = select::select(arena, options, Header::new(metadata), claims, model);
        Self::written(arena, &selection, options)
    }

    fn written(arena: &Arena, selection: &Selection, options: Options) -> Self {
        let is_content = selection.is_content(options.policy);
        let html = is_content.then(|| clean::serialize(arena, selection, Wrappers::Unwrapped));
        Self {
            // Of a broken table nothing may be written, however much was kept.
            html: html.filter(|html| !html.is_empty()),
            confidence: selection.confidence,
            trace: options.trace.then(|| Trace::new(arena, selection)),
        }
    }

    fn into_extraction(self, mut metadata: Metadata, policy: Policy) -> Extraction {
        let content = self.html.map(|html| Content::new(html, policy));
        if let Some(content) = &content {
            metadata.take_excerpt_from(&content.text);
        }
        Extraction { metadata, content, confidence: self.confidence, trace: self.trace }
    }
}
