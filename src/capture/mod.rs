//! The capture format: one small text file, a stamp, a Markdown link and one line of clean HTML.
//!
//! ```text
//! <!--1706624101000-->            the stamp: Unix time in milliseconds
//! [Title of the article](URL)     a CommonMark inline link
//! ------                          six hyphens: a setext heading
//!
//! <article>…</article>            the cleaned article on one line
//! ```
//!
//! It is Markdown whose body is HTML, so a forge renders it, `grep` finds it and git keeps its history. The line rules
//! come from CommonMark, not from taste: an HTML block ends at the first blank line, and a bracket, a backtick or a
//! character reference in a title means something there. Reading is the inverse of writing for every title and URL;
//! real files bend the rules, so reading also takes much that is never written.

mod address;
pub mod archive;
mod article;
mod civil_time;
#[cfg(feature = "cli")]
mod digest;
mod header;
mod name;
mod read;
mod reference;
mod title;
mod unicode;
mod write;

pub use article::article;
pub use civil_time::CivilTime;
#[cfg(feature = "cli")]
pub use digest::digest;
pub use name::{NameEnding, NameFacts};
pub use read::faults;

use crate::{Content, Error, Metadata};

/// The latest moment that a date of ECMAScript can hold, in milliseconds.
pub const LATEST_STAMP: u64 = 8_640_000_000_000_000;

/// One article, kept: what a capture file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capture {
    /// Unix time in milliseconds, at most [`LATEST_STAMP`]: the moment of the capture, or the time that a feed gave.
    pub stamp: u64,
    /// Plain text on one line.
    pub title: String,
    /// Absolute, http, https, file or about.
    pub url: String,
    /// The article as HTML: on one line where we wrote it, anything where it was read from a file.
    pub body: String,
}

impl Capture {
    /// The capture of an article that was found at `url` at the moment `stamp`. Title and URL are normalised; a page
    /// without a title gets its URL as title.
    ///
    /// # Errors
    /// [`Error::Url`] where `url` is not an absolute http, https, file or about URL, [`Error::Stamp`] where `stamp` is
    /// later than [`LATEST_STAMP`].
    pub fn new(stamp: u64, url: &str, metadata: &Metadata, content: &Content) -> Result<Self, Error> {
        if stamp > LATEST_STAMP {
            return Err(Error::Stamp { found: stamp });
        }
        address::parsed(url).ok_or_else(|| Error::Url { found: url.to_owned() })?;
        let url = address::normalised(url);
        let title = title::or_url(metadata.title.as_deref().unwrap_or_default(), &url);
        Ok(Self { stamp, title, url, body: article(metadata, content) })
    }
}
