//! FNV-1a, 32 bits: the hash of names and words. It is a step for each byte or character, it needs no table, and it is the
//! same on every machine, as it must be where a model was learnt from it (Fowler, Noll, Vo).

/// What a hash begins with.
pub(crate) const SEED: u32 = 0x811c_9dc5;

/// One step, for a byte or a character.
#[inline]
pub(crate) fn mix(hash: u32, unit: impl Into<u32>) -> u32 {
    (hash ^ unit.into()).wrapping_mul(0x0100_0193)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_hash_that_was_published() {
        let hash = |text: &str| text.bytes().fold(SEED, mix);
        assert_eq!([hash(""), hash("a"), hash("foobar")], [0x811c_9dc5, 0xe40c_292c, 0xbf9c_f968]);
    }
}
