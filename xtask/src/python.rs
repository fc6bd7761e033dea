//! Programs of Python's: what they need is pinned in a list, and lies in an environment of its own below the target folder.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::command::run;
use crate::paths::root;

/// What installs. The one that Python 3.11 brings takes `lxml[html-clean]` and `lxml[html_clean]` for two packages.
const PIP: &str = "pip==26.3";

/// The Python of an environment that has what a list in the repository requires, made where it is missing.
pub fn environment(folder: &Path, requirements: &str) -> Result<PathBuf> {
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    if !python.exists() {
        run(Command::new("python3").args(["-m", "venv"]).arg(folder))?;
    }
    let install = || {
        let mut command = Command::new(&python);
        command.args(["-m", "pip", "install", "--quiet"]);
        command
    };
    run(install().arg(PIP))?;
    run(install().arg("--requirement").arg(root().join(requirements)))?;
    Ok(python)
}
