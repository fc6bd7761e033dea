//! What is captured of each test page: compared with what a person accepted.

mod support;

use std::fs;
use support::{Case, answer, cases};

/// Set by `cargo xtask accept`: expectations are written instead of compared.
const ACCEPT: &str = "OFFPRINT_ACCEPT";

#[test]
fn pages_give_what_was_accepted() {
    let accept = std::env::var_os(ACCEPT).is_some();
    let mut differing = vec![];
    for case in cases() {
        let found = answer(&case.url, [case.source.as_slice()]);
        let mut fields = serde_json::to_value(&found).unwrap();
        for long in ["html", "text", "capture"] {
            fields.as_object_mut().unwrap().remove(long);
        }
        let json = serde_json::to_string_pretty(&fields).unwrap() + "\n";
        // One block a line, so that a diff shows what changed; the comparison is of the bytes without those breaks.
        let html = found.html.replace("><", ">\n<");
        for (file, found) in [("expected.html", html), ("expected.json", json)] {
            let same = if accept { write(&case, file, &found) } else { is_same(&case, file, &found) };
            if !same {
                differing.push(format!("{}/{file}", case.name()));
            }
        }
    }
    assert!(differing.is_empty(), "these differ; `cargo xtask accept` writes them anew: {differing:#?}");
}

fn is_same(case: &Case, file: &str, found: &str) -> bool {
    fs::read_to_string(case.folder.join(file)).unwrap_or_default().trim_end() == found.trim_end()
}

fn write(case: &Case, file: &str, found: &str) -> bool {
    let path = case.folder.join(file);
    match found {
        "" if path.exists() => fs::remove_file(path).unwrap(),
        "" => {}
        _ => fs::write(path, format!("{}\n", found.trim_end())).unwrap(),
    }
    true
}
