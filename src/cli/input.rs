//! What a command reads: a file, or stdin where its name is `-`.

use std::io::Read;
use std::path::Path;

use super::failure::Failure;

/// What a capture file is called in error messages.
pub const CAPTURE_FILE: &str = "a capture file";

/// All bytes of `path`; `expected` names what should be there.
pub fn read(path: &Path, expected: &str) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let outcome = if path.as_os_str() == "-" {
        std::io::stdin().lock().read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|mut file| file.read_to_end(&mut bytes))
    };
    match outcome {
        Ok(_) => Ok(bytes),
        Err(error) => Err(Failure::reading(path.display(), &error, expected)),
    }
}
