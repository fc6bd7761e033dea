//! `offprint batch`: every line is answered, in order, whatever stands in the others.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::harness::offprint;
use crate::pages::{CHINESE, ENGLISH, NO_ARTICLE, URL, article, page};

fn answers(arguments: &[&str], lines: &str) -> Vec<Value> {
    let output = offprint(&[&["batch"], arguments].concat(), lines.as_bytes()).done();
    output.split_terminator('\n').map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}

#[test]
fn an_answer_has_all_that_is_known() {
    let line = json!({"id": "a", "url": URL, "html": article(), "at": 1_700_000_000_000_u64});
    let answers = answers(&["--at", "5"], &format!("{line}\n"));
    let [answer] = answers.as_slice() else { panic!("one answer, not {}", answers.len()) };
    let keys: Vec<&str> = answer.as_object().expect("an object").keys().map(String::as_str).collect();
    let mut expected = [
        "id",
        "text",
        "html",
        "title",
        "byline",
        "authors",
        "published",
        "modified",
        "site",
        "lang",
        "dir",
        "excerpt",
        "image",
        "canonical",
        "keywords",
        "words",
        "confidence",
        "capture",
    ];
    expected.sort_unstable();
    assert_eq!(keys, expected);
    assert_eq!((&answer["id"], &answer["title"]), (&json!("a"), &json!("The last ferry")));
    assert_eq!(answer["text"], ENGLISH.join("\n"));
    assert_eq!(answer["byline"], Value::Null);
    assert!(answer["words"].as_u64().is_some_and(|words| (150..250).contains(&words)), "{}", answer["words"]);
    let capture = answer["capture"].as_str().expect("a capture");
    let lines: Vec<&str> = capture.lines().collect();
    assert_eq!(lines[..4], ["<!--1700000000000-->", &format!("[The last ferry]({URL})"), "------", ""]);
    assert_eq!(answer["html"], lines[4]);
}

#[test]
fn without_a_url_or_an_article_there_is_no_capture() {
    let lines = [
        json!({"id": 1, "html": article()}),
        json!({"id": 2, "html": article(), "url": ""}),
        json!({"id": 3, "html": NO_ARTICLE, "url": URL}),
        json!({"id": 4, "html": "", "url": URL}),
    ];
    let answers = answers(&[], &lines.map(|line| line.to_string()).join("\n"));
    let expected = ENGLISH.join("\n");
    let seen: Vec<(&Value, &str, bool)> = answers
        .iter()
        .map(|answer| (&answer["capture"], answer["text"].as_str().expect("text"), answer["html"] == ""))
        .collect();
    let null = &Value::Null;
    assert_eq!(seen, [(null, expected.as_str(), false), (null, &expected, false), (null, "", true), (null, "", true)]);
    assert!(answers.iter().all(|answer| answer.get("error").is_none()));
}

#[test]
fn the_default_stamp_is_that_of_the_arguments() {
    let line = json!({"id": 1, "html": article(), "url": URL});
    let answers = answers(&["--at", "1234"], &line.to_string());
    assert!(answers[0]["capture"].as_str().is_some_and(|capture| capture.starts_with("<!--1234-->\n")));
}

