//! The byline: who wrote the page, as printed, and the names in it.

use super::date::Date;
use super::evidence::{Kind, Line, Mark, Place};
use super::json_ld::Person;
use super::lexicon::{EDITOR_LABELS, FAMILY_NAMES, IDEOGRAPHIC_JOBS, IDEOGRAPHIC_LABELS, REPORTER_LABELS};
use super::names::{Trust, after_label, behind_ideographic_label, is_organisation, names};
use super::origins::{Origin, Read};
use super::page::{Page, place_weight};
use super::site::is_site;
use super::text::{has_key, is_ideographic, key};
use super::tokens::is_han_numeral;
use super::vote::{Candidate, Source, choose};
use crate::metadata::Author;

/// Names and the addresses that the page links them to, as one source gives them.
type Names = Vec<Person>;

/// Sources of the authors.
const SOURCES: &[Source<Names>] = &[
    // "Written by" of a Twitter card: WordPress fills it from the post's author.
    Source { origin: Origin::Card, trust: 0.95, read: twitter_label },
    // A link that says in so many words that it leads to the author.
    Source { origin: Origin::Visible, trust: 0.88, read: |page| marks(page, &[Kind::Author]) },
    // The newsroom's own record, though it may name the organisation.
    Source { origin: Origin::Schema, trust: 0.86, read: schema },
    // The plain old `meta name=author`: the agency that built the site, as often as not, on pages that are no article.
    Source { origin: Origin::Head, trust: 0.8, read: metas },
    // A line that begins with "By" beside the headline.
    Source { origin: Origin::Visible, trust: 0.9, read: labelled_lines },
    // A link to a person's page beside the headline.
    Source { origin: Origin::Visible, trust: 0.75, read: |page| marks(page, &[Kind::Profile]) },
    // A class that speaks of the author: names and much else.
    Source { origin: Origin::Visible, trust: 0.6, read: |page| marks(page, &[Kind::Byline]) },
    // The name under which somebody posted, on a forum's page the first below the headline.
    Source { origin: Origin::Visible, trust: 0.88, read: users },
    // A line below the headline that is nothing but a Chinese name.
    Source { origin: Origin::Visible, trust: 0.5, read: lone_names },
    // Who edited, where nobody is said to have written.
    Source { origin: Origin::Visible, trust: 0.3, read: editors },
];

/// Names of `meta` elements that hold an author, most specific first.
const METAS: &[&str] = &[
    "citation_author",
    "parsely-author",
    "sailthru.author",
    "byl",
    "author",
    "dc.creator",
    "dcterms.creator",
    "dc.creator.aut",
    "article:author_name",
    "article:author",
    "og:article:author",
    "og:author",
    "item:author",
    "creator",
    "authors",
    "cxenseparse:author",
    "twitter:creator:name",
];

/// The weight of a name that is no person's: it counts only where no person is named.
const ORGANISATION_WEIGHT: f32 = 0.3;

/// The weight of one word without a space in it: rather a user name than the name that is printed.
const USER_NAME_WEIGHT: f32 = 0.75;

/// Who wrote the page, in order.
pub(super) fn authors(page: &Page<'_>) -> Option<Read<Vec<Author>>> {
    let same = |a: &Names, b: &Names| keys(a) == keys(b);
    let author = |person: Person| {
        let href = person.href.as_deref().or_else(|| link_of(&person.name, page)).and_then(|href| page.absolute(href));
        Author { name: person.name, href }
    };
    Some(choose(SOURCES, page, same)?.map(|names| names.into_iter().map(author).collect()))
}

