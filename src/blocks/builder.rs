//! Listens to the page and builds its arena.

mod captions;
mod embeds;
mod pictures;

use super::arena::MAX_MARKUP;
use super::embed::{self, Embed};
use super::writer::Writer;
use super::{Arena, BlockId, Kind};
use crate::Error;
use crate::html::attributes::Attributes;
use crate::html::escape::push_attribute;
use crate::html::tag::Tag;
use crate::html::url::Url;
use crate::html::{grammar, visibility};
use crate::parse::{Listener, StartTag};
use embeds::Embeds;
use pictures::Pictures;

/// Landmark roles that are no content (WAI-ARIA 1.2).
const BOILERPLATE_ROLES: [&str; 12] = [
    "alert",
    "alertdialog",
    "banner",
    "complementary",
    "contentinfo",
    "dialog",
    "menu",
    "menubar",
    "navigation",
    "search",
    "tablist",
    "toolbar",
];

/// Values of `itemprop` and `property` that mark an article's text (schema.org, RDFa).
const CONTENT_PROPERTIES: [&str; 4] = ["articlebody", "content:encoded", "reviewbody", "schema:articlebody"];

/// Inline elements written inside each other; what is deeper is written without its tags. See the serializer, which
/// bounds the blocks around them.
const MAX_INLINE_NESTING: usize = 32;

/// A longer `base` is no address of a folder, in bytes: every link of the page would be as long.
const MAX_BASE: usize = 2048;

/// What an address gains where it is made absolute, and the tag around it, in bytes: seldom more.
const ROOM_FOR_ORIGIN: usize = 48;

/// Builds the arena of one page.
pub(crate) struct Builder {
    arena: Arena,
    writer: Writer,
    /// The blocks that are open; the root, which is not among them, always is.
    open: Vec<OpenBlock>,
    /// The base URL of relative addresses; `None` where the page's address is not known.
    base: Option<Url>,
    has_base_element: bool,
    /// How many `pre` and its like are open.
    preformatted: usize,
    /// A `pre` has just begun: its first line feed is not content (HTML §13.2.6.4.7).
    at_start_of_pre: bool,
    pictures: Pictures,
    embeds: Embeds,
    math: Option<Math>,
    /// How many captions are open.
    captions: usize,
    /// How many buttons are open whose text is a control, not content.
    controls: usize,
    /// A `noscript` is open: with scripts, nobody sees what stands inside.
    in_noscript: bool,
    /// A link is open that leads from a heading to itself: its text is the heading's, its sign is not.
    in_permalink: bool,
}

/// A block that is open in the page.
struct OpenBlock {
    tag: Tag,
    id: BlockId,
    /// Whether white space in it is kept.
    keeps_space: bool,
    /// The element that it is meant as.
    meant: Tag,
    /// It names whom a picture is from.
    is_credit: bool,
    /// What a script makes of it, to stand behind what it says itself.
    widget: Option<Box<Embed>>,
}

/// A formula that is open: its TeX where it has one, or its text.
#[derive(Debug, Default)]
struct Math {
    tex: String,
    /// Its `alttext`, where LaTeXML and Wikipedia write the TeX.
    alternative: String,
    plain: String,
    in_tex: bool,
    in_annotation: bool,
}

impl Builder {
    /// A builder for a page whose relative addresses are relative to `base`.
    pub(crate) fn new(base: Option<Url>) -> Self {
        Self {
            arena: Arena::new(),
            writer: Writer::default(),
            open: Vec::new(),
            base,
            has_base_element: false,
            preformatted: 0,
            at_start_of_pre: false,
            pictures: Pictures::default(),
            embeds: Embeds::default(),
            math: None,
            captions: 0,
            controls: 0,
            in_noscript: false,
            in_permalink: false,
        }
    }

    /// The arena, and the base URL that the page's addresses were relative to.
    ///
    /// # Errors
    /// [`Error::Limit`] where there is more to keep than a page may have.
    pub(crate) fn finish(mut self) -> Result<(Arena, Option<Url>), Error> {
        if self.arena.is_full() {
            return Err(Error::Limit { what: "bytes of links and text to keep", limit: MAX_MARKUP });
        }
        self.end_run();
        self.sum();
        Ok((self.arena, self.base))
    }

    fn current(&self) -> BlockId {
        self.open.last().map_or(BlockId::ROOT, |open| open.id)
    }

    /// Sums the statistics of runs into the elements around them: children come after their parents.
    fn sum(&mut self) {
        for id in self.arena.ids().rev().filter(|id| *id != BlockId::ROOT) {
            let (parent, statistics) = (self.arena.get(id).parent, self.arena.get(id).statistics);
            self.arena.get_mut(parent).statistics += statistics;
        }
    }

