//! Why a command did not do what it was asked: the lines for people and the exit code for scripts.

use std::fmt::Display;
use std::io::{self, ErrorKind};
use std::process::ExitCode;

/// Lines for stderr and an exit code.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Failure {
    lines: Vec<String>,
    code: u8,
}

/// There is nothing to capture, a file has a fault, or the result could not be written.
const FAULT: u8 = 1;
/// The arguments make no sense.
const USAGE: u8 = 2;
/// What was to be read could not be.
const UNREADABLE: u8 = 3;

impl Failure {
    /// `message` is what was found and expected at `place`, a path or an argument.
    fn new(code: u8, place: impl Display, message: impl Display) -> Self {
        Self { lines: vec![on_one_line(&format!("{place}: {message}"))], code }
    }

    /// A fault in what was read.
    pub fn fault(place: impl Display, message: impl Display) -> Self {
        Self::new(FAULT, place, message)
    }

    /// What was given cannot be read as what it should be.
    pub fn unreadable(place: impl Display, message: impl Display) -> Self {
        Self::new(UNREADABLE, place, message)
    }

    /// An argument that clap lets pass and we do not.
    pub fn argument(name: &str, message: impl Display) -> Self {
        Self::new(USAGE, name, message)
    }

    /// clap's message without its help paragraphs.
    pub fn usage(error: &clap::Error) -> Self {
        if error.kind() == clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
            return Self::new(USAGE, "offprint", "found no command, expected one of those that offprint --help shows");
        }
        let text = error.to_string();
        let message = text.split("\n\nUsage:").next().unwrap_or(&text).split("\n\nFor more").next().unwrap_or(&text);
        Self::new(USAGE, "offprint", message.strip_prefix("error: ").unwrap_or(message))
    }

    /// Reading `place` failed where `expected` should have been.
    pub fn reading(place: impl Display, error: &io::Error, expected: &str) -> Self {
        Self::unreadable(place, format_args!("found {}, expected {expected}", cause(error)))
    }

    /// Writing to `place` failed. A reader who has left is no failure: it has read what it wanted.
    pub fn writing(place: impl Display, error: &io::Error) -> Self {
        if error.kind() == ErrorKind::BrokenPipe {
            return Self::default();
        }
        Self::new(FAULT, place, format_args!("found {}, expected to be able to write there", cause(error)))
    }

    /// Takes up another failure: its lines follow, and the higher exit code wins.
    pub fn add(&mut self, other: Self) {
        self.lines.extend(other.lines);
        self.code = self.code.max(other.code);
    }

    /// Whether nothing went wrong after all.
    pub fn into_result(self) -> Result<(), Self> {
        if self.code == 0 { Ok(()) } else { Err(self) }
    }

    /// Tells it on stderr.
    pub fn report(&self) -> ExitCode {
        for line in &self.lines {
            // Where stderr is closed there is nobody to tell that it is.
            let _ = io::Write::write_all(&mut io::stderr(), format!("{line}\n").as_bytes());
        }
        ExitCode::from(self.code)
    }
}

fn cause(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "no such file or folder".to_owned(),
        ErrorKind::IsADirectory => "a folder".to_owned(),
        ErrorKind::NotADirectory => "a file where a folder should be".to_owned(),
        ErrorKind::PermissionDenied => "no permission".to_owned(),
        _ => error.to_string(),
    }
}

/// Names of files and pieces of pages may hold anything: white space becomes single spaces, controls U+FFFD.
fn on_one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").replace(char::is_control, "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worse_exit_code_wins() {
        let mut failure = Failure::unreadable("a", "x");
        failure.add(Failure::fault("b", "y"));
        assert_eq!((failure.code, failure.lines.len()), (UNREADABLE, 2));
    }

    #[test]
    fn a_message_stays_on_its_line() {
        assert_eq!(Failure::fault("a\nb", "x\r\n\u{1b}[2Jy").lines, ["a b: x \u{fffd}[2Jy"]);
    }

    #[test]
    fn a_reader_who_left_is_no_failure() {
        assert_eq!(Failure::writing("stdout", &ErrorKind::BrokenPipe.into()).into_result(), Ok(()));
        assert!(Failure::writing("stdout", &ErrorKind::StorageFull.into()).into_result().is_err());
    }
}
