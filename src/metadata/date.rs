//! Finds dates in text: those that machines wrote into attributes, and those that people read on the page.
//!
//! The text is cut into numbers, words and marks once; every rule then looks at a fixed number of tokens from where it
//! stands, so the scan is linear whatever the text. A date counts only with day, month and year: a year alone, or "two
//! days ago", is a guess that beats no markup.

use super::clock::{self, Clock};
pub(super) use super::day::{Day, last_day};
use super::months::month_named;
use super::tokens::{Cursor, tokens};

/// A date found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Date {
    pub day: Day,
    /// The time of day, where it is printed beside the day.
    pub clock: Option<Clock>,
    /// The bytes of the text that it takes.
    pub start: usize,
    pub end: usize,
}

/// Which of two small numbers is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Order {
    /// 30/01/2024, as nearly everywhere.
    #[default]
    DayFirst,
    /// 01/30/2024, as in the United States and the Philippines.
    MonthFirst,
}

/// What is known of a page before its dates are read.
#[derive(Debug, Clone, Default)]
pub(super) struct Hints {
    pub order: Order,
    /// The page's language in lower case; empty where it is not known.
    pub lang: String,
}

/// Two-digit years from here on belong to the twentieth century.
const CENTURY_PIVOT: u32 = 70;

/// Top-level domains of countries that write English with the day first.
const DAY_FIRST_DOMAINS: &[&str] = &["uk", "au", "nz", "ie", "in", "za", "sg", "hk", "ke", "ng", "gh", "eu"];

/// Language tags that write the month first.
const MONTH_FIRST_LANGS: &[&str] = &["en-us", "en-ph", "fil", "tl"];

/// English-speaking regions that write the day first.
const DAY_FIRST_REGIONS: &[&str] =
    &["gb", "uk", "au", "nz", "ie", "in", "za", "sg", "hk", "ke", "ng", "gh", "pk", "my", "eu"];

impl Hints {
    /// Hints from the page's language and the host it came from; either may be empty.
    pub(super) fn new(lang: &str, host: &str) -> Self {
        let lang = lang.to_ascii_lowercase().replace('_', "-");
        let domain = host.rsplit('.').next().unwrap_or_default();
        let region = lang.split('-').nth(1).unwrap_or_default();
        let english = lang.is_empty() || lang.split('-').next() == Some("en");
        let month_first = MONTH_FIRST_LANGS.contains(&lang.as_str()) && !DAY_FIRST_DOMAINS.contains(&domain)
            || english && !DAY_FIRST_REGIONS.contains(&region) && !DAY_FIRST_DOMAINS.contains(&domain);
        Self { order: if month_first { Order::MonthFirst } else { Order::DayFirst }, lang }
    }
}

impl Date {
    /// RFC 3339 where the instant is known, else the day alone: a clock without a zone names no instant.
    pub(super) fn datetime(&self) -> String {
        match self.clock.and_then(Clock::zoned) {
            Some(time) => format!("{}T{time}", self.day),
            None => self.day.to_string(),
        }
    }

    /// Whether this is an instant in UTC.
    pub(super) fn is_utc(&self) -> bool {
        self.clock.is_some_and(|clock| clock.offset == Some(0))
    }

    /// Whether the day that the page prints may be the one before or after: the clock is that of UTC or of a server.
    pub(super) fn may_be_beside(&self) -> bool {
        self.clock.is_some_and(|clock| clock.offset.is_none_or(|offset| offset == 0))
    }

    /// The minutes from 1970 in UTC, where the zone is known.
    pub(super) fn instant(&self) -> Option<i64> {
        let clock = self.clock?;
        let minutes = i64::from(clock.hour) * 60 + i64::from(clock.minute);
        Some(self.day.number() * 24 * 60 + minutes - i64::from(clock.offset?))
    }
}

