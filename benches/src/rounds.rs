//! Times that can be compared on a machine that others use too.
//!
//! The tools take turns, round by round, so that a slow minute is slow for all of them; and a ratio is the median of
//! the ratios within each round, where both times are of the same seconds. Time is the processor's, spent on this
//! process: by the clock on the wall a tool that takes longer than the system's time slice would be interrupted, and
//! the floor would not. No tool starts threads.

use std::time::{Duration, Instant};

use cpu_time::ProcessTime;

use crate::pages::Page;
use crate::tools::Tool;

/// A median of fewer is a guess.
const FEWEST: usize = 5;
/// More make it no better.
const MOST: usize = 31;
/// A round of few pages goes over them again until it is as long as this: what is shorter is all noise.
const SHORTEST_ROUND: Duration = Duration::from_millis(200);
/// So often even where a pass takes no time at all.
const MOST_PASSES: u32 = 1000;

/// The seconds of each round, by tool.
pub struct Rounds(Vec<Vec<f64>>);

impl Rounds {
    /// Runs the tools over the pages, again and again, for about as long as `allowance`.
    pub fn run(tools: &[Tool], pages: &[Page], allowance: Duration) -> Self {
        // The first pass warms the caches and the allocator, and tells how many more there is time for.
        let start = Instant::now();
        round(tools, pages, 1);
        let first = start.elapsed();
        let passes = passes(first);
        let mut times = vec![Vec::new(); tools.len()];
        for _ in 0..count(first * passes, allowance) {
            for (times, time) in times.iter_mut().zip(round(tools, pages, passes)) {
                times.push(time);
            }
        }
        Self(times)
    }

    pub fn count(&self) -> usize {
        self.0[0].len()
    }

    /// The median of a tool's seconds.
    pub fn seconds(&self, tool: usize) -> f64 {
        median(self.0[tool].clone())
    }

    /// How many times as long as the second the first tool took: the quartiles of all rounds, the median amid them.
    pub fn ratio(&self, tool: usize, other: usize) -> [f64; 3] {
        quartiles(self.0[tool].iter().zip(&self.0[other]).map(|(time, other)| time / other).collect())
    }
}

/// The seconds of each tool for one pass over the pages.
fn round(tools: &[Tool], pages: &[Page], passes: u32) -> Vec<f64> {
    let pass = |tool: &Tool| (0..passes).for_each(|_| pages.iter().for_each(tool.run));
    tools.iter().map(|tool| seconds(|| pass(tool)) / f64::from(passes)).collect()
}

/// How long it takes, in seconds of the processor.
pub fn seconds(work: impl FnOnce()) -> f64 {
    let start = ProcessTime::now();
    work();
    start.elapsed().as_secs_f64()
}

/// How many passes a round has, when one took `first`.
fn passes(first: Duration) -> u32 {
    let passes = SHORTEST_ROUND.as_secs_f64() / first.as_secs_f64().max(f64::MIN_POSITIVE);
    (passes.ceil() as u32).clamp(1, MOST_PASSES)
}

/// How many rounds fit into the allowance; odd, so that the median is one of them.
fn count(first: Duration, allowance: Duration) -> usize {
    let fit = (allowance.as_secs_f64() / first.as_secs_f64().max(f64::MIN_POSITIVE)) as usize;
    fit.clamp(FEWEST, MOST) | 1
}

/// The middle one; of an even number, the mean of the two.
pub fn median(values: Vec<f64>) -> f64 {
    quartiles(values)[1]
}

/// The lower quartile, the median and the upper quartile.
fn quartiles(mut values: Vec<f64>) -> [f64; 3] {
    assert!(!values.is_empty(), "there is at least one round");
    values.sort_by(f64::total_cmp);
    [0.25, 0.5, 0.75].map(|share| {
        let place = share * (values.len() - 1) as f64;
        let (below, above) = (values[place.floor() as usize], values[place.ceil() as usize]);
        below + (above - below) * place.fract()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_whatever_the_order() {
        assert_eq!(median(vec![7.0]), 7.0);
        assert_eq!(median(vec![9.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(vec![4.0, 1.0, 3.0, 2.0]), 2.5);
        assert_eq!(quartiles(vec![5.0, 1.0, 4.0, 2.0, 3.0]), [2.0, 3.0, 4.0]);
    }

    #[test]
    fn a_ratio_is_of_times_of_the_same_round() {
        // In the second round the machine was ten times slower, for both.
        let rounds = Rounds(vec![vec![2.0, 20.0, 2.0], vec![1.0, 10.0, 1.0]]);
        assert_eq!(rounds.ratio(0, 1), [2.0, 2.0, 2.0]);
        assert_eq!(rounds.seconds(0), 2.0);
    }

    #[test]
    fn rounds_fit_the_allowance_and_are_odd() {
        let count = |first, allowance| count(Duration::from_millis(first), Duration::from_millis(allowance));
        assert_eq!(count(1_000, 1), FEWEST);
        assert_eq!(count(1, 1_000), MOST);
        assert_eq!(count(100, 1_000), 11);
    }

    #[test]
    fn few_pages_are_passed_over_more_than_once() {
        assert_eq!(passes(Duration::from_secs(2)), 1);
        assert_eq!(passes(Duration::from_millis(60)), 4);
        assert_eq!(passes(Duration::ZERO), MOST_PASSES);
    }

    #[test]
    fn every_tool_runs_in_every_round() {
        let tool = Tool { name: "none", run: |_| {} };
        let rounds = Rounds::run(&[tool, tool], &[], Duration::ZERO);
        assert!(rounds.0.iter().all(|times| (FEWEST..=MOST).contains(&times.len())));
    }
}
