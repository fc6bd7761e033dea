//! Names out of what is printed beside a headline: without labels, jobs, dates and addresses.

use super::lexicon::{
    CONJUNCTIONS, DEGREES, IDEOGRAPHIC_ENDS, IDEOGRAPHIC_JOBS, IDEOGRAPHIC_LABELS, JOB_WORDS, NOT_NAMES,
    ORGANISATION_WORDS, byline_labels,
};
use super::months::month_named;
use super::text::{is_ideographic, one_line};

/// How much a text may deviate from the shape of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    /// The page says in markup that this is a name: single words and user names count.
    Markup,
    /// A label before it says so: a single capitalised word counts where nothing follows it.
    Label,
    /// Only the words say so: two to five capitalised words, or a short run of ideographs.
    Words,
}

/// What the name of a team may begin with: "The Fox Team", "Our Editors".
const ARTICLES: &[&str] = &["the", "our"];

/// The longest name, in characters.
const MAX_NAME: usize = 60;

/// The most words of a name: "María del Carmen de la Fuente".
const MAX_WORDS: usize = 6;

/// Marks that end the names of a line.
const ENDS: &[char] =
    &['|', '•', '·', '—', '–', '(', '（', '[', '【', '<', '›', '»', '@', '\t', '　', '…', '★', '*', '✓'];

/// What stands between a name and its date.
const DATE_WORDS: &[&str] = &[
    "on",
    "updated",
    "published",
    "posted",
    "last",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "reviewed",
];

/// Small words inside names.
const PARTICLES: &[&str] = &[
    "de", "del", "della", "di", "da", "dos", "das", "do", "du", "des", "la", "le", "el", "van", "von", "der", "den",
    "ten", "ter", "zu", "bin", "ibn", "al", "y", "e", "af", "av", "dit", "st", "mc", "zur", "vom",
];

/// The names of a text of one or several lines, which may begin with a label.
pub(super) fn names(text: &str, trust: Trust) -> Vec<String> {
    for line in text.split('\n') {
        let line = unlabelled(line.trim());
        let found = of_line(line, trust);
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// What follows the label that a line of Latin script begins with; the line itself where it has none.
pub(super) fn unlabelled(line: &str) -> &str {
    let mut rest = line;
    // "Posted by: Author: Jane" has two of them.
    for _ in 0..2 {
        match after_label(rest) {
            Some(after) => rest = after,
            None => break,
        }
    }
    rest
}

/// What follows the byline label at the start of a line, if there is one.
pub(super) fn after_label(line: &str) -> Option<&str> {
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    // Every line of the page comes here, and hardly one begins like a label.
    let first = line.chars().next().and_then(|c| c.to_lowercase().next())?;
    let labels = byline_labels(first).iter();
    let matched = labels.filter_map(|label| strip_ignoring_case(line, label)).min_by_key(|rest| rest.len());
    let ideographic = || IDEOGRAPHIC_LABELS.iter().find_map(|label| strip_ideographic(line, label));
    matched.or_else(|| if first.is_ascii() { None } else { ideographic() })
}

/// The rest of a line behind a label in lower case, where a space, a colon or the end follows it.
fn strip_ignoring_case<'a>(line: &'a str, label: &str) -> Option<&'a str> {
    let mut rest = line.chars();
    for wanted in label.chars() {
        if !rest.next()?.to_lowercase().eq([wanted]) {
            return None;
        }
    }
    let rest = rest.as_str();
    let bounded = label.ends_with(':')
        || rest.is_empty()
        || rest.starts_with(|c: char| c.is_whitespace() || c == ':' || c == '：');
    bounded.then(|| rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：')))
}

fn strip_ideographic<'a>(line: &'a str, label: &str) -> Option<&'a str> {
    let rest = line.strip_prefix(label)?;
    let marked = rest.trim_start().strip_prefix([':', '：', '/', '／', '|', '｜', '丨', '・', '＝', '●']);
    let spaced = || rest.strip_prefix([' ', '　', '\u{a0}']).filter(|_| label.chars().count() > 1);
    marked.or_else(spaced).map(str::trim_start)
}

/// The names behind a Chinese, Japanese or Korean label anywhere in a line.
pub(super) fn behind_ideographic_label(line: &str, labels: &[&str]) -> Vec<String> {
    for (at, character) in line.char_indices().filter(|(_, character)| !character.is_ascii()) {
        if !is_ideographic(character) {
            continue;
        }
        // "文" ends many words: as a label it begins the line or follows a space.
        let begins = line[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric());
        for label in labels.iter().filter(|label| begins || label.chars().count() > 1) {
            if let Some(rest) = strip_ideographic(&line[at..], label) {
                let found = of_line(until_end_label(rest), Trust::Markup);
                if !found.is_empty() {
                    return found;
                }
            }
        }
    }
    Vec::new()
}

