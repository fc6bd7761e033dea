//! What class and id names say, remembered: a page names its elements alike hundreds of times.

/// Places in the memory. Most pages have fewer names.
const PLACES: usize = 256;

/// Remembers the last answer for each of some names.
pub(in crate::score) struct Memo<'a, T> {
    places: [Option<(&'a str, T)>; PLACES],
}

impl<'a, T: Copy> Memo<'a, T> {
    pub(in crate::score) fn new() -> Self {
        Self { places: [None; PLACES] }
    }

    /// The answer for `names`, asked for where it is not remembered. `signature` is alike for the same names.
    pub(in crate::score) fn get(&mut self, signature: u32, names: &'a str, ask: impl FnOnce(&str) -> T) -> T {
        let place = &mut self.places[signature as usize % PLACES];
        match place {
            Some((known, answer)) if *known == names => *answer,
            _ => place.insert((names, ask(names))).1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Memo, PLACES};

    #[test]
    fn an_answer_is_remembered_for_its_names_alone() {
        let mut memo = Memo::new();
        let lengths = [(7, "post"), (7, "post"), (7 + PLACES as u32, "ad"), (7, "post")];
        let mut asked = 0;
        for (signature, names) in lengths {
            let length = memo.get(signature, names, |names| {
                asked += 1;
                names.len()
            });
            assert_eq!(length, names.len());
        }
        assert_eq!(asked, 3);
    }
}