/// A way to write a date: reads one at the cursor and moves it behind.
type Rule = fn(&mut Cursor<'_>, &Hints) -> Option<Day>;

/// Rules for dates that begin with a number, most specific first: what a later rule would misread, an earlier one has
/// taken. Behind "tháng" a number is a month's name.
const RULES: &[Rule] =
    &[ideographic, year_first, day_and_name, name_and_day, year_and_name, numeric_year_last, compact];

/// Rules for dates that begin with a word.
const WORD_RULES: &[Rule] = &[ideographic, name_and_day, era];

/// Eras by which years are counted in Taiwan and Japan, their two characters, and the year before their first.
const ERAS: &[([&str; 2], u32)] = &[
    (["民", "国"], 1911),
    (["民", "國"], 1911),
    (["令", "和"], 2018),
    (["平", "成"], 1988),
    (["昭", "和"], 1925),
    (["大", "正"], 1911),
    (["明", "治"], 1867),
];

/// All dates of a text, in order.
pub(super) fn scan(text: &str, hints: &Hints) -> Vec<Date> {
    let mut found = Vec::new();
    // Most texts that may hold a date hold none.
    if text.is_ascii() && !may_hold_date(text.as_bytes()) {
        return found;
    }
    let tokens = tokens(text);
    let mut cursor = Cursor::new(&tokens);
    while !cursor.is_done() {
        let start = cursor;
        let rules = if cursor.is_at_number() {
            RULES
        } else if cursor.peek_word().is_some() && cursor.number_is_near() {
            WORD_RULES
        } else {
            // A mark begins no date.
            &[]
        };
        match rules.iter().find_map(|rule| attempt(*rule, start, hints)) {
            Some((day, after)) => {
                cursor = after;
                let clock = clock::read(&mut cursor);
                found.push(Date { day, clock, start: start.start(), end: cursor.end_before() });
            }
            None => cursor.step(),
        }
    }
    found
}

/// Whether a text of ASCII has the digits of a date: a year in four, or in two behind another number and a mark.
fn may_hold_date(text: &[u8]) -> bool {
    const YEAR: usize = 4;
    let (mut run, mut runs, mut marks) = (0, 0, 0);
    for byte in text {
        run = if byte.is_ascii_digit() { run + 1 } else { 0 };
        if run == YEAR {
            return true;
        }
        runs += usize::from(run == 1);
        marks += usize::from(matches!(byte, b'-' | b'/' | b'.' | b'\''));
    }
    runs > 1 && marks > 0
}

/// The first date of a text.
pub(super) fn first(text: &str, hints: &Hints) -> Option<Date> {
    scan(text, hints).into_iter().next()
}

/// The date of a machine's value: any form that [`scan`] knows, or seconds or milliseconds since 1970.
pub(super) fn read(value: &str, hints: &Hints) -> Option<Date> {
    let value = value.trim();
    if matches!(value.len(), 10 | 13) && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return epoch(value);
    }
    first(value, hints)
}

fn epoch(value: &str) -> Option<Date> {
    let seconds: i64 = value[..10].parse().ok()?;
    let day = Day::from_number(seconds.div_euclid(86_400))?;
    let clock = Clock::utc(seconds.rem_euclid(86_400));
    Some(Date { day, clock: Some(clock), start: 0, end: value.len() })
}

/// The date in the path of an address: `/2024/01/30/`, `/2024-01-30-`, `/20240130/`.
pub(super) fn in_path(path: &str) -> Option<Day> {
    let hints = Hints::default();
    let tokens = tokens(path);
    let mut cursor = Cursor::new(&tokens);
    while !cursor.is_done() {
        let start = cursor;
        let rules: [Rule; 3] = [year_first, folders, in_path_compact];
        let found = rules.iter().find_map(|rule| attempt(*rule, start, &hints));
        if let Some((day, _)) = found.filter(|(day, _)| day.year >= 1990) {
            return Some(day);
        }
        cursor.step();
    }
    None
}

fn attempt<'t>(rule: Rule, mut cursor: Cursor<'t>, hints: &Hints) -> Option<(Day, Cursor<'t>)> {
    rule(&mut cursor, hints).map(|day| (day, cursor))
}