/// The name that follows a reporter's label at once and ends at a slash or a space: 记者马俊峰/文.
pub(super) fn of_reporter(line: &str, labels: &[&str]) -> Vec<String> {
    if line.is_ascii() {
        return Vec::new();
    }
    let rest = labels.iter().find_map(|label| line.split_once(label)).map_or("", |(_, rest)| rest);
    let name = rest.split(['/', '／', ' ', '　', '）', ')', '\u{a0}']).next().unwrap_or_default();
    let ended = rest.len() > name.len();
    let is_name = ended && (2..=4).contains(&name.chars().count()) && name.chars().all(is_ideographic);
    if is_name { vec![name.to_owned()] } else { Vec::new() }
}

fn until_end_label(text: &str) -> &str {
    let end = IDEOGRAPHIC_ENDS.iter().filter_map(|label| text.find(label)).filter(|at| *at > 0).min();
    &text[..end.unwrap_or(text.len())]
}

fn of_line(line: &str, trust: Trust) -> Vec<String> {
    let line = before_date(line, end_of_names(line, trust));
    let mut names: Vec<String> = Vec::new();
    for part in split_names(line) {
        let part = without_job(trimmed(part));
        if is_degree(part) {
            continue;
        }
        if !is_name(part, trust) {
            // Behind a name come job, paper and place: the names are over.
            if names.is_empty() { continue } else { break }
        }
        let name = one_line(part);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Where the names of a line end: at a mark, a digit, or white space wider than between names.
fn end_of_names(line: &str, trust: Trust) -> usize {
    let mut previous = ' ';
    let mark = line.find(|c: char| {
        // User names have digits in them.
        let within = trust != Trust::Words && !previous.is_whitespace() && previous != ',';
        previous = c;
        ENDS.contains(&c) || c.is_numeric() && !within
    });
    let stop = sentence_end(line);
    let dash = line.find(" - ");
    let address = line.find(char::is_whitespace).filter(|_| line.contains("://")).or(line.find("http"));
    [mark, stop, dash, address].into_iter().flatten().filter(|end| *end > 0).min().unwrap_or(line.len())
}

/// Where a sentence ends: at a full stop behind a word too long to be an initial or "Jr".
fn sentence_end(line: &str) -> Option<usize> {
    const LONGEST_SHORT: usize = 3;
    let is_end = |at: &usize| {
        let word = line[..*at].rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let after = line[at + 1..].chars().next();
        word.chars().count() > LONGEST_SHORT && after.is_none_or(char::is_whitespace)
    };
    line.match_indices('.').map(|(at, _)| at).find(is_end)
}

/// The line up to `end`, without the month and the weekday of a date that begins there.
fn before_date(line: &str, end: usize) -> &str {
    let mut line_end = &line[..end];
    while line[end..].starts_with(char::is_numeric) {
        let last = line_end.trim_end_matches(|c: char| !c.is_alphabetic());
        let word = last.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let lower = word.to_lowercase();
        if word.is_empty() || month_named(&lower, "").is_none() && !DATE_WORDS.contains(&lower.as_str()) {
            break;
        }
        line_end = &last[..last.len() - word.len()];
    }
    line_end
}

/// Cuts at commas, semicolons and words that mean "and".
fn split_names(line: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, piece) in pieces(line) {
        if CONJUNCTIONS.iter().any(|word| piece.eq_ignore_ascii_case(word)) && at > from {
            parts.push(&line[from..at]);
            from = at + piece.len();
        } else if let Some(mark) =
            piece.chars().next().filter(|c| matches!(c, ',' | ';' | '、' | '，' | '；' | '/' | '&' | '+' | ':'))
        {
            parts.push(&line[from..at]);
            from = at + mark.len_utf8();
        }
    }
    parts.push(&line[from..]);
    parts
}

/// Words between white space, and separating marks by themselves, with where they start.
fn pieces(line: &str) -> Vec<(usize, &str)> {
    let is_mark = |c: char| matches!(c, ',' | ';' | '、' | '，' | '；' | '/' | '&' | '+' | ':');
    let mut pieces = Vec::new();
    let mut from = None;
    for (at, character) in line.char_indices() {
        if character.is_whitespace() || is_mark(character) {
            if let Some(from) = from.take() {
                pieces.push((from, &line[from..at]));
            }
            if is_mark(character) {
                pieces.push((at, &line[at..at + character.len_utf8()]));
            }
        } else if from.is_none() {
            from = Some(at);
        }
    }
    pieces.extend(from.map(|from| (from, &line[from..])));
    pieces
}

/// A name in ideographs without the job behind it: 한도윤 기자, 山田太郎記者.
fn without_job(part: &str) -> &str {
    /// The shortest name that a job is glued to.
    const SHORTEST: usize = 2;
    if part.is_ascii() {
        return part;
    }
    let stripped = IDEOGRAPHIC_JOBS.iter().find_map(|job| part.strip_suffix(job)).map(str::trim_end);
    stripped.filter(|name| name.chars().count() >= SHORTEST).unwrap_or(part)
}

fn trimmed(part: &str) -> &str {
    part.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '’' | '\''))
        .trim_end_matches(['\'', '’'])
        .trim_start_matches('.')
}

