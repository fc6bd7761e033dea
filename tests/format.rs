//! What holds of the capture format for every title and URL, with pulldown-cmark as the judge of Markdown.

use offprint::capture::{Capture, LATEST_STAMP, faults};
use offprint::{Content, Error, Metadata};
use proptest::prelude::*;
use pulldown_cmark::{Event, Parser, Tag};

/// Pieces that mean something to Markdown, HTML, the format or a terminal.
const PIECES: &[&str] = &[
    "[",
    "]",
    "(",
    ")",
    "](",
    "![",
    "](https://trap.example/",
    "](about:",
    "[x](javascript:alert(1))",
    "\\",
    "\\\\",
    "`",
    "``",
    "*",
    "**",
    "_",
    "~",
    "~~",
    "<",
    ">",
    "<b>",
    "<!--",
    "-->",
    "------",
    "<https://trap.example>",
    "&",
    "&amp;",
    "&amp",
    "&#10;",
    "&#x3c;",
    "&#0;",
    "&copy;",
    "amp;",
    "#",
    ";",
    "!",
    "|",
    "\"",
    "'",
    "$",
    ":",
    "^",
    "{",
    "}",
    "%",
    "%20",
    " ",
    "  ",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "\u{b}",
    "\u{85}",
    "\u{a0}",
    "\u{3000}",
    "\u{2028}",
    "\0",
    "\u{1b}",
    "\u{7f}",
    "\u{200b}",
    "\u{200d}",
    "\u{202e}",
    "\u{2069}",
    "\u{feff}",
    "\u{301}",
    "a",
    "Zoë",
    "雨",
    "م",
    "😀",
];

/// The beginnings of URLs after which anything may come.
const STARTS: &[&str] = &["https://news.example/", "http://news.example:8080/?", "file:///", "about:blank#"];

/// Any text: hostile pieces and any characters, mixed.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => proptest::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// Any URL that can be captured, as hostile after its host as a text can be.
fn any_url() -> impl Strategy<Value = String> {
    (proptest::sample::select(STARTS), any_text()).prop_map(|(start, rest)| start.to_owned() + &rest)
}

fn captured(stamp: u64, title: &str, url: &str) -> Capture {
    let metadata = Metadata { title: Some(title.to_owned()), ..Metadata::default() };
    let content = Content { html: "<p>The text.</p>".to_owned(), ..Content::default() };
    Capture::new(stamp, url, &metadata, &content).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2048))]

    #[test]
    fn reading_is_the_inverse_of_writing(stamp in 0..=LATEST_STAMP, title in any_text(), url in any_url()) {
        let capture = captured(stamp, &title, &url);
        let file = capture.write();
        prop_assert_eq!(Capture::read(file.as_bytes()), Ok(capture));
        prop_assert_eq!(faults(file.as_bytes()), []);
    }

    #[test]
    fn writing_a_view_normalises_it(title in any_text(), url in any_url()) {
        let view = Capture { title: title.clone(), url: url.clone(), ..captured(1, "", "about:blank") };
        prop_assert_eq!(Capture::read(view.write().as_bytes()), Ok(captured(1, &title, &url)));
    }

    #[test]
    fn normalising_twice_is_normalising_once(title in any_text(), url in any_url()) {
        let once = captured(1, &title, &url);
        prop_assert_eq!(&captured(1, &once.title, &once.url), &once);
        prop_assert!(!once.title.contains(['\n', '\r']) && !once.title.is_empty());
        prop_assert!(!once.url.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\\".contains(c)));
    }

    #[test]
    fn a_commonmark_parser_sees_a_comment_and_one_link(title in any_text(), url in any_url()) {
        let capture = captured(1_718_265_900_123, &title, &url);
        let file = capture.write();
        let head: String = file.split_inclusive('\n').take(4).collect();
        prop_assert_eq!(seen(&head), expected_head(&capture));
        let mut whole = expected_head(&capture);
        whole.push("html <article><p>The text.</p></article>\n".to_owned());
        prop_assert_eq!(seen(&file), whole);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        prop_assert_eq!(Capture::read(&bytes).err(), faults(&bytes).into_iter().next());
    }

    #[test]
    fn a_body_is_kept_to_the_byte(body in any_text()) {
        let body = body.replace('\0', "");
        let file = captured(1, "A title", "https://news.example/").write();
        let head = file.split_inclusive('\n').take(4).collect::<String>();
        let read = Capture::read((head.clone() + &body + "\n").as_bytes()).unwrap();
        prop_assert_eq!(read.body, body.strip_suffix('\r').unwrap_or(&body));
        let view = Capture::read((head + &body).as_bytes()).unwrap();
        let one_end_less = body.strip_suffix("\r\n").or_else(|| body.strip_suffix('\n')).unwrap_or(&body);
        prop_assert_eq!(view.body, one_end_less);
    }

    #[test]
    fn the_body_is_one_line_whatever_the_content(text in any_text()) {
        let content = Content { html: format!("<p>{}</p>", text.replace(['<', '>'], "")), ..Content::default() };
        let metadata = Metadata { byline: Some(text.clone()), site: Some(text), ..Metadata::default() };
        let capture = Capture::new(1, "https://news.example/", &metadata, &content).unwrap();
        prop_assert!(!capture.body.contains(['\n', '\r']));
        prop_assert_eq!(capture.write().lines().count(), 5);
    }
}

