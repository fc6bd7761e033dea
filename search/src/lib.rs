//! Finds captures by what they say.
//!
//! An inverted index with positions. A document is a row of terms; words are terms where a script has words, and
//! characters are terms where it has none, so that one Chinese character finds its pages and a phrase is exact in every
//! script. Nothing is stemmed and nothing is left out: what a plain scan of the texts finds, the index finds, and
//! `tests/scan.rs` holds it to that.
//!
//! ```text
//! captures ─▶ Document ─terms─▶ Builder ─seal─▶ Segment ─▶ Index ◀─ Query
//!                                       bytes that are kept └─ ranked hits
//! ```
//!
//! A segment is never changed: new documents make a new one, small ones are merged into larger ones, and what is no longer
//! in the library is only marked. So a browser that stops at any moment leaves an index of whole segments behind.
//!
//! ```
//! use offprint_search::{Document, Index, Query};
//!
//! let mut index = Index::default();
//! index.add(&Document { id: "ferry", title: "渡轮停航", body: "渡轮在星期天最后一次过河。", ..Document::default() });
//! index.seal();
//!
//! let hits = index.search(&Query::parse("“最后一次” 河"), 0);
//! assert_eq!(hits[0].id, "ferry");
//! ```
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod builder;
mod document;
mod excerpt;
mod fold;
mod index;
mod markup;
mod matching;
mod merge;
mod query;
mod rank;
mod segment;
mod tokens;
mod varint;
#[cfg(target_arch = "wasm32")]
mod wasm;

pub use document::Document;
pub use excerpt::{excerpt, mark};
pub use index::{Hit, Index, Sealed};
pub use markup::text;
pub use query::Query;
pub use segment::Damage;