/// The byline as printed: the shortest visible text that holds all the names, else the names themselves.
pub(super) fn printed(page: &Page<'_>, authors: &[Author]) -> Option<String> {
    /// What a byline has besides the names: conjunctions, degrees, a job.
    const EXTRA: usize = 60;
    let joined = authors.iter().map(|author| author.name.as_str()).collect::<Vec<_>>().join(", ");
    let holds_all = |text: &&str| authors.iter().all(|author| text.contains(author.name.as_str()));
    let kinds = [Kind::Author, Kind::Byline];
    let boxes =
        page.evidence.marks(&kinds).filter(|mark| mark.place != Place::Aside).flat_map(|mark| mark.text.split('\n'));
    let labelled = page.evidence.lines.iter().filter_map(|line| after_label(&line.text));
    let lines = boxes.chain(labelled).map(|line| super::names::unlabelled(line.trim()));
    let fitting = lines.filter(|line| line.chars().count() <= joined.chars().count() + EXTRA).filter(holds_all);
    let plain = fitting.filter(|line| !line.chars().any(|c| c.is_numeric() || matches!(c, '@' | '|' | '·' | '•')));
    if authors.is_empty() {
        return None;
    }
    Some(plain.min_by_key(|line| line.len()).map_or(joined, str::to_owned))
}

/// Whether a line of the page that begins with no label is worth keeping: it may hold a date, a label further on, or
/// a Chinese name.
pub(super) fn may_be_line(text: &str) -> bool {
    /// A date has as many digits: those of the day, and of a year in two.
    const DIGITS: usize = 3;
    // Every line of the page comes here: where all is ASCII, bytes are counted many at once.
    if text.is_ascii() {
        return text.bytes().filter(u8::is_ascii_digit).count() >= DIGITS;
    }
    let digits = || text.chars().filter(|c| c.is_numeric()).nth(DIGITS - 1).is_some();
    let labelled = || {
        text.chars().any(is_ideographic)
            && IDEOGRAPHIC_LABELS.iter().chain(EDITOR_LABELS).any(|label| text.contains(label))
    };
    digits() || has_year_in_words(text) || labelled() || is_chinese_name(text.trim()) || is_before_job(text.trim())
}

/// Whether a text has a year in Han numerals: 二〇二四年.
fn has_year_in_words(text: &str) -> bool {
    const DIGITS: usize = 4;
    let before = text.find('年').map_or("", |at| &text[..at]);
    before.chars().rev().take_while(|c| is_han_numeral(*c)).count() >= DIGITS
}

/// Whether a text is a name with a job behind it, in ideographs: 한도윤 기자.
fn is_before_job(text: &str) -> bool {
    /// A name of six characters, a space and a job, in bytes.
    const LONGEST: usize = 36;
    text.len() <= LONGEST
        && !text.is_ascii()
        && IDEOGRAPHIC_JOBS.iter().any(|job| text.strip_suffix(job).is_some_and(|name| name.chars().nth(1).is_some()))
        && text.chars().all(|c| is_ideographic(c) || c == ' ')
}

/// Whether a text is one or two Chinese names and nothing else.
fn is_chinese_name(text: &str) -> bool {
    /// Two names of four characters, and what stands between them, in bytes.
    const LONGEST: usize = 30;
    if text.len() > LONGEST || text.is_ascii() {
        return false;
    }
    let mut names = text.split([' ', '、', '　']).filter(|name| !name.is_empty()).peekable();
    let is_one = |name: &str| {
        let length = name.chars().count();
        let begins = name.chars().next().is_some_and(|first| FAMILY_NAMES.contains(first));
        begins && (2..=4).contains(&length) && name.chars().all(|c| matches!(c, '\u{3400}'..='\u{9fff}'))
    };
    names.peek().is_some() && names.all(is_one)
}

fn lone_names(page: &Page<'_>) -> Vec<Candidate<Names>> {
    /// Characters between the headline and the name below it: a date, a source.
    const REACH: usize = 40;
    let Some((_, below)) = page.headline else { return Vec::new() };
    let is_lone = |text: &str| is_chinese_name(text) || is_before_job(text);
    let near = |line: &&Line| line.start >= below && line.start - below <= REACH && is_lone(&line.text);
    let line = page.evidence.lines.iter().find(near);
    let found = line.map(|line| people(names(&line.text, Trust::Markup))).unwrap_or_default();
    candidate(found, 1.0, page).into_iter().collect()
}

