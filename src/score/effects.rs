//! Which signals weighed most: for the trace.
//!
//! A tree has no weights that could be shown. So it is asked again: what would the trees say of this run, were one signal
//! as it is on the typical run of this page? The difference, in log odds, is what the signal did.

use super::signals::{Sheet, names};
use super::trees::{Ensemble, PARTS};

/// What one signal did to the probability of a run.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Effect {
    /// What the signal is about: the run, the elements around it, its neighbours, the page.
    pub family: &'static str,
    /// Its name.
    pub signal: &'static str,
    /// What it measures.
    pub measures: &'static str,
    /// By how much it raised (or, below 0, lowered) the log odds.
    pub effect: f32,
}

/// So many are told of each run, those above this size.
const MOST: usize = 6;
const LEAST: f32 = 0.1;

/// The strongest effects on each run, strongest first.
pub(super) fn effects(trees: &Ensemble, sheet: &Sheet) -> Vec<Vec<Effect>> {
    let mut all = vec![Vec::new(); sheet.runs()];
    for (column, (family, signal)) in names().enumerate() {
        let asking = trees.asking(column);
        if asking.trees.is_empty() {
            continue;
        }
        let (is, typical) = (asking.sums(sheet), asking.sums(&sheet.with_typical(column)));
        for (run, (is, typical)) in is.into_iter().zip(typical).enumerate() {
            let effect = (is - typical) as f32 / PARTS;
            if effect.abs() >= LEAST {
                all[run].push(Effect { family, signal: signal.name, measures: signal.measures, effect });
            }
        }
    }
    for effects in &mut all {
        effects.sort_by(|a, b| b.effect.abs().total_cmp(&a.effect.abs()));
        effects.truncate(MOST);
    }
    all
}
