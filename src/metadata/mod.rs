//! Who wrote it, when, where, under which title: one table of sources in order of trust per field.
//!
//! A [`Collector`] listens to the page and keeps little of it ([`evidence`]); when the page is over, each field's sources
//! are read and weighed against each other ([`vote`]).

mod byline;
mod claims;
mod clock;
mod collector;
mod date;
mod day;
mod evidence;
mod hints;
mod json_ld;
mod keywords;
mod language;
mod lead;
mod lexicon;
mod months;
mod names;
mod origins;
mod page;
mod published;
mod site;
#[cfg(test)]
mod tests;
mod text;
mod title;
mod tokens;
mod vote;

pub(crate) use claims::Claims;
pub(crate) use collector::Collector;
pub use origins::{Origin, Origins, Places};

use crate::html::url::Url;

use date::Hints;
use json_ld::Graph;
use origins::note;
use page::Page;
use published::Dates;

/// What is known of an article besides its text. Every field is `None` where the page does not say it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The visible headline, without the site's name.
    pub title: Option<String>,
    /// The byline as printed, without its label ("By", "作者：").
    pub byline: Option<String>,
    /// The names in the byline, in order.
    pub authors: Vec<Author>,
    /// When the article was first published.
    pub published: Option<Moment>,
    /// When the article was last changed.
    pub modified: Option<Moment>,
    /// The site's or paper's name.
    pub site: Option<String>,
    /// The language, a BCP 47 tag.
    pub lang: Option<String>,
    /// The direction of the text, `ltr` or `rtl`.
    pub dir: Option<&'static str>,
    /// One or two sentences on what the article says.
    pub excerpt: Option<String>,
    /// The absolute URL of the lead image.
    pub image: Option<String>,
    /// The absolute URL that the page calls its own.
    pub canonical: Option<String>,
    /// What the page says that it is about, in its own words and order.
    pub keywords: Vec<String>,
    /// Where each of these was read.
    pub origins: Origins,
}

/// One name of a byline.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Author {
    /// The name as printed.
    pub name: String,
    /// The absolute URL that the page links the name to.
    pub href: Option<String>,
}

/// A time that the page gives.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Moment {
    /// RFC 3339, or `YYYY-MM-DD` where only the day is known.
    pub datetime: String,
    /// The time as printed on the page, for people.
    pub printed: String,
}

impl Collector {
    /// Decides, when the page is over. `url` is the page's base URL, `at` when it was read, Unix time in milliseconds, or
    /// zero.
    pub(crate) fn finish(self, url: Option<&Url>, at: u64) -> (Metadata, Claims) {
        let mut graph = Graph::read(&self.evidence.json_ld);
        let evidence = &self.evidence;
        if graph.articles().nth(1).is_some() {
            let own = page::Own::new(evidence, url);
            graph.prefer(|node| own.is_named(node));
        }
        let mut page = Page::new(evidence, &graph, url);
        let mut origins = Origins::default();
        let lang = note(language::language(&page), &mut origins.lang);
        let host = url.and_then(Url::host).unwrap_or_default();
        page.host = site::host_key(host);
        page.hints = Hints::new(lang.as_deref().unwrap_or_default(), host);
        page.today = date::last_day(at);
        page.dates = Dates::new(evidence, &page.hints);
        page.address = published::in_address(&page);
        page.entries = published::entries(&page);
        page.site = site::site(&page);
        let title = note(title::title(&page), &mut origins.title);
        page.headline = title::place(&page, title.as_deref());
        page.changed = published::changed(&page);
        let claims = claims::claims(&page, title.as_deref());
        // Nobody is the author of something for sale: who and when on its page are those of its reviews.
        let is_written = claims.kinds.article || !claims.kinds.product;
        let authors = is_written.then(|| byline::authors(&page)).flatten();
        let authors = note(authors, &mut origins.byline).unwrap_or_default();
        let published = is_written.then(|| published::published(&page)).flatten();
        origins.dir = if evidence.dir.is_some() { Origin::Head.into() } else { origins.lang };
        origins.site = page.site.as_ref().map(|site| site.origins).unwrap_or_default();
        let metadata = Metadata {
            byline: byline::printed(&page, &authors),
            published: note(published, &mut origins.published),
            modified: note(published::modified(&page), &mut origins.modified),
            dir: language::direction(&page, lang.as_deref()),
            excerpt: note(lead::excerpt(&page), &mut origins.excerpt),
            image: note(lead::image(&page), &mut origins.image),
            canonical: note(lead::canonical(&page), &mut origins.canonical),
            keywords: note(keywords::keywords(&page), &mut origins.keywords).unwrap_or_default(),
            site: page.site.map(|site| site.name),
            title,
            authors,
            lang,
            origins,
        };
        (metadata, claims)
    }
}

impl Metadata {
    /// Takes the first sentences of the article's text for the excerpt, where the page gives none.
    pub fn take_excerpt_from(&mut self, text: &str) {
        if self.excerpt.is_none() {
            self.excerpt = lead::beginning(text);
            if self.excerpt.is_some() {
                self.origins.excerpt = Origin::Visible.into();
            }
        }
    }
}
