//! How likely is likely enough, on this page.
//!
//! Where much of what is likely is near certain, the page has an article, and what is merely likely stands beside it. Where
//! nothing is certain, as on a page of products, what is merely likely is all there is; and where even that is thin, the
//! best guess is the one that would be right most often.

use std::ops::RangeInclusive;

use crate::blocks::{Arena, BlockId};

/// A run is kept from a probability between these on.
pub(super) const LIKELY: RangeInclusive<f32> = 0.35..=0.7;

/// Near certain, and the share of all likely text from which a page is sure to have an article.
pub(super) const CERTAIN: f32 = 0.9;
const MOSTLY: f32 = 0.5;

/// Where a run needs more than this, the page has some certain text; and what can be hoped to be right to this measure is
/// right enough. On all other pages lower thresholds are tried, in these steps down to the last.
const UNCERTAIN: f32 = 0.45;
const GOOD_FIT: f32 = 0.7;
const STEP: f32 = 0.05;
const LOWEST: f32 = 0.05;

/// The probability from which a run of the page is kept.
pub(super) fn needed(arena: &Arena, runs: &[BlockId], likely: &[f32]) -> f32 {
    let weighed: Vec<(f32, f32)> =
        runs.iter().map(|id| (likely[id.index()], arena.get(*id).statistics.weight())).collect();
    let usual = by_certainty(&weighed);
    if usual > UNCERTAIN || expected_fit(&weighed, usual) >= GOOD_FIT {
        return usual;
    }
    let lower = (1..).map(|steps| usual - steps as f32 * STEP).take_while(|threshold| *threshold >= LOWEST);
    let better = |best: (f32, f32), threshold| {
        let fit = expected_fit(&weighed, threshold);
        if fit > best.1 { (threshold, fit) } else { best }
    };
    lower.fold((usual, expected_fit(&weighed, usual)), better).0
}

/// The threshold by how much of what is likely is near certain. Runs are probabilities and weights.
fn by_certainty(runs: &[(f32, f32)]) -> f32 {
    let content = |(likely, weight): &(f32, f32)| likely * weight;
    let all: f32 = runs.iter().map(content).sum();
    let certain: f32 = runs.iter().filter(|run| run.0 >= CERTAIN).map(content).sum();
    let share = if all > 0.0 { (certain / all / MOSTLY).min(1.0) } else { 1.0 };
    LIKELY.start() + share * (LIKELY.end() - LIKELY.start())
}

/// The F1 that is to be expected where runs are kept from this probability on, 0 to 1.
fn expected_fit(runs: &[(f32, f32)], threshold: f32) -> f32 {
    let content: f32 = runs.iter().map(|(likely, weight)| likely * weight).sum();
    let (mut kept, mut right) = (0.0, 0.0);
    for (likely, weight) in runs.iter().filter(|run| run.0 >= threshold) {
        kept += weight;
        right += likely * weight;
    }
    if kept > 0.0 { 2.0 * right / (kept + content) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certain_text_makes_the_rest_prove_itself() {
        assert_eq!(by_certainty(&[(0.95, 900.0), (0.5, 100.0)]), *LIKELY.end());
        assert_eq!(by_certainty(&[(0.5, 900.0), (0.4, 100.0)]), *LIKELY.start());
        assert_eq!(by_certainty(&[]), *LIKELY.end());
    }

    #[test]
    fn the_fit_is_that_of_what_is_kept() {
        let runs = [(1.0, 100.0), (0.5, 100.0)];
        assert_eq!(expected_fit(&runs, 0.9), 2.0 * 100.0 / 250.0);
        assert_eq!(expected_fit(&runs, 0.4), 2.0 * 150.0 / 350.0);
        assert_eq!(expected_fit(&runs[..1], 1.1), 0.0);
    }
}
