//! `check`, `show` and `list`: captures that are kept already, ours and others'.

use crate::harness::{Folder, offprint};
use crate::pages::{URL, article};

const GOOD: &str = "<!--1700000000000-->\n[Bells](https://bells.example/1)\n------\n\n<p>They rang.</p>\n";

#[test]
fn what_is_captured_has_no_fault() {
    let folder = Folder::new();
    let captured = offprint(&["capture", "--url", URL], article().as_bytes()).done();
    let (one, two) = (folder.file("one.md", captured), folder.file("two.md", GOOD));
    assert_eq!(offprint(&["check", &one, &two], b"").done(), "");
    assert_eq!(offprint(&["check", "-"], GOOD.as_bytes()).done(), "");
}

#[test]
fn every_fault_of_every_file_has_its_line() {
    let folder = Folder::new();
    let bad = folder.file("bad.md", "<!--soon-->\nBells\n---\nThey rang.\n");
    let script = folder.file("script.md", GOOD.replace("https:", "javascript:"));
    let good = folder.file("good.md", GOOD);
    let run = offprint(&["check", &bad, &good, &script], b"");
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
    let places: Vec<&str> = run.stderr.lines().map(|line| line.split(": found ").next().unwrap_or(line)).collect();
    let expected =
        [format!("{bad}:1"), format!("{bad}:2"), format!("{bad}:3"), format!("{bad}:4"), format!("{script}:2")];
    assert_eq!(places, expected);
    assert!(run.stderr.lines().all(|line| line.contains(", expected ")), "{}", run.stderr);
}

#[test]
fn a_file_that_cannot_be_read_outweighs_a_fault() {
    let folder = Folder::new();
    let bad = folder.file("bad.md", GOOD.replace("------", "---"));
    let good = folder.file("good.md", GOOD);
    let run = offprint(&["check", &format!("{bad}.gone"), &bad, &good], b"");
    assert_eq!((run.code, run.stderr.lines().count()), (Some(3), 2), "{}", run.stderr);
}

#[test]
fn show_gives_nothing_that_runs() {
    let folder = Folder::new();
    let body = "<p class=lead onclick=alert(1)>They <b>rang</b>.</p><script>alert(2)</script>\
                <img src=x onerror=alert(3)><a href=\"javascript:alert(4)\">all day</a>";
    let file = folder.file("bells.md", GOOD.replace("<p>They rang.</p>", body));
    let html = offprint(&["show", &file], b"").done();
    assert!(html.contains("<p>They <b>rang</b>.</p>") && html.contains("all day"), "{html}");
    for banned in ["script", "onclick", "onerror", "class", "alert"] {
        assert!(!html.contains(banned), "{banned} in {html}");
    }
    assert_eq!(offprint(&["show", "--format", "html", "-"], &std::fs::read(&file).expect("a file")).done(), html);
}

#[test]
fn show_tells_what_is_no_capture() {
    let folder = Folder::new();
    let file = folder.file("bells.md", GOOD.replace("------", "---"));
    let run = offprint(&["show", &file], b"");
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
    assert!(run.stderr.starts_with(&format!("{file}:3: found ")) && run.stderr.lines().count() == 1, "{}", run.stderr);
}

fn titled(stamp: u64, title: &str) -> String {
    format!("<!--{stamp}-->\n[{title}](https://bells.example/1)\n------\n\n<p>They rang.</p>\n")
}

#[test]
fn lists_are_made_from_the_captures() {
    let folder = Folder::new();
    folder.file("articles/bells.example/1700000000000_Old.md", titled(1_700_000_000_000, "Old"));
    folder.file("articles/bells.example/1700200000000_New (2).md", titled(1_700_200_000_000, "New \\[2\\]"));
    folder.file("articles/bells.example/.offprint-half", "half");
    folder.file("articles/bells.example/notes.txt", "not a capture");
    folder.file("articles/钟.example/1_钟.md", titled(1, "钟"));
    folder.file("lists/bells.example.md", "what was there before");
    assert_eq!(offprint(&["list", folder.argument()], b"").done(), "");
    assert_eq!(
        folder.read("lists/bells.example.md"),
        "bells.example\n------\n\n11-17 [New \\[2\\]](/articles/bells.example/1700200000000_New%20%282%29.md)\n\n\
         11-14 [Old](/articles/bells.example/1700000000000_Old.md)\n"
    );
    let readme = folder.read("README.md");
    let links: Vec<&str> = readme.lines().filter(|line| line.contains("](/lists/")).collect();
    assert_eq!(
        links,
        ["[bells.example](/lists/bells.example.md)", "[钟.example](/lists/%E9%92%9F.example.md)"],
        "{readme}"
    );
    let files = folder.files();
    assert_eq!(files.iter().filter(|file| !file.starts_with("articles/")).count(), 3, "{files:?}");
    assert_eq!(offprint(&["list", folder.argument()], b"").done(), "", "a second time");
    assert_eq!(folder.files(), files);
}

#[test]
fn a_file_that_is_no_capture_is_told_and_left_out_of_the_list() {
    let folder = Folder::new();
    let bad = folder.file("articles/bells.example/2_Bad.md", "<!--2-->\n");
    folder.file("articles/bells.example/1_Good.md", titled(1, "Good"));
    let run = offprint(&["list", folder.argument()], b"");
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
    assert!(run.stderr.starts_with(&format!("{bad}:2: found ")) && run.stderr.lines().count() == 1, "{}", run.stderr);
    assert_eq!(
        folder.read("lists/bells.example.md"),
        "bells.example\n------\n\n1-1 [Good](/articles/bells.example/1_Good.md)\n"
    );
}

#[test]
fn what_is_kept_below_articles_can_be_listed() {
    let folder = Folder::new();
    let articles = format!("{}/articles", folder.argument());
    offprint(&["capture", "--url", URL, "--at", "1700000000000", "--out", &articles], article().as_bytes()).done();
    offprint(&["list", folder.argument()], b"").done();
    assert_eq!(
        folder.read("lists/harbour.example.md"),
        "harbour.example\n------\n\n11-14 [The last ferry](/articles/harbour.example/1700000000000_The%20last%20ferry.md)\n"
    );
}
