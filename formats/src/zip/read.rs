//! Reading a zip from its end: the record that says where the directory is, the directory, and each file by itself. The
//! caller holds the zip, of which no more has to be in memory than one of these.

use std::io::Read as _;

use flate2::Crc;
use flate2::read::DeflateDecoder;

use super::{
    DEFLATED, ENCRYPTED, END_SIGNATURE, END_SIZE, ENTRY_SIGNATURE, ENTRY_SIZE, LOCAL_SIGNATURE, LOCAL_SIZE, MOST_FILES,
    STORED,
};
use crate::Error;

/// How much of a zip's end has to be looked at to find its directory: the record and the longest comment.
pub const TAIL: usize = END_SIZE + 65_535;

/// The largest file that is unpacked, in bytes. Captures are a hundredth of it; those of whole books a tenth.
pub const LARGEST_FILE: usize = 16 << 20;

/// The largest directory that is read, in bytes: as many files as there may be, with 450 bytes of name and facts each.
pub const LARGEST_DIRECTORY: usize = 32 << 20;

/// The most that a name, and what is extra of a file, may take.
const LONGEST_FIELD: u64 = 65_535;
/// The most bytes that pack a file which is unpacked: those that grew by being packed grew by little.
const LARGEST_PACKED: u32 = LARGEST_FILE as u32 + (1 << 16);
/// How many bytes one byte of deflate can become, at most (RFC 1951: 258 from two bits).
const MOST_GROWTH: usize = 1032;

/// The file type bits of a mode of Unix, and those of a link.
const FILE_TYPE: u32 = 0o170_000;
const LINK: u32 = 0o120_000;

/// Where the directory of a zip is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Directory {
    /// Its first byte, counted from the start of the zip.
    pub start: u64,
    /// In bytes.
    pub size: u64,
    /// How many files it names.
    pub count: usize,
}

/// A file in a zip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// As it stands there: a label, never a path.
    pub name: String,
    /// Its first byte, counted from the start of the zip.
    pub start: u64,
    /// The most bytes that it takes there, its header included.
    pub size: u64,
    method: u16,
    flags: u16,
    mode: u32,
    packed: u32,
    unpacked: u32,
    checksum: u32,
}

/// Finds the directory. `tail` is the end of the zip, [`TAIL`] bytes of it or all; `size` is that of the whole zip.
///
/// # Errors
/// [`Error::Zip`] where it is none, or one of a kind that is not read here.
pub fn find_directory(tail: &[u8], size: u64) -> Result<Directory, Error> {
    let at = (0..tail.len()).rev().find(|at| is_end(tail, *at)).ok_or_else(|| broken("no directory", "a zip"))?;
    let field = |offset| long(tail, at + offset).unwrap_or_default();
    let count = usize::from(short(tail, at + 10).unwrap_or_default());
    let (length, start) = (u64::from(field(12)), u64::from(field(16)));
    if start == u64::from(u32::MAX) || count > MOST_FILES {
        return Err(broken("a zip64", "a zip of at most 65,534 files and 4 GiB"));
    }
    if field(4) != 0 {
        return Err(broken("one of several parts", "a whole zip"));
    }
    if length > LARGEST_DIRECTORY as u64 {
        return Err(bomb("a directory", length, LARGEST_DIRECTORY));
    }
    let end = size.saturating_sub((tail.len() - at) as u64);
    if start + length > end {
        return Err(broken("a directory beyond the end", "a whole zip"));
    }
    Ok(Directory { start, size: length, count })
}

/// Whether the last record begins there: its comment takes all that is left, so none within a comment does.
fn is_end(tail: &[u8], at: usize) -> bool {
    let comment = || short(tail, at + END_SIZE - 2).map(usize::from);
    long(tail, at) == Some(END_SIGNATURE) && comment() == (tail.len() - at).checked_sub(END_SIZE)
}

/// The files of a zip, in the order of its directory.
///
/// # Errors
/// [`Error::Zip`] where the directory is damaged, or two files share bytes.
pub fn entries(bytes: &[u8], directory: &Directory) -> Result<Vec<Entry>, Error> {
    let mut entries = Vec::new();
    let mut rest = bytes;
    while entries.len() < directory.count {
        let (entry, length) = entry(rest)
            .ok_or_else(|| broken(&format!("{} files", entries.len()), "as many as the directory counts"))?;
        entries.push(entry);
        rest = rest.get(length..).unwrap_or_default();
    }
    bound(&mut entries, directory.start)?;
    Ok(entries)
}

