//! What stands within a line. Each piece is written behind what is there already, because a sign is read by its neighbours.

use std::fmt::Write as _;
use std::ops::Range;

use super::signs::{BREAK, destination, escaped_text, tex};
use crate::markup::{Element, Node};

/// Elements that stay HTML, because Markdown has no sign for them.
const KEPT: [&str; 17] = [
    "abbr", "bdi", "bdo", "dfn", "ins", "kbd", "mark", "rp", "rt", "ruby", "samp", "small", "sub", "sup", "u", "var",
    "q",
];
/// Elements that stand in lines of text.
const INLINE: [&str; 34] = [
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "i", "img", "ins", "kbd", "mark", "math",
    "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var",
    "wbr",
];

/// Whether it stands in a line of text.
pub(super) fn is_inline(element: &Element<'_>) -> bool {
    INLINE.contains(&element.name)
}

pub(super) fn inline(nodes: &[Node<'_>]) -> String {
    let mut out = String::new();
    nodes.iter().for_each(|node| push_inline(&mut out, node));
    out
}

pub(super) fn push_inline(out: &mut String, node: &Node<'_>) {
    let element = match node {
        Node::Text(text) => return push_text(out, text),
        Node::Element(element) => element,
    };
    match element.name {
        "br" => out.push_str(BREAK),
        "img" => push_image(out, element),
        "a" => push_link(out, element),
        "code" => push_code(out, &element.text()),
        "math" => push_formula(out, element),
        "em" | "i" | "cite" => push_emphasised(out, &inline(&element.children), "*", "em"),
        "strong" | "b" => push_emphasised(out, &inline(&element.children), "**", "strong"),
        "del" | "s" => push_emphasised(out, &inline(&element.children), "~~", "s"),
        name if KEPT.contains(&name) => {
            let _ = write!(out, "<{name}>{}</{name}>", inline(&element.children));
        }
        // A block in a line: its insides are text.
        _ => element.children.iter().for_each(|child| push_inline(out, child)),
    }
}

/// White space of every kind is one space.
fn push_text(out: &mut String, text: &str) {
    let escaped = escaped_text(text);
    // Behind the mark of a note, it would be where a link leads.
    if out.ends_with(']') && escaped.starts_with('(') {
        out.push('\\');
    }
    for (index, word) in escaped.split([' ', '\n', '\t', '\r']).enumerate() {
        if index > 0 && !out.ends_with([' ', '\n']) {
            out.push(' ');
        }
        out.push_str(word);
    }
}

/// What of a line is seen: no spaces and no breaks at its edges.
pub(super) fn seen(text: &str) -> Range<usize> {
    let mut rest = text;
    while let Some(shorter) = rest.strip_prefix(BREAK).or_else(|| rest.strip_prefix(' ')) {
        rest = shorter;
    }
    let start = text.len() - rest.len();
    while let Some(shorter) = rest.strip_suffix(BREAK).or_else(|| rest.strip_suffix(' ')) {
        rest = shorter;
    }
    start..start + rest.len()
}

/// Emphasis by a sign where that is certain to be read as one, and by an element where not.
pub(super) fn push_emphasised(out: &mut String, text: &str, sign: &str, element: &str) {
    let Range { start, end } = seen(text);
    let inner = &text[start..end];
    if inner.is_empty() {
        return out.push_str(text);
    }
    out.push_str(&text[..start]);
    let is_word = |edge: Option<char>| edge.is_some_and(char::is_alphanumeric);
    let is_certain = is_word(inner.chars().next()) && is_word(inner.chars().next_back()) && !inner.contains('\n');
    let _ = match is_certain && !out.ends_with(&sign[..1]) {
        true => write!(out, "{sign}{inner}{sign}"),
        false => write!(out, "<{element}>{inner}</{element}>"),
    };
    out.push_str(&text[end..]);
}

fn push_link(out: &mut String, element: &Element<'_>) {
    let text = inline(&element.children);
    let Some(href) = element.get("href") else { return out.push_str(&text) };
    if href.starts_with("#fnref-") {
        return;
    }
    let link = match href.strip_prefix("#fn-") {
        Some(note) => format!("[^{note}]"),
        None if text.trim().is_empty() => return,
        None => format!("[{}]({})", text.trim().replace(BREAK, " "), destination(href)),
    };
    // The two together would be an image.
    if out.ends_with('!') {
        out.insert(out.len() - 1, '\\');
    }
    out.push_str(&link);
}

/// An image that stands in the file itself would be a page of letters here.
fn push_image(out: &mut String, element: &Element<'_>) {
    let alt = escaped_text(element.get("alt").unwrap_or_default());
    match element.get("src").filter(|source| !source.starts_with("data:")) {
        Some(source) => {
            let _ = write!(out, "![{alt}]({})", destination(source));
        }
        None => out.push_str(&alt),
    }
}

/// Signs of two that touch would be one sign: the second is an element.
fn push_code(out: &mut String, text: &str) {
    let text = text.replace('\n', " ");
    if text.trim().is_empty() {
        return;
    }
    if out.ends_with('`') {
        let _ = write!(out, "<code>{}</code>", escaped_text(&text));
        return;
    }
    let fence = "`".repeat(longest_run(&text, '`') + 1);
    let pad = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) { " " } else { "" };
    let _ = write!(out, "{fence}{pad}{text}{pad}{fence}");
}

pub(super) fn longest_run(text: &str, sign: char) -> usize {
    text.split(|other| other != sign).map(str::len).max().unwrap_or_default()
}

fn push_formula(out: &mut String, element: &Element<'_>) {
    let Some(source) = element.get("alttext").filter(|source| !source.trim().is_empty()) else {
        return push_text(out, &element.text());
    };
    let sign = if element.get("display") == Some("block") { "$$" } else { "$" };
    if out.ends_with('$') {
        out.push(' ');
    }
    let _ = write!(out, "{sign}{}{sign}", tex(source));
}
