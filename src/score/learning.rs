//! What the learner asks of this stage: the signals that the engine itself reads.

use super::signals::{Sheet, Survey, names, words_of};
use super::{CONTEXT, Model, Table, context};
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

    /// The signals of the first look.
    pub(crate) fn first(&self, model: &Model) -> Sheet {
        Sheet::read(&self.survey(model))
    }

    /// The signals of the second look, where the first found `probabilities`.
    pub(crate) fn second(&self, model: &Model, probabilities: &[f32]) -> Sheet {
        let survey = self.survey(model);
        let sheet = Sheet::read(&survey);
        context::read(&survey, sheet, probabilities)
    }

    /// The words of an element's names.
    pub(crate) fn words(&self, id: BlockId) -> Vec<String> {
        words_of(self.arena.names(id))
    }
}

/// The names of all signals, those of the second look last.
pub(crate) fn signal_names() -> Vec<String> {
    let first = names().map(|(family, signal)| format!("{family}: {}", signal.name));
    first.chain(CONTEXT.iter().map(|signal| format!("context: {}", signal.name))).collect()
}
