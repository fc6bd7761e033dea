//! What one page gives, as one flat object: the shape in which the command line and the browser hand it on.
//!
//! It is declared a second time for TypeScript, in `wasm.d.ts`; a test holds the two together.

use serde::Serialize;

use crate::capture::{Capture, article};
use crate::{Content, Error, Extraction};

/// The answer on one page. What the page does not say is `None`, and `null` for who reads it.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Answer {
    /// The content without its header and title: blocks separated by `\n`, cells by a tab. Empty without an article.
    pub text: String,
    /// The capture's line 5: one `article` element. Empty without an article.
    pub html: String,
    /// The visible headline, without the site's name.
    pub title: Option<String>,
    /// The byline as printed, without its label.
    pub byline: Option<String>,
    /// The names in the byline.
    pub authors: Vec<String>,
    /// RFC 3339, or `YYYY-MM-DD` where only the day is known.
    pub published: Option<String>,
    /// RFC 3339, or `YYYY-MM-DD` where only the day is known.
    pub modified: Option<String>,
    /// The site's or paper's name.
    pub site: Option<String>,
    /// A BCP 47 tag.
    pub lang: Option<String>,
    /// `ltr` or `rtl`.
    pub dir: Option<&'static str>,
    /// One or two sentences on what the article says.
    pub excerpt: Option<String>,
    /// The absolute URL of the lead image.
    pub image: Option<String>,
    /// The absolute URL that the page calls its own.
    pub canonical: Option<String>,
    /// What the page says that it is about, in its own words.
    pub keywords: Vec<String>,
    /// Unicode words, each Han, kana or hangul character counting as one.
    pub words: usize,
    /// How sure the selection is that there is an article, 0 to 1 in thousandths; without one, how near the page came.
    pub confidence: f64,
    /// The capture file's text; `None` without an article, and where the page's URL is not known.
    pub capture: Option<String>,
}

impl Extraction {
    /// The capture of what was found on the page at `url`; `None` without an article, and where `url` is empty.
    ///
    /// # Errors
    /// Those of [`Capture::new`].
    pub fn capture(&self, stamp: u64, url: &str) -> Result<Option<Capture>, Error> {
        match &self.content {
            Some(content) if !url.is_empty() => Capture::new(stamp, url, &self.metadata, content).map(Some),
            _ => Ok(None),
        }
    }
}

impl Answer {
    /// The answer that `extraction` is, with its capture where there is one.
    pub fn new(extraction: Extraction, capture: Option<&Capture>) -> Self {
        let Extraction { metadata, content, confidence, trace: _ } = extraction;
        let html = match (capture, &content) {
            (Some(capture), _) => capture.body.clone(),
            (None, Some(content)) => article(&metadata, content),
            (None, None) => String::new(),
        };
        let Content { text, words, .. } = content.unwrap_or_default();
        Self {
            text,
            html,
            title: metadata.title,
            byline: metadata.byline,
            authors: metadata.authors.into_iter().map(|author| author.name).collect(),
            published: metadata.published.map(|moment| moment.datetime),
            modified: metadata.modified.map(|moment| moment.datetime),
            site: metadata.site,
            lang: metadata.lang,
            dir: metadata.dir,
            excerpt: metadata.excerpt,
            image: metadata.image,
            canonical: metadata.canonical,
            keywords: metadata.keywords,
            words,
            confidence: thousandths(confidence),
            capture: capture.map(Capture::write),
        }
    }
}

/// A number that reads the same wherever it is printed: `0.9_f32` is 0.8999999761581421 in JavaScript.
fn thousandths(confidence: f32) -> f64 {
    (f64::from(confidence) * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Author, Metadata, Moment};

    /// The names of the fields that the TypeScript interface declares, in order.
    fn declared() -> Vec<&'static str> {
        let types = include_str!("wasm.d.ts");
        let start = types.find("interface Answer {").expect("the interface");
        let body = types[start..].split("\n}").next().expect("its body");
        body.lines().skip(1).map(str::trim).filter(|line| !line.starts_with("/**")).map(field_name).collect()
    }

    fn field_name(line: &str) -> &str {
        line.split(':').next().expect("a name")
    }

    fn extraction() -> Extraction {
        let metadata = Metadata {
            title: Some("Bells".into()),
            authors: vec![Author { name: "Ann Lee".into(), href: None }],
            published: Some(Moment { datetime: "2026-05-01".into(), printed: "1 May 2026".into() }),
            ..Metadata::default()
        };
        let html = "<p>They rang.</p>".into();
        let content = Content { html, text: "They rang.".into(), words: 2 };
        Extraction { metadata, content: Some(content), confidence: 0.9, ..Extraction::default() }
    }

    #[test]
    fn typescript_knows_every_field() {
        let json = serde_json::to_string(&Answer::default()).expect("JSON");
        let fields: Vec<&str> = declared();
        let mut rest = json.as_str();
        for field in fields.iter().filter(|&&field| field != "name") {
            let key = format!("\"{field}\":");
            let at = rest.find(&key).unwrap_or_else(|| panic!("{field} is not in {rest}"));
            rest = &rest[at + key.len()..];
        }
        assert_eq!(json.matches("\":").count() + 1, fields.len(), "{json}");
    }

    #[test]
    fn the_html_is_the_fifth_line_of_the_capture() {
        let extraction = extraction();
        let capture = extraction.capture(7, "https://bells.example/").expect("a URL").expect("an article");
        let answer = Answer::new(extraction, Some(&capture));
        let file = answer.capture.expect("a capture");
        assert_eq!(file.lines().nth(4), Some(answer.html.as_str()));
        assert_eq!((answer.text.as_str(), answer.words, answer.confidence), ("They rang.", 2, 0.9));
        assert_eq!((answer.authors, answer.published), (vec!["Ann Lee".to_owned()], Some("2026-05-01".to_owned())));
    }

    #[test]
    fn without_a_url_there_is_html_but_no_capture() {
        let extraction = extraction();
        assert_eq!(extraction.capture(7, ""), Ok(None));
        let answer = Answer::new(extraction, None);
        assert!(answer.html.starts_with("<article>") && answer.html.contains("<p>They rang.</p>"), "{}", answer.html);
        assert_eq!(answer.capture, None);
    }

    #[test]
    fn without_an_article_all_is_empty_but_the_metadata() {
        let extraction = Extraction { content: None, ..extraction() };
        assert_eq!(extraction.capture(7, "https://bells.example/"), Ok(None));
        let answer = Answer::new(extraction, None);
        assert_eq!((answer.text.as_str(), answer.html.as_str(), answer.capture), ("", "", None));
        assert_eq!(answer.title.as_deref(), Some("Bells"));
    }
}
