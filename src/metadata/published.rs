//! When the page was published and when it was changed.
//!
//! The day is the one that the page prints: an instant in UTC may fall on the day before or after.

use std::cell::OnceCell;

use super::date::{Date, Day, Hints, in_path, read, scan};
use super::evidence::{Evidence, Kind, Line, Mark};
use super::lexicon::{DATE_WORDS, OTHER_DATE_WORDS, PUBLISHED_WORDS, UPDATED_WORDS};
use super::origins::{Origin, Read};
use super::page::{Page, place_weight};
use super::vote::{Candidate, Source, choose_likely};
use crate::metadata::Moment;

/// Sources of the day of publication.
const PUBLISHED: &[Source<Date>] = &[
    // Written by the newsroom's system for this very purpose.
    Source { origin: Origin::Card, trust: 0.93, read: |page| metas(page, PUBLISHED_METAS) },
    Source { origin: Origin::Schema, trust: 0.9, read: |page| schema(page, |node| node.published.as_deref()) },
    Source { origin: Origin::Schema, trust: 0.88, read: |page| marks(page, &[Kind::Published], false) },
    Source { origin: Origin::Schema, trust: 0.85, read: |page| metas(page, &["item:datepublished"]) },
    // Sites put the day into addresses only to publish under it.
    Source { origin: Origin::Address, trust: 0.9, read: |page| of_day(page.address) },
    // Analytics and library metadata: filled by hand, or by the build.
    Source { origin: Origin::Head, trust: 0.75, read: |page| metas(page, OTHER_METAS) },
    Source { origin: Origin::Visible, trust: 0.85, read: |page| marks(page, &[Kind::Time], false) },
    Source { origin: Origin::Visible, trust: 0.8, read: |page| marks(page, &[Kind::Dated], false) },
    Source { origin: Origin::Visible, trust: 0.75, read: lines },
];

/// Sources of the day of publication where nothing else is said: the first date that the text speaks of, which is as
/// often the story's as the page's.
const TOLD: &[Source<Date>] = &[
    Source { origin: Origin::Visible, trust: 0.4, read: prose },
    // Systems keep what was uploaded on a day in a folder of that day.
    Source { origin: Origin::Address, trust: 0.2, read: upload },
];

/// Sources of the day of the last change.
const MODIFIED: &[Source<Date>] = &[
    Source { origin: Origin::Card, trust: 0.9, read: |page| metas(page, MODIFIED_METAS) },
    Source { origin: Origin::Schema, trust: 0.9, read: |page| schema(page, |node| node.modified.as_deref()) },
    Source {
        origin: Origin::Visible,
        trust: 0.8,
        read: |page| marks(page, &[Kind::Time, Kind::Dated, Kind::Modified], true),
    },
    Source { origin: Origin::Visible, trust: 0.7, read: updated_lines },
];

const PUBLISHED_METAS: &[&str] = &[
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "og:published_time",
    "published_time",
    "article:post_date",
    "og:article:published",
];

const OTHER_METAS: &[&str] = &[
    "parsely-pub-date",
    "sailthru.date",
    "citation_publication_date",
    "citation_online_date",
    "citation_date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "publicationdate",
    "published_date",
    "datepublished",
    "date_published",
    "displaydate",
    "rnews:datepublished",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "article.published",
    "article:create_at",
    "article.created",
    "originalpublicationdate",
    "published-date",
    "published",
    "date.issued",
    "ptime",
    "pdate",
    "weibo:article:create_at",
    "apub:time",
    "_pubtime",
    "iso-8601-publish-date",
    "date",
    "dateposted",
    "item:datecreated",
    "og:pubdate",
    "shareaholic:article_published_time",
    "bt:pubdate",
    "created",
    "creation_date",
    "dat",
    "time",
];

const MODIFIED_METAS: &[&str] = &[
    "article:modified_time",
    "article:modified",
    "og:modified_time",
    "og:updated_time",
    "item:datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "lastmod",
    "revised",
    "datemodified",
    "date_modified",
    "modificationdate",
    "updated_time",
    "revision_date",
    "article.updated",
    "last_updated",
    "item:dateupdate",
];

/// The dates that the page shows, read once for all who ask.
#[derive(Default)]
pub(super) struct Dates {
    /// Those of each line.
    pub lines: Vec<Vec<Date>>,
    /// Those of each mark that speaks of a date; of the others none.
    marks: Vec<Vec<Date>>,
    /// What the lines say of the publication, once they were asked.
    of_lines: OnceCell<Vec<Candidate<Date>>>,
}