    fn end_run(&mut self) {
        self.end_text();
        if self.embeds.are_waiting() {
            self.place_embeds();
        }
    }

    fn end_text(&mut self) {
        if self.preformatted == 0 {
            self.writer.trim_end(&mut self.arena);
        }
        let Some(run) = self.writer.end_run(&mut self.arena) else { return };
        if run.statistics.characters == 0 && run.statistics.images == 0 {
            return;
        }
        let parent = self.current();
        let id = self.arena.push(Kind::Run, parent);
        self.arena.set_markup(id, run.start);
        let hidden = self.arena.get(parent).hidden || self.in_noscript;
        let block = self.arena.get_mut(id);
        block.statistics = run.statistics;
        block.hidden = hidden;
    }

    fn start_block(&mut self, tag: Tag, attributes: &Attributes) {
        self.end_run();
        let parent = self.current();
        // A summary means something as a child of details alone.
        let is_stray = tag == Tag::Summary && self.arena.tag(parent) != Some(Tag::Details);
        let meant = if is_stray { Tag::Div } else { captions::meant(tag, attributes) };
        let id = self.arena.push(Kind::Element(meant), parent);
        let start = self.arena.markup_mut().len();
        grammar::push_attributes(self.arena.markup_mut(), tag, attributes, self.base.as_ref());
        self.arena.set_markup(id, start);
        self.arena.set_names(id, tag, attributes.get("class"), attributes.get("id"));
        let hidden = self.arena.get(parent).hidden || self.in_noscript || visibility::is_hidden(attributes);
        let is_credit = self.is_credit(attributes);
        let block = self.arena.get_mut(id);
        block.statistics.elements = 1;
        block.is_post = tag == Tag::Blockquote && embed::is_post(attributes);
        block.hidden = hidden;
        block.is_marked_content = is_marked_content(tag, attributes);
        block.is_marked_boilerplate = attributes.get("role").is_some_and(|role| is_listed(role, &BOILERPLATE_ROLES));
        if !tag.is_void() {
            let keeps_space = tag.is_preformatted() && self.open.iter().all(|open| self.may_hold_pre(open));
            self.preformatted += usize::from(keeps_space);
            self.at_start_of_pre = keeps_space;
            let widget = Embed::widget(attributes).map(Box::new);
            self.captions += usize::from(meant == Tag::Figcaption);
            self.open.push(OpenBlock { tag, id, keeps_space, meant, is_credit, widget });
            if is_credit {
                self.writer.open(Tag::Small, "small", String::from("<small>"), false, false);
            }
        }
    }

    /// A `pre` in a heading or a paragraph is written as part of its text, and its white space collapses with it.
    fn may_hold_pre(&self, open: &OpenBlock) -> bool {
        open.keeps_space || !self.arena.tag(open.id).is_some_and(Tag::holds_phrases)
    }

    fn end_block(&mut self, tag: Tag) {
        self.end_run();
        if self.open.last().is_some_and(|open| open.tag == tag && open.is_credit) {
            self.writer.close(&mut self.arena, Tag::Small);
        }
        if let Some(open) = self.open.pop_if(|open| open.tag == tag) {
            self.preformatted -= usize::from(open.keeps_space);
            self.captions -= usize::from(open.meant == Tag::Figcaption);
            if let Some(widget) = open.widget {
                self.embed(*widget);
            }
        }
    }

    fn start_inline(&mut self, tag: Tag, attributes: &Attributes) {
        let href = attributes.get("href").map(str::trim).filter(|href| tag == Tag::A && !href.is_empty());
        self.in_permalink |= href.is_some_and(|href| self.is_permalink(href));
        // With an address in it, a start tag grows once.
        let mut start = String::with_capacity(href.map_or(0, |href| href.len() + ROOM_FOR_ORIGIN));
        let is_credit = tag != Tag::A && self.is_credit(attributes);
        if is_credit {
            self.writer.space();
        }
        let name = if is_credit { "small" } else { grammar::inline_name(tag).unwrap_or_default() };
        let has_place = self.writer.has_place(tag) && self.writer.depth() < MAX_INLINE_NESTING;
        if !name.is_empty() && has_place && !(self.in_permalink && tag == Tag::A) {
            start.push('<');
            start.push_str(name);
            let bare = start.len();
            grammar::push_attributes(&mut start, tag, attributes, self.base.as_ref());
            start.push('>');
            // These mean nothing without an attribute that the grammar allows.
            if start.len() == bare + 1 && matches!(tag, Tag::A | Tag::Span) && !is_credit {
                start.clear();
            }
        }
        let is_link = href.is_some() && !self.in_permalink;
        self.writer.open(tag, name, start, is_link, visibility::is_hidden(attributes));
    }

