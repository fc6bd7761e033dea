//! Capture files of other hands, one case a file: what bends the rules is read, what breaks them is refused.
//!
//! `captures/ok/<case>.md` stands beside the JSON of what it says, `captures/bad/<case>.md` beside the faults it has.

use offprint::capture::{Capture, faults};
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};

/// The captures of a folder, in order.
fn cases(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/captures").join(folder);
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut cases: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|end| end == "md")).collect();
    cases.sort();
    assert!(!cases.is_empty());
    cases
}

#[test]
fn odd_files_are_read() {
    for case in cases("ok") {
        let file = fs::read(&case).unwrap();
        let capture = Capture::read(&file).unwrap_or_else(|error| panic!("{}: {error}", case.display()));
        let expected: serde_json::Value =
            serde_json::from_str(&fs::read_to_string(case.with_extension("json")).unwrap()).unwrap();
        let Capture { stamp, title, url, body } = &capture;
        assert_eq!(json!({"stamp": stamp, "title": title, "url": url, "body": body}), expected, "{}", case.display());
        assert_eq!(faults(&file), [], "{}", case.display());
    }
}

#[test]
fn faults_are_refused_with_line_and_expectation() {
    for case in cases("bad") {
        let file = fs::read(&case).unwrap();
        let expected = fs::read_to_string(case.with_extension("txt")).unwrap();
        let found: Vec<String> = faults(&file).iter().map(ToString::to_string).collect();
        assert_eq!(found.join("\n") + "\n", expected, "{}", case.display());
        let first = Capture::read(&file).map_err(|error| error.to_string());
        assert_eq!(first.err().as_ref(), found.first(), "{}", case.display());
    }
}

/// What the archive's tools and ours write is a fixed point: the same bytes again.
#[test]
fn well_formed_files_are_written_again_byte_for_byte() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/captures/ok");
    for case in ["archive.md", "written.md"] {
        let file = fs::read_to_string(folder.join(case)).unwrap();
        assert_eq!(Capture::read(file.as_bytes()).unwrap().write(), file, "{case}");
    }
}
