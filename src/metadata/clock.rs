//! The time of day that stands behind a date, and its zone.

use super::tokens::Cursor;

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clock {
    pub hour: u8,
    pub minute: u8,
    pub second: u8,
    /// Minutes east of UTC, where a zone is given.
    pub offset: Option<i16>,
}

impl Clock {
    /// The time of day of a second of the day, in UTC.
    pub(super) fn utc(second: i64) -> Self {
        Self {
            hour: (second / 3600) as u8,
            minute: (second / 60 % 60) as u8,
            second: (second % 60) as u8,
            offset: Some(0),
        }
    }

    /// The time and its zone as RFC 3339 writes them, if there is a zone.
    pub(super) fn zoned(self) -> Option<String> {
        let offset = self.offset?;
        let (sign, size) = (if offset < 0 { '-' } else { '+' }, offset.unsigned_abs());
        let zone = if size == 0 { "Z".to_owned() } else { format!("{sign}{:02}:{:02}", size / 60, size % 60) };
        Some(format!("{:02}:{:02}:{:02}{zone}", self.hour, self.minute, self.second))
    }
}

/// Words between a day and its time.
const LINKS: &[&str] = &[
    "t", "at", "um", "à", "a", "las", "às", "alle", "ore", "kl", "klo", "o", "godz", "ora", "om", "в", "о", "ώρα", "в",
    "mon", "tue", "wed", "thu", "fri", "sat", "sun",
];

/// Between a day and its time: a weekday in brackets, 星期二, 上午.
const SKIPPED: usize = 6;

/// Names of zones and their minutes east of UTC: those that news pages print.
const ZONES: &[(&str, i16)] = &[
    ("z", 0),
    ("utc", 0),
    ("gmt", 0),
    ("wet", 0),
    ("bst", 60),
    ("cet", 60),
    ("mez", 60),
    ("west", 60),
    ("cest", 120),
    ("mesz", 120),
    ("eet", 120),
    ("sast", 120),
    ("eest", 180),
    ("msk", 180),
    ("ist", 330),
    ("hkt", 480),
    ("sgt", 480),
    ("awst", 480),
    ("jst", 540),
    ("kst", 540),
    ("aest", 600),
    ("aedt", 660),
    ("nzst", 720),
    ("nzdt", 780),
    ("edt", -240),
    ("est", -300),
    ("cdt", -300),
    ("cst", -360),
    ("mdt", -360),
    ("mst", -420),
    ("pdt", -420),
    ("pst", -480),
    ("et", -300),
    ("ct", -360),
    ("mt", -420),
    ("pt", -480),
    ("brt", -180),
    ("art", -180),
];

/// Reads a time of day behind a date and moves the cursor behind it; without one the cursor stays.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Option<Clock> {
    let mut ahead = *cursor;
    let afternoon = skip_links(&mut ahead);
    let (_, hour) = ahead.number(1, 2)?;
    if ahead.mark(&[':', '：']).is_none() {
        ahead.word(&["h", "時", "时", "点", "點", "시"])?;
    }
    let minute = ahead.number(1, 2).map_or(0, |(_, minute)| minute);
    let _ = ahead.word(&["分", "분"]);
    let second = seconds(&mut ahead);
    let hour = twelve_hours(&mut ahead, hour, afternoon);
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let offset = zone(&mut ahead);
    *cursor = ahead;
    Some(Clock { hour: hour as u8, minute: minute as u8, second: second.min(59) as u8, offset })
}

/// Steps over what may stand between; whether it said "afternoon".
fn skip_links(cursor: &mut Cursor<'_>) -> bool {
    let mut afternoon = false;
    for _ in 0..SKIPPED {
        if cursor.any_mark().is_some() || cursor.word(LINKS).is_some() {
            continue;
        }
        let Some(word) = cursor.peek_word().filter(|word| word.chars().all(|c| c >= '\u{3040}')) else { break };
        afternoon |= matches!(word, "下" | "後" | "晚" | "후");
        cursor.step();
    }
    afternoon
}

fn seconds(cursor: &mut Cursor<'_>) -> u32 {
    let mut ahead = *cursor;
    if ahead.mark(&[':', '：']).is_none() {
        return 0;
    }
    let Some((_, second)) = ahead.number(2, 2) else { return 0 };
    *cursor = ahead;
    // A fraction is read over.
    if ahead.mark(&['.', ',']).is_some() && ahead.number(1, 9).is_some() {
        *cursor = ahead;
    }
    second
}

fn twelve_hours(cursor: &mut Cursor<'_>, hour: u32, afternoon: bool) -> u32 {
    let mut ahead = *cursor;
    let word = ahead.word(&["am", "pm", "a", "p"]).map(str::to_ascii_lowercase);
    let half = match word.as_deref() {
        Some("a" | "p") if ahead.mark(&['.']).is_none() || ahead.word(&["m"]).is_none() => None,
        other => other.map(|word| word.starts_with('p')),
    };
    if half.is_some() {
        let _ = ahead.mark(&['.']);
        *cursor = ahead;
    }
    match half {
        Some(true) if hour < 12 => hour + 12,
        Some(false) if hour == 12 => 0,
        None if afternoon && hour < 12 => hour + 12,
        _ => hour,
    }
}

fn zone(cursor: &mut Cursor<'_>) -> Option<i16> {
    let mut ahead = *cursor;
    let _ = ahead.mark(&['(', '[']);
    let named = ahead.peek_word().and_then(|word| {
        let word = word.to_ascii_lowercase();
        ZONES.iter().find(|(name, _)| *name == word).map(|(_, offset)| *offset)
    });
    if named.is_some() {
        ahead.step();
        *cursor = ahead;
    }
    if matches!(named, None | Some(0))
        && let Some(offset) = numeric_zone(cursor)
    {
        return Some(offset);
    }
    named
}

/// `+01:00`, `-0500`, `+1`.
fn numeric_zone(cursor: &mut Cursor<'_>) -> Option<i16> {
    let mut ahead = *cursor;
    let sign = if ahead.mark(&['+', '-', '−'])? == '+' { 1 } else { -1 };
    let (digits, value) = ahead.number(1, 4)?;
    let minutes = if digits > 2 {
        value / 100 * 60 + value % 100
    } else {
        let minutes = ahead.mark(&[':']).and_then(|_| ahead.number(2, 2)).map_or(0, |(_, minutes)| minutes);
        value * 60 + minutes
    };
    *cursor = ahead;
    (minutes <= 14 * 60).then(|| sign * minutes as i16)
}
