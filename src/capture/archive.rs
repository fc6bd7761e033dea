//! The archive layout: a folder of captures with lists that a forge renders, an export format of ours.
//!
//! ```text
//! articles/<source>/<file>.md
//! lists/<source>.md            one a source, newest first
//! README.md                    links the lists
//! ```
//!
//! These functions give the texts; who calls them writes the files.

use super::{address, title};

/// The folder of the captures, one folder a source in it.
pub const ARTICLES: &str = "articles";
/// The folder of the lists.
pub const LISTS: &str = "lists";

const MILLISECONDS_A_DAY: u64 = 86_400_000;

/// One capture, as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Unix time in milliseconds.
    pub stamp: u64,
    /// The title, plain text.
    pub title: String,
    /// The name of the file in its source's folder, with `.md`.
    pub file: String,
}

/// The text of `lists/<source>.md`: newest first, ties in the order of file names, days in UTC.
pub fn list(source: &str, entries: &[Entry]) -> String {
    let mut newest_first: Vec<&Entry> = entries.iter().collect();
    newest_first.sort_by(|one, other| other.stamp.cmp(&one.stamp).then_with(|| one.file.cmp(&other.file)));
    let lines = newest_first.into_iter().map(|entry| {
        let (month, day) = month_and_day(entry.stamp);
        let title = title::escaped(&title::or_url(&entry.title, &entry.file));
        let link = format!("/{ARTICLES}/{}/{}", segment(source), segment(&entry.file));
        format!("{month}-{day} [{title}]({link})")
    });
    page(source, lines)
}

/// The text of `README.md`, which links the list of every source, in the order of their names.
pub fn readme(sources: &[&str]) -> String {
    let mut sorted = sources.to_vec();
    sorted.sort_unstable();
    let lines = sorted
        .into_iter()
        .map(|source| format!("[{}](/{LISTS}/{}.md)", title::escaped(&title::normalised(source)), segment(source)));
    page("Captures", lines)
}

/// A setext heading, and lines with an empty one before each.
fn page(heading: &str, lines: impl Iterator<Item = String>) -> String {
    let mut text = format!("{heading}\n------\n");
    for line in lines {
        text.push('\n');
        text.push_str(&line);
        text.push('\n');
    }
    text
}

/// A name as one segment of a path: everything but letters and digits of ASCII, `-`, `.`, `_` and `~` percent-encoded.
fn segment(name: &str) -> String {
    let mut encoded = String::with_capacity(name.len());
    for character in name.chars() {
        if character.is_ascii_alphanumeric() || matches!(character, '-' | '.' | '_' | '~') {
            encoded.push(character);
        } else {
            address::percent_encode(character, &mut encoded);
        }
    }
    encoded
}

/// The month and the day of a Unix time in UTC, both from one: Howard Hinnant's `civil_from_days`, in which a year
/// starts in March so that the leap day is its last.
fn month_and_day(stamp: u64) -> (u64, u64) {
    const DAYS_FROM_MARCH_0000_TO_1970: u64 = 719_468;
    const DAYS_AN_ERA: u64 = 146_097;
    let day_of_era = (stamp / MILLISECONDS_A_DAY + DAYS_FROM_MARCH_0000_TO_1970) % DAYS_AN_ERA;
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    ((month_from_march + 2) % 12 + 1, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_of_utc() {
        for (stamp, expected) in [
            (0, (1, 1)),
            (86_399_999, (1, 1)),
            (86_400_000, (1, 2)),
            (951_782_399_999, (2, 28)),
            (951_782_400_000, (2, 29)),
            (951_868_800_000, (3, 1)),
            (1_706_624_101_000, (1, 30)),
            (1_735_689_599_999, (12, 31)),
            (4_107_542_400_000, (3, 1)),
            (8_640_000_000_000_000, (9, 13)),
        ] {
            assert_eq!(month_and_day(stamp), expected, "{stamp}");
        }
    }
}
