//! `offprint batch`: the stream that crawls, pipes and evaluation use.
//!
//! Lines are read one by one and handed to a pool; a queue of bounded length holds their answers in input order. So
//! memory is bounded by the pages in flight, and a caller who waits for each answer before it sends the next line gets
//! it. What fails on one page, even a panic, is that line's answer.

use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};

use offprint::{Answer, Error, Extractor, Options};
use serde::Serialize;
use serde_json::value::RawValue;

use super::failure::Failure;
use super::request::{self, Request};
use super::{Policy, Stamp, json};

/// A longer line is no page: what a batch may hold in memory is bounded.
const LINE_LIMIT: usize = 256 << 20;
/// Lines in flight for each worker: enough that one slow page does not let the others wait.
const LINES_PER_WORKER: usize = 16;
/// More workers than this no machine has.
const MOST_JOBS: i64 = 1024;

/// Extract many pages: JSON lines in, JSON lines out, in the same order
///
/// In: id (anything), html, and optionally url and at (the stamp, Unix time in milliseconds). Out: id, text, html, title,
/// byline, authors, published, modified, site, lang, dir, excerpt, image, canonical, words, confidence and capture; for a
/// line that cannot be read id, line and error.
#[derive(clap::Args)]
pub struct Arguments {
    /// How many pages are read at once [default: one for each processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=MOST_JOBS))]
    jobs: Option<u16>,
    #[command(flatten)]
    stamp: Stamp,
    /// Which blocks count as content
    #[arg(long, value_enum, default_value_t = Policy::Article)]
    policy: Policy,
}

/// What all lines share.
#[derive(Clone, Copy)]
struct Settings {
    stamp: u64,
    options: Options,
}

/// A slot in the queue: the answer's line when it is ready, or why there are no more lines.
type Slot = io::Result<Receiver<String>>;

/// Answers every line of stdin.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let settings = Settings { stamp: arguments.stamp.milliseconds(), options: arguments.policy.into() };
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(arguments.jobs.map_or(0, usize::from))
        .build()
        .map_err(|error| Failure::argument("--jobs", format_args!("found {error}, expected fewer workers")))?;
    // A panic is told in its line's answer and not a second time on stderr.
    std::panic::set_hook(Box::new(|_| {}));
    let (slots, answers) = sync_channel(pool.current_num_threads() * LINES_PER_WORKER);
    // Never joined: where stdout is closed the process ends, and this thread may still be waiting for stdin.
    std::thread::spawn(move || read_lines(BufReader::new(io::stdin()), &Arc::new(pool), settings, &slots));
    write_answers(&answers, BufWriter::new(io::stdout().lock()))
}

fn read_lines(mut input: impl BufRead, pool: &Arc<rayon::ThreadPool>, settings: Settings, slots: &SyncSender<Slot>) {
    for number in 1.. {
        let slot = match read_line(&mut input, LINE_LIMIT) {
            Ok(None) => return,
            Ok(Some(line)) => {
                let (sender, receiver) = sync_channel(1);
                // A send fails only where stdout is closed and nobody wants the answer.
                pool.spawn(move || drop(sender.send(answer(line, number, settings))));
                Ok(receiver)
            }
            Err(error) => Err(error),
        };
        let ended = slot.is_err();
        if slots.send(slot).is_err() || ended {
            return;
        }
    }
}

/// The next line without its line end, or how long it is where it passes the limit; `None` at the end.
fn read_line(input: &mut impl BufRead, limit: usize) -> io::Result<Option<Result<Vec<u8>, usize>>> {
    let mut line = Vec::new();
    let length = input.take(limit as u64 + 1).read_until(b'\n', &mut line)?;
    if length == 0 {
        return Ok(None);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
    } else if length > limit {
        return Ok(Some(Err(length + input.skip_until(b'\n')?)));
    }
    Ok(Some(Ok(line)))
}

