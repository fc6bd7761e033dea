//! What JSON-LD says of the article, read from what sites really write.
//!
//! Values are looked up in fixed structs and never merged into anything. Depth is bounded by serde_json's own limit of
//! 128; a document that is deeper is refused whole.

use std::borrow::Cow;
use std::collections::HashMap;

use serde_json::Value;

use super::claims::{Kinds, TYPES};
use super::text::one_line;
use crate::alike::{both, sorted};

/// Nodes looked at in all documents of a page.
const MAX_NODES: usize = 2_000;

/// Names kept of one article.
const MAX_AUTHORS: usize = 20;

/// The longest string read as a value, in bytes.
const MAX_VALUE: usize = 4_000;

/// The longest text of an article that is read, in bytes: what is beyond it is recognised less well.
const MAX_BODY: usize = 256 << 10;

/// Types of pages whose headline and author are those of the page, best first.
const ARTICLE_TYPES: &[&str] = &[
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "BackgroundNewsArticle",
    "ReviewNewsArticle",
    "LiveBlogPosting",
    "Article",
    "BlogPosting",
    "TechArticle",
    "ScholarlyArticle",
    "AdvertiserContentArticle",
    "SatiricalArticle",
    "MedicalScholarlyArticle",
    "Report",
    "Review",
    "CriticReview",
    "Recipe",
    "HowTo",
    "DiscussionForumPosting",
    "Question",
    "SocialMediaPosting",
    "QAPage",
    "VideoObject",
    "PodcastEpisode",
    "Course",
    "Book",
    "Product",
    "Event",
];

/// Types of the page around the article.
const PAGE_TYPES: &[&str] = &["WebPage", "ItemPage", "MedicalWebPage", "FAQPage", "AboutPage", "CollectionPage"];

/// What one node says.
#[derive(Debug, Default, Clone)]
pub(super) struct Node {
    /// Less is nearer to a news article; [`usize::MAX`] is the page around it.
    pub rank: usize,
    pub headline: Option<String>,
    /// The addresses that it gives as its own.
    pub addresses: Vec<String>,
    pub authors: Vec<Person>,
    pub published: Option<String>,
    pub modified: Option<String>,
    pub image: Option<String>,
    pub publisher: Option<String>,
    pub lang: Option<String>,
    pub description: Option<String>,
    /// Lists or words, as they are given.
    pub keywords: Vec<String>,
}

/// Somebody who wrote.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Person {
    pub name: String,
    pub href: Option<String>,
    /// The node calls itself an organisation.
    pub is_organisation: bool,
}

/// All that the JSON-LD of a page says of it.
#[derive(Debug, Default)]
pub(super) struct Graph {
    /// Articles first, then pages; in document order within a rank.
    pub nodes: Vec<Node>,
    /// The name of a `WebSite` node.
    pub site: Option<String>,
    /// What kinds of pages its nodes stand for.
    pub kinds: Kinds,
    /// The longest `articleBody`.
    pub body: Option<String>,
}

impl Graph {
    /// Reads the documents of a page.
    pub(super) fn read(documents: &[String]) -> Self {
        let values: Vec<Value> = documents.iter().flat_map(|document| values(document)).collect();
        let nodes = flatten(&values);
        let mut by_id = HashMap::new();
        for node in &nodes {
            if let Some(id) = node.get("@id").and_then(Value::as_str).filter(|_| node.get("name").is_some()) {
                by_id.entry(id).or_insert(*node);
            }
        }
        let mut graph = Self::default();
        for node in &nodes {
            graph.add(node, &by_id);
        }
        graph.nodes = sorted(graph.nodes, |node| node.rank as u64);
        graph
    }

    fn add(&mut self, value: &Value, by_id: &HashMap<&str, &Value>) {
        if has_type(value, "WebSite") {
            self.site = self.site.take().or_else(|| string(value.get("name")));
        }
        for (types, kind) in TYPES {
            *kind(&mut self.kinds) |= types.iter().any(|wanted| has_type(value, wanted));
        }
        self.add_body(value);
        let Some(rank) = rank(value) else { return };
        let mut authors = Vec::new();
        for key in ["author", "creator"] {
            if authors.is_empty() {
                people(value.get(key), by_id, &mut authors);
            }
        }
        let publisher = value.get("publisher").and_then(|value| resolve(value, by_id));
        self.nodes.push(Node {
            rank,
            addresses: addresses(value),
            headline: string(value.get("headline")).or_else(|| string(value.get("name"))),
            authors,
            published: ["datePublished", "dateCreated", "uploadDate"].iter().find_map(|key| string(value.get(key))),
            modified: string(value.get("dateModified")),
            image: image(value.get("image")).or_else(|| image(value.get("thumbnailUrl"))),
            publisher: publisher.and_then(|publisher| string(publisher.get("name"))),
            lang: string(value.get("inLanguage")).filter(|lang| lang.len() < 20),
            description: string(value.get("description")),
            keywords: keywords(value.get("keywords")),
        });
    }

