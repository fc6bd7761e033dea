//! Which address an image has, and whether it is worth keeping.
//!
//! A lazy image keeps its address in an attribute of the site's choosing and a stand-in in `src`, and a responsive one
//! offers several. One rule for all: the candidates that a script was to load ([`lazy`]), then those of the `picture`
//! around it, then the one address that a script was to load, then the candidates of `srcset`, then `src`; of candidates
//! the best for a reading column ([`source_set`]); and of all that, nothing that is [`noise`].

mod lazy;
mod noise;
mod same;
mod source_set;

use crate::html::attributes::Attributes;
use crate::html::escape::push_attribute;
use crate::html::grammar;
use crate::html::url::{Url, host};

pub(super) use noise::{emoji, is_pixel};
pub(crate) use same::same_picture;
pub(super) use source_set::of_source;

/// An image as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Picture {
    /// Absolute; empty where only a stand-in was found.
    pub(super) source: String,
    pub(super) alt: String,
    pub(super) width: Option<u32>,
    pub(super) height: Option<u32>,
    /// An avatar, a logo, an arrow: by its size.
    pub(super) is_icon: bool,
    /// The same, by its names.
    pub(super) is_sign: bool,
}

impl Picture {
    /// The image of an `img` element; `set` is the source set of the `picture` it stands in. `None` where it is nothing
    /// that anybody looks at.
    pub(super) fn new(attributes: &Attributes, set: Option<&str>, base: Option<&Url>) -> Option<Self> {
        if is_pixel(attributes) {
            return None;
        }
        let source = address(attributes, set, base).filter(|source| !noise::is_stand_in(source, attributes));
        let source = source.unwrap_or_default();
        let host = host(&source).unwrap_or_default();
        if noise::is_tracker(&source, host) || noise::is_line(&source, attributes) {
            return None;
        }
        Some(Self {
            alt: attributes.get("alt").unwrap_or_default().to_owned(),
            width: dimension(attributes, "width"),
            height: dimension(attributes, "height"),
            is_icon: noise::is_icon(attributes),
            is_sign: noise::is_sign(host, attributes),
            source,
        })
    }

    /// The image that an element which is none holds in its attributes, for a script to put inside it.
    pub(super) fn held(attributes: &Attributes, base: Option<&Url>) -> Option<Self> {
        let source = lazy::held(attributes, base)?;
        let alt = attributes.get("data-alt").or_else(|| attributes.get("aria-label")).unwrap_or_default().to_owned();
        let (width, height) = (dimension(attributes, "data-width"), dimension(attributes, "data-height"));
        Some(Self { source, alt, width, height, is_icon: false, is_sign: false })
    }

    /// The still of a film.
    pub(super) fn of(source: String) -> Self {
        Self { source, alt: String::new(), width: None, height: None, is_icon: false, is_sign: false }
    }

    /// The same image, with what another that stands for it says of it, where it says nothing itself.
    pub(super) fn completed_by(mut self, other: Self) -> Self {
        if self.alt.is_empty() {
            self.alt = other.alt;
        }
        if self.width.is_none() && self.height.is_none() {
            (self.width, self.height) = (other.width, other.height);
        }
        self
    }

    /// Appends it as it is written.
    pub(super) fn push(&self, out: &mut String) {
        out.push_str("<img");
        push_attribute(out, "src", &self.source);
        push_attribute(out, "alt", &self.alt);
        for (name, size) in [("width", self.width), ("height", self.height)] {
            if let Some(size) = size {
                push_attribute(out, name, &size.to_string());
            }
        }
        out.push('>');
    }

    /// Whether only a stand-in was found.
    pub(super) fn is_stand_in(&self) -> bool {
        self.source.is_empty()
    }

    /// Whether it is an image beyond doubt: its file says so, or it has a description.
    pub(super) fn is_certain(&self) -> bool {
        lazy::names_image(&self.source) || !self.alt.trim().is_empty()
    }
}

fn address(attributes: &Attributes, set: Option<&str>, base: Option<&Url>) -> Option<String> {
    let best = |set: &str| source_set::best(set, base);
    lazy::from_sets(attributes, base)
        .or_else(|| set.and_then(best))
        .or_else(|| lazy::source(attributes, base))
        .or_else(|| attributes.get("srcset").and_then(best))
        .or_else(|| attributes.get("src").and_then(|src| grammar::image(src, base)))
}

/// The width or height in CSS pixels, where the attribute is a plain number.
pub(super) fn dimension(attributes: &Attributes, name: &str) -> Option<u32> {
    let value = attributes.named(name)?.trim();
    value.strip_suffix("px").unwrap_or(value).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(attributes: &[(&str, &str)]) -> Option<String> {
        let mut all = Attributes::default();
        attributes.iter().for_each(|(name, value)| all.push(name.as_bytes(), || value));
        let picture = Picture::new(&all, None, Url::parse("https://e.org/").as_ref())?;
        (!picture.is_stand_in()).then_some(picture.source)
    }

    #[test]
    fn the_real_address_is_found() {
        let gif = "data:image/gif;base64,R0lGODlhAQABAAAAACw=";
        for (attributes, expected) in [
            (&[("src", "/a.png")][..], Some("https://e.org/a.png")),
            (&[("src", gif), ("data-src", "/b.png")], Some("https://e.org/b.png")),
            (&[("src", gif), ("srcset", "/s.png 400w, /m.png 1200w, /l.png 3000w")], Some("https://e.org/m.png")),
            (&[("src", "/s.png"), ("srcset", "/s.png 400w, /m.png 1200w")], Some("https://e.org/m.png")),
            (&[("data-src", "/a.png"), ("srcset", "/s.png 400w")], Some("https://e.org/a.png")),
            (&[("srcset", "/1.png, /2.png 2x")], Some("https://e.org/2.png")),
            (&[("src", "/p.gif"), ("width", "1")], None),
            (&[("src", "/a.png"), ("data-image", "true")], Some("https://e.org/a.png")),
            (&[("src", gif)], None),
        ] {
            assert_eq!(found(attributes).as_deref(), expected, "{attributes:?}");
        }
    }
}
