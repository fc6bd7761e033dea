//! One line of a batch's input. A line is read field by field instead of by a derived struct, so that the `id` is known
//! even where the rest is broken, and is given back exactly as it came: numbers beyond 64 bits, objects, anything.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use offprint::capture::LATEST_STAMP;

/// What a line should be, for error messages.
pub const EXPECTED: &str = "a JSON object with id, html, url and at";

/// One page of a batch.
#[derive(Debug)]
pub struct Request {
    /// UTF-8.
    pub html: Vec<u8>,
    /// Empty where the line gives none.
    pub url: String,
    /// The stamp, Unix time in milliseconds, where the line gives one.
    pub at: Option<u64>,
}

/// The `id` of a line, where it has one, and what the line asks or why it cannot be read.
pub fn read(line: &[u8]) -> (Option<Box<RawValue>>, Result<Request, String>) {
    let mut fields = Fields::default();
    let outcome = read_fields(line, &mut fields).and_then(|()| fields.request());
    (fields.id.map(ToOwned::to_owned), outcome)
}

fn read_fields<'de>(line: &'de [u8], fields: &mut Fields<'de>) -> Result<(), String> {
    if line.trim_ascii().is_empty() {
        return Err(format!("found an empty line, expected {EXPECTED}"));
    }
    let mut json = serde_json::Deserializer::from_slice(line);
    let outcome = FieldsOf(fields).deserialize(&mut json).and_then(|()| json.end());
    match (outcome, fields.twice.take()) {
        (_, Some(name)) => Err(format!("found the field {name} twice, expected it once")),
        (Err(error), _) => Err(described(&error)),
        (Ok(()), _) => Ok(()),
    }
}

/// serde_json's message without its line, which is always 1.
fn described(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let cause = message.rsplit_once(" at line ").map_or(message.as_str(), |(cause, _)| cause);
    format!("found broken JSON at column {} ({cause}), expected {EXPECTED}", error.column())
}

#[derive(Default)]
struct Fields<'de> {
    id: Option<&'de RawValue>,
    html: Option<&'de RawValue>,
    url: Option<&'de RawValue>,
    at: Option<&'de RawValue>,
    /// The name of a field that came a second time.
    twice: Option<&'static str>,
}

impl<'de> Fields<'de> {
    fn keep(&mut self, name: &str, value: &'de RawValue) {
        let (name, field) = match name {
            "id" => ("id", &mut self.id),
            "html" => ("html", &mut self.html),
            "url" => ("url", &mut self.url),
            "at" => ("at", &mut self.at),
            _ => return,
        };
        if field.is_some() {
            self.twice.get_or_insert(name);
        } else {
            *field = Some(value);
        }
    }

    fn request(&self) -> Result<Request, String> {
        if self.id.is_none() {
            return Err(format!("found no field id, expected {EXPECTED}"));
        }
        let html = self.html.ok_or_else(|| format!("found no field html, expected {EXPECTED}"))?;
        let html: Text = value("html", html, "a string")?;
        let url: Option<Cow<str>> = self.url.map_or(Ok(None), |url| value("url", url, "a string"))?;
        let at: Option<u64> = self.at.map_or(Ok(None), |at| value("at", at, "Unix milliseconds, an integer"))?;
        if at.is_some_and(|at| at > LATEST_STAMP) {
            return Err(format!("found a stamp in at that is beyond all dates, expected at most {LATEST_STAMP}"));
        }
        Ok(Request { html: html.0, url: url.unwrap_or_default().into_owned(), at })
    }
}

fn value<'de, T: Deserialize<'de>>(name: &str, raw: &'de RawValue, expected: &str) -> Result<T, String> {
    serde_json::from_str(raw.get()).map_err(|_| format!("found {} in {name}, expected {expected}", kind(raw.get())))
}

fn kind(json: &str) -> &'static str {
    match json.as_bytes().first() {
        Some(b'"') => "a string",
        Some(b'{') => "an object",
        Some(b'[') => "an array",
        Some(b't' | b'f') => "a boolean",
        Some(b'n') => "null",
        _ => "another number",
    }
}

/// Fills [`Fields`] in place, so that what was read before a fault is kept.
struct FieldsOf<'a, 'de>(&'a mut Fields<'de>);

impl<'de> DeserializeSeed<'de> for FieldsOf<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for FieldsOf<'_, 'de> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<Cow<str>>()? {
            self.0.keep(&name, map.next_value()?);
        }
        Ok(())
    }
}

