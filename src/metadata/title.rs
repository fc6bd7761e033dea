//! The title: the headline that the reader sees, without the site's name.
//!
//! Where the headline and the card written for social networks differ, the headline is right five to nine times as
//! often; but an `h1` may be the site's logo, so it is believed most where the document's own title resembles it.

use super::evidence::{Kind, Mark, Place};
use super::lexicon::NO_TITLES;
use super::origins::{Origin, Read};
use super::page::Page;
use super::site::{is_logo, is_site, parts, without_site};
use super::text::{Terms, has_key, key, one_line};
use super::vote::{Candidate, Source, choose};

/// Sources of the title.
const SOURCES: &[Source<String>] = &[
    // Right on 95 % of the news pages that have only one.
    Source { origin: Origin::Visible, trust: 0.97, read: headlines },
    // What a class or `itemprop` calls the headline, where there is no h1.
    Source { origin: Origin::Visible, trust: 0.65, read: titled },
    // A lower heading that is a part of the document's title, where there is no h1: the other part names the site.
    Source { origin: Origin::Visible, trust: 0.7, read: lower_headings },
    // The headline as the newsroom's system keeps it.
    Source { origin: Origin::Schema, trust: 0.72, read: schema },
    // Written for social networks: often another headline.
    Source { origin: Origin::Card, trust: 0.55, read: |page| metas(page, &["og:title", "twitter:title"]) },
    // Written for search engines, the site's name at its end.
    Source { origin: Origin::Head, trust: 0.5, read: document_title },
    Source {
        origin: Origin::Head,
        trust: 0.6,
        read: |page| metas(page, &["citation_title", "parsely-title", "sailthru.title", "dc.title", "hdl"]),
    },
];

/// The longest title in characters; what is longer is a paragraph in the wrong element.
const MAX_TITLE: usize = 300;

/// A headline resembles a title from here on: a search title shares at least the subject.
const RESEMBLANCE: f32 = 0.3;

/// The weight of a headline that resembles no title.
const UNKNOWN_WEIGHT: f32 = 0.72;

/// The title of the page.
pub(super) fn title(page: &Page<'_>) -> Option<Read<String>> {
    choose(SOURCES, page, |a, b| key(a) == key(b))
}

/// Where the headline with this text stands in the running text; without one, where the first headline stands.
pub(super) fn place(page: &Page<'_>, title: Option<&str>) -> Option<(usize, usize)> {
    let title = key(title.unwrap_or_default());
    let mut marks = page.evidence.marks(&[Kind::Headline, Kind::Titled]);
    let is_same = |mark: &&Mark| !title.is_empty() && has_key(&mark.text, &title);
    let lower = || page.evidence.marks(&[Kind::Heading]).find(is_same);
    let same = marks.clone().find(is_same).or_else(lower);
    let first = || marks.find(|mark| mark.kind == Kind::Headline && mark.place != Place::Aside && !is_logo(mark, page));
    same.or_else(first).map(|mark| (mark.start, mark.end))
}

fn headlines(page: &Page<'_>) -> Vec<Candidate<String>> {
    let marks: Vec<&Mark> = page.evidence.marks(&[Kind::Headline]).filter(|mark| is_title(mark, page)).collect();
    let alone = marks.len() == 1;
    let titles = page.titles.get_or_init(|| machine_titles(page));
    let weigh = |(order, mark): (usize, &&Mark)| {
        // The sign of a link to the heading itself.
        let value = without_site(one_line(&mark.text).trim_end_matches('¶').trim_end(), page);
        let known = resemblance(&value, titles);
        // The first of several is right where the titles in the head do not tell them apart.
        let order_weight = if alone { 1.0 } else { (0.8 + 0.2 * known) / (1.0 + 0.05 * order as f32) };
        let place_weight = if mark.place == Place::Aside { 0.5 } else { 1.0 };
        // A headline that shares nothing with the head's titles is a slogan, if those agree among themselves.
        let known_weight = if known >= RESEMBLANCE { 1.0 } else { UNKNOWN_WEIGHT };
        Candidate { weight: order_weight * place_weight * known_weight, value }
    };
    marks.iter().enumerate().map(weigh).collect()
}