#[test]
fn a_bad_line_is_answered_and_the_rest_goes_on() {
    let good = json!({"id": 9, "html": article(), "url": URL}).to_string();
    let lines = [
        r#"{"id": 1, "html": "#,
        &good,
        "",
        "[]",
        r#"{"id": {"a": [1]}, "url": "https://a.example/"}"#,
        r#"{"id": 2, "id": 3, "html": ""}"#,
        r#"{"id": 4, "html": "<p>", "url": "nowhere"}"#,
        &good,
    ];
    let answers = answers(&[], &lines.join("\n"));
    let expected = [
        (json!(1), Some((1, "found broken JSON at column 18")), false),
        (json!(9), None, true),
        (Value::Null, Some((3, "found an empty line")), false),
        (Value::Null, Some((4, "found broken JSON at column 0")), false),
        (json!({"a": [1]}), Some((5, "found no field html")), false),
        (json!(2), Some((6, "found the field id twice")), false),
        (json!(4), Some((7, "found the address \"nowhere\"")), false),
        (json!(9), None, true),
    ];
    assert_eq!(answers.len(), expected.len());
    for (answer, (id, fault, captured)) in answers.iter().zip(expected) {
        assert_eq!(answer["id"], id);
        assert_eq!(answer["capture"].is_string(), captured);
        match fault {
            Some((line, message)) => {
                assert_eq!(
                    (answer["line"].as_u64(), answer.as_object().map(|object| object.len())),
                    (Some(line), Some(3))
                );
                let error = answer["error"].as_str().expect("an error");
                assert!(error.starts_with(message), "{error}");
            }
            None => assert!(answer.get("error").is_none()),
        }
    }
}

#[test]
fn invalid_utf_8_is_an_error_of_its_line() {
    let run = offprint(&["batch"], b"\xef\xbb\xbf{\"id\": 1, \"html\": \"\"}\r\n{\"id\": 2, \"html\": \"\xff\"}\n");
    let lines: Vec<Value> = run.done().lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!((&lines[0]["id"], &lines[0]["text"]), (&json!(1), &json!("")));
    assert!(lines[1]["error"].as_str().is_some_and(|error| error.starts_with("found broken JSON")), "{}", lines[1]);
}

#[test]
fn answers_come_in_the_order_of_the_lines() {
    const LINES: usize = 200;
    let line = |number: usize| {
        // Long and short pages by turns, so that later ones are ready first.
        let copies = if number.is_multiple_of(7) { 12 } else { 1 };
        let mark = format!("Page {number} begins here, and what follows is the same for all the others.");
        let mut paragraphs = vec![mark.as_str()];
        paragraphs.extend((0..copies).flat_map(|_| if number.is_multiple_of(2) { ENGLISH } else { CHINESE }));
        json!({"id": number, "html": page("", "Title", &paragraphs), "url": URL}).to_string()
    };
    let lines: String = (0..LINES).map(|number| line(number) + "\n").collect();
    let run = |jobs: &str| offprint(&["batch", "--jobs", jobs, "--at", "1"], lines.as_bytes()).done();
    let alone = run("1");
    let ids: Vec<Value> =
        alone.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON")["id"].clone()).collect();
    assert_eq!(ids, (0..LINES).map(|number| json!(number)).collect::<Vec<_>>());
    assert!(run("7") == alone, "the same bytes with many workers");
}

#[test]
fn an_answer_does_not_wait_for_the_next_line() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_offprint"))
        .args(["batch", "--jobs", "2"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let mut stdin = child.stdin.take().expect("stdin is piped");
    let mut stdout = BufReader::new(child.stdout.take().expect("stdout is piped"));
    for id in 0..3 {
        writeln!(stdin, "{}", json!({"id": id, "html": article()})).expect("the line is taken");
        let mut answer = String::new();
        stdout.read_line(&mut answer).expect("an answer");
        assert!(answer.starts_with(&format!("{{\"id\":{id},")), "{answer}");
    }
    drop(stdin);
    let mut rest = String::new();
    stdout.read_to_string(&mut rest).expect("the end");
    assert_eq!(rest, "");
    assert!(child.wait().expect("the binary ends").success());
}

#[test]
fn a_reader_who_leaves_ends_the_batch_quietly() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_offprint"))
        .args(["batch", "--jobs", "2"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().expect("stdin is piped");
    // Stdin stays open: the batch ends because nobody reads, not because nothing is left.
    writeln!(stdin, "{}", json!({"id": 1, "html": ""})).expect("the line is taken");
    let output = child.wait_with_output().expect("the binary ends");
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}
