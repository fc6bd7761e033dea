//! Selection takes time and memory in proportion to the page, whatever its shape: four times the page, about four times
//! as much of both. What grows with the square of it would take sixteen times as much.

#[path = "support/cost.rs"]
mod cost;

use std::time::Duration;

use cost::{GROWTH, grows_as_the_page};
use offprint::{Extractor, Options, Policy, Reading};

/// How many times the memory of the smaller page is still in proportion to it.
const MOST_MEMORY: usize = 6;

/// Where a machine that does other things too was in the way, it is tried again.
const TRIES: usize = 2;

/// What a shape is called, how many of its parts the smaller page has, and how so many are written.
type Shape = (&'static str, usize, fn(usize) -> String);

const TEXT: &str = "The river rose in the night, and by morning the lower town was under water.";

const SHAPES: &[Shape] = &[
    ("elements in each other", 1_500, |n| "<div>a ".repeat(n)),
    ("lists in each other", 1_500, |n| "<ul><li>a".repeat(n)),
    ("tables in each other", 1_500, |n| "<table><tr><td>a".repeat(n)),
    ("comments in each other", 1_500, |n| {
        format!("<div class=comment><p class=author><a href=/u>ada</a></p>{TEXT}").repeat(n)
    }),
    ("tiny blocks, as many as the trees are asked about", 3_000, |n| "<p>a".repeat(n)),
    ("tiny blocks", 50_000, |n| "<p>a".repeat(n)),
    ("one block", 16_000, |n| format!("{TEXT} ").repeat(n)),
    ("one long word", 1_250_000, |n| "a".repeat(n)),
    ("headlines in lists", 1_500, |n| "<ul><li><h1>a</h1></li></ul>".repeat(n)),
    ("posts", 1_500, |n| format!("<div class=post><p class=author>ada</p><p>{TEXT}</div>").repeat(n)),
    ("chapters that are called comments", 1_500, |n| {
        format!("<section id=a><h2>Responses</h2><p>{TEXT}</section>").replace("=a", "=responses").repeat(n)
    }),
    ("a copy that is hidden", 1_000, |n| {
        let text: String = (0..n).map(|number| format!("<p>{number}. {TEXT}")).collect();
        format!("<div>{text}</div><div hidden>{text}<p>{TEXT}</div>")
    }),
    ("pictures and captions", 1_500, |n| {
        format!("<figure><img src=a.png width=600><figcaption>{TEXT}</figcaption></figure>").repeat(n)
    }),
    ("a product", 1_500, |n| {
        let kind = r#"<script type="application/ld+json">{"@type":"Product"}</script>"#;
        format!("{kind}<h1>A kettle</h1>{}", format!("<div class=price>a</div><p>{TEXT}").repeat(n))
    }),
];

fn read(html: &str) -> Reading {
    let mut page = Extractor::new("https://example.org/a", Options::default()).unwrap();
    page.write(html.as_bytes()).unwrap();
    page.read().unwrap()
}

/// The time that a selection takes, and the memory beyond what the page itself takes, in bytes.
fn cost_of_selection(page: &Reading, policy: Policy) -> (Duration, usize) {
    let (time, memory, ()) = cost::cost(|| drop(page.select(Options::with_policy(policy))));
    (time, memory)
}

/// Compares two pages of one shape.
fn check(small: &Reading, large: &Reading, policy: Policy) -> Result<(), String> {
    let [(time, memory), (more_time, more_memory)] = [small, large].map(|page| cost_of_selection(page, policy));
    let grows = grows_as_the_page(time, more_time) && more_memory <= MOST_MEMORY * memory.max(1 << 20);
    if grows { Ok(()) } else { Err(format!("{time:?} and {memory} bytes, then {more_time:?} and {more_memory}")) }
}

/// One test, because tests run side by side, and each other's memory would be counted.
#[test]
fn a_selection_grows_as_its_page_does() {
    for (shape, parts, write) in SHAPES {
        let (small, large) = (read(&write(*parts)), read(&write(parts * GROWTH)));
        for policy in [Policy::Article, Policy::Page] {
            let faults: Vec<_> = (0..TRIES).map_while(|_| check(&small, &large, policy).err()).collect();
            assert!(faults.len() < TRIES, "{shape}, {policy:?}: {}", faults.join("; "));
        }
    }
}
