//! Which address an image has.
//!
//! A lazy image keeps its address in an attribute of the site's choosing and a placeholder in `src`, and a responsive
//! one offers several. One rule for all: the first lazy attribute that holds an address, then `src`, then the widest
//! candidate of a `srcset` that is no wider than a reading column needs.

use crate::html::attributes::Attributes;
use crate::html::grammar;
use crate::html::url::Url;

/// Where lazy-loading scripts keep the address, the commonest first.
const LAZY_SOURCES: [&str; 8] = [
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-actualsrc",
    "data-hi-res-src",
    "data-image",
    "data-url",
    "data-real-src",
];

/// Where they keep the candidates.
const SOURCE_SETS: [&str; 3] = ["data-srcset", "data-lazy-srcset", "srcset"];

/// Pixels across that a reading column shows at most, on a screen of two device pixels to one.
const COLUMN_WIDTH: f32 = 1600.0;

/// At this size or below, in CSS pixels, an image is a tracking pixel or a spacer.
const PIXEL_SIZE: u32 = 3;

/// Up to this size, in CSS pixels, it is an icon: the avatars of forums are 32 to 64 wide.
const ICON_SIZE: u32 = 64;

/// The absolute address of the image, or `None` where it has none worth keeping. `fallback` is the source set of the
/// `picture` it stands in.
pub(super) fn source(attributes: &Attributes, fallback: Option<&str>, base: Option<&Url>) -> Option<String> {
    if is_pixel(attributes) {
        return None;
    }
    let lazy = LAZY_SOURCES.iter().find_map(|name| attributes.get(name).and_then(|src| lazy_address(src, base)));
    let plain = || attributes.get("src").filter(|src| !is_placeholder(src)).and_then(|src| grammar::image(src, base));
    let sets = SOURCE_SETS.iter().filter_map(|name| attributes.get(name)).chain(fallback);
    let set = || sets.into_iter().find_map(|set| widest(set).and_then(|src| grammar::image(src, base)));
    lazy.or_else(plain).or_else(set)
}

/// A lazy attribute may hold anything: JSON, a word. An address has a dot or a slash and no white space.
fn lazy_address(src: &str, base: Option<&Url>) -> Option<String> {
    let src = src.trim();
    (src.contains(['/', '.']) && !src.contains(char::is_whitespace)).then(|| grammar::image(src, base)).flatten()
}

/// A tiny inlined image stands for one that a script was to load.
fn is_placeholder(src: &str) -> bool {
    const LARGEST_PLACEHOLDER: usize = 1024;
    src.trim_start().get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"))
        && src.len() <= LARGEST_PLACEHOLDER
}

/// Whether the image is small by its own markup: an avatar, a logo, an arrow.
pub(super) fn is_icon(attributes: &Attributes) -> bool {
    ["width", "height"].iter().all(|name| dimension(attributes, name).is_some_and(|size| size <= ICON_SIZE))
}

fn is_pixel(attributes: &Attributes) -> bool {
    ["width", "height"].iter().any(|name| dimension(attributes, name).is_some_and(|size| size <= PIXEL_SIZE))
}

/// The width or height in CSS pixels, where the attribute is a plain number.
pub(super) fn dimension(attributes: &Attributes, name: &str) -> Option<u32> {
    let value = attributes.get(name)?.trim();
    value.strip_suffix("px").unwrap_or(value).parse().ok()
}

/// The widest candidate up to [`COLUMN_WIDTH`], or the narrowest one beyond it (HTML §4.8.4.2.1). A candidate without
/// a width counts by its density, one of neither as density one.
fn widest(set: &str) -> Option<&str> {
    const PIXELS_AT_DENSITY_ONE: f32 = COLUMN_WIDTH / 2.0;
    let candidates = set.split(", ").filter_map(|candidate| {
        let mut parts = candidate.trim().trim_end_matches(',').split_ascii_whitespace();
        let src = parts.next()?;
        let width = match parts.next() {
            Some(size) if size.ends_with('w') => size[..size.len() - 1].parse().ok()?,
            Some(size) if size.ends_with('x') => size[..size.len() - 1].parse::<f32>().ok()? * PIXELS_AT_DENSITY_ONE,
            _ => PIXELS_AT_DENSITY_ONE,
        };
        Some((src, width))
    });
    // Distance from the column's width; what is too wide counts as farther than anything within it.
    let distance = |width: f32| if width <= COLUMN_WIDTH { COLUMN_WIDTH - width } else { COLUMN_WIDTH + width };
    candidates.min_by(|(_, a), (_, b)| distance(*a).total_cmp(&distance(*b))).map(|(src, _)| src)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(attributes: &[(&str, &str)]) -> Option<String> {
        let mut all = Attributes::default();
        attributes.iter().for_each(|(name, value)| all.push(name.as_bytes(), || value));
        source(&all, None, Url::parse("https://e.org/").as_ref())
    }

    #[test]
    fn the_real_address_is_found() {
        let gif = "data:image/gif;base64,R0lGODlhAQABAAAAACw=";
        for (attributes, expected) in [
            (&[("src", "/a.png")][..], Some("https://e.org/a.png")),
            (&[("src", gif), ("data-src", "/b.png")], Some("https://e.org/b.png")),
            (&[("src", gif), ("srcset", "/s.png 400w, /m.png 1200w, /l.png 3000w")], Some("https://e.org/m.png")),
            (&[("srcset", "/1.png, /2.png 2x")], Some("https://e.org/2.png")),
            (&[("src", "/p.gif"), ("width", "1")], None),
            (&[("src", "/a.png"), ("data-image", "true")], Some("https://e.org/a.png")),
            (&[("src", gif)], None),
        ] {
            assert_eq!(found(attributes).as_deref(), expected, "{attributes:?}");
        }
    }
}
