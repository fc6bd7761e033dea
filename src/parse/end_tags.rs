//! The end tags in the bytes that no handler took.
//!
//! lol_html reports an end tag only to the element that its own stack matches with it, and that stack knows no implied
//! end tags: a stray `</p>` or the `</div>` after a mis-nested `</a>` reaches nobody. But all else is told with its place.
//! With all start tags, texts, comments and doctypes taken by handlers, what lies between two of them is end tags alone.

use crate::html::tag::Tag;

/// Calls `found` with each end tag in `gap`, in order.
///
/// The shape of an end tag is that of HTML §13.2.5.7: its attributes are skipped, and a `>` inside a quoted value does
/// not end it.
pub(crate) fn each_end_tag(gap: &[u8], mut found: impl FnMut(Tag)) {
    let mut rest = gap;
    while let Some(at) = memchr::memchr(b'<', rest) {
        rest = &rest[at + 1..];
        let Some(name_on) = rest.strip_prefix(b"/") else { continue };
        rest = name_on;
        let (name, after) = split_name(rest);
        if name.first().is_some_and(u8::is_ascii_alphabetic) {
            found(Tag::from_name(name));
        }
        rest = after_attributes(after);
    }
}

/// The name of the tag that goes on with `bytes`, and the rest (HTML §13.2.5.8).
pub(super) fn split_name(bytes: &[u8]) -> (&[u8], &[u8]) {
    let ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>');
    bytes.split_at(bytes.iter().position(ends).unwrap_or(bytes.len()))
}

/// What follows the `>` that ends the tag whose attributes begin `bytes`.
fn after_attributes(bytes: &[u8]) -> &[u8] {
    let mut quote = None;
    let mut after_equals = false;
    for (at, &byte) in bytes.iter().enumerate() {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'>') => return &bytes[at + 1..],
            (None, b'"' | b'\'') if after_equals => quote = Some(byte),
            (None, _) => {}
        }
        after_equals = byte == b'=' || after_equals && byte.is_ascii_whitespace();
    }
    &[]
}

#[cfg(test)]
mod tests {
    use super::each_end_tag;

    fn names(gap: &str) -> Vec<&'static str> {
        let mut names = vec![];
        each_end_tag(gap.as_bytes(), |tag| names.push(tag.name()));
        names
    }

    #[test]
    fn reads_end_tags_as_a_browser_does() {
        assert_eq!(names("</div></P >"), ["div", "p"]);
        assert_eq!(names("</p title='</b>'></i>"), ["p", "i"]);
        assert_eq!(names("</p \"</b></i>"), ["p", "i"]);
        assert_eq!(names("</br/></ x></div"), ["br", "div"]);
    }
}
