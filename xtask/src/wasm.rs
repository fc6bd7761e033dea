//! The engine for the browser: cargo, then wasm-bindgen, then wasm-opt, into `extension/wasm/`.
//!
//! The last two take longer than a look at their inputs, so they are left out when neither the module that cargo
//! gave, nor their versions and flags, nor the files written last time have changed.

use std::fmt;
use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use flate2::{Compression, write::GzEncoder};
use wasm_bindgen_cli_support::Bindgen;

use crate::command::{cargo, node, run};
use crate::paths::{extension, npm_program, root, target};
use crate::{command, machine};

const TARGET: &str = "wasm32-unknown-unknown";
const PROFILE: &str = "wasm";
const NAME: &str = "offprint";
/// A workspace of its own, with its own lock file: it says why.
const MANIFEST: &str = "wasm/Cargo.toml";

/// What the browser downloads, reads and compiles before the first capture, at most: in bytes, raw and gzipped.
const LARGEST: Built = Built { raw: 1_000_000, gzipped: 400_000 };

/// Exactly what rustc turns on for the target. `--all-features` would let wasm-opt write what browsers refuse.
const WASM_OPT_FLAGS: &[&str] = &[
    "-Os",
    "--mvp-features",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-call-indirect-overlong",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// The built module and its sizes in bytes.
pub struct Built {
    raw: usize,
    gzipped: usize,
}

impl fmt::Display for Built {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kilobytes = |bytes: usize| bytes as f64 / 1000.0;
        write!(out, "extension/wasm: {:.1} kB raw, {:.1} kB gzipped", kilobytes(self.raw), kilobytes(self.gzipped))
    }
}

/// Builds what is out of date and says how large the module is.
pub fn build() -> Result<Built> {
    machine::wasm_target()?;
    machine::npm_packages()?;
    let compiled = compile()?;
    let stamp = target().join(TARGET).join(PROFILE).join("stamp");
    let inputs = fingerprint_inputs(&compiled)?;
    if fs::read_to_string(&stamp).ok() != Some(format!("{inputs} {}", fingerprint_outputs())) {
        bind(&compiled)?;
        write(&stamp, format!("{inputs} {}", fingerprint_outputs()).as_bytes())?;
    }
    measure()
}

/// Refuses a module that outgrew its budget.
pub fn check_size() -> Result<()> {
    let built = build()?;
    if built.raw > LARGEST.raw || built.gzipped > LARGEST.gzipped {
        bail!("found {built}, expected at most {} and {} bytes", LARGEST.raw, LARGEST.gzipped);
    }
    Ok(())
}

fn compile() -> Result<PathBuf> {
    let mut build = cargo(&["build", "--quiet", "--manifest-path", MANIFEST, "--target", TARGET, "--profile", PROFILE]);
    build.arg("--target-dir").arg(target()).env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags());
    run(&mut build)?;
    Ok(target().join(TARGET).join(PROFILE).join("offprint_wasm.wasm"))
}

/// Panic messages name source files. Without their folders the module is the same from whatever folder it was built
/// in, and tells nobody's user name.
fn flags() -> String {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo"))).unwrap_or_default();
    format!("--remap-path-prefix={}=cargo --remap-path-prefix={}=.", home.display(), root().display())
}

/// Writes the bindings and the optimised module.
fn bind(compiled: &Path) -> Result<()> {
    let folder = target().join(TARGET).join(PROFILE).join("bindings");
    let mut bindgen = Bindgen::new();
    bindgen.input_path(compiled).out_name(NAME).typescript(true).remove_name_section(true);
    // The background throws an instance away that has trapped, and goes on with a new one.
    bindgen.remove_producers_section(true).reset_state_function(true).web(true)?;
    eprintln!("$ wasm-bindgen {}", file_name(compiled));
    bindgen.generate(&folder).context("wasm-bindgen refused the module")?;
    let destination = extension().join("wasm");
    fs::create_dir_all(&destination)?;
    for name in [format!("{NAME}.js"), format!("{NAME}.d.ts"), format!("{NAME}_bg.wasm.d.ts")] {
        let text = fs::read(folder.join(&name)).with_context(|| format!("wasm-bindgen wrote no {name}"))?;
        write(&destination.join(&name), &text)?;
    }
    let mut optimise = node(&npm_program("binaryen", "bin/wasm-opt"));
    optimise.args(WASM_OPT_FLAGS).arg(folder.join(module())).arg("--output").arg(destination.join(module()));
    command::run(&mut optimise)
}

fn module() -> String {
    format!("{NAME}_bg.wasm")
}

fn fingerprint_inputs(compiled: &Path) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    hasher.write(&fs::read(compiled).with_context(|| format!("cargo wrote no {}", compiled.display()))?);
    hasher.write(wasm_bindgen_shared_version().as_bytes());
    hasher.write(&fs::read(npm_program("binaryen", "package.json")).context("npm's binaryen is missing")?);
    WASM_OPT_FLAGS.iter().for_each(|flag| hasher.write(flag.as_bytes()));
    Ok(format!("{:016x}", hasher.finish()))
}

/// The version that Cargo.lock names for the bindings.
fn wasm_bindgen_shared_version() -> String {
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap_or_default();
    let after = lock.split("name = \"wasm-bindgen-cli-support\"\n").nth(1).unwrap_or_default();
    after.lines().next().unwrap_or_default().to_owned()
}

fn fingerprint_outputs() -> String {
    let mut hasher = DefaultHasher::new();
    for name in [format!("{NAME}.js"), format!("{NAME}.d.ts"), format!("{NAME}_bg.wasm.d.ts"), module()] {
        hasher.write(&fs::read(extension().join("wasm").join(name)).unwrap_or_default());
    }
    format!("{:016x}", hasher.finish())
}

fn measure() -> Result<Built> {
    let bytes = fs::read(extension().join("wasm").join(module()))?;
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&bytes)?;
    Ok(Built { raw: bytes.len(), gzipped: encoder.finish()?.len() })
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes).with_context(|| format!("{} could not be written", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// The packages of a registry that a lock file names: name, version and checksum, as they stand there.
    fn packages(lock: &str) -> BTreeSet<&str> {
        lock.split("[[package]]\n")
            .filter(|package| package.contains("\nsource = "))
            .map(without_dependencies)
            .collect()
    }

    /// Features differ between the two, and with them the dependencies.
    fn without_dependencies(package: &str) -> &str {
        package.split("dependencies = ").next().unwrap_or_default().trim_end()
    }

    #[test]
    fn the_module_has_the_dependencies_of_the_command_line() {
        let [whole, module] =
            ["Cargo.lock", "wasm/Cargo.lock"].map(|path| fs::read_to_string(root().join(path)).unwrap());
        let (whole, module) = (packages(&whole), packages(&module));
        assert!(!module.is_empty());
        let other: Vec<_> = module.difference(&whole).collect();
        assert!(other.is_empty(), "Cargo.lock has other versions: cargo update --manifest-path {MANIFEST} {other:#?}");
    }
}
