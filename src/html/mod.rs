//! Facts of the HTML standard, each linked to its section, and the closed grammar of what is written.

mod alignment;
pub(crate) mod attributes;
pub(crate) mod escape;
pub(crate) mod grammar;
pub(crate) mod lower;
pub(crate) mod marks;
pub(crate) mod plain_text;
pub(crate) mod tag;
mod tracking;
pub(crate) mod url;
pub(crate) mod visibility;
