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

/// Appends ` name="value"`. White space of every kind becomes single spaces.
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
        push_escaped(out, word, |byte| match byte {
            b'&' => Some("&amp;"),
            b'<' => Some("&lt;"),
            b'>' => Some("&gt;"),
            b'"' => Some("&quot;"),
            0 => Some(""),
            _ => None,
        });
    }
}

fn push_escaped(out: &mut String, text: &str, escape: impl Fn(u8) -> Option<&'static str>) {
    let mut clean = 0;
    for (at, byte) in text.bytes().enumerate() {
        if let Some(written) = escape(byte) {
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
        push_attribute(&mut written, "alt", " a\n\"b\" \0<c> ");
        assert_eq!(written, " alt=\"a &quot;b&quot; &lt;c&gt;\"");
    }
}
