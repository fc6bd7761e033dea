//! Character references as [CommonMark](https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references)
//! has them, which is not as browsers do: only with a semicolon, at most seven decimal or six hexadecimal digits, and
//! no table for Windows' code page. A Markdown renderer reads line 2 of a capture, so its rules hold there.

/// The most digits that a decimal reference has.
const DECIMAL_DIGITS: usize = 7;
/// The most digits that a hexadecimal reference has.
const HEX_DIGITS: usize = 6;

/// The reference that `text` starts with: its length in bytes, and what it stands for.
pub(super) fn at_start(text: &str) -> Option<(usize, String)> {
    let name = text.strip_prefix('&')?;
    let end = name.bytes().take(references::LONGEST_NAME + 1).position(|byte| byte == b';')?;
    let name = &name[..end];
    let expansion = match name.strip_prefix('#') {
        Some(number) => numeric(number)?.to_string(),
        None => references::named(name)?.to_owned(),
    };
    Some((end + 2, expansion))
}

fn numeric(number: &str) -> Option<char> {
    let (digits, radix, most) = match number.strip_prefix(['x', 'X']) {
        Some(hex) => (hex, 16, HEX_DIGITS),
        None => (number, 10, DECIMAL_DIGITS),
    };
    let fits = (1..=most).contains(&digits.len()) && digits.chars().all(|digit| digit.is_digit(radix));
    let code = u32::from_str_radix(digits, radix).ok().filter(|_| fits)?;
    Some(char::from_u32(code).filter(|&character| character != '\0').unwrap_or(char::REPLACEMENT_CHARACTER))
}

#[cfg(test)]
mod tests {
    use super::*;
    use pulldown_cmark::{Event, Parser};

    fn expanded(text: &str) -> Option<String> {
        at_start(text).map(|(length, expansion)| expansion + &text[length..])
    }

    /// What a CommonMark parser makes of the text.
    fn oracle(text: &str) -> String {
        Parser::new(text)
            .filter_map(|event| if let Event::Text(text) = event { Some(text.to_string()) } else { None })
            .collect()
    }

    #[test]
    fn a_reference_needs_its_semicolon_and_a_known_name() {
        for (text, expected) in [
            ("&amp;x", Some("&x")),
            ("&quot;", Some("\"")),
            ("&CounterClockwiseContourIntegral;", Some("∳")),
            ("&amp x", None),
            ("&copy", None),
            ("&notit;", None),
            ("&nosuchname;", None),
            ("&;", None),
            ("&#65;", Some("A")),
            ("&#x41;&", Some("A&")),
            ("&#X1f600;", Some("😀")),
            ("&#0;", Some("\u{fffd}")),
            ("&#xD800;", Some("\u{fffd}")),
            ("&#9999999;", Some("\u{fffd}")),
            ("&#12345678;", None),
            ("&#x1234567;", None),
            ("&#;", None),
            ("&#x;", None),
            ("&#+5;", None),
            ("&#128;", Some("\u{80}")),
        ] {
            assert_eq!(expanded(text).as_deref(), expected, "{text}");
            assert_eq!(oracle(text), expected.unwrap_or(text), "the oracle on {text}");
        }
    }
}
