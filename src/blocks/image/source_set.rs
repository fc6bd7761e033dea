//! Which candidate of a `srcset`, and which `source` of a `picture`.
//!
//! The rule: what a browser would take for a reading column on a wide, light screen of two device pixels to one. Of the
//! sources, the first whose `type` and `media` such a browser accepts (HTML §4.8.4.3.5); of the candidates, the widest
//! up to what the column shows, or the narrowest beyond that.

use crate::html::attributes::Attributes;
use crate::html::grammar;
use crate::html::url::Url;

use super::lazy;

/// Device pixels across that a reading column shows at most: 800 CSS pixels.
const COLUMN_WIDTH: f32 = 1600.0;

/// What a candidate without a width counts as at density one, in device pixels.
const WIDTH_AT_DENSITY_ONE: f32 = COLUMN_WIDTH / 2.0;

/// A narrower candidate is a blurred stand-in, in device pixels.
const NARROWEST: f32 = 100.0;

/// The window that `media` is asked of, in CSS pixels.
const WINDOW_WIDTH: f32 = 1280.0;

/// The address of the best candidate; `None` where none is worth keeping.
pub(super) fn best(set: &str, base: Option<&Url>) -> Option<String> {
    // What is too wide counts as farther than anything within the column.
    let distance = |width: f32| if width <= COLUMN_WIDTH { COLUMN_WIDTH - width } else { COLUMN_WIDTH + width };
    let mut best: Option<(f32, &str)> = None;
    for (src, width) in Candidates(set) {
        let is_better = best.is_none_or(|(nearest, _)| distance(width) < nearest);
        if width >= NARROWEST && is_better && !is_inlined(src) {
            best = Some((distance(width), src));
        }
    }
    best.and_then(|(_, src)| grammar::image(src, base))
}

fn is_inlined(src: &str) -> bool {
    src.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"))
}

/// The candidates of a set with their widths in device pixels (HTML §4.8.4.2.1: an address may hold commas).
struct Candidates<'a>(&'a str);

impl<'a> Iterator for Candidates<'a> {
    type Item = (&'a str, f32);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.0.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
        if rest.is_empty() {
            return None;
        }
        let (src, after) = rest.split_at(rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len()));
        let bare = src.trim_end_matches(',');
        if bare.len() < src.len() {
            self.0 = after;
            return Some((bare, WIDTH_AT_DENSITY_ONE));
        }
        let (descriptors, rest) = after.split_once(',').unwrap_or((after, ""));
        self.0 = rest;
        Some((src, width(descriptors)))
    }
}

fn width(descriptors: &str) -> f32 {
    let sizes = descriptors.split_ascii_whitespace();
    let mut widths = sizes.filter_map(|size| match size.as_bytes().last()? {
        b'w' => size[..size.len() - 1].parse().ok(),
        b'x' => size[..size.len() - 1].parse::<f32>().ok().map(|density| density * WIDTH_AT_DENSITY_ONE),
        _ => None,
    });
    widths.next().filter(|width| width.is_finite()).unwrap_or(WIDTH_AT_DENSITY_ONE)
}

/// The set of a `source` element; `None` where a browser would pass over it.
pub(in crate::blocks) fn of_source(attributes: &Attributes) -> Option<&str> {
    let accepts_type = attributes.get("type").is_none_or(|kind| is_shown(kind.trim()));
    let accepts_media = attributes.get("media").is_none_or(accepts);
    let sets = lazy::SETS.iter().chain(&["srcset"]).filter_map(|name| attributes.named(name));
    let mut worth = sets.filter(|set| Candidates(set).any(|(src, width)| !is_inlined(src) && width >= NARROWEST));
    worth.next().filter(|_| accepts_type && accepts_media)
}

/// Whether every browser shows images of this type.
fn is_shown(kind: &str) -> bool {
    const SHOWN: [&str; 8] = ["jpeg", "jpg", "png", "gif", "webp", "avif", "svg+xml", "apng"];
    let format = kind.rsplit('/').next().unwrap_or_default();
    kind.is_empty() || SHOWN.iter().any(|shown| format.eq_ignore_ascii_case(shown))
}

/// Whether one of the queries in `media` holds for a wide, light window (Media Queries 4): what is not known does.
fn accepts(media: &str) -> bool {
    media.is_empty() || media.split(',').any(|query| query.split(" and ").all(accepts_condition))
}

fn accepts_condition(condition: &str) -> bool {
    let condition = condition.trim().to_ascii_lowercase();
    let Some((feature, value)) = condition.trim_matches(['(', ')']).split_once(':') else {
        return condition != "print" && !condition.starts_with("not ");
    };
    match (feature.trim(), value.trim()) {
        ("min-width" | "min-device-width", length) => pixels(length).is_none_or(|least| least <= WINDOW_WIDTH),
        ("max-width" | "max-device-width", length) => pixels(length).is_none_or(|most| most >= WINDOW_WIDTH),
        ("prefers-color-scheme", scheme) => scheme != "dark",
        ("prefers-reduced-motion", motion) => motion != "reduce",
        ("orientation", orientation) => orientation != "portrait",
        _ => true,
    }
}

fn pixels(length: &str) -> Option<f32> {
    const EM: f32 = 16.0;
    let number = |unit: &str| length.strip_suffix(unit).and_then(|number| number.trim().parse::<f32>().ok());
    number("px").or_else(|| number("rem").or_else(|| number("em")).map(|ems| ems * EM))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_candidate_for_a_column() {
        for (set, expected) in [
            ("/s.png 400w, /m.png 1200w, /l.png 3000w", Some("/m.png")),
            ("/s.png 400w,/m.png 1200w", Some("/m.png")),
            ("/l.png 3000w, /xl.png 5000w", Some("/l.png")),
            ("/1.png, /2.png 2x, /3.png 3x", Some("/2.png")),
            ("/w_1,c_2/a.png 400w, /w_3,c_2/a.png 800w", Some("/w_3,c_2/a.png")),
            ("/a.png 100w 50h", Some("/a.png")),
            ("data:image/gif;base64,AAAA 900w, /a.png 400w", Some("/a.png")),
            ("/blur.png 20w", None),
            ("/a.png NaNw", Some("/a.png")),
            (" , ,", None),
        ] {
            let expected = expected.map(|path| format!("https://e.org{path}"));
            assert_eq!(best(set, Url::parse("https://e.org/").as_ref()), expected, "{set}");
        }
    }

    #[test]
    fn media_is_asked_of_a_wide_light_window() {
        for (media, expected) in [
            ("(min-width: 40em)", true),
            ("(min-width: 1600px)", false),
            ("(max-width: 599px)", false),
            ("(max-width:599px), (min-width:600px) and (orientation: landscape)", true),
            ("screen and (prefers-color-scheme: dark)", false),
            ("print", false),
            ("(-webkit-min-device-pixel-ratio: 2)", true),
        ] {
            assert_eq!(accepts(media), expected, "{media}");
        }
    }
}