impl Dates {
    pub(super) fn new(evidence: &Evidence, hints: &Hints) -> Self {
        let of_mark = |mark: &Mark| if mark.kind.is_dated() { scan(&mark.text, hints) } else { Vec::new() };
        Self {
            lines: evidence.lines.iter().map(|line| scan(&line.text, hints)).collect(),
            marks: evidence.marks.iter().map(of_mark).collect(),
            of_lines: OnceCell::new(),
        }
    }
}

/// The lines of the page that are no entries of a list, each with its dates.
fn dated_lines<'a>(page: &'a Page<'_>) -> impl Iterator<Item = (&'a Line, &'a [Date])> {
    let lines = page.evidence.lines.iter().zip(page.dates.lines.iter().map(Vec::as_slice));
    lines.filter(|(line, _)| page.entry_weight(line.entry) > 0.0)
}

/// The marks of the page that are no entries of a list, each with its dates.
fn dated_marks<'a>(page: &'a Page<'_>) -> impl Iterator<Item = (&'a Mark, &'a [Date])> {
    let marks = page.evidence.marks.iter().zip(page.dates.marks.iter().map(Vec::as_slice));
    marks.filter(|(mark, _)| page.entry_weight(mark.entry) > 0.0)
}

/// When the page was published.
pub(super) fn published(page: &Page<'_>) -> Option<Read<Moment>> {
    let same = |a: &Date, b: &Date| a.day == b.day;
    // The last change is the publication on pages that say nothing else.
    let tables = [PUBLISHED, MODIFIED, TOLD];
    let likely = |date: &Date| page.is_likely(date.day);
    let chosen = tables.into_iter().find_map(|sources| choose_likely(sources, page, same, likely))?;
    let earlier = printed_earlier(page, &chosen.value).map(|date| Read::at(Origin::Visible, date));
    Some(earlier.unwrap_or(chosen).map(|date| moment(page, in_own_zone(page, date))))
}

/// The date beside the headline where it is earlier than the one for machines: no page says that it is older than it
/// is, but one that is built anew gives the day of that to machines.
fn printed_earlier(page: &Page<'_>, chosen: &Date) -> Option<Date> {
    /// What stands this near belongs to the headline.
    const BESIDE: f32 = 0.7;
    let visible = [marks(page, &[Kind::Time, Kind::Dated], false), lines(page)].concat();
    // 11/01/2021 may be the same day, read the other way round.
    let agrees = |day: Day| day == chosen.day || day.swapped() == Some(chosen.day);
    if visible.iter().any(|found| agrees(found.value.day)) {
        return None;
    }
    let mut beside = visible.into_iter().filter(|found| found.weight >= BESIDE).map(|found| found.value);
    let first = beside.next().filter(|date| page.is_likely(date.day))?;
    let is_earlier = |date: &Date| date.day.number() < chosen.day.number() - 1;
    (is_earlier(&first) && beside.all(|date| is_earlier(&date))).then_some(first)
}

/// The same instant as the page gives it with a zone of its own: what is in UTC was made for machines, and its day may
/// be the one before or after. A day alone becomes an instant where another source gives one of that day.
fn in_own_zone(page: &Page<'_>, date: Date) -> Date {
    let Some(instant) = date.instant() else {
        let mut others = PUBLISHED.iter().flat_map(|source| (source.read)(page)).map(|candidate| candidate.value);
        return others.find(|other| other.day == date.day && other.instant().is_some()).unwrap_or(date);
    };
    if !date.is_utc() {
        return date;
    }
    let values =
        page.evidence.marks.iter().filter(|mark| mark.kind.is_dated()).filter_map(|mark| mark.value.as_deref());
    let mut zoned = values.filter_map(|value| read(value, &page.hints)).filter(|zoned| !zoned.is_utc());
    zoned.find(|zoned| zoned.instant() == Some(instant)).unwrap_or(date)
}

/// When the page was last changed, where that is said.
pub(super) fn modified(page: &Page<'_>) -> Option<Read<Moment>> {
    let chosen = choose_likely(MODIFIED, page, |a, b| a.day == b.day, |date| page.is_likely(date.day))?;
    Some(chosen.map(|date| {
        // A visible date of another day may be that of the publication: it says nothing of the change.
        let printed = printed(page, |day| day == date.day).map_or_else(|| date.datetime(), |printed| printed.words);
        Moment { datetime: date.datetime(), printed }
    }))
}

/// The day of the last change, where machines are told of it beside another day of publication: a visible date of that
/// day speaks of the change.
pub(super) fn changed(page: &Page<'_>) -> Option<Day> {
    let modified =
        schema(page, |node| node.modified.as_deref()).into_iter().chain(metas(page, MODIFIED_METAS)).next()?;
    let published =
        schema(page, |node| node.published.as_deref()).into_iter().chain(metas(page, PUBLISHED_METAS)).next()?;
    Some(modified.value.day).filter(|day| *day != published.value.day)
}

