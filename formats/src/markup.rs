//! The closed grammar as a tree.
//!
//! Only what the engine's sanitizer gave is read here, so no rule of HTML's parser is needed: every tag is `<name …>`
//! with quoted values, everything that was opened is closed, and five character references are all there are. The
//! sanitizer nests at most 200 deep, so the walks over this tree may recurse.

/// Elements without an end tag.
pub(crate) const VOID: [&str; 5] = ["br", "col", "hr", "img", "wbr"];
const REFERENCES: [(&str, char); 5] = [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&#10;", '\n')];

/// A piece of text or an element.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Node<'a> {
    /// Text without character references.
    Text(String),
    Element(Element<'a>),
}

/// An element of the closed grammar.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Element<'a> {
    pub name: &'a str,
    /// In their order, without character references.
    pub attributes: Vec<(&'a str, String)>,
    pub children: Vec<Node<'a>>,
}

impl<'a> Element<'a> {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| *own == name).map(|(_, value)| value.as_str())
    }

    /// The elements among the children.
    pub fn elements(&self) -> impl Iterator<Item = &Element<'a>> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The text of all that is in it.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.push_text(&mut text);
        text
    }

    fn push_text(&self, out: &mut String) {
        for child in &self.children {
            match child {
                Node::Text(text) => out.push_str(text),
                Node::Element(element) if element.name == "br" => out.push('\n'),
                Node::Element(element) => element.push_text(out),
            }
        }
    }
}

/// Reads HTML in the closed grammar. What is not in it is text.
pub(crate) fn read(html: &str) -> Vec<Node<'_>> {
    let mut open: Vec<Element<'_>> = vec![Element::default()];
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        push_text(&mut open, &rest[..start]);
        let Some(end) = rest[start..].find('>').map(|end| start + end) else { break };
        let tag = &rest[start + 1..end];
        rest = &rest[end + 1..];
        match tag.strip_prefix('/') {
            Some(name) => close(&mut open, name),
            None => {
                let element = start_tag(tag);
                let is_void = VOID.contains(&element.name);
                open.push(element);
                if is_void {
                    close_last(&mut open);
                }
            }
        }
    }
    push_text(&mut open, rest);
    while open.len() > 1 {
        close_last(&mut open);
    }
    open.pop().map(|root| root.children).unwrap_or_default()
}

fn push_text(open: &mut [Element<'_>], written: &str) {
    if let (Some(parent), false) = (open.last_mut(), written.is_empty()) {
        parent.children.push(Node::Text(unescaped(written)));
    }
}

/// An end tag without its start is nothing.
fn close(open: &mut Vec<Element<'_>>, name: &str) {
    if let Some(depth) = open.iter().skip(1).rposition(|element| element.name == name) {
        while open.len() > depth + 1 {
            close_last(open);
        }
    }
}

fn close_last(open: &mut Vec<Element<'_>>) {
    if let Some(element) = open.pop()
        && let Some(parent) = open.last_mut()
    {
        parent.children.push(Node::Element(element));
    }
}

fn start_tag(tag: &str) -> Element<'_> {
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    let mut attributes = Vec::new();
    while let Some((name, after)) = rest.split_once("=\"") {
        let (value, after) = after.split_once('"').unwrap_or((after, ""));
        attributes.push((name.trim(), unescaped(value)));
        rest = after;
    }
    Element { name, attributes, children: Vec::new() }
}

fn unescaped(mut written: &str) -> String {
    let mut text = String::with_capacity(written.len());
    while let Some(at) = written.find('&') {
        text.push_str(&written[..at]);
        written = &written[at..];
        let (reference, character) =
            REFERENCES.into_iter().find(|(reference, _)| written.starts_with(reference)).unwrap_or(("&", '&'));
        text.push(character);
        written = &written[reference.len()..];
    }
    text.push_str(written);
    text
}

/// Appends text so that HTML and XML read it back.
pub(crate) fn push_escaped(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ if is_xml(character) => out.push(character),
            _ => {}
        }
    }
}

/// What a document of XML may hold (XML 1.0, production 2).
fn is_xml(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

/// The text, escaped.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_escaped(&mut out, text);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_sanitizer_gave_is_a_tree() {
        let html = "<p lang=\"en\">a &amp; <em>b</em><br>c</p><ol reversed=\"\"><li>d</li></ol>";
        let nodes = read(html);
        let [Node::Element(paragraph), Node::Element(list)] = &nodes[..] else { panic!("{nodes:?}") };
        assert_eq!(paragraph.get("lang"), Some("en"));
        assert_eq!(paragraph.text(), "a & b\nc");
        assert_eq!(list.get("reversed"), Some(""));
        assert_eq!(list.elements().next().map(|item| item.name), Some("li"));
    }

    #[test]
    fn what_is_not_closed_ends_at_the_end() {
        for html in ["<p>a", "<p>a</em>", "</p><p>a</p>"] {
            let nodes = read(html);
            assert_eq!(nodes.len(), 1, "{html}");
        }
    }
}
