//! What the learner asks of this stage: the signals that the engine itself reads.

use super::model::Words;
use super::signals::{Sheet, Survey, names, words_of};
use super::{Model, Question};
use crate::blocks::BlockId;

impl Question<'_> {
    /// The runs, in the order of the sheet's rows.
    pub(crate) fn runs(&self) -> Vec<BlockId> {
        Survey::new(self, &Words::default()).runs.iter().map(|run| run.id).collect()
    }

    /// The signals of the runs.
    pub(crate) fn sheet(&self, model: &Model) -> Sheet {
        Sheet::read(&Survey::new(self, &model.words))
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
