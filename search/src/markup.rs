//! The text of a capture's body, which the engine's sanitizer wrote.
//!
//! Only its closed grammar is read, so no parser is needed: every tag is `<name …>` with quoted values that hold no angle
//! bracket, and five characters are escaped. Anything else gives some text, too, and nothing worse.

/// The elements that stand within a line (the engine's grammar, less its blocks).
const WITHIN_LINES: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "img", "ins", "kbd", "mark", "q", "rb",
    "rp", "rt", "rtc", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
];

/// What stands between the characters of a word and is none of it: how it is pronounced. And a formula, which is its TeX.
const APART: &[&str] = &["math", "rp", "rt", "rtc"];

const ESCAPED: &[(&str, char)] = &[("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&#10;", '\n')];

/// The text of `html`, a block a line.
pub fn text(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        push_unescaped(&mut out, before);
        let (inside, next) = after.split_once('>').unwrap_or((after, ""));
        rest = next;
        let name = inside.split([' ', '/']).next().unwrap_or_default();
        if name == "math" {
            push_unescaped(&mut out, attribute(inside, "alttext").unwrap_or_default());
        }
        if APART.contains(&name) {
            rest = after_element(next, name);
        } else if !WITHIN_LINES.contains(&inside.trim_start_matches('/').split(' ').next().unwrap_or_default()) {
            end_line(&mut out);
        }
    }
    push_unescaped(&mut out, rest);
    out.truncate(out.trim_end().len());
    out
}

/// What comes after the end tag; none of these elements stands within its like.
fn after_element<'a>(html: &'a str, name: &str) -> &'a str {
    let end = html.match_indices("</").find_map(|(at, _)| html[at + 2..].strip_prefix(name)?.strip_prefix('>'));
    end.unwrap_or_default()
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, value) = tag.split_once(&format!(" {name}=\""))?;
    value.split('"').next()
}

fn end_line(out: &mut String) {
    out.truncate(out.trim_end().len());
    if !out.is_empty() {
        out.push('\n');
    }
}

fn push_unescaped(out: &mut String, mut written: &str) {
    while let Some(at) = memchr::memchr(b'&', written.as_bytes()) {
        out.push_str(&written[..at]);
        written = &written[at..];
        let known = ESCAPED.iter().find(|(reference, _)| written.starts_with(reference));
        let (reference, character) = known.unwrap_or(&("&", '&'));
        out.push(*character);
        written = &written[reference.len()..];
    }
    out.push_str(written);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_lines() {
        let html = "<article lang=\"en\"><h2>A</h2><p>b <em>c</em>d<br>e &amp; f</p><hr><ul><li>g</li></ul></article>";
        assert_eq!(text(html), "A\nb cd\ne & f\ng");
        assert_eq!(text("<p><ruby>渡<rt>わた</rt>船<rt>ふね</rt></ruby>で</p>"), "渡船で");
        assert_eq!(text("<p>so <math alttext=\"a&lt;b\"><mi>a</mi></math> holds</p>"), "so a<b holds");
        assert_eq!(text("a & b &nbsp; <p"), "a & b &nbsp;");
        assert_eq!(text("<math>"), "");
    }
}