fn keys(names: &Names) -> Vec<String> {
    let mut keys: Vec<String> = names.iter().map(|person| key(&person.name)).collect();
    keys.sort_unstable();
    keys
}

/// The link on the page whose text is this name.
fn link_of<'a>(name: &str, page: &Page<'a>) -> Option<&'a str> {
    let kinds = [Kind::Author, Kind::Profile, Kind::Link];
    let wanted = key(name);
    let marks = page.evidence.marks.iter().filter(|mark| kinds.contains(&mark.kind));
    marks.filter(|mark| has_key(&mark.text, &wanted)).find_map(|mark| mark.href.as_deref())
}

/// A source's text as a candidate: its names, less trusted where they are an organisation's.
fn candidate(people: Names, weight: f32, page: &Page<'_>) -> Option<Candidate<Names>> {
    let people =
        if page.hints.lang.starts_with("zh") { people.into_iter().flat_map(chinese).collect() } else { people };
    let is_group =
        |person: &Person| person.is_organisation || is_organisation(&person.name) || is_site(&person.name, page);
    let persons: Names = people.iter().filter(|person| !is_group(person)).cloned().collect();
    if people.is_empty() {
        return None;
    }
    Some(match persons.is_empty() {
        true => Candidate { value: people, weight: weight * ORGANISATION_WEIGHT },
        false if persons.iter().all(|person| is_user_name(&person.name)) => {
            Candidate { value: persons, weight: weight * USER_NAME_WEIGHT }
        }
        false => Candidate { value: persons, weight },
    })
}

/// Chinese names stand beside each other with a space between, 张三 李四, and what follows them and is no name is a
/// place. In Japanese, Korean and Thai the space is within the name.
fn chinese(person: Person) -> Names {
    let is_han = |word: &str| word.chars().all(|c| matches!(c, '\u{3400}'..='\u{9fff}'));
    if person.name.is_ascii()
        || !person.name.split_whitespace().all(|word| is_han(word) && word.chars().nth(1).is_some())
    {
        return vec![person];
    }
    let mut words = person.name.split_whitespace();
    let first = words.next().into_iter();
    let names = first.chain(words.take_while(|word| is_chinese_name(word)));
    names.map(|name| Person { name: name.to_owned(), ..person.clone() }).collect()
}

fn is_user_name(name: &str) -> bool {
    !name.contains(char::is_whitespace) && !name.chars().any(is_ideographic)
}

fn people(names: Vec<String>) -> Names {
    names.into_iter().map(|name| Person { name, ..Person::default() }).collect()
}

fn twitter_label(page: &Page<'_>) -> Vec<Candidate<Names>> {
    let evidence = page.evidence;
    let pairs = [("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")];
    let printed = pairs.iter().find_map(|(label, value)| {
        let label = evidence.meta(&[label])?;
        after_label(label).filter(|rest| rest.is_empty()).and_then(|_| evidence.meta(&[value]))
    });
    let found = printed.map(|printed| people(names(printed, Trust::Markup))).unwrap_or_default();
    candidate(found, 1.0, page).into_iter().collect()
}

fn schema(page: &Page<'_>) -> Vec<Candidate<Names>> {
    let node = page.graph.nodes.iter().find(|node| !node.authors.is_empty());
    let mut found = Names::new();
    for person in node.map(|node| node.authors.as_slice()).unwrap_or_default() {
        for name in names(&person.name, Trust::Markup) {
            if !found.iter().any(|known| key(&known.name) == key(&name)) {
                found.push(Person { name, ..person.clone() });
            }
        }
    }
    candidate(found, 1.0, page).into_iter().collect()
}

