//! Listens to the page and keeps what may be metadata.

use crate::html::tag::Tag;
use crate::parse::{Attributes, Listener, StartTag};

use super::byline::may_be_line;
use super::evidence::{
    Evidence, Kind, Line, MAX_CONTENT, MAX_JSON_LD, MAX_LINES, MAX_MARKS, MAX_METAS, MAX_TEXT, Mark, Place,
};
use super::hints::{Hints, Reader};
use super::lexicon::is_profile_segment;
use super::names::after_label;
use super::text::{collapse_onto, cut};

/// How many images are kept to find the lead image among.
const MAX_IMAGES: usize = 40;

/// An image whose `width` or `height` is said to be less is an icon.
const MIN_IMAGE_SIDE: u32 = 120;

/// Longer lines are prose, in bytes.
const MAX_LINE: usize = 300;

/// The shortest text of a link that is the title of an entry, in characters without white space; of who wrote or of a
/// section it is shorter.
const MIN_ENTRY: usize = 25;

/// What stands between an entry's title and its date, in characters.
const ENTRY_GAP: usize = 30;

/// What is kept of prose, in bytes: an agency's dateline stands at its start.
const MAX_DATELINE: usize = 90;

/// Gathers the evidence on one page.
#[derive(Debug, Default)]
pub(crate) struct Collector {
    pub(super) evidence: Evidence,
    open: Vec<Open>,
    names: Reader,
    /// The marks that are open, by their place in the evidence.
    writing: Vec<usize>,
    /// Open elements that nobody sees.
    hidden: usize,
    /// Visible characters so far, white space left out.
    position: usize,
    line: String,
    /// The last line, where it was nothing but a byline's label.
    label: Option<String>,
    line_start: usize,
    /// A tag stood between the last text and the next.
    boundary: bool,
    /// The last link, by its characters; its end is not known while it is open.
    link: Option<(usize, usize)>,
    raw: Option<Tag>,
    json_ld_bytes: usize,
}

/// An open element.
#[derive(Debug)]
struct Open {
    tag: Tag,
    mark: Option<usize>,
    hides: bool,
    place: Place,
    in_article: bool,
    in_quote: bool,
}

impl Listener for Collector {
    fn start(&mut self, start: &StartTag<'_>) {
        let (tag, attributes) = (start.tag, start.attributes);
        self.boundary = true;
        if tag.is_block() || matches!(tag, Tag::Br | Tag::Hr) {
            self.end_line();
        }
        match tag {
            Tag::Meta => self.meta(attributes),
            Tag::Link => self.link(attributes),
            Tag::Img => self.image(attributes),
            Tag::Html | Tag::Body | Tag::Article | Tag::Main => self.language(attributes),
            Tag::Title => self.raw = Some(tag),
            // The scripts that are told hold metadata, or a formula.
            Tag::Script => self.raw = (!attributes.get("type").is_some_and(is_formula)).then_some(tag),
            _ => {}
        }
        if !tag.is_void() {
            self.open_element(tag, attributes);
        }
    }

    fn text(&mut self, text: &str) {
        if self.hidden > 0 {
            return;
        }
        self.count_scripts(text);
        let boundary = std::mem::take(&mut self.boundary);
        collapse_onto(&mut self.line, text, boundary, MAX_TEXT);
        for &mark in &self.writing {
            let mark = &mut self.evidence.marks[mark];
            let boundary = boundary && !matches!(mark.kind, Kind::Headline | Kind::Heading | Kind::Titled);
            collapse_onto(&mut mark.text, text, boundary, MAX_TEXT);
        }
    }

