//! Why every block was kept or dropped: the debugging tool, and the user's "put this back".

use super::Selection;
use crate::blocks::{Arena, BlockId, Kind};
use crate::score::Effect;

/// What became of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// It is part of the content.
    Kept,
    /// It is not, for this reason.
    Dropped(Reason),
}

/// Why a block is not part of the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// It is outside the content roots.
    Outside,
    /// It is more likely not part of the content.
    Unlikely,
    /// It stands in a block that was dropped.
    InsideDropped,
    /// The reader does not see it.
    Hidden,
    /// An element or role that is no content: navigation, footer, dialog.
    Landmark,
    /// Named as boilerplate, and short or full of links.
    NamedBoilerplate,
    /// Named as readers' comments.
    Comments,
    /// It asks for consent to cookies, and so does all else that the page shows.
    Consent,
    /// Mostly links.
    Links,
    /// A list of links or labels.
    Labels,
    /// The article's own title, which stands above it.
    Title,
    /// A line that says the title, the byline or the time, as the capture's header does.
    Header,
    /// A line that leads to another article, or says whose the text is.
    Pointer,
    /// A small picture that stands alone: an avatar, a logo.
    Icon,
    /// The article's picture, or a sentence of its text, a second time.
    Repeated,
    /// Who reads the capture took it out.
    Reader,
    /// A heading over nothing, or a rule beside nothing, after all else was decided.
    Loose,
}

impl serde::Serialize for Reason {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl Reason {
    /// The reason in a word, as the trace and the marks of a page give it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Outside => "outside",
            Self::Unlikely => "unlikely",
            Self::InsideDropped => "inside-dropped",
            Self::Hidden => "hidden",
            Self::Landmark => "landmark",
            Self::NamedBoilerplate => "named-boilerplate",
            Self::Comments => "comments",
            Self::Consent => "consent",
            Self::Links => "links",
            Self::Labels => "labels",
            Self::Title => "title",
            Self::Header => "header",
            Self::Pointer => "pointer",
            Self::Icon => "icon",
            Self::Repeated => "repeated",
            Self::Reader => "reader",
            Self::Loose => "loose",
        }
    }

    /// The reason in a sentence, for people who ask what became of a block.
    pub fn explains(self) -> &'static str {
        match self {
            Self::Outside => "Outside the part of the page that was taken for the content.",
            Self::Unlikely => "The signals speak against it, or against what it belongs to.",
            Self::InsideDropped => "It stands in a block that was dropped.",
            Self::Hidden => "The reader does not see it.",
            Self::Landmark => "Navigation, footer, dialog: an element or role that is no content.",
            Self::NamedBoilerplate => "Its class or id is a name for boilerplate, and it is short or full of links.",
            Self::Comments => "Its class or id is a name for readers’ comments.",
            Self::Consent => "The page shows nothing but a request for consent.",
            Self::Links => "It is mostly links.",
            Self::Labels => "It is a list of links or labels.",
            Self::Title => "It is the article’s title, which stands above the capture.",
            Self::Header => "It says the title, the byline or the time, as the capture’s header does.",
            Self::Pointer => "It leads to another article, or says whose the text is.",
            Self::Icon => "It is a small picture that stands alone: an avatar, a logo.",
            Self::Repeated => "The article shows this picture, or says this, in another place.",
            Self::Reader => "Who reads the capture took it out.",
            Self::Loose => "It is a heading over nothing or a rule beside nothing, after all else was decided.",
        }
    }
}

/// One run of the page and what became of it.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct TracedBlock {
    /// The elements around it, outermost first, as `div.post/p`.
    pub path: String,
    /// How its text begins.
    pub text: String,
    /// How many characters it has in all.
    pub characters: usize,
    /// The probability that it is content, 0 to 1; `None` where it was not asked for.
    pub likely: Option<f32>,
    /// The signals that weighed most on that, strongest first.
    pub effects: Vec<Effect>,
    /// What became of it; of a run inside a dropped block, that block's reason.
    pub decision: Decision,
}

/// The trace of one selection.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize)]
pub struct Trace {
    /// The attempt that was chosen.
    pub attempt: &'static str,
    /// The probability from which a run of this page was kept; `None` where none was asked for.
    pub needed: Option<f32>,
    /// The runs of the page, in document order.
    pub blocks: Vec<TracedBlock>,
}

/// How many characters of a run the trace shows: a long paragraph whole, so that the trace can be read as the page it is
/// of. Text that stands in no paragraphs may be a book, and its beginning is enough to find it by.
const SHOWN: usize = 600;

impl Trace {
    /// The trace of `selection`.
    pub(crate) fn new(arena: &Arena, selection: &Selection) -> Self {
        let runs = arena.ids().filter(|id| arena.get(*id).kind == Kind::Run);
        let blocks = runs.map(|id| TracedBlock::new(arena, selection, id));
        Self { attempt: selection.attempt, needed: selection.needed, blocks: blocks.collect() }
    }
}

impl TracedBlock {
    fn new(arena: &Arena, selection: &Selection, id: BlockId) -> Self {
        let text = arena.text(id);
        Self {
            path: path(arena, id),
            text: text.chars().take(SHOWN).collect(),
            characters: text.chars().count(),
            likely: selection.likely.get(id.index()).copied(),
            effects: selection.effects.get(id.index()).cloned().unwrap_or_default(),
            decision: explain(arena, selection, id),
        }
    }
}

/// The decision on `id`; where only a block around it was decided on, that one's.
fn explain(arena: &Arena, selection: &Selection, id: BlockId) -> Decision {
    let own = std::iter::once(id).chain(arena.ancestors(id)).map(|id| selection.decisions[id.index()]);
    own.into_iter().find(|decision| *decision != Decision::Dropped(Reason::InsideDropped)).unwrap_or(Decision::Kept)
}

fn path(arena: &Arena, id: BlockId) -> String {
    let mut steps: Vec<String> = arena
        .ancestors(id)
        .filter(|id| *id != BlockId::ROOT)
        .filter_map(|id| {
            let name = arena.tag(id)?.name();
            Some(match arena.names(id).split_ascii_whitespace().next() {
                Some(class) => format!("{name}.{class}"),
                None => name.to_owned(),
            })
        })
        .collect();
    steps.reverse();
    steps.join("/")
}
