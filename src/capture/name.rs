//! File names: `<host>/<stamp>_<title>.md`, good on Windows, macOS, Linux and Android alike.
//!
//! A title is an attacker's text: it may hold path separators, the names of devices, controls that reverse what is
//! shown, and more bytes than a file system takes. The name is built from what is left when all that is gone, and the
//! stamp leads, so that names sort by time.

use super::unicode::{composed, cut};
use super::{Capture, CivilTime, address, title};
use crate::html::url::Url;

/// The most bytes that `<stamp>_<title>.md` takes: file systems allow 255, but encrypting ones leave 143 of some and
/// a path of Windows holds 260 in all.
const LONGEST_NAME: usize = 150;
/// The most bytes that the folder takes; no host of the DNS comes near.
const LONGEST_HOST: usize = 253;
const EXTENSION: &str = ".md";
const A_MINUTE: i64 = 60_000;
/// The title of a capture that has none left.
const UNTITLED: &str = "untitled";

/// Names that Windows keeps for devices, in every folder, in any case, and with any extension; besides these `COM` and
/// `LPT` with a digit from 1 to 9 or with `¹`, `²`, `³`.
const DEVICES: [&str; 7] = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"];
const NUMBERED_DEVICES: [&str; 2] = ["COM", "LPT"];

/// What a name may say that the file does not.
#[derive(Debug, Clone, Default)]
pub struct NameFacts<'a> {
    /// The site's name.
    pub site: Option<&'a str>,
    /// The byline as printed.
    pub byline: Option<&'a str>,
    /// A BCP 47 tag.
    pub lang: Option<&'a str>,
    /// The capture's digest, in hex.
    pub digest: &'a str,
    /// How far the user's clock is ahead of UTC: dates and times are by it.
    pub minutes_east: i32,
}

/// What a name ends in.
#[derive(Debug, Clone, Copy)]
pub struct NameEnding<'a> {
    /// With its dot.
    pub extension: &'a str,
    /// From the second capture of one name on it is told apart by this.
    pub number: u32,
}

impl Capture {
    /// Where the capture is kept: `<host>/<stamp>_<title>.md`, relative, with `/`.
    pub fn path(&self) -> String {
        self.numbered_path(1)
    }

    /// The path of the `number`th capture, counted from one, that has this host, stamp and title: from the second on
    /// the name ends in `-2`, `-3`, ….
    pub fn numbered_path(&self, number: u32) -> String {
        let suffix = if number > 1 { format!("-{number}") } else { String::new() };
        let prefix = format!("{}_", self.stamp);
        let room = LONGEST_NAME.saturating_sub(prefix.len() + suffix.len() + EXTENSION.len());
        format!("{}/{prefix}{}{suffix}{EXTENSION}", self.source(), file_title(&self.title, room))
    }

    /// Where the capture goes by a template of the user's: fields and text, folders between slashes. Each folder and the name
    /// are cleaned like those of [`path`](Self::path), and the title is cut where the name would be too long.
    ///
    /// # Errors
    /// The name of a field that there is not, as it stands in the template.
    pub fn named(&self, template: &str, facts: &NameFacts<'_>, ending: &NameEnding<'_>) -> Result<String, String> {
        let mut segments = Vec::new();
        let parts: Vec<&str> = template.split('/').map(str::trim).filter(|part| !part.is_empty()).collect();
        let (last, folders) = parts.split_last().unwrap_or((&"{stamp}_{title}", &[]));
        for folder in folders {
            segments.push(self.segment(folder, facts, "")?);
        }
        let suffix = if ending.number > 1 { format!("-{}", ending.number) } else { String::new() };
        segments.push(self.segment(last, facts, &format!("{suffix}{}", ending.extension))?);
        Ok(segments.join("/"))
    }

    /// One folder, or the name with what it ends in.
    fn segment(&self, template: &str, facts: &NameFacts<'_>, ending: &str) -> Result<String, String> {
        let room = LONGEST_NAME.saturating_sub(ending.len());
        let without_title = self.filled(template, facts, "")?;
        let left = room.saturating_sub(without_title.len());
        let name = self.filled(template, facts, &file_title(&self.title, left))?;
        Ok(file_title(&name, room) + ending)
    }

