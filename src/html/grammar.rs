//! The closed grammar of captures: the elements, attributes and schemes that can be written, and nothing else.
//!
//! A deny-list grows hole by hole; this is the whole language. It holds no script, style, svg, form control or frame,
//! and one attribute that reaches the network, `img src`. Values are decoded as a browser decodes them before they are
//! checked, and escaped anew when they are written.

use super::alignment::alignment;
use super::attributes::Attributes;
use super::escape::push_attribute;
use super::tag::Tag;
use super::tracking::without_tracking;
use super::url::{Url, is_web, resolve, scheme};

/// The data URLs that an image may be, base64 only: formats that browsers decode and that run nothing.
const IMAGE_DATA: [&str; 5] = [
    "data:image/png;base64,",
    "data:image/jpeg;base64,",
    "data:image/gif;base64,",
    "data:image/webp;base64,",
    "data:image/avif;base64,",
];

/// A data URL longer than this is a photograph inlined by a build tool: a capture is one small text file.
const MAX_IMAGE_DATA: usize = 256 << 10;

/// The name under which an inline element is written; `None` where only its insides are.
pub(crate) fn inline_name(tag: Tag) -> Option<&'static str> {
    use Tag::*;
    match tag {
        A | Abbr | B | Bdi | Bdo | Cite | Code | Del | Dfn | Em | I | Ins | Kbd | Mark | Q | Rb | Rp | Rt | Rtc
        | Ruby | S | Samp | Small | Span | Strong | Sub | Sup | Time | U | Var => Some(tag.name()),
        Strike => Some("s"),
        Tt => Some("code"),
        _ => None,
    }
}

/// The name under which a block is written; `None` where only its insides are.
pub(crate) fn block_name(tag: Tag) -> Option<&'static str> {
    use Tag::*;
    match tag {
        Address | Article | Blockquote | Caption | Col | Colgroup | Dd | Details | Dl | Dt | Figcaption | Figure
        | H2 | H3 | H4 | H5 | H6 | Header | Hr | Li | Ol | P | Pre | Section | Summary | Table | Tbody | Td | Tfoot
        | Th | Thead | Tr | Ul => Some(tag.name()),
        H1 => Some("h2"),
        Listing | Plaintext | Xmp => Some("pre"),
        Menu | Dir => Some("ul"),
        _ => None,
    }
}

/// Appends the attributes of `tag` that the grammar allows, in a fixed order.
pub(crate) fn push_attributes(out: &mut String, tag: Tag, attributes: &Attributes, base: Option<&Url>) {
    use Tag::*;
    let mut push = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            push_attribute(out, name, value);
        }
    };
    let get = |name: &str| attributes.get(name).filter(|value| !value.trim_ascii().is_empty());
    match tag {
        A => {
            push("rel", get("rel").filter(|rel| rel.split_ascii_whitespace().any(is_author)).map(|_| "author"));
            push("href", get("href").and_then(|href| link(href, base)).as_deref());
        }
        Td | Th => {
            push("colspan", get("colspan").filter(|n| is_span(n)));
            push("rowspan", get("rowspan").filter(|n| is_span(n)));
            push("align", alignment(attributes));
            push("scope", get("scope").filter(|s| tag == Th && matches!(*s, "row" | "col" | "rowgroup" | "colgroup")));
        }
        Tr => push("align", alignment(attributes)),
        Col | Colgroup => push("span", get("span").filter(|n| is_span(n))),
        Ol => {
            push("start", get("start").filter(|n| is_integer(n)));
            push("reversed", attributes.get("reversed").map(|_| ""));
            push("type", get("type").filter(|t| matches!(*t, "1" | "a" | "A" | "i" | "I")));
        }
        Li => push("value", get("value").filter(|n| is_integer(n))),
        Time | Del | Ins => push("datetime", get("datetime")),
        Blockquote | Q => push("cite", get("cite").and_then(|cite| link(cite, base)).as_deref()),
        Details => push("open", attributes.get("open").map(|_| "")),
        Abbr | Dfn => push("title", get("title")),
        Code => push("class", get("class").and_then(language_class).as_deref()),
        _ => {}
    }
    push("lang", get("lang").filter(|lang| is_language(lang)));
    push("dir", get("dir").map(|dir| dir.trim_ascii()).filter(|dir| matches!(*dir, "ltr" | "rtl" | "auto")));
}

