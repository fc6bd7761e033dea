//! What a page shows in frames and players: a link to it, with its title, whose it is, and its picture.
//!
//! A capture holds no frame. What stood there is still part of the article, and its reader should know what it was and be
//! able to go there. Frames of nobody known are kept where their markup says that they are to be looked at: they may fill
//! the screen, or stand in a figure. Advertisements do neither.

mod media;
mod providers;
mod widgets;

use std::borrow::Cow;

use crate::html::attributes::Attributes;
use crate::html::escape::{push_attribute, push_text};
use crate::html::grammar;
use crate::html::url::{Url, host, is_web};
use crate::html::visibility;

use super::image::is_pixel;
pub(super) use media::Media;
pub(super) use widgets::is_post;

/// Where a frame keeps its address until a script or the reader's consent loads it.
const FRAME_SOURCES: [&str; 4] = ["data-src", "data-lazy-src", "src", "data"];

/// Titles that say nothing but that there is a frame, in lower case.
const EMPTY_TITLES: [&str; 10] = [
    "youtube video player",
    "vimeo video player",
    "dailymotion video player",
    "video player",
    "embedded content",
    "embedded post",
    "x post",
    "twitter tweet",
    "play video",
    "iframe",
];

/// What players put before a title.
const TITLE_LABELS: [&str; 4] = ["Play: ", "Spotify Embed: ", "StrawPoll Embed: ", "YouTube video: "];

/// What stood in a frame or a player.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Embed {
    /// A known provider's name, or a host; empty for files of the page's own.
    provider: Cow<'static, str>,
    title: Option<String>,
    /// An absolute URL of the web.
    pub(super) link: String,
    /// Other files of the same: other formats.
    others: Vec<String>,
    /// The absolute URL of its picture.
    thumbnail: Option<String>,
}

impl Embed {
    fn new(provider: Cow<'static, str>, link: String, attributes: &Attributes) -> Self {
        let titles = ["title", "aria-label", "playlabel", "data-title", "data-alt"];
        let title = titles.iter().find_map(|name| attributes.named(name).and_then(title));
        let pictures = [attributes.get("poster"), attributes.get("style").and_then(background)];
        let thumbnail = pictures.into_iter().flatten().find_map(|src| grammar::image(src, None));
        Self { provider, title, link, others: Vec::new(), thumbnail }
    }

    /// What an `iframe`, `embed` or `object` shows. `is_figure` says that it stands in a figure.
    pub(super) fn frame(attributes: &Attributes, base: Option<&Url>, is_figure: bool) -> Option<Self> {
        if is_pixel(attributes) || visibility::is_invisible(attributes) {
            return None;
        }
        let sources = FRAME_SOURCES.iter().filter_map(|name| attributes.named(name));
        let address = sources.filter_map(|src| grammar::link(src, base)).find(|address| is_web(address))?;
        if let Some((provider, link)) = providers::look_up(&address) {
            return Some(Self::new(provider.into(), link, attributes));
        }
        let is_looked_at = attributes.has("allowfullscreen") || is_figure;
        let host = host(&address)?.trim_start_matches("www.").to_owned();
        is_looked_at.then(|| Self::new(host.into(), address, attributes))
    }

    /// What a script would make of an element.
    pub(super) fn widget(attributes: &Attributes) -> Option<Self> {
        widgets::widget(attributes)
    }

    /// Its picture, linked, where it has one; then, as a caption, the link and whose it is.
    pub(super) fn markup(&self) -> String {
        let mut out = String::new();
        if let Some(thumbnail) = &self.thumbnail {
            push_link(&mut out, &self.link);
            out.push_str("<img");
            push_attribute(&mut out, "src", thumbnail);
            push_attribute(&mut out, "alt", "");
            out.push_str("></a>");
        }
        out.push_str("<figcaption>");
        push_link(&mut out, &self.link);
        let file = || file_name(&self.link);
        match &self.title {
            Some(title) => push_text(&mut out, title),
            None if self.provider.is_empty() => push_text(&mut out, &file()),
            None => push_text(&mut out, &self.provider),
        }
        out.push_str("</a>");
        if self.title.is_some() && !self.provider.is_empty() {
            out.push_str(" (");
            push_text(&mut out, &self.provider);
            out.push(')');
        }
        for other in &self.others {
            out.push_str(", ");
            push_link(&mut out, other);
            push_text(&mut out, &file_name(other));
            out.push_str("</a>");
        }
        out.push_str("</figcaption>");
        out
    }
}

fn push_link(out: &mut String, address: &str) {
    out.push_str("<a");
    push_attribute(out, "href", address);
    out.push('>');
}

/// The name of a file, as it was before it was made part of an address.
fn file_name(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').find(|name| !name.is_empty()).unwrap_or(address);
    one_line(&providers::decode(name))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a frame's title says of what it shows; `None` where that is nothing.
fn title(title: &str) -> Option<String> {
    let title = one_line(title);
    let title = TITLE_LABELS.iter().find_map(|label| title.strip_prefix(label)).unwrap_or(&title);
    let says_nothing = title.is_empty() || EMPTY_TITLES.iter().any(|empty| title.eq_ignore_ascii_case(empty));
    (!says_nothing).then(|| title.to_owned())
}

/// The image that a style sets behind an element.
fn background(style: &str) -> Option<&str> {
    let (_, rest) = style.split_once("background-image")?;
    let (_, rest) = rest.split_once("url(")?;
    let (address, _) = rest.split_once(')')?;
    Some(address.trim_matches(|c: char| c.is_ascii_whitespace() || matches!(c, '"' | '\'')))
}

/// An address as a provider's code writes it: absolute, its scheme perhaps left to the page.
fn absolute(address: &str) -> Option<String> {
    let address = address.trim();
    match address.strip_prefix("//") {
        Some(rest) => grammar::link(&["https://", rest].concat(), None),
        None => grammar::link(address, None).filter(|address| is_web(address)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(list: &[(&str, &str)]) -> Option<String> {
        let mut attributes = Attributes::default();
        list.iter().for_each(|(name, value)| attributes.push(name.as_bytes(), || value));
        let embed = Embed::frame(&attributes, Url::parse("https://e.org/").as_ref(), false);
        embed.map(|embed| embed.markup())
    }

    #[test]
    fn frames_become_captions() {
        let youtube = ("src", "//www.youtube.com/embed/aB");
        for (attributes, expected) in [
            (
                &[youtube, ("title", "Tom &  Ann")][..],
                Some(
                    "<figcaption><a href=\"https://www.youtube.com/watch?v=aB\">Tom &amp; Ann</a> (YouTube)</figcaption>",
                ),
            ),
            (
                &[youtube, ("title", "YouTube video player")],
                Some("<figcaption><a href=\"https://www.youtube.com/watch?v=aB\">YouTube</a></figcaption>"),
            ),
            (&[youtube, ("width", "1")], None),
            (&[("src", "https://ads.example/a")], None),
            (
                &[("src", "https://www.maps.example/a"), ("allowfullscreen", "")],
                Some("<figcaption><a href=\"https://www.maps.example/a\">maps.example</a></figcaption>"),
            ),
            (&[("src", "javascript:x"), ("allowfullscreen", "")], None),
        ] {
            assert_eq!(frame(attributes).as_deref(), expected, "{attributes:?}");
        }
    }
}
