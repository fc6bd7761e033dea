//! What the readers of sources are given: the evidence, and what has been settled already.

use std::cell::OnceCell;

use crate::html::url::{Url, is_web, resolve};

use super::date::Hints;
use super::evidence::{Evidence, Kind, Mark, Place};
use super::json_ld::Graph;
use super::published::Dates;
use super::site::Site;
use super::text::{Terms, key};

/// One page, when it is over.
pub(super) struct Page<'a> {
    pub evidence: &'a Evidence,
    pub graph: &'a Graph,
    pub url: Option<&'a Url>,
    /// The dates that the page shows.
    pub dates: Dates,
    pub hints: Hints,
    /// The host's letters and digits, without its ends.
    pub host: String,
    /// The site's name, once it is known.
    pub site: Option<Site>,
    /// The last day that is not in the future, where the time of the reading is known.
    pub today: Option<super::date::Day>,
    /// The day of the last change, where it is told apart from the publication.
    pub changed: Option<super::date::Day>,
    /// The titles that the head and JSON-LD give, once they were asked for.
    pub titles: OnceCell<Vec<Terms>>,
    /// The day in the page's address.
    pub address: Option<super::date::Day>,
    /// How many dates stand behind links.
    pub entries: usize,
    /// Where the headline stands in the running text: start and end, in characters.
    pub headline: Option<(usize, usize)>,
}

impl<'a> Page<'a> {
    /// A page of which nothing has been settled.
    pub(super) fn new(evidence: &'a Evidence, graph: &'a Graph, url: Option<&'a Url>) -> Self {
        Self {
            evidence,
            graph,
            url,
            dates: Dates::default(),
            hints: Hints::default(),
            host: String::new(),
            site: None,
            today: None,
            changed: None,
            titles: OnceCell::new(),
            address: None,
            entries: 0,
            headline: None,
        }
    }

    /// Whether a page of the web can be of this day: not before there was a web, and not in the future.
    pub(super) fn is_likely(&self, day: super::date::Day) -> bool {
        /// The first site went up in 1990: older dates are those of a story, of a birth, or of a clock at zero.
        const FIRST_YEAR: u16 = 1990;
        day.year >= FIRST_YEAR && self.today.is_none_or(|today| day <= today)
    }

    /// The absolute http(s) address that `reference` means on this page.
    pub(super) fn absolute(&self, reference: &str) -> Option<String> {
        resolve(reference.trim(), self.url).filter(|address| is_web(address))
    }

    /// How near to the headline something stands, 1 beside it to 0 far from it. What stands before it counts as twice
    /// as far: above a headline come other pages' teasers.
    pub(super) fn nearness(&self, start: usize, end: usize) -> f32 {
        /// The characters of a screen of text: half the trust is gone there.
        const REACH: f32 = 1_500.0;
        let (from, to) = self.headline.unwrap_or((0, 0));
        let distance = if start >= to {
            start - to
        } else if end <= from {
            2 * (from - end)
        } else {
            0
        };
        REACH / (REACH + distance as f32)
    }

    /// How far a date can be trusted for what stands before it: behind a link below the headline it is that of an entry
    /// in a list of other pages, and says nothing where the page has several.
    pub(super) fn entry_weight(&self, entry: Option<(usize, usize)>) -> f32 {
        /// One entry may be a source, or the page's own title linked to itself.
        const LIST: usize = 3;
        let Some((start, end)) = entry else { return 1.0 };
        match self.headline {
            Some((from, to)) if start <= to && from <= end => 1.0,
            _ if self.entries >= LIST => 0.0,
            Some(_) => 0.3,
            None => 1.0,
        }
    }

    /// How far a mark can be trusted for its place: near the headline, and in the article.
    pub(super) fn standing(&self, mark: &Mark) -> f32 {
        self.nearness(mark.start, mark.end) * place_weight(mark.place)
    }
}

/// The addresses and titles by which the page itself is known among those that its JSON-LD names.
pub(super) struct Own {
    addresses: Vec<String>,
    titles: Vec<String>,
}

impl Own {
    pub(super) fn new(evidence: &Evidence, url: Option<&Url>) -> Self {
        let links = [url.map(Url::as_str), evidence.canonical.as_deref(), evidence.meta(&["og:url"])];
        let headings = evidence.marks(&[Kind::Headline]).map(|mark| mark.text.as_str());
        let titles = headings.chain(evidence.meta(&["og:title"])).chain([evidence.title.as_str()]);
        let titles = titles.map(key).filter(|title| !title.is_empty()).collect();
        Self { addresses: links.into_iter().flatten().map(bare).collect(), titles }
    }

    /// Whether a node gives the page's address, or a headline that the page's titles begin with.
    pub(super) fn is_named(&self, node: &super::json_ld::Node) -> bool {
        if node.addresses.iter().any(|address| self.addresses.contains(&bare(address))) {
            return true;
        }
        let headline = node.headline.as_deref().map(key).filter(|headline| !headline.is_empty());
        headline.is_some_and(|headline| self.titles.iter().any(|title| title.starts_with(&headline)))
    }
}

/// An address without what two spellings of it differ in: scheme, `www`, query, fragment and the last slash.
fn bare(address: &str) -> String {
    let address = address.split(['?', '#']).next().unwrap_or_default();
    let address = address.split_once("://").map_or(address, |(_, rest)| rest);
    address.strip_prefix("www.").unwrap_or(address).trim_end_matches('/').to_owned()
}

/// How far what stands in a part of the page speaks of the article.
pub(super) fn place_weight(place: Place) -> f32 {
    match place {
        Place::Main => 1.0,
        Place::Header => 0.8,
        Place::Aside => 0.3,
    }
}