fn full_year(digits: usize, value: u32) -> u32 {
    match (digits, value) {
        (2, value) if value < CENTURY_PIVOT => 2000 + value,
        (2, value) => 1900 + value,
        (_, value) => value,
    }
}

/// 2024年1月30日, 2024년 1월 30일, 二〇二四年一月三十日.
fn ideographic(cursor: &mut Cursor<'_>, _: &Hints) -> Option<Day> {
    // 三十年 is a span of time.
    let least = if cursor.is_at_numeral() { 4 } else { 2 };
    let (digits, year) = cursor.numeral(least, 4)?;
    cursor.word(&["年", "년"])?;
    let (_, month) = cursor.numeral(1, 2)?;
    cursor.word(&["月", "월"])?;
    let (_, day) = cursor.numeral(1, 2)?;
    let _ = cursor.word(&["日", "号", "號", "일"]);
    Day::new(full_year(digits, year), month, day)
}

/// 民國113年1月30日, 令和6年1月30日, 令和元年5月1日, 令和六年一月三十日.
fn era(cursor: &mut Cursor<'_>, _: &Hints) -> Option<Day> {
    let era = ERAS.iter().find(|([first, _], _)| cursor.peek_word() == Some(first))?;
    let eras = ERAS.iter().filter(|([first, _], _)| *first == era.0[0]);
    cursor.step();
    let (_, before) = eras.into_iter().find(|([_, second], _)| cursor.peek_word() == Some(second))?;
    cursor.step();
    let year = match cursor.numeral(1, 3) {
        Some((_, year)) => year,
        None => cursor.word(&["元"]).map(|_| 1)?,
    };
    cursor.word(&["年"])?;
    let (_, month) = cursor.numeral(1, 2)?;
    cursor.word(&["月"])?;
    let (_, day) = cursor.numeral(1, 2)?;
    let _ = cursor.word(&["日"]);
    Day::new(before + year, month, day)
}

/// 2024-01-30, 2024/1/30, 2024. 1. 30.
fn year_first(cursor: &mut Cursor<'_>, _: &Hints) -> Option<Day> {
    if cursor.continues_number() {
        return None;
    }
    let (_, year) = cursor.number(4, 4)?;
    let mark = cursor.mark(&['-', '/', '.', '‑', '–'])?;
    let (_, month) = cursor.number(1, 2)?;
    cursor.mark(&[mark])?;
    let (_, day) = cursor.number(1, 2)?;
    let day = Day::new(year, month, day)?;
    (mark != '.' || !cursor.number_follows_glued(mark)).then_some(day)
}

/// 30/01/2024, 30.1.24, 01-30-2024.
fn numeric_year_last(cursor: &mut Cursor<'_>, hints: &Hints) -> Option<Day> {
    if cursor.continues_number() {
        return None;
    }
    let (_, a) = cursor.number(1, 2)?;
    let mark = cursor.mark(&['-', '/', '.', '‑', '–'])?;
    let (_, b) = cursor.number(1, 2)?;
    cursor.mark(&[mark])?;
    let (digits, year) = cursor.number(2, 4)?;
    if digits == 3 || cursor.number_follows_glued(mark) {
        return None;
    }
    let year = full_year(digits, year);
    let (day_first, month_first) = (Day::new(year, b, a), Day::new(year, a, b));
    if hints.order == Order::MonthFirst && mark != '.' { month_first.or(day_first) } else { day_first.or(month_first) }
}

/// What stands behind a day's number: ordinal endings.
const ORDINALS: &[&str] = &["st", "nd", "rd", "th", "er", "ème", "º", "ª", "ro", "e", "a", "i", "η", "ης", "го", "日"];

/// What stands between day, month and year.
const LINKS: &[&str] = &["of", "de", "del", "d", "di", "do", "den", "tháng", "thg", "năm", "m", "gada", "év", "jour"];

