//! The stack of open elements: from tags as they are written to elements as they nest.
//!
//! The rules are those of HTML §13.2.6 that decide where text belongs: implied end tags, scopes, the parts of tables,
//! formatting elements that outlive the blocks they were opened in, foreign content, framesets. What needs to go back in
//! the page is left out: what a browser moves in front of a table is told where it stands.
//!
//! The standard closes a formatting element with the block around it and opens it again at the next text. Here it stays
//! open, asleep until that text comes: the listener is told the same, and no attributes need be kept.

mod foreign;

use super::noscript::Event;
use super::{Attributes, Listener, StartTag};
use crate::html::tag::Tag;

/// Elements open at once. Blink stops nesting at the same depth (`kMaximumHTMLParserDOMTreeDepth`): what would be
/// deeper becomes a sibling, and every search of the stack is bounded.
const MAX_OPEN_ELEMENTS: usize = 512;

/// Elements of one name that outlive their blocks: HTML §13.2.4.3, the "Noah's Ark clause". A page that closes no `font`
/// would otherwise nest everything it says in all of them.
const MAX_ASLEEP: usize = 3;

/// An element that is open.
#[derive(Debug, Clone, Copy)]
struct Open {
    /// [`Tag::Other`] is an element of SVG or MathML that means nothing here; in HTML such an element is not kept.
    tag: Tag,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    /// A formatting element whose block has ended: it begins again with the next text.
    Asleep,
    /// A form whose end tag came while other elements were open inside: it ends after them.
    Ended,
}

/// The form that is open (HTML §13.2.4.4, the form element pointer): forms do not nest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    None,
    /// At this depth.
    Open(usize),
    /// It ended with an element around it, but its end tag has not come.
    Left,
}

/// Builds the nesting of one page and tells a listener of it.
pub(crate) struct Tree<L> {
    listener: L,
    open: Vec<Open>,
    /// How deep the opaque element stands that is open: what is inside is not told.
    opaque: Option<usize>,
    /// Whether the element that began last is a script that holds text: of no other script is the raw text told.
    is_text_script: bool,
    /// Whether any element is asleep.
    any_asleep: bool,
    form: Form,
    /// The page's text has begun: a `body`, a `head` or a `frameset` comes too late.
    in_body: bool,
    /// The page is a frameset, and has no text.
    in_frameset: bool,
}

impl<L: Listener> Tree<L> {
    pub(crate) fn new(listener: L) -> Self {
        Self {
            listener,
            open: Vec::new(),
            opaque: None,
            is_text_script: false,
            any_asleep: false,
            form: Form::None,
            in_body: false,
            in_frameset: false,
        }
    }

    /// Whether the attributes of a start tag that comes next matter: it may be told, or end what it stands in by them.
    pub(crate) fn hears_start(&self, tag: Tag) -> bool {
        if self.is_foreign() { foreign::hears_start(tag) } else { tag != Tag::Other && !self.is_kept_inside(tag) }
    }

    /// Whether `tag` surely begins inside the opaque element that is open; of others, what it implies may end that.
    fn is_kept_inside(&self, tag: Tag) -> bool {
        use Tag::*;
        let Some(depth) = self.opaque else { return false };
        let is_kept = match self.open[depth].tag {
            Template => true,
            Object if tag == Embed => false,
            Object | Select => !tag.is_table_part() && !matches!(tag, Input | Table),
            _ => false,
        };
        is_kept && self.in_body && self.open.len() < MAX_OPEN_ELEMENTS
    }

    /// Whether text that comes next may be told, or read anew: most bytes of a page are scripts, and those are not.
    pub(crate) fn hears_text(&self) -> bool {
        self.opaque.is_none() || self.hears_raw_text() || self.is_in_title() || self.is_in_noscript()
    }

    fn hears_raw_text(&self) -> bool {
        self.is_in_opaque(Tag::Title) || self.is_text_script && self.is_in_opaque(Tag::Script)
    }

