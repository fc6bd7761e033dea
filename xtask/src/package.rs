//! `cargo xtask package`: what the stores take.
//!
//! One zip serves both stores, as one manifest serves both browsers. It is written here because the tool the stores
//! offer gives other bytes on every run: with sorted names and a fixed time anybody can build the very file that was
//! published. Firefox's reviewers also ask for the sources of what was compiled: a second zip.

use std::fs;
use std::io::{Seek, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::command::answer;
use crate::paths::{extension, root, target};
use crate::wasm;

/// Writes both zips and says where they are.
pub fn run() -> Result<()> {
    wasm::build_and_say()?;
    let folder = target().join("package");
    fs::create_dir_all(&folder)?;
    let version = version()?;
    let packages = [("", extension(), shipped()?), ("-source", root(), sources()?)];
    for (suffix, base, names) in packages {
        let path = folder.join(format!("offprint-{version}{suffix}.zip"));
        let bytes = archive(&base, names)?;
        fs::write(&path, &bytes).with_context(|| format!("{} could not be written", path.display()))?;
        println!("{}: {:.1} kB", path.display(), bytes.len() as f64 / 1000.0);
    }
    Ok(())
}

/// A zip of the named files below `base`, the same bytes for the same files.
pub fn archive(base: &Path, mut names: Vec<String>) -> Result<Vec<u8>> {
    names.sort();
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in &names {
        let bytes = fs::read(base.join(name)).with_context(|| format!("{name} could not be read"))?;
        add(&mut zip, name, &bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn add<W: Write + Seek>(zip: &mut ZipWriter<W>, name: &str, bytes: &[u8]) -> Result<()> {
    // 1980 is where the format's clock begins.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9))
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(0o644);
    zip.start_file(name, options)?;
    Ok(zip.write_all(bytes)?)
}

/// What the browser needs of `extension/`: all but the types.
pub fn shipped() -> Result<Vec<String>> {
    files_below(&extension())
}

/// The names of all files below a folder but the types, sorted.
pub fn files_below(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    walk(folder, Path::new(""), &mut names)?;
    names.retain(|name| !name.ends_with(".d.ts"));
    names.sort();
    Ok(names)
}

/// Adds the names of all files below `base/below`, with `/` between their steps.
fn walk(base: &Path, below: &Path, names: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(base.join(below)).with_context(|| format!("{} could not be listed", base.display()))? {
        let entry = entry?;
        let path: PathBuf = below.join(entry.file_name());
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if entry.file_type()?.is_dir() {
            walk(base, &path, names)?;
        } else {
            names.push(path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/"));
        }
    }
    Ok(())
}

/// Every file that git keeps.
fn sources() -> Result<Vec<String>> {
    let listed = answer(std::process::Command::new("git").args(["ls-files", "-z"]));
    let listed = listed.context("git could not list the files of the repository")?;
    Ok(listed.split('\0').filter(|name| root().join(name).is_file()).map(str::to_owned).collect())
}

/// Brings a folder up to date with every file that git keeps.
pub fn copy_sources(folder: &Path) -> Result<()> {
    for name in sources()? {
        let (bytes, copy) = (fs::read(root().join(&name))?, folder.join(&name));
        // What is written anew is compiled anew.
        if fs::read(&copy).ok().as_ref() != Some(&bytes) {
            fs::create_dir_all(copy.parent().unwrap_or(folder))?;
            fs::write(&copy, bytes).with_context(|| format!("{} could not be written", copy.display()))?;
        }
    }
    Ok(())
}

/// The manifest's version.
pub fn version() -> Result<String> {
    let manifest = fs::read_to_string(extension().join("manifest.json")).context("the manifest could not be read")?;
    let after = manifest.split("\"version\"").nth(1).context("the manifest has no version")?;
    after.split('"').nth(1).map(str::to_owned).context("the manifest's version is not a string")
}

#[cfg(test)]
mod tests {
    use super::archive;

    #[test]
    fn an_archive_knows_neither_the_order_nor_the_time_of_its_files() {
        let folder = std::env::temp_dir().join(format!("offprint-package-{}", std::process::id()));
        let write = || ["b.js", "a.js"].map(|name| std::fs::write(folder.join(name), name).unwrap());
        let names = |list: [&str; 2]| list.map(str::to_owned).to_vec();
        std::fs::create_dir_all(&folder).unwrap();
        write();
        let first = archive(&folder, names(["b.js", "a.js"])).unwrap();
        write();
        let second = archive(&folder, names(["a.js", "b.js"])).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(first, second);
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(first)).unwrap();
        assert_eq!(zip.by_index(0).unwrap().name(), "a.js");
        assert_eq!(zip.by_index(0).unwrap().last_modified(), Some(zip::DateTime::DEFAULT));
    }
}
