//! Line 5: one `article` element with what is known of the article in a `header` of ordinary HTML, as anyone can read
//! it who has never heard of this format.
//!
//! It opens a CommonMark HTML block, which ends at the first blank line; so the whole of it stands on one line.

use super::title::normalised;
use crate::html::escape::{push_attribute, push_text};
use crate::html::grammar::{is_language, link};
use crate::{Author, Content, Metadata, Moment};

/// The text of line 5, without its line end: the content in its `article`, after a `header` with byline, published
/// time and site, each where it is known.
pub fn article(metadata: &Metadata, content: &Content) -> String {
    let mut html = String::with_capacity(content.html.len() + 512);
    html.push_str("<article");
    push_optional(&mut html, "lang", metadata.lang.as_deref().filter(|lang| is_language(lang)));
    push_optional(&mut html, "dir", metadata.dir);
    html.push('>');
    push_header(&mut html, metadata);
    push_on_one_line(&mut html, &content.html);
    html.push_str("</article>");
    html
}

fn push_header(html: &mut String, metadata: &Metadata) {
    let start = html.len();
    html.push_str("<header>");
    let empty = html.len();
    push_byline(html, metadata.byline.as_deref(), &metadata.authors);
    if let Some(published) = &metadata.published {
        push_time(html, published);
    }
    let site = metadata.site.as_deref().map(normalised).filter(|site| !site.is_empty());
    if let Some(site) = site {
        html.push_str("<p><cite>");
        push_text(html, &site);
        html.push_str("</cite></p>");
    }
    if html.len() == empty {
        html.truncate(start);
    } else {
        html.push_str("</header>");
    }
}

/// The byline as printed, with its names marked; the names alone where no line is printed.
fn push_byline(html: &mut String, byline: Option<&str>, authors: &[Author]) {
    let names: Vec<(String, Option<&str>)> = authors
        .iter()
        .map(|author| (normalised(&author.name), author.href.as_deref()))
        .filter(|(name, _)| !name.is_empty())
        .collect();
    let printed = byline.map(normalised).filter(|byline| !byline.is_empty()).unwrap_or_else(|| {
        let names: Vec<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
        names.join(", ")
    });
    if printed.is_empty() {
        return;
    }
    html.push_str("<p>");
    let mut rest = printed.as_str();
    for (name, href) in &names {
        // A name that the line does not print is not added to it.
        let Some(at) = find_ignoring_case(rest, name) else { continue };
        push_text(html, &rest[..at]);
        push_author(html, &rest[at..at + name.len()], *href);
        rest = &rest[at + name.len()..];
    }
    push_text(html, rest);
    html.push_str("</p>");
}

fn push_author(html: &mut String, name: &str, href: Option<&str>) {
    html.push_str("<a rel=\"author\"");
    push_optional(html, "href", href.and_then(|href| link(href, None)).as_deref());
    html.push('>');
    push_text(html, name);
    html.push_str("</a>");
}

/// Where `name` stands in `line`; bylines are often printed in capitals.
fn find_ignoring_case(line: &str, name: &str) -> Option<usize> {
    let name = name.as_bytes();
    // A match starts and ends at whole characters: only ASCII letters differ in it.
    line.as_bytes().windows(name.len()).position(|window| window.eq_ignore_ascii_case(name))
}

fn push_time(html: &mut String, moment: &Moment) {
    let datetime = normalised(&moment.datetime);
    let printed = normalised(&moment.printed);
    let shown = if printed.is_empty() { &datetime } else { &printed };
    if shown.is_empty() {
        return;
    }
    html.push_str("<p><time");
    push_optional(html, "datetime", Some(&datetime));
    html.push('>');
    push_text(html, shown);
    html.push_str("</time></p>");
}

fn push_optional(html: &mut String, name: &str, value: Option<&str>) {
    if let Some(value) = value.map(normalised).filter(|value| !value.is_empty()) {
        push_attribute(html, name, &value);
    }
}

