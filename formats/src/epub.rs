//! A book: EPUB 3.3, one chapter for each capture, without a script and without a request.
//!
//! Its bytes come piece by piece, as a zip's do, and are the same for the same captures.

use std::fmt::Write as _;

use offprint::capture::CivilTime;

use crate::annotations::annotations;
use crate::markup::escaped;
use crate::xhtml::{self, IMAGE_FOLDER, address};
use crate::zip::Writer;
use crate::{Article, Error};

const STYLE: &str = include_str!("book.css");
const CONTAINER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
"#;
/// The language of what does not say.
const UNDETERMINED: &str = "und";

/// A book that is being written.
#[derive(Debug)]
pub struct Book {
    title: String,
    zip: Writer,
    chapters: Vec<Chapter>,
    images: Vec<Image>,
    newest: u64,
    identifier: Identifier,
}

#[derive(Debug)]
struct Chapter {
    title: String,
    lang: Option<String>,
    dir: Option<&'static str>,
    has_formulas: bool,
}

/// A file of the book with its media type, which captures may share.
#[derive(Debug)]
struct Image {
    path: String,
    media_type: String,
}

impl Book {
    /// Begins a book and gives its first bytes. A book of one capture may leave the title empty: it has that of the
    /// capture.
    ///
    /// # Errors
    /// Those of [`Writer::add`].
    pub fn begin(title: &str) -> Result<(Self, Vec<u8>), Error> {
        let mut zip = Writer::default();
        // First and not compressed, so that its bytes tell what the file is (OCF §4.2.2).
        let mut bytes = zip.add_stored("mimetype", b"application/epub+zip", 0)?;
        bytes.extend(zip.add("META-INF/container.xml", CONTAINER.as_bytes(), 0)?);
        bytes.extend(zip.add("book/style.css", STYLE.as_bytes(), 0)?);
        let identifier = Identifier::default();
        Ok((
            Self { title: title.to_owned(), zip, chapters: Vec::new(), images: Vec::new(), newest: 0, identifier },
            bytes,
        ))
    }

    /// Adds a chapter and gives its bytes. `images` gives the names of those images that the book has, by their addresses;
    /// the others become links.
    ///
    /// # Errors
    /// Those of [`Writer::add`].
    pub fn add(&mut self, article: &Article, images: &dyn Fn(&str) -> Option<String>) -> Result<Vec<u8>, Error> {
        let place = |address: &str| Some(format!("{IMAGE_FOLDER}{}", images(address)?));
        let body = xhtml::body(article.content(), &place);
        let (lang, dir) = (article.metadata.lang.clone(), article.metadata.dir);
        let (title, stamp) = (article.capture.title.clone(), article.capture.stamp);
        let text = document(
            &title,
            lang.as_deref(),
            dir,
            &format!("{}{}{}", heading(article), body.xhtml, annotations(article)),
        );
        self.chapters.push(Chapter { title, lang, dir, has_formulas: body.has_formulas });
        self.newest = self.newest.max(stamp);
        self.identifier.add(article);
        self.zip.add(&format!("book/{}", chapter_name(self.chapters.len())), text.as_bytes(), stamp)
    }

    /// Adds an image and gives its bytes. The format may be one that every reading system draws (EPUB 3.3 §3.2).
    ///
    /// # Errors
    /// Those of [`Writer::add_stored`].
    pub fn add_image(&mut self, name: &str, media_type: &str, bytes: &[u8]) -> Result<Vec<u8>, Error> {
        let path = format!("{IMAGE_FOLDER}{name}");
        let file = self.zip.add_stored(&format!("book/{path}"), bytes, self.newest)?;
        self.images.push(Image { path, media_type: media_type.to_owned() });
        Ok(file)
    }

    /// Ends the book and gives its last bytes.
    ///
    /// # Errors
    /// Those of [`Writer::add`].
    pub fn end(mut self) -> Result<Vec<u8>, Error> {
        if self.title.is_empty() {
            self.title = self.chapters.first().map(|first| first.title.clone()).unwrap_or_default();
        }
        let contents = document(&self.title, self.language(), None, &self.contents());
        let mut bytes = self.zip.add("book/contents.xhtml", contents.as_bytes(), self.newest)?;
        bytes.extend(self.zip.add("book/package.opf", self.package().as_bytes(), self.newest)?);
        bytes.extend(self.zip.end()?);
        Ok(bytes)
    }

    fn language(&self) -> Option<&str> {
        self.chapters.first().and_then(|first| first.lang.as_deref())
    }

    fn contents(&self) -> String {
        let mut list = String::new();
        for (index, chapter) in self.chapters.iter().enumerate() {
            let _ = write!(list, "<li><a href=\"{}\">{}</a></li>", chapter_name(index + 1), escaped(&chapter.title));
        }
        format!("<nav epub:type=\"toc\"><h1>{}</h1><ol>{list}</ol></nav>", escaped(&self.title))
    }

