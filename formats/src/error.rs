//! What can be wrong with a file that came from elsewhere: each says what was found and what was expected.

/// Why a file was not taken, or could not be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file is no capture.
    #[error(transparent)]
    Capture(#[from] offprint::Error),
    /// A line is not what stands beside a capture.
    #[error("{0}")]
    Beside(String),
    /// The bytes are no zip, or break off.
    #[error("found {found}, expected {expected}")]
    Zip {
        /// What stands there.
        found: String,
        /// What should.
        expected: &'static str,
    },
    /// An entry is larger, or grows more, than any capture does.
    #[error("found {found}, expected at most {limit}")]
    Bomb {
        /// How large it is.
        found: String,
        /// How large it may be.
        limit: String,
    },
}
