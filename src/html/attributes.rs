//! The attributes of one start tag: those that anything in the engine asks for.
//!
//! Two of three attributes on a real page are asked for by nobody, and most questions are for attributes that an element
//! does not have. So the names are a closed list, and a set of bits says which of them are there.

use std::ops::Range;

use super::lower::{LONGEST, Lower};

macro_rules! names {
    ($($variant:ident = $name:literal),* $(,)?) => {
        /// A name that is asked for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        enum Known {
            $($variant,)*
        }

        $(const _: () = assert!($name.len() <= LONGEST, "longer names are not read");)*

        impl Known {
            /// The name that is written so, in lower case. Where that is a constant, so is the answer.
            #[inline(always)]
            const fn of(written: &[u8]) -> Option<Self> {
                match written {
                    $($name => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

names! {
    Accent = b"accent", Align = b"align", Allowfullscreen = b"allowfullscreen", Alt = b"alt", Alttext = b"alttext",
    AriaHidden = b"aria-hidden", AriaLabel = b"aria-label", Cite = b"cite", Class = b"class", Color = b"color",
    Colspan = b"colspan", Content = b"content", Data = b"data", DataActualsrc = b"data-actualsrc",
    DataAlign = b"data-align", DataAlt = b"data-alt", DataAttrs = b"data-attrs", DataBacksrc = b"data-backsrc",
    DataCfsrc = b"data-cfsrc", DataEcho = b"data-echo", DataEmbedUrl = b"data-embed-url",
    DataFlickityLazyload = b"data-flickity-lazyload", DataHeight = b"data-height", DataHiResSrc = b"data-hi-res-src",
    DataHref = b"data-href", DataId = b"data-id", DataImage = b"data-image", DataImg = b"data-img",
    DataLang = b"data-lang", DataLanguage = b"data-language",
    DataLatex = b"data-latex", DataInstgrmPermalink = b"data-instgrm-permalink", DataLazy = b"data-lazy", DataLazySrc = b"data-lazy-src",
    DataLazySrcset = b"data-lazy-srcset", DataLazyload = b"data-lazyload", DataMedia = b"data-media",
    DataOembedUrl = b"data-oembed-url", DataOriginal = b"data-original", DataOriginalSet = b"data-original-set",
    DataOriginalSrc = b"data-original-src", DataPagespeedLazySrc = b"data-pagespeed-lazy-src",
    DataProps = b"data-props", DataRealSrc = b"data-real-src", DataSrc = b"data-src", DataSrcset = b"data-srcset",
    DataTestid = b"data-testid", DataTextPostPermalink = b"data-text-post-permalink", DataTitle = b"data-title",
    DataUrl = b"data-url", DataVideoid = b"data-videoid", DataWidth = b"data-width", Datetime = b"datetime",
    Dir = b"dir", Display = b"display", Encoding = b"encoding", Face = b"face", File = b"file", Height = b"height", Hidden = b"hidden",
    Href = b"href", HttpEquiv = b"http-equiv", Id = b"id", Itemprop = b"itemprop", Lang = b"lang", Linethickness = b"linethickness",
    Mathvariant = b"mathvariant", Media = b"media",
    Name = b"name", Open = b"open", Playlabel = b"playlabel", Poster = b"poster", Property = b"property", Rel = b"rel",
    Reversed = b"reversed", Role = b"role", Rowspan = b"rowspan", Scope = b"scope", Shadowrootmode = b"shadowrootmode",
    Size = b"size", Span = b"span", Src = b"src", Srcset = b"srcset", Start = b"start", Stretchy = b"stretchy", Style = b"style",
    Title = b"title", Type = b"type", Value = b"value", Videoid = b"videoid", Width = b"width",
    XmlLang = b"xml:lang", Zoomfile = b"zoomfile",
}

/// A set of names that are asked for together: most elements have none of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Names(u128);

impl Names {
    /// The set of these names; each must be one of the list above.
    pub(crate) const fn of(names: &[&str]) -> Self {
        let (mut set, mut at) = (0, 0);
        while at < names.len() {
            set |= match Known::of(names[at].as_bytes()) {
                Some(name) => bit(name),
                None => panic!("a name that is asked for must be listed"),
            };
            at += 1;
        }
        Self(set)
    }
}

/// The attributes of a start tag that are asked for, values with their character references undone.
#[derive(Debug, Default, Clone)]
pub(crate) struct Attributes {
    /// One bit for each name that is there.
    there: u128,
    list: Vec<(Known, Range<usize>)>,
    /// All values: in one text, they cost no allocation each.
    values: String,
}

impl Attributes {
    /// The value of the attribute `name`, a constant in lower case and one of the list above; empty where it is written
    /// without one. A name that is no constant is asked for by [`Self::named`]: each place that calls this with one would hold
    /// the whole list.
    #[inline(always)]
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let name = Known::of(name.as_bytes());
        debug_assert!(name.is_some(), "a name that is asked for must be listed");
        name.and_then(|name| self.value(name))
    }

    /// The same for a name that is known when the program runs.
    #[inline(never)]
    pub(crate) fn named(&self, name: &str) -> Option<&str> {
        self.get(name)
    }

    fn value(&self, name: Known) -> Option<&str> {
        if self.there & bit(name) == 0 {
            return None;
        }
        self.list.iter().find(|(known, _)| *known == name).map(|(_, place)| &self.values[place.clone()])
    }

    /// Whether the attribute `name` is there.
    #[inline(always)]
    pub(crate) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Whether any of `names` is there.
    #[inline(always)]
    pub(crate) fn has_any(&self, names: Names) -> bool {
        self.there & names.0 != 0
    }

    /// Forgets all, to serve the next tag.
    pub(crate) fn clear(&mut self) {
        self.there = 0;
        self.list.clear();
        self.values.clear();
    }

    /// Adds one of a name in either case, if it is ever asked for; a repeated name is ignored (HTML §13.2.5.33).
    pub(crate) fn push<T: AsRef<str>>(&mut self, name: &[u8], value: impl FnOnce() -> T) {
        let name = Known::of(Lower::new(name).as_bytes());
        if let Some(name) = name.filter(|name| self.there & bit(*name) == 0) {
            let start = self.values.len();
            self.values.push_str(value().as_ref());
            self.there |= bit(name);
            self.list.push((name, start..self.values.len()));
        }
    }
}

const fn bit(name: Known) -> u128 {
    1 << name as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_each_name_that_is_asked_for_is_kept() {
        let mut attributes = Attributes::default();
        attributes.push(b"Href", || "a");
        attributes.push(b"href", || "b");
        (0..1000).for_each(|number| attributes.push(format!("data-{number}").as_bytes(), || ""));
        assert_eq!(attributes.get("href"), Some("a"));
        assert_eq!(attributes.get("id"), None);
        assert_eq!(attributes.list.len(), 1);
    }
}
