//! `offprint capture`: one page from a file or stdin, as a capture file or one of its views.

use std::path::PathBuf;

use clap::ValueEnum;
use offprint::{Answer, Error};

use super::failure::Failure;
use super::{Policy, Stamp, charset, input, json, print};

/// What `FILE` should be, for error messages.
const EXPECTED: &str = "a page of HTML";

/// Captures one page. Bytes that are not UTF-8 are decoded by what the page declares, or by what they look like.
#[derive(clap::Args)]
pub struct Arguments {
    /// The page's HTML; `-` is stdin
    #[arg(default_value = "-")]
    file: PathBuf,
    /// The address the page came from
    #[arg(long)]
    url: String,
    #[command(flatten)]
    stamp: Stamp,
    /// Which blocks count as content
    #[arg(long, value_enum, default_value_t = Policy::Article)]
    policy: Policy,
    /// What goes to stdout
    #[arg(long, value_enum, default_value_t = Format::Capture)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The capture file
    Capture,
    /// Its line 5
    Html,
    /// The plain text
    Text,
    /// All that is known, one JSON object
    Json,
}

/// Captures the page.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let page = read_page(arguments)?;
    let extraction = super::extract(page.as_bytes(), &arguments.url, arguments.policy.into())
        .map_err(|error| refused(arguments, &error))?;
    let answer = Answer::new(extraction);
    print(&match arguments.format {
        Format::Capture => answer.capture.unwrap_or_default(),
        Format::Html => answer.html + "\n",
        Format::Text => answer.text + "\n",
        Format::Json => json::line(&answer) + "\n",
    })
}

fn read_page(arguments: &Arguments) -> Result<String, Failure> {
    let page = charset::decode(&input::read(&arguments.file, EXPECTED)?, &arguments.url);
    if page.trim().is_empty() {
        return Err(Failure::fault(arguments.file.display(), format_args!("found an empty page, expected {EXPECTED}")));
    }
    Ok(page)
}

fn refused(arguments: &Arguments, error: &Error) -> Failure {
    match error {
        Error::Url { .. } => Failure::argument("--url", error),
        _ => Failure::unreadable(arguments.file.display(), error),
    }
}
