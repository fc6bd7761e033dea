//! The adapter: lol_html's handlers on one side, the tree on the other.
//!
//! Text arrives in arbitrary pieces and undecoded: pieces are joined to whole text nodes and their character references
//! undone here, so that where a chunk was cut can never show. lol_html is not strict here: it would abort whole articles
//! for a `<select>` it is unsure of, and nothing depends on its reading of ambiguous markup, as all output is written
//! anew.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use lol_html::errors::RewritingError;
use lol_html::html_content::TextType;
use lol_html::{HtmlRewriter, MemorySettings};

use super::end_tags::{each_end_tag, split_name};
use super::noscript;
use super::notes::{self, Note, Notes, Place};
use super::tree::Tree;
use super::window::{Window, split_piece};
use super::{Attributes, Listener};
use crate::Error;
use crate::html::tag::Tag;
use crate::options::{MAX_ATTRIBUTES, MAX_INPUT};

/// What lol_html may hold of a page, in bytes: its stack of open elements and an unfinished token. An attribute value
/// of some megabytes (an inlined photograph) fits, and a million paragraphs that nobody closed; what is deeper is an attack.
const MAX_TOKENIZER_MEMORY: usize = 128 << 20;

/// How many elements lol_html may have seen before it is made anew. It knows no implied end tags, and keeps 140 bytes of each
/// element that nobody closed: of a page of tags alone that would be thirty times the page.
const MANY_ELEMENTS: usize = 1 << 14;

/// The bytes of `</b>`. lol_html places a character that was cut in three or four at its last byte: what is missing
/// before it is shorter than this, and no gap.
const SHORTEST_END_TAG: usize = 4;

/// What lol_html writes is of no use: all output is written anew.
type Sink = fn(&[u8]);

/// Reads one page and tells `L` of it.
pub(crate) struct Parser<L: Listener + 'static> {
    rewriter: HtmlRewriter<'static, Sink>,
    notes: Rc<RefCell<Notes>>,
    tokens: Tokens<L>,
    /// Why no more is read: lol_html panics when it is written to after an error.
    refusal: Option<Error>,
}

impl<L: Listener + 'static> Parser<L> {
    pub(crate) fn new(listener: L) -> Self {
        Self::over(Tokens::new(Tree::new(listener)))
    }

    fn over(tokens: Tokens<L>) -> Self {
        let notes = Rc::default();
        Self { rewriter: rewriter(&notes), notes, tokens, refusal: None }
    }

    /// Takes the next bytes, UTF-8, cut anywhere.
    pub(crate) fn write(&mut self, chunk: &[u8]) -> Result<(), Error> {
        if self.refusal.is_none() {
            self.refusal = self.take(chunk).err();
        }
        self.refusal.clone().map_or(Ok(()), Err)
    }

    fn take(&mut self, chunk: &[u8]) -> Result<(), Error> {
        if self.tokens.before + self.tokens.window.end() + chunk.len() > MAX_INPUT {
            return Err(Error::Limit { what: "bytes of HTML", limit: MAX_INPUT });
        }
        let mut rest = chunk;
        while !rest.is_empty() {
            let (piece, after) = split_piece(rest);
            self.tokens.extend(piece);
            self.rewriter.write(piece).map_err(tokenizer_error)?;
            if self.notes.borrow().has_too_many_attributes {
                return Err(Error::Limit { what: "attributes of one element", limit: MAX_ATTRIBUTES });
            }
            let mut notes = self.notes.borrow_mut();
            self.tokens.read(&mut notes);
            // Behind a tag no half of a character is left in it.
            if notes.elements > MANY_ELEMENTS && piece.ends_with(b">") && self.tokens.begin_anew() {
                notes.elements = 0;
                self.rewriter = rewriter(&self.notes);
            }
            rest = after;
        }
        Ok(())
    }

    /// Ends the page and gives the listener back.
    pub(crate) fn end(mut self) -> Result<L, Error> {
        if let Some(refusal) = self.refusal {
            return Err(refusal);
        }
        self.rewriter.end().map_err(tokenizer_error)?;
        self.tokens.read(&mut self.notes.borrow_mut());
        self.tokens.finish()
    }
}

