//! Writes the kept blocks.

use crate::blocks::{Arena, BlockId, Kind, is_data_table, is_table_structure};
use crate::html::grammar;
use crate::html::marks::back_link;
use crate::html::tag::Tag;
use crate::select::Selection;

use super::headings::Outline;
use super::notes::Links;

/// Blocks deeper than this are written without their tags. With the inline elements of a run, of which there are at
/// most 32, and those of a formula, at most 40, the output stays below the 200 levels that every parser nests alike (Blink
/// flattens at 512).
const MAX_NESTING: usize = 120;

/// What becomes of `article`, `section` and `header`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wrappers {
    /// They are the page's layout: only what is inside is written.
    Unwrapped,
    /// They are the capture's own.
    Kept,
}

/// The HTML of what `selection` keeps.
pub(crate) fn serialize(arena: &Arena, selection: &Selection, wrappers: Wrappers) -> String {
    write(arena, selection, wrappers, None)
}

/// The same with marks: `marks` gives the attributes of what a run, by its id, is written in.
pub(super) fn write(arena: &Arena, selection: &Selection, wrappers: Wrappers, marks: Option<Marks<'_>>) -> String {
    let mut serializer = Serializer {
        marks,
        arena,
        selection,
        wrappers,
        out: String::new(),
        depth: 0,
        begin: 0,
        inside: 0,
        runs: 0,
        line: None,
        outline: Outline::default(),
        links: Links::new(arena, selection),
        end_of_notes: 0,
    };
    for &root in &selection.roots {
        serializer.block(root, None);
    }
    serializer.notes_set_apart();
    serializer.out
}

/// The attributes by which who reads the page's marked HTML knows a run again.
pub(super) type Marks<'a> = &'a dyn Fn(BlockId) -> String;

struct Serializer<'a> {
    marks: Option<Marks<'a>>,
    arena: &'a Arena,
    selection: &'a Selection,
    wrappers: Wrappers,
    out: String,
    depth: usize,
    /// Where the innermost element begins.
    begin: usize,
    /// Where the insides of the innermost element begin.
    inside: usize,
    /// How many runs are written into the innermost element directly; counted where it matters.
    runs: usize,
    /// What the embeds of the innermost figure are: a line for its caption.
    line: Option<String>,
    outline: Outline,
    /// The notes that are written, and the marks that lead to them.
    links: Links,
    /// Where a list of notes ends that the page did not have.
    end_of_notes: usize,
}