fn metas(page: &Page<'_>) -> Vec<Candidate<Names>> {
    for name in METAS {
        let mut found = Names::new();
        for content in page.evidence.metas(name).filter(|content| !content.contains("://")) {
            for person in people(names(content, Trust::Markup)) {
                if !found.contains(&person) {
                    found.push(person);
                }
            }
        }
        if let Some(candidate) = candidate(found, 1.0, page) {
            return vec![candidate];
        }
    }
    Vec::new()
}

/// The marks of these kinds, nearest to the headline first; neighbours at the same place are one byline.
fn marks(page: &Page<'_>, kinds: &[Kind]) -> Vec<Candidate<Names>> {
    let of_kind = |mark: &&Mark| kinds.contains(&mark.kind);
    let Some((weight, best, names)) = nearest_named(page, |mark| of_kind(&mark)) else { return Vec::new() };
    let together = joined(page, best, names, of_kind);
    candidate(together, weight, page).into_iter().collect()
}

/// The `wanted` mark nearest to the headline that has names: its standing, its place among the marks, the names.
fn nearest_named(page: &Page<'_>, wanted: impl Fn(&Mark) -> bool) -> Option<(f32, usize, Names)> {
    let marks = page.evidence.marks.iter().enumerate().filter(|(_, mark)| wanted(mark));
    let mut standings: Vec<(f32, usize)> = marks.map(|(at, mark)| (page.standing(mark), at)).collect();
    standings.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    // Reading names costs more than all the rest: the first that has some is the last that is asked.
    let named = standings.into_iter().map(|(weight, at)| (weight, at, names_of(at, page)));
    named.into_iter().find(|(.., names)| !names.is_empty())
}

/// Who posted first: the name under which somebody posted that stands nearest to the headline. A user may be called
/// like an organisation, and in one word.
fn users(page: &Page<'_>) -> Vec<Candidate<Names>> {
    let nearest = nearest_named(page, |mark| mark.kind == Kind::User);
    let candidate = nearest.map(|(weight, _, names)| Candidate { value: names.into_iter().take(1).collect(), weight });
    candidate.into_iter().collect()
}

/// The names of the best mark and of those that follow it at once: "Ann Lee and Bo Ek" are two links.
fn joined(page: &Page<'_>, best: usize, names: Names, of_kind: impl Fn(&&Mark) -> bool) -> Names {
    /// Characters between two links of one byline: "and", a comma.
    const GAP: usize = 6;
    let marks = &page.evidence.marks;
    let (mut all, mut end) = (names, marks[best].end);
    for (at, mark) in marks.iter().enumerate().skip(best + 1).filter(|(_, mark)| of_kind(mark)) {
        if mark.start > end + GAP {
            break;
        }
        let names = names_of(at, page);
        if !names.is_empty() {
            end = end.max(mark.end);
        }
        for person in names {
            if !all.iter().any(|known| key(&known.name) == key(&person.name)) {
                all.push(person);
            }
        }
    }
    all
}

/// The names that a mark holds: those of its links where they are links to people, else those of its text.
fn names_of(at: usize, page: &Page<'_>) -> Names {
    let mark = &page.evidence.marks[at];
    let is_sure = matches!(mark.kind, Kind::Author | Kind::User)
        || mark.kind == Kind::Profile && mark.href.as_deref().is_some_and(|href| is_named_in(href, &mark.text));
    let trust = if is_sure { Trust::Markup } else { Trust::Words };
    let text = mark.value.as_deref().filter(|_| mark.text.trim().is_empty()).unwrap_or(&mark.text);
    let linked = [Kind::Link, Kind::Profile, Kind::Author];
    // Marks stand in the order in which they began: what is inside follows.
    let following = page.evidence.marks[at + 1..].iter().take_while(|inner| inner.start <= mark.end);
    let inner = following.filter(|inner| linked.contains(&inner.kind) && inner.href.is_some() && inner.end <= mark.end);
    let mut found = Names::new();
    if mark.href.is_none() {
        for inner in inner {
            let is_named = inner.href.as_deref().is_some_and(|href| is_named_in(href, &inner.text));
            let trust = if is_named || mark.kind == Kind::User { Trust::Markup } else { Trust::Words };
            for name in names(&inner.text, trust) {
                found.push(Person { name, href: inner.href.clone(), is_organisation: false });
            }
        }
    }
    if found.is_empty() {
        found = people(names(text, trust));
        if let [single] = found.as_mut_slice() {
            single.href = mark.href.clone();
        }
    }
    found
}

