//! Bytes to events.

mod event;

pub(crate) use event::{Attributes, Listener, StartTag};
