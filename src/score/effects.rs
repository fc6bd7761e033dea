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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::trees::{MOST_LEAVES, Tree};

    /// A tree of one question, with these leaves.
    fn tree(signal: u8, below: i16, above: i16) -> Tree {
        let mut leaves = [0; MOST_LEAVES];
        leaves[..2].copy_from_slice(&[below, above]);
        Tree { questions: vec![(signal, 4)], leaves }
    }

    /// Three runs of which the last has 9 for the signals that are named, and all others 0.
    fn sheet(high: &[usize]) -> Sheet {
        let mut sheet = Sheet::new(3, names().count());
        (0..names().count())
            .for_each(|signal| sheet.push([0, 0, if high.contains(&signal) { 9 } else { 0 }].into_iter()));
        sheet
    }

    #[test]
    fn an_effect_is_what_the_typical_value_would_change() {
        let trees = Ensemble { bias: 0, trees: vec![tree(7, -512, 1024)] };
        let found = effects(&trees, &sheet(&[7]));
        assert!(found[0].is_empty() && found[1].is_empty());
        let (family, signal) = names().nth(7).unwrap();
        let Effect { family: told, signal: name, measures, effect } = found[2][0];
        assert_eq!((told, name, measures, effect), (family, signal.name, signal.measures, 1.5));
    }

    #[test]
    fn the_strongest_are_told_and_the_weakest_are_not() {
        let trees = (0..10).map(|signal| tree(signal, 0, if signal % 2 == 0 { -1 } else { 1 } * (100 * signal as i16)));
        let found = effects(&Ensemble { bias: 0, trees: trees.collect() }, &sheet(&(0..10).collect::<Vec<_>>()));
        let told: Vec<f32> = found[2].iter().map(|effect| (effect.effect * PARTS).round()).collect();
        assert_eq!(told, [900.0, -800.0, 700.0, -600.0, 500.0, -400.0]);
        assert!(effects(&Ensemble::default(), &sheet(&[])).iter().all(Vec::is_empty));
    }
}
