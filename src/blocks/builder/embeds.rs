//! Frames and players as they come: each becomes a block of its own, behind the text it stands in.

use super::Builder;
use crate::blocks::Kind;
use crate::blocks::embed::{Embed, Media};
use crate::blocks::image::Picture;
use crate::html::attributes::Attributes;
use crate::html::tag::Tag;

/// What is known of frames and players that have no block yet.
#[derive(Debug, Default)]
pub(super) struct Embeds {
    /// Those that stand in the run that is being written: a run of text is one block.
    waiting: Vec<Embed>,
    /// The `audio` or `video` that is open.
    media: Option<Media>,
    /// The link of the last one: a player is often said twice, for old browsers or for readers without scripts.
    last: String,
}

impl Embeds {
    /// Whether any is to be placed when the run ends.
    pub(super) fn are_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }
}

impl Builder {
    /// An `iframe`, `embed` or `object`.
    pub(super) fn frame(&mut self, attributes: &Attributes) {
        let is_figure = self.open.iter().any(|open| open.tag == Tag::Figure);
        if let Some(embed) = Embed::frame(attributes, self.base.as_ref(), is_figure) {
            self.embed(embed);
        }
    }

    pub(super) fn start_media(&mut self, attributes: &Attributes) {
        self.embeds.media = Some(Media::new(attributes, self.base.as_ref()));
    }

    /// A `source`: of the open player, or of the open `picture`.
    pub(super) fn source(&mut self, attributes: &Attributes) {
        match &mut self.embeds.media {
            Some(media) => media.add(attributes, self.base.as_ref()),
            None => self.pictures.source(attributes),
        }
    }

    pub(super) fn end_media(&mut self) {
        match self.embeds.media.take().map(Media::finish) {
            Some(Ok(embed)) => self.embed(embed),
            Some(Err(Some(poster))) if !self.writer.is_hidden() => self.write_picture(&Picture::of(poster)),
            _ => {}
        }
    }

    pub(super) fn embed(&mut self, embed: Embed) {
        let is_seen = self.controls == 0 && !self.writer.is_hidden() && self.preformatted == 0;
        if !is_seen || self.arena.is_full() || self.embeds.last == embed.link {
            return;
        }
        self.embeds.last.clone_from(&embed.link);
        self.embeds.waiting.push(embed);
        if !self.writer.is_writing() {
            self.place_embeds();
        }
    }

    /// Those that waited for the end of the run become blocks.
    pub(super) fn place_embeds(&mut self) {
        for embed in std::mem::take(&mut self.embeds.waiting) {
            let start = self.arena.markup_mut().len();
            self.arena.markup_mut().push_str(&embed.markup());
            self.place_block(Kind::Embed, start);
        }
    }

    /// What was written from `start` on is a block without text.
    pub(super) fn place_block(&mut self, kind: Kind, start: usize) {
        let parent = self.current();
        let id = self.arena.push(kind, parent);
        self.arena.set_markup(id, start);
        self.arena.get_mut(id).hidden = self.arena.get(parent).hidden;
    }
}
