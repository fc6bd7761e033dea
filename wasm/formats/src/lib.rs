//! What the browser loads: the formats' boundary to JavaScript, which is `wasm.rs` there, and the hook that tells of panics.
#![forbid(unsafe_code)]

pub use offprint_formats::*;
use wasm_bindgen::prelude::wasm_bindgen;

/// A module has one such hook; where the engine is in it, it is the engine's.
#[wasm_bindgen(start)]
fn start() {
    std::panic::set_hook(Box::new(|panic| {
        wasm_bindgen::throw_val(js_sys::WebAssembly::RuntimeError::new(&panic.to_string()).into())
    }));
}
