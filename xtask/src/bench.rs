//! `cargo xtask bench`: how fast, and with how much memory.
//!
//! What measures is a program of the package `benches`: the peers it measures against would slow down the build of
//! everything else. In the browser a script does, on pages that the same program makes.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::command::{self, cargo, node};
use crate::paths::{root, target};
use crate::{machine, wasm, www};

/// The pages of the comparison in the browser, in bytes: an ordinary page, a long one, and one that few people meet.
const SIZES: [usize; 3] = [100_000, 1_000_000, 5_000_000];

/// What is measured by itself.
const ALONE: [&str; 6] = ["--linear", "--hostile", "--browser", "--library", "--reading", "--viewer"];

/// Measures what the arguments ask for.
pub fn run(arguments: &[&str]) -> Result<()> {
    check(arguments)?;
    match arguments {
        ["--browser"] => browser(),
        ["--library"] => library(),
        ["--reading"] => reading(),
        ["--viewer"] => viewer(),
        _ => speed(&absolute(arguments)?),
    }
}

/// Refuses what the program would not know, before it is built.
fn check(arguments: &[&str]) -> Result<()> {
    match arguments {
        [] => Ok(()),
        [only] if ALONE.contains(only) => Ok(()),
        ["--quick", rest @ ..] | ["--corpora", _, rest @ ..] if !matches!(rest, [only] if ALONE.contains(only)) => {
            check(rest)
        }
        [other, ..] => bail!("found {other}, expected --quick and --corpora DIR, or one of {}", ALONE.join(", ")),
    }
}

/// The program runs in the repository's top: a folder is meant from where the command was given.
fn absolute(arguments: &[&str]) -> Result<Vec<PathBuf>> {
    let is_folder = |place: usize| place > 0 && arguments[place - 1] == "--corpora";
    let words = arguments.iter().enumerate();
    let paths = words.map(|(place, word)| if is_folder(place) { std::path::absolute(word) } else { Ok(word.into()) });
    paths.collect::<Result<_, _>>().context("--corpora expects a folder")
}

fn speed<A: AsRef<std::ffi::OsStr>>(arguments: &[A]) -> Result<()> {
    let program = ["run", "--quiet", "--release", "--package", "benches", "--bin", "speed", "--"];
    command::run(cargo(&program).args(arguments))
}

fn browser() -> Result<()> {
    let chromium = machine::chromium()?;
    wasm::build()?;
    let folder = target().join("bench");
    make_pages(&folder)?;
    let mut script = node(&root().join("benches/browser/run.js"));
    command::run(script.env("OFFPRINT_CHROMIUM", chromium).env("OFFPRINT_PAGES", folder))
}

/// A library of ten thousand captures, in either browser.
fn library() -> Result<()> {
    let browsers = machine::browsers()?;
    wasm::build()?;
    for (name, variable, program) in &browsers {
        let mut script = node(&root().join("tests/extension/library_bench.js"));
        command::run(script.env("OFFPRINT_BROWSER", name).env(variable, program))?;
    }
    Ok(())
}

/// The reading view, in both browsers.
fn reading() -> Result<()> {
    let browsers = machine::browsers()?.map(|(_, variable, program)| (variable, program));
    wasm::build()?;
    command::run(node(&root().join("benches/browser/reading.js")).envs(browsers))
}

/// Ten thousand files in the viewer, in either browser.
fn viewer() -> Result<()> {
    let folder = www::build()?;
    for (name, variable, program) in &machine::browsers()? {
        let mut script = node(&root().join("tests/www/viewer_bench.js"));
        command::run(script.env("OFFPRINT_SITE", &folder).env("OFFPRINT_BROWSER", name).env(variable, program))?;
    }
    Ok(())
}

/// The pages, each named by its size.
fn make_pages(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("{} could not be made", folder.display()))?;
    for size in SIZES.map(|size| size.to_string()) {
        speed(&["--page".into(), PathBuf::from(&size), folder.join(format!("{size}.html"))])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_checked_before_anything_is_built() {
        let alone = ALONE.iter().map(std::slice::from_ref);
        for right in [&[][..], &["--quick"], &["--corpora", "a", "--quick"]].into_iter().chain(alone) {
            assert!(check(right).is_ok(), "{right:?}");
        }
        for wrong in [&["--fast"][..], &["--corpora"], &["--quick", "--linear"], &["--linear", "--quick"], &["a"]] {
            assert!(check(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_folder_is_meant_from_where_the_command_was_given() {
        let words = absolute(&["--quick", "--corpora", "a"]).unwrap();
        assert_eq!(words, [PathBuf::from("--quick"), "--corpora".into(), std::path::absolute("a").unwrap()]);
    }
}
