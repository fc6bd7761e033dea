//! The part of `selectors` that `lol_html` uses, for the selector `*` alone.
//!
//! `lol_html` calls a handler for the elements that a selector of CSS matches, and links a parser for all of them. The
//! engine asks for every element and has one selector, `*`; the parser of the others was a fifteenth of the module that
//! is downloaded, read and compiled. `lol_html` has no feature that leaves it out, so this crate takes the place of
//! `selectors` in the module's workspace.
//!
//! A component that cannot be is written as one that holds what has no values, so that the compiler drops the code for it
//! in `lol_html` too. A version of `lol_html` that uses more of `selectors` does not compile for the browser until it is
//! here.

#![deny(unsafe_code)]

pub mod attr;
pub mod parser;
