//! Where each field was read: for who looks into a page that says of itself what is not so.

use serde::Serialize;

/// A kind of place in which a page says something of itself. What is written in one place from one box of the newsroom's
/// system is one voice, however often it is repeated: see [`super::vote`].
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

/// The places that gave the value of each field, the most trusted first; none where the field is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of `Metadata`")]
pub struct Origins {
    pub title: Vec<Origin>,
    pub byline: Vec<Origin>,
    pub published: Vec<Origin>,
    pub modified: Vec<Origin>,
    pub site: Vec<Origin>,
    pub lang: Vec<Origin>,
    pub dir: Vec<Origin>,
    pub excerpt: Vec<Origin>,
    pub image: Vec<Origin>,
    pub canonical: Vec<Origin>,
    pub keywords: Vec<Origin>,
}

/// A value, and where it was read.
pub(super) struct Read<T> {
    pub value: T,
    pub origins: Vec<Origin>,
}

impl<T> Read<T> {
    pub(super) fn at(origin: Origin, value: T) -> Self {
        Self { value, origins: vec![origin] }
    }

    pub(super) fn map<U>(self, convert: impl FnOnce(T) -> U) -> Read<U> {
        Read { value: convert(self.value), origins: self.origins }
    }
}

/// The value alone, its origins noted in `noted`.
pub(super) fn note<T>(read: Option<Read<T>>, noted: &mut Vec<Origin>) -> Option<T> {
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
