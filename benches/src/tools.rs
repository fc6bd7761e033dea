//! What is compared: Offprint, the floor below it, and its peers, each from the page's string to its article.
//!
//! The floor is what lol_html costs alone: one pass that reads class and id, takes text and end tags, and does nothing
//! with them. The peers are of the Readability family, in Rust: dom_smoothie and legible are the fastest of it, and
//! libreadability finds the article best.

use std::hint::black_box;

use lol_html::html_content::{Element, TextChunk};
use lol_html::{DocumentContentHandlers, HtmlRewriter, Settings, element, end_tag};
use offprint::{Error, Extraction, Extractor, Options};

use crate::pages::Page;

/// A named way to read a page.
#[derive(Clone, Copy)]
pub struct Tool {
    pub name: &'static str,
    pub run: fn(&Page),
}

/// Offprint is the first, the floor the second: the ratios are theirs.
pub const TOOLS: [Tool; 5] = [
    Tool { name: "offprint", run: offprint },
    Tool { name: "floor", run: floor },
    Tool { name: "dom_smoothie", run: dom_smoothie },
    Tool { name: "legible", run: legible },
    Tool { name: "libreadability", run: libreadability },
];

/// Reads no page: its peak of memory is what all others hold too, the program and its largest page.
pub const NOTHING: Tool = Tool { name: "page alone", run: nothing };

/// The tool of that name.
pub fn named(name: &str) -> Option<Tool> {
    TOOLS.into_iter().chain([NOTHING]).find(|tool| tool.name == name)
}

/// What Offprint makes of the page.
pub fn extract(page: &Page) -> Result<Extraction, Error> {
    let mut extractor = Extractor::new(&page.url, Options::default())?;
    extractor.write(page.html.as_bytes())?;
    extractor.end()
}

pub fn offprint(page: &Page) {
    // A page beyond the limits has an error for an answer, and that is one too.
    let _ = black_box(extract(page));
}

fn nothing(page: &Page) {
    black_box(&page.html);
}

fn floor(page: &Page) {
    let settings = Settings::new()
        .with_strict(false)
        .append_element_content_handler(element!("*", |element| {
            read_element(element);
            Ok(())
        }))
        .append_document_content_handler(DocumentContentHandlers::default().text(|chunk: &mut TextChunk<'_>| {
            black_box(chunk.as_str().len());
            Ok(())
        }));
    let mut rewriter = HtmlRewriter::new(settings, |bytes: &[u8]| {
        black_box(bytes);
    });
    rewriter.write(page.html.as_bytes()).expect("the floor reads every page");
    rewriter.end().expect("the floor reads every page");
}

fn read_element(element: &mut Element<'_, '_>) {
    black_box((element.get_attribute("class"), element.get_attribute("id")));
    if let Some(handlers) = element.end_tag_handlers() {
        handlers.push(end_tag!(|tag| {
            black_box(tag.name());
            Ok(())
        }));
    }
}

fn dom_smoothie(page: &Page) {
    let reader = dom_smoothie::Readability::new(page.html.as_str(), Some(&page.url), None);
    let _ = black_box(reader.and_then(|mut reader| reader.parse()));
}

fn legible(page: &Page) {
    let _ = black_box(legible::parse(&page.html, Some(&page.url), None));
}

fn libreadability(page: &Page) {
    let _ = black_box(libreadability::extract(&page.html, Some(&page.url)));
}
