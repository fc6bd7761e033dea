//! Inline markup, written in the closed grammar while it streams.
//!
//! An element is written only when something visible follows inside it, and is closed and opened again where a border
//! of blocks runs through it, so every run is well-formed by itself and holds no empty element. White space collapses
//! as CSS collapses it, across elements, except inside `pre`.

use std::mem;

use super::{Arena, Setting, Statistics};
use crate::html::escape::{is_plain, push_text};
use crate::html::tag::Tag;

/// Start tags that are written again after a border of blocks, in bytes of a page. A link or a note that was never
/// closed runs through every block that follows, and a long address in it would fill the memory; a real page comes
/// nowhere near.
const MAX_REPEATED: usize = 1 << 20;

/// What stands at the ends of a paragraph and is not seen: ideographic and no-break spaces, which indent it where CSS does
/// not, and what has no width, with which editors keep an empty one open.
const INDENTATION: [char; 6] = ['\u{3000}', '\u{a0}', '\u{200b}', '\u{200c}', '\u{2060}', '\u{feff}'];

/// An inline element that is open in the page.
#[derive(Debug)]
struct Open {
    tag: Tag,
    /// The start tag as it is written; empty where only the insides are.
    start: String,
    /// What the start tag is again when the code ends that it says nothing in.
    silenced: String,
    name: &'static str,
    /// Whether the start tag stands in the current run.
    written: bool,
    /// Whether it was ever written.
    was_written: bool,
    manner: Manner,
}

/// How the text inside an inline element is meant.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Manner {
    pub(super) is_link: bool,
    /// It leads to a note. Where that is not kept it is text, and must not end in what is not seen at the end of one.
    pub(super) is_mark: bool,
    pub(super) is_hidden: bool,
    /// Its text is the glyphs of a formula. Such an element is hidden, but the formula inside is not.
    pub(super) draws_formula: bool,
    /// Its text is the TeX of a formula.
    pub(super) holds_tex: bool,
}

/// Whether markup ends with a start tag.
fn ends_with_start_tag(markup: &str) -> bool {
    markup.ends_with('>') && markup.rfind('<').is_some_and(|at| !markup[at..].starts_with("</"))
}

/// Whether the text of an element is meant literally: no formula stands in it as it was typed. A `pre` is no inline element
/// of a page: under its name a `code` is written that the page does not have.
fn is_literal(tag: Tag) -> bool {
    matches!(tag, Tag::Code | Tag::Kbd | Tag::Pre | Tag::Samp | Tag::Tt)
}

/// A run that is being written.
#[derive(Debug)]
pub(super) struct Run {
    /// Where it begins in the arena's markup.
    pub(super) start: usize,
    pub(super) statistics: Statistics,
}

/// Writes runs into the arena's markup.
#[derive(Debug, Default)]
pub(super) struct Writer {
    open: Vec<Open>,
    run: Option<Run>,
    pending_space: bool,
    pending_break: bool,
    links: usize,
    /// Open elements that set text in bold or italic type.
    stressed: usize,
    hidden: usize,
    /// Of the hidden ones, those that draw a formula.
    drawing: usize,
    /// Open elements whose text is meant literally: code, what is typed and what is printed.
    literal: usize,
    /// Bytes of start tags that were written again.
    repeated: usize,
}

impl Writer {
    /// An inline element begins; `start` is its start tag, empty where only its insides are written.
    pub(super) fn open(&mut self, tag: Tag, name: &'static str, start: String, manner: Manner) {
        self.links += usize::from(manner.is_link);
        self.stressed += usize::from(tag.is_stress());
        self.hidden += usize::from(manner.is_hidden);
        self.drawing += usize::from(manner.draws_formula);
        self.literal += usize::from(is_literal(tag));
        let silenced = String::new();
        self.open.push(Open { tag, start, silenced, name, written: false, was_written: false, manner });
    }

    /// A `code` begins around those that are open, where none of them is written; else inside them. The language of a
    /// `span` in it is no language that people speak.
    pub(super) fn open_code(&mut self, tag: Tag, start: String) {
        self.open(tag, "code", start, Manner::default());
        if self.open.iter().all(|open| !open.written) {
            self.open.rotate_right(1);
            let spans = self.open.iter_mut().filter(|open| open.tag == Tag::Span);
            spans.for_each(|span| span.silenced = mem::take(&mut span.start));
        }
    }

    /// The `code` that [`Self::open_code`] began ends.
    pub(super) fn close_code(&mut self, arena: &mut Arena, tag: Tag) {
        self.close(arena, tag);
        let silenced = self.open.iter_mut().filter(|open| !open.silenced.is_empty());
        silenced.for_each(|open| open.start = mem::take(&mut open.silenced));
    }

