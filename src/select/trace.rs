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
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
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
    /// Mostly links.
    Links,
    /// A list of links or labels.
    Labels,
    /// The article's own title, which stands above it.
    Title,
    /// The byline or the time, which stand in the capture's header.
    Header,
    /// A line that leads to another article, or says whose the text is.
    Pointer,
    /// A small picture that stands alone: an avatar, a logo.
    Icon,
    /// A heading over nothing, or a rule beside nothing, after all else was decided.
    Loose,
}

/// One run of the page and what became of it.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct TracedBlock {
    /// The elements around it, outermost first, as `div.post/p`.
    pub path: String,
    /// How its text begins.
    pub text: String,
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
    /// The attempt that was chosen; empty where none yielded anything.
    pub attempt: &'static str,
    /// The runs of the page, in document order.
    pub blocks: Vec<TracedBlock>,
}

/// How many characters of a run the trace shows.
const SHOWN: usize = 80;

impl Trace {
    /// The trace of `selection`; without one, nothing was kept.
    pub(crate) fn new(arena: &Arena, selection: Option<&Selection>) -> Self {
        let runs = arena.ids().filter(|id| arena.get(*id).kind == Kind::Run);
        let blocks = runs.map(|id| TracedBlock {
            path: path(arena, id),
            text: arena.text(id).chars().take(SHOWN).collect(),
            likely: selection.and_then(|selection| selection.likely.get(id.index()).copied()),
            effects: selection.and_then(|selection| selection.effects.get(id.index()).cloned()).unwrap_or_default(),
            decision: selection.map_or(Decision::Dropped(Reason::Outside), |selection| explain(arena, selection, id)),
        });
        Self { attempt: selection.map_or("", |selection| selection.attempt), blocks: blocks.collect() }
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
