//! A second opinion on what is written: whether a browser's parser finds in it what was meant, and nothing else.
//!
//! The engine's own parser cannot be asked, because it could share the engine's mistakes. html5ever builds the tree that
//! the standard prescribes; the tree is held against the grammar and written again by rules of a few lines. Where these are
//! the very bytes that were judged, no parser has moved, added or dropped anything: so it reads the same for ever.

use std::collections::HashMap;
use std::sync::LazyLock;

use html5ever::tendril::TendrilSink;
use html5ever::{Attribute, ns, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// Levels of elements that every parser nests alike.
const MOST_LEVELS: usize = 200;

/// Elements that have no end tag.
const VOID: [&str; 5] = ["br", "col", "hr", "img", "wbr"];

/// Elements of MathML in which a parser may go on in HTML: they hold text alone.
const TOKENS: [&str; 5] = ["mi", "mn", "mo", "ms", "mtext"];

/// What an attribute's value may be, by its name; of each element.
type Grammar = HashMap<&'static str, HashMap<&'static str, &'static str>>;

static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| {
    let lines = include_str!("../hostile/grammar.txt").lines();
    let rules = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    rules.map(rule).collect()
});

fn rule(line: &'static str) -> (&'static str, HashMap<&'static str, &'static str>) {
    let mut words = line.split(' ');
    let element = words.next().expect("a line has a first word");
    (element, words.filter_map(|word| word.split_once('=')).collect())
}

/// What is wrong with `html`, the insides of a body; nothing, where it is in the grammar and reads as it is written.
pub fn fault(html: &str) -> Option<String> {
    let page = format!("<!DOCTYPE html><html><head></head><body>{html}</body></html>");
    let dom = parse_document(RcDom::default(), Default::default()).one(page);
    let mut judge = Judge::default();
    for (at, part) in children(&dom.document).iter().enumerate() {
        match (at, &part.data) {
            (0, NodeData::Doctype { .. }) => {}
            (1, NodeData::Element { .. }) => judge.page(part),
            _ => judge.faults.push("something stands beside the page".to_owned()),
        }
    }
    if judge.faults.is_empty() && judge.written != html {
        let same = judge.written.bytes().zip(html.bytes()).take_while(|(a, b)| a == b).count();
        let shown = |text: &str| String::from_utf8_lossy(&text.as_bytes()[same.saturating_sub(40)..]).into_owned();
        judge.faults.push(format!("reads as {:?}, not {:?}", shown(&judge.written), shown(html)));
    }
    judge.faults.into_iter().next()
}

#[derive(Default)]
struct Judge {
    faults: Vec<String>,
    /// The tree, written again.
    written: String,
}

impl Judge {
    fn page(&mut self, page: &Handle) {
        match children(page).as_slice() {
            [head, body] if children(head).is_empty() && is_bare(body) => {
                children(body).iter().for_each(|child| self.node(child, 0));
            }
            _ => self.faults.push("the page is more than a bare body".to_owned()),
        }
    }

    fn node(&mut self, node: &Handle, level: usize) {
        match &node.data {
            NodeData::Text { contents } => self.text(&contents.borrow()),
            NodeData::Element { name, attrs, .. } => {
                let is_formula = name.ns == ns!(mathml);
                self.element(node, &name.local, is_formula, &attrs.borrow(), level + 1);
            }
            other => self.faults.push(format!("{other:?} is neither text nor element")),
        }
    }

    fn text(&mut self, text: &str) {
        if text.contains(['\r', '\0']) {
            self.faults.push("text holds a carriage return or a NUL".to_owned());
        }
        let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\n', "&#10;");
        self.written.push_str(&escaped);
    }

