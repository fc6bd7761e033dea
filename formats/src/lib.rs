//! What captures leave as and come from besides their own files: zips, an archive with its lists, Markdown, a page of
//! HTML, a book (EPUB), lines of JSON; and how two versions of a capture differ.
//!
//! A capture file may come from anybody, so [`Article::read`] is the one door: what passes it has been through the
//! engine's sanitizer, and the writers see nothing else. The closed grammar that comes out of it is read into a small
//! tree (`markup.rs`), which is why no writer has a parser of its own. What stands beside captures has a door of its own,
//! [`BesideLine::new`].
//!
//! None of this is needed to capture or to read, so it is a module of its own in the browser.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod annotations;
mod archive;
mod article;
mod beside;
pub mod diff;
mod epub;
mod error;
mod json_lines;
mod markdown;
mod markup;
mod page;
#[cfg(all(target_arch = "wasm32", feature = "browser"))]
mod wasm;
mod xhtml;
pub mod zip;

pub use archive::Archive;
pub use article::{Article, Described};
pub use beside::{Beside, BesideLine, CaptureKey, Colour, Highlight, Place};
pub use epub::Book;
pub use error::Error;
pub use json_lines::json_line;
pub use markdown::markdown;
pub use page::Page;
