//! `cargo xtask rows`: payloads and capture files that others have collected, in both browsers.
//!
//! The tests' own are in the repository, and are all that they need. What is collected elsewhere has licences of its own, and
//! is worth a look each time that it has grown.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::command::{self, node};
use crate::paths::root;
use crate::{machine, wasm};

/// Judges every row of the JSON lines in a folder.
pub fn run(arguments: &[&str]) -> Result<()> {
    let folder = folder(arguments)?;
    wasm::build()?;
    for (name, variable, program) in &machine::browsers()? {
        let mut script = node(&root().join("tests/hostile/rows.js"));
        command::run(script.arg(&folder).env("OFFPRINT_BROWSER", name).env(variable, program))?;
    }
    Ok(())
}

fn folder(arguments: &[&str]) -> Result<PathBuf> {
    match arguments {
        [folder] if Path::new(folder).is_dir() => Ok(std::path::absolute(folder)?),
        _ => bail!("found {:?}, expected a folder with JSON lines", arguments.join(" ")),
    }
}

#[cfg(test)]
mod tests {
    use super::folder;

    #[test]
    fn the_folder_must_be_named_and_there() {
        assert!(folder(&[env!("CARGO_MANIFEST_DIR")]).is_ok());
        for wrong in [&[][..], &["/nowhere"], &["/", "/"]] {
            assert!(folder(wrong).is_err(), "{wrong:?}");
        }
    }
}
