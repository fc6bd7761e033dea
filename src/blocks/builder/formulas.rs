//! Formulas: MathML in the grammar, with the TeX it was made from beside it; or that TeX alone.
//!
//! A renderer draws a formula with dozens of `span`s of single glyphs and hides the formula itself beside them, for screen
//! readers or as what it was made from. The glyphs are nothing without its style sheet. So the MathML is written, its TeX
//! as `alttext`, which readers of MathML know, and where there is only TeX, a `code` in that language.

use super::Builder;
use crate::blocks::dialects::{self, Part};
use crate::blocks::writer::Manner;
use crate::html::attributes::Attributes;
use crate::html::escape::{push_attribute, push_text};
use crate::html::grammar;
use crate::html::tag::Tag;
use crate::parse::StartTag;

/// Elements written inside each other in a formula; deeper ones are written without their tags. With the blocks and
/// inline elements around, see the serializer.
const MAX_FORMULA_NESTING: usize = 40;

/// Signs that text between `$$` is TeX, and no price.
const TEX_SIGNS: [char; 5] = ['\\', '^', '_', '=', '{'];

/// A formula that is open.
#[derive(Debug, Default)]
pub(super) struct Formula {
    tex: String,
    /// Its `alttext`, where LaTeXML and Wikipedia write the TeX, or `data-latex`, where MathJax does.
    alternative: String,
    /// Its text without its tags.
    plain: String,
    /// Its elements, as they are written.
    markup: String,
    /// Those that are open, and under which name they were written; empty where only their insides are.
    open: Vec<&'static str>,
    in_tex: bool,
    in_annotation: bool,
    /// Whether an element of it holds text.
    has_text: bool,
    is_display: bool,
    /// Whether nobody sees it.
    is_hidden: bool,
}

impl Formula {
    /// The TeX it was made from, if that is told.
    fn tex(&self) -> &str {
        let told = if self.tex.trim().is_empty() { &self.alternative } else { &self.tex };
        bare_tex(told)
    }

    /// It as it is written.
    fn html(&self, tex: &str) -> String {
        let mut html = String::from("<math");
        if self.is_display {
            push_attribute(&mut html, "display", "block");
        }
        if !tex.is_empty() {
            push_attribute(&mut html, "alttext", tex);
        }
        html.push('>');
        html.push_str(&self.markup);
        html.push_str("</math>");
        html
    }

    fn text(&mut self, text: &str) {
        match (self.in_tex, self.in_annotation) {
            (true, _) => self.tex.push_str(text),
            (false, true) => {}
            (false, false) => {
                self.plain.push_str(text);
                if self.open.last().is_some_and(|name| grammar::is_formula_token(name)) {
                    self.token_text(text);
                }
            }
        }
    }

    fn token_text(&mut self, text: &str) {
        for word in text.split_ascii_whitespace() {
            if !self.markup.ends_with('>') {
                self.markup.push(' ');
            }
            let before = self.markup.len();
            push_text(&mut self.markup, word);
            // A space that does not break is nothing to see.
            self.has_text |= self.markup.len() > before && word.chars().any(|c| c != '\u{a0}');
        }
    }
}

impl Builder {
    pub(super) fn start_math(&mut self, attributes: &Attributes) {
        self.write_waiting();
        let alternative = attributes.get("alttext").or_else(|| attributes.get("data-latex")).unwrap_or_default();
        self.formula = Some(Formula {
            alternative: alternative.to_owned(),
            is_display: attributes.get("display").is_some_and(|display| display.eq_ignore_ascii_case("block")),
            is_hidden: !self.writer.shows_formula() || self.ornaments > 0 && self.mathjax == 0,
            ..Formula::default()
        });
    }

    /// An annotation begins in a formula: its TeX, or what it means to a program.
    pub(super) fn start_annotation(&mut self, attributes: &Attributes) {
        if let Some(formula) = &mut self.formula {
            let is_tex = |encoding: &str| {
                encoding.eq_ignore_ascii_case("application/x-tex") || encoding.eq_ignore_ascii_case("latex")
            };
            formula.in_annotation = true;
            formula.in_tex = attributes.get("encoding").is_some_and(is_tex);
        }
    }

