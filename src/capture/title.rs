//! The title: plain text in the syntax of a CommonMark link text.
//!
//! A balanced `[x](javascript:…)` or `![i](https://…)` inside a title would become a link or an image of its own, and a
//! backtick, an asterisk or a `<` could swallow the bracket that ends it: so every character that means something to
//! CommonMark there is escaped, and nothing else is.

use super::reference;

/// What is invisible and can only deceive: zero-width spaces, and the controls that reorder what follows. U+200C,
/// U+200D, U+200E, U+200F and U+061C stay: Persian, Indic scripts, emoji and Arabic need them.
fn is_deceptive(character: char) -> bool {
    matches!(character, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The title on one line: white space collapsed and trimmed, controls and deceptive characters removed.
pub(super) fn normalised(title: &str) -> String {
    let mut line = String::with_capacity(title.len());
    let mut gap = false;
    for character in title.chars() {
        if character.is_whitespace() {
            gap = true;
        } else if !character.is_control() && !is_deceptive(character) {
            if std::mem::take(&mut gap) && !line.is_empty() {
                line.push(' ');
            }
            line.push(character);
        }
    }
    line
}

/// A normalised title, or the URL where there is nothing to see of one.
pub(super) fn or_url(title: &str, url: &str) -> String {
    let title = normalised(title);
    // Joiners and marks of direction alone.
    let is_blank = title.chars().all(|c| matches!(c, '\u{200c}'..='\u{200f}' | '\u{61c}'));
    if is_blank { normalised(url) } else { title }
}

/// A normalised title as a link text.
pub(super) fn escaped(title: &str) -> String {
    let mut text = String::with_capacity(title.len());
    for (at, character) in title.char_indices() {
        let special = match character {
            '\\' | '`' | '*' | '_' | '~' | '<' | '[' | ']' => true,
            '&' => reference::at_start(&title[at..]).is_some(),
            _ => false,
        };
        if special {
            text.push('\\');
        }
        text.push(character);
    }
    text
}

/// The title that a link text stands for: backslashes before ASCII punctuation and character references are undone,
/// everything else is literal.
pub(super) fn unescaped(text: &str) -> String {
    let mut title = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['\\', '&']) {
        title.push_str(&rest[..at]);
        rest = &rest[at..];
        let (length, meaning) = meaning_at_start(rest);
        title.push_str(&meaning);
        rest = &rest[length..];
    }
    title + rest
}

/// What the backslash or ampersand that `rest` starts with means, and how many bytes it takes.
fn meaning_at_start(rest: &str) -> (usize, String) {
    let second = rest[1..].chars().next();
    match second {
        Some(escaped) if rest.starts_with('\\') && escaped.is_ascii_punctuation() => (2, escaped.to_string()),
        _ => reference::at_start(rest).unwrap_or_else(|| (1, rest[..1].to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_one_space_and_controls_are_gone() {
        assert_eq!(normalised(" \u{3000}a\t\u{200b}\r\n b\u{85}c\u{a0}d\u{2028}e \u{feff}"), "a b c d e");
        assert_eq!(normalised("a\u{0}b\u{1f}\u{7f}\u{9f}c\u{202e}d\u{2066}\u{2069}\u{2060}"), "abcd");
        assert_eq!(normalised("\u{200c}\u{200d}\u{200e}\u{200f}\u{61c}").chars().count(), 5);
        for blank in ["", " \u{200b}\n", "\u{61c}", "\u{200d}\u{200f}"] {
            assert_eq!(or_url(blank, "https://news.example/"), "https://news.example/", "{blank:?}");
        }
        assert_eq!(or_url("\u{61c}a", "https://news.example/"), "\u{61c}a");
    }

    #[test]
    fn only_what_means_something_is_escaped() {
        assert_eq!(
            escaped(r"\ ` * _ ~ < [ ] & &amp; &amp &#1; ! ( ) > # | $ : ' "),
            r"\\ \` \* \_ \~ \< \[ \] & \&amp; &amp \&#1; ! ( ) > # | $ : ' "
        );
    }

    #[test]
    fn backslashes_and_references_are_undone() {
        assert_eq!(
            unescaped(r"\“围栏\“ \[a\] &quot;b&quot; \&lt; *c* &amp;lt; \\[ \"),
            "\\“围栏\\“ [a] \"b\" &lt; *c* &lt; \\[ \\"
        );
    }
}
