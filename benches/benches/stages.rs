//! What each stage costs, on a made article of a megabyte and on the pages of the tests.
//!
//! The stages that read the page include the reading: subtract `parse` from `blocks` and `metadata` to know their own
//! share. How the whole compares to the floor and to peers, `cargo xtask bench` says.

use std::hint::black_box;

use benches::article;
use benches::pages::{self, Page};
use benches::tools::{self, Tool};
use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};
use offprint::stages::{self, Blocks, Kept};

const WITHIN: &str = "the page is within the limits";
const MEGABYTE: usize = 1_000_000;

fn stages(criterion: &mut Criterion) {
    let own = pages::sources(pages::OWN, None).expect("the repository has its pages");
    let own = own.iter().map(|source| source.read().expect("the page is UTF-8")).collect();
    let made = Page { url: "https://example.org/a".to_owned(), html: article::page(MEGABYTE) };
    for (name, pages) in [("megabyte", vec![made]), ("test pages", own)] {
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(pages.iter().map(|page| page.html.len() as u64).sum()));
        read(&mut group, &pages);
        decide(&mut group, &pages);
        group.finish();
    }
}

/// The stages that read the page, and all of them together.
fn read(group: &mut BenchmarkGroup<'_, WallTime>, pages: &[Page]) {
    let stages = [
        Tool { name: "whole", run: tools::offprint },
        Tool { name: "parse", run: |page| assert!(stages::events(&page.html).expect(WITHIN) > 0) },
        Tool { name: "blocks", run: |page| drop(black_box(stages::blocks(&page.html, &page.url).expect(WITHIN))) },
        Tool { name: "metadata", run: |page| drop(black_box(stages::metadata(&page.html, &page.url).expect(WITHIN))) },
    ];
    for stage in stages {
        group.bench_function(stage.name, |bencher| bencher.iter(|| pages.iter().for_each(stage.run)));
    }
}

/// The stages that pass over an arena, and over what was kept of it.
fn decide(group: &mut BenchmarkGroup<'_, WallTime>, pages: &[Page]) {
    let prepared: Vec<Prepared> = pages.iter().map(Prepared::new).collect();
    type Stage = (&'static str, fn(&Prepared));
    let stages: [Stage; 4] = [
        ("select", |page| drop(black_box(stages::select(&page.blocks)))),
        ("clean", |page| drop(black_box(stages::clean(&page.blocks, &page.kept)))),
        ("text", |page| drop(black_box(stages::text(&page.html)))),
        ("words", |page| assert!(stages::words(&page.text) < page.text.len().max(1))),
    ];
    for (name, run) in stages {
        group.bench_function(name, |bencher| bencher.iter(|| prepared.iter().for_each(run)));
    }
}

/// A page as each stage finds it.
struct Prepared {
    blocks: Blocks,
    kept: Kept,
    html: String,
    text: String,
}

impl Prepared {
    fn new(page: &Page) -> Self {
        let blocks = stages::blocks(&page.html, &page.url).expect(WITHIN);
        let kept = stages::select(&blocks);
        let html = stages::clean(&blocks, &kept);
        let text = stages::text(&html);
        Self { blocks, kept, html, text }
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = stages
}
criterion_main!(benches);