/// The events of lines 1 to 4, as [`seen`] tells them.
fn expected_head(capture: &Capture) -> Vec<String> {
    let comment = format!("html <!--{}-->\n", capture.stamp);
    let link = format!("link {}", capture.url);
    let text = format!("text {}", capture.title);
    vec![comment, "heading 2".to_owned(), link, text]
}

/// What a CommonMark parser sees: neighbouring texts joined, ends left out, and every event told that is not expected.
fn seen(markdown: &str) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    for event in Parser::new(markdown) {
        match event {
            Event::Start(Tag::HtmlBlock) | Event::End(_) => {}
            Event::Start(Tag::Heading { level, .. }) => seen.push(format!("heading {}", level as usize)),
            Event::Start(Tag::Link { dest_url, title, .. }) => seen.push(format!("link {dest_url}{title}")),
            Event::Text(text) => match seen.last_mut() {
                Some(last) if last.starts_with("text ") => last.push_str(&text),
                _ => seen.push(format!("text {text}")),
            },
            Event::Html(html) => seen.push(format!("html {html}")),
            other => seen.push(format!("{other:?}")),
        }
    }
    seen
}

#[test]
fn a_page_without_a_title_has_its_url_as_title() {
    let capture = captured(1, " \u{200b}\n", "https://news.example/a_(b)?c=[d]");
    assert_eq!(capture.title, "https://news.example/a_(b)?c=[d]");
    assert_eq!(
        capture.write(),
        "<!--1-->\n[https://news.example/a\\_(b)?c=\\[d\\]](https://news.example/a_(b)?c=[d])\n------\n\n\
         <article><p>The text.</p></article>\n"
    );
}

#[test]
fn what_cannot_be_captured_is_refused() {
    let refused = |stamp, url| Capture::new(stamp, url, &Metadata::default(), &Content::default()).unwrap_err();
    for url in ["", "/a", "javascript:alert(1)", "data:,x", "view-source:https://news.example/", "https://"] {
        assert_eq!(refused(1, url), Error::Url { found: url.to_owned() });
    }
    let late = LATEST_STAMP + 1;
    assert_eq!(refused(late, "https://news.example/"), Error::Stamp { found: late });
}

#[cfg(feature = "cli")]
#[test]
fn captures_of_an_unchanged_article_have_one_digest() {
    use offprint::capture::digest;
    let of = |stamp, title| digest(captured(stamp, title, "https://news.example/").write().as_bytes());
    assert_eq!(of(1_718_265_900_123, "A title"), of(1_718_999_900_456, "A title"));
    assert_ne!(of(1_718_265_900_123, "A title"), of(1_718_265_900_123, "A better title"));
    assert_eq!(of(1, "A title").len(), 64);
}
