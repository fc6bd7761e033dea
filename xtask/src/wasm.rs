//! What is compiled for the browser: cargo, then wasm-bindgen, then wasm-opt, into `extension/wasm/`; the
//! viewer's own module among what is built.
//!
//! One module is loaded at every capture, and its size is felt at each start of the background. What only some pages
//! need is in modules of their own, loaded where it is asked for.
//!
//! The last two tools take longer than a look at their inputs, so they are left out when neither the module that cargo
//! gave, nor their versions and flags, nor the files written last time have changed.

use std::env;
use std::fmt;
use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::io::Write;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::thread;

use anyhow::{Context, Result, bail};
use flate2::{Compression, write::GzEncoder};
use wasm_bindgen_cli_support::Bindgen;

use crate::command::{cargo, node, run};
use crate::paths::{extension, npm_program, root, target};
use crate::{command, compiler, machine, package};

const TARGET: &str = "wasm32-unknown-unknown";
const PROFILE: &str = "wasm";
/// A workspace of its own, with its own lock file: it says why.
const ENGINE: &str = "wasm/Cargo.toml";

/// A package, and what is made of it.
struct Module {
    /// Of its files.
    name: &'static str,
    package: &'static str,
    /// Of the workspace whose dependencies and profile it is built with.
    manifest: &'static str,
    /// Where its files belong.
    folder: fn() -> PathBuf,
    /// What the browser downloads, reads and compiles before it can be used, at most.
    largest: Size,
}

const MODULES: &[Module] = &[
    Module {
        name: "offprint",
        package: "offprint-wasm",
        manifest: ENGINE,
        folder: loaded,
        largest: Size { raw: 1_000_000, gzipped: 400_000 },
    },
    Module {
        name: "formats",
        package: "offprint-formats-wasm",
        manifest: ENGINE,
        folder: loaded,
        largest: Size { raw: 800_000, gzipped: 325_000 },
    },
    Module {
        name: "search",
        package: "offprint-search",
        manifest: "Cargo.toml",
        folder: loaded,
        largest: Size { raw: 400_000, gzipped: 200_000 },
    },
    Module {
        name: "anchors",
        package: "offprint-anchors",
        manifest: "Cargo.toml",
        folder: loaded,
        largest: Size { raw: 60_000, gzipped: 25_000 },
    },
];

/// The engine and the formats in one: the viewer needs both, and half of either is the parser that they share.
const SITE: Module = Module {
    name: "site",
    package: "offprint-site-wasm",
    manifest: ENGINE,
    folder: || output("site"),
    largest: Size { raw: 1_200_000, gzipped: 520_000 },
};

/// Every browser that takes the extension has it, and every other one since 2023: the search for a byte takes sixteen at
/// once.
const SIMD: &str = "-Ctarget-feature=+simd128";

/// For the engine's workspace, whose profile is "z": by that alone even the steps of an iterator over characters are calls,
/// though they are no longer than one. docs/design.md has the figures.
const INLINE: &str = "-Cllvm-args=-inline-threshold=30";

/// Exactly what rustc turns on for the target, and we. `--all-features` would let wasm-opt write what browsers refuse.
const WASM_OPT_FLAGS: &[&str] = &[
    "-O3",
    "--converge",
    "--mvp-features",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-call-indirect-overlong",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-simd",
];

/// In bytes.
struct Size {
    raw: usize,
    gzipped: usize,
}

/// A module that is built.
pub struct Built {
    module: &'static Module,
    size: Size,
}

impl fmt::Display for Size {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kilobytes = |bytes: usize| bytes as f64 / 1000.0;
        write!(out, "{:.1} kB raw, {:.1} kB gzipped", kilobytes(self.raw), kilobytes(self.gzipped))
    }
}

impl fmt::Display for Built {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.module.wasm(), self.size)
    }
}

/// Tells this program, where it is run beside itself, that what the extension loads was built a moment ago: to ask cargo
/// would be to wait for all that compiles meanwhile.
pub const ARE_BUILT: &str = "OFFPRINT_MODULES_ARE_BUILT";

pub fn are_built() -> bool {
    env::var_os(ARE_BUILT).is_some()
}

/// Builds what is out of date of what the extension loads.
pub fn build() -> Result<Vec<Built>> {
    if are_built() {
        return MODULES.iter().map(|module| Ok(Built { module, size: module.measure()? })).collect();
    }
    build_modules(MODULES)
}

/// Builds what the viewer loads instead of the engine and the formats, and gives the folder that it is in.
pub fn build_site() -> Result<PathBuf> {
    build_modules(&[SITE])?.iter().try_for_each(Built::check)?;
    Ok((SITE.folder)())
}

fn build_modules(modules: &'static [Module]) -> Result<Vec<Built>> {
    machine::wasm_target()?;
    machine::npm_packages()?;
    // cargo takes one core for most of a module, and so does wasm-opt, for the module before.
    thread::scope(|scope| {
        let start = |module: &'static Module| {
            let compiled = module.compile(&root())?;
            Ok(scope.spawn(move || module.build(&compiled)))
        };
        let running = modules.iter().map(start).collect::<Result<Vec<_>>>()?;
        running.into_iter().map(|module| module.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
    })
}

/// Builds what is out of date and says how large each module is.
pub fn build_and_say() -> Result<()> {
    build()?.iter().for_each(|built| println!("{built}"));
    Ok(())
}

/// Refuses a module that outgrew its budget.
pub fn check_size() -> Result<()> {
    build()?.iter().try_for_each(Built::check)
}

/// Where the sources lie a second time, to be compiled there too.
fn elsewhere() -> PathBuf {
    target().join("elsewhere")
}

