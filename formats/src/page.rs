//! One page of HTML that holds everything: for a browser without Offprint, and for whoever it is sent to.
//!
//! It loads nothing but the images that its articles link, and its policy lets nothing run.

use std::fmt::Write as _;

use crate::Article;
use crate::annotations::annotations;
use crate::markup::escaped;

const STYLE: &str = include_str!("page.css");
const POLICY: &str =
    "default-src 'none'; img-src http: https: data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// A page that is being written.
#[derive(Debug, Default)]
pub struct Page {
    count: usize,
}

impl Page {
    /// The beginning of the page.
    pub fn begin(title: &str, lang: Option<&str>) -> (Self, String) {
        let lang = lang.map(|lang| format!(" lang=\"{}\"", escaped(lang))).unwrap_or_default();
        let start = format!(
            "<!DOCTYPE html>\n<html{lang}>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{}</title>\n<style>\n{STYLE}</style>\n",
            escaped(title)
        );
        (Self::default(), start)
    }

    /// One capture: its title, where it is from, and what it says.
    pub fn add(&mut self, article: &Article) -> String {
        self.count += 1;
        let metadata = &article.metadata;
        let url = escaped(&article.capture.url);
        let mut root = format!(" id=\"c{}\"", self.count);
        if let Some(lang) = &metadata.lang {
            let _ = write!(root, " lang=\"{}\"", escaped(lang));
        }
        if let Some(dir) = metadata.dir {
            let _ = write!(root, " dir=\"{dir}\"");
        }
        let html = with_own_names(&article.html, self.count);
        let source = match article.capture.url.starts_with("http") {
            true => format!("<a href=\"{url}\">{url}</a>"),
            false => url,
        };
        format!(
            "<main{root}>\n<h1 dir=\"auto\">{}</h1>\n<p class=\"source\">{source}</p>\n{html}\n{}</main>\n",
            escaped(&article.capture.title),
            annotations(article)
        )
    }
}

/// A capture with its number in the names of its notes, which are the same in each. Text may look like a name, so only
/// tags are looked at; a `>` in a capture ends one.
fn with_own_names(html: &str, number: usize) -> String {
    let (link, id) = (format!(" href=\"#c{number}-fn"), format!(" id=\"c{number}-fn"));
    let mut out = String::with_capacity(html.len());
    for piece in html.split_inclusive('>') {
        let (text, tag) = piece.split_at(piece.rfind('<').unwrap_or(piece.len()));
        out.push_str(text);
        out.push_str(&tag.replace(" href=\"#fn", &link).replace(" id=\"fn", &id));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_apart_and_text_is_left_alone() {
        let html = "<p>a id=\"fn-1\" &lt;\"#fn-1\"<a href=\"#fn-1\" id=\"fnref-1\">1</a><img alt=\"#fn-1\"></p>";
        let expected =
            "<p>a id=\"fn-1\" &lt;\"#fn-1\"<a href=\"#c2-fn-1\" id=\"c2-fnref-1\">1</a><img alt=\"#fn-1\"></p>";
        assert_eq!(with_own_names(html, 2), expected);
    }
}
