//! In which order the answers come: BM25 over weighted fields (Robertson, Zaragoza and Taylor 2004), and what is new before
//! what is old.

/// How soon another mention says nothing new, and how much a long text has to mention more: the customary values.
const SATURATION: f64 = 1.2;
const LENGTH: f64 = 0.75;

/// A capture of this moment counts by so much more than one of long ago, and by half of that after [`HALF_LIFE`]: enough to
/// decide between pages that say as much, not enough to bury the one that says more.
const RECENCY: f64 = 0.5;
/// Ninety days, in milliseconds.
const HALF_LIFE: f64 = 90.0 * 24.0 * 3600.0 * 1000.0;

/// What is known of all documents.
pub(crate) struct Collection {
    pub(crate) documents: usize,
    /// Of a document on average, in terms.
    pub(crate) length: f64,
}

impl Collection {
    /// What it says of a document that it answers a clause which `matched` documents answer.
    pub(crate) fn rarity(&self, matched: usize) -> f64 {
        let (all, matched) = (self.documents as f64, matched as f64);
        (1.0 + (all - matched + 0.5) / (matched + 0.5)).ln()
    }

    /// Of a weight of mentions, what counts in a document of `length` terms.
    pub(crate) fn saturated(&self, weight: f64, length: u32) -> f64 {
        let relative = f64::from(length) / self.length.max(1.0);
        weight * (SATURATION + 1.0) / (weight + SATURATION * (1.0 - LENGTH + LENGTH * relative))
    }
}

/// The factor for a capture of the moment `stamp`, in milliseconds as `now`.
pub(crate) fn recency(stamp: u64, now: u64) -> f64 {
    let age = now.saturating_sub(stamp) as f64;
    1.0 + RECENCY * (-age / HALF_LIFE).exp2()
}
