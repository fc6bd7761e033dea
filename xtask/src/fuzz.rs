//! `cargo xtask fuzz`: libFuzzer on the engine, by the compiler that builds everything else.
//!
//! cargo-fuzz asks for a nightly, for the sanitizers of memory. The coverage that leads libFuzzer to new inputs needs none:
//! it is a pass of LLVM's, and the flags for that are stable. In code without `unsafe` the sanitizers would look for what
//! cannot be there; panics, broken promises, and inputs that take too long or too much memory are found without them.

use std::path::{Path, PathBuf};
use std::process::{Child, Command};

use anyhow::{Context, Result, bail};

use crate::command::{answer, cargo, run as run_command};
use crate::paths::{root, target};

const TARGETS: [&str; 4] = ["extractor", "sanitizer", "metadata", "captures"];

/// How long one target runs where nobody says otherwise, in seconds; so it does among all other checks.
const SECONDS: u32 = 60;

/// The flags by which cargo-fuzz has coverage counted, less those for a nightly.
const COVERAGE: [&str; 7] = [
    "--cfg=fuzzing",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Cdebug-assertions",
];

/// What libFuzzer is told: one input takes ten seconds, 2 GB and 16 kB at most, and each run makes the same choices.
const LIMITS: [&str; 6] =
    ["-seed=1", "-timeout=10", "-rss_limit_mb=2048", "-max_len=16384", "-len_control=20", "-print_final_stats=1"];

/// Runs the targets that the arguments name, or all.
pub fn run(arguments: &[&str]) -> Result<()> {
    let (targets, seconds) = options(arguments)?;
    fuzz(&targets, seconds)
}

/// Looks for what no seed reaches; the seeds themselves are replayed by the tests of the package.
pub fn test() -> Result<()> {
    fuzz(&TARGETS, SECONDS)
}

fn options<'a>(arguments: &[&'a str]) -> Result<(Vec<&'a str>, u32)> {
    match arguments {
        [] => Ok((TARGETS.to_vec(), SECONDS)),
        ["--seconds", seconds] => {
            let seconds = seconds.parse().with_context(|| format!("found --seconds {seconds}, expected a number"))?;
            Ok((TARGETS.to_vec(), seconds))
        }
        [target, rest @ ..] if TARGETS.contains(target) => Ok((vec![target], options(rest)?.1)),
        [other, ..] => bail!("found {other}, expected one of {}, and perhaps --seconds N", TARGETS.join(", ")),
    }
}

/// Two at a time: on a machine with fewer cores they take twice as long, and find as much.
fn fuzz(targets: &[&str], seconds: u32) -> Result<()> {
    let programs = build()?;
    for pair in targets.chunks(2) {
        let running = pair.iter().map(|name| start(&programs, name, seconds)).collect::<Result<Vec<_>>>()?;
        let outcomes: Vec<_> = pair.iter().zip(running).map(|(name, child)| finish(name, child)).collect();
        outcomes.into_iter().collect::<Result<Vec<()>>>()?;
    }
    Ok(())
}

/// Builds the targets with coverage, in a folder of their own, and says where they are. Only what runs is built with the
/// flags: with a target named, macros and build scripts are not.
fn build() -> Result<PathBuf> {
    let host = answer(Command::new("rustc").args(["--print", "host-tuple"])).context("rustc names no host")?;
    let folder = target().join("fuzz");
    let mut build = cargo(&["build", "--quiet", "--package", "fuzz", "--bins", "--profile", "fuzz", "--target", &host]);
    run_command(build.arg("--target-dir").arg(&folder).env("RUSTFLAGS", COVERAGE.join(" ")))?;
    Ok(folder.join(host).join("fuzz"))
}

fn start(programs: &Path, name: &str, seconds: u32) -> Result<Child> {
    let corpus = target().join("fuzz/corpus").join(name);
    let log = std::fs::File::create(log(name)).context("the log of a target could not be written")?;
    // What was found in a run before would make this one another: the corpus begins with the seeds alone.
    std::fs::remove_dir_all(&corpus).ok();
    std::fs::create_dir_all(&corpus)?;
    let mut command = Command::new(programs.join(name));
    command.args(LIMITS).arg(format!("-max_total_time={seconds}"));
    command.arg(format!("-artifact_prefix={}/{name}-", target().join("fuzz").display()));
    command.arg(corpus).arg(root().join("fuzz/seeds").join(name)).stderr(log);
    command.spawn().with_context(|| format!("{name} could not be started"))
}

fn finish(name: &str, mut child: Child) -> Result<()> {
    let status = child.wait()?;
    let text = std::fs::read(log(name)).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let value =
        |of: &str| text.lines().rev().find_map(|line| line.split_once(of)).map_or("?", |(_, value)| value.trim());
    let (runs, rate) = (value("number_of_executed_units:"), value("average_exec_per_sec:"));
    let edges = text.lines().rev().find_map(|line| line.split_once(" cov: ")?.1.split(' ').next()).unwrap_or("?");
    println!("{name:<10} {runs} inputs, {rate} a second, {edges} edges covered");
    if !status.success() {
        let end: Vec<&str> = text.lines().rev().take(40).collect();
        bail!("{name} failed:\n{}", end.into_iter().rev().collect::<Vec<_>>().join("\n"));
    }
    Ok(())
}

fn log(name: &str) -> PathBuf {
    target().join("fuzz").join(format!("{name}.log"))
}

#[cfg(test)]
mod tests {
    use super::options;

    #[test]
    fn targets_and_seconds_are_checked_before_anything_is_built() {
        assert!(options(&[]).is_ok_and(|(targets, seconds)| targets.len() == 4 && seconds == 60));
        assert!(options(&["captures", "--seconds", "9"]).is_ok_and(|found| found == (vec!["captures"], 9)));
        for wrong in [&["parser"][..], &["--seconds"], &["--seconds", "x"], &["captures", "9"]] {
            assert!(options(wrong).is_err(), "{wrong:?}");
        }
    }
}
