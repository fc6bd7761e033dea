//! The keywords: what the page says that it is about.
//!
//! They are lists in one value or a value each, and one source is taken: two spell the same words differently.

use super::origins::{Origin, Read};
use super::page::Page;
use super::text::{key, one_line};

/// Where the words are read, and how.
type Source = (Origin, fn(&Page<'_>) -> Vec<String>);

/// Sources of the keywords, in order of trust: what an editor tagged, before what was written for search engines.
const SOURCES: &[Source] = &[
    (Origin::Schema, |page| {
        page.graph.articles().map(|node| node.keywords.clone()).find(|words| !words.is_empty()).unwrap_or_default()
    }),
    (Origin::Card, |page| metas(page, &["article:tag", "og:article:tag"])),
    (Origin::Head, |page| metas(page, &["parsely-tags", "sailthru.tags"])),
    (Origin::Head, |page| metas(page, &["news_keywords"])),
    (Origin::Schema, |page| metas(page, &["item:keywords"])),
    (Origin::Head, |page| metas(page, &["keywords", "dc.subject", "dcterms.subject", "citation_keywords"])),
];

/// The most keywords kept of a page: more are a list for search engines.
const MAX_KEYWORDS: usize = 50;

/// The longest keyword, in characters.
const MAX_LENGTH: usize = 80;

/// The keywords of the page.
pub(super) fn keywords(page: &Page<'_>) -> Option<Read<Vec<String>>> {
    let mut found = SOURCES.iter().map(|(origin, source)| Read::at(*origin, source(page)));
    let found = found.find(|found| !found.value.is_empty())?;
    Some(found.map(|found| own_words(&found, page)))
}

/// The words of these values, each once, without the site's name.
fn own_words(found: &[String], page: &Page<'_>) -> Vec<String> {
    let mut keywords = Vec::new();
    // The site's name counts as known.
    let mut known: Vec<String> = page.site.iter().map(|site| key(&site.name)).collect();
    for word in found.iter().flat_map(|value| words(value)) {
        let key = key(&word);
        if keywords.len() < MAX_KEYWORDS && !known.contains(&key) {
            known.push(key);
            keywords.push(word);
        }
    }
    keywords
}

fn metas(page: &Page<'_>, names: &[&str]) -> Vec<String> {
    let found = names.iter().map(|name| page.evidence.metas(name).map(str::to_owned).collect::<Vec<_>>());
    found.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
}

/// The words of one value: cut at commas and semicolons of any script.
fn words(value: &str) -> Vec<String> {
    let words = value.split([',', ';', '，', '、', '；', '،', '\n']).map(|word| one_line(&references::unescape(word)));
    words.filter(|word| !word.is_empty() && word.chars().count() <= MAX_LENGTH).collect()
}