    /// The innermost open `tag` ends. Elements inside it that are still open are written anew after it.
    pub(super) fn close(&mut self, arena: &mut Arena, tag: Tag) {
        let Some(depth) = self.open.iter().rposition(|open| open.tag == tag) else { return };
        if self.open[depth].written {
            self.close_written(arena, depth);
        }
        let open = self.open.remove(depth);
        self.links -= usize::from(open.manner.is_link);
        self.stressed -= usize::from(tag.is_stress());
        self.hidden -= usize::from(open.manner.is_hidden);
        self.drawing -= usize::from(open.manner.draws_formula);
        self.literal -= usize::from(is_literal(tag));
    }

    /// Whether a run is being written.
    pub(super) fn is_writing(&self) -> bool {
        self.run.is_some()
    }

    /// Whether a link is open.
    pub(super) fn is_in_link(&self) -> bool {
        self.links > 0
    }

    /// Whether an inline element `tag` is open.
    pub(super) fn is_open(&self, tag: Tag) -> bool {
        self.open.iter().any(|open| open.tag == tag)
    }

    /// How many inline elements are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Whether a browser's parser would leave `tag` where it is: it takes links and the parts of a ruby text apart.
    pub(super) fn has_place(&self, tag: Tag) -> bool {
        let is_right_in =
            |around: &[Tag]| self.open.last().is_some_and(|open| around.contains(&open.tag) && !open.start.is_empty());
        match tag {
            Tag::A => self.open.iter().all(|open| open.tag != Tag::A),
            Tag::Rp | Tag::Rt => is_right_in(&[Tag::Ruby, Tag::Rtc]),
            Tag::Rb | Tag::Rtc => is_right_in(&[Tag::Ruby]),
            _ => true,
        }
    }

    /// Whether what stands here is hidden by an inline element.
    pub(super) fn is_hidden(&self) -> bool {
        self.hidden > 0
    }

    /// Whether what stands here is written in a `code`.
    pub(super) fn writes_code(&self) -> bool {
        self.literal > 0 && self.open.iter().any(|open| open.name == "code" && !open.start.is_empty())
    }

    /// Whether what stands here is meant literally.
    pub(super) fn is_literal(&self) -> bool {
        self.literal > 0
    }

    /// Whether anything visible was written since the last border of blocks.
    pub(super) fn has_run(&self) -> bool {
        self.run.is_some()
    }

    /// A formula, written whole, and the text that it is measured by.
    pub(super) fn formula(&mut self, arena: &mut Arena, html: &str, text: &str) {
        self.begin(arena);
        arena.markup_mut().push_str(html);
        text.split_ascii_whitespace().for_each(|word| self.measure(word, 1));
    }

    /// A word that stands right at the one before it.
    pub(super) fn attach(&mut self, arena: &mut Arena, word: &str) {
        self.pending_space = false;
        self.text(arena, word);
    }

    /// Whether a formula would be seen here: what draws it is hidden, it is not.
    pub(super) fn shows_formula(&self) -> bool {
        self.hidden == self.drawing
    }

    /// Whether an element is open that draws a formula.
    pub(super) fn is_drawing(&self) -> bool {
        self.drawing > 0
    }

    /// Whether the innermost element holds TeX.
    pub(super) fn holds_tex(&self) -> bool {
        self.open.last().is_some_and(|open| open.manner.holds_tex)
    }

    /// Text, its white space as it stands.
    pub(super) fn text(&mut self, arena: &mut Arena, text: &str) {
        let (begins, ends) = (text.trim_ascii_start(), text.trim_ascii_end());
        self.pending_space |= begins.len() < text.len();
        // A third of all text nodes is the page's own indentation.
        if begins.is_empty() {
            return;
        }
        if text.is_ascii() && is_plain(text) {
            self.plain(arena, text);
        } else {
            self.words(arena, text);
        }
        self.pending_space |= ends.len() < text.len();
    }

    /// ASCII in which nothing is escaped, which nearly all text is: written by words, and measured at once.
    fn plain(&mut self, arena: &mut Arena, text: &str) {
        let mut words = 0;
        for word in text.split_ascii_whitespace() {
            if words == 0 {
                self.begin(arena);
            } else {
                arena.markup_mut().push(' ');
            }
            arena.markup_mut().push_str(word);
            words += 1;
        }
        self.measure(text, words);
    }