    /// Whether `tag` is the innermost open element, and the opaque one.
    fn is_in_opaque(&self, tag: Tag) -> bool {
        self.current() == Some(tag) && self.opaque.is_some_and(|depth| depth + 1 == self.open.len())
    }

    /// A start tag stands in the page.
    pub(crate) fn start(&mut self, tag: Tag, attributes: &Attributes, self_closing: bool) {
        if self.is_foreign() && self.start_foreign(tag, attributes, self_closing) {
            return;
        }
        // The standard's own words: "Change the token's tag name to img. (Don't ask.)"
        let tag = if tag == Tag::Image { Tag::Img } else { tag };
        if self.has_place(tag) {
            self.element(tag, attributes, self_closing);
        } else if tag == Tag::Frameset {
            self.in_frameset |= !self.in_body;
        } else if tag == Tag::Select {
            self.close(|open| open == Tag::Select, |_| false);
        }
    }

    fn element(&mut self, tag: Tag, attributes: &Attributes, self_closing: bool) {
        self.imply_ends(tag);
        if self.any_asleep {
            self.meet_sleepers(tag);
        }
        self.tell_start(tag, attributes);
        // Cells cannot be in a form that stands between them (HTML §13.2.6.4.9).
        let is_form_between_cells = tag == Tag::Form && self.current().is_some_and(is_table_structure);
        if is_form_between_cells {
            self.form = Form::Left;
        }
        if is_form_between_cells || self_closing && matches!(tag, Tag::Svg | Tag::Math) {
            self.tell_end(tag);
        } else if !tag.is_void() {
            self.is_text_script = tag == Tag::Script && is_text_script(attributes);
            self.push(tag, tag.is_opaque() && !(tag == Tag::Template && attributes.has("shadowrootmode")));
        }
    }

    /// A text node stands in the page.
    pub(crate) fn text(&mut self, text: &str) {
        if self.opaque.is_some() || self.in_frameset {
            return;
        }
        if !self.in_body && !text.trim_ascii().is_empty() {
            self.begin_body();
        }
        self.wake();
        self.listener.text(text);
    }

    /// The raw text of the opaque element that is open.
    pub(crate) fn raw_text(&mut self, text: &str) {
        if self.hears_raw_text() {
            self.listener.raw_text(text);
        }
    }

    /// Whether what stands here is the raw text of a `noscript` in the page's body.
    pub(crate) fn is_in_noscript(&self) -> bool {
        self.in_body && self.is_in_opaque(Tag::Noscript)
    }

    /// What stood in the raw text of the `noscript` that is open: from now on its inside is told.
    pub(crate) fn tell_again(&mut self, event: Event) {
        self.opaque = None;
        match event {
            Event::Start(tag, attributes) => self.start(tag, &attributes, false),
            Event::Text(text) => self.text(&text),
            Event::End(tag) => self.end(tag),
        }
    }

    /// Whether what stands here is the page's title.
    pub(crate) fn is_in_title(&self) -> bool {
        self.current() == Some(Tag::Title)
    }

    /// An end tag stands in the page; it may match nothing.
    pub(crate) fn end(&mut self, tag: Tag) {
        if self.is_foreign_element() && self.end_foreign(tag) {
            return;
        }
        match tag {
            Tag::Other | Tag::Body | Tag::Html => {}
            Tag::Br => self.start(tag, &Attributes::default(), false),
            // A stray end tag is a paragraph without text, and divides what stands around it.
            Tag::P if self.in_body && self.depth_of(|open| open == Tag::P, is_paragraph_barrier).is_none() => {
                self.empty_paragraph()
            }
            Tag::Form => self.end_form(),
            _ if tag.is_formatting() => self.end_formatting(tag),
            _ => {
                let same = |open: Tag| open == tag || open.is_heading() && tag.is_heading();
                self.close(same, end_barrier(tag));
            }
        }
    }

    /// The page is over: what is open ends.
    pub(crate) fn finish(mut self) -> L {
        while let Some(last) = self.open.len().checked_sub(1) {
            self.remove(last);
        }
        self.listener
    }

