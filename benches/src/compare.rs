//! All tools on the same pages, in one run: how fast, with how much memory, and how many times as fast as each other.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use crate::memory;
use crate::pages::{self, Page};
use crate::rounds::Rounds;
use crate::tools::{self, NOTHING, TOOLS, Tool};

/// How long one set of pages may take in a quick run: all of it stays below 50 seconds.
const QUICK: Duration = Duration::from_secs(20);
/// And when there is time.
const PATIENT: Duration = Duration::from_secs(60);

/// What is promised: at most this many times the floor's time, and dom_smoothie's time at least this many times ours.
const MOST_TIMES_THE_FLOOR: f64 = 2.5;
const LEAST_TIMES_DOM_SMOOTHIE: f64 = 2.0;

/// Where our own time and the floor's stand among those of the tools.
const OURS: usize = 0;
const FLOOR: usize = 1;

/// Prints a section for each set of pages.
pub fn run(corpora: Option<&Path>, quick: bool) -> Result<()> {
    for name in pages::names(corpora, quick)? {
        section(&name, corpora, if quick { QUICK } else { PATIENT })?;
    }
    Ok(())
}

fn section(name: &str, corpora: Option<&Path>, allowance: Duration) -> Result<()> {
    let pages: Vec<Page> =
        pages::sources(name, corpora)?.iter().map(pages::Source::read).collect::<Result<_>>().context("a page")?;
    ensure!(!pages.is_empty(), "there are no pages in {name}");
    let bytes: usize = pages.iter().map(|page| page.html.len()).sum();
    let rounds = Rounds::run(&TOOLS, &pages, allowance);
    println!(
        "{name}: {} pages, {bytes} bytes ({:.1} kB a page), {} rounds, medians",
        pages.len(),
        bytes as f64 / 1e3 / pages.len() as f64,
        rounds.count()
    );
    println!("{:<14} {:>8} {:>9} {:>12}", "tool", "MB/s", "ms/page", "peak MiB");
    for (tool, seconds) in TOOLS.iter().enumerate().map(|(index, tool)| (tool, rounds.seconds(index))) {
        let [speed, time] = [bytes as f64 / 1e6 / seconds, seconds * 1e3 / pages.len() as f64];
        println!("{:<14} {speed:>8.1} {time:>9.3} {:>12}", tool.name, memory::shown(peak(tool, name, corpora)?));
    }
    println!("{:<14} {:>8} {:>9} {:>12}", NOTHING.name, "", "", memory::shown(peak(&NOTHING, name, corpora)?));
    print_ratios(&rounds);
    Ok(())
}

/// The two ratios with a promise, and the other peers'; the middle half of all rounds lies between what is in brackets.
fn print_ratios(rounds: &Rounds) {
    let [low, ratio, high] = rounds.ratio(OURS, FLOOR);
    println!("times the floor: {ratio:.2} ({low:.2} to {high:.2}; at most {MOST_TIMES_THE_FLOOR})");
    for (index, tool) in TOOLS.iter().enumerate().skip(FLOOR + 1) {
        let [low, ratio, high] = rounds.ratio(index, OURS);
        let promise = match tool.name {
            "dom_smoothie" => format!("; at least {LEAST_TIMES_DOM_SMOOTHIE}"),
            _ => String::new(),
        };
        println!("times {}: {ratio:.2} ({low:.2} to {high:.2}{promise})", tool.name);
    }
    println!();
}

/// The peak of a process in which the tool reads the pages one after the other.
fn peak(tool: &Tool, set: &str, corpora: Option<&Path>) -> Result<Option<u64>> {
    let mut arguments = vec!["--alone".into(), tool.name.into(), set.into()];
    if let Some(corpora) = corpora {
        arguments.extend(["--corpora".into(), corpora.as_os_str().to_owned()]);
    }
    memory::read(&memory::alone(arguments).with_context(|| format!("{} on {set}", tool.name))?)
}

/// What such a process does: each page is in memory only while it is read.
pub fn alone(tool: &str, set: &str, corpora: Option<&Path>) -> Result<()> {
    let tool = tools::named(tool).with_context(|| format!("found the tool {tool}"))?;
    for source in pages::sources(set, corpora)? {
        (tool.run)(&source.read()?);
    }
    println!("{}", memory::write(memory::peak()));
    Ok(())
}
