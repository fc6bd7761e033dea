//! What the browser loads: the library's boundary to JavaScript, which is `wasm.rs` there, and nothing of its own.

pub use offprint::*;