    fn add_body(&mut self, value: &Value) {
        let Some(body) = value.get("articleBody").and_then(Value::as_str) else { return };
        let body = super::text::cut(body, MAX_BODY);
        if self.body.as_ref().is_none_or(|longest| longest.len() < body.len()) {
            self.body = Some(body.to_owned());
        }
    }

    /// Puts the articles first that `is_page` says are the page's own: a page lists others too.
    pub(super) fn prefer(&mut self, is_page: impl Fn(&Node) -> bool) {
        let is_article = |node: &Node| node.rank != usize::MAX;
        let standing = |node: &Node| u32::from(!is_article(node)) << 1 | u32::from(!is_page(node));
        let rank = |node: &Node| u32::try_from(node.rank).unwrap_or(u32::MAX);
        self.nodes = sorted(std::mem::take(&mut self.nodes), |node| both(standing(node), rank(node)));
    }

    /// The nodes that are articles.
    pub(super) fn articles(&self) -> impl Iterator<Item = &Node> {
        self.nodes.iter().filter(|node| node.rank != usize::MAX)
    }
}

/// The objects that stand for the page: those of the documents, of arrays and `@graph`, and the main entity of a page.
fn flatten(values: &[Value]) -> Vec<&Value> {
    let mut nodes = Vec::new();
    let mut waiting: Vec<&Value> = values.iter().rev().collect();
    while let Some(value) = waiting.pop() {
        if nodes.len() >= MAX_NODES {
            break;
        }
        match value {
            Value::Array(list) => waiting.extend(list.iter().rev().take(MAX_NODES)),
            Value::Object(_) => {
                nodes.push(value);
                let inner = ["mainEntity", "mainEntityOfPage", "@graph"];
                waiting.extend(inner.iter().filter_map(|key| value.get(key)).filter(|inner| !inner.is_string()));
            }
            _ => {}
        }
    }
    nodes
}

fn addresses(value: &Value) -> Vec<String> {
    let keys = ["url", "mainEntityOfPage", "@id"];
    let address = |value: &Value| string(Some(value)).or_else(|| string(value.get("@id")));
    keys.iter().filter_map(|key| value.get(key).and_then(address)).collect()
}

fn rank(value: &Value) -> Option<usize> {
    let article = ARTICLE_TYPES.iter().position(|kind| has_type(value, kind));
    article.or_else(|| PAGE_TYPES.iter().any(|kind| has_type(value, kind)).then_some(usize::MAX))
}

fn has_type(value: &Value, wanted: &str) -> bool {
    let is_wanted = |kind: &Value| kind.as_str().is_some_and(|kind| kind.rsplit(['/', ':']).next() == Some(wanted));
    match value.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is_wanted),
        Some(kind) => is_wanted(kind),
        None => false,
    }
}

/// The node that `value` is or points to.
fn resolve<'a>(value: &'a Value, by_id: &HashMap<&str, &'a Value>) -> Option<&'a Value> {
    let value = value.as_array().map_or(Some(value), |list| list.first())?;
    let target = value.get("@id").and_then(Value::as_str).filter(|_| value.get("name").is_none());
    Some(target.and_then(|id| by_id.get(id).copied()).unwrap_or(value))
}

fn people(value: Option<&Value>, by_id: &HashMap<&str, &Value>, people: &mut Vec<Person>) {
    let single = value.map(std::slice::from_ref).unwrap_or_default();
    let list = value.and_then(Value::as_array).map_or(single, Vec::as_slice);
    for value in list.iter().take(MAX_AUTHORS) {
        let Some(node) = resolve(value, by_id) else { continue };
        // An array for a name is as common as an array of people.
        let named = node.get("name").unwrap_or(node);
        let names = named.as_array().map_or(std::slice::from_ref(named), Vec::as_slice);
        let href = ["url", "sameAs"].iter().find_map(|key| string(node.get(key)));
        let is_organisation = has_type(node, "Organization") || has_type(node, "NewsMediaOrganization");
        for name in names.iter().filter_map(|name| string(Some(name))) {
            people.push(Person { name, href: href.clone(), is_organisation });
        }
    }
}

