//! Markdown for people who keep notes: CommonMark with the tables, strike-through, footnotes and formulas that GitHub and
//! Obsidian know, under a front matter that says where the article is from.
//!
//! What Markdown has no sign for stays HTML, which it allows. Emphasis does too where a sign would not be read as one:
//! CommonMark asks what stands around it, and Chinese has no spaces to answer with.

use std::fmt::Write as _;

use offprint::capture::CivilTime;

use crate::Article;
use crate::markup::{Element, Node, escaped, read};

/// Elements that stay HTML, because Markdown has no sign for them.
const KEPT: [&str; 17] = [
    "abbr", "bdi", "bdo", "dfn", "ins", "kbd", "mark", "rp", "rt", "ruby", "samp", "small", "sub", "sup", "u", "var",
    "q",
];
/// Elements that stand in lines of text.
const INLINE: [&str; 33] = [
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "i", "img", "ins", "kbd", "mark", "math",
    "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var",
];

/// The article as Markdown.
pub fn markdown(article: &Article) -> String {
    let mut out = front_matter(article);
    let _ = write!(out, "\n# {}\n", escaped_text(&article.capture.title));
    let text = blocks(&read(article.content()));
    if !text.is_empty() {
        let _ = write!(out, "\n{text}\n");
    }
    out
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
            Node::Element(element) if !INLINE.contains(&element.name) => {
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
    let text = line.trim_matches([' ', '\n', '\t']);
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
        "hr" => "---".to_owned(),
        "dt" | "summary" => Some(inline(&element.children)).filter(|t| !t.is_empty()).map_or_else(String::new, strong),
        "dd" => prefixed(&blocks(&element.children), "  ", "  "),
        "figcaption" => blocks(&element.children),
        _ => blocks(&element.children),
    }
}

fn heading(element: &Element<'_>) -> String {
    let level = element.name[1..].parse().unwrap_or(2);
    let text = inline(&element.children).replace(['\n', '\\'], " ");
    if text.trim().is_empty() { String::new() } else { format!("{} {}", "#".repeat(level), text.trim()) }
}