/// 30 January 2024, 30. Januar 2024, 30 de enero de 2024, 30-Jan-2024.
fn day_and_name(cursor: &mut Cursor<'_>, hints: &Hints) -> Option<Day> {
    if cursor.continues_number() {
        return None;
    }
    let (_, day) = cursor.number(1, 2)?;
    let _ = cursor.glued_word(ORDINALS);
    separate(cursor);
    let month = month(cursor, hints)?;
    separate(cursor);
    let (digits, year) = year(cursor)?;
    Day::new(full_year(digits, year), month, day)
}

/// January 30, 2024; Jan 30th 2024; Tue Jan 30 13:23:00 UTC 2024.
fn name_and_day(cursor: &mut Cursor<'_>, hints: &Hints) -> Option<Day> {
    let month = month(cursor, hints)?;
    separate(cursor);
    let (_, day) = cursor.number(1, 2)?;
    let _ = cursor.glued_word(ORDINALS);
    separate(cursor);
    let (mut behind_day, mut behind_clock) = (*cursor, *cursor);
    if let Some((digits, year)) = year(&mut behind_day) {
        *cursor = behind_day;
        return Day::new(full_year(digits, year), month, day);
    }
    clock::read(&mut behind_clock)?;
    let _ = behind_clock.any_word();
    let (_, year) = behind_clock.number(4, 4)?;
    *cursor = behind_clock;
    Day::new(year, month, day)
}

/// 2024 January 30; 2024. január 30.; 2024. gada 30. janvāris; 2024-Jan-30.
fn year_and_name(cursor: &mut Cursor<'_>, hints: &Hints) -> Option<Day> {
    if cursor.continues_number() {
        return None;
    }
    let (_, year) = cursor.number(4, 4)?;
    separate(cursor);
    if let Some((_, day)) = cursor.number(1, 2) {
        separate(cursor);
        return Day::new(year, month(cursor, hints)?, day);
    }
    let month = month(cursor, hints)?;
    separate(cursor);
    let (_, day) = cursor.number(1, 2)?;
    Day::new(year, month, day)
}

/// 2024/jan/30
fn folders(cursor: &mut Cursor<'_>, hints: &Hints) -> Option<Day> {
    let (_, year) = cursor.number(4, 4)?;
    cursor.mark(&['/'])?;
    let month = month(cursor, hints)?;
    cursor.mark(&['/'])?;
    let (_, day) = cursor.number(1, 2)?;
    Day::new(year, month, day)
}

/// 20240130, but no longer number: archives put the second of their visit into the address.
fn in_path_compact(cursor: &mut Cursor<'_>, hints: &Hints) -> Option<Day> {
    let is_instant = |mut cursor: Cursor<'_>| cursor.digits(&[12, 14]).is_some();
    if is_instant(*cursor) { None } else { compact(cursor, hints) }
}

/// 20240130 and 20240130132300, as machines write it.
fn compact(cursor: &mut Cursor<'_>, _: &Hints) -> Option<Day> {
    if cursor.continues_number() {
        return None;
    }
    let digits = cursor.digits(&[8, 12, 14])?;
    let day = Day::new(digits[..4].parse().ok()?, digits[4..6].parse().ok()?, digits[6..8].parse().ok()?)?;
    // Other numbers of eight digits are commoner than dates outside this range.
    (1990..=2049).contains(&day.year).then_some(day)
}

fn month(cursor: &mut Cursor<'_>, hints: &Hints) -> Option<u32> {
    if let Some(word) = cursor.peek_word() {
        if let Some(month) = month_named(&word.to_lowercase(), &hints.lang) {
            cursor.step();
            return Some(u32::from(month));
        }
        return month_of_two_words(cursor, word);
    }
    // Vietnamese counts its months: "tháng 1". The word itself is a link, so a bare number must follow one.
    let (_, month) = cursor.number(1, 2).filter(|_| cursor.follows_word(&["tháng", "thg"]))?;
    Some(month)
}

