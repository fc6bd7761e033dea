//! The name of the site, and how it is told from a title.

use super::evidence::Kind;
use super::origins::{Origin, Places, Read};
use super::page::Page;
use super::text::{Terms, key, one_line};
use super::vote::{Candidate, Source, choose};

/// Sources of the site's name.
const SOURCES: &[Source<String>] = &[
    // Written for people who share the page: the name as the site wants it read.
    Source { origin: Origin::Card, trust: 0.9, read: |page| metas(page, &["og:site_name"]) },
    Source { origin: Origin::Schema, trust: 0.8, read: website },
    // The publisher may be the company behind the site.
    Source { origin: Origin::Schema, trust: 0.6, read: publisher },
    Source {
        origin: Origin::Head,
        trust: 0.55,
        read: |page| metas(page, &["application-name", "apple-mobile-web-app-title", "dc.publisher", "publisher"]),
    },
    // The last part of the title, where the host's name says that it is the site's.
    Source { origin: Origin::Head, trust: 0.5, read: title_part },
];

/// Marks between the parts of a document's title. Those of ASCII count only with white space around them.
const SEPARATORS: &[char] =
    &['|', '-', '–', '—', '·', '•', '»', '«', '›', '‹', ':', '/', '~', '>', '_', '｜', '＿', '∣', '⋆'];

/// Separators that need no white space.
const TIGHT_SEPARATORS: &[char] = &['|', '｜', '_', '＿', '»', '«', '∣'];

/// The site's name, and what it is compared by: every headline, name and title is.
pub(super) struct Site {
    pub name: String,
    pub origins: Places,
    key: String,
    terms: Terms,
}

/// The site's name.
pub(super) fn site(page: &Page<'_>) -> Option<Site> {
    let Read { value: name, origins } = choose(SOURCES, page, |a, b| key(a) == key(b))?;
    Some(Site { key: key(&name), terms: Terms::new(&name), origins, name })
}

fn metas(page: &Page<'_>, names: &[&str]) -> Vec<Candidate<String>> {
    let name = names.iter().find_map(|name| page.evidence.meta(&[name]).map(one_line));
    name.filter(|name| is_name(name)).into_iter().map(Candidate::sure).collect()
}

fn website(page: &Page<'_>) -> Vec<Candidate<String>> {
    page.graph.site.iter().filter(|name| is_name(name)).cloned().map(Candidate::sure).collect()
}

fn publisher(page: &Page<'_>) -> Vec<Candidate<String>> {
    let name = page.graph.nodes.iter().find_map(|node| node.publisher.clone());
    name.filter(|name| is_name(name)).into_iter().map(Candidate::sure).collect()
}

fn title_part(page: &Page<'_>) -> Vec<Candidate<String>> {
    let parts = parts(&page.evidence.title);
    let ends = [parts.last(), parts.first()].into_iter().flatten();
    let name = ends.filter(|_| parts.len() > 1).find(|part| is_host(&key(part), &page.host));
    name.map(|name| Candidate::sure((*name).to_owned())).into_iter().collect()
}

/// Whether this can be a name at all: not an address, not a sentence.
fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().count() <= 80 && !name.contains("://") && !name.starts_with('@')
}

/// The parts of a document's title.
pub(super) fn parts(title: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, mark) in title.char_indices().filter(|(_, c)| SEPARATORS.contains(c)) {
        let after = at + mark.len_utf8();
        let spaced = title[after..].starts_with(char::is_whitespace)
            && (title[..at].ends_with(char::is_whitespace) || matches!(mark, ':'));
        let ideographic = mark == '-' && title[..at].chars().next_back().is_some_and(super::text::is_ideographic);
        if spaced || ideographic || TIGHT_SEPARATORS.contains(&mark) {
            parts.push(title[from..at].trim());
            from = after;
        }
    }
    parts.push(title[from..].trim());
    parts.retain(|part| !part.is_empty());
    parts
}

/// The title without the parts at either end that name the site.
pub(super) fn without_site(title: &str, page: &Page<'_>) -> String {
    let parts = parts(title);
    let (mut first, mut last) = (0, parts.len());
    while last - first > 1 && is_site(parts[last - 1], page) {
        last -= 1;
    }
    while last - first > 1 && is_site(parts[first], page) {
        first += 1;
    }
    if parts.is_empty() {
        return title.trim().to_owned();
    }
    // The parts lie in the title, so what is between them is kept as it stands.
    let offset = |part: &str| part.as_ptr() as usize - title.as_ptr() as usize;
    title[offset(parts[first])..offset(parts[last - 1]) + parts[last - 1].len()].to_owned()
}

/// Whether a text is nothing but the site's name.
pub(super) fn is_site(text: &str, page: &Page<'_>) -> bool {
    /// Words that two names of one site share: "The Sun" and "The Sun UK".
    const SAME_NAME: f32 = 0.6;
    let key = key(text);
    let is_named = |site: &Site| key == site.key || Terms::new(text).likeness(&site.terms) >= SAME_NAME;
    page.site.as_ref().is_some_and(is_named) || is_host(&key, &page.host)
}

/// Whether the key of a text reads like the host: "The Daily Fox" on thedailyfox.example.
fn is_host(key: &str, host: &str) -> bool {
    /// Shorter keys are in every host by chance.
    const MIN_KEY: usize = 4;
    let trimmed = key.strip_prefix("the").unwrap_or(key);
    key == host
        || key.len() >= MIN_KEY
            && !host.is_empty()
            && (host == trimmed || key.starts_with(host) && key.len() <= host.len() + 4)
}

/// The host's letters and digits without `www` and the top-level domains.
pub(super) fn host_key(host: &str) -> String {
    let host = host.strip_prefix("www.").unwrap_or(host);
    let labels: Vec<&str> = host.split('.').collect();
    // The longest label but the last: "bbc.co.uk", "news.example.com".
    let named = labels.split_last().map_or(&[][..], |(_, rest)| rest);
    named.iter().max_by_key(|label| label.len()).map(|label| key(label)).unwrap_or_default()
}

/// Whether the page shows its site's name as a headline.
pub(super) fn is_logo(mark: &super::evidence::Mark, page: &Page<'_>) -> bool {
    matches!(mark.kind, Kind::Headline | Kind::Titled) && is_site(&mark.text, page)
}
