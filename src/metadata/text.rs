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
    let mut rest = text;
    while line.len() < limit {
        // Nearly all text is words of ASCII with single spaces between them, and is taken as it stands.
        let plain = plain_length(rest.as_bytes());
        line.push_str(&rest[..plain.min(limit - line.len())]);
        rest = &rest[plain..];
        let Some(character) = rest.chars().next() else { return };
        rest = &rest[character.len_utf8()..];
        let space = character.is_whitespace() || matches!(character, '\u{200b}' | '\u{feff}' | '\u{ad}');
        if character.is_ascii() && space {
            rest = rest.trim_ascii_start();
        }
        if line.len() >= limit {
            return;
        } else if !space {
            line.push(character);
        } else if !line.is_empty() && !line.ends_with([' ', '\n']) && character.is_whitespace() {
            line.push(' ');
        }
    }
}

/// How many bytes at the start of a text are words of ASCII with a single space behind each.
fn plain_length(text: &[u8]) -> usize {
    let mut before = b' ';
    let is_plain = |byte: &u8| {
        let is_first_space = *byte == b' ' && before != b' ';
        before = *byte;
        byte.is_ascii_graphic() || is_first_space
    };
    text.iter().copied().take_while(is_plain).count()
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
    let mut key = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii_alphanumeric() {
            key.push(character.to_ascii_lowercase());
        } else if !character.is_ascii() && character.is_alphanumeric() {
            key.extend(character.to_lowercase());
        }
    }
    key
}

/// Whether the key of a text is this one, of which most texts differ in the first letter.
pub(super) fn has_key(text: &str, wanted: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    letters.eq(wanted.chars())
}

/// Whether a character is written without spaces between words.
pub(super) fn is_ideographic(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{e00}'..='\u{e7f}')
}

/// The distinct words of a title; of a run of ideographs, its pairs of characters.
pub(super) struct Terms(Vec<String>);

impl Terms {
    pub(super) fn new(text: &str) -> Self {
        let mut terms = Self(Vec::new());
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            if word.chars().any(is_ideographic) {
                let characters: Vec<char> = word.chars().collect();
                characters.windows(2).for_each(|pair| terms.add(pair.iter().collect()));
            } else {
                terms.add(word.to_lowercase());
            }
        }
        terms
    }

    fn add(&mut self, term: String) {
        const MAX_TERMS: usize = 60;
        if self.0.len() < MAX_TERMS && !self.0.contains(&term) {
            self.0.push(term);
        }
    }

    /// How much two titles share, 0 to 1.
    pub(super) fn likeness(&self, other: &Self) -> f32 {
        if self.0.is_empty() || other.0.is_empty() {
            return 0.0;
        }
        2.0 * self.shared(other) as f32 / (self.0.len() + other.0.len()) as f32
    }

    /// Whether every term of this title is one of the other.
    pub(super) fn is_covered_by(&self, other: &Self) -> bool {
        !self.0.is_empty() && self.shared(other) == self.0.len()
    }

    fn shared(&self, other: &Self) -> usize {
        self.0.iter().filter(|term| other.0.contains(term)).count()
    }
}
