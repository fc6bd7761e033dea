//! Whether time and memory grow as the page does, and no faster.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::pages::Page;
use crate::rounds::{median, seconds};
use crate::{article, memory, tools};

/// The sizes of the pages, in bytes: each ten times the one before it, up to near the largest page that is read.
const SIZES: [usize; 5] = [10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

/// What is promised of memory: this many bytes, and this many times the page, the page included.
const FIXED: u64 = 8 << 20;
const TIMES_INPUT: u64 = 4;

/// A page is read again for this long, so that small ones are read often enough.
const ALLOWANCE: Duration = Duration::from_secs(2);
/// A median of fewer is a guess.
const FEWEST: usize = 3;

/// Prints a line for each size.
pub fn run() -> Result<()> {
    println!("one made article, of growing size; each size in a process of its own");
    println!("{:>11} {:>11} {:>8} {:>12} {:>12}", "bytes", "ms", "MB/s", "peak MiB", "budget MiB");
    for size in SIZES {
        let answer = memory::alone(["--alone-made", &size.to_string()]).with_context(|| format!("{size} bytes"))?;
        let (bytes, seconds, peak) = read(&answer).with_context(|| format!("found {answer:?}"))?;
        println!(
            "{bytes:>11} {:>11.3} {:>8.1} {:>12} {:>12}",
            seconds * 1e3,
            bytes as f64 / 1e6 / seconds,
            memory::shown(peak),
            memory::shown(Some(budget(bytes)))
        );
    }
    Ok(())
}

/// What may be taken of memory for a page.
pub fn budget(bytes: u64) -> u64 {
    FIXED + TIMES_INPUT * bytes
}

/// What the process for one size does: the first reading tells the peak, all after it the time.
pub fn alone(size: usize) -> Result<()> {
    let page = Page { url: "https://example.org/a".to_owned(), html: article::page(size) };
    let extraction = tools::extract(&page)?;
    let peak = memory::peak();
    // A page that is refused is done with in no time.
    ensure!(extraction.content.is_some(), "no article was found in {size} bytes");
    drop(extraction);
    let start = Instant::now();
    let mut times = Vec::new();
    while times.len() < FEWEST || start.elapsed() < ALLOWANCE {
        times.push(seconds(|| tools::offprint(&page)));
    }
    println!("{} {} {}", page.html.len(), median(times), memory::write(peak));
    Ok(())
}

/// The bytes, the seconds and the peak that such a process told.
fn read(answer: &str) -> Result<(u64, f64, Option<u64>)> {
    let words: Vec<&str> = answer.split_whitespace().collect();
    let [bytes, seconds, peak] = words[..] else { bail!("expected three words") };
    Ok((bytes.parse()?, seconds.parse()?, memory::read(peak)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_budget_counts_the_page() {
        assert_eq!(budget(0), 8 << 20);
        assert_eq!(budget(1 << 20), 12 << 20);
    }

    #[test]
    fn a_child_tells_three_things() {
        assert_eq!(read("10000 0.5 none\n").unwrap(), (10_000, 0.5, None));
        assert!(read("10000 0.5").is_err());
    }
}
