//! Elements that a script makes a player, a post or a chart of: they name in an attribute what it will show.

use crate::html::attributes::{Attributes, Names};

use super::Embed;
use super::providers::{self, is_name};

/// Attributes that name it; most elements have none of them.
const NAMED: Names = Names::of(&[
    "cite",
    "data-embed-url",
    "data-href",
    "data-id",
    "data-instgrm-permalink",
    "data-oembed-url",
    "data-src",
    "data-text-post-permalink",
    "data-videoid",
    "videoid",
]);

/// Attributes that hold an address of a provider: those of the providers' own code, CKEditor's, and the stand-ins that wait
/// for a click or for consent (WP Rocket).
const ADDRESSES: [&str; 6] = [
    "data-instgrm-permalink",
    "data-text-post-permalink",
    "data-embed-url",
    "data-oembed-url",
    "data-href",
    "data-src",
];

/// What is named by less than an address: a class, the attribute, the provider, and the link with `{}` for the name.
const BY_CLASS: [(&str, &str, &str, &str); 5] = [
    ("flourish-embed", "data-src", "Flourish", "https://public.flourish.studio/{}/"),
    ("infogram-embed", "data-id", "Infogram", "https://infogram.com/{}"),
    ("youtube-player", "data-id", "YouTube", "https://www.youtube.com/watch?v={}"),
    ("lite-youtube", "data-id", "YouTube", "https://www.youtube.com/watch?v={}"),
    ("js-lazyYT", "data-id", "YouTube", "https://www.youtube.com/watch?v={}"),
];

/// Classes of the `blockquote` that a network hands out for a post of its own, for its script to make a frame of: X, Bluesky,
/// Instagram, TikTok, Threads, Mastodon, Reddit, Facebook, Imgur.
const POSTS: [&str; 10] = [
    "twitter-tweet",
    "twitter-video",
    "bluesky-embed",
    "instagram-media",
    "tiktok-embed",
    "text-post-media",
    "mastodon-embed",
    "reddit-embed-bq",
    "fb-xfbml-parse-ignore",
    "imgur-embed-pub",
];

/// Whether a `blockquote` is a post that a network's script will frame.
pub(in crate::blocks) fn is_post(attributes: &Attributes) -> bool {
    attributes.get("class").is_some_and(|class| class.split_ascii_whitespace().any(|name| POSTS.contains(&name)))
}

/// What an element will show; `None` where it is no such element.
pub(super) fn widget(attributes: &Attributes) -> Option<Embed> {
    if !attributes.has_any(NAMED) {
        return None;
    }
    let (provider, link) = by_class(attributes).or_else(|| by_video(attributes)).or_else(|| by_address(attributes))?;
    Some(Embed::new(provider.into(), link, attributes))
}

fn by_address(attributes: &Attributes) -> Option<(&'static str, String)> {
    // Anybody may say what is quoted; in a post it is where that stands.
    let cited = attributes.get("cite").filter(|_| is_post(attributes));
    let addresses = ADDRESSES.iter().filter_map(|name| attributes.named(name)).chain(cited);
    addresses.filter_map(super::absolute).find_map(|address| providers::look_up(&address))
}

fn by_class(attributes: &Attributes) -> Option<(&'static str, String)> {
    let class = attributes.get("class")?;
    let is_named = |name: &str| class.split_ascii_whitespace().any(|token| token == name);
    BY_CLASS.iter().filter(|(name, ..)| is_named(name)).find_map(|(_, attribute, provider, link)| {
        let value = attributes.named(attribute).filter(|value| value.split('/').all(is_name))?;
        Some((*provider, link.replace("{}", value)))
    })
}

/// `lite-youtube`, `lite-vimeo`, `amp-youtube`, `amp-vimeo`: a name on YouTube has eleven characters, one on Vimeo is a
/// number.
fn by_video(attributes: &Attributes) -> Option<(&'static str, String)> {
    const YOUTUBE: usize = 11;
    let name = attributes.get("videoid").or_else(|| attributes.get("data-videoid")).filter(|name| is_name(name))?;
    if name.len() == YOUTUBE {
        Some(("YouTube", format!("https://www.youtube.com/watch?v={name}")))
    } else if name.bytes().all(|byte| byte.is_ascii_digit()) {
        Some(("Vimeo", format!("https://vimeo.com/{name}")))
    } else {
        None
    }
}