fn write_answers(answers: &Receiver<Slot>, mut output: impl Write) -> Result<(), Failure> {
    let writing = |error: io::Error| Failure::writing("stdout", &error);
    loop {
        let slot = match answers.try_recv() {
            Ok(slot) => slot,
            Err(TryRecvError::Disconnected) => break,
            Err(TryRecvError::Empty) => {
                output.flush().map_err(writing)?;
                match answers.recv() {
                    Ok(slot) => slot,
                    Err(_) => break,
                }
            }
        };
        match slot {
            Ok(answer) => writeln!(output, "{}", answer.recv().unwrap_or_default()).map_err(writing)?,
            Err(error) => {
                output.flush().map_err(writing)?;
                return Err(Failure::reading("stdin", &error, "JSON lines"));
            }
        }
    }
    output.flush().map_err(writing)
}

#[derive(Serialize)]
struct Answered<'a> {
    id: Option<&'a RawValue>,
    #[serde(flatten)]
    answer: Answer,
}

#[derive(Serialize)]
struct Fault<'a> {
    id: Option<&'a RawValue>,
    line: usize,
    error: String,
}

fn answer(line: Result<Vec<u8>, usize>, number: usize, settings: Settings) -> String {
    let (id, request) = read_request(line, number);
    let id = id.as_deref();
    match request.and_then(|request| guarded(|| extract(request, settings))) {
        Ok(answer) => json::line(&Answered { id, answer }),
        Err(error) => json::line(&Fault { id, line: number, error }),
    }
}

/// Takes the line, so that it does not stay in memory beside its page.
fn read_request(line: Result<Vec<u8>, usize>, number: usize) -> (Option<Box<RawValue>>, Result<Request, String>) {
    match line {
        // Some systems begin every text stream with a byte-order mark.
        Ok(line) if number == 1 => request::read(line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line)),
        Ok(line) => request::read(&line),
        Err(length) => (None, Err(format!("found a line of {length} bytes, expected at most {LINE_LIMIT}"))),
    }
}

fn extract(request: Request, settings: Settings) -> Result<Answer, Error> {
    let stamp = request.at.unwrap_or(settings.stamp);
    let mut extractor = Extractor::new(&request.url, settings.options.at(stamp))?;
    extractor.write(&request.html)?;
    drop(request.html);
    let extraction = extractor.end()?;
    let capture = extraction.capture(stamp, &request.url)?;
    Ok(Answer::new(extraction, capture.as_ref()))
}

/// Turns an error into its message and a panic into another: one page must not end the others.
fn guarded<T>(work: impl FnOnce() -> Result<T, Error>) -> Result<T, String> {
    let outcome = catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let cause = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
        format!("found a fault of the engine ({}), expected none", cause.unwrap_or("without a message"))
    });
    outcome?.map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_of_its_page() {
        let outcome = guarded::<()>(|| panic!("index {}", 7));
        assert_eq!(outcome, Err("found a fault of the engine (index 7), expected none".to_owned()));
        assert_eq!(guarded(|| Ok(1)), Ok(1));
        assert!(guarded::<()>(|| Err(Error::Url { found: "x".into() })).is_err_and(|error| error.starts_with("found")));
    }

    #[test]
    fn a_line_ends_at_its_line_feed_or_at_the_end() {
        let mut input = &b"a\n\nb"[..];
        let mut lines = Vec::new();
        while let Some(line) = read_line(&mut input, 4).expect("readable") {
            lines.push(line);
        }
        assert_eq!(lines, [Ok(b"a".to_vec()), Ok(Vec::new()), Ok(b"b".to_vec())]);
    }

    #[test]
    fn a_line_beyond_the_limit_is_measured_and_passed_over() {
        let mut input = &b"1234\n12345\n1234567\nb"[..];
        assert_eq!(read_line(&mut input, 4).expect("readable"), Some(Ok(b"1234".to_vec())));
        assert_eq!(read_line(&mut input, 4).expect("readable"), Some(Err(6)));
        assert_eq!(read_line(&mut input, 4).expect("readable"), Some(Err(8)));
        assert_eq!(read_line(&mut input, 4).expect("readable"), Some(Ok(b"b".to_vec())));
    }
}
