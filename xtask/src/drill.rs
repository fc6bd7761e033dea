//! `cargo xtask drill`: the store where it is hard to keep a promise, in both browsers.

use anyhow::{Result, bail};

use crate::command::{self, node};
use crate::paths::root;
use crate::{machine, wasm};

/// As the script names them.
const PARTS: [&str; 7] = ["kill", "windows", "disk", "press", "damage", "transfer", "background"];

/// Builds everything and hands over to the script that kills, stops and fills.
pub fn run(arguments: &[&str]) -> Result<()> {
    check(arguments)?;
    let browsers = machine::browsers()?.map(|(_, variable, program)| (variable, program));
    wasm::build()?;
    command::run(node(&root().join("tests/extension/drill.js")).args(arguments).envs(browsers))
}

/// Refuses what the script would not know, before anything is installed or built.
fn check(arguments: &[&str]) -> Result<()> {
    match arguments {
        [] => Ok(()),
        ["--runs" | "--stops" | "--captures", number, rest @ ..]
            if number.parse::<u32>().is_ok_and(|runs| runs > 0) =>
        {
            check(rest)
        }
        ["--part", part, rest @ ..] if PARTS.contains(part) => check(rest),
        _ => bail!(
            "found {}, expected --runs NUMBER, --stops NUMBER, --captures NUMBER or --part {}",
            arguments.join(" "),
            PARTS.join("|")
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn options_are_checked_before_anything_is_built() {
        assert!(check(&[]).is_ok() && check(&["--runs", "10", "--part", "disk"]).is_ok());
        for wrong in [&["--runs"][..], &["--runs", "0"], &["--runs", "many"], &["10"], &["--part", "all"]] {
            assert!(check(wrong).is_err(), "{wrong:?}");
        }
    }
}
