//! `offprint capture`: one page in, its capture or one of its views out.

use serde_json::Value;

use crate::harness::{Folder, offprint};
use crate::pages::{CHINESE, ENGLISH, NO_ARTICLE, URL, article, page};

fn capture(arguments: &[&str]) -> String {
    let fixed = ["capture", "--url", URL, "--at", "1700000000000"];
    offprint(&[&fixed, arguments].concat(), article().as_bytes()).done()
}

#[test]
fn each_format_is_a_view_of_one_capture() {
    let file = capture(&[]);
    let html = capture(&["--format", "html"]);
    let lines: Vec<&str> = file.split('\n').collect();
    assert_eq!(lines[..4], ["<!--1700000000000-->", &format!("[The last ferry]({URL})"), "------", ""]);
    assert_eq!((lines[4], &lines[5..]), (html.trim_end(), &[""][..]));
    assert_eq!(capture(&["--format", "text"]), ENGLISH.join("\n") + "\n");
    assert_eq!(capture(&["-", "--format", "capture", "--policy", "article"]), file);
    let json: Value = serde_json::from_str(&capture(&["--format", "json"])).expect("JSON");
    assert_eq!((&json["capture"], &json["html"]), (&Value::from(file), &Value::from(html.trim_end())));
}

#[test]
fn a_file_and_stdin_are_the_same_page() {
    let folder = Folder::new();
    let path = folder.file("page.html", article());
    assert_eq!(offprint(&["capture", &path, "--url", URL, "--at", "1700000000000"], b"").done(), capture(&[]));
}

#[test]
fn the_default_stamp_is_now() {
    let now = || std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970").as_millis();
    let before = now();
    let file = offprint(&["capture", "--url", URL], article().as_bytes()).done();
    let stamp = file.strip_prefix("<!--").and_then(|rest| rest.split("-->").next()).expect("a stamp");
    assert!((before..=now()).contains(&stamp.parse().expect("a number")), "{stamp}");
}

#[test]
fn the_page_policy_captures_what_is_no_article() {
    let page = offprint(&["capture", "--url", URL, "--policy", "page", "--format", "text"], NO_ARTICLE.as_bytes());
    let text = page.done();
    assert!(text.contains("One") && text.contains("Two"), "{text}");
}

#[test]
fn the_trace_tells_of_every_piece_of_the_page() {
    let folder = Folder::new();
    let path = folder.path().join("trace.json");
    let path = path.to_str().expect("UTF-8");
    assert_eq!(capture(&["--trace", path]), capture(&[]), "the result is the same");
    let trace: Value = serde_json::from_str(&folder.read("trace.json")).expect("JSON");
    let decision = |text: &str| {
        let blocks = trace["blocks"].as_array().expect("a list");
        // The trace shows how a piece begins.
        let begins = |found: &str| text == found || (found.len() > 40 && text.starts_with(found));
        let block = blocks.iter().find(|block| block["text"].as_str().is_some_and(begins));
        block.unwrap_or_else(|| panic!("{text} is not in {trace}"))["decision"].clone()
    };
    for paragraph in ENGLISH {
        assert_eq!(decision(paragraph), "kept");
    }
    assert!(decision("3 4").is_object(), "{trace}");
    let run = offprint(&["capture", "--url", URL, "--trace", path], NO_ARTICLE.as_bytes());
    assert_eq!(run.code, Some(1));
    assert!(folder.read("trace.json").contains("One"), "it is most wanted where nothing was found");
}

/// The page that `--trace` writes of this page of HTML, and the exit code.
fn trace_page(html: &str) -> (String, Option<i32>) {
    let folder = Folder::new();
    let path = format!("{}/trace.html", folder.argument());
    let run = offprint(&["capture", "--url", URL, "--trace", &path], html.as_bytes());
    (folder.read("trace.html"), run.code)
}