fn lower_headings(page: &Page<'_>) -> Vec<Candidate<String>> {
    if page.evidence.marks(&[Kind::Headline]).any(|mark| is_title(mark, page)) {
        return Vec::new();
    }
    let whole = key(&page.evidence.title).len();
    // The longer part: the shorter one is a section's or the site's.
    let parts = parts(&page.evidence.title).into_iter().map(key).filter(|part| 2 * part.len() > whole);
    let parts: Vec<String> = parts.collect();
    let headings = page.evidence.marks(&[Kind::Heading]).filter(|mark| mark.place != Place::Aside);
    let part =
        headings.filter(|mark| parts.iter().any(|part| has_key(&mark.text, part)) && is_title(mark, page)).take(1);
    part.map(|mark| Candidate::sure(one_line(&mark.text))).collect()
}

fn titled(page: &Page<'_>) -> Vec<Candidate<String>> {
    let titles = page.titles.get_or_init(|| machine_titles(page));
    let marks = page.evidence.marks(&[Kind::Titled]).filter(|mark| mark.place != Place::Aside);
    let known = marks.filter(|mark| resemblance(&mark.text, titles) >= RESEMBLANCE && is_title(mark, page));
    known.map(|mark| Candidate::sure(one_line(&mark.text))).collect()
}

/// The titles that the head and JSON-LD give, without the site's name.
fn machine_titles(page: &Page<'_>) -> Vec<Terms> {
    let evidence = page.evidence;
    let schema = page.graph.articles().filter_map(|node| node.headline.as_deref()).take(3);
    let titles = evidence.meta(&["og:title"]).into_iter().chain([evidence.title.as_str()]).chain(schema);
    titles.map(|title| Terms::new(&without_site(title, page))).collect()
}

/// How much a visible headline resembles one of `titles`, 0 to 1.
fn resemblance(text: &str, titles: &[Terms]) -> f32 {
    let text = Terms::new(text);
    // A short headline inside a long search title is the same subject.
    let likeness = |title: &Terms| if text.is_covered_by(title) { 1.0 } else { text.likeness(title) };
    titles.iter().map(likeness).fold(0.0, f32::max)
}

fn is_title(mark: &Mark, page: &Page<'_>) -> bool {
    let text = mark.text.trim();
    !text.is_empty()
        && text.chars().count() <= MAX_TITLE
        && text.chars().any(char::is_alphanumeric)
        && !NO_TITLES.contains(text.to_lowercase().as_str())
        && !is_logo(mark, page)
}

fn schema(page: &Page<'_>) -> Vec<Candidate<String>> {
    let headline = page.graph.articles().find_map(|node| node.headline.as_deref());
    headline.map(|headline| without_site(headline, page)).into_iter().map(Candidate::sure).collect()
}

fn metas(page: &Page<'_>, names: &[&str]) -> Vec<Candidate<String>> {
    // Escaped twice is as common as once.
    page.evidence.meta(names).map(|title| of_head(&one_line(&references::unescape(title)), page)).unwrap_or_default()
}

fn document_title(page: &Page<'_>) -> Vec<Candidate<String>> {
    of_head(&page.evidence.title, page)
}

/// A title of the head without the site's name, and its first part alone: behind a bar stand sections and slogans.
fn of_head(title: &str, page: &Page<'_>) -> Vec<Candidate<String>> {
    let stripped = without_site(title, page);
    if stripped.is_empty() {
        return Vec::new();
    }
    let first = parts(&stripped).first().map(|part| (*part).to_owned()).unwrap_or_default();
    if first.is_empty() || is_site(&first, page) || key(&first) == key(&stripped) {
        return vec![Candidate::sure(stripped)];
    }
    let barred = stripped[first.len()..].trim_start().starts_with(['|', '｜']);
    let (whole, part) = if barred { (0.8, 1.0) } else { (1.0, 0.85) };
    vec![Candidate { value: stripped, weight: whole }, Candidate { value: first, weight: part }]
}
