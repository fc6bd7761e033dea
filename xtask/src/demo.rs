//! `cargo xtask demo`: one page, one press of the button, one file.

use anyhow::{Result, bail};

use crate::command::{self, node};
use crate::paths::{root, target};
use crate::{machine, wasm};

/// Builds everything and hands over to the script that drives the browser.
pub fn run(arguments: &[&str]) -> Result<()> {
    check(arguments)?;
    let chromium = machine::chromium()?;
    wasm::build_and_say()?;
    let mut script = node(&root().join("tests/extension/demo.js"));
    script.args(arguments).env("OFFPRINT_CHROMIUM", chromium).env("OFFPRINT_DOWNLOADS", target().join("demo"));
    command::run(&mut script)
}

/// Refuses what the script would not know, before anything is installed or built.
fn check(arguments: &[&str]) -> Result<()> {
    match arguments {
        [] => Ok(()),
        ["--headed", rest @ ..] => check(rest),
        ["--url", url, rest @ ..] if url.starts_with("http://") || url.starts_with("https://") => check(rest),
        ["--url", ..] => bail!("--url expects an http or https address"),
        [other, ..] => bail!("found {other}, expected --url URL or --headed"),
    }
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn options_are_checked_before_anything_is_built() {
        for right in
            [&[][..], &["--headed"], &["--url", "https://a.example/"], &["--url", "http://a.example", "--headed"]]
        {
            assert!(check(right).is_ok(), "{right:?}");
        }
        for wrong in
            [&["--url"][..], &["--url", "a.example"], &["--url", "file:///a"], &["--fast"], &["https://a.example/"]]
        {
            assert!(check(wrong).is_err(), "{wrong:?}");
        }
    }
}
