//! `offprint capture`: one page from a file or stdin, as a capture file or one of its views.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use offprint::capture::Capture;
use offprint::{Answer, Error, Extraction, Extractor, Options};

use super::failure::Failure;
use super::{Policy, Stamp, charset, input, json, output, print, trace_page};

/// What `FILE` should be, for error messages.
const EXPECTED: &str = "a page of HTML";

/// Capture one page
///
/// Bytes that are not UTF-8 are decoded by what the page declares, or by what they look like.
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
    /// Write down why every piece of the page was kept or dropped: as JSON where FILE ends in .json, else as a web page
    #[arg(long, value_name = "FILE")]
    trace: Option<PathBuf>,
    /// Write the capture to DIR/<host>/<stamp>_<title>.md and print its path; no file is ever overwritten
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
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
    let Arguments { format, out, .. } = arguments;
    if out.is_some() && *format != Format::Capture {
        return Err(Failure::argument("--out", "found --format beside it, expected a capture: that is what it writes"));
    }
    // The URL first: with a wrong one, nobody should have to type a page into stdin to learn it.
    let extractor = extractor(arguments).map_err(|error| refused(arguments, &error))?;
    let bytes = input::read(&arguments.file, EXPECTED)?;
    let extraction = extracted(extractor, bytes, arguments)?;
    let capture = extraction
        .capture(arguments.stamp.milliseconds(), &arguments.url)
        .map_err(|error| refused(arguments, &error))?;
    if let Some(path) = &arguments.trace {
        output::write(path, &traced(path, &extraction, &arguments.url))?;
    }
    let Some(capture) = capture else {
        return Err(Failure::fault(arguments.file.display(), nothing_found(arguments.policy)));
    };
    match out {
        Some(folder) => print(&format!("{}\n", output::keep(&capture, folder)?.display())),
        None => print(&shown(*format, extraction, capture)),
    }
}

/// The trace for who reads it: programs take JSON, people a page.
fn traced(path: &Path, extraction: &Extraction, url: &str) -> String {
    // Not the extension: `.json` alone has none.
    if path.to_string_lossy().to_ascii_lowercase().ends_with(".json") {
        return json::line(&extraction.trace) + "\n";
    }
    trace_page::write(extraction, url)
}

fn nothing_found(policy: Policy) -> &'static str {
    match policy {
        Policy::Article => "found no article, expected one (--policy page captures whatever the page holds)",
        Policy::Page => "found no content, expected text",
    }
}

/// Unlike a line of a batch, a capture cannot do without a URL.
fn extractor(Arguments { url, policy, trace, stamp, .. }: &Arguments) -> Result<Extractor, Error> {
    if url.is_empty() {
        return Err(Error::Url { found: String::new() });
    }
    Extractor::new(url, Options::from(*policy).trace(trace.is_some()).at(stamp.milliseconds()))
}

/// Takes the page, so that it does not stay in memory beside what was found on it.
fn extracted(mut extractor: Extractor, page: Vec<u8>, arguments: &Arguments) -> Result<Extraction, Failure> {
    let written = extractor.write(decoded(&page, arguments)?.as_bytes());
    drop(page);
    written.and_then(|()| extractor.end()).map_err(|error| refused(arguments, &error))
}

fn shown(format: Format, extraction: Extraction, capture: Capture) -> String {
    match format {
        Format::Capture => {
            drop(extraction);
            capture.write()
        }
        Format::Html => capture.body + "\n",
        Format::Text => extraction.content.map(|content| content.text).unwrap_or_default() + "\n",
        Format::Json => json::line(&Answer::new(extraction, Some(&capture))) + "\n",
    }
}

fn decoded<'a>(bytes: &'a [u8], arguments: &Arguments) -> Result<Cow<'a, str>, Failure> {
    let page = charset::decode(bytes, &arguments.url);
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
