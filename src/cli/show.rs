//! `offprint show`: the body of a capture file as it may be shown, whoever wrote the file.

use std::path::PathBuf;

use clap::ValueEnum;
use offprint::capture::Capture;
use offprint::{plain_text, sanitize};

use super::check::at_line;
use super::failure::Failure;
use super::{input, print};

/// Show a capture file's article
///
/// It passes the sanitizer: whatever the file holds, nothing in what is shown can run.
#[derive(clap::Args)]
pub struct Arguments {
    /// The capture file; `-` is stdin
    file: PathBuf,
    /// What goes to stdout
    #[arg(long, value_enum, default_value_t = Format::Html)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// Sanitized HTML on one line
    Html,
    /// The plain text
    Text,
}

/// Shows the file.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let file = input::read(&arguments.file, input::CAPTURE_FILE)?;
    let Capture { url, body, .. } = Capture::read(&file).map_err(|fault| at_line(&arguments.file, &fault))?;
    let html = sanitize(&body, &url).map_err(|error| Failure::unreadable(arguments.file.display(), error))?;
    print(&match arguments.format {
        Format::Html => html + "\n",
        Format::Text => plain_text(&html) + "\n",
    })
}