    /// Text of any kind, word by word.
    fn words(&mut self, arena: &mut Arena, text: &str) {
        for (index, word) in text.split_ascii_whitespace().enumerate() {
            self.pending_space |= index > 0;
            let word = match self.run {
                _ if self.open.iter().any(|open| open.manner.is_mark) => word.trim_matches(INDENTATION),
                None => word.trim_start_matches(INDENTATION),
                Some(_) => word,
            };
            if word.is_empty() {
                continue;
            }
            self.begin(arena);
            push_text(arena.markup_mut(), word);
            self.measure(word, 1);
        }
    }

    /// Text inside `pre`: its white space is kept.
    pub(super) fn preformatted(&mut self, arena: &mut Arena, text: &str) {
        if text.is_empty() {
            return;
        }
        self.pending_space = false;
        self.begin(arena);
        push_text(arena.markup_mut(), &text.replace("\r\n", "\n").replace('\r', "\n"));
        text.split_ascii_whitespace().for_each(|word| self.measure(word, 1));
    }

    /// A `br`. A second one in a row ends the paragraph: `true` is returned, and the caller ends the run.
    pub(super) fn line_break(&mut self) -> bool {
        self.pending_space = false;
        self.run.is_some() && std::mem::replace(&mut self.pending_break, true)
    }

    /// A `wbr`, where the line may break inside a word.
    pub(super) fn word_break(&mut self, arena: &mut Arena) {
        if self.run.is_some() && !self.pending_space {
            arena.markup_mut().push_str("<wbr>");
        }
    }

    /// An image was written.
    pub(super) fn count_image(&mut self, is_icon: bool, is_sign: bool) {
        if let Some(run) = &mut self.run {
            run.statistics.images += 1;
            run.statistics.elements += 1;
            run.statistics.icons += u32::from(is_icon);
            run.statistics.signs += u32::from(is_sign && !is_icon);
        }
    }

    /// What comes next is another word.
    pub(super) fn space(&mut self) {
        self.pending_space = true;
    }

    /// Drops what is not seen at the end of the run.
    pub(super) fn trim_end(&mut self, arena: &mut Arena) {
        let Some(run) = &self.run else { return };
        let mut seen = &arena.markup_mut()[run.start..];
        loop {
            let text = seen.trim_end_matches(|c| c == ' ' || INDENTATION.contains(&c));
            let shorter = text.trim_end_matches("<br>");
            // What stands alone in its element keeps it from being empty.
            if shorter.len() == seen.len() || ends_with_start_tag(shorter) {
                break;
            }
            seen = shorter;
        }
        let end = run.start + seen.len();
        arena.markup_mut().truncate(end);
    }

    /// Ends the run, if one is being written.
    pub(super) fn end_run(&mut self, arena: &mut Arena) -> Option<Run> {
        self.pending_space = false;
        self.pending_break = false;
        self.run.as_ref()?;
        self.close_written(arena, 0);
        self.run.take()
    }

    /// Makes ready to write something visible: a run is there, white space is settled, start tags are written.
    pub(super) fn begin(&mut self, arena: &mut Arena) {
        let is_first = self.run.is_none();
        let start = arena.markup_mut().len();
        let run = self.run.get_or_insert_with(|| Run { start, statistics: Statistics::default() });
        let markup = arena.markup_mut();
        if !is_first && self.pending_break {
            markup.push_str("<br>");
            run.statistics.breaks += 1;
        } else if !is_first && self.pending_space {
            markup.push(' ');
        }
        self.pending_break = false;
        self.pending_space = false;
        for open in self.open.iter_mut().filter(|open| !open.written) {
            if std::mem::replace(&mut open.was_written, true) {
                self.repeated += open.start.len();
                if self.repeated > MAX_REPEATED {
                    open.start.clear();
                }
            }
            markup.push_str(&open.start);
            open.written = true;
            run.statistics.links += u32::from(open.manner.is_link);
            run.statistics.elements += 1;
        }
    }

    fn measure(&mut self, text: &str, words: u32) {
        if let Some(run) = &mut self.run {
            let setting = Setting { in_link: self.links > 0, is_stressed: self.stressed > 0 };
            run.statistics.add_words(text, words, setting);
        }
    }

    /// Writes the end tags of the open elements from `depth` on, innermost first.
    fn close_written(&mut self, arena: &mut Arena, depth: usize) {
        let markup = arena.markup_mut();
        for open in self.open[depth..].iter_mut().rev().filter(|open| open.written) {
            if !open.start.is_empty() {
                markup.push_str("</");
                markup.push_str(open.name);
                markup.push('>');
            }
            open.written = false;
        }
    }
}
