//! Character references of HTML ([§13.2.5.72](https://html.spec.whatwg.org/multipage/parsing.html#character-reference-state)
//! and after), undone.
//!
//! There is a good crate for that, htmlize, and the names are from there. But its table is made for speed: with a hash and
//! two addresses for each of 2,231 names it was 17 of 410 kB, gzipped, that a browser downloads, reads and compiles. Nearly
//! all references on real pages are of six names, which are looked at first; all others are found in a sorted text. The
//! tests compare every name, every number that the standard treats apart, and made-up text with htmlize.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

use std::borrow::Cow;

/// All names, sorted, each followed by a sign, by what it stands for and by [`END`]: `build.rs` writes it.
static ENTRIES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/entries"));
/// Where some of the entries begin, at equal distances.
static STARTS: &[u16] = &include!(concat!(env!("OUT_DIR"), "/starts.rs"));

const END: u8 = 0;
/// The sign behind a name that browsers know without its semicolon, too.
const MAY_STAND_BARE: u8 = b',';

/// The length in bytes of the longest name, `CounterClockwiseContourIntegral`.
pub const LONGEST_NAME: usize = 31;
/// The lengths of the names that may stand bare, from `lt` to `Aacute`: none begins with another, so at most one fits.
const BARE_LENGTHS: std::ops::RangeInclusive<usize> = 2..=6;

/// What the bytes 0x80 to 0x9F are in windows-1252, which is what whoever wrote such a number meant
/// ([§13.2.5.80](https://html.spec.whatwg.org/multipage/parsing.html#numeric-character-reference-end-state)).
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The text with its references undone. What is no reference stays as it stands, a number that no character has becomes
/// U+FFFD, and where there is nothing to undo, nothing is copied.
pub fn unescape<'a>(text: impl Into<Cow<'a, str>>) -> Cow<'a, str> {
    undone(text.into(), in_text)
}

/// The same for the value of an attribute: there `&copy=1` is no reference, for it stands in many addresses.
pub fn unescape_attribute<'a>(value: impl Into<Cow<'a, str>>) -> Cow<'a, str> {
    undone(value.into(), in_attribute)
}

/// What a name stands for, given without its `&` and `;`; none where it is not listed. Case counts.
#[must_use]
pub fn named(name: &str) -> Option<&'static str> {
    find(name).map(|found| found.expansion)
}

/// A name that is listed.
struct Found {
    expansion: &'static str,
    may_stand_bare: bool,
}

/// A reference that was read: what it stands for, and its length in bytes without the `&`.
struct Reference {
    expansion: Expansion,
    length: usize,
}

