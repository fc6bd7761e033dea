//! The elements of HTML, and the sets of them that the standard and this engine name.
//!
//! A set is a `match`, so that membership costs a jump table and the sets read as lists. Elements that the engine never
//! treats by name are [`Tag::Custom`] or [`Tag::Other`].

macro_rules! tags {
    ($($variant:ident = $name:literal),* $(,)?) => {
        /// An element's name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(crate) enum Tag {
            $($variant,)*
            /// An element with a hyphen in its name: a custom element, which pages nearly always set as a block.
            Custom,
            /// Any other element that nothing here treats by name: an inline wrapper without meaning.
            Other,
        }

        impl Tag {
            /// The tag of this name; `name` is in ASCII lower case, as the tokenizer gives it.
            pub(crate) fn from_name(name: &str) -> Self {
                match name {
                    $($name => Self::$variant,)*
                    _ if name.contains('-') => Self::Custom,
                    _ => Self::Other,
                }
            }

            /// The element's name in lower case; empty for [`Tag::Custom`] and [`Tag::Other`].
            pub(crate) fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                    Self::Custom | Self::Other => "",
                }
            }
        }
    };
}

tags! {
    A = "a", Abbr = "abbr", Address = "address", Annotation = "annotation",
    AnnotationXml = "annotation-xml", Area = "area", Article = "article",
    Aside = "aside", Audio = "audio", B = "b", Base = "base", Bdi = "bdi", Bdo = "bdo", Big = "big",
    Blockquote = "blockquote", Body = "body", Br = "br", Button = "button", Canvas = "canvas", Caption = "caption",
    Center = "center", Cite = "cite", Code = "code", Col = "col", Colgroup = "colgroup", Datalist = "datalist",
    Dd = "dd", Del = "del", Desc = "desc", Details = "details", Dfn = "dfn", Dialog = "dialog", Dir = "dir", Div = "div", Dl = "dl",
    Dt = "dt", Em = "em", Embed = "embed", Fieldset = "fieldset", Figcaption = "figcaption", Figure = "figure",
    Font = "font", Footer = "footer", ForeignObject = "foreignobject", Form = "form", Frame = "frame", Frameset = "frameset", H1 = "h1", H2 = "h2",
    H3 = "h3", H4 = "h4", H5 = "h5", H6 = "h6", Head = "head", Header = "header", Hgroup = "hgroup", Hr = "hr",
    Html = "html", I = "i", Iframe = "iframe", Image = "image", Img = "img", Input = "input", Ins = "ins", Kbd = "kbd", Label = "label",
    Legend = "legend", Li = "li", Link = "link", Listing = "listing", Main = "main", Map = "map", Mark = "mark",
    Math = "math", Menu = "menu", Meta = "meta", Mi = "mi", Mn = "mn", Mo = "mo", Ms = "ms", Mtext = "mtext", Nav = "nav", Noembed = "noembed", Noframes = "noframes",
    Noscript = "noscript", Object = "object", Ol = "ol", Optgroup = "optgroup", Choice = "option", P = "p",
    Param = "param", Picture = "picture", Plaintext = "plaintext", Pre = "pre", Q = "q", Rb = "rb", Rp = "rp",
    Rt = "rt", Rtc = "rtc", Ruby = "ruby", S = "s", Samp = "samp", Script = "script", Search = "search",
    Section = "section", Select = "select", Small = "small", Source = "source", Span = "span", Strike = "strike",
    Strong = "strong", Style = "style", Sub = "sub", Summary = "summary", Sup = "sup", Svg = "svg", Table = "table",
    Tbody = "tbody", Td = "td", Template = "template", Textarea = "textarea", Tfoot = "tfoot", Th = "th",
    Thead = "thead", Time = "time", Title = "title", Tr = "tr", Track = "track", Tt = "tt", U = "u", Ul = "ul",
    Var = "var", Video = "video", Wbr = "wbr", Xmp = "xmp",
}

