//! The boundary to JavaScript: it converts, calls and converts errors, and decides nothing.
//!
//! Strings cross as bytes where they are large: `TextEncoder.encodeInto` one buffer beats wasm-bindgen's own strings.
//! A panic is thrown as the `WebAssembly.RuntimeError` that it would end in, but with its message. It runs no
//! destructors, so an instance that has thrown one must be discarded: its next call would find the engine halfway.

use js_sys::Reflect;
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::capture::{Capture, LATEST_STAMP};
use crate::{Corrections, Error, Extraction, Options, Policy};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("wasm.d.ts");

#[wasm_bindgen(start)]
fn start() {
    std::panic::set_hook(Box::new(|panic| {
        wasm_bindgen::throw_val(js_sys::WebAssembly::RuntimeError::new(&panic.to_string()).into())
    }));
}

/// Reads one page, in chunks cut anywhere, and finds its article.
#[wasm_bindgen]
pub struct Extractor {
    url: String,
    engine: crate::Extractor,
}

#[wasm_bindgen]
impl Extractor {
    /// An extractor for the page at `url`, an absolute URL.
    #[wasm_bindgen(constructor)]
    pub fn new(
        url: String,
        #[wasm_bindgen(unchecked_param_type = "Policy")] policy: &str,
    ) -> Result<Extractor, js_sys::Error> {
        let engine = crate::Extractor::new(&url, options_from(policy)?).map_err(thrown)?;
        Ok(Self { url, engine })
    }

    /// Takes the next bytes of the page, UTF-8.
    pub fn write(&mut self, chunk: &[u8]) -> Result<(), js_sys::Error> {
        self.engine.write(chunk).map_err(thrown)
    }

    /// Ends the page and answers; `stamp` is the capture's, Unix time in milliseconds. The extractor is used up.
    #[wasm_bindgen(unchecked_return_type = "Answer")]
    pub fn end(mut self, stamp: f64) -> Result<JsValue, js_sys::Error> {
        let stamp = stamp_from(stamp)?;
        self.engine.set_moment(stamp);
        answer(self.engine.end().map_err(thrown)?, stamp, &self.url)
    }

    /// Ends the page and decides nothing; `at` is when it is read, Unix time in milliseconds, and left out where that is
    /// not known. The extractor is used up.
    pub fn read(mut self, at: Option<f64>) -> Result<Reading, js_sys::Error> {
        if let Some(at) = at {
            self.engine.set_moment(stamp_from(at)?);
        }
        Ok(Reading { page: self.engine.read().map_err(thrown)?, url: self.url })
    }
}

/// A page that was read: selections can be made of it until it is freed.
#[wasm_bindgen]
pub struct Reading {
    url: String,
    page: crate::Reading,
}

#[wasm_bindgen]
impl Reading {
    /// Answers as an extractor of this policy would at its end; `stamp` is the capture's.
    #[wasm_bindgen(unchecked_return_type = "Answer")]
    pub fn select(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Policy")] policy: &str,
        stamp: f64,
    ) -> Result<JsValue, js_sys::Error> {
        let (options, stamp) = (options_from(policy)?, stamp_from(stamp)?);
        answer(self.page.select(options), stamp, &self.url)
    }

    /// The same, but that a reader has the last word: `keep` and `drop` are the numbers of runs, as `marked` gives them.
    #[wasm_bindgen(js_name = selectCorrected, unchecked_return_type = "Answer")]
    pub fn select_corrected(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Policy")] policy: &str,
        stamp: f64,
        keep: Vec<u32>,
        drop: Vec<u32>,
    ) -> Result<JsValue, js_sys::Error> {
        let (options, stamp) = (options_from(policy)?, stamp_from(stamp)?);
        let corrections = Corrections { keep, drop };
        answer(self.page.select_corrected(options, &corrections).map_err(thrown)?, stamp, &self.url)
    }

    /// Where each field of the metadata was read, as `Origins` writes itself.
    #[wasm_bindgen(unchecked_return_type = "Origins")]
    pub fn origins(&self) -> Result<JsValue, js_sys::Error> {
        object(&self.page.metadata.origins)
    }

    /// The whole page, each run with its number and what becomes of it: `data-run`, `data-decision`, `data-likely`.
    pub fn marked(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Policy")] policy: &str,
        keep: Vec<u32>,
        drop: Vec<u32>,
    ) -> Result<String, js_sys::Error> {
        self.page.marked(options_from(policy)?, &Corrections { keep, drop }).map_err(thrown)
    }
}

fn answer(extraction: Extraction, stamp: u64, url: &str) -> Result<JsValue, js_sys::Error> {
    let capture = extraction.capture(stamp, url).map_err(thrown)?;
    let name = capture.as_ref().map(Capture::path);
    object(&NamedAnswer { answer: crate::Answer::new(extraction, capture.as_ref()), name })
}

/// Reads a capture file.
#[wasm_bindgen(unchecked_return_type = "CaptureFile")]
pub fn read(file: &[u8]) -> Result<JsValue, js_sys::Error> {
    let Capture { stamp, title, url, body } = Capture::read(file).map_err(thrown)?;
    object(&CaptureFile { stamp, title, url, body })
}

/// What `html` may show, in the closed grammar and nothing else; relative addresses are relative to `url`.
#[wasm_bindgen]
pub fn sanitize(html: &str, url: &str) -> Result<String, js_sys::Error> {
    crate::sanitize(html, url).map_err(thrown)
}

#[derive(Serialize)]
struct CaptureFile {
    stamp: u64,
    title: String,
    url: String,
    body: String,
}

#[derive(Serialize)]
struct NamedAnswer {
    #[serde(flatten)]
    answer: crate::Answer,
    name: Option<String>,
}

fn options_from(policy: &str) -> Result<Options, js_sys::Error> {
    match policy {
        "article" => Ok(Options::with_policy(Policy::Article)),
        "page" => Ok(Options::with_policy(Policy::Page)),
        _ => Err(named("RangeError", &format!("found the policy {policy:?}, expected article or page"))),
    }
}

fn stamp_from(stamp: f64) -> Result<u64, js_sys::Error> {
    if stamp.fract() == 0.0 && (0.0..=LATEST_STAMP as f64).contains(&stamp) {
        return Ok(stamp as u64);
    }
    Err(named("RangeError", &format!("found the stamp {stamp}, expected whole milliseconds from 0 to {LATEST_STAMP}")))
}

/// A plain object, with `null` where Rust has `None`.
fn object(value: &impl Serialize) -> Result<JsValue, js_sys::Error> {
    value
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .map_err(|error| named("Error", &error.to_string()))
}

fn thrown(error: Error) -> js_sys::Error {
    let message = error.to_string();
    match error {
        Error::Format { line, found, expected } => {
            let thrown = named("FormatError", &message);
            set(&thrown, "line", &(line as u32).into());
            set(&thrown, "found", &found.into());
            set(&thrown, "expected", &expected.into());
            thrown
        }
        Error::Url { .. } => named("UrlError", &message),
        Error::Limit { .. } => named("LimitError", &message),
        _ => named("Error", &message),
    }
}

fn named(name: &str, message: &str) -> js_sys::Error {
    let error = js_sys::Error::new(message);
    error.set_name(name);
    error
}

fn set(target: &js_sys::Error, property: &str, value: &JsValue) {
    // Setting a property of a fresh object cannot fail.
    let _ = Reflect::set(target, &property.into(), value);
}
