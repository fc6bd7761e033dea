//! The command line is a pipe's citizen: results on stdout and nothing else there, errors on stderr, one line each, and
//! an exit code that a script can branch on. Each command has its file; what they share is here: the arguments, and how
//! a [`Failure`] is told.

mod batch;
mod capture;
mod charset;
mod check;
mod failure;
mod input;
mod json;
mod list;
mod output;
mod request;
mod show;
mod trace_page;

use std::io::Write;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::{Parser, Subcommand, ValueEnum};
use failure::Failure;
use offprint::capture::LATEST_STAMP;

#[derive(Parser)]
#[command(
    name = "offprint",
    version,
    about,
    after_help = "Exit codes: 0 done, 1 nothing to capture or a fault found, \
    2 usage, 3 unreadable input."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Capture(capture::Arguments),
    Batch(batch::Arguments),
    Show(show::Arguments),
    Check(check::Arguments),
    List(list::Arguments),
}

/// Which blocks count as content.
#[derive(Clone, Copy, ValueEnum)]
enum Policy {
    /// The article, precision first
    Article,
    /// Everything on the page that is content
    Page,
}

impl From<Policy> for offprint::Options {
    fn from(policy: Policy) -> Self {
        Self::with_policy(match policy {
            Policy::Article => offprint::Policy::Article,
            Policy::Page => offprint::Policy::Page,
        })
    }
}

/// The moment a capture is stamped with.
#[derive(clap::Args, Clone, Copy)]
struct Stamp {
    /// The stamp, Unix time in milliseconds [default: now]
    #[arg(long, value_name = "MS", value_parser = clap::value_parser!(u64).range(..=LATEST_STAMP))]
    at: Option<u64>,
}

impl Stamp {
    fn milliseconds(self) -> u64 {
        self.at.unwrap_or_else(|| {
            let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            u64::try_from(now.as_millis()).unwrap_or(LATEST_STAMP)
        })
    }
}

/// Runs the command line of this process.
pub fn run() -> ExitCode {
    let outcome = match Arguments::try_parse() {
        Ok(arguments) => arguments.command.run(),
        Err(error) if error.use_stderr() => Err(Failure::usage(&error)),
        Err(help) => print(&help.to_string()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

impl Command {
    fn run(self) -> Result<(), Failure> {
        match self {
            Self::Capture(arguments) => capture::run(&arguments),
            Self::Batch(arguments) => batch::run(&arguments),
            Self::Show(arguments) => show::run(&arguments),
            Self::Check(arguments) => check::run(&arguments),
            Self::List(arguments) => list::run(&arguments),
        }
    }
}

/// Writes a command's whole result to stdout.
fn print(result: &str) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    stdout
        .write_all(result.as_bytes())
        .and_then(|()| stdout.flush())
        .map_err(|error| Failure::writing("stdout", &error))
}
