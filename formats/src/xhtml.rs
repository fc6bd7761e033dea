//! The closed grammar as XHTML that a book may hold (EPUB 3.3 §6.1).
//!
//! Three kinds of things that a capture has are not allowed there: images on other servers, which become links to them
//! unless the book has them itself;
//! values that HTML's checkers know the form of and pages get wrong (dates, addresses of sources); and `align`, which is
//! a style.

use std::fmt::Write as _;

use crate::markup::{Element, Node, VOID, push_escaped, read};

/// The formats of images that every reading system draws (EPUB 3.3 §3.2).
const IMAGES: [&str; 4] = ["data:image/png;", "data:image/jpeg;", "data:image/gif;", "data:image/webp;"];
/// Elements whose names mean nothing here: their insides stay.
const UNWRAPPED: [&str; 5] = ["article", "header", "rb", "rtc", "address"];
const MATHML: &str = "http://www.w3.org/1998/Math/MathML";

/// What a chapter holds, as far as the list of its files has to say so.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Body {
    pub xhtml: String,
    pub has_formulas: bool,
    /// Whether what is written next stands in a link, in which no other may.
    in_link: bool,
}

/// Where the images of a book lie. No address of the closed grammar begins so: all of them have a scheme.
pub(crate) const IMAGE_FOLDER: &str = "images/";

/// HTML in the closed grammar as XHTML. Values of `lang` are given as XML's too. `images` says where in the book the image
/// of an address is.
pub(crate) fn body(html: &str, images: &dyn Fn(&str) -> Option<String>) -> Body {
    let mut body = Body::default();
    let mut nodes = read(html);
    place_images(&mut nodes, images);
    push_nodes(&mut body, &nodes);
    body
}

