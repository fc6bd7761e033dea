//! The stack of open elements: from tags as they are written to elements as they nest.
//!
//! The rules are those of HTML §13.2.6 that decide where text belongs: implied end tags, scopes, the parts of tables,
//! and the end of a formatting element around open blocks. Foster parenting and the reconstruction of formatting
//! elements are left out: they move text that is already misplaced.

use super::{Attributes, Listener, StartTag};
use crate::html::tag::Tag;

/// Elements open at once. Blink stops nesting at the same depth (`kMaximumHTMLParserDOMTreeDepth`): what would be
/// deeper becomes a sibling, and every search of the stack is bounded.
const MAX_OPEN_ELEMENTS: usize = 512;

/// Builds the nesting of one page and tells a listener of it.
pub(crate) struct Tree<L> {
    listener: L,
    open: Vec<Tag>,
    /// The opaque element that is open, and how many of its own name inside it.
    opaque: Option<(Tag, usize)>,
    /// Whether the opaque element is one whose raw text is told.
    tells_raw_text: bool,
    no_attributes: Attributes,
}

impl<L: Listener> Tree<L> {
    pub(crate) fn new(listener: L) -> Self {
        Self { listener, open: Vec::new(), opaque: None, tells_raw_text: false, no_attributes: Attributes::default() }
    }

    /// Whether a start tag that comes next is told, with its attributes.
    pub(crate) fn hears_start(&self, tag: Tag) -> bool {
        self.opaque.is_none() && tag != Tag::Other
    }

    /// Whether text that comes next is told, as such or raw: most bytes of a page are scripts, and those are not.
    pub(crate) fn hears_text(&self) -> bool {
        self.opaque.is_none() || self.tells_raw_text
    }

    /// A start tag stands in the page.
    pub(crate) fn start(&mut self, tag: Tag, attributes: &Attributes, self_closing: bool) {
        if let Some((opaque, depth)) = &mut self.opaque {
            *depth += usize::from(*opaque == tag && !self_closing);
            return;
        }
        if tag == Tag::Other || matches!(tag, Tag::Html | Tag::Body | Tag::Head) && self.open.contains(&tag) {
            return;
        }
        self.imply_ends(tag);
        self.imply_table_parts(tag);
        self.listener.start(&StartTag { tag, attributes });
        let shadow_root = tag == Tag::Template && attributes.has("shadowrootmode");
        if tag.is_void() || self_closing && tag == Tag::Svg {
            return;
        }
        if tag.is_opaque() && !shadow_root {
            self.opaque = Some((tag, 0));
            self.tells_raw_text = tag == Tag::Title || tag == Tag::Script && is_json_ld(attributes);
        } else {
            self.open.push(tag);
        }
    }

    /// A text node stands in the page.
    pub(crate) fn text(&mut self, text: &str) {
        if self.opaque.is_none() {
            if self.open.last() == Some(&Tag::Head) && !text.trim_ascii().is_empty() {
                self.pop();
            }
            self.listener.text(text);
        }
    }

    /// The raw text of the opaque element that is open.
    pub(crate) fn raw_text(&mut self, text: &str) {
        if self.opaque.is_some() && self.tells_raw_text {
            self.listener.raw_text(text);
        }
    }

    /// An end tag stands in the page; it may match nothing.
    pub(crate) fn end(&mut self, tag: Tag) {
        if let Some((opaque, depth)) = self.opaque {
            if opaque == tag {
                self.opaque = depth.checked_sub(1).map(|depth| (tag, depth));
                if self.opaque.is_none() {
                    self.listener.end(tag);
                }
            }
            return;
        }
        match tag {
            Tag::Other | Tag::Body | Tag::Html => {}
            Tag::Br => self.listener.start(&StartTag { tag, attributes: &self.no_attributes }),
            _ if tag.is_formatting() => self.end_formatting(tag),
            _ => {
                let barrier = end_barrier(tag);
                let same = |open: Tag| open == tag || open.is_heading() && tag.is_heading();
                self.close(same, barrier);
            }
        }
    }

    /// The page is over: what is open ends.
    pub(crate) fn finish(mut self) -> L {
        if let Some((tag, _)) = self.opaque.take() {
            self.listener.end(tag);
        }
        while !self.open.is_empty() {
            self.pop();
        }
        self.listener
    }

    fn pop(&mut self) {
        if let Some(tag) = self.open.pop() {
            self.listener.end(tag);
        }
    }

    /// Ends the innermost open element that `wanted` accepts, and all inside it, unless `barrier` holds before it.
    fn close(&mut self, wanted: impl Fn(Tag) -> bool, barrier: impl Fn(Tag) -> bool) {
        for (depth, &open) in self.open.iter().enumerate().rev() {
            if wanted(open) {
                while self.open.len() > depth {
                    self.pop();
                }
                return;
            }
            if barrier(open) {
                return;
            }
        }
    }