/// Where a link may lead: an absolute http, https, mailto or tel URL, without what is there for tracking. Those to notes
/// are written by [`super::marks::mark`].
pub(crate) fn link(href: &str, base: Option<&Url>) -> Option<String> {
    let href = href.trim_matches(|c: char| c <= ' ');
    // A bare `#` is a handle for a script: it leads nowhere.
    if href.is_empty() || href == "#" {
        return None;
    }
    let address = resolve(href, base).filter(|address| matches!(scheme(address), "http" | "https" | "mailto" | "tel"));
    address.map(without_tracking).map(without_signs)
}

/// Of a web address the URL standard encodes these, but for a quote in the host (URL §3.5); of a mail's it leaves them (URL
/// §4.4, opaque path state).
fn without_signs(address: String) -> String {
    if memchr::memchr3(b'<', b'>', b'"', address.as_bytes()).is_none() {
        return address;
    }
    address.replace('<', "%3C").replace('>', "%3E").replace('"', "%22")
}

/// Where an image may come from: an absolute http or https URL, or a small base64 data URL of a harmless format.
pub(crate) fn image(src: &str, base: Option<&Url>) -> Option<String> {
    let src = src.trim_matches(|c: char| c <= ' ');
    if src.is_empty() {
        return None;
    }
    if src.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:")) {
        return is_image_data(src).then(|| src.to_owned());
    }
    resolve(src, base).filter(|address| is_web(address)).map(without_signs)
}

fn is_image_data(src: &str) -> bool {
    let payload = IMAGE_DATA.iter().find_map(|prefix| src.strip_prefix(prefix));
    src.len() <= MAX_IMAGE_DATA
        && payload.is_some_and(|p| p.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'=')))
}

/// The name under which an element of a formula is written: MathML Core, without what embeds HTML, links or runs. `none`
/// are those that only wrap others, and mean something to annotations alone; where an element's place among its siblings
/// counts, it is a row.
pub(crate) fn formula_name(tag: Tag) -> Option<&'static str> {
    use Tag::*;
    match tag {
        Mfrac | Mi | Mmultiscripts | Mn | Mo | Mover | Mphantom | Mprescripts | Mroot | Mrow | Ms | Mspace | Msqrt
        | Msub | Msubsup | Msup | Mtable | Mtd | Mtext | Mtr | Munder | Munderover => Some(tag.name()),
        Menclose | Merror | Mpadded | Mstyle | NoneScript => Some("mrow"),
        _ => None,
    }
}

/// Whether an element of a formula holds text, and nothing else.
pub(crate) fn is_formula_token(name: &str) -> bool {
    matches!(name, "mi" | "mn" | "mo" | "ms" | "mtext")
}

/// Appends the attributes of an element of a formula that the grammar allows: those without which it means something else.
pub(crate) fn push_formula_attributes(out: &mut String, tag: Tag, attributes: &Attributes) {
    let name = match tag {
        Tag::Mi => "mathvariant",
        Tag::Mo => "stretchy",
        Tag::Mfrac => "linethickness",
        Tag::Mover => "accent",
        Tag::Mspace => "width",
        _ => return,
    };
    let told = attributes.named(name).map(str::trim);
    let value = told.filter(|value| match tag {
        Tag::Mi => *value == "normal",
        Tag::Mfrac => matches!(*value, "0" | "0px" | "0pt" | "0em"),
        Tag::Mspace => is_length(value),
        _ => matches!(*value, "true" | "false"),
    });
    let named = || told.filter(|_| tag == Tag::Mspace).and_then(named_space);
    if let Some(value) = value.or_else(named) {
        push_attribute(out, name, value);
    }
}

