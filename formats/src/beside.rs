//! What readers add to a capture, and the line of JSON in which it travels beside the captures of an export.
//!
//! Such a line may come from anybody, like a capture file, and what it says goes into somebody's library. So it is read
//! into types that hold nothing else, and refused as a whole where it says what no reader of ours can have added. What a
//! later version may add is passed over.

use offprint::capture::LATEST_STAMP;
use serde::{Deserialize, Serialize};

use crate::Error;

/// How long any one text may be, in bytes. The longest that was highlighted or noted by anybody is far below it.
const LONGEST_TEXT: usize = 1 << 20;
/// How many tags, highlights or sightings one capture may have.
const MOST: usize = 10_000;
/// A digest in hex.
const DIGEST: usize = 64;

/// What readers add to a capture. It leaves with the capture and comes back with it, and is never part of its text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Beside {
    /// On one line each.
    pub tags: Vec<String>,
    /// Plain text.
    pub note: String,
    /// When it was marked as read, Unix time in milliseconds.
    pub read: Option<u64>,
    /// When it was captured again and had not changed, Unix times in milliseconds.
    pub seen: Vec<u64>,
    /// Passages that were marked.
    pub highlights: Vec<Highlight>,
    /// Where reading stopped.
    pub place: Option<Place>,
}

/// A marked passage. Places count UTF-16 units of the article's text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Highlight {
    /// Tells the highlights of a capture apart.
    pub id: String,
    /// What stands there.
    pub quote: String,
    /// What stands before it.
    pub prefix: String,
    /// What stands behind it.
    pub suffix: String,
    /// Where it begins.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// How it is painted.
    pub colour: Colour,
    /// Plain text.
    pub note: String,
}

/// The colours of highlights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "their names say it")]
pub enum Colour {
    Yellow,
    Green,
    Blue,
    Rose,
}

impl Colour {
    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Yellow => "yellow",
            Self::Green => "green",
            Self::Blue => "blue",
            Self::Rose => "rose",
        }
    }
}

/// Where reading stopped.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The first one on the screen, in UTF-16 units of the article's text.
    pub character: u32,
    /// So much of the text was read, 0 to 1.
    pub share: f64,
}

/// Which capture a line is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaptureKey {
    /// Unix time in milliseconds.
    pub stamp: u64,
    /// The format's, in hex.
    pub digest: String,
}

/// A line of the file beside the captures of an export. It is written as one object, of which each of the two takes its own;
/// who parses it is left to the caller, because a browser brings a parser along.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BesideLine {
    /// Of which capture.
    #[serde(flatten)]
    key: CaptureKey,
    /// What stands beside it.
    beside: Beside,
}

impl BesideLine {
    /// Takes a line of any origin.
    ///
    /// # Errors
    /// [`Error::Beside`] where it says more than a reader can have added.
    pub fn new(key: CaptureKey, beside: Beside) -> Result<Self, Error> {
        let CaptureKey { stamp, digest } = &key;
        assert_moment(*stamp)?;
        if digest.len() != DIGEST || !digest.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
            let found = digest.len();
            return Err(Error::Beside(format!("found a digest of {found} bytes, expected {DIGEST} digits in hex")));
        }
        beside.assert_plausible()?;
        Ok(Self { key, beside })
    }
}

impl Beside {
    fn assert_plausible(&self) -> Result<(), Error> {
        for (count, what) in
            [(self.tags.len(), "tags"), (self.highlights.len(), "highlights"), (self.seen.len(), "sightings")]
        {
            assert_at_most(count, MOST, what)?;
        }
        self.tags.iter().chain([&self.note]).try_for_each(|text| assert_short(text))?;
        self.seen.iter().chain(&self.read).try_for_each(|moment| assert_moment(*moment))?;
        self.highlights.iter().try_for_each(Highlight::assert_plausible)?;
        match self.place {
            Some(Place { share, .. }) if !(0.0..=1.0).contains(&share) => {
                Err(Error::Beside(format!("found the share {share}, expected 0 to 1")))
            }
            _ => Ok(()),
        }
    }
}

impl Highlight {
    fn assert_plausible(&self) -> Result<(), Error> {
        let Self { id, quote, prefix, suffix, note, start, end, .. } = self;
        [id, quote, prefix, suffix, note].into_iter().try_for_each(|text| assert_short(text))?;
        if start < end {
            return Ok(());
        }
        Err(Error::Beside(format!("found a highlight from {start} to {end}, expected an end behind its start")))
    }
}

