//! Running other programs: what is run is shown, what fails says how.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// The cargo that runs us, so that a chosen toolchain stays chosen.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments);
    command
}

/// A script of Node's.
pub fn node(script: &Path) -> Command {
    let mut command = Command::new("node");
    command.arg(script);
    command
}

/// Runs in the repository's top, without stdin; its output is ours.
pub fn run(command: &mut Command) -> Result<()> {
    let shown = show(command);
    eprintln!("$ {shown}");
    let status = command
        .current_dir(crate::paths::root())
        .stdin(Stdio::null())
        .status()
        .with_context(|| format!("{shown} could not be started"))?;
    if !status.success() {
        bail!("{shown} ended with {status}");
    }
    Ok(())
}

/// Runs and gives what it printed, or nothing where it could not run or failed.
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command.current_dir(crate::paths::root()).stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The command as a person would type it: programs by their name, paths inside the repository relative.
fn show(command: &Command) -> String {
    let root = crate::paths::root();
    let program = Path::new(command.get_program()).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let words = command.get_args().map(|word| {
        let path = Path::new(word);
        path.strip_prefix(&root).unwrap_or(path).display().to_string()
    });
    std::iter::once(program).chain(words).collect::<Vec<_>>().join(" ")
}