fn rewriter(notes: &Rc<RefCell<Notes>>) -> HtmlRewriter<'static, Sink> {
    let memory = MemorySettings::new().with_max_allowed_memory_usage(MAX_TOKENIZER_MEMORY);
    HtmlRewriter::new(notes::into(notes).with_memory_settings(memory), |_| {})
}

fn tokenizer_error(error: RewritingError) -> Error {
    match error {
        RewritingError::MemoryLimitExceeded(_) => {
            Error::Limit { what: "bytes in open elements and one tag", limit: MAX_TOKENIZER_MEMORY }
        }
        other => Error::Parse(other.to_string()),
    }
}

/// What is known between two tokens.
struct Tokens<L> {
    tree: Tree<L>,
    /// How many bytes of the page stood before all that lol_html has seen; places are counted from there.
    before: usize,
    /// What was written of the page and is not read yet.
    window: Window,
    /// Where the last token ended.
    seen: usize,
    /// The text node that is being joined, and how its text is to be read.
    text: String,
    text_type: TextType,
    attributes: Attributes,
    /// What is read stood in a title that nobody closed.
    is_second_reading: bool,
}

impl<L: Listener + 'static> Tokens<L> {
    fn new(tree: Tree<L>) -> Self {
        Self {
            tree,
            before: 0,
            window: Window::default(),
            seen: 0,
            text: String::new(),
            text_type: TextType::Data,
            attributes: Attributes::default(),
            is_second_reading: false,
        }
    }

    /// The page goes on.
    fn extend(&mut self, piece: &[u8]) {
        self.window.extend(piece, self.seen);
    }

    /// Begins as at the start of a page, if all is read that was written and what follows would be read alike.
    fn begin_anew(&mut self) -> bool {
        let end = self.window.end();
        let may = self.seen == end && self.tree.is_between_tags();
        if may {
            self.before += end;
            self.window = Window::default();
            self.seen = 0;
        }
        may
    }

    /// A token stands at `place`: what lies between the last one and this are end tags.
    fn advance(&mut self, place: Place) {
        if place.start >= self.seen + SHORTEST_END_TAG {
            self.flush_text();
            let tree = &mut self.tree;
            each_end_tag(self.window.bytes(self.seen..place.start), |tag| tree.end(tag));
        }
        self.seen = self.seen.max(place.end);
    }

    /// Reads what was noted, and makes room for more.
    fn read(&mut self, notes: &mut Notes) {
        for note in notes.tokens.drain(..) {
            match note {
                Note::Start { place, attributes, self_closing } => {
                    self.start(place, &notes.attributes[attributes], self_closing);
                }
                Note::Text { place, text, text_type, is_last } => {
                    self.text_chunk(place, &notes.texts[text], text_type, is_last);
                }
                Note::Other(place) => self.advance(place),
            }
        }
        notes.attributes.clear();
        notes.texts.clear();
    }

    fn start(&mut self, place: Place, attributes: &[(Place, Place)], self_closing: bool) {
        self.advance(place.clone());
        self.flush_text();
        let (name, _) = split_name(self.window.bytes(place.start + "<".len()..place.end));
        let tag = Tag::from_name(name);
        self.attributes.clear();
        if self.tree.hears_start(tag) {
            for (name, value) in attributes {
                let value = || unescape_attribute(self.window.text(value.clone()));
                self.attributes.push(self.window.bytes(name.clone()), value);
            }
        }
        self.tree.start(tag, &self.attributes, self_closing);
    }

    fn text_chunk(&mut self, place: Place, text: &str, text_type: TextType, is_last: bool) {
        self.advance(place);
        if self.tree.hears_text() {
            self.text_type = text_type;
            self.text.push_str(text);
        }
        // Where no end tag follows, the page has ended in a title.
        if is_last && text_type != TextType::RCData {
            self.flush_text();
        }
    }

    fn flush_text(&mut self) {
        if self.text.is_empty() {
            return;
        }
        // Nearly all text is told as it stands.
        let is_plain = memchr::memchr2(0, b'&', self.text.as_bytes()).is_none();
        // A NUL in text is ignored (HTML §13.2.6.4.7).
        if !is_plain {
            self.text.retain(|c| c != '\0');
            if self.text.is_empty() {
                return;
            }
        }
        let text = match self.text_type {
            TextType::Data | TextType::RCData if !is_plain => references::unescape(self.text.as_str()),
            _ => Cow::Borrowed(self.text.as_str()),
        };
        match self.text_type {
            TextType::RCData | TextType::ScriptData => self.tree.raw_text(&text),
            TextType::RawText if self.tree.is_in_noscript() => {
                // What is beyond the limits of a page is not one.
                let events = noscript::read(&text).unwrap_or_default();
                events.into_iter().for_each(|event| self.tree.tell_again(event));
            }
            _ => self.tree.text(&text),
        }
        self.text.clear();
    }

    fn finish(mut self) -> Result<L, Error> {
        let end = self.window.end();
        self.advance(end..end);
        if self.tree.is_in_title() && !self.is_second_reading {
            return self.read_title();
        }
        self.flush_text();
        Ok(self.tree.finish())
    }

    /// The page is all title, as its end tag is missing: a browser shows nothing. Its first tag ends it here, and what
    /// follows is read as the page that it was meant to be; once, for the next title might lack its end too.
    fn read_title(mut self) -> Result<L, Error> {
        let rest = self.text.split_off(memchr::memchr(b'<', self.text.as_bytes()).unwrap_or(self.text.len()));
        self.flush_text();
        self.tree.end(Tag::Title);
        let mut parser = Parser::over(Self { is_second_reading: true, ..Self::new(self.tree) });
        parser.write(rest.as_bytes())?;
        parser.end()
    }
}