    /// Whether a link leads from a heading to a place on the same page: to itself, so that it can be copied.
    fn is_permalink(&self, href: &str) -> bool {
        href.starts_with('#')
            && !grammar::is_footnote_link(href)
            && self.open.iter().any(|open| self.arena.tag(open.id).is_some_and(Tag::is_heading))
    }

    /// The first `base` element with an address decides (HTML §4.2.3).
    fn base_element(&mut self, attributes: &Attributes) {
        let is_base = |href: &&str| !self.has_base_element && href.len() <= MAX_BASE;
        let Some(href) = attributes.get("href").filter(is_base) else { return };
        let resolved = match &self.base {
            Some(base) => base.join(href),
            None => Url::parse(href),
        };
        if let Some(url) = resolved.filter(Url::is_web) {
            self.base = Some(url);
            self.has_base_element = true;
        }
    }

    fn end_math(&mut self) {
        let Some(math) = self.math.take() else { return };
        let tex = if math.tex.is_empty() { math.alternative.trim() } else { math.tex.trim() };
        if tex.is_empty() {
            self.writer.text(&mut self.arena, &math.plain);
        } else {
            let mut start = String::from("<code");
            push_attribute(&mut start, "class", "language-tex");
            start.push('>');
            self.writer.open(Tag::Math, "code", start, false, false);
            self.writer.text(&mut self.arena, tex);
            self.writer.close(&mut self.arena, Tag::Math);
        }
    }

    /// Whether text here is no content: in a control, hidden, the sign of a permalink, or beyond the arena's limit.
    fn is_unseen(&self, text: &str) -> bool {
        self.controls > 0 || self.writer.is_hidden() || self.arena.is_full() || self.in_permalink && is_sign(text)
    }

    /// A button inside a heading or a summary opens a section, and its text is the heading's; any other is a control.
    fn is_control(&self) -> bool {
        !self.open.iter().any(|open| open.tag.is_heading() || matches!(open.tag, Tag::Summary | Tag::Dt))
    }
}

