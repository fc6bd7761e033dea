//! Where everything comes from that is not ours: what licence it has, and that nothing of it runs by being installed.
//!
//! cargo-deny checks the same and more, but is itself three hundred crates and no part of a toolchain. So what can be read off
//! the lock files is checked here, by the lists of `deny.toml`; cargo-deny and npm's audit, which look for known holes, are
//! asked where they can be.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::command::{answer, cargo, run as run_command};
use crate::machine;
use crate::paths::root;

const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";
const MANIFESTS: [&str; 2] = ["Cargo.toml", "wasm/Cargo.toml"];

/// Checks both lock files of Rust, the one of npm, and what is known of holes.
pub fn check() -> Result<()> {
    let rules = fs::read_to_string(root().join("deny.toml")).context("deny.toml could not be read")?;
    let allowed = allowed_licences(&rules);
    for manifest in MANIFESTS {
        let metadata =
            cargo(&["metadata", "--format-version", "1", "--locked", "--manifest-path", manifest]).output()?;
        let metadata: Value = serde_json::from_slice(&metadata.stdout).context("cargo gave no metadata")?;
        refuse(packages(&metadata).filter_map(|package| fault_of_crate(package, &allowed)))?;
    }
    let lock = fs::read(root().join("package-lock.json")).context("package-lock.json could not be read")?;
    refuse(faults_of_npm(&serde_json::from_slice(&lock)?).into_iter())?;
    ask_cargo_deny()?;
    ask_npm()
}

fn refuse(faults: impl Iterator<Item = String>) -> Result<()> {
    let faults: Vec<String> = faults.collect();
    if faults.is_empty() { Ok(()) } else { bail!("{}", faults.join("\n")) }
}

/// The licences that `deny.toml` allows.
fn allowed_licences(rules: &str) -> Vec<&str> {
    let list = rules.split("\nallow = [").nth(1).and_then(|rest| rest.split("\n]").next()).unwrap_or_default();
    let lines = list.lines().map(str::trim).filter(|line| !line.starts_with('#'));
    lines.map(|line| line.trim_matches(['"', ','])).filter(|licence| !licence.is_empty()).collect()
}

fn packages(metadata: &Value) -> impl Iterator<Item = &Value> {
    metadata["packages"].as_array().into_iter().flatten()
}

/// What is wrong with a crate that is not ours.
fn fault_of_crate(package: &Value, allowed: &[&str]) -> Option<String> {
    let [name, licence] = ["name", "license"].map(|field| package[field].as_str().unwrap_or_default());
    match package["source"].as_str()? {
        REGISTRY if is_allowed(licence, allowed) => None,
        REGISTRY => Some(format!("{name}: found the licence {licence:?}, expected one that deny.toml allows")),
        source => Some(format!("{name}: found the source {source}, expected {REGISTRY}")),
    }
}

/// Whether one of the alternatives of a licence expression (SPDX, and the slash of before) is allowed whole.
fn is_allowed(licence: &str, allowed: &[&str]) -> bool {
    let bare = |text: &str| text.trim().trim_matches(['(', ')']).trim().to_owned();
    // Where both words occur, the brackets are around the alternatives, and all else has to be allowed.
    let conditions = licence.split(" AND ");
    conditions
        .map(|condition| condition.replace('/', " OR "))
        .all(|condition| condition.split(" OR ").any(|alternative| allowed.contains(&bare(alternative).as_str())))
}

/// Packages whose bytes nothing vouches for, or that run a program when they are installed.
fn faults_of_npm(lock: &Value) -> Vec<String> {
    let packages = lock["packages"].as_object().into_iter().flatten().filter(|(path, _)| !path.is_empty());
    let fault = |(path, package): (&String, &Value)| match (package["integrity"].as_str(), &package["hasInstallScript"])
    {
        (None, _) => Some(format!("{path}: expected a digest in the lock file")),
        (_, Value::Bool(true)) => Some(format!("{path}: expected no script that runs when it is installed")),
        _ => None,
    };
    packages.filter_map(fault).collect()
}

fn ask_cargo_deny() -> Result<()> {
    if answer(&mut cargo(&["deny", "--version"])).is_none() {
        println!("cargo-deny is not installed: advisories on crates are not looked up");
        return Ok(());
    }
    run_command(&mut cargo(&["deny", "--all-features", "check", "licenses", "bans", "sources"]))?;
    if run_command(&mut cargo(&["deny", "fetch", "db"])).is_err() {
        println!("the database of advisories cannot be reached: advisories on crates are not looked up");
        return Ok(());
    }
    run_command(&mut cargo(&["deny", "check", "advisories"]))
}

fn ask_npm() -> Result<()> {
    machine::npm_packages()?;
    let audit = Command::new("npm").args(["audit", "--json"]).current_dir(root()).output()?;
    let report: Value = serde_json::from_slice(&audit.stdout).unwrap_or_default();
    match report["metadata"]["vulnerabilities"]["total"].as_u64() {
        Some(0) => Ok(()),
        Some(_) => bail!("npm knows of holes:\n{:#}", report["vulnerabilities"]),
        None => {
            println!("npm's registry answers no audit: advisories on packages are not looked up");
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_is_allowed_by_one_alternative_of_each_condition() {
        let allowed = ["MIT", "Unicode-3.0"];
        for licence in ["MIT", "Apache-2.0 OR MIT", "GPL-3.0/MIT", "(MIT OR Apache-2.0) AND Unicode-3.0"] {
            assert!(is_allowed(licence, &allowed), "{licence}");
        }
        for licence in ["", "GPL-3.0", "MIT AND GPL-3.0", "Apache-2.0 OR GPL-3.0"] {
            assert!(!is_allowed(licence, &allowed), "{licence}");
        }
    }

    #[test]
    fn licences_are_read_from_the_rules() {
        assert_eq!(allowed_licences("[licenses]\nallow = [\n  \"A\",\n  # why\n  \"B 1\",\n]\nx = 1"), ["A", "B 1"]);
    }

    #[test]
    fn scripts_and_missing_digests_are_faults() {
        let lock = serde_json::json!({ "packages": {
            "": {},
            "a": { "integrity": "sha512-x" },
            "b": {},
            "c": { "integrity": "sha512-x", "hasInstallScript": true },
        }});
        assert_eq!(faults_of_npm(&lock).len(), 2);
    }
}
