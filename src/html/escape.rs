//! Writing text and attribute values so that a parser reads them back and nothing else.
//!
//! Both are written anew from decoded text, never passed through: see HTML §13.3, "escaping a string". More is escaped
//! than the standard asks for (`<` and `>` in attributes too), so that no parser, however old, can see markup in them.

/// Appends `text` as the text of an element. A NUL is left out: no document can hold one.
pub(crate) fn push_text(out: &mut String, text: &str) {
    push_escaped(out, text, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'\n' => Some("&#10;"),
        b'\r' | 0 => Some(""),
        _ => None,
    });
}

/// Whether nothing is escaped in `text`, its white space set apart.
pub(crate) fn is_plain(text: &str) -> bool {
    // Without an early end this takes many bytes at once; nearly all text is plain.
    text.bytes().fold(true, |plain, byte| plain & !matches!(byte, b'&' | b'<' | b'>' | 0))
}

/// Appends ` name="value"`. White space of every kind becomes single spaces, and what would end a comment or raw text is
/// torn apart by one: set inside such by whoever quotes a capture, the value must not get out. DOMPurify removes attributes
/// for it (`SAFE_FOR_XML`).
pub(crate) fn push_attribute(out: &mut String, name: &str, value: &str) {
    out.reserve(name.len() + value.len() + r#" ="""#.len());
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    push_value(out, value);
    out.push('"');
}

fn push_value(out: &mut String, value: &str) {
    // Nearly all values are addresses, and stand as they are.
    if value.bytes().fold(true, |plain, byte| plain & !matches!(byte, 0..=b' ' | b'&' | b'<' | b'>' | b'"')) {
        out.push_str(value);
        return;
    }
    for (index, word) in value.split_ascii_whitespace().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        push_escaped_at(out, word, |at, byte| match byte {
            b'&' => Some("&amp;"),
            b'<' if word[at + 1..].starts_with('/') => Some("&lt; "),
            b'<' => Some("&lt;"),
            b'>' if ["--", "--!", "]"].iter().any(|end| word[..at].ends_with(end)) => Some(" &gt;"),
            b'>' => Some("&gt;"),
            b'"' => Some("&quot;"),
            0 => Some(""),
            _ => None,
        });
    }
}

fn push_escaped(out: &mut String, text: &str, escape: impl Fn(u8) -> Option<&'static str>) {
    push_escaped_at(out, text, |_, byte| escape(byte));
}

/// Appends `text` with what `escape` writes for some of its bytes, of which it is told the place.
fn push_escaped_at(out: &mut String, text: &str, escape: impl Fn(usize, u8) -> Option<&'static str>) {
    let mut clean = 0;
    for (at, byte) in text.bytes().enumerate() {
        if let Some(written) = escape(at, byte) {
            out.push_str(&text[clean..at]);
            out.push_str(written);
            clean = at + 1;
        }
    }
    out.push_str(&text[clean..]);
}

/// Undoes [`push_text`] and [`push_attribute`] in text that they wrote, and appends the result to `out`.
pub(crate) fn push_unescaped(out: &mut String, mut written: &str) {
    const REFERENCES: [(&str, char); 5] =
        [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&#10;", '\n')];
    while let Some(at) = memchr::memchr(b'&', written.as_bytes()) {
        out.push_str(&written[..at]);
        written = &written[at..];
        let (reference, character) =
            REFERENCES.into_iter().find(|(reference, _)| written.starts_with(reference)).unwrap_or(("&", '&'));
        out.push(character);
        written = &written[reference.len()..];
    }
    out.push_str(written);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_back() {
        let text = "a < b && c > \"d\"\n&amp;";
        let mut written = String::new();
        push_text(&mut written, text);
        assert_eq!(written, "a &lt; b &amp;&amp; c &gt; \"d\"&#10;&amp;amp;");
        let mut read = String::new();
        push_unescaped(&mut read, &written);
        assert_eq!(read, text);
    }

    #[test]
    fn attributes_are_one_line_and_closed() {
        let mut written = String::new();
        push_attribute(&mut written, "alt", " a\n\"b\" <c> ");
        assert_eq!(written, " alt=\"a &quot;b&quot; &lt;c&gt;\"");
    }

    #[test]
    fn a_value_ends_no_comment_and_no_raw_text() {
        for (value, expected) in [
            ("</script>", "&lt; /script&gt;"),
            ("a--><b", "a-- &gt;&lt;b"),
            ("--!>", "--! &gt;"),
            ("x[1]>0", "x[1] &gt;0"),
            ("-- > < /", "-- &gt; &lt; /"),
            ("->", "-&gt;"),
        ] {
            let mut written = String::new();
            push_attribute(&mut written, "alt", value);
            assert_eq!(written, format!(" alt=\"{expected}\""));
        }
    }
}
