//! Offprint finds the article on a web page, cleans it, and keeps it as one small text file.
//!
//! A page streams through one parser into a flat arena of blocks; scoring, selection and cleaning are passes over that
//! arena; what they choose is written anew. One pass over the bytes, no DOM, no second parse:
//!
//! ```text
//! chunks ─▶ parse ─events─▶ blocks ─arena─▶ score ─likely─▶ select ─kept blocks─▶ clean ─HTML─▶ capture
//!              └──────────────── metadata ◀── head, JSON-LD, body ─────────────────┘
//! ```
//!
//! ```
//! use offprint::{Extractor, Options};
//!
//! let mut page = Extractor::new("https://example.org/ferry", Options::default())?;
//! page.write(b"<html lang=en><h1>The last ferry</h1><p>On Sunday the ferry crossed the river for the last time, ")?;
//! page.write(b"as it had done, twice a day and in all weathers, for ninety years.</p>")?;
//! let extraction = page.end()?;
//!
//! assert_eq!(extraction.metadata.title.as_deref(), Some("The last ferry"));
//! let capture = extraction.capture(1_790_000_000_000, "https://example.org/ferry")?.expect("there is an article");
//! assert!(capture.write().starts_with("<!--1790000000000-->\n[The last ferry](https://example.org/ferry)\n------\n\n<article"));
//! # Ok::<(), offprint::Error>(())
//! ```
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod alike;
mod answer;
mod blocks;
pub mod capture;
mod clean;
mod error;
mod extractor;
mod fnv;
mod html;
#[cfg(feature = "learn")]
pub mod learning;
mod metadata;
mod options;
mod parse;
mod score;
mod select;
#[cfg(feature = "stages")]
#[doc(hidden)]
pub mod stages;
#[cfg(all(target_arch = "wasm32", feature = "browser"))]
mod wasm;

pub use answer::Answer;
pub use clean::{count_words, plain_text, sanitize};
pub use error::Error;
pub use extractor::{Content, Extraction, Extractor, Reading};
pub use metadata::{Author, Metadata, Moment, Origin, Origins, Places};
pub use options::{MAX_ATTRIBUTES, MAX_INPUT, Options, Policy};
pub use score::Effect;
pub use select::{Corrections, Decision, Reason, Trace, TracedBlock};
