//! The nesting that a browser gives, on the tags of HTML §13.2.6 that decide it.

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
        ("<table><caption>a<tr><td>b</table>", "<table><caption>a</caption><tbody><tr><td>b</td></tr></tbody></table>"),
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
