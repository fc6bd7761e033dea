//! The boundary to JavaScript: it converts, calls and converts errors, and decides nothing. Its types are in `wasm.d.ts`.

use offprint::capture::{Capture, LATEST_STAMP, NameEnding, NameFacts};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

use crate::{Article, Beside, BesideLine, Error, diff, zip};

type Result<T> = std::result::Result<T, js_sys::Error>;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("wasm.d.ts");

/// What a capture file says of itself.
#[wasm_bindgen(unchecked_return_type = "Described")]
pub fn describe(file: &[u8]) -> Result<JsValue> {
    object(&article(file, JsValue::UNDEFINED)?.described())
}

/// The plain text of a capture file, its title first.
#[wasm_bindgen(js_name = textOf)]
pub fn text_of(file: &[u8]) -> Result<String> {
    let article = article(file, JsValue::UNDEFINED)?;
    Ok(format!("{}\n{}", article.capture.title, article.text()))
}

/// A capture file as Markdown.
#[wasm_bindgen]
pub fn markdown(file: &[u8], #[wasm_bindgen(unchecked_param_type = "Beside")] beside: JsValue) -> Result<String> {
    Ok(crate::markdown(&article(file, beside)?))
}

/// A capture file as one line of JSON, with its line feed.
#[wasm_bindgen(js_name = jsonLine)]
pub fn json_line(file: &[u8], #[wasm_bindgen(unchecked_param_type = "Beside")] beside: JsValue) -> Result<String> {
    Ok(crate::json_line(&article(file, beside)?, file))
}

/// What a line of the file beside the captures of an export says.
#[wasm_bindgen(js_name = readBeside, unchecked_return_type = "BesideLine")]
pub fn read_beside(line: &str) -> Result<JsValue> {
    let parsed = js_sys::JSON::parse(line).map_err(js_sys::Error::from)?;
    let (key, beside) = (from_js(parsed.clone())?, from_js(parsed)?);
    object(&BesideLine::new(key, beside).map_err(thrown)?)
}

/// What changed from one capture file to another.
#[wasm_bindgen(unchecked_return_type = "Comparison")]
pub fn compare(older: &[u8], newer: &[u8]) -> Result<JsValue> {
    object(&diff::compare(&text_of(older)?, &text_of(newer)?))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Named {
    stamp: f64,
    url: String,
    title: String,
    site: Option<String>,
    byline: Option<String>,
    lang: Option<String>,
    digest: String,
    minutes_east: i32,
}

/// The name of a file by a template; `number` tells captures of one name apart, counted from one.
#[wasm_bindgen(js_name = nameBy)]
pub fn name_by(
    template: &str,
    #[wasm_bindgen(unchecked_param_type = "Named")] named: JsValue,
    extension: &str,
    number: u32,
) -> Result<String> {
    let named: Named = from_js(named)?;
    let stamp = stamp_from(named.stamp)?;
    let capture = Capture { stamp, title: named.title, url: named.url, body: String::new() };
    let facts = NameFacts {
        site: named.site.as_deref(),
        byline: named.byline.as_deref(),
        lang: named.lang.as_deref(),
        digest: &named.digest,
        minutes_east: named.minutes_east,
    };
    capture.named(template, &facts, &NameEnding { extension, number }).map_err(|field| {
        let error = thrown_named("FieldError", &format!("found the field {field:?}, expected one that there is"));
        // Setting a property of a fresh object cannot fail.
        let _ = js_sys::Reflect::set(&error, &"field".into(), &field.into());
        error
    })
}

/// A zip that is written piece by piece.
#[wasm_bindgen]
#[derive(Default)]
pub struct ZipWriter(zip::Writer);

#[wasm_bindgen]
impl ZipWriter {
    /// A zip without a file.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// The bytes of one file; `stamp` is Unix time in milliseconds.
    pub fn add(&mut self, name: &str, bytes: &[u8], stamp: f64) -> Result<Vec<u8>> {
        self.0.add(name, bytes, stamp_from(stamp)?).map_err(thrown)
    }

    /// The last bytes. The writer is used up.
    pub fn end(self) -> Result<Vec<u8>> {
        self.0.end().map_err(thrown)
    }
}

/// The end of a zip in which its directory can be found, in bytes.
#[wasm_bindgen(js_name = zipTail)]
pub fn zip_tail() -> usize {
    zip::TAIL
}

/// How large a file may be that is to be a capture, in bytes.
#[wasm_bindgen(js_name = largestFile)]
pub fn largest_file() -> usize {
    zip::LARGEST_FILE
}

/// Where the directory of a zip of `size` bytes is; `tail` is the zip's end.
#[wasm_bindgen(js_name = findDirectory, unchecked_return_type = "Span")]
pub fn find_directory(tail: &[u8], size: f64) -> Result<JsValue> {
    let zip::Directory { start, size, .. } = zip::find_directory(tail, size as u64).map_err(thrown)?;
    object(&Span { start: start as f64, size: size as f64 })
}

#[derive(Serialize)]
struct Span {
    start: f64,
    size: f64,
}

#[derive(Serialize)]
struct Listed<'a> {
    name: &'a str,
    start: f64,
    size: f64,
}

/// The files of a zip.
#[wasm_bindgen]
pub struct ZipReader(Vec<zip::Entry>);

#[wasm_bindgen]
impl ZipReader {
    /// Reads the directory; `tail` is the end of a zip of `size` bytes.
    #[wasm_bindgen(constructor)]
    pub fn new(directory: &[u8], tail: &[u8], size: f64) -> Result<Self> {
        let found = zip::find_directory(tail, size as u64).map_err(thrown)?;
        let entries = zip::entries(directory, &found).map_err(thrown)?;
        Ok(Self(entries.into_iter().filter(|entry| !entry.is_folder()).collect()))
    }

