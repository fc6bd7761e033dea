//! SVG and MathML inside HTML: where they begin and end, and where HTML goes on inside them (HTML §13.2.6.5).
//!
//! Nothing in an SVG is text of the page, and of a formula only the elements that present it have names here. But what is
//! left open in either must not swallow the page that follows.

use super::{MAX_OPEN_ELEMENTS, Tree};
use crate::html::tag::Tag;
use crate::parse::{Attributes, Listener};

impl<L: Listener> Tree<L> {
    /// Whether a start tag here is one of SVG or MathML: HTML is told from them by the element around (HTML §13.2.6).
    pub(super) fn is_foreign(&self) -> bool {
        self.current().is_some_and(|tag| {
            matches!(tag, Tag::Svg | Tag::Math | Tag::Annotation | Tag::Other) || tag.is_formula_part()
        })
    }

    pub(super) fn is_foreign_element(&self) -> bool {
        self.is_foreign() || self.current().is_some_and(|tag| tag == Tag::AnnotationXml || tag.is_foreign_point())
    }

    /// A start tag in SVG or MathML (HTML §13.2.6.5); `false` where it breaks out of them, and is one of HTML.
    pub(super) fn start_foreign(&mut self, tag: Tag, attributes: &Attributes, self_closing: bool) -> bool {
        use Tag::*;
        let font = tag == Font && ["color", "face", "size"].iter().any(|name| attributes.named(name).is_some());
        if tag.breaks_out() || font {
            self.break_out();
            return false;
        }
        if self.open.len() >= MAX_OPEN_ELEMENTS {
            return true;
        }
        let kept = self.kept_as(tag, attributes);
        let is_part = kept.is_formula_part() || kept.is_foreign_point() && !matches!(kept, Desc | ForeignObject);
        match kept {
            _ if is_part => self.tell_formula_start(kept, attributes),
            _ if self_closing => {}
            Annotation | AnnotationXml => self.tell_start(Annotation, attributes),
            Svg => self.tell_start(Svg, attributes),
            _ => {}
        }
        if !self_closing {
            self.push(kept, kept == Svg);
        } else if is_part {
            self.tell_formula_end();
        }
        true
    }

    /// What an element of SVG or MathML is on the stack: its own name only where that means something.
    fn kept_as(&self, tag: Tag, attributes: &Attributes) -> Tag {
        use Tag::*;
        let root = self.open.iter().rev().map(|open| open.tag).find(|tag| matches!(tag, Svg | Math));
        let is_svg = root == Some(Svg);
        let encoding = attributes.get("encoding").unwrap_or_default();
        let holds_html = ["text/html", "application/xhtml+xml"].iter().any(|kind| encoding.eq_ignore_ascii_case(kind));
        match tag {
            Title if is_svg => Desc,
            AnnotationXml if !holds_html => Annotation,
            Annotation | AnnotationXml | Svg => tag,
            _ if tag.is_foreign_point() && matches!(tag, Desc | ForeignObject) == is_svg => tag,
            _ if tag.is_formula_part() && !is_svg => tag,
            _ => Other,
        }
    }

    /// Ends the elements of SVG and MathML around, up to HTML.
    fn break_out(&mut self) {
        while self.is_foreign() {
            self.remove(self.open.len() - 1);
        }
    }

    /// An end tag in SVG or MathML; `false` where it is one of HTML. The elements without meaning have no names here: an
    /// end tag that could be of one ends the innermost.
    pub(super) fn end_foreign(&mut self, tag: Tag) -> bool {
        use Tag::*;
        if matches!(tag, P | Br) {
            self.break_out();
            return false;
        }
        let has_name =
            matches!(tag, Svg | Math | Annotation | AnnotationXml) || tag.is_foreign_point() || tag.is_formula_part();
        let is_nameless = !(has_name || tag.is_special() || tag.breaks_out());
        for depth in (0..self.open.len()).rev() {
            let is_ended = match self.open[depth].tag {
                Other => is_nameless,
                Desc => matches!(tag, Desc | Title),
                Annotation => matches!(tag, Annotation | AnnotationXml),
                open if open == tag => true,
                Svg | Math | AnnotationXml => false,
                open if open.is_foreign_point() || open.is_formula_part() => false,
                _ => return false,
            };
            if is_ended {
                self.pop_to(depth);
                return true;
            }
        }
        false
    }
}

/// Whether the attributes of a start tag in SVG or MathML matter: it is told, or breaks out of them by what it is.
pub(super) fn hears_start(tag: Tag) -> bool {
    use Tag::*;
    tag.breaks_out()
        || tag.is_formula_part()
        || tag.is_foreign_point()
        || matches!(tag, Annotation | AnnotationXml | Font | Svg)
}

#[cfg(test)]
mod tests {
    use crate::parse::testing::outline;

    #[test]
    fn foreign_elements_end_where_html_goes_on() {
        for (html, expected) in [
            ("<div><svg><path></div>a", "<div><svg></svg></div>a"),
            ("<svg><path><p>a</p><svg></svg>", "<svg></svg><p>a</p><svg></svg>"),
            ("<svg><foreignObject><p>no</p></foreignObject>no</svg>a", "<svg></svg>a"),
            ("<svg><title>no</title>no</svg>a", "<svg></svg>a"),
            ("<svg><mi><p>a</p></svg>b", "<svg></svg><p>a</p>b"),
            ("<math><mi>a</mi><p>b", "<math><mi>a</></math><p>b</p>"),
            ("<math><mrow><mspace/><mi>a</mrow>b</math>c", "<math><mrow><mspace></><mi>a</></>b</math>c"),
            ("<mrow>a</mrow><svg><mi>b</svg>", "a<svg></svg>"),
            ("<math><annotation-xml>a</annotation-xml>b</math>c", "<math><annotation>a</annotation>b</math>c"),
            ("<svg><g>no<svg></svg>no</g>no</svg>a", "<svg></svg>a"),
            ("<svg><font>no<font color=x>a", "<svg></svg><font>a</font>"),
        ] {
            assert_eq!(outline(html), expected, "{html}");
        }
    }
}
