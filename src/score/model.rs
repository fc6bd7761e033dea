//! What was learnt: the words of class and id names, and an ensemble of trees.
//!
//! The model is a file that `cargo xtask learn` writes, checked in with the figures of its run. It is read once. A file
//! that is cut off or malformed is a fault of the build: the test below reads the one that ships.

use std::sync::LazyLock;

use super::signals::{hash_of, names};
use super::trees::{Ensemble, MOST_LEAVES, Tree};

/// The model that ships.
pub(crate) static MODEL: LazyLock<Model> =
    LazyLock::new(|| Model::read(include_bytes!("model.bin")).unwrap_or_default());

/// All that was learnt.
#[derive(Debug, Default)]
pub(crate) struct Model {
    pub words: Words,
    /// What a run's signals say of it.
    pub trees: Ensemble,
}

/// Words of class and id names with their odds, in an open hash table.
#[derive(Debug, Default)]
pub(crate) struct Words(Vec<Option<(u32, i8)>>);

impl Words {
    fn new(words: &[(String, i8)]) -> Self {
        /// The table has so many places for each word, so that most look-ups end at the first.
        const ROOM: usize = 4;
        let mut table = vec![None; (ROOM * words.len()).next_power_of_two()];
        for (word, odds) in words {
            let hash = hash_of(word);
            let mut place = hash as usize % table.len();
            while table[place].is_some() {
                place = (place + 1) % table.len();
            }
            table[place] = Some((hash, *odds));
        }
        Self(table)
    }

    /// The odds of the word with this hash, in sixteenths.
    pub(super) fn get(&self, hash: u32) -> Option<i8> {
        let mask = self.0.len().wrapping_sub(1);
        let mut place = hash as usize & mask;
        while let Some(&Some((known, odds))) = self.0.get(place) {
            if known == hash {
                return Some(odds);
            }
            place = (place + 1) & mask;
        }
        None
    }
}

impl Model {
    /// Reads a model, all numbers little-endian:
    ///
    /// ```text
    /// u32 hash of the signals' names, as the engine that reads it has them
    /// u16 words; each: u8 length, the word, i8 odds in sixteenths
    /// i32 bias, u16 trees; each: u8 depth, depth × (u8 signal, u8 threshold), u8 shift, 2^depth × i8 leaf
    ///   a leaf adds its value shifted left to the log odds, which are counted in 1024 parts
    /// ```
    ///
    /// `None` where the bytes are no such thing.
    pub(crate) fn read(mut bytes: &[u8]) -> Option<Self> {
        let bytes = &mut bytes;
        if u32::from_le_bytes(take(bytes)?) != signals_hash() {
            return None;
        }
        let count = u16::from_le_bytes(take(bytes)?);
        let words = (0..count).map(|_| read_word(bytes)).collect::<Option<Vec<_>>>()?;
        let trees = read_ensemble(bytes)?;
        bytes.is_empty().then(|| Self { words: Words::new(&words), trees })
    }
}

/// Alike for engines that have the same signals in the same order: a model of others would read other columns.
fn signals_hash() -> u32 {
    let names = names().map(|(family, signal)| format!("{family}: {}\n", signal.name));
    hash_of(&names.collect::<String>())
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(*taken)
}

fn read_word(bytes: &mut &[u8]) -> Option<(String, i8)> {
    let [length] = take(bytes)?;
    let (word, rest) = bytes.split_at_checked(length.into())?;
    *bytes = rest;
    let [odds] = take(bytes)?;
    Some((String::from_utf8(word.to_vec()).ok()?, i8::from_le_bytes([odds])))
}

fn read_ensemble(bytes: &mut &[u8]) -> Option<Ensemble> {
    let bias = i32::from_le_bytes(take(bytes)?);
    let count = u16::from_le_bytes(take(bytes)?);
    let trees = (0..count).map(|_| read_tree(bytes)).collect::<Option<Vec<_>>>()?;
    Some(Ensemble { bias, trees })
}

fn read_tree(bytes: &mut &[u8]) -> Option<Tree> {
    let [depth] = take(bytes)?;
    let question = |bytes: &mut &[u8]| take(bytes).map(|[signal, threshold]| (signal, threshold));
    let questions = (0..depth).map(|_| question(bytes)).collect::<Option<Vec<_>>>()?;
    let [shift] = take(bytes)?;
    let leaf = |bytes: &mut &[u8]| i16::from(i8::from_le_bytes(take(bytes)?)).checked_shl(shift.into());
    let mut leaves = [0; MOST_LEAVES];
    for place in leaves.get_mut(..1_usize.checked_shl(depth.into())?)? {
        *place = leaf(bytes)?;
    }
    Some(Tree { questions, leaves })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The largest model that the browser should have to load, in bytes.
    const LARGEST: usize = 64 << 10;

    #[test]
    fn the_model_that_ships_is_whole() {
        let bytes = include_bytes!("model.bin");
        assert!(bytes.len() <= LARGEST, "{} bytes", bytes.len());
        let model = Model::read(bytes).expect("the file is well-formed");
        assert!(!model.trees.trees.is_empty() && model.words.0.iter().flatten().count() > 100);
        let signals = names().count();
        assert!(signals <= 1 << u8::BITS, "a signal's number is a byte, and there are {signals}");
        let asked = model.trees.trees.iter().flat_map(|tree| &tree.questions);
        assert!(asked.into_iter().all(|(signal, _)| usize::from(*signal) < signals));
    }

    #[test]
    fn a_file_that_is_cut_off_is_refused() {
        let bytes = include_bytes!("model.bin");
        assert!((0..bytes.len()).step_by(97).all(|end| Model::read(&bytes[..end]).is_none()));
        assert!(Model::read(&[&bytes[..], &[0]].concat()).is_none());
    }

    #[test]
    fn words_are_found_and_others_are_not() {
        let words = Words::new(&[("post-content".to_owned(), 25), ("ad".to_owned(), -9)]);
        assert_eq!(
            [hash_of("post-content"), hash_of("ad"), hash_of("a")].map(|hash| words.get(hash)),
            [Some(25), Some(-9), None]
        );
        assert_eq!(Words::default().get(7), None);
    }
}
