//! The boundary to JavaScript: it converts and calls.
//!
//! A panic is thrown as the `WebAssembly.RuntimeError` that it would end in, but with its message.

use wasm_bindgen::prelude::*;

use crate::{Quote, units};

#[wasm_bindgen(start)]
fn start() {
    std::panic::set_hook(Box::new(|panic| {
        wasm_bindgen::throw_val(js_sys::WebAssembly::RuntimeError::new(&panic.to_string()).into())
    }));
}

/// A text in which passages are looked for.
#[wasm_bindgen]
pub struct Text(Vec<u16>);

#[wasm_bindgen]
impl Text {
    /// The text; a lone surrogate is one unit, as it is in JavaScript.
    #[wasm_bindgen(constructor)]
    pub fn new(text: &str) -> Self {
        Self(units(text))
    }

    /// Where a passage begins and ends now; nothing where it is not to be found.
    pub fn locate(&self, exact: &str, prefix: &str, suffix: &str, start: u32) -> Option<Vec<u32>> {
        let (exact, prefix, suffix) = (units(exact), units(prefix), units(suffix));
        let quote = Quote { exact: &exact, prefix: &prefix, suffix: &suffix, start: start as usize };
        let place = crate::locate(&self.0, &quote)?;
        Some(vec![place.start as u32, place.end as u32])
    }
}
