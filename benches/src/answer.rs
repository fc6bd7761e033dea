//! Answers an evaluation with one of the extractors in Rust, which `cargo xtask compare` measures.
//!
//! Pages come and texts go as JSON lines. Each extractor is called as its documentation says, with its defaults; beside
//! each it is said where it has to be told more. A page has a thread of its own: where that panics or takes too long the page
//! is left without an answer, which an evaluation counts as empty.

use std::io::{BufRead, stdin};
use std::process::ExitCode;
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Pages take hundredths of a second.
const LONGEST: Duration = Duration::from_secs(60);
/// Of a thread: some of them go down a page by recursion.
const STACK: usize = 256 << 20;

/// The text of a page, or why there is none.
type Extract = fn(&Page) -> Result<String, String>;

/// Line breaks of Unicode that JSON leaves as they are, and who reads lines may not.
const BREAKS: [char; 3] = ['\u{85}', '\u{2028}', '\u{2029}'];

const EXTRACTORS: [(&str, Extract); 2] = [("dom_smoothie", dom_smoothie), ("rs-trafilatura", rs_trafilatura)];

#[derive(Deserialize)]
struct Page {
    id: String,
    url: String,
    html: String,
}

#[derive(Serialize)]
struct Answer<'a> {
    id: &'a str,
    text: &'a str,
}

fn main() -> ExitCode {
    let name = std::env::args().nth(1).unwrap_or_default();
    let Some((_, extract)) = EXTRACTORS.into_iter().find(|(extractor, _)| *extractor == name) else {
        eprintln!("found {name:?}, expected {}", EXTRACTORS.map(|(extractor, _)| extractor).join(" or "));
        return ExitCode::from(2);
    };
    for line in stdin().lock().lines() {
        let line = line.expect("pages are UTF-8");
        let page: Page = serde_json::from_str(&line).expect("a line is a page");
        let id = page.id.clone();
        match in_time(extract, page) {
            Ok(text) => println!("{}", serde_json::json!(Answer { id: &id, text: &text.replace(BREAKS, "\n") })),
            Err(error) => eprintln!("{id}: {error}"),
        }
    }
    ExitCode::SUCCESS
}

/// What an extractor answers. One that is not done in time is left to itself until the program ends.
fn in_time(extract: Extract, page: Page) -> Result<String, String> {
    let (sender, receiver) = channel();
    let work = move || drop(sender.send(extract(&page)));
    thread::Builder::new().stack_size(STACK).spawn(work).map_err(|error| error.to_string())?;
    // Where it panicked nobody is left who could send.
    receiver.recv_timeout(LONGEST).map_err(|error| error.to_string())?
}

/// Its own default runs the words of two blocks into one.
fn dom_smoothie(page: &Page) -> Result<String, String> {
    let config = dom_smoothie::Config { text_mode: dom_smoothie::TextMode::Formatted, ..Default::default() };
    let url = (!page.url.is_empty()).then_some(page.url.as_str());
    let read =
        dom_smoothie::Readability::new(page.html.as_str(), url, Some(config)).and_then(|mut reader| reader.parse());
    match read {
        Ok(article) => Ok(article.text_content.to_string()),
        // That a page has no article is an answer.
        Err(dom_smoothie::ReadabilityError::GrabFailed) => Ok(String::new()),
        Err(error) => Err(error.to_string()),
    }
}

/// It asks for the address to know what kind of page it is.
fn rs_trafilatura(page: &Page) -> Result<String, String> {
    let url = (!page.url.is_empty()).then(|| page.url.clone());
    let options = rs_trafilatura::Options { url, ..Default::default() };
    let answer = rs_trafilatura::extract_with_options(&page.html, &options);
    answer.map(|answer| answer.content_text).map_err(|error| error.to_string())
}
