//! What a caller may ask of the extractor.

/// Which blocks count as content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Policy {
    /// The article, precision first.
    #[default]
    Article,
    /// Everything on the page but what is as good as certain to be none of it: what "capture the whole page anyway" uses.
    /// Of a page that is one `article` and nothing else, as a reader's selection is, all is kept.
    Page,
}

/// How one page is extracted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Options {
    /// Which blocks count as content.
    pub policy: Policy,
    /// Whether the extraction says of every block why it was kept or dropped: a tenth of the time, for who asks.
    pub trace: bool,
    /// When the page is read, Unix time in milliseconds: a later date on it is in the future, and is not believed where
    /// only one source gives it. Zero where that is not known.
    pub at: u64,
}

impl Options {
    /// The options with this policy.
    pub fn with_policy(policy: Policy) -> Self {
        Self { policy, ..Self::default() }
    }

    /// The same options for a page that is read at this moment, Unix time in milliseconds.
    pub fn at(self, at: u64) -> Self {
        Self { at, ..self }
    }

    /// The same options, with the trace or without.
    pub fn trace(self, trace: bool) -> Self {
        Self { trace, ..self }
    }
}

/// The largest page that is read, in bytes: ten times the largest article page of any corpus, and what a browser's
/// background can hold several times over.
pub const MAX_INPUT: usize = 128 << 20;

/// The most attributes that one element may have. No page has a hundredth of that; each takes more memory than its bytes.
pub const MAX_ATTRIBUTES: usize = 1 << 17;
