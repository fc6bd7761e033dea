//! The compiler as cargo calls it for the browser's modules: in every clone crates have the same names there.
//!
//! Cargo tells the compiler a hash for each crate, and by that the compiler orders code. Of what lies outside its workspace,
//! as our crates do for the one in `wasm/`, cargo takes the whole path into the hash, and with it into those of all that
//! depends on it; so two clones would give the same module in another order. Therefore cargo is told to call this program
//! instead of the compiler.

use std::env;
use std::ffi::OsString;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

/// Tells this program that it is called as the compiler.
const IS_COMPILER: &str = "OFFPRINT_IS_COMPILER";

/// Has a command of cargo's call this program for the compiler.
pub fn stand_in(cargo: &mut Command) -> Result<()> {
    let program = env::current_exe().context("this program does not know where it is")?;
    cargo.env("RUSTC_WRAPPER", program).env(IS_COMPILER, "1");
    Ok(())
}

/// Compiles, where it is cargo that calls.
pub fn run() -> Option<ExitCode> {
    env::var_os(IS_COMPILER)?;
    let mut arguments = env::args_os().skip(1);
    let compiler = arguments.next()?;
    let package = ["CARGO_PKG_NAME", "CARGO_PKG_VERSION"].map(|name| env::var(name).unwrap_or_default()).join(" ");
    let status = Command::new(&compiler).args(named(arguments.collect(), &package)).status();
    let code = match status {
        // One that a signal has ended gives no code.
        Ok(status) => status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(u8::MAX),
        Err(error) => {
            eprintln!("{} could not be started: {error}", compiler.display());
            u8::MAX
        }
    };
    Some(code.into())
}

/// The arguments, with a package and its features instead of the hash.
fn named(mut arguments: Vec<OsString>, package: &str) -> Vec<OsString> {
    let text = arguments.iter().map(|word| word.to_string_lossy());
    let features: Vec<_> = text.filter(|word| word.starts_with("feature=")).collect();
    let name = OsString::from(format!("metadata={package} {}", features.join(" ")));
    let is_hash = |word: &&mut OsString| word.to_string_lossy().starts_with("metadata=");
    arguments.iter_mut().filter(is_hash).for_each(|word| word.clone_from(&name));
    arguments
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn a_crate_is_named_by_its_package_and_its_features() {
        let given =
            ["--crate-name", "a", "--cfg", "feature=\"b\"", "-C", "metadata=0123", "-C", "extra-filename=-0123"];
        let expected = given.map(|word| if word == "metadata=0123" { "metadata=a 1.0 feature=\"b\"" } else { word });
        assert_eq!(named(given.map(Into::into).to_vec(), "a 1.0"), expected);
    }
}