impl Listener for Builder {
    fn start(&mut self, start: &StartTag<'_>) {
        if self.arena.is_full() {
            return;
        }
        let StartTag { tag, attributes } = *start;
        self.at_start_of_pre = false;
        if tag.is_control() {
            let current = self.current();
            self.arena.get_mut(current).statistics.controls += 1;
        }
        match tag {
            Tag::Base => self.base_element(attributes),
            Tag::Br if self.preformatted > 0 => self.writer.preformatted(&mut self.arena, "\n"),
            Tag::Br => {
                if self.writer.line_break() {
                    self.end_run();
                }
            }
            Tag::Wbr => self.writer.word_break(&mut self.arena),
            Tag::Img => self.image(attributes),
            Tag::Source => self.source(attributes),
            Tag::Iframe | Tag::Embed | Tag::Object => self.frame(attributes),
            Tag::Audio | Tag::Video => self.start_media(attributes),
            Tag::Picture => {
                self.pictures.start_picture();
                self.start_holder(tag, attributes);
            }
            Tag::Noscript => {
                self.end_run();
                self.in_noscript = true;
            }
            Tag::Math => {
                let alternative = attributes.get("alttext").unwrap_or_default().to_owned();
                self.math = Some(Math { alternative, ..Math::default() });
            }
            Tag::Annotation => {
                if let Some(math) = &mut self.math {
                    math.in_annotation = true;
                    math.in_tex =
                        attributes.get("encoding").is_some_and(|e| e.eq_ignore_ascii_case("application/x-tex"));
                }
            }
            Tag::Button => self.controls += usize::from(self.is_control() || self.controls > 0),
            _ if tag.is_block() => {
                if tag == Tag::Figcaption {
                    self.place_held();
                }
                self.start_block(tag, attributes);
                self.start_holder(tag, attributes);
            }
            _ if tag.is_opaque() || tag.is_void() => {}
            _ => {
                self.start_inline(tag, attributes);
                self.start_holder(tag, attributes);
            }
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(math) = &mut self.math {
            match (math.in_tex, math.in_annotation) {
                (true, _) => math.tex.push_str(text),
                (false, false) => math.plain.push_str(text),
                (false, true) => {}
            }
        } else if self.is_unseen(text) {
        } else if self.preformatted > 0 {
            let text = if self.at_start_of_pre { text.strip_prefix('\n').unwrap_or(text) } else { text };
            self.writer.preformatted(&mut self.arena, text);
        } else {
            if self.pictures.are_waiting(self.in_noscript) && !text.trim_ascii().is_empty() {
                self.pictures.pass_text(self.in_noscript);
            }
            self.writer.text(&mut self.arena, text);
        }
        self.at_start_of_pre = false;
    }

    fn raw_text(&mut self, _text: &str) {}

    fn end(&mut self, tag: Tag) {
        match tag {
            Tag::Math => self.end_math(),
            Tag::Annotation => {
                if let Some(math) = &mut self.math {
                    (math.in_annotation, math.in_tex) = (false, false);
                }
            }
            Tag::Picture => {
                self.pictures.end_picture();
                self.end_holder(tag);
            }
            Tag::Noscript => {
                self.end_run();
                self.in_noscript = false;
                self.end_fallback();
            }
            Tag::Audio | Tag::Video => self.end_media(),
            Tag::Button => self.controls = self.controls.saturating_sub(1),
            _ if tag.is_block() => {
                self.end_holder(tag);
                self.end_block(tag);
            }
            _ if tag.is_opaque() => {}
            _ => {
                self.end_holder(tag);
                self.in_permalink &= tag != Tag::A;
                self.writer.close(&mut self.arena, tag);
            }
        }
    }
}

/// What a permalink shows instead of words: `#`, `¶`, `§`.
fn is_sign(text: &str) -> bool {
    !text.chars().any(char::is_alphanumeric)
}

fn is_marked_content(tag: Tag, attributes: &Attributes) -> bool {
    tag == Tag::Main
        || attributes.get("role").is_some_and(|role| role.trim().eq_ignore_ascii_case("main"))
        || ["itemprop", "property"]
            .iter()
            .any(|name| attributes.named(name).is_some_and(|value| is_listed(value, &CONTENT_PROPERTIES)))
}

fn is_listed(value: &str, list: &[&str]) -> bool {
    value.split_ascii_whitespace().any(|token| list.iter().any(|known| known.eq_ignore_ascii_case(token)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::Parser;

    /// The runs of a page, each as it is written.
    fn runs(html: &str) -> Vec<String> {
        let mut parser = Parser::new(Builder::new(Url::parse("https://e.org/")));
        parser.write(html.as_bytes()).unwrap();
        let (arena, _) = parser.end().unwrap().finish().unwrap();
        arena.ids().filter(|id| arena.get(*id).kind == Kind::Run).map(|id| arena.markup(id).to_owned()).collect()
    }

    #[test]
    fn blocks_and_double_breaks_end_runs() {
        for (html, expected) in [
            ("a<div>b</div>c", &["a", "b", "c"][..]),
            ("a<br>b<br> <br>c<br>", &["a<br>b", "c"]),
            ("<b>a<p>b</p>c</b>d", &["<b>a</b>", "<b>b</b>", "<b>c</b>d"]),
            ("<i>a<b>b</i>c</b>", &["<i>a<b>b</b></i><b>c</b>"]),
            ("<b> </b><p> </p><p>\u{3000}&nbsp;</p>", &[]),
            ("<p>\u{3000}\u{3000}a\u{3000}b<p>&nbsp; &nbsp;c", &["a\u{3000}b", "c"]),
            ("<p>a <!-- b -->\n <span>c</span> , d", &["a c , d"]),
            ("<pre>\n a\n\tb</pre>", &[" a&#10;\tb"]),
        ] {
            assert_eq!(runs(html), expected, "{html}");
        }
    }

    #[test]
    fn permalinks_are_no_links() {
        assert_eq!(runs("<h2><a href=#a>Tolls</a> <a href=#a>¶</a></h2>"), ["Tolls"]);
        assert_eq!(runs("<h2>Tolls<a href=#fn1>*</a></h2>"), ["Tolls<a href=\"#fn-1\">*</a>"]);
        assert_eq!(runs("<p><a href=#a>Tolls</a>"), ["<a href=\"https://e.org/#a\">Tolls</a>"]);
    }

    #[test]
    fn formulas_are_their_tex() {
        let tex = "<annotation encoding=application/x-tex>a^2</annotation>";
        assert_eq!(runs(&format!("<math><mi>a</mi>{tex}</math>")), ["<code class=\"language-tex\">a^2</code>"]);
        assert_eq!(runs("<math alttext='b^2'><mi>b</mi></math>"), ["<code class=\"language-tex\">b^2</code>"]);
        assert_eq!(runs("<math><mi>c</mi><annotation>no</annotation></math>"), ["c"]);
    }

    #[test]
    fn what_is_not_drawn_is_not_written() {
        assert_eq!(runs("<p>a<span hidden>b</span><img src=c style='display: none'><button>d</button>"), ["a"]);
        assert_eq!(runs("<details><summary><button>a</button></summary></details>"), ["a"]);
    }
}
