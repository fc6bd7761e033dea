//! The page's own `audio` and `video`: their files are links.

use std::borrow::Cow;

use crate::html::attributes::Attributes;
use crate::html::grammar;
use crate::html::url::{Url, is_web};

use super::Embed;

/// Files that are kept of one player: a page offers a handful of formats.
const MOST_FILES: usize = 4;

/// An `audio` or `video` that is open.
#[derive(Debug)]
pub(in crate::blocks) struct Media {
    /// What its own attributes say; the link is added with its files.
    embed: Embed,
    files: Vec<String>,
}

impl Media {
    pub(in crate::blocks) fn new(attributes: &Attributes, base: Option<&Url>) -> Self {
        let mut embed = Embed::new(Cow::Borrowed(""), String::new(), attributes);
        embed.thumbnail = attributes.get("poster").and_then(|poster| grammar::image(poster, base));
        let mut media = Self { embed, files: Vec::new() };
        media.add(attributes, base);
        media
    }

    /// A `source` of it, or itself.
    pub(in crate::blocks) fn add(&mut self, attributes: &Attributes, base: Option<&Url>) {
        let sources = ["src", "data-src"].iter().filter_map(|name| attributes.named(name));
        let file = sources.filter_map(|src| grammar::link(src, base)).find(|file| is_web(file));
        if let Some(file) = file.filter(|file| !self.files.contains(file) && self.files.len() < MOST_FILES) {
            self.files.push(file);
        }
    }

    /// The links to its files; `Err` with the address of its picture, if it has one, where it names none: a script feeds it.
    pub(in crate::blocks) fn finish(mut self) -> Result<Embed, Option<String>> {
        if self.files.is_empty() {
            return Err(self.embed.thumbnail);
        }
        self.embed.link = self.files.remove(0);
        self.embed.others = self.files;
        Ok(self.embed)
    }
}
