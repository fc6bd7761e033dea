//! Bytes → text, for pages that come from a disk or a pipe instead of a browser.
//!
//! The order is a browser's: byte-order mark, then what the page declares, then what the bytes look like. Where it
//! differs, it is because no HTTP header helps here, and a header is what made a page with a wrong declaration readable:
//! valid UTF-8 is UTF-8, a declaration that the bytes contradict is not believed, and a page that begins with a `<` of two
//! bytes is UTF-16.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};

/// How far the declaration of an encoding is looked for:
/// <https://html.spec.whatwg.org/multipage/parsing.html#prescan-a-byte-stream-to-determine-its-encoding>.
const PRESCAN_BYTES: usize = 1024;

/// And how far after that. A browser that meets a declaration later reads the page again
/// (<https://html.spec.whatwg.org/multipage/parsing.html#changing-the-encoding-while-parsing>); heads are no longer.
const LATE_PRESCAN_BYTES: usize = 1 << 16;

/// Valid UTF-8 with this many characters beyond ASCII, and not a byte out of place, is no accident, whatever the page
/// declares.
const ENOUGH_CHARACTERS: usize = 8;

/// In Latin script letters beyond ASCII stand alone or in pairs; in others, and in what takes two bytes a character,
/// whole words are made of them.
const BYTES_OF_A_WORD: usize = 3;

/// The escape character with which ISO-2022-JP begins its characters, in a text that is otherwise ASCII.
const ESCAPE: u8 = 0x1b;

/// The text of a page that came as `bytes` from `url`; what is malformed in its encoding becomes U+FFFD.
pub fn decode<'a>(bytes: &'a [u8], url: &str) -> Cow<'a, str> {
    let encoding = marked(bytes)
        .or_else(|| declared(bytes).filter(|encoding| !is_contradicted(encoding, bytes)))
        .unwrap_or_else(|| guessed(bytes, url));
    // `decode` lets a byte-order mark win over the encoding it is called on, and drops it.
    encoding.decode(bytes).0
}

/// What cannot be anything else: a byte-order mark, or UTF-16 without one.
fn marked(bytes: &[u8]) -> Option<&'static Encoding> {
    Encoding::for_bom(bytes).map(|(encoding, _)| encoding).or_else(|| {
        let is_blank = |pair: &&[u8; 2]| matches!(pair, [space, 0] | [0, space] if is_space(*space));
        match bytes.as_chunks().0.iter().find(|pair| !is_blank(pair)) {
            Some([b'<', 0]) => Some(UTF_16LE),
            Some([0, b'<']) => Some(UTF_16BE),
            _ => None,
        }
    })
}

fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(PRESCAN_BYTES)];
    Prescan { bytes: head, at: 0 }.meta().or_else(|| xml_declaration(head))
}

/// Whether the bytes show that a declaration is wrong: it came from a template, an editor's default, or before the page
/// was converted.
fn is_contradicted(declared: &'static Encoding, bytes: &[u8]) -> bool {
    if declared == UTF_8 {
        let (characters, malformed) = characters_in_utf_8(bytes);
        malformed > characters
    } else if declared == WINDOWS_1252 && has_words_beyond_ascii(bytes) {
        true
    } else {
        matches!(characters_in_utf_8(bytes), (ENOUGH_CHARACTERS.., 0))
    }
}

/// How many characters beyond ASCII, and how many malformed sequences, bytes hold if they are UTF-8.
fn characters_in_utf_8(bytes: &[u8]) -> (usize, usize) {
    bytes.utf8_chunks().fold((0, 0), |(characters, malformed), chunk| {
        let beyond_ascii = chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        (characters + beyond_ascii, malformed + usize::from(!chunk.invalid().is_empty()))
    })
}

/// Whether bytes beyond ASCII stand together as the letters of a word do; a row of dashes is no word.
fn has_words_beyond_ascii(bytes: &[u8]) -> bool {
    let is_row = |word: &[u8]| word.len() > 1 && word.iter().all(|byte| *byte == word[0]);
    let words = bytes.split(u8::is_ascii).filter(|word| !word.is_empty() && !is_row(word));
    let (count, length) = words.fold((0, 0), |(count, length), word| (count + 1, length + word.len()));
    length >= ENOUGH_CHARACTERS && length >= BYTES_OF_A_WORD * count
}

