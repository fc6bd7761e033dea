//! Markdown for people who keep notes: CommonMark with the tables, strike-through, footnotes and formulas that GitHub and
//! Obsidian know, under a front matter that says where the article is from.
//!
//! What Markdown has no sign for stays HTML, which it allows. Emphasis does too where a sign would not be read as one:
//! CommonMark asks what stands around it, and Chinese has no spaces to answer with.

use std::fmt::Write as _;

use offprint::capture::CivilTime;

use self::inline::{inline, is_inline, longest_run, push_emphasised, push_inline, seen};
use self::signs::{escaped_text, guarded, heading_text};
use self::table::table;
use crate::annotations::highlights;
use crate::markup::{Element, Node, read};
use crate::{Article, Highlight};

mod inline;
mod signs;
mod table;

/// The article as Markdown.
pub fn markdown(article: &Article) -> String {
    let mut out = front_matter(article);
    let _ = write!(out, "\n# {}\n", heading_text(&escaped_text(&article.capture.title)));
    let text = blocks(&read(article.content()));
    if !text.is_empty() {
        let _ = write!(out, "\n{text}\n");
    }
    for (index, highlight) in highlights(article).into_iter().enumerate() {
        let rule = if index == 0 { "\n***\n" } else { "" };
        let _ = write!(out, "{rule}{}", highlighted(highlight));
    }
    out
}

/// A passage that was highlighted, as a quotation behind the text, with the note on it.
fn highlighted(highlight: &Highlight) -> String {
    let paragraphs = |text: &str| {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.map(|line| guarded(&escaped_text(line))).collect::<Vec<_>>().join("\n\n")
    };
    let (quote, note) = (prefixed(&paragraphs(&highlight.quote), "> ", "> "), paragraphs(&highlight.note));
    if note.is_empty() { format!("\n{quote}\n") } else { format!("\n{quote}\n\n{note}\n") }
}

/// YAML, whose strings may be written as JSON's.
fn front_matter(article: &Article) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let list = |all: &mut dyn Iterator<Item = &str>| format!("[{}]", all.map(quoted).collect::<Vec<_>>().join(", "));
    let CivilTime { year, month, day, hour, minute, second } = CivilTime::of(article.capture.stamp);
    let (metadata, beside) = (&article.metadata, &article.beside);
    let mut lines = vec![
        ("title", quoted(&article.capture.title)),
        ("source", quoted(&article.capture.url)),
        ("captured", format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")),
    ];
    if !metadata.authors.is_empty() {
        lines.push(("author", list(&mut metadata.authors.iter().map(|author| author.name.as_str()))));
    }
    lines.extend(metadata.published.iter().map(|moment| ("published", quoted(&moment.datetime))));
    lines.extend(metadata.site.iter().map(|site| ("site", quoted(site))));
    lines.extend(metadata.lang.iter().map(|lang| ("lang", quoted(lang))));
    if !beside.tags.is_empty() {
        lines.push(("tags", list(&mut beside.tags.iter().map(String::as_str))));
    }
    if !beside.note.is_empty() {
        lines.push(("note", quoted(&beside.note)));
    }
    let lines: String = lines.into_iter().map(|(key, value)| format!("{key}: {value}\n")).collect();
    format!("---\n{lines}---\n")
}

/// Blocks with an empty line between them; lines of text that stand beside blocks are blocks themselves.
fn blocks(nodes: &[Node<'_>]) -> String {
    let mut written: Vec<String> = Vec::new();
    let mut line = String::new();
    for node in nodes {
        match node {
            Node::Element(element) if !is_inline(element) => {
                end_paragraph(&mut line, &mut written);
                written.extend(Some(block(element)).filter(|text| !text.is_empty()));
            }
            other => push_inline(&mut line, other),
        }
    }
    end_paragraph(&mut line, &mut written);
    written.join("\n\n")
}

fn end_paragraph(line: &mut String, written: &mut Vec<String>) {
    let text = &line[seen(line)];
    if !text.is_empty() {
        written.push(guarded(text));
    }
    line.clear();
}

fn block(element: &Element<'_>) -> String {
    match element.name {
        "h2" | "h3" | "h4" | "h5" | "h6" => heading(element),
        "blockquote" => prefixed(&blocks(&element.children), "> ", "> "),
        "ul" | "ol" => list(element),
        "pre" => code_block(element),
        "table" => table(element),
        // Dashes behind a list's own would be one line.
        "hr" => "***".to_owned(),
        "dt" | "summary" => strong(&inline(&element.children)),
        "dd" => prefixed(&blocks(&element.children), "  ", "  "),
        _ => blocks(&element.children),
    }
}

fn heading(element: &Element<'_>) -> String {
    let level = element.name[1..].parse().unwrap_or(2);
    let text = heading_text(&inline(&element.children));
    if text.is_empty() { String::new() } else { format!("{} {text}", "#".repeat(level)) }
}

fn strong(text: &str) -> String {
    let mut out = String::new();
    push_emphasised(&mut out, &text[seen(text)], "**", "strong");
    guarded(&out)
}

/// Every line with something in front of it, the first with something else.
fn prefixed(text: &str, first: &str, others: &str) -> String {
    let lines = text.lines().enumerate().map(|(index, line)| {
        let prefix = if index == 0 { first } else { others };
        if line.is_empty() { prefix.trim_end().to_owned() } else { format!("{prefix}{line}") }
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn list(element: &Element<'_>) -> String {
    let start: i64 = element.get("start").and_then(|start| start.parse().ok()).unwrap_or(1);
    let mut items = Vec::new();
    for item in element.elements().filter(|child| child.name == "li") {
        let text = blocks(&item.children);
        let number = start.max(0) + items.len() as i64;
        items.push(match item.get("id").and_then(|id| id.strip_prefix("fn-")) {
            Some(note) => prefixed(&text, &format!("[^{note}]: "), "    "),
            None if element.name == "ol" => {
                let mark = format!("{number}. ");
                prefixed(&text, &mark, &" ".repeat(mark.len()))
            }
            None => prefixed(&text, "- ", "  "),
        });
    }
    let is_loose = items.iter().any(|item| item.contains("\n\n") || item.starts_with("[^"));
    items.join(if is_loose { "\n\n" } else { "\n" })
}

fn code_block(element: &Element<'_>) -> String {
    let code = element.elements().find(|child| child.name == "code");
    let language = code.and_then(|code| code.get("class")).and_then(|class| class.strip_prefix("language-"));
    let text = element.text();
    let fence = "`".repeat(longest_run(&text, '`').max(2) + 1);
    format!("{fence}{}\n{}\n{fence}", language.unwrap_or_default(), text.trim_end_matches('\n'))
}
