//! Small steps on text that every field takes.

/// Appends `text` to `line`, white space collapsed, up to `limit` bytes.
///
/// `boundary` says that a tag stands between the two. Pages lay `<span>By</span><a>Jane</a>` out with space between that
/// the text does not have, so a space is put where a small letter or a digit would run into a capital or a digit.
pub(super) fn collapse_onto(line: &mut String, text: &str, boundary: bool, limit: usize) {
    let last = line.chars().next_back();
    if boundary && last.is_some_and(|c| c.is_lowercase() || c.is_ascii_digit()) {
        let next = text.chars().next();
        if next.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit()) {
            line.push(' ');
        }
    }
    for character in text.chars() {
        if line.len() >= limit {
            return;
        }
        let space = character.is_whitespace() || matches!(character, '\u{200b}' | '\u{feff}' | '\u{ad}');
        if !space {
            line.push(character);
        } else if !line.is_empty() && !line.ends_with([' ', '\n']) && character.is_whitespace() {
            line.push(' ');
        }
    }
}

/// The start of `text`, at most `limit` bytes, cut between characters.
pub(super) fn cut(text: &str, limit: usize) -> &str {
    let end = (0..=limit.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    &text[..end]
}

/// The text on one line: white space collapsed and trimmed, invisible characters left out.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    collapse_onto(&mut line, text, false, usize::MAX);
    line.truncate(line.trim_end().len());
    line
}

/// Letters and digits alone, in lower case: two spellings of one name or title are one key.
pub(super) fn key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a character is written without spaces between words.
pub(super) fn is_ideographic(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{e00}'..='\u{e7f}')
}

/// How much two titles share, 0 to 1: words, or pairs of characters where there are no words.
pub(super) fn likeness(a: &str, b: &str) -> f32 {
    let (a, b) = (terms(a), terms(b));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let shared = a.iter().filter(|term| b.contains(term)).count();
    2.0 * shared as f32 / (a.len() + b.len()) as f32
}

/// Whether every word of `a` is one of `b`, or every pair of characters where there are no words.
pub(super) fn is_covered(a: &str, b: &str) -> bool {
    let (a, b) = (terms(a), terms(b));
    !a.is_empty() && a.iter().all(|term| b.contains(term))
}

/// The distinct words of a title; of a run of ideographs, its pairs of characters.
fn terms(text: &str) -> Vec<String> {
    const MAX_TERMS: usize = 60;
    let mut terms: Vec<String> = Vec::new();
    let mut add = |term: String| {
        if terms.len() < MAX_TERMS && !term.is_empty() && !terms.contains(&term) {
            terms.push(term);
        }
    };
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        if word.chars().any(is_ideographic) {
            let characters: Vec<char> = word.chars().collect();
            characters.windows(2).for_each(|pair| add(pair.iter().collect()));
        } else {
            add(word.to_lowercase());
        }
    }
    terms
}