fn assert_short(text: &str) -> Result<(), Error> {
    assert_at_most(text.len(), LONGEST_TEXT, "bytes of one text")
}

fn assert_moment(stamp: u64) -> Result<(), Error> {
    if stamp <= LATEST_STAMP {
        return Ok(());
    }
    Err(Error::Beside(format!("found the time {stamp}, expected at most {LATEST_STAMP}")))
}

fn assert_at_most(found: usize, limit: usize, what: &str) -> Result<(), Error> {
    if found <= limit {
        return Ok(());
    }
    Err(Error::Beside(format!("found {found} {what}, expected at most {limit}")))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn read(line: &str) -> Result<BesideLine, String> {
        let key = serde_json::from_str(line).map_err(|error| error.to_string())?;
        let beside = serde_json::from_str(line).map_err(|error| error.to_string())?;
        BesideLine::new(key, beside).map_err(|error| error.to_string())
    }

    /// A line with all there can be, and with one value exchanged; `path` is a JSON pointer.
    fn line_with(path: &str, value: Value) -> String {
        let mut line = json!({
            "stamp": 1_706_624_101_000_u64, "digest": "0a".repeat(32), "tags": ["kept"], "note": "n", "read": 5, "seen": [6],
            "highlights": [{ "id": "1", "quote": "q", "prefix": "p", "suffix": "s", "start": 1, "end": 2,
                "colour": "rose", "note": "" }],
            "place": { "character": 3, "share": 0.5 },
        });
        match path.rsplit_once('/') {
            Some((parent, name)) => match line.pointer_mut(parent) {
                Some(Value::Array(list)) => list[name.parse::<usize>().unwrap()] = value,
                Some(parent) => parent[name] = value,
                None => panic!("there is no {parent}"),
            },
            None => assert_eq!(path, "", "expected a pointer"),
        }
        line.to_string()
    }

    #[test]
    fn what_was_added_is_read() {
        let BesideLine { key, beside } = read(&line_with("", Value::Null)).unwrap();
        assert_eq!((key.stamp, key.digest.len()), (1_706_624_101_000, DIGEST));
        assert_eq!((beside.tags, beside.read, beside.seen), (vec!["kept".to_owned()], Some(5), vec![6]));
        assert_eq!((beside.highlights[0].colour, beside.highlights[0].end), (Colour::Rose, 2));
        assert_eq!(beside.place, Some(Place { character: 3, share: 0.5 }));
    }

    #[test]
    fn what_is_missing_or_unknown_is_passed_over() {
        let bare = json!({ "stamp": 1, "digest": "0".repeat(DIGEST) }).to_string();
        assert_eq!(read(&bare).unwrap().beside, Beside::default());
        for path in ["/later", "/highlights/0/__proto__", "/place/later"] {
            let line = line_with(path, json!({ "x": [1] }));
            assert_eq!(read(&line), read(&line_with("", Value::Null)), "{path}");
        }
    }

    #[test]
    fn what_no_reader_can_have_added_is_refused() {
        let long = "x".repeat(LONGEST_TEXT + 1);
        let refused = [
            ("/stamp", json!("1")),
            ("/stamp", json!(LATEST_STAMP + 1)),
            ("/stamp", json!(-1)),
            ("/digest", json!("0A".repeat(32))),
            ("/digest", json!("00")),
            ("/tags", json!("kept")),
            ("/tags/0", json!(1)),
            ("/tags/0", json!(long)),
            ("/tags", json!(vec![""; MOST + 1])),
            ("/note", json!(["n"])),
            ("/note", json!(long)),
            ("/read", json!(1.5)),
            ("/read", json!(u64::MAX)),
            ("/seen", json!({ "0": 1 })),
            ("/seen/0", Value::Null),
            ("/seen", json!(vec![1; MOST + 1])),
            ("/highlights/0", json!({})),
            ("/highlights/0", json!("<b>")),
            ("/highlights/0/id", json!({ "toString": 1 })),
            ("/highlights/0/quote", json!(long)),
            ("/highlights/0/start", json!(2)),
            ("/highlights/0/end", json!(1e30)),
            ("/highlights/0/colour", json!("url(x)")),
            ("/place", json!([3])),
            ("/place/character", json!(-3)),
            ("/place/share", json!(2)),
            ("/place/share", Value::Null),
        ];
        for (path, value) in refused {
            let shown = value.to_string().chars().take(40).collect::<String>();
            match read(&line_with(path, value)) {
                Err(reason) => assert!(reason.len() < 200, "{path} {reason}"),
                Ok(line) => panic!("{path} {shown}: {line:?}"),
            }
        }
    }
}
