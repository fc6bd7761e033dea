//! Lines of JSON: one object a capture, for programs. Names and values are those of `offprint batch`.

use std::borrow::Cow;

use serde::Serialize;

use crate::{Article, Beside, Described};

#[derive(Serialize)]
struct Line<'a> {
    #[serde(flatten)]
    described: Described,
    text: String,
    html: &'a str,
    #[serde(flatten)]
    beside: &'a Beside,
    capture: Cow<'a, str>,
}

/// One line with its line feed. `capture` is the file itself, `html` its body in the closed grammar, `text` what stands in
/// it without its header.
pub fn json_line(article: &Article, file: &[u8]) -> String {
    let text = article.text();
    let line = Line {
        described: article.described_by(&text),
        text,
        html: &article.html,
        beside: &article.beside,
        capture: String::from_utf8_lossy(file),
    };
    // Strings, numbers and lists of them can always be written.
    serde_json::to_string(&line).unwrap_or_default() + "\n"
}
