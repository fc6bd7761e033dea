//! Numbers, words and marks of a text, for the date scanner.

/// A piece of text that the rules look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Decimal digits, of any of the scripts that [`digit`] knows.
    Number,
    /// Letters. A Han, kana or hangul character is a word by itself.
    Word,
    /// Anything else that is no white space.
    Mark(char),
}

/// One token and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'a> {
    kind: Kind,
    text: &'a str,
    start: usize,
    /// No white space before it.
    glued: bool,
}

/// Cuts a text into tokens.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::with_capacity(text.len() / 3);
    let mut characters = text.char_indices().peekable();
    let mut glued = false;
    while let Some((start, character)) = characters.next() {
        if character.is_whitespace() {
            glued = false;
            continue;
        }
        let kind = kind_of(character);
        let mut end = start + character.len_utf8();
        while let Some((at, next)) = characters.next_if(|(_, next)| joins(kind, character, *next)) {
            end = at + next.len_utf8();
        }
        tokens.push(Token { kind, text: &text[start..end], start, glued });
        glued = true;
    }
    tokens
}

fn kind_of(character: char) -> Kind {
    match character {
        _ if digit(character).is_some() => Kind::Number,
        _ if is_letter(character) => Kind::Word,
        _ => Kind::Mark(character),
    }
}

fn joins(kind: Kind, first: char, next: char) -> bool {
    match kind {
        Kind::Number => digit(next).is_some(),
        Kind::Word => is_letter(next) && !is_syllabic(first) && !is_syllabic(next),
        Kind::Mark(_) => false,
    }
}

fn is_letter(character: char) -> bool {
    // Indic vowel signs and viramas belong to their word.
    character.is_alphabetic() || matches!(character, '\u{900}'..='\u{97f}' | 'º' | 'ª')
}