/// The value of an attribute as a browser has it: character references undone, and a NUL replaced (HTML §13.2.5.36).
fn unescape_attribute(value: Cow<'_, str>) -> Cow<'_, str> {
    // Nearly all values are told as they stand.
    match memchr::memchr2(0, b'&', value.as_bytes()) {
        None => value,
        Some(_) if !value.contains('\0') => references::unescape_attribute(value),
        Some(_) => references::unescape_attribute(value.replace('\0', "\u{fffd}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::StartTag;

    /// Every text in brackets.
    #[derive(Default)]
    struct Texts(String);

    impl Listener for Texts {
        fn start(&mut self, _: &StartTag<'_>) {}
        fn text(&mut self, text: &str) {
            self.0 += &format!("[{text}]");
        }
        fn raw_text(&mut self, text: &str) {
            self.text(text);
        }
        fn end(&mut self, _: Tag) {}
    }

    #[test]
    fn a_title_that_nobody_closed_ends_with_the_first_tag() {
        for (html, expected) in [
            ("<title>a &amp; b\n<p>c &lt;", "<title>a & b\n</title><p>c <</p>"),
            ("<title>a</titel><p>b<title>c<p>d", "<title>a</title><p>b<title>c<p>d</title></p>"),
            ("<title>a<b></title><p>c", "<title>a<b></title><p>c</p>"),
            ("<title>a", "<title>a</title>"),
            ("<textarea>a<p>b", "<textarea></textarea>"),
        ] {
            assert_eq!(crate::parse::testing::outline(html), expected, "{html}");
        }
    }

    #[test]
    fn a_page_that_nobody_closes_is_read_alike_in_pieces_of_any_size() {
        let open = "<p title='>'>é&amp;<!-- > --><i>中>".repeat(MANY_ELEMENTS);
        let page = format!("{open}<svg><title>a</title></svg><script><b>{open}</script><pre>{open}");
        let read = |size| {
            let mut parser = Parser::new(Texts::default());
            page.as_bytes().chunks(size).for_each(|chunk| parser.write(chunk).unwrap());
            assert!(parser.tokens.before > 0, "it never began anew");
            parser.end().unwrap().0
        };
        let whole = read(page.len());
        assert!(whole.starts_with("[é&][中>][é&]") && whole.ends_with("[中>][é&][中>]"));
        for size in [1_000, 4_099, 100_003] {
            assert!(read(size) == whole, "in chunks of {size}");
        }
    }

    #[test]
    fn a_text_node_is_told_once_wherever_its_characters_are_cut() {
        let page = "<title>a – b 𝄞</title><p>中&amp;文</b>𝄞</p>";
        for size in 1..page.len() {
            let mut parser = Parser::new(Texts::default());
            page.as_bytes().chunks(size).for_each(|chunk| parser.write(chunk).unwrap());
            assert_eq!(parser.end().unwrap().0, "[a – b 𝄞][中&文][𝄞]", "in chunks of {size}");
        }
    }
}
