//! Where each field was read: for who looks into a page that says of itself what is not so.

use std::fmt;

use serde::{Serialize, Serializer};

/// A kind of place in which a page says something of itself. What is written in one place from one box of the newsroom's
/// system is one voice, however often it is repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// What the reader sees.
    Visible,
    /// Open Graph and Twitter cards.
    Card,
    /// JSON-LD and microdata.
    Schema,
    /// The document's title and language, and `meta` and `link` elements that are none of the others.
    Head,
    /// The page's address.
    Address,
}

/// Kinds of places: a set, because there are few, and every field has one.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Places(u8);

impl Places {
    /// All there are, in the order in which they are given.
    const ALL: [Origin; 5] = [Origin::Visible, Origin::Card, Origin::Schema, Origin::Head, Origin::Address];

    /// The kinds in the set.
    pub fn iter(self) -> impl Iterator<Item = Origin> {
        Self::ALL.into_iter().filter(move |origin| self.0 & Self::from(*origin).0 != 0)
    }

    /// Adds a kind.
    pub(super) fn insert(&mut self, origin: Origin) {
        self.0 |= Self::from(origin).0;
    }
}

impl From<Origin> for Places {
    fn from(origin: Origin) -> Self {
        Self(1 << origin as u8)
    }
}

impl fmt::Debug for Places {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_set().entries(self.iter()).finish()
    }
}

impl Serialize for Places {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

/// The places that gave the value of each field; none where the field is empty.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of `Metadata`")]
pub struct Origins {
    pub title: Places,
    pub byline: Places,
    pub published: Places,
    pub modified: Places,
    pub site: Places,
    pub lang: Places,
    pub dir: Places,
    pub excerpt: Places,
    pub image: Places,
    pub canonical: Places,
    pub keywords: Places,
}

/// A value, and where it was read.
pub(super) struct Read<T> {
    pub value: T,
    pub origins: Places,
}

impl<T> Read<T> {
    pub(super) fn at(origin: Origin, value: T) -> Self {
        Self { value, origins: origin.into() }
    }

    pub(super) fn map<U>(self, convert: impl FnOnce(T) -> U) -> Read<U> {
        Read { value: convert(self.value), origins: self.origins }
    }
}

/// The value alone, its origins noted in `noted`.
pub(super) fn note<T>(read: Option<Read<T>>, noted: &mut Places) -> Option<T> {
    let Read { value, origins } = read?;
    *noted = origins;
    Some(value)
}

/// The kind of place of a `meta` element, by its name: microdata is read as `item:name`.
pub(super) fn of_meta(name: &str) -> Origin {
    match name.split(':').next() {
        Some("og" | "twitter" | "article") => Origin::Card,
        Some("item") => Origin::Schema,
        _ => Origin::Head,
    }
}