/// The date, with the words in which the page prints it.
fn moment(page: &Page<'_>, date: Date) -> Moment {
    let in_address = page.address;
    let is_beside = |day: Day| {
        date.may_be_beside() && in_address != Some(date.day) && (day.number() - date.day.number()).abs() == 1
    };
    let exact = printed(page, |day| day == date.day);
    let beside = printed(page, is_beside).filter(|beside| {
        beside.weight > BESIDE && exact.as_ref().is_none_or(|exact| beside.weight > CLEARLY * exact.weight)
    });
    match (beside, exact, in_address.filter(|day| is_beside(*day))) {
        (Some(beside), ..) => Moment { datetime: beside.day.to_string(), printed: beside.words },
        (None, Some(exact), _) => Moment { datetime: date.datetime(), printed: exact.words },
        (None, None, Some(day)) => Moment { datetime: day.to_string(), printed: day.to_string() },
        (None, None, None) => Moment { datetime: date.datetime(), printed: date.datetime() },
    }
}

/// The least weight of a printed day that is taken for another one's: what stands further off is another page's.
const BESIDE: f32 = 0.35;

/// How much nearer to the headline it stands than the day itself, where that is printed too: in the post of one who
/// answers.
const CLEARLY: f32 = 2.0;

/// A date as the page prints it.
struct Printed {
    weight: f32,
    day: Day,
    words: String,
}

/// The visible date nearest to the headline whose day is `wanted`.
fn printed(page: &Page<'_>, wanted: impl Fn(Day) -> bool) -> Option<Printed> {
    let marks = dated_marks(page).map(|(mark, dates)| (page.standing(mark), mark.text.as_str(), dates));
    let lines = dated_lines(page).map(|(line, dates)| (standing(line, page), line.text.as_str(), dates));
    let mut best: Option<(f32, Day, &str)> = None;
    for (weight, text, dates) in marks.chain(lines) {
        if best.as_ref().is_some_and(|(known, ..)| *known >= weight) {
            continue;
        }
        if let Some(date) = dates.iter().find(|date| wanted(date.day)) {
            best = Some((weight, date.day, &text[date.start..date.end]));
        }
    }
    best.map(|(weight, day, text)| Printed { weight, day, words: super::text::one_line(text) })
}

fn metas(page: &Page<'_>, names: &[&str]) -> Vec<Candidate<Date>> {
    names
        .iter()
        .find_map(|name| page.evidence.metas(name).find_map(|value| read(value, &page.hints)))
        .into_iter()
        .map(Candidate::sure)
        .collect()
}

fn schema(page: &Page<'_>, field: fn(&super::json_ld::Node) -> Option<&str>) -> Vec<Candidate<Date>> {
    let values = page.graph.nodes.iter().filter_map(field);
    values.filter_map(|value| read(value, &page.hints)).take(1).map(Candidate::sure).collect()
}

fn upload(page: &Page<'_>) -> Vec<Candidate<Date>> {
    let day = page.evidence.meta(&["og:image", "twitter:image"]).and_then(in_path);
    of_day(day)
}

fn of_day(day: Option<Day>) -> Vec<Candidate<Date>> {
    day.map(|day| Candidate::sure(Date { day, clock: None, start: 0, end: 0 })).into_iter().collect()
}

/// The day in the page's address.
pub(super) fn in_address(page: &Page<'_>) -> Option<Day> {
    // An archive's address ends with the address of what it holds.
    let inner = |url: &'_ str| url.rfind("http").map_or(0, |at| at);
    let own = page.url.map(|url| url.as_str()).map(|url| &url[inner(url)..]);
    let canonical = page.evidence.canonical.as_deref();
    let path = |url: &str| {
        let path = url.split_once("://").map_or(url, |(_, rest)| rest);
        in_path(path.split(['?', '#']).next().unwrap_or_default())
    };
    own.and_then(path).or_else(|| canonical.and_then(path))
}

/// How many dates of the page stand behind links.
pub(super) fn entries(page: &Page<'_>) -> usize {
    let marks = page.evidence.marks.iter().zip(&page.dates.marks).filter(|(mark, _)| mark.entry.is_some());
    let lines = page.evidence.lines.iter().zip(&page.dates.lines);
    let lines = lines.filter(|(line, dates)| line.entry.is_some() && !dates.is_empty() && !is_prose(line));
    marks.filter(|(mark, _)| mark.kind.is_dated()).count().max(lines.count())
}