/// Refuses a module that is another where its sources lie in another folder. What the last tools make of it depends on
/// nothing else.
pub fn check_elsewhere() -> Result<()> {
    package::copy_sources(&elsewhere())?;
    // The others' crates lie in their workspace, and cargo names those by their way below it.
    for module in MODULES.iter().filter(|module| module.manifest == ENGINE) {
        let [here, there] = [root(), elsewhere()].map(|sources| module.compile(&sources).and_then(read));
        if here? != there? {
            bail!("{} is another module where it is compiled in {}", module.package, elsewhere().display());
        }
    }
    Ok(())
}

impl Built {
    fn check(&self) -> Result<()> {
        let largest = &self.module.largest;
        if self.size.raw > largest.raw || self.size.gzipped > largest.gzipped {
            bail!("found {self}, expected at most {largest}");
        }
        println!("{self}, at most {largest}");
        Ok(())
    }
}

impl Module {
    fn build(&'static self, compiled: &Path) -> Result<Built> {
        let stamp = output(&format!("{}.stamp", self.name));
        let inputs = fingerprint_inputs(compiled)?;
        if fs::read_to_string(&stamp).ok() != Some(format!("{inputs} {}", self.fingerprint_outputs())) {
            self.bind(compiled)?;
            write(&stamp, format!("{inputs} {}", self.fingerprint_outputs()).as_bytes())?;
        }
        Ok(Built { module: self, size: self.measure()? })
    }

    /// Compiles what lies below a folder, which need not be this repository, and says where the module is.
    fn compile(&self, root: &Path) -> Result<PathBuf> {
        // A crate that is also to be linked into others would be compiled for that, without what optimises the whole.
        let mut build = cargo(&["rustc", "--quiet", "--lib", "--crate-type", "cdylib"]);
        build.arg("--manifest-path").arg(root.join(self.manifest)).args(["--package", self.package]);
        build.args(["--target", TARGET, "--profile", PROFILE]);
        build.arg("--target-dir").arg(target()).env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", self.flags());
        compiler::stand_in(&mut build)?;
        run(&mut build)?;
        Ok(output(&format!("{}.wasm", self.package.replace('-', "_"))))
    }

    /// What rustc is told.
    fn flags(&self) -> String {
        let inline = if self.manifest == ENGINE { INLINE } else { "" };
        [&remapped_folders(), SIMD, inline].join(" ")
    }

    /// Writes the bindings and the optimised module.
    fn bind(&self, compiled: &Path) -> Result<()> {
        let folder = output("bindings");
        let mut bindgen = Bindgen::new();
        bindgen.input_path(compiled).out_name(self.name).typescript(true).remove_name_section(true);
        // The background throws an instance away that has trapped, and goes on with a new one.
        bindgen.remove_producers_section(true).reset_state_function(true).web(true)?;
        eprintln!("$ wasm-bindgen {}", file_name(compiled));
        bindgen.generate(&folder).context("wasm-bindgen refused the module")?;
        let destination = (self.folder)();
        fs::create_dir_all(&destination)?;
        for name in self.bindings() {
            let text = fs::read(folder.join(&name)).with_context(|| format!("wasm-bindgen wrote no {name}"))?;
            write(&destination.join(&name), &text)?;
        }
        let mut optimise = node(&npm_program("binaryen", "bin/wasm-opt"));
        optimise.args(WASM_OPT_FLAGS).arg(folder.join(self.wasm()));
        command::run(optimise.arg("--output").arg(destination.join(self.wasm())))
    }

    fn wasm(&self) -> String {
        format!("{}_bg.wasm", self.name)
    }

    /// The files beside the module.
    fn bindings(&self) -> [String; 3] {
        [format!("{}.js", self.name), format!("{}.d.ts", self.name), format!("{}_bg.wasm.d.ts", self.name)]
    }

    fn fingerprint_outputs(&self) -> String {
        let mut hasher = DefaultHasher::new();
        for name in self.bindings().into_iter().chain([self.wasm()]) {
            hasher.write(&fs::read((self.folder)().join(name)).unwrap_or_default());
        }
        format!("{:016x}", hasher.finish())
    }

    fn measure(&self) -> Result<Size> {
        let bytes = fs::read((self.folder)().join(self.wasm()))?;
        Ok(Size { raw: bytes.len(), gzipped: gzipped(&bytes)? })
    }
}

/// How many bytes are left of what a browser fetches from a host that gzips it.
pub fn gzipped(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

/// Where the files that the extension loads belong.
fn loaded() -> PathBuf {
    extension().join("wasm")
}

/// A file among what cargo built for the browser.
fn output(name: &str) -> PathBuf {
    target().join(TARGET).join(PROFILE).join(name)
}

/// Panic messages name source files. Without their folders the module is the same from whatever folder it was built
/// in and whichever registry its crates were fetched from, and tells nobody's user name.
fn remapped_folders() -> String {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| env::home_dir().map(|home| home.join(".cargo"))).unwrap_or_default();
    let registries = fs::read_dir(home.join("registry/src")).into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = registries.map(|registry| registry.path()).collect();
    folders.sort();
    // The copy may lie below the repository, and what is named last is looked at first.
    folders.extend([root(), elsewhere()]);
    folders.iter().map(|folder| format!("--remap-path-prefix={}=", folder.display())).collect::<Vec<_>>().join(" ")
}

fn fingerprint_inputs(compiled: &Path) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    hasher.write(&read(compiled)?);
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

fn read(compiled: impl AsRef<Path>) -> Result<Vec<u8>> {
    let compiled = compiled.as_ref();
    fs::read(compiled).with_context(|| format!("cargo wrote no {}", compiled.display()))
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
        assert!(other.is_empty(), "Cargo.lock has other versions: cargo update --manifest-path {ENGINE} {other:#?}");
    }
}