fn is_degree(part: &str) -> bool {
    let letters: String =
        part.chars().filter(|c| c.is_alphanumeric() || *c == '-').flat_map(char::to_lowercase).collect();
    DEGREES.contains(letters.as_str())
}

fn is_name(part: &str, trust: Trust) -> bool {
    let characters = part.chars().count();
    if !(2..=MAX_NAME).contains(&characters)
        || part.chars().any(|c| matches!(c, '@' | '{' | '}' | '=' | '?' | '!' | '%'))
    {
        return false;
    }
    let words: Vec<String> = part.split_whitespace().map(bare_word).collect();
    let is_listed = |set: &phf::Set<&'static str>| words.iter().any(|word| set.contains(word.as_str()));
    let is_none = if trust == Trust::Markup && words.len() > 1 {
        NOT_NAMES.contains(words[0].as_str()) && !ARTICLES.contains(&words[0].as_str())
    } else {
        is_listed(&NOT_NAMES)
    };
    if words.len() > MAX_WORDS || is_none {
        return false;
    }
    if part.chars().any(is_ideographic) {
        return characters <= 20;
    }
    match trust {
        Trust::Markup => words.len() == 1 || !is_job(part, &words),
        Trust::Label => !is_job(part, &words) && part.split_whitespace().all(is_name_word),
        Trust::Words => words.len() >= 2 && !is_job(part, &words) && part.split_whitespace().all(is_name_word),
    }
}

/// A job and not a name: a word of a job among words that are no name's, "Senior Editor", "editor at large".
fn is_job(part: &str, words: &[String]) -> bool {
    let jobs = words.iter().filter(|word| JOB_WORDS.contains(word.as_str())).count();
    jobs > 0 && !is_organisation(part)
}

/// Whether a name is that of a paper, an agency or a team.
pub(super) fn is_organisation(name: &str) -> bool {
    let words: Vec<String> = name.split_whitespace().map(bare_word).collect();
    words.iter().any(|word| ORGANISATION_WORDS.contains(word.as_str()))
        || words.first().is_some_and(|word| word == "the")
        || name.contains('.') && words.len() == 1
}

fn bare_word(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

fn is_name_word(word: &str) -> bool {
    let first = word.chars().find(|c| c.is_alphabetic());
    // Scripts without capitals cannot be asked for them.
    first.is_some_and(|c| c.is_uppercase() || !c.is_lowercase()) || PARTICLES.contains(&bare_word(word).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_jobs_and_dates_are_no_names() {
        for (text, expected) in [
            ("By Ann Lee", vec!["Ann Lee"]),
            ("BY ANN LEE", vec!["ANN LEE"]),
            ("By: Ann Lee and Bo Ek", vec!["Ann Lee", "Bo Ek"]),
            ("Written by Ann Lee, Senior Editor", vec!["Ann Lee"]),
            ("By\nAnn Lee\nStaff writer\n3 May 2024", vec!["Ann Lee"]),
            ("Ann Lee | May 3, 2024", vec!["Ann Lee"]),
            ("Ann Lee, PhD, Bo Ek, MD", vec!["Ann Lee", "Bo Ek"]),
            ("By Ann Lee 3 May 2024", vec!["Ann Lee"]),
            ("Von Jörg van der Berg", vec!["Jörg van der Berg"]),
            ("Par Élodie Blanc et Luc Noir", vec!["Élodie Blanc", "Luc Noir"]),
            ("作者：张三", vec!["张三"]),
            ("นารา ชลธาร", vec!["นารา ชลธาร"]),
            ("By clicking you agree", vec![]),
            ("May 3, 2024", vec![]),
            ("Senior Editor", vec![]),
        ] {
            assert_eq!(names(text, Trust::Words), expected, "{text}");
        }
    }

    #[test]
    fn markup_allows_single_words() {
        assert_eq!(names("foxlover", Trust::Markup), ["foxlover"]);
        assert!(names("foxlover", Trust::Words).is_empty());
    }

    #[test]
    fn chinese_labels_stand_anywhere_in_a_line() {
        for (line, expected) in [
            ("2005-03-11 12:12 来源：新华网 作者：张三 浏览：12", vec!["张三"]),
            ("本报记者 李四、王五", vec!["李四", "王五"]),
            ("天文：地理", vec![]),
        ] {
            assert_eq!(behind_ideographic_label(line, IDEOGRAPHIC_LABELS), expected, "{line}");
        }
    }
}
