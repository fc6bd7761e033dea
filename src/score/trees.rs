//! Ensembles of oblivious trees.
//!
//! An oblivious tree asks the same question at all nodes of a level: is this signal above this threshold? Its answers are
//! the bits of a leaf's number. So a tree is a handful of comparisons of whole columns, without a branch, and the
//! compiler makes them sixteen at a time where it may (Prokhorenkova et al., "CatBoost", 2018). Sums are of integers: the order of
//! adding cannot change them.

use super::signals::Sheet;

/// Log odds are kept in so many parts of one.
pub(crate) const PARTS: f32 = 1024.0;

/// Runs that are looked at together: their columns and leaves stay in the nearest cache.
const TILE: usize = 128;

/// A tree asks at most six questions.
pub(crate) const MOST_LEAVES: usize = 64;

/// Trees whose leaves are added up.
#[derive(Debug, Default, Clone)]
pub(crate) struct Ensemble {
    pub bias: i32,
    pub trees: Vec<Tree>,
}

/// One tree.
#[derive(Debug, Clone)]
pub(crate) struct Tree {
    /// Signal and threshold of each level; the answer "above" sets the bit of that level.
    pub questions: Vec<(u8, u8)>,
    /// A leaf for each combination of answers, and nothing behind them: a leaf's number needs no check.
    pub leaves: [i16; MOST_LEAVES],
}

impl Ensemble {
    /// The probability of each run that it is content, 0 to 1.
    pub(crate) fn probabilities(&self, sheet: &Sheet) -> Vec<f32> {
        self.sums(sheet).into_iter().map(|sum| logistic(sum as f32 / PARTS)).collect()
    }

    /// The log odds of each run, in parts.
    pub(super) fn sums(&self, sheet: &Sheet) -> Vec<i32> {
        let mut sums = vec![self.bias; sheet.runs()];
        for tree in &self.trees {
            tree.add(sheet, &mut sums);
        }
        sums
    }

    /// The trees that ask for this signal.
    pub(super) fn asking(&self, signal: usize) -> Self {
        let asks = |tree: &&Tree| tree.questions.iter().any(|(asked, _)| usize::from(*asked) == signal);
        Self { bias: 0, trees: self.trees.iter().filter(asks).cloned().collect() }
    }
}

impl Tree {
    fn add(&self, sheet: &Sheet, sums: &mut [i32]) {
        for (tile, sums) in sums.chunks_mut(TILE).enumerate() {
            let mut leaves = [0_u8; TILE];
            let leaves = &mut leaves[..sums.len()];
            for (level, &(signal, threshold)) in self.questions.iter().enumerate() {
                let column = &sheet.column(usize::from(signal))[tile * TILE..][..leaves.len()];
                let bit = 1 << level;
                for (leaf, &value) in leaves.iter_mut().zip(column) {
                    *leaf |= if value > threshold { bit } else { 0 };
                }
            }
            for (sum, leaf) in sums.iter_mut().zip(leaves) {
                *sum += i32::from(self.leaves[usize::from(*leaf) % MOST_LEAVES]);
            }
        }
    }
}

/// The logistic function, by operations that are the same on every machine.
fn logistic(x: f32) -> f32 {
    1.0 / (1.0 + power_of_two(-x * std::f32::consts::LOG2_E))
}

/// Two to the power of `x`, to six digits: the whole part is the exponent, the rest a polynomial.
fn power_of_two(x: f32) -> f32 {
    const FARTHEST: f32 = 40.0;
    /// Of 2^x on 0 to 1: Taylor's series, its coefficients ln(2)^n / n!.
    const COEFFICIENTS: [f32; 7] =
        [1.540_353e-4, 1.333_355_8e-3, 9.618_129e-3, 5.550_411e-2, 0.240_226_5, std::f32::consts::LN_2, 1.0];
    let x = x.clamp(-FARTHEST, FARTHEST);
    let whole = x.floor();
    let rest = x - whole;
    let fraction = COEFFICIENTS.iter().fold(0.0, |sum, coefficient| sum * rest + coefficient);
    f32::from_bits(((whole as i32 + 127) as u32) << 23) * fraction
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logistic_function_is_what_it_is_elsewhere() {
        for x in -100..=100 {
            let x = x as f32 / 10.0;
            assert!((logistic(x) - 1.0 / (1.0 + (-x).exp())).abs() < 1e-5, "{x}");
        }
    }

    #[test]
    fn answers_are_the_bits_of_a_leaf() {
        let mut sheet = Sheet::new(3, 2);
        sheet.push([0, 5, 9].into_iter());
        sheet.push([7, 0, 7].into_iter());
        let mut leaves = [0; MOST_LEAVES];
        leaves[..4].copy_from_slice(&[1, 10, 100, 1000]);
        let tree = Tree { questions: vec![(0, 4), (1, 6)], leaves };
        let mut sums = [0; 3];
        tree.add(&sheet, &mut sums);
        assert_eq!(sums, [100, 10, 1000]);
    }
}
