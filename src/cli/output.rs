//! Files of an archive are there whole or not at all: written under another name beside their place, then moved to it.

use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use offprint::capture::Capture;
use tempfile::NamedTempFile;

use super::failure::Failure;

/// Writes the capture below `folder` and gives its path; where that is taken, the next number makes a new one.
pub fn keep(capture: &Capture, folder: &Path) -> Result<PathBuf, Failure> {
    let first = folder.join(capture.path());
    let mut file = prepared(&first, &capture.write()).map_err(|error| Failure::writing(first.display(), &error))?;
    for number in 1.. {
        let path = folder.join(capture.numbered_path(number));
        match file.persist_noclobber(&path) {
            Ok(_) => return Ok(path),
            Err(taken) if taken.error.kind() == ErrorKind::AlreadyExists => file = taken.file,
            Err(refused) => return Err(Failure::writing(path.display(), &refused.error)),
        }
    }
    Err(Failure::writing(first.display(), &ErrorKind::AlreadyExists.into()))
}

/// Writes `text` into `path` itself: it is named by the user and may be a device, a pipe or a link, which a file moved
/// to its place would replace.
pub fn write(path: &Path, text: &str) -> Result<(), Failure> {
    std::fs::write(path, text).map_err(|error| Failure::writing(path.display(), &error))
}

/// Writes `text` to `path`, a file of an archive, over what was there.
pub fn replace(path: &Path, text: &str) -> Result<(), Failure> {
    let replaced = prepared(path, text).and_then(|file| file.persist(path).map_err(|refused| refused.error));
    replaced.map(drop).map_err(|error| Failure::writing(path.display(), &error))
}

/// A temporary file with `text` beside `path`, on the disk already, so that the move is the last thing that can fail.
fn prepared(path: &Path, text: &str) -> io::Result<NamedTempFile> {
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut options = tempfile::Builder::new();
    options.prefix(".offprint-");
    #[cfg(unix)]
    options.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = options.tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    Ok(file)
}