/// The dates of marks, each trusted for its place; `updated` asks for those that speak of a change.
fn marks(page: &Page<'_>, kinds: &[Kind], updated: bool) -> Vec<Candidate<Date>> {
    let wanted = |mark: &Mark| kinds.contains(&mark.kind) && is_update(mark) == updated;
    let dated = dated_marks(page).filter(|(mark, _)| wanted(mark)).filter_map(|(mark, dates)| {
        let date = mark.value.as_deref().and_then(|value| read(value, &page.hints));
        let date = date.or_else(|| dates.first().cloned())?;
        let standing = page.standing(mark);
        // What markup calls the publication counts by itself too: the headline may have been missed.
        let standing = if mark.kind == Kind::Published { 0.5 + 0.5 * standing } else { standing };
        let weight =
            standing * page.entry_weight(mark.entry) * label_weight(&mark.text) * change_weight(date.day, page);
        Some(Candidate { value: date, weight })
    });
    dated.collect()
}

fn is_update(mark: &Mark) -> bool {
    mark.kind == Kind::Modified
        || mark.kind != Kind::Published && (mark.updated || begins_with(&mark.text, UPDATED_WORDS))
}

fn lines(page: &Page<'_>) -> Vec<Candidate<Date>> {
    let is_own =
        |line: &Line, date: &Date| !is_prose(line) || ends_with_word(&line.text[..date.start], PUBLISHED_WORDS);
    page.dates.of_lines.get_or_init(|| in_lines(page, is_own)).clone()
}

fn prose(page: &Page<'_>) -> Vec<Candidate<Date>> {
    in_lines(page, |_, _| true)
}

fn in_lines(page: &Page<'_>, wanted: impl Fn(&Line, &Date) -> bool) -> Vec<Candidate<Date>> {
    let mut found = Vec::new();
    for (line, dates) in dated_lines(page) {
        for date in dates.iter().filter(|date| wanted(line, date)) {
            let before = &line.text[..date.start];
            let weight = standing(line, page) * words_weight(before, &line.text) * change_weight(date.day, page);
            found.push(Candidate { weight, value: date.clone() });
        }
    }
    found
}

fn updated_lines(page: &Page<'_>) -> Vec<Candidate<Date>> {
    let updated = dated_lines(page).filter_map(|(line, dates)| {
        let date = dates.iter().find(|date| ends_with_word(&line.text[..date.start], UPDATED_WORDS))?;
        Some(Candidate { weight: standing(line, page), value: date.clone() })
    });
    updated.collect()
}

/// Whether a line is longer than what stands beside a headline: its dates are those of the story.
fn is_prose(line: &Line) -> bool {
    const LABEL_LENGTH: usize = 80;
    line.text.chars().nth(LABEL_LENGTH).is_some()
}

/// The weights of a date by what stands around it, against 1 of one that nothing is said of. They order dates that are
/// else equal, and were set by hand on the corpora: what matters is which is the larger.
const IN_PROSE: f32 = 0.5;
const OF_SOMETHING_ELSE: f32 = 0.25;
const OF_A_CHANGE: f32 = 0.5;
const SAID_TO_BE_PUBLISHED: f32 = 1.05;
const CHANGED_ON_THAT_DAY: f32 = 0.4;

fn standing(line: &Line, page: &Page<'_>) -> f32 {
    let prose = if is_prose(line) { IN_PROSE } else { 1.0 };
    page.nearness(line.start, line.start) * place_weight(line.place) * page.entry_weight(line.entry) * prose
}

/// What the words around a date say of it.
fn words_weight(before: &str, line: &str) -> f32 {
    if contains_word(line, OTHER_DATE_WORDS) {
        OF_SOMETHING_ELSE
    } else if ends_with_word(before, UPDATED_WORDS) {
        OF_A_CHANGE
    } else if ends_with_word(before, PUBLISHED_WORDS) || ends_with_word(before, DATE_WORDS) {
        SAID_TO_BE_PUBLISHED
    } else {
        1.0
    }
}

fn change_weight(day: Day, page: &Page<'_>) -> f32 {
    if page.changed == Some(day) { CHANGED_ON_THAT_DAY } else { 1.0 }
}

fn label_weight(text: &str) -> f32 {
    if contains_word(text, OTHER_DATE_WORDS) { 0.3 } else { 1.0 }
}

fn begins_with(text: &str, words: &[&str]) -> bool {
    let start: String = text.chars().take(24).flat_map(char::to_lowercase).collect();
    words.iter().any(|word| start.trim_start().starts_with(word))
}

fn contains_word(text: &str, words: &[&str]) -> bool {
    let text = text.to_lowercase();
    words.iter().any(|word| text.contains(word))
}

/// Whether one of the words stands shortly before the end of a text, with no other date's label behind it.
fn ends_with_word(before: &str, words: &[&str]) -> bool {
    /// The words of a label: "Last updated on Tuesday, ".
    const REACH: usize = 32;
    let skip = before.chars().count().saturating_sub(REACH);
    let near: String = before.chars().skip(skip).flat_map(char::to_lowercase).collect();
    words.iter().any(|word| near.contains(word))
}
