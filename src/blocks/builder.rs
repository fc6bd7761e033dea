//! Listens to the page and builds its arena.

mod captions;
mod elements;
mod embeds;
mod formulas;
mod inline;
mod listing;
mod notes;
mod pictures;

use super::embed::Embed;
use super::writer::{Manner, Run, Writer};
use super::{Arena, BlockId, Kind};
use crate::Error;
use crate::html::attributes::Attributes;
use crate::html::tag::Tag;
use crate::html::url::Url;
use crate::parse::{Listener, StartTag};
use embeds::Embeds;
use formulas::Formula;
use listing::Listing;
use notes::{Mark, Notes, SetApart, SideNote};
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
    /// The page's own address.
    page: Option<Url>,
    /// The base URL of relative addresses; `None` where the page's address is not known.
    base: Option<Url>,
    has_base_element: bool,
    /// How many `pre` and its like are open.
    preformatted: usize,
    /// A `pre` has just begun: its first line feed is not content (HTML §13.2.6.4.7).
    at_start_of_pre: bool,
    pictures: Pictures,
    embeds: Embeds,
    /// How many captions are open.
    captions: usize,
    /// The formula that is open, and one whose TeX is still to come.
    formula: Option<Formula>,
    waiting: Option<Formula>,
    /// Whether formulas may stand in the text as they were typed.
    has_typed_formulas: bool,
    /// The TeX of the formula that was written last; empty where something else came after it.
    drawn: String,
    /// A script is open that holds TeX.
    in_tex_script: bool,
    /// How many elements are open in which MathJax 3 draws a formula.
    mathjax: usize,
    /// How many elements are open whose insides are ornaments.
    ornaments: usize,
    /// The code that is open.
    listing: Option<Listing>,
    notes: Notes,
    /// The link to a note that is open.
    mark: Option<Mark>,
    side_note: Option<SideNote>,
    /// Notes that stood in the run that is being written, and the buffer that one is written into.
    set_apart: Vec<SetApart>,
    set_apart_markup: String,
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
    standing: Standing,
    /// The element that it is meant as.
    meant: Tag,
    /// It names whom a picture is from.
    is_credit: bool,
    /// What a script makes of it, to stand behind what it says itself.
    widget: Option<Box<Embed>>,
}

/// What a block-level element of the page is to the arena.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// A block.
    Block,
    /// A line of code.
    Line { is_blank: bool },
    /// Nothing: what is inside stands in the block around.
    Transparent,
    /// Nothing, with all that is inside.
    Ornament,
}

impl Builder {
    /// A builder for a page whose relative addresses are relative to `base`.
    pub(crate) fn new(base: Option<Url>) -> Self {
        Self {
            arena: Arena::new(),
            writer: Writer::default(),
            open: Vec::new(),
            page: base.clone(),
            base,
            has_base_element: false,
            preformatted: 0,
            at_start_of_pre: false,
            pictures: Pictures::default(),
            embeds: Embeds::default(),
            captions: 0,
            formula: None,
            waiting: None,
            has_typed_formulas: true,
            drawn: String::new(),
            in_tex_script: false,
            mathjax: 0,
            ornaments: 0,
            listing: None,
            notes: Notes::default(),
            mark: None,
            side_note: None,
            set_apart: Vec::new(),
            set_apart_markup: String::new(),
            controls: 0,
            in_noscript: false,
            in_permalink: false,
        }
    }

    /// A builder for what was kept of a page: the formulas that were typed there are no text in it, and what is text stays.
    /// It is no page with an address: a link to where it was found leads there, and not to itself.
    pub(crate) fn of_kept(base: Option<Url>) -> Self {
        Self { has_typed_formulas: false, page: None, ..Self::new(base) }
    }

