//! The part of `encoding_rs` that `lol_html` uses, for UTF-8 alone.
//!
//! The command line is given bytes in any encoding there is. The browser has decoded its page already, so that what
//! reaches the engine there is UTF-8 always; yet `lol_html` links every encoding, and their tables and state machines
//! were a quarter of the module that is downloaded, read and compiled. `lol_html` has no feature that leaves them out,
//! so this crate takes the place of `encoding_rs` in the module's workspace.
//!
//! A version of `lol_html` that uses more of `encoding_rs` does not compile for the browser until it is here. The
//! tests compare what is here with the real one.

#![deny(unsafe_code)]

mod decoder;
mod encoder;
mod encoding;

pub use decoder::{CoderResult, Decoder};
pub use encoder::Encoder;
pub use encoding::{Encoding, UTF_8, WINDOWS_1252};
