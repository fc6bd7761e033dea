//! Zips: as much of the format (PKWARE's APPNOTE 6.3) as a folder of small text files needs.
//!
//! What is written has its sizes in front of each file, names in UTF-8 and the captures' times, so the same captures give
//! the same bytes. What is read may come from anybody: names are labels and never paths, no file may grow beyond
//! [`LARGEST_FILE`], and no two may share bytes, which is how small zips become endless ones. What a zip says of itself is
//! held to a limit before anybody takes memory for it, and added up in numbers that cannot overflow where memory has 32 bits.
//!
//! Neither knows zip64: a zip of ours has at most [`MOST_FILES`] files and 4 GiB.

mod read;
mod write;

pub use read::{Directory, Entry, LARGEST_DIRECTORY, LARGEST_FILE, TAIL, entries, find_directory, unpack};
pub use write::Writer;

/// The most files of a zip. One more is how a zip64 says that its count stands elsewhere.
pub const MOST_FILES: usize = 65_534;

const LOCAL_SIGNATURE: u32 = 0x0403_4b50;
const ENTRY_SIGNATURE: u32 = 0x0201_4b50;
const END_SIGNATURE: u32 = 0x0605_4b50;
const LOCAL_SIZE: usize = 30;
const ENTRY_SIZE: usize = 46;
const END_SIZE: usize = 22;

const STORED: u16 = 0;
const DEFLATED: u16 = 8;

