//! The lead image, the excerpt and the canonical address: what stands in the head for those who link to the page.

use super::origins::{Origin, Read, of_meta};
use super::page::Page;
use super::site::is_site;
use super::text::one_line;

/// The shortest description that says anything, in characters.
const MIN_EXCERPT: usize = 20;

/// The longest excerpt, in characters: a longer one is cut behind a sentence.
const MAX_EXCERPT: usize = 400;

/// Marks that end a sentence, and what may stand behind them.
const SENTENCE_ENDS: &[char] = &['.', '!', '?', '…', '。', '！', '？', '؟', '۔', '।'];
const CLOSING: &[char] = &['"', '\'', '”', '’', '»', ')', '」', '』', '）', ' '];

/// Sources of the excerpt, in order of trust.
const DESCRIPTIONS: &[&str] =
    &["og:description", "description", "twitter:description", "dc.description", "item:description"];

/// Sources of the lead image, in order of trust.
const IMAGES: &[&str] =
    &["og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src", "item:image"];

/// The page's own address, as it gives it.
pub(super) fn canonical(page: &Page<'_>) -> Option<Read<String>> {
    let evidence = page.evidence;
    let links = [(Origin::Head, evidence.canonical.as_deref()), (Origin::Card, evidence.meta(&["og:url"]))];
    links.into_iter().find_map(|(origin, link)| Some(Read::at(origin, page.absolute(link?)?)))
}

/// The image that stands for the article.
pub(super) fn image(page: &Page<'_>) -> Option<Read<String>> {
    let evidence = page.evidence;
    let metas = IMAGES.iter().filter_map(|name| Some((of_meta(name), evidence.meta(&[name])?)));
    let schema = page.graph.articles().filter_map(|node| Some((Origin::Schema, node.image.as_deref()?)));
    let (_, below) = page.headline.unwrap_or_default();
    // The first picture below the headline, or the one just above it.
    let shown = evidence
        .images
        .iter()
        .find(|(at, _)| *at >= below)
        .or(evidence.images.last())
        .map(|(_, src)| (Origin::Visible, src.as_str()));
    let link = evidence.image_link.as_deref().map(|link| (Origin::Head, link));
    let mut sources = metas.chain(schema).chain(link).chain(shown);
    sources.find_map(|(origin, source)| Some(Read::at(origin, page.absolute(source)?)))
}

/// What the article says in one or two sentences, as the page puts it.
pub(super) fn excerpt(page: &Page<'_>) -> Option<Read<String>> {
    let metas = DESCRIPTIONS.iter().filter_map(|name| Some((of_meta(name), page.evidence.meta(&[name])?)));
    let schema = page.graph.articles().filter_map(|node| Some((Origin::Schema, node.description.as_deref()?)));
    let mut described = metas.chain(schema).map(|(origin, text)| Read::at(origin, one_line(text)));
    let says = |text: &str| text.chars().count() >= MIN_EXCERPT && !is_site(text, page);
    described.find(|text| says(&text.value)).map(|text| text.map(|text| sentences(&text)))
}

/// The first sentences of the article's text.
pub(super) fn beginning(text: &str) -> Option<String> {
    let mut lines = text.split('\n').filter(|line| line.chars().count() >= MIN_EXCERPT);
    // A byline, a date or a caption ends without a full stop.
    let line =
        lines.clone().find(|line| line.trim_end_matches(CLOSING).ends_with(SENTENCE_ENDS)).or_else(|| lines.next())?;
    Some(sentences(&one_line(line)))
}

/// The whole sentences that fit into an excerpt, at least one, cut if it must be.
fn sentences(text: &str) -> String {
    let Some((limit, _)) = text.char_indices().nth(MAX_EXCERPT) else { return text.to_owned() };
    let text = &text[..limit];
    let ends =
        |(at, c): (usize, char)| matches!(c, '.' | '!' | '?' | '。' | '！' | '？' | '؟').then(|| at + c.len_utf8());
    let sentence = text
        .char_indices()
        .filter_map(ends)
        .filter(|end| text[*end..].starts_with(char::is_whitespace) || text[..*end].ends_with(['。', '！', '？']));
    match sentence.rev().find(|end| *end >= limit / 4) {
        Some(end) => text[..end].to_owned(),
        None => {
            let cut = text.rfind(char::is_whitespace).filter(|at| *at > limit / 2).unwrap_or(limit);
            format!("{}…", text[..cut].trim_end_matches([',', ';', ':', ' ']))
        }
    }
}
