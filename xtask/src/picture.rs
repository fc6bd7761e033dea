//! `cargo xtask picture`: the README's picture, made anew by a real run.

use anyhow::Result;

use crate::command::{self, node};
use crate::paths::root;
use crate::{machine, wasm};

/// Builds everything, captures the sample page, and writes `docs/offprint.png`.
pub fn run() -> Result<()> {
    wasm::build()?;
    let mut script = node(&root().join("tests/extension/picture.js"));
    command::run(script.env("OFFPRINT_CHROMIUM", machine::chromium()?))
}
