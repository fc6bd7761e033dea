//! Who wrote it, when, where, under which title: one table of sources in order of trust per field.

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
