//! Images as they come: the stand-in, the element around it that holds the address, the fallback for readers without
//! scripts.
//!
//! One image is often said three times over, and its parts come in any order. What is sure is written at once; a stand-in
//! waits for the `noscript` behind it, and an element that holds an address waits for the image inside it, until it ends.

use super::Builder;
use crate::blocks::Kind;
use crate::blocks::image::{self, Picture, same_picture};
use crate::html::attributes::Attributes;
use crate::html::tag::Tag;
use crate::html::visibility;

/// What is known of images that are not written yet, and of the last one that was.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    /// The source set of the open `picture`.
    set: Option<String>,
    /// An image of which only a stand-in was found, and no text stands behind it.
    stand_in: Option<Picture>,
    /// The innermost open element that holds an address for a script.
    holder: Option<Holder>,
    /// The image of the open `noscript`.
    fallback: Option<Picture>,
    /// The open `noscript` holds text: it is no fallback of an image, but a page.
    in_page: bool,
    /// The address of the last image, and whether it was a fallback, while no text stands behind it.
    last: Option<(String, bool)>,
}

/// An element that holds the address of an image.
#[derive(Debug)]
struct Holder {
    tag: Tag,
    /// How many elements of its name are open, itself among them.
    depth: usize,
    /// `None` as soon as an image inside it was written.
    picture: Option<Picture>,
}

impl Pictures {
    /// Whether text that is written means anything to them.
    pub(super) fn are_waiting(&self, in_noscript: bool) -> bool {
        in_noscript || self.stand_in.is_some() || self.last.is_some()
    }

    /// Text is written: what comes after it is another image.
    pub(super) fn pass_text(&mut self, in_noscript: bool) {
        self.stand_in = None;
        self.last = None;
        self.in_page = in_noscript;
    }

    pub(super) fn start_picture(&mut self) {
        self.set = None;
    }

    pub(super) fn end_picture(&mut self) {
        self.set = None;
    }

    /// A `source` of the open `picture`: the first that a browser accepts decides.
    pub(super) fn source(&mut self, attributes: &Attributes) {
        if self.set.is_none() {
            self.set = image::of_source(attributes).map(str::to_owned);
        }
    }
}

impl Builder {
    /// An `img` element.
    pub(super) fn image(&mut self, attributes: &Attributes) {
        self.write_waiting();
        if self.tex_image(attributes) {
            return;
        }
        if let Some(text) = image::emoji(attributes) {
            return self.text_of_image(text);
        }
        // Cloudflare hides what its script will show.
        let is_unseen = visibility::is_invisible(attributes) && !attributes.has("data-cfsrc");
        if self.writer.is_hidden() || self.ornaments > 0 || is_unseen {
            return;
        }
        let Some(picture) = Picture::new(attributes, self.pictures.set.as_deref(), self.base.as_ref()) else { return };
        if self.in_noscript && !self.pictures.in_page {
            self.pictures.fallback.get_or_insert(picture);
        } else if !picture.is_stand_in() {
            self.picture(picture);
        } else if let Some(held) = self.pictures.holder.as_mut().and_then(|holder| holder.picture.take()) {
            self.late_picture(held.completed_by(picture), false);
        } else {
            self.pictures.stand_in = Some(picture);
        }
    }

    fn text_of_image(&mut self, text: &str) {
        if !self.is_unseen(text) && self.preformatted == 0 {
            self.writer.text(&mut self.arena, text);
        }
    }

    /// An image whose address is known.
    fn picture(&mut self, picture: Picture) {
        if self.is_new(&picture, false) {
            self.write_picture(&picture);
        }
    }

    /// One whose address no `img` said: where it stands alone, it is a block of its own.
    fn late_picture(&mut self, picture: Picture, is_fallback: bool) {
        if !self.is_new(&picture, is_fallback) {
        } else if self.writer.is_writing() || self.writer.is_in_link() || self.is_in_table() {
            self.write_picture(&picture);
        } else {
            let start = self.arena.markup_mut().len();
            picture.push(self.arena.markup_mut());
            self.place_block(Kind::Picture, start);
        }
    }

    /// A table is judged by what its cells hold.
    fn is_in_table(&self) -> bool {
        self.open.iter().any(|open| open.tag == Tag::Table)
    }

    /// Whether it has not just been said: one that a `noscript` says again, before or behind, is written once.
    fn is_new(&mut self, picture: &Picture, is_fallback: bool) -> bool {
        if let Some(holder) = &mut self.pictures.holder {
            holder.picture = None;
        }
        self.pictures.stand_in = None;
        let is_said = |(last, was_fallback): &(String, bool)| {
            (is_fallback || *was_fallback) && same_picture(last, &picture.source)
        };
        if self.pictures.last.as_ref().is_some_and(is_said) || self.arena.is_full() {
            return false;
        }
        self.pictures.last = Some((picture.source.clone(), is_fallback));
        true
    }

    pub(super) fn write_picture(&mut self, picture: &Picture) {
        self.writer.begin(&mut self.arena);
        picture.push(self.arena.markup_mut());
        self.writer.count_image(picture.is_icon, picture.is_sign);
    }

    /// The `noscript` has ended: its image stands for the stand-in before it, or for what a script was to draw.
    pub(super) fn end_fallback(&mut self) {
        let in_page = std::mem::take(&mut self.pictures.in_page);
        let fallback = self.pictures.fallback.take().filter(|fallback| !fallback.is_stand_in() && !in_page);
        let Some(fallback) = fallback else { return };
        match self.pictures.stand_in.take() {
            Some(stand_in) => self.late_picture(fallback.completed_by(stand_in), true),
            None if fallback.is_certain() => self.late_picture(fallback, true),
            None => {}
        }
    }

    /// An element begins that is no image.
    pub(super) fn start_holder(&mut self, tag: Tag, attributes: &Attributes) {
        if let Some(picture) = Picture::held(attributes, self.base.as_ref()) {
            self.pictures.holder = Some(Holder { tag, depth: 1, picture: Some(picture) });
        } else if let Some(holder) = self.pictures.holder.as_mut().filter(|holder| holder.tag == tag) {
            holder.depth += 1;
        }
    }

    /// A caption begins: the picture that its figure holds stands before it.
    pub(super) fn place_held(&mut self) {
        let in_figure = self.pictures.holder.as_mut().filter(|holder| holder.tag == Tag::Figure);
        if let Some(picture) = in_figure.and_then(|holder| holder.picture.take()) {
            self.late_picture(picture, false);
        }
    }

    /// An element ends: one that held the address of an image, and has none inside, is that image.
    pub(super) fn end_holder(&mut self, tag: Tag) {
        let Some(holder) = self.pictures.holder.as_mut().filter(|holder| holder.tag == tag) else { return };
        holder.depth -= 1;
        if holder.depth == 0
            && let Some(Holder { picture: Some(picture), .. }) = self.pictures.holder.take()
            && !self.writer.is_hidden()
        {
            let picture = match self.pictures.stand_in.take() {
                Some(stand_in) => picture.completed_by(stand_in),
                None => picture,
            };
            self.late_picture(picture, false);
        }
    }
}