/// Characters that are words of their own: dates are written between them without a space.
fn is_syllabic(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

/// The value of a decimal digit: ASCII, full-width, Arabic-Indic and Persian.
fn digit(character: char) -> Option<u32> {
    let zero = match character {
        '0'..='9' => '0',
        '０'..='９' => '０',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        _ => return None,
    };
    Some(u32::from(character) - u32::from(zero))
}

/// The value of a Han numeral.
fn han_digit(character: char) -> Option<u32> {
    let place =
        ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'].iter().position(|digit| *digit == character);
    place.or((character == '零').then_some(0)).map(|value| value as u32)
}

/// Whether a character is written in numbers of Han numerals, and seldom in anything else.
pub(super) fn is_han_numeral(character: char) -> bool {
    han_digit(character).is_some() || matches!(character, '十' | '百')
}

fn is_numeral(token: &Token<'_>) -> bool {
    token.kind == Kind::Word && token.text.chars().all(is_han_numeral)
}

/// A number in Han numerals, as far as it is read.
#[derive(Default)]
struct Numeral {
    /// Tens and hundreds.
    above: u32,
    /// The digits since.
    digits: u32,
    /// How many those are.
    count: usize,
}

impl Numeral {
    /// `None` for a number with more digits than a year has.
    fn take(&mut self, character: char) -> Option<()> {
        /// Of a year.
        const MOST: usize = 4;
        if let Some(digit) = han_digit(character) {
            (self.digits, self.count) = (self.digits * 10 + digit, self.count + 1);
            return (self.count <= MOST).then_some(());
        }
        let unit = if character == '百' { 100 } else { 10 };
        self.above += unit * if self.count == 0 { 1 } else { self.digits };
        (self.digits, self.count) = (0, 0);
        (self.above < 1_000).then_some(())
    }

    /// How many digits the number has, and its value.
    fn read(&self) -> (usize, u32) {
        let value = self.above + self.digits;
        let written = value.checked_ilog10().unwrap_or_default() as usize + 1;
        (if self.above == 0 { self.count } else { written }, value)
    }
}

/// A place among the tokens. Rules copy it, try, and give it back moved.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'t> {
    tokens: &'t [Token<'t>],
    at: usize,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(tokens: &'t [Token<'t>]) -> Self {
        Self { tokens, at: 0 }
    }

    pub(super) fn is_done(&self) -> bool {
        self.at >= self.tokens.len()
    }

    pub(super) fn step(&mut self) {
        self.at += 1;
    }

    /// The byte where the next token starts.
    pub(super) fn start(&self) -> usize {
        self.peek().map_or(0, |token| token.start)
    }

    /// The byte behind the token before the cursor.
    pub(super) fn end_before(&self) -> usize {
        self.before().map_or(0, |token| token.start + token.text.len())
    }

    fn peek(&self) -> Option<&'t Token<'t>> {
        self.tokens.get(self.at)
    }

    fn before(&self) -> Option<&'t Token<'t>> {
        self.tokens.get(self.at.checked_sub(1)?)
    }

    fn take(&mut self, wanted: impl Fn(&Token<'t>) -> bool) -> Option<&'t Token<'t>> {
        let token = self.peek().filter(|token| wanted(token))?;
        self.at += 1;
        Some(token)
    }

    /// A number of `least` to `most` digits: how many it has, and its value.
    pub(super) fn number(&mut self, least: usize, most: usize) -> Option<(usize, u32)> {
        let token = self.take(|token| token.kind == Kind::Number && token.text.len() <= 4 * most)?;
        let digits = token.text.chars().count();
        if !(least..=most).contains(&digits) {
            self.at -= 1;
            return None;
        }
        // At most nine digits are ever asked for: the value fits.
        Some((digits, token.text.chars().filter_map(digit).fold(0, |value, digit| value * 10 + digit)))
    }

    /// The same, or a number in Han numerals: digits in a row (二〇二四), or tens and hundreds (三十, 一百一十三).
    pub(super) fn numeral(&mut self, least: usize, most: usize) -> Option<(usize, u32)> {
        if !self.is_at_numeral() {
            return self.number(least, most);
        }
        let mut value = Numeral::default();
        while let Some(token) = self.take(|token| is_numeral(token)) {
            token.text.chars().try_for_each(|character| value.take(character))?;
        }
        let (digits, value) = value.read();
        (least..=most).contains(&digits).then_some((digits, value))
    }

    /// Whether a number in Han numerals begins here.
    pub(super) fn is_at_numeral(&self) -> bool {
        self.peek().is_some_and(is_numeral)
    }

    /// ASCII digits, as many as one of `lengths`.
    pub(super) fn digits(&mut self, lengths: &[usize]) -> Option<&'t str> {
        let wanted = |token: &Token<'t>| {
            token.kind == Kind::Number && token.text.is_ascii() && lengths.contains(&token.text.len())
        };
        self.take(wanted).map(|token| token.text)
    }

    /// One of these marks.
    pub(super) fn mark(&mut self, marks: &[char]) -> Option<char> {
        match self.take(|token| matches!(token.kind, Kind::Mark(mark) if marks.contains(&mark)))?.kind {
            Kind::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    /// Any mark.
    pub(super) fn any_mark(&mut self) -> Option<char> {
        match self.take(|token| matches!(token.kind, Kind::Mark(_)))?.kind {
            Kind::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    /// One of these words; `words` are in lower case.
    pub(super) fn word(&mut self, words: &[&str]) -> Option<&'t str> {
        self.take(|token| token.kind == Kind::Word && is_among(token.text, words)).map(|token| token.text)
    }

    /// One of these words, with no white space before it.
    pub(super) fn glued_word(&mut self, words: &[&str]) -> Option<&'t str> {
        self.take(|token| token.kind == Kind::Word && token.glued && is_among(token.text, words))
            .map(|token| token.text)
    }

    /// Any word.
    pub(super) fn any_word(&mut self) -> Option<&'t str> {
        self.take(|token| token.kind == Kind::Word).map(|token| token.text)
    }

    pub(super) fn is_at_number(&self) -> bool {
        self.peek().is_some_and(|token| token.kind == Kind::Number)
    }

    /// Whether a number stands behind the next token, as near as that of a day behind its month.
    pub(super) fn number_is_near(&self) -> bool {
        /// The day, and before it a mark, a linking word and another mark.
        const REACH: usize = 4;
        self.tokens.iter().skip(self.at + 1).take(REACH).any(|token| token.kind == Kind::Number || is_numeral(token))
    }

    pub(super) fn peek_word(&self) -> Option<&'t str> {
        self.peek().filter(|token| token.kind == Kind::Word).map(|token| token.text)
    }

    /// Whether the next token follows another number through a glued mark: the middle of a telephone or version number.
    pub(super) fn continues_number(&self) -> bool {
        let glued = self.peek().is_some_and(|token| token.glued);
        let joined = matches!(self.before(), Some(Token { kind: Kind::Mark('-' | '.' | '/'), glued: true, .. }));
        let number = self.at.checked_sub(2).and_then(|at| self.tokens.get(at));
        glued && joined && number.is_some_and(|token| token.kind == Kind::Number && token.text.len() != 4)
    }

    /// Whether a mark and then a number follow, both glued.
    pub(super) fn number_follows_glued(&self, mark: char) -> bool {
        let at = |offset: usize| self.tokens.get(self.at + offset).filter(|token| token.glued);
        at(0).is_some_and(|token| token.kind == Kind::Mark(mark)) && at(1).is_some_and(|t| t.kind == Kind::Number)
    }

    /// Whether one of the two tokens before the one just taken is one of these words.
    pub(super) fn follows_word(&self, words: &[&str]) -> bool {
        let before = self.at.checked_sub(2).and_then(|at| self.tokens.get(at));
        before.is_some_and(|token| token.kind == Kind::Word && is_among(token.text, words))
    }

    /// Whether `mark` stands before the token just taken.
    pub(super) fn follows_mark(&self, mark: char) -> bool {
        let before = self.at.checked_sub(2).and_then(|at| self.tokens.get(at));
        before.is_some_and(|token| token.kind == Kind::Mark(mark))
    }
}

fn is_among(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| *word == text || text.chars().flat_map(char::to_lowercase).eq(word.chars()))
}
