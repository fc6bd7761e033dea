//! Things that are alike, and things in an order, by a number.
//!
//! They are sorted, because by a table of hashes a page could choose what is slow. Sorted are pairs of numbers: nothing
//! is looked up while two are compared, and the module for the browser links one sort for all who use this, where each
//! further type would be another 4 kB.

/// Keys and the numbers of what has them, sorted by both.
pub(crate) struct Alike(Vec<(u64, u32)>);

impl Alike {
    /// Of pairs of a key and a number.
    pub(crate) fn of(keyed: impl Iterator<Item = (u64, u32)>) -> Self {
        let mut pairs: Vec<(u64, u32)> = keyed.collect();
        pairs.sort_unstable();
        Self(pairs)
    }

    /// The numbers that share a key, ascending, one group after the other by ascending keys.
    pub(crate) fn groups(&self) -> impl Iterator<Item = impl ExactSizeIterator<Item = usize>> {
        self.0.chunk_by(|a, b| a.0 == b.0).map(|alike| alike.iter().map(|(_, number)| *number as usize))
    }
}

/// The things by ascending keys; those of the same key stay as they stood.
pub(crate) fn sorted<T>(things: Vec<T>, key: impl Fn(&T) -> u64) -> Vec<T> {
    let order = Alike::of(things.iter().map(key).zip(0..));
    let mut things: Vec<Option<T>> = things.into_iter().map(Some).collect();
    order.0.iter().filter_map(|(_, number)| things[*number as usize].take()).collect()
}

/// Two numbers as one key: by the first, and where that is the same by the second.
pub(crate) fn both(first: u32, second: u32) -> u64 {
    u64::from(first) << u32::BITS | u64::from(second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_the_same_key_is_one_group() {
        let alike = Alike::of([(both(1, 0), 5), (both(0, 9), 4), (both(1, 0), 2), (both(0, 8), 7)].into_iter());
        let groups: Vec<Vec<usize>> = alike.groups().map(Iterator::collect).collect();
        assert_eq!(groups, [vec![7], vec![4], vec![2, 5]]);
    }

    #[test]
    fn things_of_the_same_key_stay_as_they_stood() {
        let things = vec!["bb", "a", "ccc", "aa", "c"];
        assert_eq!(sorted(things, |thing| thing.len() as u64), ["a", "c", "bb", "aa", "ccc"]);
    }
}