    /// The names of the files and the bytes that each takes in the zip.
    #[wasm_bindgen(unchecked_return_type = "(Span & { name: string })[]")]
    pub fn files(&self) -> Result<JsValue> {
        let list = |entry: &zip::Entry| (entry.start as f64, entry.size as f64);
        let listed: Vec<Listed<'_>> = self
            .0
            .iter()
            .map(|entry| {
                let (start, size) = list(entry);
                Listed { name: &entry.name, start, size }
            })
            .collect();
        object(&listed)
    }

    /// The file at a place of that list, from its bytes in the zip.
    pub fn unpack(&self, index: usize, bytes: &[u8]) -> Result<Vec<u8>> {
        let entry = self.0.get(index).ok_or_else(|| thrown_named("RangeError", "found a file beyond the last"))?;
        zip::unpack(entry, bytes).map_err(thrown)
    }
}

/// A book that is written piece by piece.
#[wasm_bindgen]
pub struct Book {
    book: crate::Book,
    start: Vec<u8>,
}

#[wasm_bindgen]
impl Book {
    /// A book without a chapter; without a title it has that of its first chapter.
    #[wasm_bindgen(constructor)]
    pub fn new(title: &str) -> Result<Self> {
        let (book, start) = crate::Book::begin(title).map_err(thrown)?;
        Ok(Self { book, start })
    }

    /// The bytes of one chapter, after those that all books begin with; `images` gives the names of the images in the book.
    pub fn add(
        &mut self,
        file: &[u8],
        #[wasm_bindgen(unchecked_param_type = "Beside")] beside: JsValue,
        #[wasm_bindgen(unchecked_param_type = "(address: string) => string | undefined")] images: &js_sys::Function,
    ) -> Result<Vec<u8>> {
        let mut bytes = std::mem::take(&mut self.start);
        let name = |address: &str| images.call1(&JsValue::NULL, &address.into()).ok()?.as_string();
        bytes.extend(self.book.add(&article(file, beside)?, &name).map_err(thrown)?);
        Ok(bytes)
    }

    /// The bytes of an image by the name that a chapter has for it.
    #[wasm_bindgen(js_name = addImage)]
    pub fn add_image(&mut self, name: &str, media_type: &str, bytes: &[u8]) -> Result<Vec<u8>> {
        self.book.add_image(name, media_type, bytes).map_err(thrown)
    }

    /// The last bytes. The book is used up.
    pub fn end(self) -> Result<Vec<u8>> {
        self.book.end().map_err(thrown)
    }
}

/// One page of HTML that is written piece by piece.
#[wasm_bindgen]
pub struct Page {
    page: crate::Page,
    start: String,
}

#[wasm_bindgen]
impl Page {
    /// A page without an article.
    #[wasm_bindgen(constructor)]
    pub fn new(title: &str, lang: Option<String>) -> Self {
        let (page, start) = crate::Page::begin(title, lang.as_deref());
        Self { page, start }
    }

    /// One article, after what all pages begin with.
    pub fn add(
        &mut self,
        file: &[u8],
        #[wasm_bindgen(unchecked_param_type = "Beside")] beside: JsValue,
    ) -> Result<String> {
        let article = article(file, beside)?;
        Ok(std::mem::take(&mut self.start) + &self.page.add(&article))
    }
}

/// An archive that is written piece by piece.
#[wasm_bindgen]
#[derive(Default)]
pub struct Archive(crate::Archive);

#[wasm_bindgen]
impl Archive {
    /// An archive without a capture.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// The path of a capture file in the archive; it is in the lists from now on.
    pub fn place(&mut self, file: &[u8]) -> Result<String> {
        self.0.place(file).map_err(thrown)
    }

    /// The paths and the texts of the lists.
    #[wasm_bindgen(unchecked_return_type = "[string, string][]")]
    pub fn lists(&self) -> Result<JsValue> {
        object(&self.0.lists())
    }
}

fn article(file: &[u8], beside: JsValue) -> Result<Article> {
    let beside: Beside = if beside.is_undefined() { Beside::default() } else { from_js(beside)? };
    Article::read(file, beside).map_err(thrown)
}

fn from_js<T: serde::de::DeserializeOwned>(value: JsValue) -> Result<T> {
    serde_wasm_bindgen::from_value(value).map_err(|error| thrown_named("TypeError", &error.to_string()))
}

/// A plain object, with `null` where Rust has `None`.
fn object(value: &impl Serialize) -> Result<JsValue> {
    value
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .map_err(|error| thrown_named("Error", &error.to_string()))
}

fn stamp_from(stamp: f64) -> Result<u64> {
    if stamp.fract() == 0.0 && (0.0..=LATEST_STAMP as f64).contains(&stamp) {
        return Ok(stamp as u64);
    }
    let message = format!("found the stamp {stamp}, expected whole milliseconds from 0 to {LATEST_STAMP}");
    Err(thrown_named("RangeError", &message))
}

fn thrown(error: Error) -> js_sys::Error {
    let name = match error {
        Error::Capture(_) | Error::Beside(_) => "FormatError",
        Error::Bomb { .. } => "LimitError",
        _ => "ZipError",
    };
    thrown_named(name, &error.to_string())
}

fn thrown_named(name: &str, message: &str) -> js_sys::Error {
    let error = js_sys::Error::new(message);
    error.set_name(name);
    error
}
