//! The words of class and id names, with what each was learnt to say.
//!
//! A name is cut at everything that is no letter, and at capitals; its parts and each two of them side by side are looked
//! up: `post-meta` is `post`, `meta` and `post-meta`. What a word is worth is a log odds: the share of articles' text
//! that stands inside it against the share of all other text.

use crate::fnv::{SEED, mix};
use crate::score::model::Words;

use super::{Family, signals};
use crate::score::quantity::count;

/// A longer name, or more of them, was made by a machine, in bytes and in number.
const LONGEST_NAME: usize = 60;
const MOST_NAMES: usize = 12;
const MOST_PARTS: usize = 6;
/// Parts of a name that are words, in letters.
const WORD_LENGTHS: std::ops::RangeInclusive<usize> = 2..=20;

/// Odds are kept in sixteenths, and end at four either way.
const MOST_ODDS: i8 = 64;

/// Names that say so much, either way, are counted: a factor of two.
const TELLING: i8 = 11;

/// Farther than so many elements is far.
const FAR: u8 = 20;

/// What the names of an element say, and those of the elements around it, in sixteenths.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Odds {
    own: i8,
    parent: i8,
    least: i8,
    most: i8,
    sum: i16,
    /// The nearest that say anything.
    near: i8,
    /// How many speak for and against.
    speak_for: u8,
    speak_against: u8,
    /// Elements up to the nearest of them.
    to_for: u8,
    to_against: u8,
}

impl Default for Odds {
    fn default() -> Self {
        Self {
            own: 0,
            parent: 0,
            least: 0,
            most: 0,
            sum: 0,
            near: 0,
            speak_for: 0,
            speak_against: 0,
            to_for: FAR,
            to_against: FAR,
        }
    }
}

impl Odds {
    /// The odds of an element whose own are `own`, inside this one.
    pub(super) fn inside(self, own: i8) -> Self {
        let step = |distance: u8, is_here: bool| if is_here { 0 } else { (distance + 1).min(FAR) };
        let (speaks_for, speaks_against) = (own >= TELLING, own <= -TELLING);
        Self {
            own,
            parent: self.own,
            least: self.least.min(own),
            most: self.most.max(own),
            sum: self.sum.saturating_add(i16::from(own)),
            near: if own == 0 { self.near } else { own },
            speak_for: self.speak_for.saturating_add(u8::from(speaks_for)),
            speak_against: self.speak_against.saturating_add(u8::from(speaks_against)),
            to_for: step(self.to_for, speaks_for),
            to_against: step(self.to_against, speaks_against),
        }
    }
}

pub(super) const NAMES: Family = Family {
    name: "names",
    signals: signals! {
        own: "What the names of its element say.",
        parent: "What those of the element around that say.",
        least: "The most that any name around it says against it.",
        most: "The most that any name around it says for it.",
        sum: "All that the names around it say.",
        near: "What the nearest names say that say anything.",
        speak_for: "How many elements around it have names that speak for it.",
        speak_against: "How many have names that speak against it.",
        to_for: "How many elements up the nearest for it is.",
        to_against: "How many elements up the nearest against it is.",
    },
    read: |survey, sheet| {
        let mut push = |value: fn(&Odds) -> u8| {
            sheet.push(survey.runs.iter().map(|run| value(&survey.element(run.parent).odds)));
        };
        push(|odds| from_middle(i16::from(odds.own)));
        push(|odds| from_middle(i16::from(odds.parent)));
        push(|odds| from_middle(i16::from(odds.least)));
        push(|odds| from_middle(i16::from(odds.most)));
        push(|odds| from_middle(odds.sum / 2));
        push(|odds| from_middle(i16::from(odds.near)));
        push(|odds| count(odds.speak_for.into()));
        push(|odds| count(odds.speak_against.into()));
        push(|odds| odds.to_for);
        push(|odds| odds.to_against);
    },
};

/// A number around 0 as one around 128.
fn from_middle(value: i16) -> u8 {
    (value + 128).clamp(0, 255) as u8
}

/// What the names of one element say together: where they disagree, the strongest of either side are added.
pub(super) fn own_odds(names: &str, words: &Words) -> i8 {
    let (mut least, mut most, mut found) = (i8::MAX, i8::MIN, 0);
    each_word(names, |hash| {
        if let Some(odds) = words.get(hash) {
            (least, most, found) = (least.min(odds), most.max(odds), found + 1);
        }
    });
    match found {
        0 => 0,
        1 => least,
        _ => (i16::from(least) + i16::from(most)).clamp(i16::from(-MOST_ODDS), i16::from(MOST_ODDS)) as i8,
    }
}

/// The hash of a word, or of two with a hyphen between them.
pub(crate) fn hash_of(word: &str) -> u32 {
    word.bytes().fold(SEED, mix)
}

/// Calls `found` with the hash of each word and each two of them in `names`: lower case, divided by spaces.
fn each_word(names: &str, mut found: impl FnMut(u32)) {
    for name in names.split_ascii_whitespace().filter(|name| name.len() <= LONGEST_NAME).take(MOST_NAMES) {
        let parts = name.as_bytes().split(|byte| !byte.is_ascii_alphabetic());
        let mut before: Option<u32> = None;
        for part in parts.filter(|part| WORD_LENGTHS.contains(&part.len())).take(MOST_PARTS) {
            let hash = part.iter().copied().fold(SEED, mix);
            found(hash);
            if let Some(before) = before {
                found(part.iter().copied().fold(mix(before, b'-'), mix));
            }
            before = Some(hash);
        }
    }
}

/// The words that `names` is looked up by, as they are written in the model.
#[cfg(feature = "learn")]
pub(crate) fn words_of(names: &str) -> Vec<String> {
    let mut words = Vec::new();
    for name in names.split_ascii_whitespace().filter(|name| name.len() <= LONGEST_NAME).take(MOST_NAMES) {
        let parts = name.split(|c: char| !c.is_ascii_alphabetic());
        let parts: Vec<&str> = parts.filter(|part| WORD_LENGTHS.contains(&part.len())).take(MOST_PARTS).collect();
        words.extend(parts.iter().map(|part| (*part).to_owned()));
        words.extend(parts.windows(2).map(|pair| pair.join("-")));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(names: &str) -> Vec<u32> {
        let mut found = Vec::new();
        each_word(names, |hash| found.push(hash));
        found
    }

    #[test]
    fn names_are_words_and_pairs_of_words() {
        let expected = ["post", "meta", "post-meta", "side"].map(hash_of);
        assert_eq!(found("post-meta_1 side2 x"), expected);
        assert!(found(&"a-".repeat(100)).is_empty());
    }

    #[test]
    fn names_that_disagree_are_weighed_against_each_other() {
        let odds = Odds::default().inside(20).inside(-30).inside(0);
        assert_eq!((odds.own, odds.parent, odds.least, odds.most, odds.sum, odds.near), (0, -30, -30, 20, -10, -30));
        assert_eq!((odds.speak_for, odds.speak_against, odds.to_for, odds.to_against), (1, 1, 2, 1));
    }
}
