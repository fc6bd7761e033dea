//! JSON that stays on its line for every reader: some of them, Python's `splitlines` among them, break lines where
//! Unicode does, and JSON lets those characters stand in strings as they are.

use serde::Serialize;

/// `value` as JSON without any of Unicode's line breaks.
pub fn line(value: &impl Serialize) -> String {
    // What is written here has no keys that are not strings, the one thing that could fail.
    let json = serde_json::to_string(value).unwrap_or_default();
    if !json.contains(is_line_break) {
        return json;
    }
    json.chars().fold(String::with_capacity(json.len() + 64), |mut line, character| {
        match character {
            // Between the tokens of an `id` that is given back as it came.
            '\r' => line.push(' '),
            _ if is_line_break(character) => line.push_str(&format!("\\u{:04x}", u32::from(character))),
            _ => line.push(character),
        }
        line
    })
}

/// The line breaks that JSON does not escape, and the white space between tokens that is one.
fn is_line_break(character: char) -> bool {
    matches!(character, '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_line_break_is_left_and_none_is_lost() {
        let text = "a\u{85}b\u{2028}c\u{2029}d\re\nf";
        let json = super::line(&text);
        assert_eq!(json, "\"a\\u0085b\\u2028c\\u2029d\\re\\nf\"");
        assert_eq!(serde_json::from_str::<String>(&json).expect("JSON"), text);
    }
}
