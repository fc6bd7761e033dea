//! What a command reads: a file, or stdin where its name is `-`.

use std::io::Read;
use std::path::Path;

use super::failure::Failure;

/// What a capture file is called in error messages.
pub const CAPTURE_FILE: &str = "a capture file";

/// More bytes than this are no page and no capture, in whatever encoding: what one file may take of the memory is
/// bounded, be it a device that never ends.
const LIMIT: u64 = 256 << 20;

/// All bytes of `path`; `expected` names what should be there.
pub fn read(path: &Path, expected: &str) -> Result<Vec<u8>, Failure> {
    let bytes = if path.as_os_str() == "-" {
        read_whole(std::io::stdin().lock())
    } else {
        std::fs::File::open(path).and_then(read_whole)
    };
    match bytes {
        Ok(bytes) if bytes.len() as u64 > LIMIT => {
            let message = format_args!("found more than {LIMIT} bytes, expected {expected}");
            Err(Failure::unreadable(path.display(), message))
        }
        Ok(bytes) => Ok(bytes),
        Err(error) => Err(Failure::reading(path.display(), &error, expected)),
    }
}

fn read_whole(file: impl Read) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(LIMIT + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
