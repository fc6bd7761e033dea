//! The stages one at a time, for benchmarks alone: what each costs shows in no figure on the whole.
//!
//! Nothing here is part of the interface: the feature `stages` may change or go at any time.

use crate::Error;
use crate::blocks::{Arena, Builder};
use crate::clean::{self, Wrappers};
use crate::html::plain_text;
use crate::html::tag::Tag;
use crate::html::url::Url;
use crate::metadata::{Claims, Collector};
use crate::options::Options;
use crate::parse::{Listener, Parser, StartTag};
use crate::score::MODEL;
use crate::select::{self, Header, Selection};

/// A page whose blocks are known.
pub struct Blocks(Arena);

/// What is kept of a page.
pub struct Kept(Selection);

/// Counts what it is told.
struct Count(usize);

impl Listener for Count {
    fn start(&mut self, _: &StartTag<'_>) {
        self.0 += 1;
    }
    fn text(&mut self, _: &str) {
        self.0 += 1;
    }
    fn raw_text(&mut self, _: &str) {
        self.0 += 1;
    }
    fn end(&mut self, _: Tag) {
        self.0 += 1;
    }
}

fn parse<L: Listener + 'static>(page: &str, listener: L) -> Result<L, Error> {
    let mut parser = Parser::new(listener);
    parser.write(page.as_bytes())?;
    parser.end()
}

/// Bytes to events: how many there are.
///
/// # Errors
/// [`Error::Limit`] where the page is beyond a documented limit.
pub fn events(page: &str) -> Result<usize, Error> {
    Ok(parse(page, Count(0))?.0)
}

/// Bytes to events to the arena.
///
/// # Errors
/// [`Error::Limit`] where the page is beyond a documented limit.
pub fn blocks(page: &str, url: &str) -> Result<Blocks, Error> {
    let (arena, _) = parse(page, Builder::new(Url::parse(url)))?.finish()?;
    Ok(Blocks(arena))
}

/// Bytes to events to the metadata: its title.
///
/// # Errors
/// [`Error::Limit`] where the page is beyond a documented limit.
pub fn metadata(page: &str, url: &str) -> Result<Option<String>, Error> {
    Ok(parse(page, Collector::default())?.finish(Url::parse(url).as_ref(), 0).0.title)
}

/// Scores and selects, over a prepared arena.
pub fn select(blocks: &Blocks) -> Kept {
    let header = Header { title: None, lines: [None, None], image: None };
    Kept(select::select(&blocks.0, Options::default(), header, &Claims::default(), &MODEL))
}

/// Writes what is kept as HTML.
pub fn clean(blocks: &Blocks, kept: &Kept) -> String {
    clean::serialize(&blocks.0, &kept.0, Wrappers::Unwrapped)
}

/// The plain text of what was kept.
pub fn text(html: &str) -> String {
    plain_text::plain_text(html, false)
}

/// How many words a text has.
pub fn words(text: &str) -> usize {
    clean::count_words(text)
}