fn keywords(value: Option<&Value>) -> Vec<String> {
    /// Values looked at.
    const MAX_KEYWORDS: usize = 100;
    let single = value.map(std::slice::from_ref).unwrap_or_default();
    let list = value.and_then(Value::as_array).map_or(single, Vec::as_slice);
    let word = |value: &Value| string(Some(value)).or_else(|| string(value.get("name")));
    list.iter().take(MAX_KEYWORDS).filter_map(word).collect()
}

fn image(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::Array(list) => list.first().and_then(image_of),
        value => image_of(value),
    }
}

fn image_of(value: &Value) -> Option<String> {
    string(Some(value)).or_else(|| string(value.get("url"))).or_else(|| string(value.get("contentUrl")))
}

/// A string value, its character references undone: some sites escape their JSON as if it were HTML.
fn string(value: Option<&Value>) -> Option<String> {
    let value = match value? {
        Value::Array(list) => list.first()?,
        value => value,
    };
    let text = value.as_str().or_else(|| value.get("@value").and_then(Value::as_str))?;
    let text = one_line(&references::unescape(super::text::cut(text, MAX_VALUE)));
    (!text.is_empty()).then_some(text)
}

/// The values of one `script`: one after the other where somebody concatenated them, none where it cannot be read.
fn values(document: &str) -> Vec<Value> {
    let document = unwrapped(document);
    let read = |text: &str| {
        let mut stream = serde_json::Deserializer::from_str(text).into_iter::<Value>();
        let mut values = Vec::new();
        let mut whole = true;
        for value in &mut stream {
            match value {
                Ok(value) => values.push(value),
                Err(_) => whole = false,
            }
        }
        (values, whole)
    };
    let (first, whole) = read(document);
    if whole {
        return first;
    }
    let (repaired, _) = read(&repaired(document));
    if repaired.len() >= first.len() { repaired } else { first }
}

/// The document without what wraps it: a comment of HTML or of JavaScript, CDATA, a final semicolon.
fn unwrapped(document: &str) -> &str {
    let document = match document.rfind("]]>") {
        Some(end) if document.contains("CDATA[") => &document[..end],
        _ => document,
    };
    let start = document.find(['{', '[']).unwrap_or(document.len());
    // A CDATA section brings a bracket of its own.
    let start = document[start..].strip_prefix("[CDATA[").map_or(start, |rest| {
        let inner = document.len() - rest.len();
        inner + rest.find(['{', '[']).unwrap_or(rest.len())
    });
    let end = document.rfind(['}', ']']).map_or(start, |end| end + 1).max(start);
    &document[start..end]
}

/// Mends, in one pass: control characters inside strings, commas before a closing bracket or doubled, comments, and
/// what stands between concatenated values.
fn repaired(document: &str) -> Cow<'_, str> {
    let mut out = String::with_capacity(document.len() + 16);
    let mut characters = document.chars().peekable();
    let mut pending_comma = false;
    let mut depth = 0usize;
    while let Some(character) = characters.next() {
        match character {
            '"' => {
                flush_comma(&mut out, &mut pending_comma);
                string_literal(&mut characters, &mut out);
            }
            ',' => pending_comma = depth > 0 && !out.trim_end().ends_with(['{', '[']),
            '/' if characters.peek() == Some(&'*') => skip_comment(&mut characters),
            ';' if depth == 0 => {}
            _ if character.is_whitespace() || character.is_control() => {
                // One space says as much as a thousand, and a comma looks back over all there are.
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            _ => {
                match character {
                    '{' | '[' => depth += 1,
                    '}' | ']' => {
                        depth = depth.saturating_sub(1);
                        pending_comma = false;
                    }
                    _ => {}
                }
                flush_comma(&mut out, &mut pending_comma);
                out.push(character);
            }
        }
    }
    Cow::Owned(out)
}

fn flush_comma(out: &mut String, pending: &mut bool) {
    if std::mem::take(pending) {
        out.push(',');
    }
}

