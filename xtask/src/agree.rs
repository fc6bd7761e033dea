//! `cargo xtask agree`: raw pages against what two parsers make of them.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::command::{cargo, node, run as run_command};
use crate::machine;
use crate::paths::{root, target};

/// Compares on the corpora of a folder with html5ever, and where it is asked for with Chromium, whose serialisations
/// are written once and then kept in `<target>/agree/`.
pub fn run(arguments: &[&str]) -> Result<()> {
    let (corpora, with_browser) = options(arguments)?;
    let written = target().join("agree");
    let mut compare = cargo(&["run", "--quiet", "--release", "--package", "benches", "--example", "agree", "--"]);
    compare.arg(&corpora);
    if with_browser {
        let chromium = machine::chromium()?;
        run_command(node(&root().join("benches/serialise.js")).args([&*chromium, &*corpora, &*written]))?;
        compare.arg(&written);
    }
    run_command(&mut compare)
}

fn options(arguments: &[&str]) -> Result<(PathBuf, bool)> {
    let (corpora, with_browser) = match arguments {
        ["--corpora", corpora] => (corpora, false),
        ["--corpora", corpora, "--browser"] | ["--browser", "--corpora", corpora] => (corpora, true),
        _ => bail!("found {}, expected --corpora DIR and perhaps --browser", arguments.join(" ")),
    };
    Ok((std::path::absolute(Path::new(corpora))?, with_browser))
}

#[cfg(test)]
mod tests {
    use super::options;

    #[test]
    fn the_corpora_must_be_named() {
        assert!(options(&["--corpora", "/a"]).is_ok_and(|(folder, browser)| folder.ends_with("a") && !browser));
        assert!(options(&["--browser", "--corpora", "/a"]).is_ok_and(|(_, browser)| browser));
        for wrong in [&[][..], &["--browser"], &["--corpora"], &["/a"]] {
            assert!(options(wrong).is_err(), "{wrong:?}");
        }
    }
}
