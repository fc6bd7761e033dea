//! Facts of the HTML standard, each linked to its section.

pub(crate) mod tag;
pub(crate) mod url;