/// A string of JSON, in which `"\ud800"` stands for U+FFFD: JavaScript's strings may hold half a character, and a page
/// is not lost for it. A browser writes the same when it encodes such a string.
struct Text(Vec<u8>);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_bytes(TextVisitor)
    }
}

struct TextVisitor;

impl Visitor<'_> for TextVisitor {
    type Value = Text;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Text, E> {
        Ok(Text(without_surrogates(bytes.to_vec())))
    }
}

/// Surrogates and U+FFFD both take three bytes: `ED A0..BF xx` and `EF BF BD`.
fn without_surrogates(mut bytes: Vec<u8>) -> Vec<u8> {
    let mut at = 0;
    while let Some(found) = memchr::memchr(0xED, &bytes[at..]) {
        at += found;
        if let Some(character @ [_, 0xA0..=0xBF, _]) = bytes.get_mut(at..at + 3) {
            character.copy_from_slice("\u{fffd}".as_bytes());
        }
        at += 1;
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(line: &str) -> (Option<String>, String) {
        let (id, outcome) = read(line.as_bytes());
        (id.map(|id| id.get().to_owned()), outcome.err().unwrap_or_default())
    }

    #[test]
    fn any_id_is_kept_as_it_came() {
        for id in ["1", "1.50", "123456789012345678901234567890", "\"a\\u0000\"", "null", "[1, {\"a\": 2}]", "false"] {
            let (found, request) = read(format!(r#"{{"html": "", "id": {id}}}"#).as_bytes());
            assert_eq!(found.map(|id| id.get().to_owned()).as_deref(), Some(id));
            assert!(request.is_ok(), "{id}");
        }
    }

    #[test]
    fn each_fault_says_what_it_is_and_keeps_the_id() {
        let cases = [
            ("", None, "found an empty line"),
            ("{\"id\": 1, \"html\": \"", Some("1"), "found broken JSON at column 19 (EOF while parsing a string)"),
            ("{\"id\": 1, \"html\": \"\"} {}", Some("1"), "found broken JSON at column 23 (trailing characters)"),
            ("[1]", None, "found broken JSON at column 0 (invalid type: sequence, expected an object)"),
            ("{\"html\": \"\"}", None, "found no field id"),
            ("{\"id\": 1}", Some("1"), "found no field html"),
            ("{\"id\": 1, \"id\": 2, \"html\": \"\"}", Some("1"), "found the field id twice"),
            ("{\"id\": 1, \"html\": \"\", \"html\": \"\"}", Some("1"), "found the field html twice"),
            ("{\"id\": 1, \"html\": null}", Some("1"), "found null in html, expected a string"),
            ("{\"id\": 1, \"html\": \"\", \"url\": 7}", Some("1"), "found another number in url, expected a string"),
            ("{\"id\": 1, \"html\": \"\", \"at\": -1}", Some("1"), "found another number in at"),
            ("{\"id\": 1, \"html\": \"\", \"at\": \"1\"}", Some("1"), "found a string in at"),
            ("{\"id\": 1, \"html\": \"\", \"at\": 8640000000000001}", Some("1"), "found a stamp in at"),
        ];
        for (line, id, message) in cases {
            let (found, error) = fault(line);
            assert_eq!(found.as_deref(), id, "{line}");
            assert!(error.starts_with(message), "{line}: {error}");
        }
    }

    #[test]
    fn url_and_at_may_be_null() {
        let request = read(br#"{"id": 1, "html": "a", "url": null, "at": null, "more": [1]}"#).1.expect("a request");
        assert_eq!((request.html, request.url, request.at), (b"a".to_vec(), String::new(), None));
    }

    #[test]
    fn deep_nesting_is_read_without_recursion() {
        let deep = "[".repeat(200_000) + &"]".repeat(200_000);
        assert!(read(format!(r#"{{"id": {deep}, "html": "", "x": {deep}}}"#).as_bytes()).1.is_ok());
        assert!(read(deep.as_bytes()).1.is_err());
    }

    #[test]
    fn half_a_surrogate_pair_becomes_the_replacement_character() {
        let html = |text: &str| {
            let line = format!(r#"{{"id": 1, "html": "{text}"}}"#);
            String::from_utf8(read(line.as_bytes()).1.expect("a request").html).expect("UTF-8")
        };
        assert_eq!(html(r"a\ud800b\udc00"), "a\u{fffd}b\u{fffd}");
        assert_eq!(html(r"\ud83d\ude00 힣 \ud7ff"), "😀 힣 \u{d7ff}");
    }
}
