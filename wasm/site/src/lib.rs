//! What the viewer loads: the boundaries of the engine and of the formats, and nothing of its own.

pub use {offprint as engine, offprint_formats as formats};
