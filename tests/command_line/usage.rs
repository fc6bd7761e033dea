//! Every way to fail has its exit code and its one line.

use crate::harness::{Folder, offprint};
use crate::pages::{NO_ARTICLE, URL, article};

#[test]
fn wrong_arguments_are_told_on_one_line() {
    let cases: &[(&[&str], &str)] = &[
        (&[], "offprint: found no command, expected one of those that offprint --help shows"),
        (&["xyz"], "offprint: unrecognized subcommand 'xyz'"),
        (&["capture"], "offprint: the following required arguments were not provided: --url <URL>"),
        (&["check"], "offprint: the following required arguments were not provided: <FILES>..."),
        (
            &["capture", "--url", URL, "--policy", "all"],
            "offprint: invalid value 'all' for '--policy <POLICY>' [possible values: article, page]",
        ),
        (
            &["capture", "--url", URL, "--at", "yesterday"],
            "offprint: invalid value 'yesterday' for '--at <MS>': invalid digit found in string",
        ),
        (
            &["capture", "--url", URL, "--at", "8640000000000001"],
            "offprint: invalid value '8640000000000001' for '--at <MS>': 8640000000000001 is not in 0..=8640000000000000",
        ),
        (&["batch", "--jobs", "0"], "offprint: invalid value '0' for '--jobs <N>': 0 is not in 1..=1024"),
        (
            &["capture", "--url", URL, "--out", "x", "--format", "text"],
            "--out: found --format beside it, expected a capture: that is what it writes",
        ),
    ];
    for (arguments, line) in cases {
        offprint(arguments, b"").failed(2, line);
    }
}

#[test]
fn help_and_version_are_results() {
    assert!(offprint(&["--help"], b"").done().contains("Exit codes: 0 done"));
    assert!(offprint(&["capture", "--help"], b"").done().contains("--url"));
    assert_eq!(offprint(&["--version"], b"").done(), format!("offprint {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_bad_url_is_a_wrong_argument() {
    for url in ["", "harbour.example/news", "/news", "javascript:alert(1)", "ftp://harbour.example/", "https://"] {
        let line = format!("--url: found the address {url:?}, expected an absolute http, https, file or about URL");
        offprint(&["capture", "--url", url], article().as_bytes()).failed(2, &line);
    }
}

#[test]
fn what_cannot_be_read_is_told_by_every_command() {
    let folder = Folder::new();
    let (missing, place) = (folder.path().join("missing.html"), folder.argument());
    let missing = missing.to_str().expect("UTF-8");
    let commands: &[(&[&str], &str)] = &[
        (&["capture", "--url", URL], "a page of HTML"),
        (&["check"], "a capture file"),
        (&["show"], "a capture file"),
    ];
    for (command, expected) in commands {
        let on = |path: &str| offprint(&[*command, &[path]].concat(), b"");
        on(missing).failed(3, &format!("{missing}: found no such file or folder, expected {expected}"));
        on(place).failed(3, &format!("{place}: found a folder, expected {expected}"));
    }
    let line = format!("{place}/articles: found no such file or folder, expected a folder of captures");
    offprint(&["list", place], b"").failed(3, &line);
}

#[test]
fn a_page_without_anything_to_capture_is_no_error_of_the_page() {
    let folder = Folder::new();
    let empty = folder.file("empty.html", " \r\n\t");
    let index = folder.file("index.html", NO_ARTICLE);
    let capture = |path: &str| offprint(&["capture", path, "--url", URL, "--out", folder.argument()], b"");
    capture(&empty).failed(1, &format!("{empty}: found an empty page, expected a page of HTML"));
    let line = "found no article, expected one (--policy page captures whatever the page holds)";
    capture(&index).failed(1, &format!("{index}: {line}"));
    offprint(&["capture", "--url", URL], NO_ARTICLE.as_bytes()).failed(1, &format!("-: {line}"));
    assert_eq!(folder.files(), ["empty.html", "index.html"], "nothing was written");
}

#[cfg(unix)]
#[test]
fn a_batch_whose_stdin_is_no_stream_ends_with_3() {
    let folder = Folder::new();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_offprint"))
        .arg("batch")
        .stdin(std::fs::File::open(folder.path()).expect("a folder opens"))
        .output()
        .expect("the binary runs");
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "stdin: found a folder, expected JSON lines\n");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("a device");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_offprint"))
        .arg("--version")
        .stdout(full)
        .output()
        .expect("the binary runs");
    assert_eq!(output.status.code(), Some(1));
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(stderr.starts_with("stdout: found ") && stderr.lines().count() == 1, "{stderr}");
}
