//! Images that nobody looks at: tracking pixels, stand-ins, lines, icons.
//!
//! What an image is, its size says where it is given; names decide only where they cannot be meant otherwise.

use crate::html::attributes::Attributes;

use super::dimension;

/// At this size or below, in CSS pixels, an image is a tracking pixel or a spacer.
const PIXEL_SIZE: u32 = 3;

/// Up to this size, in CSS pixels, it is an icon: the avatars of forums are 32 to 64 wide.
const ICON_SIZE: u32 = 64;

/// A line is at most so high, in CSS pixels, and so many times as wide.
const HIGHEST_LINE: u32 = 20;
const WIDEST_TO_HIGH: u32 = 10;

/// Hosts that serve nothing but tracking pixels, and beginnings of paths that do on hosts that serve more. They are the
/// ones that pages still name in an `img`: the rest of that trade is done by scripts, which are not read.
const TRACKERS: [(&str, &str); 17] = [
    ("pixel.wp.com", "/"),
    ("stats.wordpress.com", "/"),
    ("b.scorecardresearch.com", "/"),
    ("sb.scorecardresearch.com", "/"),
    ("pixel.quantserve.com", "/"),
    ("www.facebook.com", "/tr"),
    ("mc.yandex.ru", "/watch/"),
    ("counter.yadro.ru", "/"),
    ("top-fwz1.mail.ru", "/"),
    ("www.google-analytics.com", "/"),
    ("googleads.g.doubleclick.net", "/"),
    ("ad.doubleclick.net", "/"),
    ("px.ads.linkedin.com", "/"),
    ("bat.bing.com", "/"),
    ("hm.baidu.com", "/"),
    ("pubads.g.doubleclick.net", "/"),
    ("feeds.feedburner.com", "/~r/"),
];

/// Names of files that stand in for an image until a script loads it, without their extension.
const STAND_INS: [&str; 20] = [
    "1x1",
    "blank",
    "clear",
    "dot",
    "empty",
    "gray",
    "grey",
    "lazy",
    "lazyload",
    "loader",
    "loading",
    "none",
    "pixel",
    "placeholder",
    "px",
    "spacer",
    "spaceball",
    "spinner",
    "transparent",
    "trans",
];

/// Words in the names of files that divide a page, and are nothing else.
const LINES: [&str; 5] = ["divider", "separator", "spacer", "hr", "linebreak"];

/// Words in the class of an image of a person who writes, or of a sign that stands for a word.
const ICONS: [&str; 9] =
    ["avatar", "gravatar", "userpic", "author-photo", "author-image", "icon", "emoticon", "smiley", "site-logo"];

/// Whether an image is a tracking pixel, by its size or, where its address is known, by that.
pub(in crate::blocks) fn is_pixel(attributes: &Attributes) -> bool {
    let is_small = |size: Option<u32>| size.is_some_and(|size| size <= PIXEL_SIZE);
    ["width", "height"].iter().any(|name| is_small(dimension(attributes, name)) || is_small(styled(attributes, name)))
}

/// The size in CSS pixels that the style gives, unless it gives a least size too: Next.js makes images of no size that fill
/// what is around them.
fn styled(attributes: &Attributes, property: &str) -> Option<u32> {
    let style = attributes.get("style").filter(|style| !style.contains("min-"))?;
    let declarations = style.split(';').filter_map(|declaration| declaration.split_once(':'));
    let mut sizes = declarations.filter(|(name, _)| name.trim().eq_ignore_ascii_case(property));
    sizes.next_back()?.1.trim().strip_suffix("px")?.trim().parse().ok()
}

/// Whether an address is a tracking pixel's.
pub(super) fn is_tracker(address: &str, host: &str) -> bool {
    TRACKERS.iter().any(|(tracker, path)| {
        host == *tracker && address.split_once(tracker).is_some_and(|(_, rest)| rest.starts_with(path))
    })
}

/// Whether an address is a stand-in's: a small inlined image, a file that is named so, or a rendition so small that it
/// is blurred where it is shown at more than an icon's size.
pub(super) fn is_stand_in(address: &str, attributes: &Attributes) -> bool {
    const LARGEST_PIXEL: usize = 1024;
    const LARGEST_BLURRED: usize = 8 << 10;
    if address.starts_with("data:") {
        let is_unnamed = attributes.get("alt").is_none_or(|alt| alt.trim().is_empty());
        return address.len() <= if is_unnamed { LARGEST_BLURRED } else { LARGEST_PIXEL };
    }
    let stem = stem(address);
    STAND_INS.iter().any(|name| stem.eq_ignore_ascii_case(name))
        || dimension(attributes, "width").is_some_and(|width| width > ICON_SIZE) && is_blurred(address)
}