    /// The list of what the book consists of, and what is known of the whole.
    fn package(&self) -> String {
        let CivilTime { year, month, day, hour, minute, second } = CivilTime::of(self.newest);
        let (mut manifest, mut spine) = (String::new(), String::new());
        for (index, chapter) in self.chapters.iter().enumerate() {
            let (id, name) = (format!("c{}", index + 1), chapter_name(index + 1));
            let properties = if chapter.has_formulas { " properties=\"mathml\"" } else { "" };
            let _ = write!(
                manifest,
                "<item id=\"{id}\" href=\"{name}\" media-type=\"application/xhtml+xml\"{properties}/>"
            );
            let _ = write!(spine, "<itemref idref=\"{id}\"/>");
        }
        for (index, Image { path, media_type }) in self.images.iter().enumerate() {
            let _ = write!(manifest, "<item id=\"i{index}\" href=\"{path}\" media-type=\"{media_type}\"/>");
        }
        let is_mirrored = self.chapters.first().is_some_and(|first| first.dir == Some("rtl"));
        let progression = if is_mirrored { " page-progression-direction=\"rtl\"" } else { "" };
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\">\
             <metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\
             <dc:identifier id=\"id\">{}</dc:identifier><dc:title>{}</dc:title>\
             <dc:language>{}</dc:language>\
             <meta property=\"dcterms:modified\">{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z</meta>\
             </metadata><manifest>\
             <item id=\"contents\" href=\"contents.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>\
             <item id=\"style\" href=\"style.css\" media-type=\"text/css\"/>{manifest}</manifest>\
             <spine{progression}>{spine}</spine></package>\n",
            self.identifier.urn(),
            escaped(&self.title),
            escaped(self.language().unwrap_or(UNDETERMINED)),
        )
    }
}

/// What tells a book from every other (EPUB 3.3 §5.5.3.1): a UUID made of the captures in it, and not of what is written of
/// them, which may change. The hash is FNV-1a of 128 bits (Fowler, Noll, Vo), which needs no table and no crate.
#[derive(Debug)]
struct Identifier(u128);

impl Default for Identifier {
    fn default() -> Self {
        Self(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d)
    }
}

impl Identifier {
    fn add(&mut self, article: &Article) {
        let capture = &article.capture;
        self.mix(&capture.stamp.to_le_bytes());
        for text in [&capture.title, &capture.url, &capture.body] {
            self.mix(text.as_bytes());
            // No text holds this byte, so two never pass for one.
            self.mix(&[0xff]);
        }
    }

    fn mix(&mut self, bytes: &[u8]) {
        const PRIME: u128 = (1 << 88) + 0x13b;
        self.0 = bytes.iter().fold(self.0, |hash, byte| (hash ^ u128::from(*byte)).wrapping_mul(PRIME));
    }

    /// Of version 8, in which all other bits are the maker's (RFC 9562 §5.8).
    fn urn(&self) -> String {
        let bits = self.0 & !(0xf << 76) & !(0b11 << 62) | (8 << 76) | (0b10 << 62);
        let hex = format!("{bits:032x}");
        let parts = [0..8, 8..12, 12..16, 16..20, 20..32].map(|range| &hex[range]);
        format!("urn:uuid:{}", parts.join("-"))
    }
}

fn chapter_name(number: usize) -> String {
    format!("{number:05}.xhtml")
}

/// The title, and where and when the article is from.
fn heading(article: &Article) -> String {
    let metadata = &article.metadata;
    let url = &article.capture.url;
    let site = metadata.site.as_deref().unwrap_or(url);
    let mut facts: Vec<String> = metadata.byline.iter().map(|byline| escaped(byline)).collect();
    facts.extend(
        metadata
            .published
            .iter()
            .map(|moment| escaped(if moment.printed.is_empty() { &moment.datetime } else { &moment.printed })),
    );
    facts.push(match url.starts_with("http") {
        true => format!("<a href=\"{}\">{}</a>", escaped(&address(url)), escaped(site)),
        false => escaped(site),
    });
    format!("<h1>{}</h1><p class=\"facts\">{}</p>", escaped(&article.capture.title), facts.join(" · "))
}

fn document(title: &str, lang: Option<&str>, dir: Option<&str>, body: &str) -> String {
    let mut root = String::new();
    if let Some(lang) = lang.map(escaped) {
        let _ = write!(root, " lang=\"{lang}\" xml:lang=\"{lang}\"");
    }
    if let Some(dir) = dir {
        let _ = write!(root, " dir=\"{dir}\"");
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n\
         <html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\"{root}>\
         <head><title>{}</title><link rel=\"stylesheet\" href=\"style.css\"/></head><body>{body}</body></html>\n",
        escaped(title)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Beside;

    fn identifier(captures: &[(u64, &str)]) -> String {
        let mut identifier = Identifier::default();
        for (stamp, body) in captures {
            let file = format!("<!--{stamp}-->\n[T](https://a.example/b)\n------\n\n<p>{body}</p>\n");
            identifier.add(&Article::read(file.as_bytes(), Beside::default()).unwrap());
        }
        identifier.urn()
    }

    #[test]
    fn the_hash_is_the_one_that_was_published() {
        let hash = |text: &str| {
            let mut identifier = Identifier::default();
            identifier.mix(text.as_bytes());
            identifier.0
        };
        assert_eq!(hash("a"), 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
        assert_eq!(hash("foobar"), 0x343e_1662_793c_64bf_6f0d_3597_ba44_6f18);
    }

    #[test]
    fn a_book_has_the_identifier_of_its_captures_and_no_other() {
        let books = [&[(1, "a")][..], &[(1, "b")], &[(2, "a")], &[(1, "a"), (2, "b")], &[(1, "b"), (2, "a")]];
        let mut all: Vec<String> = books.iter().map(|book| identifier(book)).collect();
        assert_eq!(all[0], identifier(&[(1, "a")]));
        assert!(all.iter().all(|urn| &urn[23..24] == "8" && "89ab".contains(&urn[28..29])), "{all:?}");
        all.sort();
        all.dedup();
        assert_eq!(all.len(), books.len());
    }
}