    pub(super) fn end_annotation(&mut self) {
        if let Some(formula) = &mut self.formula {
            (formula.in_annotation, formula.in_tex) = (false, false);
        }
    }

    pub(super) fn start_formula_part(&mut self, start: &StartTag<'_>) {
        let Some(formula) = &mut self.formula else { return };
        let is_written = !formula.in_annotation && formula.open.len() < MAX_FORMULA_NESTING;
        let name = grammar::formula_name(start.tag).filter(|_| is_written).unwrap_or_default();
        if !name.is_empty() {
            formula.markup.push('<');
            formula.markup.push_str(name);
            grammar::push_formula_attributes(&mut formula.markup, start.tag, start.attributes);
            formula.markup.push('>');
        }
        formula.open.push(name);
    }

    pub(super) fn end_formula_part(&mut self) {
        let Some(formula) = &mut self.formula else { return };
        if let Some(name) = formula.open.pop().filter(|name| !name.is_empty()) {
            formula.markup.push_str("</");
            formula.markup.push_str(name);
            formula.markup.push('>');
        }
    }

    /// Text of the formula that is open; `false` where none is.
    pub(super) fn formula_text(&mut self, text: &str) -> bool {
        self.formula.as_mut().map(|formula| formula.text(text)).is_some()
    }

    pub(super) fn end_math(&mut self) {
        let Some(formula) = self.formula.take().filter(|formula| !formula.is_hidden) else { return };
        // MathJax 2 writes the TeX after what it drew.
        if self.writer.is_drawing() && formula.tex().is_empty() {
            self.waiting = Some(formula);
        } else {
            self.write_formula(&formula, formula.tex());
        }
    }

    fn write_formula(&mut self, formula: &Formula, tex: &str) {
        if formula.has_text && !self.writer.is_literal() && self.preformatted == 0 {
            let measured = if tex.is_empty() { &formula.plain } else { tex };
            self.writer.formula(&mut self.arena, &formula.html(tex), measured);
        } else if tex.is_empty() {
            self.writer.text(&mut self.arena, &formula.plain);
        } else {
            self.write_tex(tex);
        }
        self.drawn.clear();
        self.drawn.push_str(tex);
    }

    /// A formula of MathJax 2 whose TeX has not come.
    pub(super) fn write_waiting(&mut self) {
        if let Some(formula) = self.waiting.take() {
            self.write_formula(&formula, "");
        }
    }

    /// What a script of type `math/tex` holds: the TeX of the formula before it, or a formula that nothing has drawn.
    pub(super) fn tex_script(&mut self, text: &str) {
        let tex = bare_tex(text);
        if let Some(formula) = self.waiting.take() {
            self.write_formula(&formula, tex);
        } else if !tex.is_empty() && !self.writer.is_hidden() {
            self.write_tex(tex);
        }
    }

    /// TeX that no renderer has made MathML of.
    fn write_tex(&mut self, tex: &str) {
        if self.writer.is_literal() {
            return self.writer.text(&mut self.arena, tex);
        }
        let mut start = String::from("<code");
        push_attribute(&mut start, "class", "language-tex");
        start.push('>');
        self.writer.open(Tag::Math, "code", start, Manner::default());
        self.writer.text(&mut self.arena, tex);
        self.writer.close(&mut self.arena, Tag::Math);
    }

    /// An image whose alternative text is its TeX; `false` where it has none. MediaWiki writes one beside its MathML.
    pub(super) fn tex_image(&mut self, attributes: &Attributes) -> bool {
        let is_formula = dialects::part(attributes) == Some(Part::TexImage);
        let tex = attributes.get("alt").filter(|_| is_formula).map(bare_tex).unwrap_or_default();
        if tex.is_empty() {
            return false;
        }
        if self.drawn != tex && !self.writer.is_hidden() {
            self.write_tex(tex);
        }
        self.drawn.clear();
        true
    }

    /// Text in which formulas may stand as they were typed: `\(…\)`, `\[…\]`, `$$…$$`.
    pub(super) fn prose(&mut self, text: &str) {
        let may_hold_tex = self.writer.holds_tex() || memchr::memchr2(b'\\', b'$', text.as_bytes()).is_some();
        if !may_hold_tex || !self.has_typed_formulas || self.writer.is_literal() {
            return self.writer.text(&mut self.arena, text);
        }
        if self.writer.holds_tex() && self.box_text(text) {
            return;
        }
        let mut rest = text;
        while let Some((before, tex, after)) = typed_formula(rest) {
            self.writer.text(&mut self.arena, before);
            self.write_tex(bare_tex(tex));
            rest = after;
        }
        self.writer.text(&mut self.arena, rest);
    }