fn guessed(bytes: &[u8], url: &str) -> &'static Encoding {
    match std::str::from_utf8(bytes) {
        Ok(_) if memchr::memchr(ESCAPE, bytes).is_none() => return UTF_8,
        // Only the last character is cut off, and there are whole ones that are not ASCII.
        Err(error) if error.error_len().is_none() && !bytes[..error.valid_up_to()].is_ascii() => return UTF_8,
        _ => {}
    }
    let late = Prescan { bytes: &bytes[..bytes.len().min(LATE_PRESCAN_BYTES)], at: 0 }.meta();
    late.filter(|encoding| !is_contradicted(encoding, bytes)).unwrap_or_else(|| detected(bytes, url))
}

fn detected(bytes: &[u8], url: &str) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(top_level_domain(url).as_deref().map(str::as_bytes), Utf8Detection::Allow)
}

/// The last label of the URL's host in lower case, where it has one that is no number.
fn top_level_domain(url: &str) -> Option<String> {
    let url = url::Url::parse(url).ok()?;
    let label = url.domain()?.trim_end_matches('.').rsplit('.').next()?;
    let plain = label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    (plain && !label.is_empty()).then(|| label.to_owned())
}

/// The encoding of a label, with the two exceptions for a declaration inside the page: one that could be read as ASCII
/// cannot have been in UTF-16, and x-user-defined means windows-1252.
fn labelled(label: &[u8]) -> Option<&'static Encoding> {
    let encoding = Encoding::for_label(label)?;
    Some(match encoding {
        _ if encoding == UTF_16LE || encoding == UTF_16BE => UTF_8,
        _ if encoding == X_USER_DEFINED => WINDOWS_1252,
        _ => encoding,
    })
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\x0c' | b'\r' | b' ')
}

/// <https://html.spec.whatwg.org/multipage/parsing.html#concept-get-xml-encoding-when-sniffing>
fn xml_declaration(bytes: &[u8]) -> Option<&'static Encoding> {
    let declaration = bytes.strip_prefix(b"<?xml")?;
    let declaration = &declaration[..memchr::memchr(b'>', declaration)?];
    let after = &declaration[memchr::memmem::find(declaration, b"encoding")? + b"encoding".len()..];
    let value = skip_controls(skip_controls(after).strip_prefix(b"=")?);
    let (&quote, value) = value.split_first().filter(|(quote, _)| matches!(quote, b'"' | b'\''))?;
    let label = &value[..memchr::memchr(quote, value)?];
    if label.iter().any(|&byte| byte <= b' ') { None } else { labelled(label) }
}

fn skip_controls(bytes: &[u8]) -> &[u8] {
    let start = bytes.iter().position(|&byte| byte > b' ').unwrap_or(bytes.len());
    &bytes[start..]
}

/// <https://html.spec.whatwg.org/multipage/urls-and-fetching.html#extracting-character-encodings-from-meta-elements>;
/// `content` is in lower case already.
fn label_in_content(content: &[u8]) -> Option<&[u8]> {
    let mut rest = content;
    loop {
        rest = &rest[memchr::memmem::find(rest, b"charset")? + b"charset".len()..];
        if let Some(value) = rest.trim_ascii_start().strip_prefix(b"=") {
            return unquoted(value.trim_ascii_start());
        }
    }
}

fn unquoted(value: &[u8]) -> Option<&[u8]> {
    match value.split_first()? {
        (&quote @ (b'"' | b'\''), rest) => Some(&rest[..memchr::memchr(quote, rest)?]),
        _ => {
            let end = value.iter().position(|&byte| is_space(byte) || byte == b';').unwrap_or(value.len());
            Some(&value[..end])
        }
    }
}

/// What one `meta` element says: the standard's "charset", "need pragma" and "got pragma".
#[derive(Default)]
struct Declaration {
    /// `Some(None)` is a label that names no encoding.
    charset: Option<Option<&'static Encoding>>,
    needs_pragma: bool,
    has_pragma: bool,
}

impl Declaration {
    fn read(&mut self, name: &[u8], value: &[u8]) {
        match name {
            b"http-equiv" => self.has_pragma |= value == b"content-type",
            b"content" if self.charset.is_none() => {
                if let Some(encoding) = label_in_content(value).and_then(labelled) {
                    self.charset = Some(Some(encoding));
                    self.needs_pragma = true;
                }
            }
            b"charset" => {
                self.charset = Some(labelled(value));
                self.needs_pragma = false;
            }
            _ => {}
        }
    }

