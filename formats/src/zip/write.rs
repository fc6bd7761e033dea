//! Writing a zip piece by piece: the bytes of each file as soon as it is added, the directory at the end.

use std::io::Write as _;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use offprint::capture::CivilTime;

use super::{DEFLATED, END_SIGNATURE, ENTRY_SIGNATURE, LOCAL_SIGNATURE, MOST_FILES, STORED, UTF_8};
use crate::Error;

/// PKWARE's 2.0: deflate and folders.
const VERSION: u16 = 20;
/// Made on Unix, so that the mode below is read.
const MADE_BY: u16 = (3 << 8) | VERSION;
/// A regular file that everybody may read and its owner may write.
const MODE: u32 = 0o100_644 << 16;
/// The first year of the format's clock.
const FIRST_YEAR: u64 = 1980;
const LAST_YEAR: u64 = FIRST_YEAR + 127;

/// What a zip consists of is given as it comes; the writer keeps only the directory.
#[derive(Debug, Default)]
pub struct Writer {
    directory: Vec<u8>,
    count: usize,
    written: u64,
}

impl Writer {
    /// The bytes of one file, compressed where that makes it smaller; `stamp` is Unix time in milliseconds.
    ///
    /// # Errors
    /// [`Error::Zip`] where the zip would be larger than the format allows.
    pub fn add(&mut self, name: &str, bytes: &[u8], stamp: u64) -> Result<Vec<u8>, Error> {
        let packed = deflated(bytes);
        if packed.len() < bytes.len() {
            self.push(name, bytes, (DEFLATED, &packed), stamp)
        } else {
            self.add_stored(name, bytes, stamp)
        }
    }

    /// The bytes of one file as it is.
    ///
    /// # Errors
    /// [`Error::Zip`] where the zip would be larger than the format allows.
    pub fn add_stored(&mut self, name: &str, bytes: &[u8], stamp: u64) -> Result<Vec<u8>, Error> {
        self.push(name, bytes, (STORED, bytes), stamp)
    }

    /// The directory. Nothing may be added after it.
    ///
    /// # Errors
    /// [`Error::Zip`] where the zip would be larger than the format allows.
    pub fn end(self) -> Result<Vec<u8>, Error> {
        let (count, size) = (within_u16(self.count)?, within_u32(self.directory.len() as u64)?);
        let start = within_u32(self.written)?;
        let mut bytes = self.directory;
        bytes.extend(END_SIGNATURE.to_le_bytes());
        // One disk, the first.
        bytes.extend([0; 4]);
        bytes.extend(count.to_le_bytes());
        bytes.extend(count.to_le_bytes());
        bytes.extend(size.to_le_bytes());
        bytes.extend(start.to_le_bytes());
        // No comment.
        bytes.extend([0; 2]);
        Ok(bytes)
    }

    fn push(&mut self, name: &str, bytes: &[u8], packed: (u16, &[u8]), stamp: u64) -> Result<Vec<u8>, Error> {
        let (method, packed) = packed;
        let shared = shared_fields(name, bytes, method, packed.len(), stamp)?;
        let start = within_u32(self.written)?;
        let mut file = Vec::with_capacity(packed.len() + name.len() + super::LOCAL_SIZE);
        file.extend(LOCAL_SIGNATURE.to_le_bytes());
        file.extend(&shared);
        file.extend(name.as_bytes());
        file.extend(packed);
        self.directory.extend(ENTRY_SIGNATURE.to_le_bytes());
        self.directory.extend(MADE_BY.to_le_bytes());
        self.directory.extend(&shared);
        // No comment, the first disk, no internal attributes.
        self.directory.extend([0; 6]);
        self.directory.extend(MODE.to_le_bytes());
        self.directory.extend(start.to_le_bytes());
        self.directory.extend(name.as_bytes());
        self.count += 1;
        if self.count > MOST_FILES {
            return Err(too_large(format!("{} files", self.count)));
        }
        self.written += file.len() as u64;
        Ok(file)
    }
}

/// What the header of a file and its row in the directory have in common: from the version to the length of what is extra.
fn shared_fields(name: &str, bytes: &[u8], method: u16, packed: usize, stamp: u64) -> Result<Vec<u8>, Error> {
    let mut checksum = Crc::new();
    checksum.update(bytes);
    let (date, time) = dos_date_and_time(stamp);
    let mut fields = Vec::with_capacity(super::LOCAL_SIZE);
    for short in [VERSION, UTF_8, method, time, date] {
        fields.extend(short.to_le_bytes());
    }
    fields.extend(checksum.sum().to_le_bytes());
    fields.extend(within_u32(packed as u64)?.to_le_bytes());
    fields.extend(within_u32(bytes.len() as u64)?.to_le_bytes());
    fields.extend(within_u16(name.len())?.to_le_bytes());
    fields.extend([0; 2]);
    Ok(fields)
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::default());
    // Writing to memory cannot fail; what would be missing shows as a smaller file that is not taken.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_else(|_| bytes.to_vec())
}

/// In UTC, in steps of two seconds, from 1980 to 2107.
fn dos_date_and_time(stamp: u64) -> (u16, u16) {
    let CivilTime { year, month, day, hour, minute, second } = CivilTime::of(stamp);
    if !(FIRST_YEAR..=LAST_YEAR).contains(&year) {
        return ((1 << 5) | 1, 0);
    }
    let date = ((year - FIRST_YEAR) << 9) | (month << 5) | day;
    let time = (hour << 11) | (minute << 5) | (second / 2);
    (date as u16, time as u16)
}

fn within_u32(number: u64) -> Result<u32, Error> {
    u32::try_from(number).map_err(|_| too_large(format!("a zip of {number} bytes")))
}

fn within_u16(number: usize) -> Result<u16, Error> {
    u16::try_from(number).map_err(|_| too_large(format!("{number} files, or bytes in a name")))
}

fn too_large(found: String) -> Error {
    Error::Zip { found, expected: "at most 65,534 files in 4 GiB: export in several parts" }
}
