//! Events to the arena: every block-level element of the page, and every run of text between their borders.
//!
//! A DOM would hold each inline element and text node; nothing after this stage needs them. Inline markup is written,
//! in the closed grammar, into one buffer while it streams, and a run is a range of it: what is kept in the end is
//! spliced from ranges, in document order.

mod arena;
mod builder;
mod dialects;
mod embed;
mod image;
mod statistics;
mod table;
mod writer;

pub(crate) use arena::{Arena, BlockId, Kind, Note};
pub(crate) use builder::Builder;
pub(crate) use image::same_picture;
pub(crate) use statistics::{Setting, Statistics, is_counted_alone};
pub(crate) use table::{is_data as is_data_table, is_structure as is_table_structure};
