//! `speed`, the program behind `cargo xtask bench`: measures Offprint beside the floor and its peers.
//!
//! It runs itself again for each peak of memory ([`benches::memory`]): the options that begin with `--alone` are for that.
#![forbid(unsafe_code)]

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail, ensure};
use benches::{article, compare, hostile, linear, pages};

const USAGE: &str = "\
usage: speed [--quick] [--corpora DIR]   all tools on the pages of DIR, or on the project's own
       speed --linear                    Offprint on one page of growing size
       speed --hostile                   Offprint on pages that are made to be too much, 1 to 100 MB
       speed --page BYTES FILE           write such a page";

/// Where corpora are looked for, beside the repository.
const CORPORA: &str = "../shared/corpora";

/// What is asked for.
#[derive(Debug, PartialEq)]
enum Request {
    Compare { quick: bool, corpora: Option<PathBuf> },
    Linear,
    Hostile,
    Page { bytes: usize, file: PathBuf },
    Alone { tool: String, set: String, corpora: Option<PathBuf> },
    AloneMade { bytes: usize },
    AloneHostile { row: usize, bytes: usize },
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match read(&words).map_err(|error| error.context(USAGE)).and_then(run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn read(words: &[&str]) -> Result<Request> {
    Ok(match *words {
        ["--linear"] => Request::Linear,
        ["--hostile"] => Request::Hostile,
        ["--page", bytes, file] => Request::Page { bytes: number(bytes)?, file: file.into() },
        ["--alone", tool, set, ref rest @ ..] => {
            let (_, corpora) = read_comparison(rest)?;
            Request::Alone { tool: tool.to_owned(), set: set.to_owned(), corpora }
        }
        ["--alone-made", bytes] => Request::AloneMade { bytes: number(bytes)? },
        ["--alone-hostile", row, bytes] => Request::AloneHostile { row: number(row)?, bytes: number(bytes)? },
        ref rest => {
            let (quick, corpora) = read_comparison(rest)?;
            Request::Compare { quick, corpora }
        }
    })
}

fn read_comparison(words: &[&str]) -> Result<(bool, Option<PathBuf>)> {
    match *words {
        [] => Ok((false, None)),
        ["--quick", ref rest @ ..] => Ok((true, read_comparison(rest)?.1)),
        ["--corpora", folder, ref rest @ ..] => Ok((read_comparison(rest)?.0, Some(folder.into()))),
        [other, ..] => bail!("found {other}"),
    }
}

fn number(word: &str) -> Result<usize> {
    word.parse().with_context(|| format!("found {word}, expected a number of bytes"))
}

fn run(request: Request) -> Result<()> {
    match request {
        Request::Compare { quick, corpora } => {
            ensure!(corpora.as_ref().is_none_or(|folder| folder.is_dir()), "--corpora expects a folder");
            compare::run(corpora.or_else(default_corpora).as_deref(), quick)
        }
        Request::Linear => linear::run(),
        Request::Hostile => hostile::run(),
        Request::Page { bytes, file } => write_page(bytes, &file),
        Request::Alone { tool, set, corpora } => compare::alone(&tool, &set, corpora.as_deref()),
        Request::AloneMade { bytes } => linear::alone(bytes),
        Request::AloneHostile { row, bytes } => hostile::alone(row, bytes),
    }
}

fn default_corpora() -> Option<PathBuf> {
    Some(pages::root().join(CORPORA)).filter(|folder| folder.is_dir())
}

fn write_page(bytes: usize, file: &Path) -> Result<()> {
    std::fs::write(file, article::page(bytes)).with_context(|| format!("{} could not be written", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_in_any_order() {
        let corpora = Some(PathBuf::from("a"));
        for words in [&["--quick", "--corpora", "a"][..], &["--corpora", "a", "--quick"]] {
            assert_eq!(read(words).unwrap(), Request::Compare { quick: true, corpora: corpora.clone() });
        }
        assert_eq!(read(&[]).unwrap(), Request::Compare { quick: false, corpora: None });
        assert_eq!(read(&["--linear"]).unwrap(), Request::Linear);
        assert_eq!(read(&["--hostile"]).unwrap(), Request::Hostile);
        let alone = Request::Alone { tool: "floor".to_owned(), set: "news".to_owned(), corpora };
        assert_eq!(read(&["--alone", "floor", "news", "--corpora", "a"]).unwrap(), alone);
    }

    #[test]
    fn what_is_not_known_is_refused() {
        for words in [&["--fast"][..], &["--corpora"], &["--linear", "--quick"], &["--page", "1k", "a"]] {
            assert!(read(words).is_err(), "{words:?}");
        }
    }
}
