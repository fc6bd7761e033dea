//! Pages that are made to be too much, each in two sizes: a result or a limit by its name, in time and memory that grow as
//! the page does, and the next page is read as it was before.

#[path = "support/cost.rs"]
mod cost;
#[path = "support/hostile_pages.rs"]
mod hostile_pages;

use cost::{GROWTH, cost, grows_as_the_page};
use hostile_pages::{ROWS, Row, page};
use offprint::{Error, Extractor, Options, Policy, sanitize};

/// Of the smaller page of a shape.
const BYTES: usize = 50_000;

/// What a byte of the page may take of memory, the page itself not counted, but with the room that a list has to grow: the
/// system never sees most of that, and `cargo xtask bench --hostile` prints what it sees.
const MOST_MEMORY: usize = 10;
/// What takes more: a tag, an attribute, and what is five bytes where it is written.
const DEAR: [(u8, usize); 3] = [(b'<', 900), (b'=', 400), (b'&', 25)];

const ORDINARY: &str = "<title>The count</title><article><h1>The count</h1><p>Every evening at nine the harbour master walks \
    to the end of the quay and counts the boats, twice, and writes the smaller number down.</article>";

/// What came of a page: what is kept of it, or which limit it passed.
fn read(html: &[u8], policy: Policy) -> Result<String, Error> {
    let mut page = Extractor::new("https://example.org/a", Options::with_policy(policy))?;
    page.write(html)?;
    Ok(page.end()?.content.unwrap_or_default().html)
}

fn most_memory(html: &[u8]) -> usize {
    let price = |byte| DEAR.iter().find(|(dear, _)| *dear == byte).map_or(MOST_MEMORY, |(_, price)| *price);
    html.iter().map(|byte| price(*byte)).sum()
}

fn check(row: &Row, policy: Policy) -> Result<(), String> {
    let (small, large) = (page(row, BYTES), page(row, BYTES * GROWTH));
    let (time, memory, outcome) = cost(|| read(&small, policy));
    let (more_time, more_memory, more) = cost(|| read(&large, policy));
    let told = format!("{}, {policy:?}: {time:?} and {memory} bytes, then {more_time:?} and {more_memory}", row.0);
    let is_clear = |outcome: &Result<String, Error>| matches!(outcome, Ok(_) | Err(Error::Limit { .. }));
    // What is written is of the grammar, or it would be written otherwise a second time.
    let is_closed = outcome.as_ref().map_or(true, |html| sanitize(html, "").as_ref() == Ok(html));
    for (holds, fault) in [
        (is_clear(&outcome) && is_clear(&more), "found another error than a limit"),
        (is_closed, "found what is no grammar of captures"),
        (grows_as_the_page(time, more_time), "took too long"),
        (more_memory.saturating_sub(memory) <= most_memory(&large) - most_memory(&small), "took too much"),
    ] {
        if !holds {
            return Err(format!("{fault}: {told}"));
        }
    }
    Ok(())
}

/// One test, because tests run side by side, and each other's memory would be counted.
#[test]
fn a_page_that_is_too_much_takes_no_more_than_its_size() {
    let before = read(ORDINARY.as_bytes(), Policy::Page);
    assert!(before.as_ref().is_ok_and(|html| html.contains("harbour master")), "{before:?}");
    let policies = [Policy::Article, Policy::Page];
    let checked = ROWS.iter().flat_map(|row| policies.map(|policy| check(row, policy)));
    let faults: Vec<String> = checked.filter_map(Result::err).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert_eq!(read(ORDINARY.as_bytes(), Policy::Page), before);
}

#[test]
fn what_is_not_there_is_no_article() {
    for html in ["", " \n\n ", "<frameset cols=*><frame src=https://e.example/></frameset>"] {
        assert_eq!(read(html.as_bytes(), Policy::Page), Ok(String::new()), "{html:?}");
    }
}

#[test]
fn names_of_prototypes_are_names() {
    let claim = "{\"@type\":\"NewsArticle\",\"__proto__\":{\"headline\":\"a\"},\"constructor\":{\"prototype\":{\"headline\":\"b\"}},\
                 \"headline\":{\"__proto__\":null},\"datePublished\":\"2020-01-01\"}";
    let mut page = Extractor::new("", Options::default()).unwrap();
    page.write(format!("<script type=application/ld+json>{claim}</script><article><p>Text</article>").as_bytes())
        .unwrap();
    let metadata = page.end().unwrap().metadata;
    assert_eq!(metadata.title, None);
    assert_eq!(metadata.published.unwrap().datetime, "2020-01-01");
}