enum Expansion {
    Named(&'static str),
    Numeric(char),
}

impl Expansion {
    fn push_to(self, out: &mut String) {
        match self {
            Self::Named(text) => out.push_str(text),
            Self::Numeric(character) => out.push(character),
        }
    }
}

/// Reads a named reference behind its `&`.
type ReadNamed = fn(&str) -> Option<Reference>;

fn undone(text: Cow<'_, str>, read_named: ReadNamed) -> Cow<'_, str> {
    let (mut out, mut done) = (String::new(), 0);
    for at in memchr::memchr_iter(b'&', text.as_bytes()) {
        if let Some(Reference { expansion, length }) = read(&text[at + 1..], read_named) {
            out.push_str(&text[done..at]);
            expansion.push_to(&mut out);
            done = at + 1 + length;
        }
    }
    // Behind the first reference this is never the start.
    if done == 0 {
        return text;
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

fn read(behind: &str, read_named: ReadNamed) -> Option<Reference> {
    if behind.starts_with('#') { numeric(behind) } else { read_named(behind) }
}

/// In text a name that may stand bare is one whatever follows.
fn in_text(behind: &str) -> Option<Reference> {
    let name = longest_name(behind);
    let is_closed = behind[name.len()..].starts_with(';');
    let whole = is_closed.then(|| find(name)).flatten();
    whole.map(|found| reference(&found, name.len() + 1)).or_else(|| {
        let mut lengths = BARE_LENGTHS.take_while(|length| *length <= name.len());
        lengths.find_map(|length| {
            find(&name[..length]).filter(|found| found.may_stand_bare).map(|found| reference(&found, length))
        })
    })
}

/// In an attribute one that stands bare must not be followed by a letter, a digit or a `=`.
fn in_attribute(behind: &str) -> Option<Reference> {
    let name = longest_name(behind);
    let next = behind.as_bytes().get(name.len());
    if next == Some(&b'=') {
        return None;
    }
    let found = find(name)?;
    let is_closed = next == Some(&b';');
    (is_closed || found.may_stand_bare).then(|| reference(&found, name.len() + usize::from(is_closed)))
}

fn reference(found: &Found, length: usize) -> Reference {
    Reference { expansion: Expansion::Named(found.expansion), length }
}

/// What could be a name at the start of a text.
fn longest_name(text: &str) -> &str {
    let could_be = text.bytes().take(LONGEST_NAME).take_while(u8::is_ascii_alphanumeric);
    &text[..could_be.count()]
}

/// Reads a number behind its `&`, from the `#` on.
fn numeric(behind: &str) -> Option<Reference> {
    let (start, radix) = if behind[1..].starts_with(['x', 'X']) { (2, 16) } else { (1, 10) };
    let is_digit = |byte: &u8| char::from(*byte).is_digit(radix);
    let end = start + behind.bytes().skip(start).take_while(is_digit).count();
    if end == start {
        return None;
    }
    // What is too large for a number is none that a character has.
    let character = u32::from_str_radix(&behind[start..end], radix).ok().and_then(character);
    let expansion = Expansion::Numeric(character.unwrap_or(char::REPLACEMENT_CHARACTER));
    Some(Reference { expansion, length: end + usize::from(behind[end..].starts_with(';')) })
}

fn character(number: u32) -> Option<char> {
    match number {
        0 => None,
        0x80..=0x9f => Some(WINDOWS_1252[(number - 0x80) as usize]),
        _ => char::from_u32(number),
    }
}

fn find(name: &str) -> Option<Found> {
    let (expansion, may_stand_bare) = match name {
        "amp" => ("&", true),
        "lt" => ("<", true),
        "gt" => (">", true),
        "quot" => ("\"", true),
        "nbsp" => ("\u{a0}", true),
        "apos" => ("'", false),
        _ => return look_up(name.as_bytes()),
    };
    Some(Found { expansion, may_stand_bare })
}

fn look_up(name: &[u8]) -> Option<Found> {
    let before = STARTS.partition_point(|start| name_of(&ENTRIES[usize::from(*start)..]) <= name);
    let block = before.checked_sub(1)?;
    let end = STARTS.get(before).map_or(ENTRIES.len(), |end| usize::from(*end));
    let mut entries = ENTRIES[usize::from(STARTS[block])..end].split(|byte| *byte == END);
    let entry = entries.find(|entry| name_of(entry) >= name).filter(|entry| name_of(entry) == name)?;
    let (sign, expansion) = entry[name.len()..].split_first()?;
    Some(Found { expansion: str::from_utf8(expansion).ok()?, may_stand_bare: *sign == MAY_STAND_BARE })
}

/// The name that an entry begins with: all letters and digits.
fn name_of(entry: &[u8]) -> &[u8] {
    let length = entry.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(entry.len());
    &entry[..length]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn assert_like_htmlize(text: &str) {
        assert_eq!(unescape(text), htmlize::unescape(text), "{text:?} in text");
        assert_eq!(unescape_attribute(text), htmlize::unescape_attribute(text), "{text:?} in an attribute");
    }

    #[test]
    fn every_name_is_read_as_htmlize_reads_it_whatever_follows() {
        let mut count = 0;
        for (name, _) in htmlize::ENTITIES.entries() {
            let name = str::from_utf8(name).unwrap();
            for follows in ["", ";", "=", "x", "1", " ", "&", "é", ";;"] {
                assert_like_htmlize(&format!("a{name}{follows}"));
            }
            count += 1;
        }
        assert_eq!(count, 2231, "the list of the standard");
    }

    #[test]
    fn names_are_looked_up_without_their_signs() {
        let longest = htmlize::ENTITIES.keys().map(|name| name.len()).max().unwrap();
        assert_eq!(LONGEST_NAME + "&;".len(), longest);
        assert_eq!(named("CounterClockwiseContourIntegral"), Some("∳"));
        assert_eq!((named("fjlig"), named("NewLine"), named("amp")), (Some("fj"), Some("\n"), Some("&")));
        assert_eq!((named(""), named("A"), named("zz"), named("amp;"), named("ampx")), (None, None, None, None, None));
    }

    #[test]
    fn every_number_of_a_byte_and_at_the_ends_is_read_as_htmlize_reads_it() {
        for number in (0..0x120).chain([0xd7ff, 0xd800, 0xdfff, 0xe000, 0xfffe, 0x10_ffff, 0x11_0000, u32::MAX]) {
            assert_like_htmlize(&format!("&#{number};&#x{number:x}&#X{number:X};&#{number}z"));
        }
        for text in ["&#", "&#;", "&#x", "&#x;", "&#xg", "&#99999999999;", "&#xfffffffff", "&#-1;", "&#+1;", "&#é;"] {
            assert_like_htmlize(text);
        }
    }

    #[test]
    fn what_is_longer_than_any_name_is_read_as_htmlize_reads_it() {
        for longer in ["a".repeat(31), "a".repeat(32), "a".repeat(40), "CounterClockwiseContourIntegral".to_owned()] {
            for name in [format!("&{longer}"), format!("&{longer}X"), format!("&amp{longer}")] {
                assert_like_htmlize(&format!("{name};{name}={name}"));
            }
        }
        ["", "&", "&&amp;;", "&é;", "& ", "&;", "&="].into_iter().for_each(assert_like_htmlize);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn any_text_is_read_as_htmlize_reads_it(
            text in "((&|&#|&#x|&amp|&lt|&notin|&not|&copy|&ZeroWidthSpace|&frac1)[a-zA-Z0-9;=é&#]{0,4}| ){0,8}"
        ) {
            assert_like_htmlize(&text);
        }

        #[test]
        fn any_name_is_found_or_not_as_htmlize_says(name in "[a-zA-Z]{1,9}[0-9]{0,2}") {
            assert_like_htmlize(&format!("&{name};&{name} &{name}="));
        }
    }
}
