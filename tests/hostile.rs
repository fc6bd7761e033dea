//! The payloads of tests/hostile, judged natively: what is written is in the grammar, reads as it is written, and is the
//! same a second time. The browsers judge the same ones, and whether anything runs.

#[path = "support/judge.rs"]
mod judge;

use std::fs;
use std::path::Path;

use offprint::{Extractor, Options, Policy, sanitize};

const URL: &str = "https://example.org/page/";
const DEPTH: usize = 600;
const PROSE: &str = "<p>The harbour master counted the boats twice that evening, as he had done after every storm.</p>";

fn lines(name: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile").join(name);
    let text = fs::read_to_string(path).unwrap();
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect()
}

/// As tests/hostile/payloads.js makes them.
fn payloads() -> Vec<String> {
    let escapes = [("\\n", "\n"), ("\\r", "\r"), ("\\t", "\t"), ("\\f", "\u{c}"), ("\\0", "\0"), ("RUN", "top.ran=1")];
    let references = [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("'", "&#39;")];
    let replace = |text: &str, table: &[(&str, &str)]| {
        table.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
    };
    let bare: Vec<String> = lines("payloads.txt").iter().map(|line| replace(line, &escapes)).collect();
    let contexts = lines("contexts.txt").into_iter().map(|line| line.replace("DEEP", &"<div>".repeat(DEPTH)));
    let contexts: Vec<String> = contexts.collect();
    let fill = |context: &String, payload: &String| {
        context.replace("{}", payload).replace("{&}", &replace(payload, &references))
    };
    bare.iter().flat_map(|payload| contexts.iter().map(move |context| fill(context, payload))).collect()
}

fn check(html: &str, payload: &str) -> Result<(), String> {
    if let Some(fault) = judge::fault(html) {
        return Err(format!("{fault}\n  of {payload:?}"));
    }
    match sanitize(html, URL) {
        Ok(again) if again == html => Ok(()),
        again => Err(format!("a second time {again:?}\n  and not {html:?}\n  of {payload:?}")),
    }
}

#[test]
fn payloads_are_written_in_the_grammar() {
    let mut faults = Vec::new();
    for payload in payloads() {
        let shown = sanitize(&payload, URL).unwrap();
        let mut page = Extractor::new(URL, Options::with_policy(Policy::Page)).unwrap();
        page.write(format!("<article><h1>Boats</h1>{PROSE}{payload}{PROSE}</article>").as_bytes()).unwrap();
        let kept = page.end().unwrap().content.unwrap_or_default().html;
        faults.extend([shown, kept].iter().filter_map(|html| check(html, &payload).err()));
    }
    assert!(faults.is_empty(), "{} faults, first:\n{}", faults.len(), faults[..faults.len().min(8)].join("\n"));
}

#[test]
fn the_judge_sees_what_is_wrong() {
    for html in [
        "<script>a</script>",
        "<p onclick=\"a\">b</p>",
        "<p>a<p>b</p></p>",
        "<a href=\"javascript:a\">b</a>",
        "<p>a & b</p>",
        "<p>a</p>\n",
        "<pre>&#10;a</pre>",
        "<math><mi><p>a</p></mi></math>",
        "<img src=\"data:image/svg+xml;base64,AA\" alt=\"\">",
        "<abbr title=\"&lt;/script&gt;\">a</abbr>",
        "<p><table></table></p>",
        "</body><p>a</p>",
        "<!--a-->",
    ] {
        assert!(judge::fault(html).is_some(), "{html}");
    }
    assert_eq!(judge::fault("<p lang=\"en\">a &amp; <b>b</b></p><pre>&#10;&#10;a</pre><math><mi>x</mi></math>"), None);
}
