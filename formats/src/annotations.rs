//! What a reader added to a capture, behind its text: tags, a note, and the passages that were highlighted, in the order in
//! which they stand. A capture's own bytes are changed by none of them.

use std::fmt::Write as _;

use crate::markup::escaped;
use crate::{Article, Highlight};

/// As HTML that is XML, too; nothing where nothing was added.
pub(crate) fn annotations(article: &Article) -> String {
    let beside = &article.beside;
    let mut out = String::new();
    if !beside.tags.is_empty() {
        let _ = writeln!(out, "<p class=\"tags\">{}</p>", escaped(&beside.tags.join(" · ")));
    }
    if !beside.note.is_empty() {
        let _ = writeln!(out, "<aside>{}</aside>", escaped(&beside.note));
    }
    for (index, highlight) in highlights(article).into_iter().enumerate() {
        let rule = if index == 0 { "<hr/>\n" } else { "" };
        let (colour, quote) = (highlight.colour.name(), escaped(&highlight.quote));
        let _ = writeln!(out, "{rule}<blockquote class=\"{colour}\"><p>{quote}</p></blockquote>");
        if !highlight.note.is_empty() {
            let _ = writeln!(out, "<aside>{}</aside>", escaped(&highlight.note));
        }
    }
    out
}

/// The highlights of a capture, in the order in which they stand in its text.
pub(crate) fn highlights(article: &Article) -> Vec<&Highlight> {
    let mut highlights: Vec<_> = article.beside.highlights.iter().collect();
    highlights.sort_by_key(|highlight| highlight.start);
    highlights
}
