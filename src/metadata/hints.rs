//! What the names of elements say of them: a byline, a date, a headline.

use crate::parse::Attributes;

use super::evidence::MAX_TEXT;
use super::lexicon::{Hint, class_hint};
use super::text::cut;

/// Names that are remembered: a page names its elements alike hundreds of times.
const PLACES: usize = 256;

/// What the class, the id and the test attributes of an element say.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Hints {
    pub byline: bool,
    pub user: bool,
    pub dated: bool,
    pub updated: bool,
    pub titled: bool,
    pub aside: bool,
}

/// Reads names, and remembers the last ones.
#[derive(Debug)]
pub(super) struct Reader(Vec<(String, Hints)>);

impl Default for Reader {
    fn default() -> Self {
        Self(vec![Default::default(); PLACES])
    }
}

impl Reader {
    /// What the names of an element with these attributes say.
    pub(super) fn hints(&mut self, attributes: &Attributes) -> Hints {
        let mut hints = Hints::default();
        for name in ["class", "id", "data-testid"] {
            if let Some(value) = attributes.named(name) {
                hints.add(self.value(cut(value, MAX_TEXT)));
            }
        }
        hints
    }

    fn value(&mut self, value: &str) -> Hints {
        // Names of one length mostly differ at their ends.
        let ends =
            value.bytes().next().zip(value.bytes().next_back()).map_or(0, |(a, z)| 3 * usize::from(a) + usize::from(z));
        let (known, hints) = &mut self.0[(ends + 11 * value.len()) % PLACES];
        if known != value {
            known.clear();
            known.push_str(value);
            *hints = Hints::of(value);
        }
        *hints
    }
}

impl Hints {
    fn add(&mut self, other: Self) {
        self.byline |= other.byline;
        self.user |= other.user;
        self.dated |= other.dated;
        self.updated |= other.updated;
        self.titled |= other.titled;
        self.aside |= other.aside;
    }

    fn of(value: &str) -> Self {
        let mut hints = Self::default();
        for token in value.split_ascii_whitespace() {
            each_word(token, |word, is_first| match class_hint(word) {
                Some(Hint::Byline) => hints.byline = true,
                Some(Hint::User) => hints.user = true,
                Some(Hint::Dated) => hints.dated = true,
                Some(Hint::Updated) => hints.updated = true,
                Some(Hint::Titled) => hints.titled = true,
                Some(Hint::Aside) => hints.aside |= is_first,
                None => {}
            });
        }
        hints
    }
}

/// Cuts a class name at hyphens, underscores, digits and changes of case. What is no ASCII is taken for a letter.
fn each_word(token: &str, mut found: impl FnMut(&[u8], bool)) {
    let token = token.as_bytes();
    let mut start = 0;
    let mut is_first = true;
    let mut previous_lower = false;
    for (at, byte) in token.iter().enumerate() {
        let is_letter = byte.is_ascii_alphabetic() || !byte.is_ascii();
        if !is_letter || previous_lower && byte.is_ascii_uppercase() {
            if at > start {
                found(&token[start..at], is_first);
                is_first = false;
            }
            start = at + usize::from(!is_letter);
        }
        previous_lower = byte.is_ascii_lowercase();
    }
    if start < token.len() {
        found(&token[start..], is_first);
    }
}