fn skip_comment(characters: &mut std::iter::Peekable<std::str::Chars<'_>>) {
    let mut previous = ' ';
    characters.next();
    for character in characters.by_ref() {
        if previous == '*' && character == '/' {
            return;
        }
        previous = character;
    }
}

/// Copies a string literal up to its closing quote. Control characters become spaces, unknown escapes their character.
fn string_literal(characters: &mut std::iter::Peekable<std::str::Chars<'_>>, out: &mut String) {
    out.push('"');
    while let Some(character) = characters.next() {
        match character {
            '"' if closes(characters) => break,
            '"' => out.push_str("\\\""),
            '\\' => match characters.next() {
                Some(escaped @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u')) => out.extend(['\\', escaped]),
                Some(other) => out.push(if other.is_control() { ' ' } else { other }),
                None => {}
            },
            _ if character.is_control() => out.push(' '),
            _ => out.push(character),
        }
    }
    out.push('"');
}

/// Whether a quote ends its string: what follows it, white space left out, is punctuation of JSON. A quote that somebody
/// forgot to escape is followed by text.
fn closes(characters: &std::iter::Peekable<std::str::Chars<'_>>) -> bool {
    /// How much white space after a string is looked over; it bounds the work per quote.
    const MAX_SPACE: usize = 200;
    let next = characters.clone().take(MAX_SPACE).find(|character| !character.is_whitespace());
    matches!(next, None | Some(',' | ':' | '}' | ']'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headlines(document: &str) -> Vec<String> {
        Graph::read(&[document.to_owned()]).nodes.into_iter().filter_map(|node| node.headline).collect()
    }

    #[test]
    fn what_sites_get_wrong_is_mended() {
        for document in [
            r#"{"@type":"Article","headline":"A fox"}"#,
            "<!-- {\"@type\":\"Article\",\"headline\":\"A fox\"} -->",
            "//<![CDATA[\n{\"@type\":\"Article\",\"headline\":\"A fox\"}\n//]]>",
            "/* <![CDATA[ */[{\"@type\":\"Article\",\"headline\":\"A fox\"}]/* ]]> */",
            "{\"@type\":\"Article\",\"headline\":\"A fox\",}",
            "{\"@type\":[\"Article\",],,\"headline\":\"A\nfox\"};",
            "{\"@type\":\"Article\",\"description\":\"the \"red\" one\",\"headline\":\"A fox\"}",
            "{\"@type\":\"Article\",\"headline\":\"A fox\", \"url\":\"it\\'s\"}",
            r#"{"@type":"https://schema.org/Article","headline":"A&#32;fox"}"#,
            r#"{"@graph":[{"@type":"WebSite"},{"@type":"Article","headline":["A fox"]}]}"#,
        ] {
            assert_eq!(headlines(document), ["A fox"], "{document}");
        }
    }

    #[test]
    fn concatenated_documents_are_all_read() {
        let document = r#"{"@type":"Article","headline":"One"}{"@type":"WebPage","name":"Two"}"#;
        assert_eq!(headlines(document), ["One", "Two"]);
    }

    #[test]
    fn authors_come_in_every_shape() {
        for (author, names) in [
            (r#""Ann Lee""#, vec!["Ann Lee"]),
            (r#"["Ann Lee","Bo Ek"]"#, vec!["Ann Lee", "Bo Ek"]),
            (r#"{"@type":"Person","name":"Ann Lee"}"#, vec!["Ann Lee"]),
            (r#"[{"name":["Ann Lee","Bo Ek"]}]"#, vec!["Ann Lee", "Bo Ek"]),
            (r##"{"@id":"#ann"}"##, vec!["Ann Lee"]),
            ("null", vec![]),
            ("7", vec![]),
        ] {
            let document = format!(
                r##"[{{"@type":"Person","@id":"#ann","name":"Ann Lee"}},{{"@type":"Article","author":{author}}}]"##
            );
            let graph = Graph::read(&[document]);
            let found: Vec<&str> = graph.nodes[0].authors.iter().map(|person| person.name.as_str()).collect();
            assert_eq!(found, names, "{author}");
        }
    }

    #[test]
    fn depth_is_refused_and_not_followed() {
        for open in ["[", "{\"a\":"] {
            let document = open.repeat(200_000);
            assert!(Graph::read(&[document]).nodes.is_empty());
        }
    }
}