    fn raw_text(&mut self, text: &str) {
        match self.raw {
            Some(Tag::Title) if self.evidence.title.is_empty() => {
                collapse_onto(&mut self.evidence.title, text, false, MAX_TEXT);
            }
            Some(Tag::Script) if self.json_ld_bytes + text.len() <= MAX_JSON_LD => {
                self.json_ld_bytes += text.len();
                self.evidence.json_ld.push(text.to_owned());
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: Tag) {
        self.boundary = true;
        if tag.is_block() {
            self.end_line();
        }
        // An inline element may end while blocks inside it are open: it leaves the middle of the stack.
        let Some(depth) = self.open.iter().rposition(|open| open.tag == tag) else { return };
        let open = self.open.remove(depth);
        self.hidden -= usize::from(open.hides);
        if tag == Tag::A
            && let Some((_, end)) = self.link.as_mut()
        {
            *end = self.position.min(*end);
        }
        if let Some(mark) = open.mark {
            self.writing.retain(|&writing| writing != mark);
            self.evidence.marks[mark].end = self.position;
        }
    }
}

impl Collector {
    fn open_element(&mut self, tag: Tag, attributes: &Attributes) {
        let hides = is_hidden(attributes);
        let hints = self.names.hints(attributes);
        let (mut place, mut in_article) = self.open.last().map_or_else(Default::default, |o| (o.place, o.in_article));
        // Who is quoted, or whose post is embedded, wrote something else.
        let in_quote = tag == Tag::Blockquote || self.open.last().is_some_and(|open| open.in_quote);
        in_article |= matches!(tag, Tag::Article | Tag::Main);
        place = place.max(place_of(tag, hints, in_article));
        let kind = if self.hidden > 0 || hides || in_quote { None } else { self.kind_of(tag, attributes, hints) };
        if tag == Tag::A && self.hidden == 0 {
            let is_person = matches!(kind, Some(Kind::Author | Kind::Profile | Kind::User));
            self.link = (!is_person).then_some((self.position, usize::MAX));
        }
        let mark = kind.and_then(|kind| self.open_mark(kind, attributes, hints, place));
        self.hidden += usize::from(hides);
        self.open.push(Open { tag, mark, hides, place, in_article, in_quote });
    }

    fn kind_of(&self, tag: Tag, attributes: &Attributes, hints: Hints) -> Option<Kind> {
        use Tag::*;
        let property = attributes.get("itemprop").or_else(|| attributes.get("property")).unwrap_or_default();
        let is_property = |name: &str| property.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case(name));
        match tag {
            H1 => Some(Kind::Headline),
            Html | Body | Main | Article | Form | Title | Script | Style | Svg | Button | Ul | Ol => None,
            _ if is_property("datePublished") => Some(Kind::Published),
            _ if is_property("dateModified") => Some(Kind::Modified),
            _ if is_property("headline") => Some(Kind::Headline),
            _ if is_property("author") || is_property("creator") => Some(Kind::Author),
            Time => Some(Kind::Time),
            A if has_word(attributes, "rel", "author") => Some(Kind::Author),
            _ if hints.user => Some(Kind::User),
            A if is_profile(attributes.get("href").unwrap_or_default()) => Some(Kind::Profile),
            A if self.is_writing(&[Kind::Byline, Kind::Author]) => Some(Kind::Link),
            _ if hints.titled && (tag.is_heading() || matches!(tag, Div | P | Span | Strong | Td)) => {
                Some(Kind::Titled)
            }
            _ if hints.byline => Some(Kind::Byline),
            _ if hints.dated || hints.updated => Some(Kind::Dated),
            H2 | H3 => Some(Kind::Heading),
            // Elements that scripts define for times, and old markup that keeps the time in a title.
            Abbr if attributes.get("title").is_some_and(has_digit) => Some(Kind::Dated),
            Custom | Other if attributes.has("datetime") => Some(Kind::Time),
            _ => None,
        }
    }

    fn is_writing(&self, kinds: &[Kind]) -> bool {
        self.writing.iter().any(|&mark| kinds.contains(&self.evidence.marks[mark].kind))
    }

    fn open_mark(&mut self, kind: Kind, attributes: &Attributes, hints: Hints, place: Place) -> Option<usize> {
        let entry = self.entry(self.position);
        let marks = &mut self.evidence.marks;
        if marks.len() >= MAX_MARKS && kind != Kind::Headline || marks.len() >= 2 * MAX_MARKS {
            return None;
        }
        let value = attributes.get("datetime").or_else(|| attributes.get("content"));
        let titled =
            || attributes.get("title").filter(|title| matches!(kind, Kind::Time | Kind::Dated) && has_digit(title));
        let value = value.or_else(titled);
        marks.push(Mark {
            kind,
            text: String::new(),
            value: value.map(|value| cut(value, MAX_TEXT).to_owned()),
            href: attributes.get("href").filter(|href| href.len() <= MAX_CONTENT).map(str::to_owned),
            start: self.position,
            end: self.position,
            updated: hints.updated,
            place,
            entry,
        });
        let mark = marks.len() - 1;
        self.writing.push(mark);
        Some(mark)
    }

    /// The link that makes what stands at `start` an entry of a list of other pages: it stands in it or right behind.
    fn entry(&self, start: usize) -> Option<(usize, usize)> {
        let (from, end) = self.link?;
        // Of a link that is open the title stands before the date: a date alone in a link is the page's own as often.
        let end = end.min(start);
        (end >= from + MIN_ENTRY && start <= end + ENTRY_GAP).then_some((from, end))
    }

    /// The same of a line that begins at `start` and is over: the link may stand in it.
    fn entry_in_line(&self, start: usize) -> Option<(usize, usize)> {
        let (from, end) = self.link.map(|(from, end)| (from, end.min(self.position)))?;
        (end >= from + MIN_ENTRY && start <= end + ENTRY_GAP && self.position <= end + ENTRY_GAP).then_some((from, end))
    }

    fn meta(&mut self, attributes: &Attributes) {
        let Some(content) = attributes.get("content").filter(|content| !content.trim().is_empty()) else { return };
        let content = cut(content, MAX_CONTENT);
        let property = attributes.get("itemprop");
        if property == Some("name")
            && let Some(&author) = self.writing.iter().rev().find(|&&at| self.evidence.marks[at].kind == Kind::Author)
        {
            self.evidence.marks[author].value = Some(content.to_owned());
        }
        let names = ["property", "name", "http-equiv"].into_iter().filter_map(|name| attributes.named(name));
        let names = names
            .map(str::to_ascii_lowercase)
            .chain(property.map(|name| format!("item:{}", name.to_ascii_lowercase())));
        for name in names {
            if self.evidence.metas.len() < MAX_METAS {
                self.evidence.metas.push((name, content.to_owned()));
            }
        }
    }

    fn link(&mut self, attributes: &Attributes) {
        let Some(href) = attributes.get("href").filter(|href| href.len() <= MAX_CONTENT) else { return };
        if has_word(attributes, "rel", "canonical") {
            self.evidence.canonical.get_or_insert_with(|| href.to_owned());
        }
        if has_word(attributes, "rel", "image_src") {
            self.evidence.image_link.get_or_insert_with(|| href.to_owned());
        }
    }

    fn image(&mut self, attributes: &Attributes) {
        let side = |name| attributes.named(name).and_then(|side| side.trim_end_matches("px").parse::<u32>().ok());
        let small = ["width", "height"].into_iter().filter_map(side).any(|side| side < MIN_IMAGE_SIDE);
        let outside = self.open.last().is_some_and(|open| open.place != Place::Main);
        let source = attributes.get("src").filter(|src| src.len() <= MAX_CONTENT && !src.starts_with("data:"));
        if let Some(source) = source.filter(|_| !small && !outside && self.hidden == 0)
            && self.evidence.images.len() < MAX_IMAGES
        {
            self.evidence.images.push((self.position, source.to_owned()));
        }
    }

    fn language(&mut self, attributes: &Attributes) {
        let lang = attributes.get("lang").or_else(|| attributes.get("xml:lang"));
        if let Some(lang) = lang.filter(|lang| !lang.trim().is_empty()) {
            self.evidence.lang.get_or_insert_with(|| cut(lang.trim(), MAX_TEXT).to_owned());
        }
        if let Some(dir) = attributes.get("dir") {
            self.evidence.dir.get_or_insert_with(|| cut(dir.trim(), MAX_TEXT).to_ascii_lowercase());
        }
    }

    fn count_scripts(&mut self, text: &str) {
        let scripts = &mut self.evidence.scripts;
        // All text comes here: ASCII is counted by bytes, many at once, and other characters where there are any.
        let (mut shown, mut letters, mut wide) = (0_u32, 0, 0);
        for byte in text.trim_ascii().bytes() {
            shown += u32::from(byte.is_ascii() && !matches!(byte, b'\t'..=b'\r' | b' '));
            letters += u32::from(byte.is_ascii_alphabetic());
            wide += u32::from(!byte.is_ascii());
        }
        self.position += shown as usize;
        scripts.latin += letters;
        if wide == 0 {
            return;
        }
        for character in text.chars().filter(|c| !c.is_ascii() && !c.is_whitespace()) {
            self.position += 1;
            match character {
                '\u{c0}'..='\u{24f}' => scripts.latin += 1,
                '\u{370}'..='\u{3ff}' => scripts.greek += 1,
                '\u{400}'..='\u{52f}' => scripts.cyrillic += 1,
                '\u{590}'..='\u{5ff}' => scripts.hebrew += 1,
                '\u{600}'..='\u{6ff}' => scripts.arabic += 1,
                '\u{900}'..='\u{97f}' => scripts.devanagari += 1,
                '\u{e00}'..='\u{e7f}' => scripts.thai += 1,
                '\u{3040}'..='\u{30ff}' => scripts.kana += 1,
                '\u{3400}'..='\u{9fff}' => scripts.han += 1,
                '\u{ac00}'..='\u{d7a3}' => scripts.hangul += 1,
                _ => {}
            }
        }
    }

    /// A line of the page is over: it is kept if it may say who or when.
    fn end_line(&mut self) {
        for &mark in &self.writing {
            let text = &mut self.evidence.marks[mark].text;
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
        }
        let start = std::mem::replace(&mut self.line_start, self.position);
        if self.line.trim().is_empty() {
            self.line.clear();
            return;
        }
        let mut text = std::mem::take(&mut self.line);
        if text.len() > MAX_LINE {
            text.truncate(cut(&text, MAX_DATELINE).len());
        }
        // A label alone in its line belongs to the next one.
        if let Some(label) = self.label.take() {
            text = format!("{label} {text}");
        }
        let behind_label = after_label(&text);
        if behind_label.is_some_and(|rest| !rest.chars().any(char::is_alphanumeric)) {
            self.label = Some(text);
            return;
        }
        let place = self.open.last().map_or(Place::Main, |open| open.place);
        if self.evidence.lines.len() < MAX_LINES && (behind_label.is_some() || may_be_line(&text)) {
            text.truncate(text.trim_end().len());
            let entry = self.entry_in_line(start);
            self.evidence.lines.push(Line { text, start, place, entry });
        } else {
            // The next line is written into the same memory.
            text.clear();
            self.line = text;
        }
    }
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

fn is_hidden(attributes: &Attributes) -> bool {
    let style = attributes.get("style").unwrap_or_default();
    // React streams parts of a page into hidden boxes of this name, and a script puts them into their places.
    let is_streamed = || attributes.get("id").is_some_and(|id| id.starts_with("S:"));
    attributes.has("hidden") && !is_streamed()
        || !style.is_empty()
            && style.split(';').any(|rule| {
                rule.split_once(':').is_some_and(|(name, value)| {
                    name.trim().eq_ignore_ascii_case("display")
                        && value.trim().get(..4).is_some_and(|value| value.eq_ignore_ascii_case("none"))
                })
            })
}

/// Whether a script's type says that it holds a formula (MathJax 2).
fn is_formula(kind: &str) -> bool {
    kind.trim_start().get(..5).is_some_and(|kind| kind.eq_ignore_ascii_case("math/"))
}

fn place_of(tag: Tag, hints: Hints, in_article: bool) -> Place {
    match tag {
        // It is told only where it is long: some forums write their threads there and nowhere else.
        Tag::Noscript => Place::Aside,
        Tag::Nav | Tag::Aside | Tag::Footer if !(tag == Tag::Footer && in_article) => Place::Aside,
        Tag::Html | Tag::Body | Tag::Main | Tag::Article | Tag::A | Tag::Time => Place::Main,
        _ if hints.aside => Place::Aside,
        Tag::Header if !in_article => Place::Header,
        _ => Place::Main,
    }
}

fn has_word(attributes: &Attributes, name: &str, word: &str) -> bool {
    attributes.named(name).unwrap_or_default().split_ascii_whitespace().any(|found| found.eq_ignore_ascii_case(word))
}

/// Whether the path of an address has the segment of a person's page, and one more segment after it.
fn is_profile(href: &str) -> bool {
    if href.len() > MAX_CONTENT {
        return false;
    }
    let href = href.as_bytes();
    if memchr::memchr_iter(b'?', href).any(|at| href[at..].starts_with(b"?author=")) {
        return true;
    }
    let path = path_of(href);
    let mut segments = path.split(|byte| *byte == b'/').filter(|segment| !segment.is_empty());
    let found = segments.any(is_profile_segment);
    found && segments.next().is_some() || path.iter().find(|byte| **byte != b'/') == Some(&b'@')
}

/// The path of an address, absolute or relative, without its query.
fn path_of(href: &[u8]) -> &[u8] {
    let path = match href.windows(2).position(|pair| pair == b"//") {
        Some(at) => memchr::memchr(b'/', &href[at + 2..]).map_or(&[][..], |slash| &href[at + 2 + slash + 1..]),
        None => href,
    };
    &path[..memchr::memchr2(b'?', b'#', path).unwrap_or(path.len())]
}