#[test]
fn a_trace_that_is_not_named_json_is_a_page_for_people() {
    let (page, code) = trace_page(&article());
    assert_eq!(code, Some(0));
    assert!(page.starts_with("<!DOCTYPE html>\n") && page.ends_with("</html>\n"), "{page}");
    for paragraph in ENGLISH {
        let written = format!(">{}</p>", paragraph.replace('"', "&quot;"));
        assert_eq!(page.matches(&written).count(), 1, "{written} in {page}");
    }
    for once in [">1</p>", ">2</p>", ">3 4</p>", "<h1 dir=\"auto\""] {
        assert_eq!(page.matches(once).count(), 1, "{once} in {page}");
    }
    assert!(page.contains("class=\"kept\"") && page.contains("class=\"dropped\""), "{page}");
}

#[test]
fn the_page_of_the_trace_is_written_where_there_is_no_article() {
    let (page, code) = trace_page(NO_ARTICLE);
    assert_eq!(code, Some(1));
    assert!(page.contains("Not captured: ") && page.contains(">One</p>") && page.contains(">Two</p>"), "{page}");
}

#[test]
fn nothing_of_the_page_comes_alive_in_its_trace() {
    let text = "&lt;script&gt;alert(1)&lt;/script&gt; &lt;/style&gt; &quot; &lt;!--";
    let hostile = page("", text, &[&[text, &ENGLISH.concat()].concat()])
        .replace("<article>", "<article class='x\"onclick=\"alert(2)\"><img/src=y>' lang='\"><script>'>");
    let (page, _) = trace_page(&hostile);
    assert!(page.contains("default-src 'none'; style-src 'unsafe-inline'"), "{page}");
    assert!(page.contains("&lt;script&gt;alert(1)") && page.contains("article.x&quot;onclick=&quot;"), "{page}");
    for banned in ["<script", "<!--", "<img", "\"onclick", "=\"alert"] {
        assert!(!page.contains(banned), "{banned} in {page}");
    }
    assert_eq!(page.matches("</style>").count(), 1, "{page}");
}

#[cfg(unix)]
#[test]
fn the_trace_is_written_into_what_it_is_given() {
    let folder = Folder::new();
    let target = folder.file("target.json", "");
    let link = folder.path().join("link.json");
    std::os::unix::fs::symlink(&target, &link).expect("a link");
    capture(&["--trace", link.to_str().expect("UTF-8")]);
    assert!(link.is_symlink(), "the link is still one");
    assert!(folder.read("target.json").starts_with('{'));
}

#[test]
fn out_keeps_every_capture_under_a_name_of_its_own() {
    let folder = Folder::new();
    let place = format!("{}/kept/here", folder.argument());
    let out = |html: &str| {
        offprint(&["capture", "--url", URL, "--at", "1700000000000", "--out", &place], html.as_bytes()).done()
    };
    let names = ["_The last ferry.md", "_The last ferry-2.md", "_The last ferry-3.md"];
    for name in names {
        assert_eq!(out(&article()), format!("{place}/harbour.example/1700000000000{name}\n"));
    }
    let other = out(&page("<meta charset=utf-8>", "末班渡轮", &CHINESE));
    assert_eq!(other, format!("{place}/harbour.example/1700000000000_末班渡轮.md\n"));
    let files = folder.files();
    assert_eq!(files.len(), 4, "no temporary file is left: {files:?}");
    for name in names {
        assert_eq!(folder.read(&format!("kept/here/harbour.example/1700000000000{name}")), capture(&[]));
    }
}

#[cfg(unix)]
#[test]
fn a_kept_capture_has_the_permissions_of_any_new_file() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::new();
    let other = folder.file("other", "");
    let path = capture(&["--out", folder.argument()]);
    let mode = |path: &str| std::fs::metadata(path).expect("a file").permissions().mode();
    assert_eq!(mode(path.trim_end()), mode(&other));
}

#[test]
fn out_that_is_a_file_is_told() {
    let folder = Folder::new();
    let place = folder.file("taken", "");
    let run = offprint(&["capture", "--url", URL, "--at", "1", "--out", &place], article().as_bytes());
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
    let start = format!("{place}/harbour.example/1_The last ferry.md: found ");
    assert!(run.stderr.starts_with(&start) && run.stderr.lines().count() == 1, "{}", run.stderr);
}