/// The months that Arabic of the Levant names in two words.
fn month_of_two_words(cursor: &mut Cursor<'_>, first: &str) -> Option<u32> {
    let months: [(&str, u32); 2] = match first {
        "كانون" => [("الثاني", 1), ("الأول", 12)],
        "تشرين" => [("الأول", 10), ("الثاني", 11)],
        _ => return None,
    };
    cursor.step();
    let (_, month) = months.into_iter().find(|(second, _)| cursor.peek_word() == Some(second))?;
    cursor.step();
    Some(month)
}

fn year(cursor: &mut Cursor<'_>) -> Option<(usize, u32)> {
    let (digits, year) = cursor.number(2, 4)?;
    // "12 May 24" is a year only where an apostrophe or a hyphen says so.
    let said = ['\'', '’', '-'].into_iter().any(|mark| cursor.follows_mark(mark));
    (digits == 4 || digits == 2 && said).then_some((digits, year))
}

/// Marks between the parts of a date: at most two, and one linking word.
fn separate(cursor: &mut Cursor<'_>) {
    const MARKS: &[char] = &[',', '.', '-', '/', '،', '，', '‑', '–'];
    let _ = cursor.mark(MARKS);
    let _ = cursor.word(LINKS);
    let _ = cursor.mark(&['.', ',', '\'', '’']);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn days(text: &str, lang: &str) -> Vec<String> {
        scan(text, &Hints::new(lang, "")).iter().map(|date| date.day.to_string()).collect()
    }

    #[test]
    fn a_date_is_read_in_every_way_it_is_written() {
        for (text, lang) in [
            ("2024-01-30", ""),
            ("2024/1/30", ""),
            ("2024. 1. 30.", "ko"),
            ("30.01.2024", "de"),
            ("30.1.24", "de"),
            ("30/01/2024", "fr"),
            ("01/30/2024", "en-US"),
            ("30/01/2024", "en-US"),
            ("20240130", ""),
            ("January 30, 2024", "en"),
            ("Jan. 30th 2024", "en"),
            ("30 January, 2024", "en"),
            ("Tuesday 30th of January 2024", "en"),
            ("30-Jan-2024", "en"),
            ("30-Jan-24", "en"),
            ("Jan 30 ’24", "en"),
            ("Tue Jan 30 13:23:00 UTC 2024", "en"),
            ("30. Januar 2024", "de"),
            ("30. Jänner 2024", "de-AT"),
            ("30 janvier 2024", "fr"),
            ("30 de enero de 2024", "es"),
            ("30 de janeiro de 2024", "pt"),
            ("30 gennaio 2024", "it"),
            ("30 stycznia 2024", "pl"),
            ("30. ledna 2024", "cs"),
            ("2024. január 30.", "hu"),
            ("2024. gada 30. janvāris", "lv"),
            ("30. tammikuuta 2024", "fi"),
            ("30 Ocak 2024", "tr"),
            ("30 января 2024", "ru"),
            ("30 Ιανουαρίου 2024", "el"),
            ("30 يناير 2024", "ar"),
            ("٣٠ يناير ٢٠٢٤", "ar"),
            ("30 كانون الثاني 2024", "ar"),
            ("30 tháng 1, 2024", "vi"),
            ("2024年1月30日", "zh"),
            ("２０２４年１月３０日", "ja"),
            ("2024년 1월 30일", "ko"),
            ("民國113年1月30日", "zh-TW"),
            ("中华民国113年1月30日", "zh"),
            ("令和6年1月30日", "ja"),
            ("平成36年1月30日", "ja"),
            ("二〇二四年一月三十日", "zh"),
            ("二零二四年一月三十日", "zh"),
            ("民國一百一十三年一月三十日", "zh-TW"),
            ("令和六年一月三十日", "ja"),
        ] {
            assert_eq!(days(text, lang), ["2024-01-30"], "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_date_is_none() {
        for text in [
            "2024",
            "January 2024",
            "三十年一月三十日",
            "一月三十日",
            "二〇二四〇年一月三十日",
            "2024-02-30",
            "555-01-2024",
            "1.2.3.2024",
            "30 apples 2024",
            "12:30",
            "99999999",
        ] {
            assert_eq!(days(text, "en"), [""; 0], "{text}");
        }
    }

    #[test]
    fn the_region_decides_which_number_is_the_day() {
        for (lang, host, day) in [
            ("en-US", "fox.example", "2024-03-04"),
            ("en", "fox.example", "2024-03-04"),
            ("en", "fox.co.uk", "2024-04-03"),
            ("en-GB", "fox.example", "2024-04-03"),
            ("de", "fox.example", "2024-04-03"),
        ] {
            let date = first("03/04/2024", &Hints::new(lang, host)).unwrap();
            assert_eq!(date.day.to_string(), day, "{lang} on {host}");
        }
    }

    #[test]
    fn an_instant_needs_a_zone() {
        for (value, datetime) in [
            ("2024-01-30T13:23:00Z", "2024-01-30T13:23:00Z"),
            ("2024-01-30T13:23:00.123+01:00", "2024-01-30T13:23:00+01:00"),
            ("Tue, 30 Jan 2024 13:23:00 GMT", "2024-01-30T13:23:00Z"),
            ("Tue, 30 Jan 2024 13:23:00 -0500", "2024-01-30T13:23:00-05:00"),
            ("Tue Jan 30 2024 13:23:00 GMT+0100", "2024-01-30T13:23:00+01:00"),
            ("January 30, 2024 at 1:23 p.m. EST", "2024-01-30T13:23:00-05:00"),
            ("1706620980", "2024-01-30T13:23:00Z"),
            ("1706620980000", "2024-01-30T13:23:00Z"),
            ("2024-01-30T13:23:00", "2024-01-30"),
            ("2024年1月30日 下午1:23", "2024-01-30"),
        ] {
            assert_eq!(read(value, &Hints::default()).unwrap().datetime(), datetime, "{value}");
        }
    }

    #[test]
    fn addresses_hold_days_but_not_seconds() {
        for (path, day) in [
            ("/2024/01/30/fox", Some("2024-01-30")),
            ("/world/2024/jan/30/fox", Some("2024-01-30")),
            ("/fox-2024-01-30.html", Some("2024-01-30")),
            ("/20240130/fox", Some("2024-01-30")),
            ("/web/20240130132300/fox", None),
            ("/2024/fox-30", None),
        ] {
            assert_eq!(in_path(path).map(|day| day.to_string()).as_deref(), day, "{path}");
        }
    }

    #[test]
    fn the_words_of_a_date_are_its_slice() {
        let text = "Updated: 30 January 2024, 13:23 GMT by Fox";
        let date = first(text, &Hints::default()).unwrap();
        assert_eq!(&text[date.start..date.end], "30 January 2024, 13:23 GMT");
    }

    proptest! {
        #[test]
        fn any_text_is_scanned(text in "[\\PC 0-9./:年月日T-]{0,200}", lang in "[a-z]{0,2}") {
            for date in scan(&text, &Hints::new(&lang, "")) {
                prop_assert!(date.start < date.end && text.get(date.start..date.end).is_some());
                prop_assert_eq!(Day::new(date.day.year.into(), date.day.month.into(), date.day.day.into()), Some(date.day));
            }
        }

        #[test]
        fn days_and_their_numbers_are_each_other_s_inverse(number in -62_000i64..47_000) {
            prop_assert_eq!(Day::from_number(number).map(Day::number), Some(number));
        }

        #[test]
        fn every_written_day_is_read_back(number in -10_000i64..40_000) {
            let day = Day::from_number(number).unwrap();
            for text in [format!("{day}"), format!("{}年{}月{}日", day.year, day.month, day.day)] {
                prop_assert_eq!(first(&text, &Hints::default()).map(|date| date.day), Some(day));
            }
        }
    }
}
