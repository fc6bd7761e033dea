//! What a page can do that is made to be too much: the curve of time and memory for every shape of `tests/support`.

use std::time::Instant;

use anyhow::{Context, Result, bail};
use offprint::{Error, Extractor, Options, Policy};

use crate::linear::budget;
use crate::memory;

#[path = "../../tests/support/hostile_pages.rs"]
mod hostile_pages;

use hostile_pages::{ROWS, page};

/// The sizes of the pages, in bytes.
const SIZES: [usize; 3] = [1_000_000, 10_000_000, 100_000_000];

/// What is asked of a page: the most that can be kept of it.
const POLICY: Policy = Policy::Page;

/// Prints a line for each shape, and for each size what became of it.
pub fn run() -> Result<()> {
    println!(
        "pages that are made to be too much, as whole pages; each in a process of its own: ms, and MiB of the budget's"
    );
    let budgets = SIZES.map(|size| memory::shown(Some(budget(size as u64))));
    println!("{:<46} {:>24} {:>24} {:>24}", "bytes", SIZES[0], SIZES[1], SIZES[2]);
    println!("{:<46} {:>24} {:>24} {:>24}", "budget", budgets[0], budgets[1], budgets[2]);
    for (number, (name, _)) in ROWS.iter().enumerate() {
        let cells = SIZES.map(|size| cell(number, size).unwrap_or_else(|error| format!("{error:#}")));
        println!("{name:<46} {:>24} {:>24} {:>24}", cells[0], cells[1], cells[2]);
    }
    Ok(())
}

fn cell(number: usize, size: usize) -> Result<String> {
    let answer = memory::alone(["--alone-hostile", &number.to_string(), &size.to_string()])?;
    let words: Vec<&str> = answer.split_whitespace().collect();
    let [milliseconds, peak, outcome] = words[..] else { bail!("expected three words, found {answer:?}") };
    Ok(format!("{milliseconds} ms {} {outcome}", memory::shown(memory::read(peak)?)))
}

/// What the process for one page does.
pub fn alone(number: usize, size: usize) -> Result<()> {
    let html = page(ROWS.get(number).context("there is no such row")?, size);
    let start = Instant::now();
    let outcome = match read(&html) {
        Ok(true) => "kept",
        Ok(false) => "nothing",
        Err(Error::Limit { .. }) => "refused",
        Err(other) => return Err(other.into()),
    };
    println!("{:.0} {} {outcome}", start.elapsed().as_secs_f64() * 1e3, memory::write(memory::peak()));
    Ok(())
}

/// Whether anything is kept.
fn read(html: &[u8]) -> Result<bool, Error> {
    let mut page = Extractor::new("https://example.org/a", Options::with_policy(POLICY))?;
    page.write(html)?;
    Ok(page.end()?.content.is_some())
}
