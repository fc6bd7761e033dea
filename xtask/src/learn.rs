//! `cargo xtask learn`: the model of `src/score/`, learnt anew.
//!
//! The engine writes down what it sees of each run of text, a gradient-boosting library fits trees to it, and the engine
//! reads the trees: so there is one set of signals, and what is learnt is what runs. The library is Python's and its
//! version pinned; it lives in an environment of its own below the target folder.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command::{cargo, run as run_command};
use crate::paths::{root, target};
use crate::python;

/// Learns from the corpora of a folder and writes the model and the figures of the run beside the code that reads it.
pub fn run(arguments: &[&str]) -> Result<()> {
    let ["--corpora", corpora] = arguments else {
        bail!("found {}, expected --corpora DIR", arguments.join(" "));
    };
    let corpora = std::path::absolute(Path::new(corpora))?;
    let work = target().join("learn");
    std::fs::create_dir_all(&work).with_context(|| format!("{} could not be made", work.display()))?;
    let python = python::environment(&work.join("python"), "xtask/learn/requirements.txt")?;
    engine(&["words".as_ref(), &corpora, &work])?;
    fit(&python, &["words".as_ref(), &work])?;
    engine(&["signals".as_ref(), &corpora, &work])?;
    fit(&python, &["trees".as_ref(), &work])?;
    engine(&["texts".as_ref(), &corpora, &work])?;
    fit(&python, &["figures".as_ref(), &work, &root().join("src/score")])
}

fn engine(arguments: &[&Path]) -> Result<()> {
    run_command(cargo(&["run", "--quiet", "--release", "--package", "learn", "--"]).args(arguments))
}

fn fit(python: &Path, arguments: &[&Path]) -> Result<()> {
    run_command(Command::new(python).arg(root().join("xtask/learn/fit.py")).args(arguments))
}
