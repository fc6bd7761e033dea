//! The elements of HTML, and the sets of them that the standard and this engine name.
//!
//! A set is a `match`, so that membership costs a jump table and the sets read as lists. Elements that the engine never
//! treats by name are [`Tag::Other`]: an unknown element is an inline wrapper without meaning, as in a browser.

macro_rules! tags {
    ($($variant:ident = $name:literal),* $(,)?) => {
        /// An element's name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(crate) enum Tag {
            $($variant,)*
            /// Any element that nothing here treats by name: custom elements, the insides of svg, the unknown.
            Other,
        }

        impl Tag {
            /// The tag of this name; `name` is in ASCII lower case, as the tokenizer gives it.
            pub(crate) fn from_name(name: &str) -> Self {
                match name {
                    $($name => Self::$variant,)*
                    _ => Self::Other,
                }
            }

            /// The element's name in lower case; empty for [`Tag::Other`].
            pub(crate) fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                    Self::Other => "",
                }
            }
        }
    };
}

tags! {
    A = "a", Abbr = "abbr", Address = "address", Annotation = "annotation", Area = "area", Article = "article",
    Aside = "aside", Audio = "audio", B = "b", Base = "base", Bdi = "bdi", Bdo = "bdo", Big = "big",
    Blockquote = "blockquote", Body = "body", Br = "br", Button = "button", Canvas = "canvas", Caption = "caption",
    Center = "center", Cite = "cite", Code = "code", Col = "col", Colgroup = "colgroup", Datalist = "datalist",
    Dd = "dd", Del = "del", Details = "details", Dfn = "dfn", Dialog = "dialog", Dir = "dir", Div = "div", Dl = "dl",
    Dt = "dt", Em = "em", Embed = "embed", Fieldset = "fieldset", Figcaption = "figcaption", Figure = "figure",
    Font = "font", Footer = "footer", Form = "form", Frame = "frame", Frameset = "frameset", H1 = "h1", H2 = "h2",
    H3 = "h3", H4 = "h4", H5 = "h5", H6 = "h6", Head = "head", Header = "header", Hgroup = "hgroup", Hr = "hr",
    Html = "html", I = "i", Iframe = "iframe", Img = "img", Input = "input", Ins = "ins", Kbd = "kbd", Label = "label",
    Legend = "legend", Li = "li", Link = "link", Listing = "listing", Main = "main", Map = "map", Mark = "mark",
    Math = "math", Menu = "menu", Meta = "meta", Nav = "nav", Noembed = "noembed", Noframes = "noframes",
    Noscript = "noscript", Object = "object", Ol = "ol", Optgroup = "optgroup", OptionTag = "option", P = "p",
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
        matches!(
            self,
            Address | Article | Aside | Blockquote | Body | Caption | Center | Col | Colgroup | Dd | Details | Dialog
                | Dir | Div | Dl | Dt | Fieldset | Figcaption | Figure | Footer | Form | Frameset | Head | Header
                | Hgroup | Hr | Html | Legend | Li | Listing | Main | Menu | Nav | Ol | P | Plaintext | Pre | Search
                | Section | Summary | Table | Tbody | Td | Tfoot | Th | Thead | Tr | Ul | Xmp
        ) || self.is_heading()
    }

    /// `h1` to `h6`.
    pub(crate) fn is_heading(self) -> bool {
        use Tag::*;
        matches!(self, H1 | H2 | H3 | H4 | H5 | H6)
    }

    /// Elements whose insides are no text of the page: code, controls, replaced content and its fallbacks.
    pub(crate) fn is_opaque(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Audio | Button | Canvas | Datalist | Embed | Iframe | Noembed | Noframes | Noscript | Object | Script
                | Select | Style | Svg | Template | Textarea | Title | Video
        )
    }
}
