//! What the machine must have, and how it gets it.
//!
//! A fresh Debian or Ubuntu with Rust and Node and a root shell needs nothing done by hand. On any other system we
//! say what to install and stop: nobody wants a build that guesses at their package manager.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command::{answer, run};
use crate::paths::root;

/// The oldest Node whose test runner and `fetch` the tests rest on.
const OLDEST_NODE: u32 = 20;

/// What the distribution has: the names of its program, best first, and of its package in Debian.
struct Program {
    name: &'static str,
    programs: &'static [&'static str],
    package: &'static str,
}

/// Google's own Chrome is not among them: it no longer loads an unpacked extension from its command line.
const CHROMIUM: Program =
    Program { name: "Chromium", programs: &["chromium", "chromium-browser"], package: "chromium" };
const FIREFOX: Program = Program { name: "Firefox", programs: &["firefox-esr", "firefox"], package: "firefox-esr" };
/// What has the characters of Chinese and Japanese. Without any, browsers draw a box for each, as wide as they please.
const FONTS: &str = "fonts-noto-cjk";
/// The checker of books is written in it.
const JAVA: Program = Program { name: "Java", programs: &["java"], package: "default-jre-headless" };

/// Sees to it that rustc can build for wasm.
pub fn wasm_target() -> Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let library = answer(Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]));
    if library.is_some_and(|path| PathBuf::from(path).exists()) {
        return Ok(());
    }
    run(Command::new("rustup").args(["target", "add", TARGET]))
        .with_context(|| format!("rustc lacks the target {TARGET}: install it, or rustup to let us do so"))
}

/// Sees to it that `node_modules/` is what package-lock.json says.
pub fn npm_packages() -> Result<()> {
    node_is_new_enough()?;
    let lock = fs::read(root().join("package-lock.json")).context("package-lock.json could not be read")?;
    // npm writes no such copy: its own record leaves out packages of other systems and so never equals the lock.
    let installed = root().join("node_modules").join(".installed-lock.json");
    if fs::read(&installed).is_ok_and(|bytes| bytes == lock) {
        return Ok(());
    }
    run(Command::new(npm()).args(["ci", "--no-audit", "--no-fund"]))?;
    fs::write(&installed, lock).with_context(|| format!("{} could not be written", installed.display()))
}

/// The path of Chromium, installed where it was missing.
pub fn chromium() -> Result<PathBuf> {
    CHROMIUM.installed()
}

/// The path of Firefox, installed where it was missing.
pub fn firefox() -> Result<PathBuf> {
    FIREFOX.installed()
}

/// The path of Java, installed where it was missing.
pub fn java() -> Result<PathBuf> {
    JAVA.installed()
}

/// Both browsers, installed where they were missing: the name of each, the variable that tells scripts of it, and its path.
pub fn browsers() -> Result<[(&'static str, &'static str, PathBuf); 2]> {
    Ok([("chromium", "OFFPRINT_CHROMIUM", chromium()?), ("firefox", "OFFPRINT_FIREFOX", firefox()?)])
}

/// Sees to it that a browser can set Chinese and Japanese, where fontconfig can be asked.
pub fn fonts() -> Result<()> {
    let has = |language| {
        answer(Command::new("fc-list").arg(format!(":lang={language}"))).is_none_or(|found| !found.is_empty())
    };
    if ["zh-cn", "ja"].into_iter().all(has) {
        return Ok(());
    }
    if !can_install() {
        bail!("no font has the characters of Chinese and Japanese: install one, such as Noto CJK");
    }
    install(FONTS)
}

fn install(package: &str) -> Result<()> {
    run(Command::new("apt-get").arg("update"))?;
    let install = ["install", "--yes", "--no-install-recommends", package];
    run(Command::new("apt-get").args(install).env("DEBIAN_FRONTEND", "noninteractive"))
}

impl Program {
    fn installed(&self) -> Result<PathBuf> {
        if let Some(path) = self.find() {
            return Ok(path);
        }
        if !can_install() {
            bail!("{} is missing: install it, so that {} is in PATH", self.name, self.programs.join(" or "));
        }
        install(self.package)?;
        self.find().with_context(|| format!("the package {} did not bring {}", self.package, self.programs[0]))
    }

    fn find(&self) -> Option<PathBuf> {
        let folders = std::env::var_os("PATH")?;
        let folders: Vec<PathBuf> = std::env::split_paths(&folders).collect();
        let files = self.programs.iter().flat_map(|program| folders.iter().map(move |folder| folder.join(program)));
        files.into_iter().find(|file| file.is_file())
    }
}

fn node_is_new_enough() -> Result<()> {
    let version = answer(Command::new("node").arg("--version")).unwrap_or_default();
    let major = version.trim_start_matches('v').split('.').next().and_then(|number| number.parse::<u32>().ok());
    match major {
        Some(major) if major >= OLDEST_NODE => Ok(()),
        Some(_) => bail!("found Node {version}, expected {OLDEST_NODE} or newer"),
        None => bail!("Node is missing: install version {OLDEST_NODE} or newer, with npm"),
    }
}

fn npm() -> &'static str {
    if cfg!(windows) { "npm.cmd" } else { "npm" }
}

/// Whether packages of the distribution can be installed without asking anybody.
fn can_install() -> bool {
    let root = answer(Command::new("id").arg("-u")).is_some_and(|id| id == "0");
    root && answer(Command::new("apt-get").arg("--version")).is_some()
}