    fn element(&mut self, node: &Handle, name: &str, is_formula: bool, attributes: &[Attribute], level: usize) {
        if level > MOST_LEVELS {
            self.faults.push(format!("{name} stands {level} levels deep"));
        }
        let known = GRAMMAR.get(name).filter(|_| is_formula == is_of_formula(name));
        let Some(rules) = known else { return self.faults.push(format!("{name} is no element of the grammar")) };
        self.written.push('<');
        self.written.push_str(name);
        for attribute in attributes {
            self.attribute(name, rules, is_formula, attribute);
        }
        self.written.push('>');
        if VOID.contains(&name) {
            return;
        }
        let inside = children(node);
        let holds_element = || inside.iter().any(|child| matches!(child.data, NodeData::Element { .. }));
        if TOKENS.contains(&name) && holds_element() {
            self.faults.push(format!("{name} holds more than text"));
        }
        let start = self.written.len();
        inside.iter().for_each(|child| self.node(child, level));
        // The parser has dropped the first line feed of a pre.
        if name == "pre" && self.written[start..].starts_with("&#10;") {
            self.written.insert_str(start, "&#10;");
        }
        self.written.push_str(&format!("</{name}>"));
    }

    fn attribute(&mut self, element: &str, rules: &HashMap<&str, &str>, is_formula: bool, attribute: &Attribute) {
        let (name, value) = (&*attribute.name.local, &*attribute.value);
        let general = || if is_formula { None } else { GRAMMAR["*"].get(name) };
        let kind = rules.get(name).or_else(general).filter(|_| attribute.name.ns.is_empty());
        if !kind.is_some_and(|kind| is_value(kind, element, value)) {
            self.faults.push(format!("{element} has {name}={value:?}"));
        }
        let escaped = value.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
        self.written.push_str(&format!(" {name}=\"{escaped}\""));
    }
}

fn is_of_formula(name: &str) -> bool {
    name.starts_with('m') && name != "mark"
}

fn children(node: &Handle) -> Vec<Handle> {
    node.children.borrow().clone()
}

fn is_bare(node: &Handle) -> bool {
    matches!(&node.data, NodeData::Element { attrs, .. } if attrs.borrow().is_empty())
}

/// Whether `value` is of the kind that the grammar's file names.
fn is_value(kind: &str, element: &str, value: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let numbered = |prefix: &str| value.strip_prefix(prefix).is_some_and(digits);
    match kind {
        "link" => {
            is_address(value, &["http:", "https:", "mailto:", "tel:"])
                || element == "a" && (numbered("#fn-") || numbered("#fnref-"))
        }
        "image" => is_address(value, &["http://", "https://"]) || is_image(value),
        "text" => is_text(value),
        "language" => value.split('-').all(|part| part.len() <= 8 && is_name(part, "")),
        "code" => value.strip_prefix("language-").is_some_and(|name| is_name(name, "+#-")),
        "note" => numbered("fn-"),
        "mark" => numbered("fnref-"),
        "span" => value.parse().is_ok_and(|number: u16| (2..=1000).contains(&number)),
        "number" => value.parse::<i32>().is_ok(),
        "pixels" => digits(value),
        "length" => ["em", "ex", "px", "pt"].iter().any(|unit| value.ends_with(unit)),
        exact => exact.split('|').any(|exact| exact == value),
    }
}

fn is_name(text: &str, more: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(c))
}

fn is_address(value: &str, schemes: &[&str]) -> bool {
    schemes.iter().any(|scheme| value.starts_with(scheme)) && !value.contains(['<', '>', '"', '\n', '\t'])
}

fn is_image(value: &str) -> bool {
    let rest = value.strip_prefix("data:image/").and_then(|rest| rest.split_once(";base64,"));
    rest.is_some_and(|(kind, base64)| {
        ["png", "jpeg", "gif", "webp", "avif"].contains(&kind)
            && base64.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte))
    })
}

/// In a value, what would end a comment or raw text is what a sanitizer that looks at captures takes for an attack.
fn is_text(value: &str) -> bool {
    let is_tidy = value.split(' ').all(|word| !word.is_empty()) || value.is_empty();
    is_tidy
        && !value.contains(['\n', '\r', '\t', '\0'])
        && !["</", "-->", "--!>", "]>"].iter().any(|e| value.contains(e))
}