    fn tell_start(&mut self, tag: Tag, attributes: &Attributes) {
        if self.opaque.is_none_or(|depth| names_file(self.open[depth].tag, tag)) {
            self.listener.start(&StartTag { tag, attributes });
        }
    }

    fn tell_end(&mut self, tag: Tag) {
        if self.opaque.is_none() {
            self.listener.end(tag);
        }
    }

    fn tell_formula_start(&mut self, tag: Tag, attributes: &Attributes) {
        if self.opaque.is_none() {
            self.listener.formula_start(&StartTag { tag, attributes });
        }
    }

    fn tell_formula_end(&mut self) {
        if self.opaque.is_none() {
            self.listener.formula_end();
        }
    }

    fn current(&self) -> Option<Tag> {
        self.open.last().map(|open| open.tag)
    }

    fn push(&mut self, tag: Tag, is_opaque: bool) {
        if is_opaque && self.opaque.is_none() {
            self.opaque = Some(self.open.len());
        }
        if tag == Tag::Form {
            self.form = Form::Open(self.open.len());
        }
        self.open.push(Open { tag, state: State::Open });
    }

    fn open_implied(&mut self, tag: Tag) {
        self.tell_start(tag, &Attributes::default());
        self.push(tag, false);
    }

    /// Ends the element at `depth`; what is inside it goes on without it.
    fn remove(&mut self, depth: usize) {
        let tag = self.open.remove(depth).tag;
        self.opaque = match self.opaque {
            Some(at) if at == depth => None,
            Some(at) if at > depth => Some(at - 1),
            other => other,
        };
        self.form = match self.form {
            Form::Open(at) if at == depth => Form::Left,
            Form::Open(at) if at > depth => Form::Open(at - 1),
            other => other,
        };
        match tag {
            Tag::AnnotationXml => self.tell_end(Tag::Annotation),
            Tag::Other | Tag::Desc | Tag::ForeignObject => {}
            _ if tag.is_formula_part() || tag.is_foreign_point() => self.tell_formula_end(),
            _ => self.tell_end(tag),
        }
    }

    /// Ends the elements from `depth` on, innermost first. Formatting elements outlive their blocks, asleep, but not the
    /// cell or the opaque element they were opened in, nor what stands between the cells of a table.
    fn pop_to(&mut self, depth: usize) {
        let is_between_cells = depth > 0 && is_table_structure(self.open[depth - 1].tag);
        let limit = match self.open[depth..].iter().position(|open| is_marker(open.tag)) {
            _ if is_between_cells => depth,
            Some(marker) => depth + marker,
            None => self.open.len(),
        };
        let limit = self.opaque.map_or(limit, |at| limit.min(at.max(depth)));
        for at in (depth..self.open.len()).rev() {
            if at < limit && self.may_outlive(at) {
                self.open[at].state = State::Asleep;
                self.any_asleep = true;
            } else {
                self.remove(at);
            }
        }
        while let Some(Open { state: State::Ended, .. }) = self.open.last() {
            self.remove(self.open.len() - 1);
        }
    }

    /// Whether the element at `depth` is a formatting element, and there are not too many like it.
    fn may_outlive(&self, depth: usize) -> bool {
        let tag = self.open[depth].tag;
        tag.is_formatting() && self.open[..depth].iter().filter(|open| open.tag == tag).count() < MAX_ASLEEP
    }

    /// What was asleep begins again here.
    fn wake(&mut self) {
        if std::mem::take(&mut self.any_asleep) {
            for open in self.open.iter_mut().filter(|open| open.state == State::Asleep) {
                open.state = State::Open;
            }
        }
    }

    /// `tag` begins where formatting elements are asleep: it wakes them, or leaves them asleep, or, as cells have their
    /// own, ends them.
    fn meet_sleepers(&mut self, tag: Tag) {
        if tag.wakes_formatting() {
            self.wake();
        } else if matches!(tag, Tag::Table | Tag::Template) {
            for at in (0..self.open.len()).rev() {
                if self.open[at].state == State::Asleep {
                    self.remove(at);
                }
            }
            self.any_asleep = false;
        }
    }