    /// The adoption agency's outcome in one pass: the element ends, blocks open inside it go on without it.
    fn end_formatting(&mut self, tag: Tag) {
        let Some(depth) = self.open.iter().rposition(|&open| open == tag || is_scope_barrier(open)) else { return };
        if self.open[depth] != tag {
            return;
        }
        if self.open[depth..].iter().any(|open| open.is_block()) {
            self.open.remove(depth);
            self.listener.end(tag);
        } else {
            self.open[depth..].iter().rev().for_each(|&open| self.listener.end(open));
            self.open.truncate(depth);
        }
    }

    /// Ends what the start of `tag` ends without an end tag.
    fn imply_ends(&mut self, tag: Tag) {
        if self.open.last() == Some(&Tag::Head) && !tag.is_head_content() {
            self.pop();
        }
        if tag.closes_paragraph() {
            self.close(|open| open == Tag::P, is_paragraph_barrier);
        }
        if tag.is_heading() && self.open.last().is_some_and(|open| open.is_heading()) {
            self.pop();
        }
        let is_special = |open: Tag| open.is_block() && !matches!(open, Tag::Address | Tag::Div | Tag::P);
        match tag {
            Tag::Li => self.close(|open| open == Tag::Li, is_special),
            Tag::Dd | Tag::Dt => self.close(|open| matches!(open, Tag::Dd | Tag::Dt), is_special),
            Tag::A => self.end_formatting(Tag::A),
            Tag::Choice | Tag::Optgroup => self.close(|open| open == Tag::Choice, Tag::is_block),
            Tag::Rb | Tag::Rt | Tag::Rtc | Tag::Rp => {
                self.close(
                    |open| matches!(open, Tag::Rb | Tag::Rt | Tag::Rp),
                    |open| open == Tag::Ruby || open.is_block(),
                );
            }
            _ if tag.is_table_part() => self.close_table_parts(tag),
            _ => {}
        }
        if self.open.len() >= MAX_OPEN_ELEMENTS && !tag.is_void() {
            self.pop();
        }
    }

    /// Ends the parts of the innermost table that cannot hold `tag`.
    fn close_table_parts(&mut self, tag: Tag) {
        use Tag::*;
        let ended = |open: Tag| match tag {
            Td | Th => matches!(open, Td | Th),
            Tr => matches!(open, Tr | Td | Th | Caption | Colgroup),
            _ => open.is_table_part() && !(tag == Col && open == Colgroup),
        };
        let table = self.open.iter().rposition(|&open| matches!(open, Table | Template)).unwrap_or(0);
        if let Some(inner) = self.open[table..].iter().position(|&open| ended(open)) {
            while self.open.len() > table + inner {
                self.pop();
            }
        }
    }

    /// Opens the row group and the row that a browser puts around a bare row or cell.
    fn imply_table_parts(&mut self, tag: Tag) {
        use Tag::*;
        let current = self.open.last().copied();
        if matches!(tag, Tr | Td | Th) && current == Some(Table) {
            self.open_implied(Tbody);
        }
        if matches!(tag, Td | Th) && matches!(self.open.last(), Some(Tbody | Thead | Tfoot)) {
            self.open_implied(Tr);
        }
    }

    fn open_implied(&mut self, tag: Tag) {
        self.listener.start(&StartTag { tag, attributes: &self.no_attributes });
        self.open.push(tag);
    }
}

fn is_json_ld(script: &Attributes) -> bool {
    let kind = script.get("type").unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/ld+json")
}

/// HTML §13.2.4.2, "has an element in scope".
fn is_scope_barrier(tag: Tag) -> bool {
    use Tag::*;
    matches!(tag, Caption | Html | Table | Td | Template | Th)
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
        _ if tag.is_block() || tag == Button => is_scope_barrier,
        // "Any other end tag": the first special element ends the search.
        _ => Tag::is_block,
    }
}

#[cfg(test)]
mod tests {
    use crate::parse::testing::outline;

    #[test]
    fn elements_nest_as_in_a_browser() {
        for (html, expected) in [
            ("<p>a<p>b</p>c", "<p>a</p><p>b</p>c"),
            ("<ul><li>a<li>b</ul>c", "<ul><li>a</li><li>b</li></ul>c"),
            ("<ul><li>a<ul><li>b</ul><li>c</ul>", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
            ("<dl><dt>a<dd>b<dt>c</dl>", "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>"),
            ("<div><p>a</div>b", "<div><p>a</p></div>b"),
            ("<p>a<div>b</p>c</div>d", "<p>a</p><div>bc</div>d"),
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
            ("<svg><p>no</p><svg></svg>no</svg>a", "<svg></svg>a"),
            ("<template shadowrootmode=open><p>a</template>b", "<template><p>a</p></template>b"),
            ("a</p>b</br>c", "ab<br>c"),
            ("<b>a</i>b</b>", "<b>ab</b>"),
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