/// Whether an address is that of a page about somebody of this name: `/user/fox_77`, `/members/fox77.1234/`, `/~fox`.
fn is_named_in(href: &str, name: &str) -> bool {
    /// Shorter names are in every address by chance.
    const SHORTEST: usize = 3;
    let wanted = key(name);
    let path = href.split(['?', '#']).next().unwrap_or_default();
    let is_name = |segment: &str| {
        let bare = segment.rsplit_once(['.', '-']).filter(|(_, end)| end.bytes().all(|b| b.is_ascii_digit()));
        key(segment) == wanted || bare.is_some_and(|(bare, _)| key(bare) == wanted)
    };
    wanted.len() >= SHORTEST && path.rsplit('/').take(3).any(is_name)
}

fn labelled_lines(page: &Page<'_>) -> Vec<Candidate<Names>> {
    let read = |line: &Line, dates: &[Date]| {
        let ideographic = behind_ideographic_label(&line.text, IDEOGRAPHIC_LABELS);
        let ideographic = match ideographic.is_empty() {
            true => super::names::of_reporter(&line.text, REPORTER_LABELS),
            false => ideographic,
        };
        if ideographic.is_empty() {
            // "By Ann Lee, reviewed by Bo Ek": the second did not write.
            let linked = |rest: &str| linked_names(line, page).filter(|_| !rest.split_whitespace().any(is_label));
            let named = |rest: &str| linked(rest).unwrap_or_else(|| names(rest, Trust::Label));
            // "Posted on 4 May 2024 by Ann Lee".
            let behind_date = || dates.iter().find_map(|date| after_label(&line.text[date.end..]));
            after_label(&line.text).or_else(behind_date).map(named).unwrap_or_default()
        } else {
            ideographic
        }
    };
    nearest(page, read)
}

/// The names of a line's links to people, where it has several: what stands between them is their jobs.
fn linked_names(line: &Line, page: &Page<'_>) -> Option<Vec<String>> {
    let end = line.start + line.text.chars().filter(|c| !c.is_whitespace()).count();
    let within = |mark: &&Mark| mark.start >= line.start && mark.end <= end && mark.href.is_some();
    let links = page.evidence.marks(&[Kind::Profile, Kind::Author]).filter(within);
    let mut found: Vec<String> = links.flat_map(|mark| names(&mark.text, Trust::Words)).collect();
    found.dedup();
    (found.len() > 1).then_some(found)
}

/// Whether a word introduces another name.
fn is_label(word: &str) -> bool {
    word.trim_end_matches(':').eq_ignore_ascii_case("by")
}

fn editors(page: &Page<'_>) -> Vec<Candidate<Names>> {
    nearest(page, |line, _| behind_ideographic_label(&line.text, EDITOR_LABELS))
}

/// The names that `read` finds in the line nearest to the headline.
fn nearest(page: &Page<'_>, read: impl Fn(&Line, &[Date]) -> Vec<String>) -> Vec<Candidate<Names>> {
    let mut best: Option<(f32, Names)> = None;
    for (line, dates) in page.evidence.lines.iter().zip(&page.dates.lines) {
        let weight = page.nearness(line.start, line.start) * place_weight(line.place);
        if best.as_ref().is_some_and(|(known, _)| *known >= weight) {
            continue;
        }
        let names = read(line, dates);
        if !names.is_empty() {
            best = Some((weight, people(names)));
        }
    }
    best.and_then(|(weight, names)| candidate(names, weight, page)).into_iter().collect()
}
