//! `cargo xtask picture`: the README's pictures, made anew by real runs.

use anyhow::Result;

use crate::command::{self, node};
use crate::paths::root;
use crate::{machine, wasm};

/// Each writes pictures into `docs/`.
const SCRIPTS: &[&str] = &["picture.js", "reading_pictures.js"];

/// Builds everything, captures the sample pages, and takes the pictures.
pub fn run() -> Result<()> {
    wasm::build()?;
    machine::fonts()?;
    let chromium = machine::chromium()?;
    for name in SCRIPTS {
        let mut script = node(&root().join("tests/extension").join(name));
        command::run(script.env("OFFPRINT_CHROMIUM", &chromium))?;
    }
    Ok(())
}