/// Whether an address asks a server for a rendition at most as wide as an icon: `/max/60/` (Medium), `w_40` (Cloudinary),
/// `?w=20` (imgix and many others).
fn is_blurred(address: &str) -> bool {
    let is_narrow = |number: &str| number.parse::<u32>().is_ok_and(|width| width <= ICON_SIZE);
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let by_query = query.split('&').any(|parameter| {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        matches!(name, "w" | "width") && is_narrow(value)
    });
    let by_path = || {
        let mut segments = path.split('/');
        segments.by_ref().any(|segment| segment == "max") && segments.next().is_some_and(is_narrow)
            || path.split(['/', ',']).any(|part| part.strip_prefix("w_").is_some_and(is_narrow))
    };
    by_query || by_path()
}

/// Whether an image is a line that divides a page.
pub(super) fn is_line(address: &str, attributes: &Attributes) -> bool {
    if attributes.get("alt").is_some_and(|alt| !alt.trim().is_empty()) {
        return false;
    }
    let size = |name| dimension(attributes, name);
    let is_thin = |(width, height)| height <= HIGHEST_LINE && width >= WIDEST_TO_HIGH * height;
    size("width").zip(size("height")).is_some_and(is_thin)
        || stem(address).split(|c: char| !c.is_ascii_alphanumeric()).any(|word| is_among(word, &LINES))
}

/// Whether the image is small by its own markup: an avatar, a logo, an arrow.
pub(super) fn is_icon(attributes: &Attributes) -> bool {
    ["width", "height"].iter().all(|name| dimension(attributes, name).is_some_and(|size| size <= ICON_SIZE))
}

/// Whether its names say so.
pub(super) fn is_sign(host: &str, attributes: &Attributes) -> bool {
    attributes.get("class").is_some_and(|class| class.split_ascii_whitespace().any(|name| is_among(name, &ICONS)))
        || host.ends_with("gravatar.com")
}

/// The text of an image that is a character: `img.emoji` of WordPress and Twemoji.
pub(in crate::blocks) fn emoji(attributes: &Attributes) -> Option<&str> {
    const LONGEST: usize = 16;
    let is_emoji = |class: &str| class.split_ascii_whitespace().any(|name| is_among(name, &["emoji", "wp-smiley"]));
    let alt = attributes.get("alt").filter(|_| attributes.get("class").is_some_and(is_emoji))?;
    // A forum's `:smile:` is the name of a picture, and no text.
    (!alt.is_ascii() && alt.chars().count() <= LONGEST).then_some(alt)
}

/// The name of a file without its extension.
fn stem(address: &str) -> &str {
    let path = &address[..memchr::memchr2(b'?', b'#', address.as_bytes()).unwrap_or(address.len())];
    let file = &path[memchr::memrchr(b'/', path.as_bytes()).map_or(0, |at| at + 1)..];
    &file[..memchr::memchr(b'.', file.as_bytes()).unwrap_or(file.len())]
}

fn is_among(word: &str, list: &[&str]) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::url::host;

    fn image(list: &[(&str, &str)]) -> Attributes {
        let mut attributes = Attributes::default();
        list.iter().for_each(|(name, value)| attributes.push(name.as_bytes(), || value));
        attributes
    }

    #[test]
    fn pixels_and_lines_are_known_by_their_size() {
        assert!(is_pixel(&image(&[("width", "1")])) && is_pixel(&image(&[("style", "height: 0px;width:9px")])));
        assert!(!is_pixel(&image(&[("style", "height:auto"), ("width", "100%")])));
        assert!(!is_pixel(&image(&[("style", "width:0px;min-width:100%")])));
        let line = image(&[("width", "420"), ("height", "12"), ("alt", "")]);
        assert!(is_line("https://e.org/a.gif", &line));
        assert!(is_line("https://e.org/hr-2.gif", &image(&[])));
        assert!(!is_line("https://e.org/chr.gif", &image(&[])));
        assert!(!is_line("https://e.org/hr.gif", &image(&[("alt", "Croatia")])));
    }

    #[test]
    fn trackers_and_stand_ins_are_known_by_their_address() {
        let is_tracker = |address: &str| is_tracker(address, host(address).unwrap_or_default());
        assert!(is_tracker("https://www.facebook.com/tr?id=1") && !is_tracker("https://www.facebook.com/photo.jpg"));
        assert!(is_tracker("https://pixel.wp.com/b.gif?x") && !is_tracker("data:image/png;base64,AAAA"));
        let wide = image(&[("width", "1400")]);
        for (address, attributes, expected) in [
            ("https://e.org/lib/blank.gif?v=2", &image(&[]), true),
            ("https://e.org/blank-page.jpg", &image(&[]), false),
            ("https://e.org/max/60/a.jpg", &wide, true),
            ("https://e.org/max/60/a.jpg", &image(&[("width", "60")]), false),
            ("https://e.org/w_40,q_1/a.jpg", &wide, true),
            ("https://e.org/a.jpg?w=20", &wide, true),
            ("https://e.org/max/1400/a.jpg", &wide, false),
        ] {
            assert_eq!(is_stand_in(address, attributes), expected, "{address}");
        }
    }
}
