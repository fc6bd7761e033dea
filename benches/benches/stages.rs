//! How fast pages are extracted, beside a floor and a peer in the same run.
//!
//! The floor is what lol_html costs alone: one pass that reads class and id, takes text and end tags, and does nothing
//! with them. The peer is dom_smoothie, the fastest extractor of the Readability family. The pages are those of the
//! tests, one page of a megabyte made of them, and all `.html` files of the folder `OFFPRINT_PAGES`, where it is set.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use lol_html::{DocumentContentHandlers, HtmlRewriter, Settings, element, end_tag};
use offprint::{Extractor, Options};
use std::fs;
use std::hint::black_box;
use std::path::Path;

const URL: &str = "https://example.org/a";

/// The `.html` files below `folder`, two levels deep.
fn pages(folder: &Path) -> Vec<String> {
    let mut pages = vec![];
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            pages.extend(fs::read_to_string(path.join("source.html")));
        } else if path.extension().is_some_and(|end| end == "html") {
            pages.extend(fs::read_to_string(path));
        }
    }
    pages
}

/// One page of about a megabyte: the test pages' bodies, again and again.
fn megabyte(pages: &[String]) -> String {
    let all = pages.concat();
    all.repeat((1 << 20) / all.len() + 1)
}

fn floor(page: &str) {
    let handlers = element!("*", |element| {
        black_box((element.get_attribute("class"), element.get_attribute("id")));
        if let Some(handlers) = element.end_tag_handlers() {
            handlers.push(end_tag!(|tag| {
                black_box(tag.name());
                Ok(())
            }));
        }
        Ok(())
    });
    let settings =
        Settings::new().with_strict(false).append_element_content_handler(handlers).append_document_content_handler(
            DocumentContentHandlers::default().text(|chunk: &mut lol_html::html_content::TextChunk<'_>| {
                black_box(chunk.as_str().len());
                Ok(())
            }),
        );
    let mut rewriter = HtmlRewriter::new(settings, |bytes: &[u8]| {
        black_box(bytes);
    });
    rewriter.write(page.as_bytes()).expect("the floor reads every page");
    rewriter.end().expect("the floor reads every page");
}

fn offprint(page: &str) {
    let mut extractor = Extractor::new(URL, Options::default()).expect("the URL is absolute");
    extractor.write(page.as_bytes()).expect("the page is within the limits");
    black_box(extractor.end().expect("the page is within the limits"));
}

fn dom_smoothie(page: &str) {
    black_box(dom_smoothie::Readability::new(page, Some(URL), None).map(|mut page| page.parse()).ok());
}

fn extract(criterion: &mut Criterion) {
    let own = pages(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/pages"));
    let mut sets = vec![("megabyte", vec![megabyte(&own)]), ("test pages", own)];
    if let Some(folder) = std::env::var_os("OFFPRINT_PAGES") {
        sets.push(("OFFPRINT_PAGES", pages(Path::new(&folder))));
    }
    for (name, pages) in sets {
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(pages.iter().map(|page| page.len() as u64).sum()));
        for (tool, run) in [
            ("floor", floor as fn(&str)),
            ("offprint", offprint as fn(&str)),
            ("dom_smoothie", dom_smoothie as fn(&str)),
        ] {
            group.bench_function(tool, |bencher| bencher.iter(|| pages.iter().for_each(|page| run(page))));
        }
        group.finish();
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = extract
}
criterion_main!(benches);
