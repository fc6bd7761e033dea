//! What the learner asks of the engine: the runs of a page, and what the engine itself reads of each.
//!
//! The learner is another program (`xtask/learn`), and what is learnt must be what runs. So it has no parser and no
//! signals of its own.

use crate::blocks::BlockId;
use crate::extractor::Reading;
use crate::score::learning::signal_names;
use crate::score::{self, Model as Learnt, Question};
use crate::select;
use crate::{Error, Extraction, Extractor, Options};

/// What was learnt, or is being learnt.
pub struct Model(Learnt);

impl Model {
    /// Reads a model's file; `None` where it is malformed.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        Learnt::read(bytes).map(Self)
    }
}

/// A page as the learner sees it.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// The text of each run.
    pub texts: Vec<String>,
    /// The element that each run stands in, by its place in `elements`.
    pub parents: Vec<usize>,
    /// Each element: its parent's place, and the words of its class and id. The first is the root.
    pub elements: Vec<(usize, Vec<String>)>,
    /// The signals of each run, where a model was given.
    pub rows: Vec<Vec<u8>>,
}

/// The names of all signals, in the order of the rows.
pub fn signals() -> Vec<String> {
    signal_names()
}

/// Reads the page at `url`.
///
/// # Errors
/// Those of [`Extractor`].
pub fn read(url: &str, html: &str, model: Option<&Model>) -> Result<Page, Error> {
    let mut extractor = Extractor::new(url, Options::default())?;
    extractor.write(html.as_bytes())?;
    let Reading { arena, metadata, claims } = extractor.read()?;
    let (table, by_rule) = select::by_rule(&arena, select::Header::new(&metadata));
    let kept = by_rule.kept();
    let question = Question { arena: &arena, table: &table, claims: &claims, kept_by_rule: &kept };
    let runs = question.runs();
    let elements: Vec<BlockId> = arena.ids().filter(|id| arena.tag(*id).is_some()).collect();
    let place = |id: BlockId| elements.binary_search(&id).unwrap_or_default();
    let sheet = model.map(|model| question.sheet(&model.0));
    let row = |sheet: &score::Sheet, run: usize| (0..sheet.len()).map(|signal| sheet.column(signal)[run]).collect();
    Ok(Page {
        texts: runs.iter().map(|id| arena.text(*id)).collect(),
        parents: runs.iter().map(|id| place(arena.get(*id).parent)).collect(),
        elements: elements.iter().map(|id| (place(arena.get(*id).parent), question.words(*id))).collect(),
        rows: sheet.map_or_else(Vec::new, |sheet| (0..sheet.runs()).map(|run| row(&sheet, run)).collect()),
    })
}

/// What the engine extracts of the page at `url` with another model than its own.
///
/// # Errors
/// Those of [`Extractor`].
pub fn extract(url: &str, html: &[u8], model: &Model) -> Result<Extraction, Error> {
    let mut extractor = Extractor::new(url, Options::default())?;
    extractor.write(html)?;
    extractor.end_with(&model.0)
}
