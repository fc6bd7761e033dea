//! Finds a quoted passage again in a text that has changed since.
//!
//! A highlight is kept as the W3C's Web Annotation model keeps one: the words themselves, some that stand before and behind
//! them, and where they stood. When the page is captured anew, the words may have moved, may have been edited, or may
//! stand there several times. So the places are looked for in three ways, the surest first: where the words stood, where they
//! stand exactly, where they stand nearly. Among several, the words around decide, and then the distance from the old place.
//!
//! Places are counted in UTF-16 units, because the browser counts so.
//!
//! ```
//! use offprint_anchors::{Quote, locate, units};
//!
//! let quote = Quote {
//!     exact: &units("the ford is deep"),
//!     prefix: &units("have been told that "),
//!     suffix: &units("."),
//!     start: 20,
//! };
//! let edited = units("For years they have been told that the ford was deep. The ford is not deep.");
//! let found = locate(&edited, &quote).unwrap();
//! assert_eq!(String::from_utf16_lossy(&edited[found.start..found.end]), "the ford was deep");
//! ```
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod distance;
mod near;
#[cfg(target_arch = "wasm32")]
mod wasm;

use memchr::memmem;

/// What must agree, of the words and of what stands around them, before a place is believed: in bytes of UTF-8, so that
/// an ideograph weighs as much as three letters. Below that lies “of the”, which stands anywhere.
const EVIDENCE: usize = 16;

/// A passage as it was kept, in UTF-16 units.
pub struct Quote<'a> {
    /// The words themselves.
    pub exact: &'a [u16],
    /// What stood before them.
    pub prefix: &'a [u16],
    /// What stood behind them.
    pub suffix: &'a [u16],
    /// Where they began.
    pub start: usize,
}

/// Where a passage stands now, in UTF-16 units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its first unit.
    pub start: usize,
    /// The one after its last.
    pub end: usize,
    /// How many units have been added, taken away or exchanged since.
    pub errors: usize,
}

/// The UTF-16 units of a text.
pub fn units(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}

/// The place of a passage in a text, if there is one that can be believed.
pub fn locate(text: &[u16], quote: &Quote) -> Option<Place> {
    if quote.exact.is_empty() {
        return None;
    }
    let exact = exact_places(text, quote.exact);
    let unmoved = exact.iter().find(|place| place.start == quote.start && agreement(text, place, quote) > 0);
    if let Some(place) = unmoved {
        return Some(*place);
    }
    let places = if exact.is_empty() { near::places(text, quote.exact) } else { exact };
    let believed = places.into_iter().filter(|place| evidence(text, place, quote) >= EVIDENCE);
    believed.min_by_key(|place| rank(text, place, quote))
}

/// The better place first: fewer changes, then more agreement around it, then nearer to the old one. A change in the
/// words weighs two units of what stands around them.
fn rank(text: &[u16], place: &Place, quote: &Quote) -> (isize, usize) {
    let doubt = 2 * place.errors as isize - agreement(text, place, quote) as isize;
    (doubt, place.start.abs_diff(quote.start))
}

/// Every place where the words stand exactly; those that overlap the one before are left out.
fn exact_places(text: &[u16], exact: &[u16]) -> Vec<Place> {
    let starts = occurrences(&bytes(text), exact);
    starts.into_iter().map(|start| Place { start, end: start + exact.len(), errors: 0 }).collect()
}

/// Where some units stand in a text of which these are the bytes.
fn occurrences(text: &[u8], sought: &[u16]) -> Vec<usize> {
    let needle = bytes(sought);
    let finder = memmem::Finder::new(&needle);
    let mut starts = Vec::new();
    let mut from = 0;
    while let Some(found) = finder.find(&text[from..]) {
        let at = from + found;
        // A match that begins within a unit is none, but one may begin right behind that.
        let is_match = at % 2 == 0;
        from = if is_match { at + needle.len() } else { at + 1 };
        starts.extend(is_match.then_some(at / 2));
    }
    starts
}

fn bytes(units: &[u16]) -> Vec<u8> {
    units.iter().flat_map(|unit| unit.to_be_bytes()).collect()
}

