//! Where pages keep the address of an image that is not loaded yet.
//!
//! One table for all conventions. Each name is one that a lazy-loading script, a forge of pages or a large site reads; the
//! commonest first, as the first that holds an address decides.

use crate::html::attributes::{Attributes, Names};
use crate::html::grammar;
use crate::html::url::Url;

use super::source_set;

/// Attributes that hold one address.
const SOURCES: [&str; 19] = [
    "data-src",                // lazysizes, lozad, vanilla-lazyload, WeChat, BBC, and most scripts written by hand
    "data-original",           // jQuery Lazy Load, and after it half of the Chinese web
    "data-lazy-src",           // WordPress: WP Rocket, Jetpack, a3 Lazy Load
    "data-actualsrc",          // Zhihu
    "data-hi-res-src",         // progressive loaders that keep a small rendition in `data-low-res-src`
    "data-lazyload",           // Unveil's heirs, NetEase, Joomla
    "data-lazy",               // Slick
    "data-echo",               // Echo.js
    "data-cfsrc",              // Cloudflare Mirage
    "data-pagespeed-lazy-src", // Google's PageSpeed module
    "data-original-src",       // MediaWiki's skins, Yahoo
    "data-flickity-lazyload",  // Flickity
    "data-backsrc",            // WeChat's mirrors
    "data-real-src",           // LazyLoad XT's heirs
    "data-image",              // Squarespace
    "data-img",                // slide shows written by hand
    "data-url",                // the same
    "zoomfile",                // Discuz!: the attachment at full size
    "file",                    // Discuz!
];

/// Attributes that hold several, as `srcset` does.
pub(super) const SETS: [&str; 3] = [
    "data-srcset",       // lazysizes, vanilla-lazyload, Gatsby
    "data-lazy-srcset",  // WordPress: WP Rocket, Jetpack
    "data-original-set", // lazyload.js, from its second version on
];

/// Attributes that hold JSON with an address in it.
const JSON: [&str; 5] = ["data-attrs", "data-props", "data-media", "data-image", "data-img"];

/// The keys in that JSON under which the address stands, the best first.
const JSON_KEYS: [&str; 5] = ["src", "url", "original", "contentUrl", "large"];

/// A longer attribute is a page's whole state, in bytes.
const LONGEST_JSON: usize = 16 << 10;

/// All of them, with one more that only links around an image have (progressive-image.js).
const HELD: Names = Names::of(&[
    "data-actualsrc",
    "data-attrs",
    "data-backsrc",
    "data-cfsrc",
    "data-echo",
    "data-flickity-lazyload",
    "data-hi-res-src",
    "data-href",
    "data-image",
    "data-img",
    "data-lazy",
    "data-lazy-src",
    "data-lazy-srcset",
    "data-lazyload",
    "data-media",
    "data-original",
    "data-original-set",
    "data-original-src",
    "data-pagespeed-lazy-src",
    "data-props",
    "data-real-src",
    "data-src",
    "data-srcset",
    "data-url",
]);

/// The address in the first of the attributes that hold one.
pub(super) fn source(attributes: &Attributes, base: Option<&Url>) -> Option<String> {
    SOURCES.iter().find_map(|name| attributes.named(name).and_then(|src| address(src, base)))
}

/// The best candidate of the attributes that hold several.
pub(super) fn from_sets(attributes: &Attributes, base: Option<&Url>) -> Option<String> {
    SETS.iter().find_map(|name| source_set::best(attributes.named(name)?, base))
}

/// The image that an element holds in its attributes for a script to put inside it.
pub(super) fn held(attributes: &Attributes, base: Option<&Url>) -> Option<String> {
    if !attributes.has_any(HELD) {
        return None;
    }
    let single = || {
        let names = SOURCES.iter().chain(&["data-href"]);
        let sources = names.filter_map(|name| attributes.named(name)).filter(|src| names_image(src));
        sources.into_iter().find_map(|src| address(src, base))
    };
    from_sets(attributes, base).or_else(single).or_else(|| from_json(attributes, base))
}

/// A lazy attribute may hold anything: JSON, a word. An address has a dot or a slash and no white space.
fn address(src: &str, base: Option<&Url>) -> Option<String> {
    /// What Shopify and lazysizes' `rias` put where the width goes, and a width that a reading column needs.
    const WIDTH: [&str; 2] = ["{width}", "{w}"];
    const COLUMN: &str = "1080";
    let src = src.trim();
    let is_address = src.contains(['/', '.']) && !src.contains(char::is_whitespace) && !src.starts_with(['{', '[']);
    if !is_address {
        return None;
    }
    match WIDTH.into_iter().find(|template| src.contains(template)) {
        Some(template) => grammar::image(&src.replace(template, COLUMN), base),
        None => grammar::image(src, base),
    }
}

fn from_json(attributes: &Attributes, base: Option<&Url>) -> Option<String> {
    JSON.iter().find_map(|name| {
        let text = attributes.named(name)?.trim();
        if text.len() > LONGEST_JSON || !text.starts_with(['{', '[']) {
            return None;
        }
        let value = serde_json::from_str(text).ok()?;
        JSON_KEYS.iter().find_map(|key| under(&value, key)).and_then(|src| address(src, base))
    })
}

/// The image that a JSON value names under `key`, at any depth; serde_json bounds the depth.
fn under<'a>(value: &'a serde_json::Value, key: &str) -> Option<&'a str> {
    use serde_json::Value;
    match value {
        Value::Object(fields) => {
            let own = fields.get(key).and_then(Value::as_str).filter(|src| names_image(src));
            own.or_else(|| fields.values().find_map(|value| under(value, key)))
        }
        Value::Array(entries) => entries.iter().find_map(|value| under(value, key)),
        _ => None,
    }
}

/// Whether an address names a file of a format that `img` shows.
pub(super) fn names_image(src: &str) -> bool {
    const FORMATS: [&str; 8] = ["jpg", "jpeg", "png", "webp", "avif", "gif", "svg", "bmp"];
    let path = src.trim().split(['?', '#']).next().unwrap_or_default();
    let extension = path.rsplit_once('.').map(|(_, extension)| extension).unwrap_or_default();
    FORMATS.iter().any(|format| extension.eq_ignore_ascii_case(format))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, value: &str) -> Option<String> {
        let mut attributes = Attributes::default();
        attributes.push(name.as_bytes(), || value);
        held(&attributes, Url::parse("https://e.org/").as_ref())
    }

    #[test]
    fn elements_hold_images_for_scripts() {
        for (name, value, expected) in [
            ("data-src", "/a.jpg?w=9", Some("https://e.org/a.jpg?w=9")),
            ("data-src", "/a_{width}x.jpg", Some("https://e.org/a_1080x.jpg")),
            ("data-srcset", "/a.jpg 400w", Some("https://e.org/a.jpg")),
            ("data-url", "https://e.org/article", None),
            ("data-href", "/a.png", Some("https://e.org/a.png")),
            ("data-props", r#"{"id":1,"image":{"url":"https:\/\/e.org\/b.webp"}}"#, Some("https://e.org/b.webp")),
            ("data-media", r#"[{"src":"/c.gif"},{"src":"/d.gif"}]"#, Some("https://e.org/c.gif")),
            ("data-attrs", r#"{"src":"/not-an-image"}"#, None),
            ("data-attrs", "{", None),
            ("class", "a.png", None),
        ] {
            assert_eq!(found(name, value).as_deref(), expected, "{name}={value}");
        }
    }
}