/// The general purpose bits that matter here.
const ENCRYPTED: u16 = 1;
const UTF_8: u16 = 1 << 11;

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read, Write};

    use proptest::prelude::*;

    use super::*;
    use crate::Error;

    fn written(files: &[(String, Vec<u8>)]) -> Vec<u8> {
        let mut writer = Writer::default();
        let mut zip = Vec::new();
        for (name, bytes) in files {
            zip.extend(writer.add(name, bytes, 1_706_624_101_000).unwrap());
        }
        zip.extend(writer.end().unwrap());
        zip
    }

    type Unpacked = (String, Result<Vec<u8>, Error>);

    fn read(zip: &[u8]) -> Result<Vec<Unpacked>, Error> {
        let directory = find_directory(&zip[zip.len().saturating_sub(TAIL)..], zip.len() as u64)?;
        let bytes = &zip[directory.start as usize..(directory.start + directory.size) as usize];
        let entries = entries(bytes, &directory)?;
        Ok(entries.iter().map(|entry| (entry.name.clone(), unpack(entry, &zip[entry.start as usize..]))).collect())
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(files in prop::collection::vec(("[a-z/.一-三]{1,20}", prop::collection::vec(any::<u8>(), 0..2000)), 0..20)) {
            // Others take two files of one name for one.
            let number = |(index, (name, bytes)): (usize, (String, Vec<u8>))| (format!("{index}{name}"), bytes);
            let files: Vec<_> = files.into_iter().enumerate().map(number).collect();
            let zip = written(&files);
            let back = read(&zip).unwrap();
            let expected: Vec<_> = files.iter().map(|(name, bytes)| (name.clone(), Ok(bytes.clone()))).collect();
            prop_assert_eq!(back, expected);
            let mut theirs = ::zip::ZipArchive::new(Cursor::new(&zip)).unwrap();
            for (index, (_, bytes)) in files.iter().enumerate() {
                let mut unpacked = Vec::new();
                theirs.by_index(index).unwrap().read_to_end(&mut unpacked).unwrap();
                prop_assert_eq!(&unpacked, bytes);
            }
        }

        #[test]
        fn no_damage_is_more_than_an_error(at in 0..10_000_usize, bits in 1..=255_u8) {
            let mut zip = written(&[("a.md".into(), vec![b'a'; 300]), ("b.md".into(), (0..=255).collect())]);
            let at = at % zip.len();
            zip[at] ^= bits;
            let _ = read(&zip);
            let _ = read(&zip[..at]);
        }
    }

    #[test]
    fn what_others_write_is_read() {
        let mut theirs = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
        theirs.start_file("a/文.md", ::zip::write::SimpleFileOptions::default()).unwrap();
        theirs.write_all(&b"text ".repeat(1000)).unwrap();
        let zip = theirs.finish().unwrap().into_inner();
        assert_eq!(read(&zip).unwrap(), [("a/文.md".to_owned(), Ok(b"text ".repeat(1000)))]);
    }

    #[test]
    fn what_grows_beyond_all_captures_is_refused() {
        let zip = written(&[("bomb".into(), vec![0; LARGEST_FILE + 1])]);
        assert!(matches!(read(&zip).unwrap()[0].1, Err(Error::Bomb { .. })));
        // The directory may lie about it: then no more than it says is unpacked.
        let mut zip = written(&[("bomb".into(), vec![0; 10_000_000])]);
        let at = zip.len() - END_SIZE - ENTRY_SIZE - "bomb".len() + 24;
        zip[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
        assert!(matches!(read(&zip).unwrap()[0].1, Err(Error::Zip { .. })));
    }

    #[test]
    fn files_that_share_bytes_are_refused() {
        let mut zip = written(&[("a".into(), vec![7; 100]), ("b".into(), vec![7; 100])]);
        let second = zip.len() - END_SIZE - ENTRY_SIZE - 1 + 42;
        zip[second..second + 4].copy_from_slice(&1_u32.to_le_bytes());
        assert!(matches!(read(&zip), Err(Error::Zip { .. })));
    }

    #[test]
    fn no_zip_is_written_that_is_not_read() {
        let mut writer = Writer::default();
        let mut zip: Vec<u8> = (0..MOST_FILES).flat_map(|_| writer.add_stored("", b"", 0).unwrap()).collect();
        let mut full = Writer::default();
        (0..MOST_FILES).for_each(|_| drop(full.add_stored("", b"", 0).unwrap()));
        assert!(full.add_stored("", b"", 0).is_err());
        zip.extend(writer.end().unwrap());
        assert_eq!(read(&zip).unwrap().len(), MOST_FILES);
    }

    /// Where the directory's row of the last file begins, of whose name this is the length.
    fn last_row(zip: &[u8], name: usize) -> usize {
        zip.len() - END_SIZE - ENTRY_SIZE - name
    }

    fn set_long(zip: &mut [u8], at: usize, value: usize) {
        zip[at..at + 4].copy_from_slice(&u32::try_from(value).unwrap().to_le_bytes());
    }

    #[test]
    fn a_comment_is_not_taken_for_the_end() {
        let mut zip = written(&[("a".into(), b"text".to_vec())]);
        let end = zip[zip.len() - END_SIZE..].to_vec();
        let at = zip.len() - 2;
        zip[at..].copy_from_slice(&(END_SIZE as u16 + 3).to_le_bytes());
        // A record that names no file, and would be found first from behind.
        zip.extend(end.iter().enumerate().map(|(at, byte)| if at < 4 { *byte } else { 0 }));
        zip.extend(b"end");
        assert_eq!(read(&zip).unwrap(), [("a".to_owned(), Ok(b"text".to_vec()))]);
    }

    #[test]
    fn a_part_of_a_zip_is_refused() {
        let mut zip = written(&[("a".into(), b"text".to_vec())]);
        let at = zip.len() - END_SIZE + 4;
        zip[at] = 1;
        assert!(matches!(read(&zip), Err(Error::Zip { .. })));
    }

    #[test]
    fn a_directory_that_no_zip_needs_is_refused() {
        let mut zip = written(&[("a".into(), b"text".to_vec())]);
        let (end, start) = (zip.len() - END_SIZE, last_row(&zip, 1));
        set_long(&mut zip, end + 12, LARGEST_DIRECTORY + 1);
        let whole = (start + LARGEST_DIRECTORY + 1 + END_SIZE) as u64;
        assert!(matches!(find_directory(&zip, whole), Err(Error::Bomb { .. })));
        set_long(&mut zip, end + 12, ENTRY_SIZE + 2);
        assert!(matches!(find_directory(&zip, zip.len() as u64), Err(Error::Zip { .. })));
    }

    #[test]
    fn a_gap_behind_a_file_is_not_its_own() {
        let mut zip = written(&[("a".into(), b"text".to_vec())]);
        let start = last_row(&zip, 1);
        // As in a zip whose directory comes much later.
        let directory = Directory { start: 1 << 31, size: (ENTRY_SIZE + 1) as u64, count: 1 };
        let [entry] = &entries(&zip[start..], &directory).unwrap()[..] else { panic!() };
        assert!(entry.size < 200_000, "{}", entry.size);
        assert_eq!(unpack(entry, &zip).unwrap(), b"text");
        set_long(&mut zip, start + 20, LARGEST_FILE * 2);
        let [entry] = &entries(&zip[start..], &directory).unwrap()[..] else { panic!() };
        assert!(entry.size < 2 * LARGEST_FILE as u64, "{}", entry.size);
        assert!(matches!(unpack(entry, &zip), Err(Error::Bomb { .. })));
    }

    #[test]
    fn what_is_no_zip_is_refused() {
        for bytes in [&b""[..], b"text", &[0; 100]] {
            assert!(matches!(read(bytes), Err(Error::Zip { .. })), "{bytes:?}");
        }
    }
}