    fn depth_of(&self, wanted: impl Fn(Tag) -> bool, barrier: impl Fn(Tag) -> bool) -> Option<usize> {
        let depth = self.open.iter().rposition(|open| wanted(open.tag) || barrier(open.tag))?;
        wanted(self.open[depth].tag).then_some(depth)
    }

    /// Ends the innermost open element that `wanted` accepts, and all inside it, unless `barrier` holds before it.
    fn close(&mut self, wanted: impl Fn(Tag) -> bool, barrier: impl Fn(Tag) -> bool) {
        if let Some(depth) = self.depth_of(wanted, barrier) {
            self.pop_to(depth);
        }
    }

    /// The adoption agency's outcome in one pass: the element ends, blocks open inside it go on without it, and so do
    /// other formatting elements.
    fn end_formatting(&mut self, tag: Tag) {
        let Some(depth) = self.depth_of(|open| open == tag, is_scope_barrier) else { return };
        let last_block = self.open.iter().rposition(|open| open.tag.is_special()).filter(|at| *at > depth);
        self.pop_to(last_block.unwrap_or(depth) + 1);
        for at in (depth + 1..last_block.unwrap_or(depth)).rev() {
            let inside = self.open[at].tag;
            if !inside.is_block() && !inside.is_special() && !inside.is_formatting() {
                self.remove(at);
            }
        }
        self.remove(depth);
    }

    /// A form's end tag ends the form alone: what is open inside it stays open, and in it.
    fn end_form(&mut self) {
        let Form::Open(depth) = std::mem::replace(&mut self.form, Form::None) else { return };
        let inside = &self.open[depth + 1..];
        if inside.iter().all(|open| open.tag.has_implied_end()) {
            self.pop_to(depth);
        } else if !inside.iter().any(|open| is_scope_barrier(open.tag)) {
            self.open[depth].state = State::Ended;
        }
    }

    fn empty_paragraph(&mut self) {
        self.tell_start(Tag::P, &Attributes::default());
        self.tell_end(Tag::P);
    }

    /// Whether a start tag means an element where it stands. Those that nothing treats by name are wrappers without
    /// meaning, and are not kept.
    fn has_place(&self, tag: Tag) -> bool {
        use Tag::*;
        match tag {
            _ if self.in_frameset => tag == Noframes,
            Frameset | Frame | Other | Annotation | AnnotationXml => false,
            _ if tag.is_foreign_point() || tag.is_formula_part() => false,
            Html | Head => !self.in_body && self.open.iter().all(|open| open.tag != tag),
            Body => !self.in_body,
            Form => self.form == self::Form::None,
            Select => !self.is_in_select(),
            _ if tag.is_table_part() => self.open.iter().any(|open| matches!(open.tag, Table | Template)),
            _ => true,
        }
    }

    fn is_in_select(&self) -> bool {
        self.opaque.is_some() && self.depth_of(|open| open == Tag::Select, is_scope_barrier).is_some()
    }

    fn begin_body(&mut self) {
        self.in_body = true;
        self.close(|open| open == Tag::Head, |_| false);
    }

    /// Ends what the start of `tag` ends without an end tag.
    fn imply_ends(&mut self, tag: Tag) {
        use Tag::*;
        if !self.in_body && !tag.is_head_content() && !matches!(tag, Html | Head) {
            self.begin_body();
        }
        if tag.closes_paragraph() {
            self.close(|open| open == P, is_paragraph_barrier);
        }
        if tag.is_heading() && self.current().is_some_and(Tag::is_heading) {
            self.pop_to(self.open.len() - 1);
        }
        let is_special = |open: Tag| open.is_special() && !matches!(open, Address | Div | P);
        match tag {
            Li => self.close(|open| open == Li, is_special),
            Dd | Dt => self.close(|open| matches!(open, Dd | Dt), is_special),
            A => self.end_formatting(A),
            Button => self.close(|open| open == Button, is_scope_barrier),
            Input if self.is_in_select() => self.close(|open| open == Select, |_| false),
            Choice | Optgroup => self.close(|open| open == Choice, Tag::is_special),
            Rb | Rt | Rtc | Rp => {
                self.close(|open| matches!(open, Rb | Rt | Rp), |open| open == Ruby || open.is_special());
            }
            Table => self.leave_table_structure(),
            _ if tag.is_table_part() => self.place_table_part(tag),
            _ => {}
        }
        // More than one, where a row or its group was opened for it.
        while self.open.len() >= MAX_OPEN_ELEMENTS && !tag.is_void() {
            self.remove(self.open.len() - 1);
        }
    }