fn strong(text: String) -> String {
    emphasised(&text, "**", "strong")
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

fn longest_run(text: &str, sign: char) -> usize {
    text.split(|other| other != sign).map(str::len).max().unwrap_or_default()
}

/// A table with a first line of headings, as GitHub has them. What spans cells, or holds more than lines of text, is
/// beyond it, and stays HTML.
fn table(element: &Element<'_>) -> String {
    let mut rows = Vec::new();
    collect_rows(element, &mut rows);
    let caption = element.elements().find(|child| child.name == "caption").map(|caption| blocks(&caption.children));
    let columns = rows.iter().map(|row| row.elements().count()).max().unwrap_or_default();
    let is_plain = rows.iter().flat_map(|row| row.elements()).all(is_plain_cell);
    let body = if is_plain { plain_table(&rows, columns) } else { html_table(&rows) };
    caption.into_iter().chain([body]).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
}

fn collect_rows<'tree, 'text>(element: &'tree Element<'text>, rows: &mut Vec<&'tree Element<'text>>) {
    for child in element.elements() {
        match child.name {
            "tr" => rows.push(child),
            "thead" | "tbody" | "tfoot" => collect_rows(child, rows),
            _ => {}
        }
    }
}

fn is_plain_cell(cell: &Element<'_>) -> bool {
    let is_line = |child: &Element<'_>| INLINE.contains(&child.name) || (child.name == "p" && cell.children.len() == 1);
    cell.get("colspan").is_none() && cell.get("rowspan").is_none() && cell.elements().all(is_line)
}

fn plain_table(rows: &[&Element<'_>], columns: usize) -> String {
    let cells = |row: &Element<'_>| -> Vec<String> {
        let own = row.elements().map(|cell| blocks(&cell.children).replace("\\\n", "<br>").replace('|', "\\|"));
        own.map(|text| text.replace('\n', " ")).chain(std::iter::repeat(String::new())).take(columns).collect()
    };
    let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let Some((first, mut others)) = rows.split_first() else { return String::new() };
    let has_headings = first.elements().all(|cell| cell.name == "th");
    let headings = if has_headings { cells(first) } else { vec![String::new(); columns] };
    if !has_headings {
        others = rows;
    }
    let rule = (0..columns).map(|column| match first.elements().nth(column).and_then(|cell| cell.get("align")) {
        Some("right") => "---:".to_owned(),
        Some("center") => ":---:".to_owned(),
        _ => "---".to_owned(),
    });
    let rule = line(rule.collect());
    [line(headings), rule].into_iter().chain(others.iter().map(|row| line(cells(row)))).collect::<Vec<_>>().join("\n")
}

/// The table on one line, as HTML that Markdown passes on.
fn html_table(rows: &[&Element<'_>]) -> String {
    let mut out = String::from("<table>");
    for row in rows {
        out.push_str("<tr>");
        for cell in row.elements() {
            let _ = write!(out, "<{}", cell.name);
            for (name, value) in &cell.attributes {
                let _ = write!(out, " {name}=\"{}\"", escaped(value));
            }
            let _ = write!(out, ">{}</{}>", escaped(&cell.text()).replace('\n', "<br>"), cell.name);
        }
        out.push_str("</tr>");
    }
    out + "</table>"
}

fn inline(nodes: &[Node<'_>]) -> String {
    let mut out = String::new();
    nodes.iter().for_each(|node| push_inline(&mut out, node));
    out
}

fn push_inline(out: &mut String, node: &Node<'_>) {
    let element = match node {
        Node::Text(text) => return push_text(out, text),
        Node::Element(element) => element,
    };
    match element.name {
        "br" => out.push_str("\\\n"),
        "img" => push_image(out, element),
        "a" => push_link(out, element),
        "code" => push_code(out, &element.text()),
        "math" => push_formula(out, element),
        "em" | "i" | "cite" => out.push_str(&emphasised(&inline(&element.children), "*", "em")),
        "strong" | "b" => out.push_str(&emphasised(&inline(&element.children), "**", "strong")),
        "del" | "s" => out.push_str(&emphasised(&inline(&element.children), "~~", "s")),
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
    for (index, word) in escaped.split([' ', '\n', '\t', '\r']).enumerate() {
        if index > 0 && !out.ends_with([' ', '\n']) {
            out.push(' ');
        }
        out.push_str(word);
    }
}

/// Text in which nothing is a sign.
fn escaped_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let is_reference = |next: &char| next.is_ascii_alphanumeric() || *next == '#';
        let is_sign = match character {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '~' | '$' => true,
            '&' => characters.peek().is_some_and(is_reference),
            _ => false,
        };
        if is_sign {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

/// A paragraph whose first signs would make it something else.
fn guarded(text: &str) -> String {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after = &text[digits..];
    if digits > 0 && after.starts_with(['.', ')']) {
        return format!("{}\\{after}", &text[..digits]);
    }
    if text.starts_with(['#', '>', '+', '-', '=', '|', ':']) { format!("\\{text}") } else { text.to_owned() }
}

/// Emphasis by a sign where that is certain to be read as one, and by an element where not.
fn emphasised(text: &str, sign: &str, element: &str) -> String {
    let inner = text.trim_matches([' ', '\n']);
    if inner.is_empty() {
        return text.to_owned();
    }
    let (start, end) =
        (text.len() - text.trim_start_matches([' ', '\n']).len(), text.trim_end_matches([' ', '\n']).len());
    let is_word = |edge: Option<char>| edge.is_some_and(char::is_alphanumeric);
    let is_certain = is_word(inner.chars().next()) && is_word(inner.chars().next_back()) && !inner.contains('\n');
    let marked = if is_certain { format!("{sign}{inner}{sign}") } else { format!("<{element}>{inner}</{element}>") };
    format!("{}{marked}{}", &text[..start], &text[end..])
}

fn push_link(out: &mut String, element: &Element<'_>) {
    let text = inline(&element.children);
    match element.get("href") {
        Some(href) if href.starts_with("#fnref-") => {}
        Some(href) => match href.strip_prefix("#fn-") {
            Some(note) => {
                let _ = write!(out, "[^{note}]");
            }
            None if text.trim().is_empty() => {}
            None => {
                let _ = write!(out, "[{}]({})", text.trim().replace("\\\n", " "), destination(href));
            }
        },
        None => out.push_str(&text),
    }
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

fn destination(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for character in address.chars() {
        match character {
            '(' | ')' | '<' | '>' | ' ' | '\\' | '"' => {
                let _ = write!(out, "%{:02X}", u32::from(character));
            }
            _ => out.push(character),
        }
    }
    out
}

fn push_code(out: &mut String, text: &str) {
    let text = text.replace('\n', " ");
    if text.trim().is_empty() {
        return;
    }
    let fence = "`".repeat(longest_run(&text, '`') + 1);
    let pad = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) { " " } else { "" };
    let _ = write!(out, "{fence}{pad}{text}{pad}{fence}");
}

fn push_formula(out: &mut String, element: &Element<'_>) {
    let Some(tex) = element.get("alttext").filter(|tex| !tex.trim().is_empty()) else {
        return push_text(out, &element.text());
    };
    let sign = if element.get("display") == Some("block") { "$$" } else { "$" };
    let _ = write!(out, "{sign}{}{sign}", tex.trim());
}