/// A row of the directory and its length.
fn entry(row: &[u8]) -> Option<(Entry, usize)> {
    if long(row, 0)? != ENTRY_SIGNATURE {
        return None;
    }
    let length = |at| short(row, at).map(usize::from);
    let (name, extra, comment) = (length(28)?, length(30)?, length(32)?);
    let entry = Entry {
        name: String::from_utf8_lossy(row.get(ENTRY_SIZE..ENTRY_SIZE + name)?).into_owned(),
        start: long(row, 42)?.into(),
        size: 0,
        method: short(row, 10)?,
        flags: short(row, 8)?,
        mode: long(row, 38)? >> 16,
        packed: long(row, 20)?,
        unpacked: long(row, 24)?,
        checksum: long(row, 16)?,
    };
    Some((entry, ENTRY_SIZE + name + extra + comment))
}

/// Gives each file the bytes up to the next one, as far as they can be its own, and refuses those that need more.
fn bound(entries: &mut [Entry], end: u64) -> Result<(), Error> {
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_key(|&index| entries[index].start);
    for (place, &index) in order.iter().enumerate() {
        let next = order.get(place + 1).map_or(end, |&next| entries[next].start);
        let entry = &mut entries[index];
        let room = next.saturating_sub(entry.start);
        if room < LOCAL_SIZE as u64 + u64::from(entry.packed) {
            return Err(broken(&format!("{:?} in the bytes of another file", entry.name), "files of their own"));
        }
        let header = LOCAL_SIZE as u64 + 2 * LONGEST_FIELD;
        entry.size = room.min(header + u64::from(entry.packed.min(LARGEST_PACKED)));
    }
    Ok(())
}

impl Entry {
    /// Whether it names a folder, which holds nothing itself.
    pub fn is_folder(&self) -> bool {
        self.name.ends_with(['/', '\\'])
    }
}

/// The file of an entry; `bytes` are those of the zip from the entry's start on.
///
/// # Errors
/// [`Error::Zip`] where it is damaged or of a kind that is not read here, [`Error::Bomb`] where it is larger than any
/// capture.
pub fn unpack(entry: &Entry, bytes: &[u8]) -> Result<Vec<u8>, Error> {
    if entry.flags & ENCRYPTED != 0 {
        return Err(broken("an encrypted file", "a plain one"));
    }
    if entry.mode & FILE_TYPE == LINK {
        return Err(broken("a link", "a file"));
    }
    if entry.unpacked as usize > LARGEST_FILE || entry.packed > LARGEST_PACKED {
        return Err(bomb("a file", entry.unpacked.max(entry.packed).into(), LARGEST_FILE));
    }
    let packed = packed(entry, bytes).ok_or_else(|| broken("a file that breaks off", "a whole zip"))?;
    let file = match entry.method {
        STORED => packed.to_vec(),
        DEFLATED => inflated(packed, entry.unpacked as usize)?,
        other => return Err(broken(&format!("the compression method {other}"), "deflate or none")),
    };
    let mut checksum = Crc::new();
    checksum.update(&file);
    if file.len() != entry.unpacked as usize || checksum.sum() != entry.checksum {
        return Err(broken("other bytes than the zip was made of", "an undamaged zip"));
    }
    Ok(file)
}

fn packed<'a>(entry: &Entry, bytes: &'a [u8]) -> Option<&'a [u8]> {
    if long(bytes, 0)? != LOCAL_SIGNATURE {
        return None;
    }
    let start = LOCAL_SIZE + usize::from(short(bytes, 26)?) + usize::from(short(bytes, 28)?);
    bytes.get(start..start.checked_add(entry.packed as usize)?)
}

/// What the directory says of the size may be wrong, so no more than that is unpacked, and one byte by which it shows.
fn inflated(packed: &[u8], size: usize) -> Result<Vec<u8>, Error> {
    let mut file = Vec::with_capacity(size.min(packed.len().saturating_mul(MOST_GROWTH)));
    let mut decoder = DeflateDecoder::new(packed).take(size as u64 + 1);
    decoder.read_to_end(&mut file).map_err(|_| broken("bytes that do not unpack", "an undamaged zip"))?;
    Ok(file)
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn broken(found: &str, expected: &'static str) -> Error {
    Error::Zip { found: found.to_owned(), expected }
}

fn bomb(what: &str, size: u64, limit: usize) -> Error {
    Error::Bomb { found: format!("{what} of {size} bytes"), limit: format!("{limit} bytes") }
}
