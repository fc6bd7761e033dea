//! Tables. Those of lines of text are written with pipes, as GitHub has them, under a first line of headings.
//!
//! What a table of pipes cannot hold stays HTML, as inline elements without a sign do: cells that span others, and blocks in
//! cells. To repeat such a cell, or to leave blanks beside it, would line the columns up, but say something that the table
//! does not; and a list or code has no place between pipes at all.

use std::fmt::Write as _;

use super::blocks;
use super::inline::is_inline;
use super::signs::BREAK;
use crate::markup::{Element, Node, VOID, escaped};

/// The table, under its caption.
pub(super) fn table(element: &Element<'_>) -> String {
    let mut rows = Vec::new();
    collect_rows(element, &mut rows);
    let caption = element.elements().find(|child| child.name == "caption").map(|caption| blocks(&caption.children));
    let columns = rows.iter().map(|row| row.elements().count()).max().unwrap_or_default();
    let is_plain = rows.iter().flat_map(|row| row.elements()).all(is_plain_cell);
    let body = match columns {
        0 => String::new(),
        _ if is_plain => plain_table(&rows, columns),
        _ => html_table(&rows),
    };
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
    let is_line = |child: &Element<'_>| is_inline(child) || (child.name == "p" && cell.children.len() == 1);
    let spans = cell.get("colspan").or(cell.get("rowspan")).is_some();
    !spans && cell.elements().all(is_line) && !holds_quoted_pipe(cell)
}

/// In code and TeX a backslash is itself. One in front of a pipe would keep the next from being quoted for the table.
fn holds_quoted_pipe(element: &Element<'_>) -> bool {
    let is_raw = match element.name {
        "code" => element.text().contains("\\|"),
        "math" => element.get("alttext").is_some_and(|source| source.contains("\\|")),
        _ => false,
    };
    is_raw || element.elements().any(holds_quoted_pipe)
}

fn plain_table(rows: &[&Element<'_>], columns: usize) -> String {
    let cells = |row: &Element<'_>| -> Vec<String> {
        let own = row.elements().map(|cell| blocks(&cell.children).replace(BREAK, "<br>").replace('|', "\\|"));
        own.chain(std::iter::repeat(String::new())).take(columns).collect()
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

/// The table on one line, as HTML that Markdown passes on. A note that only HTML refers to would not be shown, so its mark
/// stands below once more.
fn html_table(rows: &[&Element<'_>]) -> String {
    let mut out = String::from("<table>");
    let mut marks = Vec::new();
    rows.iter().for_each(|row| push_html(&mut out, row, &mut marks));
    out.push_str("</table>");
    if !marks.is_empty() {
        out.push_str("\n\n");
        out.push_str(&marks.join(" "));
    }
    out
}

fn push_html(out: &mut String, element: &Element<'_>, marks: &mut Vec<String>) {
    match (element.name, element.get("href"), element.get("src")) {
        ("img", _, Some(source)) if source.starts_with("data:") => {
            return push_line(out, element.get("alt").unwrap_or_default());
        }
        ("a", Some(href), _) if href.starts_with("#fnref-") => return,
        ("a", Some(href), _) => {
            if let Some(note) = href.strip_prefix("#fn-") {
                marks.push(format!("[^{note}]"));
                return push_children(out, element, marks);
            }
        }
        _ => {}
    }
    let _ = write!(out, "<{}", element.name);
    for (name, value) in element.attributes.iter().filter(|(name, _)| *name != "id") {
        let _ = write!(out, " {name}=\"{}\"", escaped(value));
    }
    out.push('>');
    if !VOID.contains(&element.name) {
        push_children(out, element, marks);
        let _ = write!(out, "</{}>", element.name);
    }
}

fn push_children(out: &mut String, element: &Element<'_>, marks: &mut Vec<String>) {
    for child in &element.children {
        match child {
            Node::Text(text) => push_line(out, text),
            Node::Element(element) => push_html(out, element, marks),
        }
    }
}

/// Text on the line of its table: an empty line would end the HTML.
fn push_line(out: &mut String, text: &str) {
    out.push_str(&escaped(text).replace('\n', "&#10;"));
}