impl Tag {
    /// Elements without an end tag (HTML §13.1.2, void elements, and the obsolete ones that parse like them).
    pub(crate) fn is_void(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Area | Base | Br | Col | Embed | Frame | Hr | Img | Input | Link | Meta | Param | Source | Track | Wbr
        )
    }

    /// Elements that end a line of text: a block of the arena each (HTML §15.3, `display: block` and its like).
    pub(crate) fn is_block(self) -> bool {
        use Tag::*;
        self.is_heading()
            || self.is_table_part()
            || matches!(
                self,
                Address
                    | Article
                    | Aside
                    | Blockquote
                    | Body
                    | Center
                    | Custom
                    | Dd
                    | Details
                    | Dialog
                    | Dir
                    | Div
                    | Dl
                    | Dt
                    | Fieldset
                    | Figcaption
                    | Figure
                    | Footer
                    | Form
                    | Frameset
                    | Head
                    | Header
                    | Hgroup
                    | Hr
                    | Html
                    | Legend
                    | Li
                    | Listing
                    | Main
                    | Menu
                    | Nav
                    | Ol
                    | P
                    | Plaintext
                    | Pre
                    | Search
                    | Section
                    | Summary
                    | Table
                    | Template
                    | Ul
                    | Xmp
            )
    }

    /// `h1` to `h6`.
    pub(crate) fn is_heading(self) -> bool {
        use Tag::*;
        matches!(self, H1 | H2 | H3 | H4 | H5 | H6)
    }

    /// The elements that stand only inside a table.
    pub(crate) fn is_table_part(self) -> bool {
        use Tag::*;
        matches!(self, Caption | Col | Colgroup | Tbody | Td | Tfoot | Th | Thead | Tr)
    }

    /// Inline elements whose end tag closes them even where blocks are open inside (HTML §13.2.4.3, formatting).
    pub(crate) fn is_formatting(self) -> bool {
        use Tag::*;
        matches!(self, A | B | Big | Code | Em | Font | I | S | Small | Strike | Strong | Tt | U)
    }

    /// Inline elements that are set in bold or italic type.
    pub(crate) fn is_stress(self) -> bool {
        use Tag::*;
        matches!(self, B | Em | I | Strong)
    }

    /// Form fields and buttons.
    pub(crate) fn is_control(self) -> bool {
        use Tag::*;
        matches!(self, Button | Input | Select | Textarea)
    }

    /// Elements whose start closes an open `p` (HTML §13.2.6.4.7).
    pub(crate) fn closes_paragraph(self) -> bool {
        use Tag::*;
        self.is_block() && !self.is_table_part() && !matches!(self, Body | Custom | Head | Html | Legend | Template)
    }

    /// The elements that the parsing rules treat by name and that an end tag of another does not cross (HTML
    /// §13.2.4.2, special).
    pub(crate) fn is_special(self) -> bool {
        use Tag::*;
        self.is_block() && !matches!(self, Custom | Dialog | Legend)
            || matches!(
                self,
                Button | Iframe | Noembed | Noframes | Noscript | Object | Script | Select | Style | Textarea | Title
            )
    }

    /// Elements whose start begins the formatting elements again that outlived their blocks (HTML §13.2.6.4.7,
    /// "reconstruct the active formatting elements").
    pub(crate) fn wakes_formatting(self) -> bool {
        use Tag::*;
        let is_left_alone = self.is_head_content()
            || matches!(self, Iframe | Noembed | Noframes | Param | Rb | Rp | Rt | Rtc | Source | Textarea | Track);
        matches!(self, Custom | Legend) || !self.is_block() && !is_left_alone
    }

    /// Elements whose end tag may be left out (HTML §13.2.6.3).
    pub(crate) fn has_implied_end(self) -> bool {
        use Tag::*;
        matches!(self, Choice | Dd | Dt | Li | Optgroup | P | Rb | Rp | Rt | Rtc)
    }

    /// Elements of HTML that end the SVG or MathML they stand in (HTML §13.2.6.5).
    pub(crate) fn breaks_out(self) -> bool {
        use Tag::*;
        self.is_heading()
            || matches!(
                self,
                B | Big
                    | Blockquote
                    | Body
                    | Br
                    | Center
                    | Code
                    | Dd
                    | Div
                    | Dl
                    | Dt
                    | Em
                    | Embed
                    | Head
                    | Hr
                    | I
                    | Img
                    | Li
                    | Listing
                    | Menu
                    | Meta
                    | Ol
                    | P
                    | Pre
                    | Ruby
                    | S
                    | Small
                    | Span
                    | Strike
                    | Strong
                    | Sub
                    | Sup
                    | Table
                    | Tt
                    | U
                    | Ul
                    | Var
            )
    }

    /// Elements of SVG and MathML that hold HTML (HTML §13.2.6, integration points); in HTML they mean nothing.
    pub(crate) fn is_foreign_point(self) -> bool {
        use Tag::*;
        matches!(self, Desc | ForeignObject | Mi | Mn | Mo | Ms | Mtext)
    }

    /// Elements that stand in the head and do not end it (HTML §13.2.6.4.4).
    pub(crate) fn is_head_content(self) -> bool {
        use Tag::*;
        matches!(self, Base | Link | Meta | Noframes | Noscript | Script | Style | Template | Title)
    }

    /// Elements whose white space is kept as it stands.
    pub(crate) fn is_preformatted(self) -> bool {
        matches!(self, Tag::Pre | Tag::Listing | Tag::Xmp | Tag::Plaintext)
    }

    /// Blocks that hold phrasing content alone: blocks inside are written as their text.
    pub(crate) fn holds_phrases(self) -> bool {
        self.is_heading() || self.is_preformatted() || matches!(self, Tag::P | Tag::Summary)
    }

    /// Elements whose insides are no text of the page: code, controls, replaced content and its fallbacks.
    pub(crate) fn is_opaque(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Audio
                | Canvas
                | Datalist
                | Iframe
                | Noembed
                | Noframes
                | Noscript
                | Object
                | Script
                | Select
                | Style
                | Svg
                | Template
                | Textarea
                | Title
                | Video
        )
    }
}

#[cfg(test)]
mod tests {
    use super::Tag;

    #[test]
    fn names_lead_back_to_their_tags() {
        for name in ["a", "blockquote", "option", "xmp", "h6"] {
            assert_eq!(Tag::from_name(name).name(), name);
        }
        assert_eq!(Tag::from_name("my-card"), Tag::Custom);
        assert_eq!(Tag::from_name("blink"), Tag::Other);
    }
}