    /// The template with its fields' values in their places.
    fn filled(&self, template: &str, facts: &NameFacts<'_>, title: &str) -> Result<String, String> {
        let mut out = String::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((field, after)) = after.split_once('}') else { return Err(after.to_owned()) };
            let value = self.field(field, facts, title).ok_or_else(|| field.to_owned())?;
            out.push_str(&value);
            rest = after;
        }
        out.push_str(rest);
        Ok(out)
    }

    /// The value of a field: the fields are these, and no others.
    fn field(&self, name: &str, facts: &NameFacts<'_>, title: &str) -> Option<String> {
        let local = self.stamp.saturating_add_signed(i64::from(facts.minutes_east) * A_MINUTE);
        let CivilTime { year, month, day, hour, minute, second } = CivilTime::of(local);
        Some(match name {
            "host" => self.source(),
            "stamp" => self.stamp.to_string(),
            "title" => title.to_owned(),
            "date" => format!("{year:04}-{month:02}-{day:02}"),
            "time" => format!("{hour:02}-{minute:02}-{second:02}"),
            "site" => facts.site.map_or_else(|| self.source(), str::to_owned),
            "byline" => facts.byline.unwrap_or_default().to_owned(),
            "lang" => facts.lang.unwrap_or_default().to_owned(),
            "digest" => facts.digest.to_owned(),
            _ => return None,
        })
    }

    /// The folder of the capture: its host in ASCII without `www.`, port and an IPv6 address's brackets; `file` and
    /// `about` for those schemes.
    pub fn source(&self) -> String {
        let url = address::parsed(&self.url);
        match url.as_ref().filter(|url| url.is_web()).and_then(Url::host) {
            Some(host) => folder(host),
            None => url.map_or_else(|| UNTITLED.to_owned(), |url| url.scheme().to_owned()),
        }
    }
}

/// The host as a folder: a URL can have the host `..`, and `[::1]` would begin with what a command line takes for an option.
fn folder(host: &str) -> String {
    let host = host.trim_matches(['[', ']']);
    let host = host.strip_prefix("www.").filter(|rest| !rest.is_empty()).unwrap_or(host);
    let safe: String = host.chars().map(|character| if is_refused(character) { '-' } else { character }).collect();
    let bare = cut(&safe, LONGEST_HOST).trim_start_matches(['.', '-']).trim_end_matches('.');
    let name = guarded(bare);
    if name.is_empty() { UNTITLED.to_owned() } else { name }
}

/// The title as far as it can stand in a file name, in at most `room` bytes.
fn file_title(title: &str, room: usize) -> String {
    let kept = title.chars().filter(|&character| !is_invisible(character));
    let spaced: String = kept.map(|character| if is_refused(character) { ' ' } else { character }).collect();
    let whole = guarded(trimmed(&composed(title::normalised(&spaced))));
    // Cutting can lay a device's name bare again, but only one so short that there is room to guard it.
    let name = guarded(trimmed(cut(&whole, room)));
    if name.is_empty() { UNTITLED.to_owned() } else { name }
}

/// What one system or another refuses in a name, and `%`, which Chromium replaces in the names of downloads.
fn is_refused(character: char) -> bool {
    matches!(character, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '%')
}

/// Format characters (the general category Cf: joiners, bidi controls, tags) and noncharacters. Chromium refuses a
/// download with any of them in its name, joiners too.
fn is_invisible(character: char) -> bool {
    let code = u32::from(character);
    let is_format = matches!(code,
        0xAD | 0x600..=0x605 | 0x61C | 0x6DD | 0x70F | 0x890..=0x891 | 0x8E2 | 0x180E | 0x200B..=0x200F
        | 0x202A..=0x202E | 0x2060..=0x2064 | 0x2066..=0x206F | 0xFEFF | 0xFFF9..=0xFFFB | 0x110BD | 0x110CD
        | 0x13430..=0x1343F | 0x1BCA0..=0x1BCA3 | 0x1D173..=0x1D17A | 0xE0001 | 0xE0020..=0xE007F);
    is_format || code & 0xFFFE == 0xFFFE || (0xFDD0..=0xFDEF).contains(&code)
}

/// Without what hides a file, what a command line takes for an option, and what Windows drops from the end.
fn trimmed(name: &str) -> &str {
    name.trim_start_matches(['.', '-', ' ']).trim_end_matches(['.', ' '])
}

/// The name with a `_` after its first part where that is the name of a device.
fn guarded(name: &str) -> String {
    let first = name.split('.').next().unwrap_or_default();
    let (device, rest) = name.split_at(first.trim_end().len());
    let (stem, number) = device.char_indices().next_back().map_or(("", ' '), |(at, last)| (&device[..at], last));
    let is_device = DEVICES.iter().any(|reserved| device.eq_ignore_ascii_case(reserved))
        || (NUMBERED_DEVICES.iter().any(|reserved| stem.eq_ignore_ascii_case(reserved))
            && matches!(number, '1'..='9' | '¹' | '²' | '³'));
    if is_device { format!("{device}_{rest}") } else { name.to_owned() }
}
