//! Capture files: those of other hands, and ours from any title, address and body.

use offprint::capture::{Capture, faults};
use offprint::{Content, Metadata, sanitize};

use crate::judge;

/// The longest file name, in bytes.
const LONGEST_NAME: usize = 150;

/// A file of anybody's: it is read or it has a fault, and is shown in the grammar. What it says, written by us, is read
/// back, and has a name that every system takes.
pub fn captures(input: &[u8]) {
    let read = Capture::read(input);
    assert_eq!(read.as_ref().err(), faults(input).first(), "the first fault is why a file is not read");
    let Ok(Capture { stamp, title, url, body }) = read else { return };
    let shown = sanitize(&body, &url).unwrap_or_default();
    judge(&shown);
    let metadata = Metadata { title: Some(title), ..Metadata::default() };
    let content = Content { html: shown, ..Content::default() };
    let ours = Capture::new(stamp, &url, &metadata, &content).expect("what was read can be written");
    let file = ours.write();
    assert_eq!(Capture::read(file.as_bytes()).as_ref(), Ok(&ours), "what was written is read back\n{file}");
    assert_eq!(file.matches('\n').count(), 5, "{file}");
    judge(&ours.body);
    name(&ours.path());
}

/// Fails where a path is not a folder and a file that Windows, macOS, Linux and Android can have.
fn name(path: &str) {
    let (folder, file) = path.split_once('/').expect("a folder and a file");
    assert!(file.len() <= LONGEST_NAME && file.ends_with(".md"), "{path:?}");
    for part in [folder, file] {
        assert!(!part.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|']), "{path:?}");
        assert!(!part.chars().any(|c| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c)), "{path:?}");
        assert!(!part.is_empty() && !part.starts_with(['.', '-', ' ']) && !part.ends_with(['.', ' ']), "{path:?}");
    }
}