    /// The text of an element that holds TeX, with single signs around it or none; `false` where it holds something else.
    fn box_text(&mut self, text: &str) -> bool {
        let text = text.trim();
        let between = text.strip_prefix('$').and_then(|text| text.strip_suffix('$')).map(|text| text.trim_matches('$'));
        let is_typed = ["\\(", "\\["].iter().any(|sign| text.starts_with(sign));
        let is_tex = |text: &&str| text.contains(TEX_SIGNS) || text.chars().count() == 1;
        let Some(tex) = between.or(Some(text).filter(|_| !is_typed).filter(is_tex)) else { return false };
        self.write_tex(bare_tex(tex));
        true
    }
}

/// Whether a script of this type holds TeX (MathJax 2).
pub(super) fn is_tex_script(kind: &str) -> bool {
    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("math/tex"))
}

/// The first formula in `text` as it was typed: what stands before it, its TeX, what stands after it.
fn typed_formula(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let at = from + memchr::memchr2(b'\\', b'$', &text.as_bytes()[from..])?;
        let rest = &text[at..];
        let end = match rest.as_bytes().get(..2) {
            Some(b"\\(") => Some("\\)"),
            Some(b"\\[") => Some("\\]"),
            Some(b"$$") => Some("$$"),
            _ => None,
        };
        if let Some(end) = end {
            // Without an end there is none after it either.
            let (tex, after) = rest[2..].split_once(end)?;
            if !tex.trim().is_empty() && (end != "$$" || tex.contains(TEX_SIGNS)) {
                return Some((&text[..at], tex, after));
            }
        }
        from = at + 1;
    }
}

/// TeX without what MediaWiki and WordPress put around it.
fn bare_tex(tex: &str) -> &str {
    let mut bare = tex.trim();
    loop {
        let group = bare.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).filter(|inner| is_one_group(inner));
        let inside = group.and_then(without_style).or_else(|| without_style(bare));
        match inside {
            Some(inside) => bare = inside,
            None => return bare,
        }
    }
}

fn without_style(tex: &str) -> Option<&str> {
    let rest = ["\\displaystyle", "\\textstyle"].iter().find_map(|style| tex.trim().strip_prefix(style))?;
    (!rest.starts_with(|c: char| c.is_ascii_alphabetic())).then(|| rest.trim())
}

/// Whether no brace in `inner` closes one before it.
fn is_one_group(inner: &str) -> bool {
    let mut depth = 0_i32;
    let escaped = inner.bytes().scan(false, |after_backslash, byte| {
        let is_escaped = std::mem::replace(after_backslash, byte == b'\\' && !*after_backslash);
        Some((byte, is_escaped))
    });
    for (byte, _) in escaped.filter(|(_, is_escaped)| !is_escaped) {
        depth += i32::from(byte == b'{') - i32::from(byte == b'}');
        if depth < 0 {
            return false;
        }
    }
    depth == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_found_where_they_were_typed() {
        assert_eq!(typed_formula("a \\(b\\) c"), Some(("a ", "b", " c")));
        assert_eq!(typed_formula("$5 or $$ a = b $$."), Some(("$5 or ", " a = b ", ".")));
        assert_eq!(typed_formula("costs $$ here and $$$ there"), None);
        assert_eq!(typed_formula("\\(never closed"), None);
        assert_eq!(typed_formula("\\"), None);
    }

    #[test]
    fn tex_is_bare() {
        for (tex, expected) in [
            ("{\\displaystyle {\\displaystyle x^{2}}}", "x^{2}"),
            ("\\displaystyle T=1", "T=1"),
            ("{a}{b}", "{a}{b}"),
            ("{\\displaystyle a}+{b}", "{\\displaystyle a}+{b}"),
            ("\\displaystylex", "\\displaystylex"),
            (" a ", "a"),
        ] {
            assert_eq!(bare_tex(tex), expected, "{tex}");
        }
    }
}
