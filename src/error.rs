//! One error type for the whole crate.
//!
//! "No article here" is an outcome (`Extraction::content` is `None`), never an error.

/// What can go wrong; every message says what was found and what was expected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A capture file breaks the format.
    #[error("line {line}: found {found}, expected {expected}")]
    Format {
        /// The line of the file, counted from one.
        line: usize,
        /// What stands there, shortened for people.
        found: String,
        /// What the format asks for there.
        expected: &'static str,
    },
    /// An address is not an absolute URL of a scheme that can be captured.
    #[error("found the address {found:?}, expected an absolute http, https, file or about URL")]
    Url {
        /// The address as it was given.
        found: String,
    },
    /// A moment is later than a date can hold.
    #[error("found the stamp {found}, expected at most 8640000000000000 milliseconds since 1970")]
    Stamp {
        /// The stamp as it was given.
        found: u64,
    },
    /// A number by which a reader corrects a selection is not that of a run.
    #[error("found the number {found}, expected that of a run of this page")]
    Run {
        /// The number as it was given.
        found: u32,
    },
    /// The page is beyond a documented limit.
    #[error("found more than {limit} {what}, expected a page within that limit")]
    Limit {
        /// What there is too much of, in the plural.
        what: &'static str,
        /// The limit that was passed.
        limit: usize,
    },
    /// The HTML tokenizer gave up.
    #[error("the page could not be read: {0}")]
    Parse(String),
}
