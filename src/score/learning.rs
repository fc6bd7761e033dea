//! What the learner asks of this stage: the signals that the engine itself reads.

use super::signals::{Sheet, Survey, names, words_of};
use super::{Model, Table};
use crate::blocks::{Arena, BlockId};
use crate::metadata::Claims;

/// A page, ready to be looked at.
pub(crate) struct Lesson<'a> {
    pub arena: &'a Arena,
    pub table: &'a Table,
    pub claims: &'a Claims,
    pub kept_by_rule: &'a dyn Fn(BlockId) -> bool,
}

impl Lesson<'_> {
    fn survey(&self, model: &Model) -> Survey<'_> {
        Survey::new(self.arena, self.table, self.claims, self.kept_by_rule, &model.words)
    }

    /// The runs that are seen, in the order of the sheets' rows.
    pub(crate) fn runs(&self) -> Vec<BlockId> {
        self.survey(&Model::default()).runs.iter().map(|run| run.id).collect()
    }

    /// The signals of the runs.
    pub(crate) fn sheet(&self, model: &Model) -> Sheet {
        Sheet::read(&self.survey(model))
    }

    /// The words of an element's names.
    pub(crate) fn words(&self, id: BlockId) -> Vec<String> {
        words_of(self.arena.names(id))
    }
}

/// The names of all signals.
pub(crate) fn signal_names() -> Vec<String> {
    names().map(|(family, signal)| format!("{family}: {}", signal.name)).collect()
}
