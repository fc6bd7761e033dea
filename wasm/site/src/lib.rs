//! What the viewer loads: the boundaries of the engine and of the formats, and nothing of its own.

pub use offprint::*;
pub use offprint_formats_wasm::*;
