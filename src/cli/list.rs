//! `offprint list`: an archive's lists, made anew from its captures.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use offprint::capture::Capture;
use offprint::capture::archive::{ARTICLES, Entry, LISTS, list, readme};

use super::check::at_line;
use super::failure::Failure;
use super::{input, output};

/// Write the lists of an archive
///
/// Writes DIR/lists/<source>.md for every folder of DIR/articles, and a DIR/README.md that links them.
#[derive(clap::Args)]
pub struct Arguments {
    /// The archive
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// What a folder of the archive should be, for error messages.
const EXPECTED: &str = "a folder of captures";

/// Writes the lists. A file that is no capture is told and left out of them.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let mut failure = Failure::default();
    let mut sources = BTreeMap::new();
    for (name, folder) in entries(&arguments.folder.join(ARTICLES), &mut failure)? {
        if folder.is_dir() {
            let captures = captures(&folder, &mut failure)?;
            if !captures.is_empty() {
                sources.insert(name, captures);
            }
        }
    }
    for (source, captures) in &sources {
        let path = arguments.folder.join(LISTS).join(format!("{source}.md"));
        output::replace(&path, &list(source, captures))?;
    }
    let names: Vec<&str> = sources.keys().map(String::as_str).collect();
    output::replace(&arguments.folder.join("README.md"), &readme(&names))?;
    failure.into_result()
}

fn captures(folder: &Path, failure: &mut Failure) -> Result<Vec<Entry>, Failure> {
    let mut captures = Vec::new();
    for (file, path) in entries(folder, failure)? {
        if !file.ends_with(".md") {
            continue;
        }
        match input::read(&path, input::CAPTURE_FILE) {
            Ok(bytes) => match Capture::read(&bytes) {
                Ok(Capture { stamp, title, .. }) => captures.push(Entry { stamp, title, file }),
                Err(fault) => failure.add(at_line(&path, &fault)),
            },
            Err(unreadable) => failure.add(unreadable),
        }
    }
    Ok(captures)
}

/// What a folder holds, sorted by name, without what is hidden: among that are files that are still being written.
fn entries(folder: &Path, failure: &mut Failure) -> Result<BTreeMap<String, PathBuf>, Failure> {
    let reading = |error| Failure::reading(folder.display(), &error, EXPECTED);
    let mut entries = BTreeMap::new();
    for entry in fs::read_dir(folder).map_err(reading)? {
        let entry = entry.map_err(reading)?;
        match entry.file_name().into_string() {
            Ok(name) if name.starts_with('.') => {}
            Ok(name) => {
                entries.insert(name, entry.path());
            }
            Err(_) => failure.add(Failure::fault(entry.path().display(), "found another name, expected one in UTF-8")),
        }
    }
    Ok(entries)
}