    /// A table between the cells of another ends that one (HTML §13.2.6.4.9).
    fn leave_table_structure(&mut self) {
        let is_nearest = |open: Tag| open == Tag::Table || is_marker(open);
        if let Some(depth) = self.depth_of(is_nearest, |_| false)
            && self.open[depth].tag == Tag::Table
        {
            self.pop_to(depth);
        }
    }

    /// Ends what stands between `tag` and the part of the innermost table that may hold it, and opens the row group, the
    /// row and the column group that a browser puts around it.
    fn place_table_part(&mut self, tag: Tag) {
        use Tag::*;
        let holds = |open: Tag| match tag {
            Td | Th => matches!(open, Tr | Tbody | Thead | Tfoot | Table),
            Tr => matches!(open, Tbody | Thead | Tfoot | Table),
            Col => matches!(open, Colgroup | Table),
            _ => open == Table,
        };
        let Some(depth) = self.depth_of(holds, |open| open == Template) else { return };
        self.pop_to(depth + 1);
        let holder = self.open[depth].tag;
        match tag {
            Tr | Td | Th if holder == Table => self.open_implied(Tbody),
            Col if holder == Table => self.open_implied(Colgroup),
            _ => {}
        }
        if matches!(tag, Td | Th) && holder != Tr {
            self.open_implied(Tr);
        }
    }
}

/// The elements that hold the parts of a table and nothing else.
fn is_table_structure(tag: Tag) -> bool {
    use Tag::*;
    matches!(tag, Table | Tbody | Thead | Tfoot | Tr)
}

/// Elements whose formatting is their own: what is open outside does not begin again inside, nor the other way around
/// (HTML §13.2.4.3, markers).
fn is_marker(tag: Tag) -> bool {
    use Tag::*;
    matches!(tag, Caption | Object | Td | Template | Th)
}

/// Whether an element inside an opaque one says where that has its content from.
fn names_file(opaque: Tag, tag: Tag) -> bool {
    match opaque {
        Tag::Audio | Tag::Video => tag == Tag::Source,
        Tag::Object => tag == Tag::Embed,
        _ => false,
    }
}

/// Scripts that hold text: metadata, and the formulas of MathJax 2.
fn is_text_script(script: &Attributes) -> bool {
    let kind = script.get("type").unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim();
    ["application/ld+json", "math/tex"].iter().any(|kind| essence.eq_ignore_ascii_case(kind))
}

/// HTML §13.2.4.2, "has an element in scope".
fn is_scope_barrier(tag: Tag) -> bool {
    use Tag::*;
    is_marker(tag) || matches!(tag, AnnotationXml | Html | Select | Table) || tag.is_foreign_point()
}

/// HTML §13.2.4.2, "has a `p` element in button scope".
fn is_paragraph_barrier(tag: Tag) -> bool {
    tag == Tag::Button || is_scope_barrier(tag)
}

/// The elements that hide what is outside them from the end tag of `tag`.
fn end_barrier(tag: Tag) -> fn(Tag) -> bool {
    use Tag::*;
    match tag {
        Table | Template => |open| matches!(open, Html | Template),
        _ if tag.is_table_part() => |open| matches!(open, Html | Table | Template),
        P => is_paragraph_barrier,
        Li => |open| matches!(open, Ol | Ul) || is_scope_barrier(open),
        Plaintext | Xmp => Tag::is_special,
        _ if tag.is_special() || tag == Dialog => is_scope_barrier,
        // "Any other end tag": the first special element ends the search.
        _ => Tag::is_special,
    }
}

