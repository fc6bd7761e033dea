//! The boundary to JavaScript: it converts, calls and converts errors, and decides nothing.
//!
//! A panic is thrown as the `WebAssembly.RuntimeError` that it would end in, but with its message. It runs no destructors,
//! so the worker that was thrown one is to be ended; the index is derived, and is loaded anew.

use wasm_bindgen::prelude::*;

use crate::{Document, Query};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = "
/** What is indexed of a capture: `stamp` in ms since 1970, `html` its body, sanitized. */
export interface Source {
    id: string; revision: string; stamp: number; title: string; byline: string; tags: string[]; note: string;
    site: string; host: string; html: string;
}
";

#[wasm_bindgen]
extern "C" {
    /// A [`Document`] as JavaScript has it.
    #[wasm_bindgen(typescript_type = "Source")]
    pub type Source;
    #[wasm_bindgen(method, getter)]
    fn id(this: &Source) -> String;
    #[wasm_bindgen(method, getter)]
    fn revision(this: &Source) -> String;
    #[wasm_bindgen(method, getter)]
    fn stamp(this: &Source) -> f64;
    #[wasm_bindgen(method, getter)]
    fn title(this: &Source) -> String;
    #[wasm_bindgen(method, getter)]
    fn byline(this: &Source) -> String;
    #[wasm_bindgen(method, getter)]
    fn tags(this: &Source) -> Vec<String>;
    #[wasm_bindgen(method, getter)]
    fn note(this: &Source) -> String;
    #[wasm_bindgen(method, getter)]
    fn site(this: &Source) -> String;
    #[wasm_bindgen(method, getter)]
    fn host(this: &Source) -> String;
    #[wasm_bindgen(method, getter)]
    fn html(this: &Source) -> String;
}

#[wasm_bindgen(start)]
fn start() {
    std::panic::set_hook(Box::new(|panic| {
        wasm_bindgen::throw_val(js_sys::WebAssembly::RuntimeError::new(&panic.to_string()).into())
    }));
}

/// The index of a library.
#[wasm_bindgen]
#[derive(Default)]
pub struct Index {
    index: crate::Index,
}

#[wasm_bindgen]
impl Index {
    /// An index of nothing.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a segment that was kept; throws where it is damaged.
    pub fn load(&mut self, key: u32, bytes: Vec<u8>) -> Result<(), js_sys::Error> {
        self.index.load(key, bytes).map_err(|damage| js_sys::Error::new(&damage.to_string()))
    }

    /// Forgets a segment.
    pub fn unload(&mut self, key: u32) {
        self.index.unload(key);
    }

    /// The keys of the segments there are.
    pub fn keys(&self) -> Vec<u32> {
        self.index.keys()
    }

    /// Brings the index in step with the library, whose captures have these ids and, in the same order, revisions. Gives the
    /// ids that have to be added.
    pub fn reconcile(&mut self, ids: Vec<String>, revisions: Vec<String>) -> Vec<String> {
        let captures = ids.iter().zip(&revisions).map(|(id, revision)| (&**id, &**revision));
        self.index.reconcile(captures).into_iter().map(str::to_owned).collect()
    }

    /// Adds a document; it is found once it is sealed.
    pub fn add(&mut self, source: &Source) {
        self.index.add(&Document {
            id: &source.id(),
            revision: &source.revision(),
            stamp: source.stamp() as u64,
            title: &source.title(),
            byline: &source.byline(),
            tags: &source.tags().join("\n"),
            note: &source.note(),
            site: &source.site(),
            host: &source.host(),
            body: &crate::text(&source.html()),
        });
    }

    /// A segment of what was added since.
    pub fn seal(&mut self) -> Option<Sealed> {
        self.index.seal().map(Sealed)
    }

    /// One segment for several that are alike in size; to be called until there is none.
    pub fn merge(&mut self) -> Option<Sealed> {
        self.index.merge().map(Sealed)
    }

    /// The ids of the captures that answer what was typed, the best first; `now` in ms since 1970.
    pub fn search(&self, typed: &str, now: f64) -> Vec<String> {
        self.index.search(&Query::parse(typed), now as u64).into_iter().map(|hit| hit.id).collect()
    }
}

/// A segment to be kept, and which it replaces.
#[wasm_bindgen]
pub struct Sealed(crate::Sealed);

#[wasm_bindgen]
impl Sealed {
    /// By which it is known.
    #[wasm_bindgen(getter)]
    pub fn key(&self) -> u32 {
        self.0.key
    }

    /// Its bytes; they can be taken once.
    #[wasm_bindgen(js_name = takeBytes)]
    pub fn take_bytes(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.0.bytes)
    }

    /// The keys of the segments that are in it.
    #[wasm_bindgen(getter)]
    pub fn replaced(&self) -> Vec<u32> {
        self.0.replaced.clone()
    }
}

/// `text` in pieces, every other of which answers what was typed.
#[wasm_bindgen]
pub fn mark(typed: &str, text: &str) -> Vec<String> {
    crate::mark(&Query::parse(typed), text)
}

/// The sentence of a sanitized body that answers best, in pieces, every other of which is a hit; none where no sentence does.
#[wasm_bindgen]
pub fn excerpt(typed: &str, html: &str) -> Vec<String> {
    crate::excerpt(&Query::parse(typed), &crate::text(html))
}