/// Appends well-formed HTML, every value of it quoted and its `<` and `>` escaped, without its line breaks: those of a
/// `pre` are written as references, one in other text or in a value is a space.
fn push_on_one_line(out: &mut String, html: &str) {
    let mut rest = html;
    let (mut in_tag, mut depth_of_pre) = (false, 0_usize);
    while memchr::memchr2(b'\n', b'\r', rest.as_bytes()).is_some() {
        let Some(at) = rest.find(['\n', '\r', '<', '>']) else { break };
        let (before, here) = rest.split_at(at);
        out.push_str(before);
        let line_break = here.starts_with(['\n', '\r']);
        if line_break {
            out.push_str(if depth_of_pre > 0 && !in_tag { "&#10;" } else { " " });
        } else {
            in_tag = here.starts_with('<');
            depth_of_pre += usize::from(here.starts_with("<pre>") || here.starts_with("<pre "));
            depth_of_pre = depth_of_pre.saturating_sub(usize::from(here.starts_with("</pre>")));
            out.push_str(&here[..1]);
        }
        rest = &here[if here.starts_with("\r\n") { 2 } else { 1 }..];
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(html: &str) -> String {
        let mut out = String::new();
        push_on_one_line(&mut out, html);
        out
    }

    fn author(name: &str, href: Option<&str>) -> Author {
        Author { name: name.to_owned(), href: href.map(str::to_owned) }
    }

    #[test]
    fn line_breaks_are_spaces_but_in_pre() {
        assert_eq!(line("<p>a\nb\r\nc\rd</p>"), "<p>a b c d</p>");
        assert_eq!(
            line("<pre lang=\"a\nb\">a\n\n<b>b\r\n</b>c\rd</pre>\n<img alt=\"x\ny\">"),
            "<pre lang=\"a b\">a&#10;&#10;<b>b&#10;</b>c&#10;d</pre> <img alt=\"x y\">"
        );
        assert_eq!(line("<p>one line</p>"), "<p>one line</p>");
    }

    #[test]
    fn the_header_holds_what_is_known_in_order() {
        let metadata = Metadata {
            byline: Some("Text: MIRA  Okafor & Li Wen, Bergen".to_owned()),
            authors: vec![
                author("Mira Okafor", Some("https://daily.example/by/mira?a=1&b=2")),
                author("Nobody Else", None),
                author("Li Wen", Some("javascript:alert(1)")),
            ],
            published: Some(Moment { datetime: "2024-06-13T08:05:00+02:00".into(), printed: "13 June,\n8:05".into() }),
            site: Some("The <Daily>".to_owned()),
            lang: Some("en".to_owned()),
            dir: Some("ltr"),
            ..Metadata::default()
        };
        let content = Content { html: "<p>Text.</p>".to_owned(), ..Content::default() };
        assert_eq!(
            article(&metadata, &content),
            "<article lang=\"en\" dir=\"ltr\"><header><p>Text: \
             <a rel=\"author\" href=\"https://daily.example/by/mira?a=1&amp;b=2\">MIRA Okafor</a> &amp; \
             <a rel=\"author\">Li Wen</a>, Bergen</p>\
             <p><time datetime=\"2024-06-13T08:05:00+02:00\">13 June, 8:05</time></p>\
             <p><cite>The &lt;Daily&gt;</cite></p></header><p>Text.</p></article>"
        );
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        let content = Content { html: "<p>Text.</p>".to_owned(), ..Content::default() };
        assert_eq!(article(&Metadata::default(), &content), "<article><p>Text.</p></article>");
        let blank = Metadata { byline: Some(" \u{200b}".into()), site: Some(String::new()), ..Metadata::default() };
        assert_eq!(article(&blank, &content), "<article><p>Text.</p></article>");
        let names = Metadata { authors: vec![author("张伟", None), author("李娜", None)], ..Metadata::default() };
        assert_eq!(
            article(&names, &Content::default()),
            "<article><header><p><a rel=\"author\">张伟</a>, <a rel=\"author\">李娜</a></p></header></article>"
        );
        let day = Moment { datetime: "2024-06-13".to_owned(), printed: String::new() };
        assert_eq!(
            article(&Metadata { published: Some(day), ..Metadata::default() }, &Content::default()),
            "<article><header><p><time datetime=\"2024-06-13\">2024-06-13</time></p></header></article>"
        );
    }
}