fn place_images(nodes: &mut [Node<'_>], images: &dyn Fn(&str) -> Option<String>) {
    for node in nodes {
        let Node::Element(element) = node else { continue };
        place_images(&mut element.children, images);
        if element.name != "img" {
            continue;
        }
        for (name, value) in &mut element.attributes {
            if *name == "src"
                && let Some(place) = images(value)
            {
                *value = place;
            }
        }
    }
}

fn push_nodes(body: &mut Body, nodes: &[Node<'_>]) {
    for node in nodes {
        match node {
            Node::Text(text) => push_escaped(&mut body.xhtml, text),
            Node::Element(element) => push_element(body, element),
        }
    }
}

fn push_element(body: &mut Body, element: &Element<'_>) {
    let name = match element.name {
        name if UNWRAPPED.contains(&name) => return push_nodes(body, &element.children),
        "img" if !is_kept(element) => return push_image_link(body, element),
        // A name without an address, and a time in a form of the page's own.
        "a" if element.get("href").is_none() || body.in_link => "span",
        "time" => "span",
        name => name,
    };
    let _ = write!(body.xhtml, "<{name}");
    if name == "math" {
        body.has_formulas = true;
        let _ = write!(body.xhtml, " xmlns=\"{MATHML}\"");
    }
    push_attributes(body, element, name);
    if VOID.contains(&name) {
        body.xhtml.push_str("/>");
        return;
    }
    body.xhtml.push('>');
    let outside = body.in_link;
    body.in_link |= name == "a";
    match name {
        "dl" => push_definitions(body, &element.children),
        _ => push_nodes(body, &element.children),
    }
    body.in_link = outside;
    let _ = write!(body.xhtml, "</{name}>");
}

/// Each group of a list of definitions has a name and a text, be they empty.
fn push_definitions(body: &mut Body, children: &[Node<'_>]) {
    let mut last = "";
    for child in children {
        let Node::Element(element) = child else { continue };
        if element.name == "dd" && last.is_empty() {
            body.xhtml.push_str("<dt></dt>");
        }
        push_element(body, element);
        last = element.name;
    }
    if last == "dt" {
        body.xhtml.push_str("<dd></dd>");
    }
}

fn push_attributes(body: &mut Body, element: &Element<'_>, name: &str) {
    let mut push = |name: &str, value: &str| {
        let _ = write!(body.xhtml, " {name}=\"");
        push_escaped(&mut body.xhtml, value);
        body.xhtml.push('"');
    };
    for (attribute, value) in &element.attributes {
        match *attribute {
            "datetime" | "cite" => {}
            "rel" | "href" if name == "span" => {}
            "align" => push("style", &format!("text-align: {value}")),
            "href" => push("href", &address(value)),
            "lang" => {
                push("lang", value);
                push("xml:lang", value);
            }
            attribute => push(attribute, value),
        }
    }
    if name == "img" && element.get("alt").is_none() {
        push("alt", "");
    }
}

fn is_kept(image: &Element<'_>) -> bool {
    let is_known =
        |source: &str| source.starts_with(IMAGE_FOLDER) || IMAGES.iter().any(|known| source.starts_with(known));
    image.get("src").is_some_and(is_known)
}

fn push_image_link(body: &mut Body, image: &Element<'_>) {
    let alt = image.get("alt").unwrap_or_default();
    match image.get("src").filter(|source| source.starts_with("http") && !body.in_link) {
        Some(source) => {
            let _ = write!(body.xhtml, "<a class=\"image\" href=\"");
            push_escaped(&mut body.xhtml, &address(source));
            body.xhtml.push_str("\">");
            push_escaped(&mut body.xhtml, if alt.is_empty() { source } else { alt });
            body.xhtml.push_str("</a>");
        }
        None => push_escaped(&mut body.xhtml, alt),
    }
}

/// An address in which every character may stand (RFC 3986): browsers let more pass than books do.
pub(crate) fn address(address: &str) -> String {
    let (main, fragment) = address.split_once('#').map_or((address, None), |(main, rest)| (main, Some(rest)));
    let mut out = String::with_capacity(address.len());
    push_address(&mut out, main);
    if let Some(fragment) = fragment {
        out.push('#');
        push_address(&mut out, fragment);
    }
    out
}

fn push_address(out: &mut String, part: &str) {
    let bytes = part.as_bytes();
    for (at, &byte) in bytes.iter().enumerate() {
        let is_escape =
            byte == b'%' && bytes.get(at + 1..at + 3).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit));
        if is_escape || byte.is_ascii_alphanumeric() || b"-._~:/?@!$&'()*+,;=".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_book_may_not_hold_is_written_otherwise() {
        for (html, expected) in [
            ("<article lang=\"en\"><p>a<br>b</p></article>", "<p>a<br/>b</p>"),
            ("<p lang=\"zh\">a</p>", "<p lang=\"zh\" xml:lang=\"zh\">a</p>"),
            ("<img src=\"https://a.b/c d.png\" alt=\"e\">", "<a class=\"image\" href=\"https://a.b/c%20d.png\">e</a>"),
            ("<img src=\"data:image/png;base64,AA==\">", "<img src=\"data:image/png;base64,AA==\" alt=\"\"/>"),
            ("<a rel=\"author\">N</a>", "<span>N</span>"),
            ("<td align=\"right\">1</td>", "<td style=\"text-align: right\">1</td>"),
            ("<time datetime=\"never\">now</time>", "<span>now</span>"),
            ("<math><mi>x</mi></math>", "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"><mi>x</mi></math>"),
            ("<a href=\"https://a.b/\"><img src=\"https://a.b/c\" alt=\"d\"></a>", "<a href=\"https://a.b/\">d</a>"),
            ("<dl><dd>a</dd><dt>b</dt></dl>", "<dl><dt></dt><dd>a</dd><dt>b</dt><dd></dd></dl>"),
            ("a &amp; \u{1}b", "a &amp; b"),
        ] {
            assert_eq!(body(html, &|_| None).xhtml, expected, "{html}");
        }
    }

    #[test]
    fn an_image_that_the_book_has_stays_one() {
        let images = |address: &str| (address == "https://a.b/c?d&e").then(|| format!("{IMAGE_FOLDER}f.png"));
        for (html, expected) in [
            ("<img src=\"https://a.b/c?d&amp;e\" alt=\"g\">", "<img src=\"images/f.png\" alt=\"g\"/>"),
            (
                "<a href=\"https://a.b/c?d&amp;e\"><img src=\"https://a.b/c?d&amp;e\"></a>",
                "<a href=\"https://a.b/c?d&amp;e\"><img src=\"images/f.png\" alt=\"\"/></a>",
            ),
            ("<img src=\"https://a.b/c\" alt=\"g\">", "<a class=\"image\" href=\"https://a.b/c\">g</a>"),
        ] {
            assert_eq!(body(html, &images).xhtml, expected, "{html}");
        }
    }

    #[test]
    fn addresses_are_those_of_the_standard() {
        assert_eq!(address("https://a.b/c|d?e=[f]#g^h#i%20%"), "https://a.b/c%7Cd?e=%5Bf%5D#g%5Eh%23i%20%25");
    }
}
