//! What a page claims of its content, for the stage that looks for it.
//!
//! None of it is believed: a claim is one signal among many. Pages call every listing an article, and the text that some
//! give in JSON-LD is another than the one they show.

use super::page::Page;

/// What the head and the JSON-LD of a page say of its content.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Claims {
    /// The titles: the headline, the document's and the one for social networks, those that there are.
    pub titles: Vec<String>,
    /// What the page says that it is about.
    pub description: Option<String>,
    /// The text of the article, as JSON-LD gives it.
    pub body: Option<String>,
    /// What kind of page it calls itself.
    pub kinds: Kinds,
}

/// Kinds of pages, by Open Graph and schema.org.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Kinds {
    /// An article or a post of a blog.
    pub article: bool,
    /// Something for sale.
    pub product: bool,
    /// A collection of other pages.
    pub list: bool,
    /// A question, or a thread of a forum; an article with an appendix of questions calls itself so too.
    pub forum: bool,
    /// A discussion and nothing else: what its readers wrote is its content.
    pub discussion: bool,
}

/// Which kind something speaks for.
type Kind = fn(&mut Kinds) -> &mut bool;

/// Types of schema.org by the kind of page they stand for.
pub(super) const TYPES: [(&[&str], Kind); 5] = [
    (&["Article", "NewsArticle", "ReportageNewsArticle", "BlogPosting", "TechArticle"], |kinds| &mut kinds.article),
    (&["Product", "ProductGroup"], |kinds| &mut kinds.product),
    (&["ItemList", "CollectionPage"], |kinds| &mut kinds.list),
    (&["DiscussionForumPosting", "QAPage", "Question"], |kinds| &mut kinds.forum),
    (&["DiscussionForumPosting", "QAPage"], |kinds| &mut kinds.discussion),
];

/// Reads the claims of `page`, whose headline is `title`.
pub(super) fn claims(page: &Page<'_>, title: Option<&str>) -> Claims {
    let evidence = page.evidence;
    let titles = [title, Some(evidence.title.as_str()), evidence.meta(&["og:title"])];
    let kind = evidence.meta(&["og:type"]).unwrap_or_default().to_ascii_lowercase();
    let mut kinds = page.graph.kinds;
    kinds.article |= kind.contains("article");
    kinds.product |= kind.contains("product");
    Claims {
        titles: titles.into_iter().flatten().filter(|title| !title.is_empty()).map(str::to_owned).collect(),
        description: evidence.meta(&["description", "og:description"]).map(str::to_owned),
        body: page.graph.body.clone(),
        kinds,
    }
}
