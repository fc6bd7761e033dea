//! Pages: what is extracted, what is shown of kept HTML, what a page says of itself.

use offprint::{Answer, Error, Extraction, Extractor, Options, Policy, sanitize};

use crate::judge;

const URL: &str = "https://example.org/a/b?c#d";
const STAMP: u64 = 1_790_000_000_000;

/// A byte says how the page is read, the rest is the page. No panic; a body in the grammar, that the sanitizer leaves as it
/// is; the same however the page is cut.
pub fn extractor(input: &[u8]) {
    let Some((how, page)) = input.split_first() else { return };
    let policy = if how & 1 == 0 { Policy::Article } else { Policy::Page };
    let url = if how & 2 == 0 { URL } else { "" };
    let Some(whole) = extract(url, policy, &[page]) else { return };
    let cut = page.len() * usize::from(how >> 2) / 64;
    let (before, after) = page.split_at(cut);
    let halves = extract(url, policy, &[before, after]).expect("what is read whole can be read in two");
    assert_eq!(halves.content, whole.content, "cut at {cut}");
    assert_eq!(halves.metadata, whole.metadata, "cut at {cut}");
    let answer = Answer::new(whole, None);
    judge(&answer.html);
    match sanitize(&answer.html, url) {
        Ok(shown) => assert_eq!(shown, answer.html, "what was written is shown as it is"),
        Err(error) => assert!(matches!(error, Error::Limit { .. }), "{error}"),
    }
}

fn extract(url: &str, policy: Policy, chunks: &[&[u8]]) -> Option<Extraction> {
    let mut extractor = Extractor::new(url, Options::with_policy(policy).at(STAMP)).expect("the address is one");
    let read = chunks.iter().try_for_each(|chunk| extractor.write(chunk)).and_then(|()| extractor.end());
    match read {
        Ok(extraction) => Some(extraction),
        Err(Error::Limit { .. }) => None,
        Err(error) => panic!("{error}"),
    }
}

/// HTML to be shown. In the grammar, and the same a second time.
pub fn sanitizer(input: &[u8]) {
    let html = String::from_utf8_lossy(input);
    let Ok(shown) = sanitize(&html, URL) else { return };
    judge(&shown);
    assert_eq!(sanitize(&shown, URL).as_deref(), Ok(&*shown), "a second time changes something");
    offprint::plain_text(&shown);
}

/// A page of which only what it says of itself matters. Every field is of the shape that `Metadata` promises.
pub fn metadata(input: &[u8]) {
    let Some(extraction) = extract(URL, Policy::Page, &[input]) else { return };
    let Answer { title, byline, site, excerpt, authors, keywords, published, modified, .. } =
        Answer::new(extraction.clone(), None);
    let lines = [&title, &byline, &site, &excerpt].into_iter().flatten().chain(&authors).chain(&keywords);
    for line in lines {
        assert_eq!(line.trim(), line, "{line:?} is trimmed");
        assert!(!line.is_empty() && !line.contains(['\n', '\r', '\0']), "{line:?} is a line");
    }
    for moment in [published, modified].into_iter().flatten() {
        assert!(is_moment(&moment), "{moment:?} is a date");
    }
    let told = extraction.metadata;
    for address in [&told.image, &told.canonical].into_iter().flatten() {
        assert!(address.starts_with("http://") || address.starts_with("https://"), "{address:?} is of the web");
    }
    assert!(matches!(told.dir, None | Some("ltr" | "rtl")));
    if let Some(lang) = told.lang {
        let is_part = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
        assert!(lang.split('-').all(is_part), "{lang:?} is a language tag");
    }
}

/// `YYYY-MM-DD`, or that with a time and a zone (RFC 3339).
fn is_moment(text: &str) -> bool {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let (day, time) = shape.split_at(shape.len().min(10));
    let bare = time.split('.').next().unwrap_or_default();
    let zone = time.trim_start_matches(['T', '0', ':', '.']);
    let is_zone = zone == "Z" || matches!(zone.get(..1), Some("+" | "-")) && zone.get(1..) == Some("00:00");
    let is_time = time.is_empty() || bare.starts_with("T00:00:00") && is_zone;
    day == "0000-00-00" && is_time
}