/// How many units before and behind a place are as they were.
fn agreement(text: &[u16], place: &Place, quote: &Quote) -> usize {
    before(text, place, quote).len() + behind(text, place, quote).len()
}

fn before<'a>(text: &[u16], place: &Place, quote: &Quote<'a>) -> &'a [u16] {
    let pairs = text[..place.start].iter().rev().zip(quote.prefix.iter().rev());
    let same = pairs.take_while(|(now, then)| now == then).count();
    &quote.prefix[quote.prefix.len() - same..]
}

fn behind<'a>(text: &[u16], place: &Place, quote: &Quote<'a>) -> &'a [u16] {
    let same = text[place.end..].iter().zip(quote.suffix).take_while(|(now, then)| now == then).count();
    &quote.suffix[..same]
}

/// What speaks for a place, in bytes of UTF-8: its words, less a word's worth for each change, and what agrees around it.
fn evidence(text: &[u16], place: &Place, quote: &Quote) -> usize {
    let around = weight(before(text, place, quote)) + weight(behind(text, place, quote));
    (weight(quote.exact) + around).saturating_sub(place.errors)
}

fn weight(units: &[u16]) -> usize {
    String::from_utf16_lossy(units).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of `exact` as they stood in `text`, with twelve units around them.
    fn found(then: &str, exact: &str, now: &str) -> Option<String> {
        let (then, now) = (units(then), units(now));
        let start = exact_places(&then, &units(exact))[0].start;
        let end = start + units(exact).len();
        let quote = Quote {
            exact: &then[start..end],
            prefix: &then[start.saturating_sub(12)..start],
            suffix: &then[end..then.len().min(end + 12)],
            start,
        };
        locate(&now, &quote).map(|place| String::from_utf16_lossy(&now[place.start..place.end]))
    }

    #[test]
    fn an_unchanged_text_gives_the_same_place() {
        let text = "One ferry. Another ferry. A third ferry.";
        let quote = Quote { exact: &units("ferry"), prefix: &units("Another "), suffix: &units(". A"), start: 19 };
        assert_eq!(locate(&units(text), &quote), Some(Place { start: 19, end: 24, errors: 0 }));
    }

    #[test]
    fn what_moved_is_found_by_what_stands_around_it() {
        let quote =
            Quote { exact: &units("ferry"), prefix: &units("Another "), suffix: &units(". A third"), start: 19 };
        let now = units("There was one ferry. A second ferry. Another ferry. A third ferry.");
        assert_eq!(locate(&now, &quote).map(|place| place.start), Some(45));
    }

    #[test]
    fn what_was_edited_is_found_nearly() {
        let then = "The round had seven gates, and their names still stand in the schedule.";
        let now = "It is old. The round had six gates, and their names still stand in a schedule.";
        let exact = "had seven gates, and their names still stand";
        assert_eq!(found(then, exact, now).as_deref(), Some("had six gates, and their names still stand"));
    }

    #[test]
    fn ideographs_weigh_more_than_letters() {
        let then = "桥让我们更快地到对岸，船让我们认识对岸的人。";
        assert_eq!(found(then, "认识对岸", "新桥更快，渡船让我们认识对岸的人们。").as_deref(), Some("认识对岸"));
        assert_eq!(found("It was one of the best.", "of the", "All of the others were late."), None);
    }

    #[test]
    fn what_is_gone_is_not_found() {
        let now = "Nothing here has to do with boats at all, and it never had.";
        assert_eq!(found("The ferry to the island runs at noon.", "ferry to the island runs", now), None);
        assert_eq!(found("The ferry to the island runs at noon.", "ferry to the island runs", ""), None);
    }

    #[test]
    fn a_match_across_the_bytes_of_units_hides_none() {
        // 腡 is 0x8161, 慡 is 0x6161, and between them stand the bytes 61 61 as well.
        assert_eq!(occurrences(&bytes(&units("腡慡慡a")), &units("慡慡")), [1]);
    }

    #[test]
    fn nothing_is_no_quote() {
        assert_eq!(locate(&units("text"), &Quote { exact: &[], prefix: &[], suffix: &[], start: 0 }), None);
    }
}
