//! The URL: a CommonMark link destination without angle brackets, byte for byte as the browser gave it but for what
//! would end the destination early.

use super::reference;
use crate::html::url::Url;

/// CommonMark asks of parsers only 32 levels of brackets in a destination; some stop there.
const DEEPEST_BRACKETS: usize = 30;

/// The beginnings of the addresses that can be captured. Those of the web need a host, a file needs a path.
const SCHEMES: [&str; 4] = ["http://", "https://", "file:/", "about:"];

/// Whether an address of a scheme that can be captured starts here.
pub(super) fn starts(text: &str) -> bool {
    SCHEMES.iter().any(|scheme| {
        let start = text.as_bytes().get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme.as_bytes())) && text.len() > scheme.len()
    })
}

/// The parsed URL, where it is absolute and of a scheme that can be captured.
pub(super) fn parsed(address: &str) -> Option<Url> {
    Some(address).filter(|address| starts(address)).and_then(|address| Url::parse(&normalised(address)))
}

/// The URL with everything percent-encoded that a destination cannot hold: white space, controls, `<`, `>`, `\`, all
/// round brackets where they do not balance or nest too deep, and a `]` before a `(`, which readers take for the end
/// of the title.
pub(super) fn normalised(address: &str) -> String {
    let keep_brackets = brackets_balance(address);
    let mut normal = String::with_capacity(address.len());
    let mut characters = address.chars().peekable();
    while let Some(character) = characters.next() {
        let encode = match character {
            '<' | '>' | '\\' => true,
            '(' | ')' => !keep_brackets,
            ']' => characters.peek() == Some(&'('),
            _ => character.is_whitespace() || character.is_control(),
        };
        if encode { percent_encode(character, &mut normal) } else { normal.push(character) }
    }
    normal
}

fn brackets_balance(address: &str) -> bool {
    let mut depth: usize = 0;
    for byte in address.bytes() {
        match byte {
            b'(' if depth == DEEPEST_BRACKETS => return false,
            b'(' => depth += 1,
            b')' if depth == 0 => return false,
            b')' => depth -= 1,
            _ => {}
        }
    }
    depth == 0
}

/// Writes the bytes of a character as `%XX`.
pub(super) fn percent_encode(character: char, into: &mut String) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in character.encode_utf8(&mut [0; 4]).bytes() {
        into.push('%');
        into.push(char::from(DIGITS[usize::from(byte >> 4)]));
        into.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
}

/// A normalised URL as a destination: an `&` that would start a character reference is written as one itself.
pub(super) fn escaped(address: &str) -> String {
    let mut destination = String::with_capacity(address.len());
    for (at, character) in address.char_indices() {
        destination.push(character);
        if character == '&' && reference::at_start(&address[at..]).is_some() {
            destination.push_str("amp;");
        }
    }
    destination
}

/// The URL that a destination stands for: its character references are undone.
pub(super) fn unescaped(destination: &str) -> String {
    let mut address = String::with_capacity(destination.len());
    let mut rest = destination;
    while let Some(at) = rest.find('&') {
        address.push_str(&rest[..at]);
        rest = &rest[at..];
        let (length, meaning) = reference::at_start(rest).unwrap_or_else(|| (1, "&".to_owned()));
        address.push_str(&meaning);
        rest = &rest[length..];
    }
    address + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_a_destination_is_encoded() {
        for (address, expected) in [
            ("https://e.example/a b\u{3000}c\td\r\n", "https://e.example/a%20b%E3%80%80c%09d%0D%0A"),
            ("https://e.example/<x>\\y\u{7f}\u{85}", "https://e.example/%3Cx%3E%5Cy%7F%C2%85"),
            ("https://e.example/a_(b)_(c(d))", "https://e.example/a_(b)_(c(d))"),
            ("https://e.example/a)b(", "https://e.example/a%29b%28"),
            ("https://e.example/((a)", "https://e.example/%28%28a%29"),
            ("https://e.example/?q=[a](b)", "https://e.example/?q=[a%5D(b)"),
            ("https://e.example/\"'*_`é%20%zz\u{202e}", "https://e.example/\"'*_`é%20%zz\u{202e}"),
        ] {
            assert_eq!(normalised(address), expected);
            assert_eq!(normalised(expected), expected);
        }
    }

    #[test]
    fn brackets_nest_thirty_deep_and_no_deeper() {
        let nested = |depth| format!("https://e.example/{}{}", "(".repeat(depth), ")".repeat(depth));
        assert_eq!(normalised(&nested(30)), nested(30));
        assert!(!normalised(&nested(31)).contains(['(', ')']));
    }

    #[test]
    fn references_are_written_as_text() {
        let address = "https://e.example/?a=1&b=2&copy=3&copy;&amp;lt;&#38;";
        assert_eq!(escaped(address), "https://e.example/?a=1&b=2&copy=3&amp;copy;&amp;amp;lt;&amp;#38;");
        assert_eq!(unescaped(&escaped(address)), address);
    }

    #[test]
    fn only_absolute_addresses_of_four_schemes_are_captured() {
        for good in ["http://e.example", "HTTPS://E.example/", "file:///srv/a.html", "about:blank", "https://[::1]:8/"]
        {
            assert!(parsed(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "/a",
            "//e.example/",
            "https:",
            "https://",
            "https:e.example",
            "about:",
            "https://[::1",
            "https://a b.example/",
            "javascript:x",
            "data:,x",
            "blob:https://e.example/1",
            "view-source:https://e.example/",
            "mailto:a@e.example",
        ] {
            assert!(parsed(bad).is_none(), "{bad}");
        }
    }
}