    fn encoding(&self) -> Option<&'static Encoding> {
        self.charset.flatten().filter(|_| self.has_pragma || !self.needs_pragma)
    }
}

/// The standard's prescan; every `None` from `next` is "ran out of bytes", which ends it.
struct Prescan<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Prescan<'_> {
    fn meta(&mut self) -> Option<&'static Encoding> {
        loop {
            self.at += memchr::memchr(b'<', self.rest())?;
            if self.rest().starts_with(b"<!--") {
                // The two hyphens of the end may be those of the start: `<!-->` is a whole comment.
                self.at += 2 + memchr::memmem::find(&self.rest()[2..], b"-->")? + 2;
            } else if self.at_meta() {
                self.at += b"<meta".len();
                if let Some(encoding) = self.declaration()?.encoding() {
                    return Some(encoding);
                }
            } else if self.at_tag() {
                self.at += self.rest().iter().position(|&byte| is_space(byte) || byte == b'>')?;
                while self.attribute()?.is_some() {}
            } else if matches!(self.rest().get(1), Some(b'!' | b'/' | b'?')) {
                self.at += memchr::memchr(b'>', self.rest())?;
            }
            self.at += 1;
        }
    }

    fn rest(&self) -> &[u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn at_meta(&self) -> bool {
        self.rest().get(1..6).is_some_and(|name| name[..4].eq_ignore_ascii_case(b"meta") && ends_name(name[4]))
    }

    fn at_tag(&self) -> bool {
        let name = &self.rest()[1..];
        name.strip_prefix(b"/").unwrap_or(name).first().is_some_and(u8::is_ascii_alphabetic)
    }

    fn declaration(&mut self) -> Option<Declaration> {
        let mut declaration = Declaration::default();
        let mut seen = Vec::new();
        while let Some((name, value)) = self.attribute()? {
            if !seen.contains(&name) {
                declaration.read(&name, &value);
                seen.push(name);
            }
        }
        Some(declaration)
    }

    /// The next attribute in lower case, or `Some(None)` at the end of the tag:
    /// <https://html.spec.whatwg.org/multipage/parsing.html#concept-get-attributes-when-sniffing>.
    fn attribute(&mut self) -> Option<Option<(Vec<u8>, Vec<u8>)>> {
        self.skip(|byte| is_space(byte) || byte == b'/')?;
        if self.peek()? == b'>' {
            return Some(None);
        }
        let first = self.peek()?;
        self.at += 1;
        let mut name = vec![first.to_ascii_lowercase()];
        name.extend(self.lowercase_until(|byte| ends_name(byte) || matches!(byte, b'=' | b'>'))?);
        self.skip(is_space)?;
        if self.peek()? != b'=' {
            return Some(Some((name, Vec::new())));
        }
        self.at += 1;
        self.skip(is_space)?;
        Some(Some((name, self.value()?)))
    }

    fn value(&mut self) -> Option<Vec<u8>> {
        match self.peek()? {
            quote @ (b'"' | b'\'') => {
                self.at += 1;
                let value = self.lowercase_until(|byte| byte == quote)?;
                self.at += 1;
                Some(value)
            }
            _ => self.lowercase_until(|byte| is_space(byte) || byte == b'>'),
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip(&mut self, skipped: impl Fn(u8) -> bool) -> Option<()> {
        self.at += self.rest().iter().position(|&byte| !skipped(byte))?;
        Some(())
    }

    fn lowercase_until(&mut self, ends: impl Fn(u8) -> bool) -> Option<Vec<u8>> {
        let length = self.rest().iter().position(|&byte| ends(byte))?;
        let text = self.rest()[..length].to_ascii_lowercase();
        self.at += length;
        Some(text)
    }
}

fn ends_name(byte: u8) -> bool {
    is_space(byte) || byte == b'/'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn declares(page: &str) -> Option<&'static str> {
        declared(page.as_bytes()).map(Encoding::name)
    }

    #[test]
    fn the_prescan_reads_as_the_standard_says() {
        let cases: &[(&str, Option<&str>)] = &[
            ("<meta charset=gb2312>", Some("GBK")),
            ("<META CharSet = 'Shift_JIS' >", Some("Shift_JIS")),
            ("<meta/charset=\"big5\"/>", Some("Big5")),
            ("<meta http-equiv=Content-Type content='text/html; charset=euc-kr'>", Some("EUC-KR")),
            ("<meta content='text/html; charset = \"koi8-r\"' http-equiv=content-type>", Some("KOI8-R")),
            ("<meta content='text/html; charset=koi8-r'>", None),
            ("<meta content='charset charset=koi8-r; x' http-equiv=content-type>", Some("KOI8-R")),
            ("<meta http-equiv=content-type content='charset=\"koi8-r'>", None),
            ("<meta charset=nonsense><meta charset=gbk>", Some("GBK")),
            ("<meta charset=gbk charset=big5>", Some("GBK")),
            ("<meta charset=utf-16le>", Some("UTF-8")),
            ("<meta charset=x-user-defined>", Some("windows-1252")),
            ("<!-- <meta charset=big5> --><meta charset=gbk>", Some("GBK")),
            ("<!--><meta charset=gbk>", Some("GBK")),
            ("<a title='<meta charset=big5>'><meta charset=gbk>", Some("GBK")),
            ("</a <meta charset=big5>><meta charset=gbk>", Some("GBK")),
            ("<?x <meta charset=big5 ?><meta charset=gbk>", Some("GBK")),
            ("< <meta charset=gbk>", Some("GBK")),
            ("<metadata charset=gbk>", None),
            ("<meta charset=gbk", None),
            ("<meta charset>", None),
            ("<meta =charset=gbk>", None),
            ("<?xml version='1.0' encoding='EUC-JP'?><html>", Some("EUC-JP")),
            ("<?xml version='1.0' encoding='EUC-JP'?><meta charset=gbk>", Some("GBK")),
            ("<p>charset=gbk", None),
        ];
        for (page, expected) in cases {
            assert_eq!(declares(page), *expected, "{page}");
        }
    }

    #[test]
    fn a_declaration_is_contradicted_by_bytes_that_cannot_be_so() {
        let latin = "Été à Nîmes, où l’on dîne déjà à côté – “là”".as_bytes();
        let (latin_1252, cyrillic) =
            (WINDOWS_1252.encode("Été à Nîmes, déjà, à côté").0, b"\xcd\xe5 \xf1\xef\xe5\xf8\xe8\xf2\xe5");
        for (declared, bytes, expected) in [
            (UTF_8, latin, false),
            (UTF_8, &latin_1252, true),
            (UTF_8, b"ASCII", false),
            (WINDOWS_1252, latin, true),
            (WINDOWS_1252, &latin_1252, false),
            (WINDOWS_1252, cyrillic, true),
            (WINDOWS_1252, b"a \x97\x97\x97\x97\x97\x97\x97\x97\x97 b", false),
            (WINDOWS_1252, "né".as_bytes(), false),
            (encoding_rs::GBK, cyrillic, false),
        ] {
            assert_eq!(is_contradicted(declared, bytes), expected, "{} {bytes:x?}", declared.name());
        }
    }

    #[test]
    fn a_declaration_counts_only_in_the_first_1024_bytes() {
        let meta = "<meta charset=gbk>";
        let page = |offset: usize| format!("{}{meta}", " ".repeat(offset));
        assert_eq!(declares(&page(1024 - meta.len())), Some("GBK"));
        assert_eq!(declares(&page(1025 - meta.len())), None);
    }

    #[test]
    fn every_prefix_of_a_declaration_is_read_without_a_panic() {
        let page =
            "<?xml encoding='x'?><!-- --><a b='c' d=e f><meta http-equiv=content-type content='charset=\"gbk\"'/>";
        for end in 0..page.len() {
            assert!(declares(&page[..end]).is_none(), "{}", &page[..end]);
        }
        assert_eq!(declares(page), Some("GBK"));
    }

    #[test]
    fn only_a_registered_name_has_a_top_level_domain() {
        assert_eq!(top_level_domain("https://News.Example.RU:8080/a").as_deref(), Some("ru"));
        assert_eq!(top_level_domain("https://例え.テスト/").as_deref(), Some("xn--zckzah"));
        for url in ["", "a", "https://127.0.0.1/", "https://[::1]/", "file:///a.html", "about:blank"] {
            assert_eq!(top_level_domain(url), None, "{url}");
        }
    }

    #[test]
    fn text_cut_inside_a_character_is_still_utf_8() {
        assert_eq!(decode(&"文 文".as_bytes()[..6], ""), "文 \u{fffd}");
    }
}
