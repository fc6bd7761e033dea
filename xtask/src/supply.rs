//! Where everything comes from that is not ours: what licence it has, and that nothing of it runs by being installed.
//!
//! cargo-deny checks the same and more, but is itself three hundred crates and no part of a toolchain. So what can be read off
//! the lock files is checked here, by the lists of `deny.toml`; cargo-deny and npm's audit, which look for known holes, are
//! asked where they can be. Where a list is empty something was not read, and nothing was checked.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::command::{answer, cargo, run as run_command};
use crate::machine;
use crate::paths::root;

const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";
/// The licences of npm's packages that `deny.toml` does not allow. They are tools: nothing of them is in what users get.
const OF_TOOLS: [&str; 5] = ["BSD", "BlueOak-1.0.0", "CC0-1.0", "MIT-0", "Python-2.0"];
const MANIFESTS: [&str; 2] = ["Cargo.toml", "wasm/Cargo.toml"];

/// Checks both lock files of Rust, the one of npm, and what is known of holes.
pub fn check() -> Result<()> {
    let rules = fs::read_to_string(root().join("deny.toml")).context("deny.toml could not be read")?;
    let allowed = allowed_licences(&rules);
    ensure!(!allowed.is_empty(), "deny.toml allows no licence");
    for manifest in MANIFESTS {
        let mut metadata = cargo(&["metadata", "--format-version", "1", "--locked", "--manifest-path", manifest]);
        let metadata = answer(&mut metadata).with_context(|| format!("cargo gave no metadata of {manifest}"))?;
        let metadata: Value = serde_json::from_str(&metadata)?;
        let crates = metadata["packages"].as_array().into_iter().flatten();
        let foreign: Vec<&Value> = crates.filter(|package| package["source"].is_string()).collect();
        refuse(manifest, foreign.iter().map(|package| fault_of_crate(package, &allowed)))?;
        let twice = duplicates(&foreign, &may_be_twice(&rules));
        ensure!(twice.is_empty(), "{manifest}: {}", twice.join("\n"));
    }
    let lock = fs::read(root().join("package-lock.json")).context("package-lock.json could not be read")?;
    let lock: Value = serde_json::from_slice(&lock)?;
    let tools = [&allowed[..], &OF_TOOLS].concat();
    refuse("package-lock.json", packages_of_npm(&lock).map(|(path, package)| fault_of_npm(path, package, &tools)))?;
    ask_cargo_deny()?;
    ask_npm()
}

/// Fails where any of the packages that `list` names has a fault, or where it names none.
fn refuse(list: &str, packages: impl Iterator<Item = Option<String>>) -> Result<()> {
    let packages: Vec<Option<String>> = packages.collect();
    ensure!(!packages.is_empty(), "{list} names no package of others");
    let faults: Vec<String> = packages.into_iter().flatten().collect();
    if faults.is_empty() { Ok(()) } else { bail!("{}", faults.join("\n")) }
}

/// The licences that `deny.toml` allows.
fn allowed_licences(rules: &str) -> Vec<&str> {
    let list = rules.split("\nallow = [").nth(1).and_then(|rest| rest.split("\n]").next()).unwrap_or_default();
    let lines = list.lines().map(str::trim).filter(|line| !line.starts_with('#'));
    lines.map(|line| line.trim_matches(['"', ','])).filter(|licence| !licence.is_empty()).collect()
}

/// The crates that `deny.toml` allows to be there in two versions.
fn may_be_twice(rules: &str) -> Vec<&str> {
    let list = rules.split("\nskip = [").nth(1).and_then(|rest| rest.split("\n]").next()).unwrap_or_default();
    let names = list.lines().filter_map(|line| line.trim().strip_prefix("{ name = \""));
    names.filter_map(|rest| rest.split('"').next()).collect()
}

