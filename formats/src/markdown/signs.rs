//! Words and addresses in which Markdown sees no sign: what is written goes to renderers that pass HTML on, so a sign that is
//! forgotten here is a page's own markup in somebody's notes.

use std::fmt::Write as _;

/// A line that ends within a paragraph.
pub(super) const BREAK: &str = "\\\n";

/// Text in which nothing is a sign.
pub(super) fn escaped_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let is_reference = |next: &char| next.is_ascii_alphanumeric() || *next == '#';
        let is_sign = match character {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '~' | '$' => true,
            '&' => characters.peek().is_some_and(is_reference),
            // Obsidian marks what stands between two of the one, and hides what stands between two of the other.
            '=' | '%' => characters.peek() == Some(&character),
            _ => false,
        };
        if is_sign {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

/// A paragraph of which no line begins as another block would.
pub(super) fn guarded(text: &str) -> String {
    text.split('\n').map(guarded_line).collect::<Vec<_>>().join("\n")
}

fn guarded_line(line: &str) -> String {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after = &line[digits..];
    if digits > 0 && after.starts_with(['.', ')']) {
        return format!("{}\\{after}", &line[..digits]);
    }
    // A mark at the start with a colon behind it would be the note itself.
    if line.starts_with("[^") {
        return line.replacen("]:", "]\\:", 1);
    }
    if line.starts_with(['#', '>', '+', '-', '=', '|', ':']) { format!("\\{line}") } else { line.to_owned() }
}

/// A heading's text on its one line. Number signs at its end would be taken for a frame.
pub(super) fn heading_text(text: &str) -> String {
    let text = text.replace(BREAK, " ");
    match text.trim().strip_suffix('#') {
        Some(start) => format!("{start}\\#"),
        None => text.trim().to_owned(),
    }
}

/// Where an address may stand between brackets.
pub(super) fn destination(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for (at, character) in address.char_indices() {
        match character {
            '(' | ')' | '<' | '>' | ' ' | '\\' | '"' | '`' | '$' | '|' => {
                let _ = write!(out, "%{:02X}", u32::from(character));
            }
            '&' if is_reference(&address[at + 1..]) => out.push_str("&amp;"),
            _ => out.push(character),
        }
    }
    out
}

/// Whether what stands behind an ampersand would make it a character.
fn is_reference(after: &str) -> bool {
    let name = after.split(|c: char| !c.is_ascii_alphanumeric() && c != '#').next().unwrap_or_default();
    !name.is_empty() && after[name.len()..].starts_with(';')
}

/// TeX as it may stand between dollars. One that would end it keeps a backslash, and two around a formula within words become
/// the brackets that mean the same. TeX reads no spaces, and Markdown does: one tears apart what would be a tag, a link
/// or an image to whoever knows no formulas.
pub(super) fn tex(source: &str) -> String {
    let source = source.trim();
    let is_paired = bare_dollars(source).is_multiple_of(2);
    let mut out = String::with_capacity(source.len());
    let (mut before, mut is_quoted, mut is_open) = (' ', false, false);
    for character in source.chars() {
        if is_torn(before, character) {
            out.push(' ');
        }
        match character {
            '$' if !is_quoted => {
                out.push_str(if !is_paired {
                    "\\$"
                } else if is_open {
                    "\\)"
                } else {
                    "\\("
                });
                is_open = !is_open;
            }
            // A quotation mark to TeX, and the start of code to Markdown.
            '`' => out.push('‘'),
            other => out.push(other),
        }
        is_quoted = character == '\\' && !is_quoted;
        before = character;
    }
    if is_quoted {
        out.push_str(" {}");
    }
    out
}

fn bare_dollars(source: &str) -> usize {
    let mut is_quoted = false;
    let is_bare = |character: char| {
        let is_bare = character == '$' && !is_quoted;
        is_quoted = character == '\\' && !is_quoted;
        is_bare
    };
    source.chars().map(is_bare).filter(|is_bare| *is_bare).count()
}

fn is_torn(before: char, character: char) -> bool {
    match before {
        '<' => character.is_ascii_alphabetic() || matches!(character, '/' | '!' | '?'),
        ']' => character == '(',
        '!' => character == '[',
        _ => false,
    }
}
