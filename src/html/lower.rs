//! Short names in ASCII lower case, without an allocation.
//!
//! Names of elements, words of classes and parts of addresses are looked up by the hundred thousand, in whatever case a
//! page writes them. All that is looked up is short, so a longer name need not be read.

/// The longest name that any table has, in bytes.
pub(super) const LONGEST: usize = 24;

/// A name in ASCII lower case; empty where it is longer than any that is looked up.
pub(crate) struct Lower {
    bytes: [u8; LONGEST],
    length: usize,
}

impl Lower {
    pub(crate) fn new(name: &[u8]) -> Self {
        let mut lower = Self { bytes: [0; LONGEST], length: 0 };
        if let Some(place) = lower.bytes.get_mut(..name.len()) {
            // A name has few bytes: to call for a copy of them would take longer.
            place.iter_mut().zip(name).for_each(|(place, byte)| *place = byte.to_ascii_lowercase());
            lower.length = name.len();
        }
        lower
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.length]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_lowered_up_to_a_length() {
        assert_eq!(Lower::new(b"By-Line").as_bytes(), b"by-line");
        assert_eq!(Lower::new(&[b'A'; LONGEST]).as_bytes(), [b'a'; LONGEST]);
        assert_eq!(Lower::new(&[b'A'; LONGEST + 1]).as_bytes(), b"");
    }
}
