//! Every page of the engine's tests, as a capture, in every format.

use std::fs;
use std::path::{Path, PathBuf};

use offprint_formats::{Article, Beside, Book, Colour, Highlight, Page, json_line, markdown};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The captures that the engine makes of its test pages: name and file.
fn captures() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/pages");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    let file = |case: &PathBuf| {
        let html = fs::read_to_string(case.join("expected.html")).ok().filter(|html| !html.trim().is_empty())?;
        let name = case.file_name()?.to_string_lossy().into_owned();
        Some((name, format!("<!--1706624101000-->\n[A title](https://a.example/b)\n------\n\n{}\n", html.trim_end())))
    };
    let captures: Vec<_> = cases.iter().filter_map(file).collect();
    assert!(captures.len() > 100, "{} pages are too few", captures.len());
    captures
}

fn article(file: &str) -> Article {
    Article::read(file.as_bytes(), Beside::default()).unwrap()
}

/// The text that a renderer of Markdown shows.
fn rendered(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_MATH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let (mut text, mut skipped) = (String::new(), 0);
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(Tag::MetadataBlock(_) | Tag::Image { .. }) => skipped += 1,
            Event::End(TagEnd::MetadataBlock(_) | TagEnd::Image) => skipped -= 1,
            _ if skipped > 0 => {}
            Event::Text(piece) | Event::Code(piece) | Event::InlineMath(piece) | Event::DisplayMath(piece) => {
                text += &piece;
            }
            _ => {}
        }
    }
    text
}

/// Letters and digits alone: signs are what Markdown is about.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn markdown_shows_every_letter_and_no_other() {
    let mut compared = 0;
    for (name, file) in captures() {
        let article = article(&file);
        // Tables with cells that span others stay HTML, and Markdown numbers notes anew.
        if article.html.contains("span=\"") || article.html.contains("fn-") {
            continue;
        }
        let written = markdown(&article);
        let expected = letters(&format!("A title {}", article.text()));
        assert_eq!(letters(&rendered(&written)), expected, "{name}:\n{written}");
        compared += 1;
    }
    assert!(compared > 100, "{compared} pages are too few");
}

#[test]
fn a_page_and_lines_hold_the_whole_capture() {
    let (mut page, mut html) = Page::begin("Captures", Some("en"));
    for (name, file) in captures() {
        let article = article(&file);
        html += &page.add(&article);
        let line: serde_json::Value = serde_json::from_str(&json_line(&article, file.as_bytes())).unwrap();
        assert_eq!(line["capture"], file, "{name}");
        assert_eq!(line["html"], article.html, "{name}");
    }
    assert!(!html.contains("<script"));
    // Notes of two captures have names of their own.
    let ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let mut unique = ids.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(ids.len(), unique.len());
}

/// A picture of one pixel.
const DOT: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0\x90wS\xde\0\0\0\x0cIDATx\xdacP\x89\xe9\x01\0\x01\xb4\x01\r\xc1\xd9\x8d\xfa\0\0\0\0IEND\xaeB`\x82";

#[test]
fn a_book_is_the_same_for_the_same_captures() {
    // One image of all is in the book, in the chapters that have it.
    let mut sources = captures()
        .into_iter()
        .filter_map(|(_, file)| Some(file.split_once(" src=\"")?.1.split_once('"')?.0.to_owned()));
    let source = sources.find(|source| source.starts_with("http") && !source.contains('&')).unwrap();
    let first = |address: &str| (address == source).then(|| "dot.png".to_owned());
    let write = || {
        let (mut book, mut bytes) = Book::begin("All pages").unwrap();
        for (_, file) in captures() {
            bytes.extend(book.add(&article(&file), &first).unwrap());
        }
        bytes.extend(book.add_image("dot.png", "image/png", DOT).unwrap());
        bytes.extend(book.end().unwrap());
        bytes
    };
    let bytes = write();
    assert_eq!(&bytes[30..58], b"mimetypeapplication/epub+zip");
    assert!(bytes == write());
    // `OFFPRINT_BOOK` names a file for epubcheck, to which `cargo xtask test book` gives it.
    if let Some(path) = std::env::var_os("OFFPRINT_BOOK") {
        fs::write(path, bytes).unwrap();
    }
}

#[test]
fn what_stands_beside_a_capture_leaves_with_it() {
    let beside = Beside { tags: vec!["a b".into(), "\"c\"".into()], note: "line\nline".into(), ..Beside::default() };
    let file = "<!--1706624101000-->\n[T](https://a.example/b)\n------\n\n<p>x</p>\n";
    let article = Article::read(file.as_bytes(), beside).unwrap();
    let written = markdown(&article);
    assert!(written.contains("tags: [\"a b\", \"\\\"c\\\"\"]\nnote: \"line\\nline\"\n"), "{written}");
    let line: serde_json::Value = serde_json::from_str(&json_line(&article, file.as_bytes())).unwrap();
    assert_eq!(line["tags"], serde_json::json!(["a b", "\"c\""]));
}

#[test]
fn what_was_highlighted_stands_behind_the_text() {
    let file = "<!--1706624101000-->\n[T](https://a.example/b)\n------\n\n<p>First, then # last</p>\n";
    let article = Article::read(file.as_bytes(), highlighted()).unwrap();
    let text = "> First\n\nfor \\<b>Ann\\</b>\n\n> \\# last\n";
    let written = markdown(&article);
    assert!(written.ends_with(&format!("First, then # last\n\n***\n\n{text}")), "{written}");
    let page = Page::default().add(&article);
    let html = "<hr/>\n<blockquote class=\"rose\"><p>First</p></blockquote>\n<aside>for &lt;b&gt;Ann&lt;/b&gt;</aside>\n\
                <blockquote class=\"green\"><p># last</p></blockquote>\n";
    assert!(page.contains(html), "{page}");
}

/// Two passages, the later one first.
fn highlighted() -> Beside {
    let passage = |quote: &str, start, colour, note: &str| Highlight {
        id: quote.to_owned(),
        quote: quote.to_owned(),
        prefix: String::new(),
        suffix: String::new(),
        start,
        end: start + 1,
        colour,
        note: note.to_owned(),
    };
    let passages = [passage("# last", 12, Colour::Green, ""), passage("First", 0, Colour::Rose, "for <b>Ann</b>")];
    Beside { highlights: passages.into(), ..Beside::default() }
}
