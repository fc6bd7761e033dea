//! A document, and how its fields share one row of positions.
//!
//! The fields stand behind each other, the text last, with a gap between them that no phrase crosses. So a posting is a
//! position and nothing else, and the field it stands in follows from where the fields of the document end.

use crate::fold::push_folded;
use crate::tokens::tokens;

/// What is indexed of a capture.
#[derive(Clone, Copy, Debug, Default)]
pub struct Document<'a> {
    /// The capture's name in the library.
    pub id: &'a str,
    /// Changes whenever something else below does.
    pub revision: &'a str,
    /// When it was captured, Unix time in milliseconds.
    pub stamp: u64,
    /// Plain text.
    pub title: &'a str,
    /// Who wrote it, as printed.
    pub byline: &'a str,
    /// What the reader called it, line by line.
    pub tags: &'a str,
    /// What the reader wrote about it.
    pub note: &'a str,
    /// The name of the site.
    pub site: &'a str,
    /// The host of its address.
    pub host: &'a str,
    /// Plain text, a block a line.
    pub body: &'a str,
}

/// The fields before the text.
pub(crate) const HEAD_FIELDS: usize = 4;

/// What a term weighs in each of them: as often as it would have to stand in the text to say as much. A title says what an
/// article is about in ten words of a thousand; tags are the reader's own answer to the same question.
pub(crate) const WEIGHTS: [f32; HEAD_FIELDS] = [8.0, 3.0, 6.0, 4.0];

/// What begins the terms that no text holds: the sites and tags that are asked for by name.
pub(crate) const SITE: &str = "\u{1}site ";
pub(crate) const TAG: &str = "\u{1}tag ";

impl Document<'_> {
    /// Calls `found` for every term with its position, and says where the fields end.
    pub(crate) fn each_term(&self, mut found: impl FnMut(&str, u32)) -> Extent {
        let mut ends = [0; HEAD_FIELDS];
        let mut position = 0;
        let mut term = String::new();
        let mut push_lines = |text: &str, position: &mut u32| {
            for line in text.split('\n') {
                for range in tokens(line) {
                    term.clear();
                    push_folded(&mut term, &line[range]);
                    found(&term, *position);
                    *position += 1;
                }
                *position += 1;
            }
        };
        for (field, end) in [self.title, self.byline, self.tags, self.note].into_iter().zip(&mut ends) {
            push_lines(field, &mut position);
            *end = position;
        }
        push_lines(self.body, &mut position);
        for name in self.names() {
            found(&name, 0);
        }
        Extent { ends, length: position }
    }

    /// The terms by which its site and tags are asked for.
    fn names(&self) -> Vec<String> {
        let tags = self.tags.split('\n').map(|tag| (TAG, one_name(tag)));
        let hosts = domains(self.host).map(|host| (SITE, host.to_ascii_lowercase()));
        let mut names: Vec<_> = tags
            .chain(hosts)
            .chain([(SITE, one_name(self.site))])
            .filter(|(_, name)| !name.is_empty())
            .map(|(kind, name)| format!("{kind}{name}"))
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// Where the fields of a document end, and how long all of it is, in positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Extent {
    pub(crate) ends: [u32; HEAD_FIELDS],
    pub(crate) length: u32,
}

impl Extent {
    /// What a term weighs that stands at `position`.
    #[inline]
    pub(crate) fn weight(&self, position: u32) -> f32 {
        if position >= self.ends[HEAD_FIELDS - 1] {
            return 1.0;
        }
        let field = self.ends.iter().position(|end| position < *end);
        field.map_or(1.0, |field| WEIGHTS[field])
    }
}

/// A name in the form that is compared: its terms with single spaces between them.
pub(crate) fn one_name(name: &str) -> String {
    let mut out = String::new();
    for range in tokens(name) {
        if !out.is_empty() {
            out.push(' ');
        }
        push_folded(&mut out, &name[range]);
    }
    out
}

/// `news.example.org`, `example.org` and `org`.
fn domains(host: &str) -> impl Iterator<Item = &str> {
    let after_dots = host.match_indices('.').map(|(at, _)| &host[at + 1..]);
    std::iter::once(host).chain(after_dots)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_follow_each_other_with_gaps() {
        let document = Document { title: "a b", tags: "c\nd e", body: "f\ng", ..Document::default() };
        let mut found = Vec::new();
        let extent = document.each_term(|term, position| found.push((term.to_owned(), position)));
        let texts: Vec<_> = found.iter().filter(|(term, _)| !term.starts_with('\u{1}')).cloned().collect();
        let expected = [("a", 0), ("b", 1), ("c", 4), ("d", 6), ("e", 7), ("f", 10), ("g", 12)];
        assert_eq!(texts, expected.map(|(term, position)| (term.to_owned(), position)));
        assert_eq!(extent, Extent { ends: [3, 4, 9, 10], length: 14 });
        assert_eq!([0, 6, 10].map(|position| extent.weight(position)), [8.0, 6.0, 1.0]);
    }

    #[test]
    fn sites_and_tags_have_names() {
        let document =
            Document { host: "News.example.org", site: "The News", tags: "Long  Read", ..Document::default() };
        let names = ["site example.org", "site news.example.org", "site org", "site the news", "tag long read"];
        assert_eq!(document.names(), names.map(|name| format!("\u{1}{name}")));
    }
}
