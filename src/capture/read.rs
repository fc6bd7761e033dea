//! Reading: a view of the file, never a rewrite of it.
//!
//! Files of other hands bend the rules: brackets in titles are not escaped, bodies run over many lines and hold raw
//! markup, line ends are CRLF, a byte-order mark leads. All of this is read. What is refused is what would leave a
//! capture without its stamp, its title, its URL, or its text.

use super::{Capture, LATEST_STAMP, address, title};
use crate::Error;

const STAMP_DIGITS: usize = 16;
const RULE: &str = "------";

/// How much of a line an error shows, in characters.
const SHOWN: usize = 60;

impl Capture {
    /// What the capture file says. Nothing is normalised: the body is every byte after line 4 less one final line end.
    ///
    /// # Errors
    /// [`Error::Format`], the first fault of the file.
    pub fn read(file: &[u8]) -> Result<Self, Error> {
        let lines = Lines::split(text(file)?);
        let stamp = stamp(lines.stamp)?;
        let (title, url) = link(lines.link)?;
        rule(lines.rule)?;
        gap(lines.gap)?;
        Ok(Self { stamp, title, url, body: lines.body.to_owned() })
    }
}

/// Every fault of a capture file, in the order of its lines; none where [`Capture::read`] reads it. Bytes that are no
/// text are one fault: there are no lines to look at then.
pub fn faults(file: &[u8]) -> Vec<Error> {
    let lines = match text(file) {
        Ok(text) => Lines::split(text),
        Err(fault) => return vec![fault],
    };
    let checks = [stamp(lines.stamp).err(), link(lines.link).err(), rule(lines.rule).err(), gap(lines.gap).err()];
    checks.into_iter().flatten().collect()
}

/// The parts of a file, without line ends; `None` where the file ends before the line.
struct Lines<'a> {
    stamp: Option<&'a str>,
    link: Option<&'a str>,
    rule: Option<&'a str>,
    gap: Option<&'a str>,
    body: &'a str,
}

impl<'a> Lines<'a> {
    fn split(text: &'a str) -> Self {
        let mut rest = Some(text).filter(|text| !text.is_empty());
        let (stamp, link) = (next_line(&mut rest), next_line(&mut rest));
        let (rule, gap) = (next_line(&mut rest), next_line(&mut rest));
        let body = rest.unwrap_or_default();
        let body = body.strip_suffix('\n').map_or(body, |body| body.strip_suffix('\r').unwrap_or(body));
        Self { stamp, link, rule, gap, body }
    }
}

fn next_line<'a>(rest: &mut Option<&'a str>) -> Option<&'a str> {
    let text = rest.take()?;
    let (line, after) = match text.split_once('\n') {
        Some((line, after)) => (line, Some(after)),
        None => (text, None),
    };
    *rest = after;
    Some(line.strip_suffix('\r').unwrap_or(line))
}

/// The file as text, without its byte-order mark.
fn text(file: &[u8]) -> Result<&str, Error> {
    let text = std::str::from_utf8(file).map_err(|error| {
        let at = error.valid_up_to();
        fault(line_of(file, at), format!("the byte 0x{:02X}", file[at]), "UTF-8")
    })?;
    match memchr::memchr(0, file) {
        Some(at) => Err(fault(line_of(file, at), "a NUL".to_owned(), "text without NUL")),
        None => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
    }
}

/// The line that the byte at `at` is on, counted from one.
fn line_of(file: &[u8], at: usize) -> usize {
    1 + memchr::memchr_iter(b'\n', &file[..at]).count()
}

fn stamp(line: Option<&str>) -> Result<u64, Error> {
    let digits = line.and_then(|line| line.strip_prefix("<!--")?.strip_suffix("-->"));
    let stamp: Option<u64> = digits
        .filter(|digits| (1..=STAMP_DIGITS).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()))
        .and_then(|digits| digits.parse().ok());
    match stamp {
        None => Err(fault(1, shown(line), "the stamp: 1 to 16 digits between <!-- and -->")),
        Some(late) if late > LATEST_STAMP => Err(fault(1, shown(line), "a stamp of at most 8640000000000000")),
        Some(stamp) => Ok(stamp),
    }
}

/// Title and URL: the title runs to the last `](` that an address follows, for brackets in titles are not always
/// escaped.
fn link(line: Option<&str>) -> Result<(String, String), Error> {
    let inside = line.and_then(|line| line.trim_ascii().strip_prefix('[')?.strip_suffix(')'));
    let Some(inside) = inside.filter(|inside| inside.contains("](")) else {
        return Err(fault(2, shown(line), "a link: [title](URL)"));
    };
    let ends = inside.rmatch_indices("](").map(|(at, _)| (&inside[..at], &inside[at + 2..]));
    let found = ends.clone().find(|(_, address)| address::starts(address)).or_else(|| ends.clone().next());
    let (link_text, destination) = found.unwrap_or((inside, ""));
    let url = address::unescaped(destination);
    if address::parsed(&url).is_none() {
        return Err(fault(2, shown(Some(destination)), "an absolute http, https, file or about URL"));
    }
    Ok((title::unescaped(link_text), url))
}

fn rule(line: Option<&str>) -> Result<(), Error> {
    if line == Some(RULE) { Ok(()) } else { Err(fault(3, shown(line), "a rule of exactly six hyphens")) }
}

/// The empty line after the rule; a file without a body may end before it.
fn gap(line: Option<&str>) -> Result<(), Error> {
    if line.unwrap_or_default().trim_ascii().is_empty() { Ok(()) } else { Err(fault(4, shown(line), "an empty line")) }
}

fn fault(line: usize, found: String, expected: &'static str) -> Error {
    Error::Format { line, found, expected }
}

/// A line for people: quoted, its controls escaped, cut where it is long.
fn shown(line: Option<&str>) -> String {
    match line {
        None => "the end of the file".to_owned(),
        Some("") => "an empty line".to_owned(),
        Some(line) => match line.char_indices().nth(SHOWN) {
            Some((end, _)) => format!("{:?}…", &line[..end]),
            None => format!("{line:?}"),
        },
    }
}
