//! What is kept of a page until its end: small, whatever the page's size.
//!
//! Sources are read only when the page is over, because trust depends on the rest: a date is good when it stands near
//! the headline, and which heading is the headline is known last. So the collector keeps candidates with their place in
//! the running text, each list and each text up to a named limit.

/// How many of each kind are kept; real pages have a tenth of it.
pub(super) const MAX_METAS: usize = 400;
pub(super) const MAX_MARKS: usize = 400;
pub(super) const MAX_LINES: usize = 600;
/// The longest text kept of one mark, one line or one attribute, in bytes.
pub(super) const MAX_TEXT: usize = 600;
/// The longest `content` of a `meta` kept, in bytes: descriptions are longer than names.
pub(super) const MAX_CONTENT: usize = 4_000;
/// JSON-LD kept in all, in bytes; a page of a thousand products has more, and none of them is the article.
pub(super) const MAX_JSON_LD: usize = 2 << 20;

/// All that is kept of a page.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    /// `meta` elements: names in lower case (`name`, `property` or `itemprop`), and contents.
    pub metas: Vec<(String, String)>,
    /// The text of the document's `title`.
    pub title: String,
    /// `script` elements with JSON-LD, as they stand.
    pub json_ld: Vec<String>,
    /// `link rel=canonical` and `link rel=image_src`: the first of each.
    pub canonical: Option<String>,
    pub image_link: Option<String>,
    /// `lang` and `dir` of `html`, else of `body`, else of the first `article` or `main`.
    pub lang: Option<String>,
    pub dir: Option<String>,
    /// Elements whose text may be a headline, a byline or a date, in document order.
    pub marks: Vec<Mark>,
    /// Short visible lines that may hold a date or a byline, in document order.
    pub lines: Vec<Line>,
    /// The first `img` of some size in the page's main part, and where.
    pub images: Vec<(usize, String)>,
    /// How many letters of the visible text belong to each script.
    pub scripts: Scripts,
}

/// Letters counted by script, to guess the language of a page that does not name it.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Scripts {
    pub latin: u32,
    pub han: u32,
    pub kana: u32,
    pub hangul: u32,
    pub cyrillic: u32,
    pub greek: u32,
    pub arabic: u32,
    pub hebrew: u32,
    pub devanagari: u32,
    pub thai: u32,
}

/// What an element may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An `h1`.
    Headline,
    /// An `h2` or `h3`: the headline of pages that have no `h1`, or have their name in it.
    Heading,
    /// Another element that its class or `itemprop` calls the headline.
    Titled,
    /// `itemprop=author` or `rel=author`.
    Author,
    /// A link whose address is that of a person's page.
    Profile,
    /// An element whose class speaks of the author or the byline.
    Byline,
    /// An element whose class calls it a user name.
    User,
    /// A link of any kind, kept for the addresses of names.
    Link,
    /// A `time`.
    Time,
    /// `itemprop=datePublished` or `pubdate`.
    Published,
    /// `itemprop=dateModified`.
    Modified,
    /// An element whose class speaks of a date.
    Dated,
}

impl Kind {
    pub(super) fn is_dated(self) -> bool {
        matches!(self, Self::Published | Self::Time | Self::Dated | Self::Modified)
    }
}

/// An element that may hold a headline, a byline or a date.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    pub kind: Kind,
    /// Its visible text, white space collapsed, blocks and line breaks inside it as `\n`.
    pub text: String,
    /// `datetime` or `content`.
    pub value: Option<String>,
    /// `href`.
    pub href: Option<String>,
    /// The characters of running text before it and up to its end.
    pub start: usize,
    pub end: usize,
    /// Its class speaks of a change, not of the first publication.
    pub updated: bool,
    /// Where it stands on the page.
    pub place: Place,
    /// The link with a title's length of text that it stands in or right behind, by its characters: an entry's.
    pub entry: Option<(usize, usize)>,
}

/// The part of the page that something stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Place {
    /// In the article, or in nothing that says otherwise.
    #[default]
    Main,
    /// In a `header` that is not inside an article.
    Header,
    /// In navigation, asides, footers, comments and lists of other articles.
    Aside,
}

/// A line of visible text.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub text: String,
    /// The characters of running text before it.
    pub start: usize,
    pub place: Place,
    /// As in [`Mark`].
    pub entry: Option<(usize, usize)>,
}

impl Evidence {
    /// The contents of all `meta` elements of this name, in document order.
    pub(super) fn metas(&self, name: &str) -> impl Iterator<Item = &str> {
        self.metas.iter().filter(move |(known, _)| known == name).map(|(_, content)| content.trim())
    }

    /// The content of the first of these names that the page has.
    pub(super) fn meta<'a>(&'a self, names: &[&str]) -> Option<&'a str> {
        names.iter().find_map(|wanted| {
            let known = self.metas.iter().filter(|(name, _)| name == wanted);
            known.map(|(_, content)| content.trim()).find(|content| !content.is_empty())
        })
    }

    /// The marks of these kinds, in document order.
    pub(super) fn marks<'a>(&'a self, kinds: &'a [Kind]) -> impl Iterator<Item = &'a Mark> + Clone {
        self.marks.iter().filter(move |mark| kinds.contains(&mark.kind))
    }
}