    /// The arena, and the base URL that the page's addresses were relative to.
    ///
    /// # Errors
    /// [`Error::Limit`] where there is more to keep than a page may have.
    pub(crate) fn finish(mut self) -> Result<(Arena, Option<Url>), Error> {
        if self.arena.is_full() {
            return Err(self.arena.excess());
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
        if !self.set_apart.is_empty() {
            self.push_set_apart();
        }
        if self.embeds.are_waiting() {
            self.place_embeds();
        }
    }

    fn end_text(&mut self) {
        if self.waiting.is_some() {
            self.write_waiting();
        }
        if self.side_note.is_some() {
            self.end_side_note();
        }
        if self.preformatted == 0 {
            self.writer.trim_end(&mut self.arena);
        }
        if let Some(run) = self.writer.end_run(&mut self.arena) {
            self.push_run(run);
        }
    }

    fn push_run(&mut self, run: Run) {
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

    fn seen_text(&mut self, text: &str) {
        let follows_formula = !self.drawn.is_empty() || self.waiting.is_some();
        if follows_formula && !text.trim_ascii().is_empty() {
            self.write_waiting();
            self.drawn.clear();
        }
        let line = if self.at_start_of_pre { text.strip_prefix('\n').unwrap_or(text) } else { text };
        if self.listing.is_some() {
            self.listing_text(line);
        } else if self.preformatted > 0 {
            self.writer.preformatted(&mut self.arena, line);
        } else {
            if self.pictures.are_waiting(self.in_noscript) && !text.trim_ascii().is_empty() {
                self.pictures.pass_text(self.in_noscript);
            }
            self.prose(text);
        }
    }

    /// A `br`: in code and the like it ends a line, and two in a row end a paragraph.
    fn line_break(&mut self) {
        self.write_waiting();
        if self.preformatted > 0 {
            if !self.is_unseen("\n") {
                self.seen_text("\n");
            }
        } else if self.writer.line_break() {
            self.end_run();
        }
    }

    /// Whether text here is no content: in a control, hidden, the sign of a permalink, or beyond the arena's limit.
    fn is_unseen(&self, text: &str) -> bool {
        self.controls > 0
            || self.ornaments > 0
            || self.writer.is_hidden()
            || self.arena.is_full()
            || self.in_permalink && is_sign(text)
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
            Tag::Br => self.line_break(),
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
            Tag::Math => self.start_math(attributes),
            Tag::Annotation => self.start_annotation(attributes),
            Tag::MjxContainer | Tag::MathRenderer => {
                self.mathjax += usize::from(tag == Tag::MjxContainer);
                let manner = Manner { holds_tex: tag == Tag::MathRenderer, ..Manner::default() };
                self.writer.open(tag, "", String::new(), manner);
            }
            Tag::Script => self.in_tex_script = attributes.get("type").is_some_and(formulas::is_tex_script),
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
        if self.formula_text(text) {
            return;
        }
        if !self.is_unseen(text) {
            self.seen_text(text);
        }
        self.at_start_of_pre = false;
    }

    fn raw_text(&mut self, text: &str) {
        if std::mem::take(&mut self.in_tex_script) {
            self.tex_script(text);
        }
    }

    fn formula_start(&mut self, start: &StartTag<'_>) {
        self.start_formula_part(start);
    }

    fn formula_end(&mut self) {
        self.end_formula_part();
    }

    fn end(&mut self, tag: Tag) {
        match tag {
            Tag::Math => self.end_math(),
            Tag::Annotation => self.end_annotation(),
            Tag::MjxContainer | Tag::MathRenderer => {
                self.mathjax -= usize::from(tag == Tag::MjxContainer);
                self.writer.close(&mut self.arena, tag);
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
                self.end_inline(tag);
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
        assert_eq!(runs("<h2>Tolls<a href=#fn1>*</a></h2>"), ["Tolls<sup><a href=\"#fn-1\">*</a></sup>"]);
        assert_eq!(runs("<p><a href=#a>Tolls</a>"), ["<a href=\"https://e.org/#a\">Tolls</a>"]);
    }

    #[test]
    fn formulas_keep_their_tex() {
        let tex = "<annotation encoding=application/x-tex>a^2</annotation>";
        let written = |tex: &str, name: &str| format!("<math alttext=\"{tex}\"><mi>{name}</mi></math>");
        assert_eq!(runs(&format!("<math><mi>a</mi>{tex}</math>")), [written("a^2", "a")]);
        assert_eq!(runs(&format!("<math>{tex}</math>")), ["<code class=\"language-tex\">a^2</code>"]);
        assert_eq!(runs("<math alttext='b^2'><mi>b</mi></math>"), [written("b^2", "b")]);
        assert_eq!(runs("<math><mi>c</mi><annotation>no</annotation></math>"), ["<math><mi>c</mi></math>"]);
        assert_eq!(runs("<math>d</math>"), ["d"]);
        assert_eq!(runs("<p hidden>a<span style='display: none'><math><mi>d</mi></math></span>"), ["a"]);
    }

    #[test]
    fn what_is_not_drawn_is_not_written() {
        assert_eq!(runs("<p>a<span hidden>b</span><img src=c style='display: none'><button>d</button>"), ["a"]);
        assert_eq!(runs("<details><summary><button>a</button></summary></details>"), ["a"]);
    }
}