#[cfg(test)]
mod tests {
    use crate::html::tag::Tag;
    use crate::parse::testing::outline;
    use crate::parse::{Listener, Parser, StartTag};

    #[test]
    fn elements_nest_as_in_a_browser() {
        for (html, expected) in [
            ("<p>a<p>b</p>c", "<p>a</p><p>b</p>c"),
            ("<ul><li>a<li>b</ul>c", "<ul><li>a</li><li>b</li></ul>c"),
            ("<ul><li>a<ul><li>b</ul><li>c</ul>", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
            ("<dl><dt>a<dd>b<dt>c</dl>", "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>"),
            ("<div><p>a</div>b", "<div><p>a</p></div>b"),
            ("<p>a<div>b</p>c</div>d", "<p>a</p><div>b<p></p>c</div>d"),
            ("<a><div>a</a>b</div>c", "<a><div>a</a>b</div>c"),
            ("<span><div>a</span>b</div>c", "<span><div>ab</div>c</span>"),
            (
                "<table><tr><td>a<td>b<tr><td>c</table>d",
                "<table><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></tbody></table>d",
            ),
            (
                "<table><td>a<table><td>b</table>c</table>",
                "<table><tbody><tr><td>a<table><tbody><tr><td>b</td></tr></tbody></table>c</td></tr></tbody></table>",
            ),
            ("<table><td>a</div>b</table>", "<table><tbody><tr><td>ab</td></tr></tbody></table>"),
            ("<h2>a<h3>b</h2>c", "<h2>a</h2><h3>b</h3>c"),
            ("<a href=x>a<a href=y>b</a>", "<a>a</a><a>b</a>"),
            ("<head><title>t</title><p>a", "<head><title>t</title></head><p>a</p>"),
            ("<ruby>a<rt>b<rt>c</ruby>", "<ruby>a<rt>b</rt><rt>c</rt></ruby>"),
            ("<template shadowrootmode=open><p>a</template>b", "<template><p>a</p></template>b"),
            ("a</p>b</br>c", "a<p></p>b<br>c"),
            ("<b>a</i>b</b>", "<b>ab</b>"),
        ] {
            assert_eq!(outline(html), expected, "{html}");
        }
    }

    #[test]
    fn formatting_outlives_its_block() {
        for (html, expected) in [
            ("<p><a>a<p>b</a>c", "<p><a>a</p><p>b</a>c</p>"),
            ("<div><b>a</div>b</b>c", "<div><b>a</div>b</b>c"),
            ("<b><i>a</b>b</i>c", "<b><i>a</b>b</i>c"),
            ("<b><span>a</b>b</span>c", "<b><span>a</span></b>bc"),
            ("<b><span><p>a</b>b</span>c", "<b><span><p>a</span></b>bc</p>"),
            ("<p><b>a<table><td>b</table>c", "<p><b>a</p></b><table><tbody><tr><td>b</td></tr></tbody></table>c"),
            ("<table><td><b>a<td>b</table>c", "<table><tbody><tr><td><b>a</b></td><td>b</td></tr></tbody></table>c"),
            ("<table><tr><b><td>a</b></table>", "<table><tbody><tr><b></b><td>a</td></tr></tbody></table>"),
        ] {
            assert_eq!(outline(html), expected, "{html}");
        }
        let unclosed = outline(&"<p><font>a".repeat(9));
        assert_eq!(unclosed.matches("</font>").count(), 9);
        assert!(unclosed.ends_with("</p></font></font></font>"), "{unclosed}");
    }

    #[test]
    fn tables_hold_their_parts_alone() {
        for (html, expected) in [
            ("<div><td>a<tr>b</div>", "<div>ab</div>"),
            (
                "<table><caption>a<tr><td>b</table>",
                "<table><caption>a</caption><tbody><tr><td>b</td></tr></tbody></table>",
            ),
            (
                "<table><col><col><td>a</table>",
                "<table><colgroup><col><col></colgroup><tbody><tr><td>a</td></tr></tbody></table>",
            ),
            ("<table><tr><div>a<td>b</table>", "<table><tbody><tr><div>a</div><td>b</td></tr></tbody></table>"),
            (
                "<table><tr><table><td>a</table>",
                "<table><tbody><tr></tr></tbody></table><table><tbody><tr><td>a</td></tr></tbody></table>",
            ),
            ("<table><form><td>a</form></table>b", "<table><form></form><tbody><tr><td>a</td></tr></tbody></table>b"),
        ] {
            assert_eq!(outline(html), expected, "{html}");
        }
    }

    #[test]
    fn forms_do_not_nest_and_end_late() {
        for (html, expected) in [
            ("<form>a<form>b</form>c</form>d", "<form>ab</form>cd"),
            ("<form><div>a</form>b</div>c", "<form><div>ab</div></form>c"),
            ("<div><form>a</div>b<form>c</form><form>d", "<div><form>a</form></div>bc<form>d</form>"),
            ("<form><table><td>a</form>b</table>c", "<form><table><tbody><tr><td>ab</td></tr></tbody></table>c</form>"),
        ] {
            assert_eq!(outline(html), expected, "{html}");
        }
    }

    #[test]
    fn opaque_elements_end_with_what_is_around_them() {
        for (html, expected) in [
            ("<div><video><p>no</p></div>a", "<div><video></video></div>a"),
            ("<p><object><param><p>no</object>a", "<p><object></object>a</p>"),
            ("<select><option>no<select>a", "<select></select>a"),
            ("<select><option>no<input>a", "<select></select><input>a"),
            ("<button>a<button>b</button>c", "<button>a</button><button>b</button>c"),
            ("a<image>b", "a<img>b"),
            ("<video><source><track>no</video>a", "<video><source></video>a"),
            ("<object><param><embed>no</object>a", "<object><embed></object>a"),
        ] {
            assert_eq!(outline(html), expected, "{html}");
        }
    }

    /// The classes of all elements that are told.
    #[derive(Default)]
    struct Classes(String);

    impl Listener for Classes {
        fn start(&mut self, start: &StartTag<'_>) {
            self.0 += start.attributes.get("class").unwrap_or_default();
        }
        fn text(&mut self, _: &str) {}
        fn raw_text(&mut self, _: &str) {}
        fn end(&mut self, _: Tag) {}
    }

    #[test]
    fn what_ends_an_opaque_element_is_told_with_its_attributes() {
        for html in [
            "<p><video><div class=x>",
            "<table><td><object><p class=no><td class=x>",
            "<table><td><select><option class=no><td class=x>",
            "<select><option class=no><input class=x>",
            "<head><template><p class=x>",
            "<svg><g class=no><p class=x>",
            "<svg><font class=no><font color=a class=x>",
            "<math><mi class=no></mi><svg class=x>",
        ] {
            let mut parser = Parser::new(Classes::default());
            parser.write(html.as_bytes()).unwrap();
            assert_eq!(parser.end().unwrap().0, "x", "{html}");
        }
    }

    #[test]
    fn the_page_begins_once() {
        for (html, expected) in [
            ("<p>a</p><body><p>b", "<p>a</p><p>b</p>"),
            ("<html><head></head><body>a<head>b", "<html><head></head><body>ab</body></html>"),
            ("<p>a</p><frameset><frame>b</frameset>c", "<p>a</p>bc"),
            ("<frameset><frame></frameset><noframes><p>no</noframes>no", "<noframes></noframes>"),
            ("</p>a", "a"),
        ] {
            assert_eq!(outline(html), expected, "{html}");
        }
    }

    #[test]
    fn depth_is_bounded() {
        let deep = "<div>".repeat(10_000) + "text" + &"</i></div>".repeat(10_000);
        assert!(outline(&deep).contains("text"));
    }
}
