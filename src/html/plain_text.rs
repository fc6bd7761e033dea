//! The plain text of HTML that this crate wrote.
//!
//! Only our own closed grammar is read here, so no parser is needed: every tag is `<name …>` with quoted values that
//! hold no angle bracket.

use super::escape::push_unescaped;
use super::tag::Tag;

/// The text of `html`: blocks separated by `\n`, the cells of a row by a tab, `br` as `\n`, no alternative texts but the
/// TeX of formulas. Captions of figures are part of it if `captions` says so.
pub(crate) fn plain_text(html: &str, captions: bool) -> String {
    let mut out = String::with_capacity(html.len() / 2);
    let mut caption_depth = 0;
    let mut has_tex = false;
    for (tag, inside, before) in tags(html) {
        let is_end = inside.starts_with('/');
        let is_shown = caption_depth == 0 || captions;
        if is_shown && !has_tex {
            push_unescaped(&mut out, before);
        }
        match tag {
            Some(Tag::Figcaption) if is_end => caption_depth -= 1,
            Some(Tag::Figcaption) => caption_depth += 1,
            Some(Tag::Math) => {
                let tex = tex(inside).filter(|_| is_shown);
                has_tex = tex.is_some();
                push_unescaped(&mut out, tex.unwrap_or_default());
            }
            _ => {}
        }
        match tag {
            Some(Tag::Br) => out.push('\n'),
            Some(Tag::Td | Tag::Th) if is_end => out.push('\t'),
            Some(Tag::Td | Tag::Th) => {}
            Some(tag) if tag.is_block() => end_line(&mut out),
            _ => {}
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The text of `html` on one line.
pub(crate) fn on_one_line(html: &str) -> String {
    plain_text(html, true).replace(['\n', '\t'], " ")
}

/// The last character of the text of `html` that is no white space, closing quote or bracket.
pub(crate) fn last_character(html: &str) -> Option<char> {
    let mut rest = html;
    loop {
        rest = rest.trim_end_matches(|c: char| c.is_whitespace() || is_closing(c));
        let Some(tag) = rest.strip_suffix('>') else { return rest.chars().next_back() };
        rest = &tag[..tag.rfind('<').unwrap_or(0)];
    }
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '」' | '』' | '）' | '】' | '》')
}

fn end_line(out: &mut String) {
    let trimmed = out.trim_end_matches(['\t', ' ']).len();
    out.truncate(trimmed);
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

/// The TeX that the start tag of a formula tells, escaped.
fn tex(math: &str) -> Option<&str> {
    let (_, value) = math.split_once("alttext=\"")?;
    value.split('"').next()
}

/// Each tag with what stands inside it and the text before it, and at the end the rest of the text without one.
fn tags(html: &str) -> impl Iterator<Item = (Option<Tag>, &str, &str)> {
    let mut rest = Some(html);
    std::iter::from_fn(move || {
        let current = rest?;
        let Some((before, after)) = current.split_once('<') else {
            rest = None;
            return Some((None, "", current));
        };
        let (inside, next) = after.split_once('>').unwrap_or((after, ""));
        rest = Some(next);
        let name = inside.strip_prefix('/').unwrap_or(inside).split(' ').next().unwrap_or_default();
        Some((Some(Tag::from_name(name.as_bytes())), inside, before))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_lines_and_cells_are_tabs() {
        let html =
            "<h2>A</h2><p>b <em>c</em><br>d &amp; e</p><table><tr><th>1</th><td>2</td></tr><tr><td>3</td></tr></table>";
        assert_eq!(plain_text(html, true), "A\nb c\nd & e\n1\t2\n3");
        assert_eq!(last_character("<b>It rang.</b>”</a> ").zip(last_character("<br>")), None);
        assert_eq!(last_character("<b>It rang.”</b></a> "), Some('.'));
        assert_eq!(
            plain_text("<figure><img src=\"x\" alt=\"no\"><figcaption>c</figcaption></figure><p>d</p>", false),
            "d"
        );
    }
}