/// What is there in more versions than one, and may not be.
fn duplicates(crates: &[&Value], allowed: &[&str]) -> Vec<String> {
    let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for package in crates {
        let [name, version] = ["name", "version"].map(|field| package[field].as_str().unwrap_or_default());
        versions.entry(name).or_default().insert(version);
    }
    let twice = versions.into_iter().filter(|(name, versions)| versions.len() > 1 && !allowed.contains(name));
    let told = twice.map(|(name, versions)| (name, versions.into_iter().collect::<Vec<_>>().join(" and ")));
    told.map(|(name, versions)| format!("{name}: found the versions {versions}, expected one")).collect()
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

fn packages_of_npm(lock: &Value) -> impl Iterator<Item = (&String, &Value)> {
    lock["packages"].as_object().into_iter().flatten().filter(|(path, _)| !path.is_empty())
}

/// What is wrong with a package of npm's: its licence, bytes that nothing vouches for, another source than the registry, or
/// a program that runs when it is installed.
fn fault_of_npm(path: &str, package: &Value, allowed: &[&str]) -> Option<String> {
    let licence = package["license"].as_str().unwrap_or_default();
    if package["integrity"].as_str().is_none() {
        return Some(format!("{path}: expected a digest in the lock file"));
    }
    if package["hasInstallScript"] == true {
        return Some(format!("{path}: expected no script that runs when it is installed"));
    }
    // What comes from the registry has no address in the lock file (`.npmrc`).
    if let Some(address) = package["resolved"].as_str() {
        return Some(format!("{path}: found the address {address}, expected the registry"));
    }
    let is_fine = is_allowed(licence, allowed);
    (!is_fine)
        .then(|| format!("{path}: found the licence {licence:?}, expected one that deny.toml allows, or of a tool"))
}

fn ask_cargo_deny() -> Result<()> {
    if answer(&mut cargo(&["deny", "--version"])).is_none() {
        println!("cargo-deny is not installed: advisories on crates are not looked up");
        return Ok(());
    }
    let has_advisories = run_command(&mut cargo(&["deny", "fetch", "db"])).is_ok();
    if !has_advisories {
        println!("the database of advisories cannot be reached: advisories on crates are not looked up");
    }
    for manifest in MANIFESTS {
        let asked = [
            "deny",
            "--manifest-path",
            manifest,
            "--workspace",
            "--all-features",
            "check",
            "licenses",
            "bans",
            "sources",
        ];
        run_command(cargo(&asked).args(has_advisories.then_some("advisories")))?;
    }
    Ok(())
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
    fn what_is_there_twice_is_told_unless_it_may_be() {
        let rules = "[bans]\nskip = [\n  # why\n  { name = \"syn\" },\n]\ndeny = [\n  { name = \"a\" },\n]";
        assert_eq!(may_be_twice(rules), ["syn"]);
        let package = |name, version| serde_json::json!({ "name": name, "version": version });
        let crates =
            [package("syn", "1"), package("syn", "2"), package("a", "1"), package("a", "2"), package("b", "1")];
        let crates: Vec<&Value> = crates.iter().collect();
        assert_eq!(duplicates(&crates, &may_be_twice(rules)), ["a: found the versions 1 and 2, expected one"]);
    }

    #[test]
    fn what_is_wrong_with_a_package_is_a_fault() {
        let lock = serde_json::json!({ "packages": {
            "": {},
            "a": { "integrity": "sha512-x", "license": "MIT" },
            "b": { "license": "MIT" },
            "c": { "integrity": "sha512-x", "license": "MIT", "hasInstallScript": true },
            "d": { "integrity": "sha512-x", "license": "MIT", "resolved": "git+ssh://git@example.org/d.git#1" },
            "e": { "integrity": "sha512-x", "license": "GPL-3.0" },
            "f": { "integrity": "sha512-x" },
        }});
        let faulty = packages_of_npm(&lock).filter(|(path, package)| fault_of_npm(path, package, &["MIT"]).is_some());
        assert_eq!(faulty.map(|(path, _)| path.as_str()).collect::<Vec<_>>(), ["b", "c", "d", "e", "f"]);
    }

    #[test]
    fn a_list_of_nothing_is_refused() {
        assert!(refuse("a", [None].into_iter()).is_ok());
        assert!(refuse("a", [None, Some("b".to_owned())].into_iter()).is_err());
        assert!(refuse("a", [].into_iter()).is_err());
    }
}
