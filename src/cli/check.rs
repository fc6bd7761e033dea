//! `offprint check`: what in a capture file breaks the format, one line a fault, as compilers print them.

use std::path::{Path, PathBuf};

use offprint::Error;
use offprint::capture::faults;

use super::failure::Failure;
use super::input;

/// Look for faults in capture files
///
/// Each is told on stderr as PATH:LINE: found X, expected Y.
#[derive(clap::Args)]
pub struct Arguments {
    /// Capture files; `-` is stdin
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

/// Checks every file, whatever is wrong with those before it.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let mut failure = Failure::default();
    for path in &arguments.files {
        match input::read(path, input::CAPTURE_FILE) {
            Ok(file) => faults(&file).iter().for_each(|fault| failure.add(at_line(path, fault))),
            Err(unreadable) => failure.add(unreadable),
        }
    }
    failure.into_result()
}

/// The failure that a fault of the capture file at `path` is.
pub fn at_line(path: &Path, fault: &Error) -> Failure {
    match fault {
        Error::Format { line, found, expected } => {
            let place = format!("{}:{line}", path.display());
            Failure::fault(place, format_args!("found {found}, expected {expected}"))
        }
        _ => Failure::fault(path.display(), fault),
    }
}
