//! The elements of HTML, and the sets of them that the standard and this engine name.
//!
//! A set is a `match`, so that membership costs a jump table and the sets read as lists. Names are byte strings, because
//! a `match` on bytes becomes a decision tree, and one on strings a comparison with each in turn. Elements that the
//! engine never treats by name are [`Tag::Custom`] or [`Tag::Other`].

use super::lower::Lower;

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
            /// The tag of this name, in either case.
            pub(crate) fn from_name(name: &[u8]) -> Self {
                match Lower::new(name).as_bytes() {
                    $($name => Self::$variant,)*
                    _ if name.contains(&b'-') => Self::Custom,
                    _ => Self::Other,
                }
            }

            /// The element's name in lower case; empty for [`Tag::Custom`] and [`Tag::Other`].
            pub(crate) fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => const { ascii($name) },)*
                    Self::Custom | Self::Other => "",
                }
            }
        }
    };
}

/// The name as a string.
const fn ascii(name: &'static [u8]) -> &'static str {
    match std::str::from_utf8(name) {
        Ok(name) => name,
        Err(_) => panic!("names are ASCII"),
    }
}

tags! {
    A = b"a", Abbr = b"abbr", Address = b"address", Annotation = b"annotation", AnnotationXml = b"annotation-xml",
    Area = b"area", Article = b"article", Aside = b"aside", Audio = b"audio", B = b"b", Base = b"base", Bdi = b"bdi",
    Bdo = b"bdo", Big = b"big", Blockquote = b"blockquote", Body = b"body", Br = b"br", Button = b"button",
    Canvas = b"canvas", Caption = b"caption", Center = b"center", Cite = b"cite", Code = b"code", Col = b"col",
    Colgroup = b"colgroup", Datalist = b"datalist", Dd = b"dd", Del = b"del", Desc = b"desc", Details = b"details",
    Dfn = b"dfn", Dialog = b"dialog", Dir = b"dir", Div = b"div", Dl = b"dl", Dt = b"dt", Em = b"em", Embed = b"embed",
    Fieldset = b"fieldset", Figcaption = b"figcaption", Figure = b"figure", Font = b"font", Footer = b"footer",
    ForeignObject = b"foreignobject", Form = b"form", Frame = b"frame", Frameset = b"frameset", H1 = b"h1", H2 = b"h2",
    H3 = b"h3", H4 = b"h4", H5 = b"h5", H6 = b"h6", Head = b"head", Header = b"header", Hgroup = b"hgroup", Hr = b"hr",
    Html = b"html", I = b"i", Iframe = b"iframe", Image = b"image", Img = b"img", Input = b"input", Ins = b"ins",
    Kbd = b"kbd", Label = b"label", Legend = b"legend", Li = b"li", Link = b"link", Listing = b"listing",
    Main = b"main", Map = b"map", Mark = b"mark", Math = b"math", MathRenderer = b"math-renderer",
    Menclose = b"menclose", Menu = b"menu", Merror = b"merror", Meta = b"meta", Mfrac = b"mfrac", Mi = b"mi",
    MjxContainer = b"mjx-container", Mmultiscripts = b"mmultiscripts", Mn = b"mn", Mo = b"mo", Mover = b"mover",
    Mpadded = b"mpadded", Mphantom = b"mphantom", Mprescripts = b"mprescripts", Mroot = b"mroot", Mrow = b"mrow",
    Ms = b"ms", Mspace = b"mspace", Msqrt = b"msqrt", Mstyle = b"mstyle", Msub = b"msub", Msubsup = b"msubsup",
    Msup = b"msup", Mtable = b"mtable", Mtd = b"mtd", Mtext = b"mtext", Mtr = b"mtr", Munder = b"munder",
    Munderover = b"munderover", Nav = b"nav", NoneScript = b"none", Noembed = b"noembed", Noframes = b"noframes",
    Noscript = b"noscript", Object = b"object", Ol = b"ol", Optgroup = b"optgroup", Choice = b"option", P = b"p",
    Param = b"param", Picture = b"picture", Plaintext = b"plaintext", Pre = b"pre", Q = b"q", Rb = b"rb", Rp = b"rp",
    Rt = b"rt", Rtc = b"rtc", Ruby = b"ruby", S = b"s", Samp = b"samp", Script = b"script", Search = b"search",
    Section = b"section", Select = b"select", Small = b"small", Source = b"source", Span = b"span", Strike = b"strike",
    Strong = b"strong", Style = b"style", Sub = b"sub", Summary = b"summary", Sup = b"sup", Svg = b"svg",
    Table = b"table", Tbody = b"tbody", Td = b"td", Template = b"template", Textarea = b"textarea", Tfoot = b"tfoot",
    Th = b"th", Thead = b"thead", Time = b"time", Title = b"title", Tr = b"tr", Track = b"track", Tt = b"tt", U = b"u",
    Ul = b"ul", Var = b"var", Video = b"video", Wbr = b"wbr", Xmp = b"xmp",
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

    /// The level of a heading, 1 to 6; 0 of any other element.
    pub(crate) fn heading_level(self) -> u8 {
        use Tag::*;
        [H1, H2, H3, H4, H5, H6].into_iter().position(|heading| heading == self).map_or(0, |at| at as u8 + 1)
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

    /// Elements of a formula that hold others or nothing (MathML Core §3, MathML 3 §3);
    /// in HTML they mean nothing. Those that hold text are [`Tag::is_foreign_point`].
    pub(crate) fn is_formula_part(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Menclose
                | Merror
                | Mfrac
                | Mmultiscripts
                | Mover
                | Mpadded
                | Mphantom
                | Mprescripts
                | Mroot
                | Mrow
                | Mspace
                | Msqrt
                | Mstyle
                | Msub
                | Msubsup
                | Msup
                | Mtable
                | Mtd
                | Mtr
                | Munder
                | Munderover
                | NoneScript
        )
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
            assert_eq!(Tag::from_name(name.as_bytes()).name(), name);
        }
        assert_eq!(Tag::from_name(b"BlockQuote"), Tag::Blockquote);
        assert_eq!(Tag::from_name(b"my-card"), Tag::Custom);
        assert_eq!(Tag::from_name(b"blink"), Tag::Other);
    }
}