impl Serializer<'_> {
    /// Writes a block into the element `around`, which is the last one written.
    fn block(&mut self, id: BlockId, around: Option<Tag>) {
        if !self.selection.keeps(id) {
            return;
        }
        match self.arena.get(id).kind {
            Kind::Run | Kind::Picture => self.run(id, around),
            Kind::Embed => self.embed(id, around),
            Kind::Element(_) if self.links.is_note(id) => {
                if let Some(number) = self.links.number_in_place(id) {
                    self.note(id, number, around);
                }
            }
            Kind::Element(tag) => match self.written_name(id, tag, around) {
                Some(name) => self.element(id, tag, name),
                None => self.children(id, around),
            },
        }
    }

    fn children(&mut self, id: BlockId, around: Option<Tag>) {
        for child in self.arena.children(id) {
            self.block(child, around);
        }
    }

    /// The name under which an element is written in `around`; `None` where only its children are.
    fn written_name(&self, id: BlockId, tag: Tag, around: Option<Tag>) -> Option<&'static str> {
        use Tag::*;
        let has_place = match tag {
            Article | Section | Header => self.wrappers == Wrappers::Kept,
            Table => is_data_table(self.arena, id, |inner| self.selection.keeps(inner)),
            Tbody | Thead | Tfoot | Caption | Colgroup => around == Some(Table),
            Col => matches!(around, Some(Table | Colgroup)),
            Tr => matches!(around, Some(Tbody | Thead | Tfoot)),
            Td | Th => around == Some(Tr),
            Li => around.is_some_and(is_list),
            Dt | Dd => around == Some(Dl),
            Figcaption => around == Some(Figure),
            Summary => around == Some(Details),
            _ => true,
        };
        let is_in_phrase = around.is_some_and(Tag::holds_phrases);
        grammar::block_name(tag).filter(|_| has_place && !is_in_phrase && self.depth < MAX_NESTING)
    }

    fn element(&mut self, id: BlockId, tag: Tag, name: &'static str) {
        let begin = self.out.len();
        let statistics = self.arena.get(id).statistics;
        if tag == Tag::Table && statistics.characters == 0 && statistics.images == 0 {
            return;
        }
        let outline = self.outline;
        let name = if tag.is_heading() { self.outline.name(tag) } else { name };
        self.out.push('<');
        self.out.push_str(name);
        self.out.push_str(self.arena.markup(id));
        self.out.push('>');
        if tag.is_void() {
            return;
        }
        let inside = self.out.len();
        let (is_empty, begin) = self.insides(id, tag, begin);
        // A cell holds its place in the table, empty or not.
        if is_empty && !matches!(tag, Tag::Td | Tag::Th | Tag::Colgroup) {
            self.out.truncate(begin);
            self.outline = outline;
            return;
        }
        // A browser drops the first line feed of a pre when it reads and writes none when it writes (HTML §13.2.6.4.7, §13.3): no
        // blank line that code begins with would last.
        if name == "pre" {
            let text = self.out[inside..].trim_start_matches(LINE_FEED).len();
            self.out.replace_range(inside..self.out.len() - text, "");
        }
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// Writes what is inside `id`, itself written as `tag` from `begin` on. Returns whether that is nothing, and where the
    /// element begins that is open now: a figure ends a paragraph, and another goes on behind it.
    fn insides(&mut self, id: BlockId, tag: Tag, begin: usize) -> (bool, usize) {
        let inside = self.out.len();
        let runs = if holds_text(tag) { self.direct_runs(id, tag) } else { 0 };
        let outer = (self.begin, self.inside, self.runs);
        (self.begin, self.inside, self.runs) = (begin, inside, runs);
        let line = if tag == Tag::Figure { self.line.take() } else { None };
        self.depth += 1;
        self.children(id, Some(tag));
        self.depth -= 1;
        match tag {
            Tag::Figcaption => self.end_caption(),
            Tag::Figure => {
                self.end_figure();
                self.line = line;
            }
            _ => {}
        }
        let is_empty = self.out.len() == self.inside;
        let begin = self.begin;
        (self.begin, self.inside, self.runs) = outer;
        (is_empty, begin)
    }

    /// Writes a note as the entry of a list, whatever it is on the page, with the link back to its first mark at its end.
    fn note(&mut self, id: BlockId, number: u32, around: Option<Tag>) {
        let in_list = around.is_some_and(is_list);
        let before = self.out.len();
        if !in_list && before > 0 && self.end_of_notes == before {
            self.out.truncate(before - END_OF_LIST.len());
        } else if !in_list {
            self.out.push_str("<ol>");
        }
        self.out.push_str(&format!("<li id=\"fn-{number}\""));
        self.out.push_str(self.arena.markup(id));
        self.out.push('>');
        self.insides(id, Tag::Li, before);
        let end = if self.out.ends_with("</p>") { "</p>" } else { "" };
        let mut text = &self.out[..self.out.len() - end.len()];
        while let Some(shorter) =
            [text.trim_end(), text.trim_end_matches("<br>")].into_iter().find(|t| t.len() < text.len())
        {
            text = shorter;
        }
        self.out.truncate(text.len());
        self.out.push_str(&format!(" {}{end}</li>", back_link(number)));
        if !in_list {
            self.out.push_str(END_OF_LIST);
            self.end_of_notes = self.out.len();
        }
    }

    /// Writes the notes that stood beside their marks, after all else.
    fn notes_set_apart(&mut self) {
        for note in self.links.set_apart() {
            self.note(note.block, note.number, None);
        }
    }

    fn run(&mut self, id: BlockId, around: Option<Tag>) {
        let mut linked = self.links.link(self.arena.markup(id));
        if let Some(marks) = self.marks {
            linked = format!("<span{}>{linked}</span>", marks(id)).into();
        }
        let markup = linked.as_ref();
        match around {
            Some(tag) if tag.is_preformatted() => self.phrase(markup, LINE_FEED),
            // Two runs side by side are two paragraphs: the page divided them by two line breaks.
            Some(Tag::P) if self.arena.tag(self.arena.get(id).parent) == Some(Tag::P) => self.phrase(markup, "</p><p>"),
            Some(tag) if tag.holds_phrases() => self.phrase(markup, " "),
            Some(tag) if is_table_structure(tag) => {}
            Some(tag) if holds_text(tag) && self.runs == 1 => self.out.push_str(markup),
            _ => {
                self.out.push_str("<p>");
                self.out.push_str(markup);
                self.out.push_str("</p>");
            }
        }
    }

    /// What a frame showed: a figure, where there can be one.
    fn embed(&mut self, id: BlockId, around: Option<Tag>) {
        let markup = self.arena.markup(id);
        match around {
            // A paragraph holds no figure: it ends before it, and goes on behind it.
            Some(Tag::P) => {
                if self.out.len() > self.inside {
                    self.out.push_str("</p>");
                } else {
                    self.out.truncate(self.begin);
                }
                self.figure(id, markup);
                self.begin = self.out.len();
                self.out.push_str("<p>");
                self.inside = self.out.len();
            }
            Some(tag) if tag.is_preformatted() || is_table_structure(tag) => {}
            Some(tag) if tag.holds_phrases() => {
                let line = markup.replace(CAPTION, " ").replace(CAPTION_END, "");
                self.phrase(line.trim_start(), " ");
            }
            Some(Tag::Figure) => {
                let (picture, line) = markup.split_once(CAPTION).unwrap_or((markup, ""));
                let (start, end) = if self.runs == 1 || picture.is_empty() { ("", "") } else { ("<p>", "</p>") };
                [start, picture, end].into_iter().for_each(|part| self.out.push_str(part));
                let before = self.line.take().map_or(String::new(), |line| line + "<br>");
                self.line = Some(before + line.trim_end_matches(CAPTION_END));
            }
            Some(Tag::Figcaption | Tag::Caption) => {
                let line = markup.replace(CAPTION, " ").replace(CAPTION_END, "");
                let (start, end) = if self.runs == 1 { ("", "") } else { ("<p>", "</p>") };
                [start, line.trim_start(), end].into_iter().for_each(|part| self.out.push_str(part));
            }
            _ => self.figure(id, markup),
        }
    }

    /// The caption of a figure ends: it goes on with what the embeds in the figure are.
    fn end_caption(&mut self) {
        let Some(line) = self.line.take() else { return };
        let (start, end) = match self.out.len() > self.inside {
            false => ("", ""),
            true if self.runs == 1 && !ends_with_block(&self.out) => ("<br>", ""),
            true => ("<p>", "</p>"),
        };
        [start, &line, end].into_iter().for_each(|part| self.out.push_str(part));
    }

    /// A figure ends: where no caption has said what the embeds in it are, one of its own does.
    fn end_figure(&mut self) {
        let Some(line) = self.line.take() else { return };
        let has_caption = self.out[self.inside..].contains(CAPTION);
        let (start, end) = if has_caption { ("<p>", "</p>") } else { (CAPTION, CAPTION_END) };
        [start, &line, end].into_iter().for_each(|part| self.out.push_str(part));
    }

    fn figure(&mut self, id: BlockId, markup: &str) {
        let marks = self.marks.map(|marks| marks(id)).unwrap_or_default();
        ["<figure", &marks, ">", markup, "</figure>"].into_iter().for_each(|part| self.out.push_str(part));
    }

    /// A run in an element that holds phrases alone.
    fn phrase(&mut self, markup: &str, separator: &str) {
        if self.out.len() > self.inside {
            self.out.push_str(separator);
        }
        self.out.push_str(markup);
    }

    /// How many kept runs stand in `id`, itself written as `around`, or in elements inside it that are not written.
    fn direct_runs(&self, id: BlockId, around: Tag) -> usize {
        let kept = self.arena.children(id).filter(|child| self.selection.keeps(*child));
        kept.map(|child| match self.arena.get(child).kind {
            Kind::Run | Kind::Picture => 1,
            Kind::Embed => usize::from(matches!(around, Tag::Figure | Tag::Figcaption | Tag::Caption)),
            Kind::Element(_) if self.links.is_note(child) => 0,
            Kind::Element(tag) if self.written_name(child, tag, Some(around)).is_some() => 0,
            Kind::Element(_) => self.direct_runs(child, around),
        })
        .sum()
    }
}

/// The caption of an embed, as it is written: see [`Kind::Embed`].
const CAPTION: &str = "<figcaption>";
const CAPTION_END: &str = "</figcaption>";

/// A line feed in a `pre`, as it is written.
const LINE_FEED: &str = "&#10;";

/// What a list of notes ends with.
const END_OF_LIST: &str = "</ol>";

/// Whether the last tag of what was written is a block's, and nothing stands behind it: in values and in text, no `<` does.
fn ends_with_block(html: &str) -> bool {
    let last = html.strip_suffix('>').and_then(|html| html.rsplit('<').next());
    let name = last.map(|tag| tag.trim_start_matches('/').split(' ').next().unwrap_or_default());
    name.is_some_and(|name| grammar::block_name(Tag::from_name(name.as_bytes())).is_some())
}

fn is_list(tag: Tag) -> bool {
    matches!(tag, Tag::Ul | Tag::Ol | Tag::Menu | Tag::Dir)
}

/// Elements that hold text directly, without a paragraph, where it is all one run.
fn holds_text(tag: Tag) -> bool {
    use Tag::*;
    matches!(tag, Address | Caption | Dd | Dt | Figcaption | Figure | Li | Td | Th)
}
