//! The digest: what tells whether two captures hold the same article, though their stamps differ.

use sha2::{Digest, Sha256};

/// SHA-256 over the bytes of a capture file, as stored, after its first line feed: 64 lower-case hex digits.
pub fn digest(file: &[u8]) -> String {
    let after_stamp = memchr::memchr(b'\n', file).map_or(&file[file.len()..], |end| &file[end + 1..]);
    Sha256::digest(after_stamp).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::digest;

    #[test]
    fn the_stamp_does_not_count_and_every_other_byte_does() {
        let of_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(digest(b"<!--1-->\nabc"), of_abc);
        assert_eq!(digest(b"<!--22-->\r\nabc"), of_abc);
        assert_ne!(digest(b"<!--1-->\nabc\n"), of_abc);
        assert_eq!(digest(b"no line feed"), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