/// The spaces that MathML 3 had names for (MathML 3 §2.1.5.2).
fn named_space(name: &str) -> Option<&'static str> {
    match name {
        "thinmathspace" => Some("0.1667em"),
        "mediummathspace" => Some("0.2222em"),
        "thickmathspace" => Some("0.2778em"),
        _ => None,
    }
}

/// A length in one of the units of a formula: `0.1667em`.
fn is_length(value: &str) -> bool {
    const LONGEST: usize = 12;
    let number = ["em", "ex", "px", "pt"].iter().find_map(|unit| value.strip_suffix(unit));
    value.len() <= LONGEST && number.is_some_and(|number| number.parse::<f32>().is_ok_and(f32::is_finite))
}

fn is_author(token: &str) -> bool {
    token.eq_ignore_ascii_case("author")
}

/// A count of merged cells that is not the default; 1,000 is where browsers stop (HTML §4.9.11).
fn is_span(value: &str) -> bool {
    value.parse::<u16>().is_ok_and(|count| (2..=1000).contains(&count))
}

fn is_integer(value: &str) -> bool {
    value.parse::<i32>().is_ok_and(|number| number.to_string() == value)
}

/// A language tag by its shape (BCP 47 §2.1): letters, digits and hyphens.
pub(crate) fn is_language(value: &str) -> bool {
    value.len() <= 35
        && value.split('-').all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// The class that names a language, of all the classes of a `code` element: `language-` as the HTML standard suggests
/// (§4.5.15), or its short form.
fn language_class(class: &str) -> Option<String> {
    let is_named = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'+' | b'#' | b'-');
    class.split_ascii_whitespace().find_map(|token| {
        let name = token.strip_prefix("language-").or_else(|| token.strip_prefix("lang-"))?;
        (!name.is_empty() && name.bytes().all(is_named)).then(|| format!("language-{name}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(tag: Tag, attributes: &[(&str, &str)]) -> String {
        let mut all = Attributes::default();
        attributes.iter().for_each(|(name, value)| all.push(name.as_bytes(), || value));
        let mut out = String::new();
        push_attributes(&mut out, tag, &all, Url::parse("https://example.org/a/b").as_ref());
        out
    }

    #[test]
    fn only_what_is_listed_is_written() {
        assert_eq!(written(Tag::A, &[("onclick", "x"), ("href", " c ")]), " href=\"https://example.org/a/c\"");
        assert_eq!(written(Tag::A, &[("href", "java\tscript:alert(1)")]), "");
        assert_eq!(written(Tag::A, &[("href", "\u{1}javascript:alert(1)")]), "");
        assert_eq!(written(Tag::Td, &[("colspan", "2"), ("rowspan", "1"), ("style", "x")]), " colspan=\"2\"");
        assert_eq!(written(Tag::Code, &[("class", "hljs language-c++")]), " class=\"language-c++\"");
        assert_eq!(written(Tag::Code, &[("class", "lang-js")]), " class=\"language-js\"");
        assert_eq!(
            written(Tag::P, &[("lang", "zh-Hans"), ("dir", "rtl"), ("id", "x")]),
            " lang=\"zh-Hans\" dir=\"rtl\""
        );
    }

    #[test]
    fn images_are_of_the_web_or_harmless() {
        assert_eq!(image("/x.png", Url::parse("https://e.org/a").as_ref()).as_deref(), Some("https://e.org/x.png"));
        assert_eq!(image("data:image/png;base64,AAAA", None).as_deref(), Some("data:image/png;base64,AAAA"));
        assert_eq!(image("data:image/svg+xml;base64,AAAA", None), None);
        assert_eq!(image("file:///etc/passwd", None), None);
        assert_eq!(link("x", None), None);
    }
}
