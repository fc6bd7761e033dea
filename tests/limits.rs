//! What a page may not do: fill the memory with a page of some kilobytes, or bring the engine down after an error.

use offprint::{Error, Extractor, MAX_ATTRIBUTES, MAX_INPUT, Options, Policy, sanitize};

#[test]
fn an_element_that_is_never_closed_is_not_written_into_every_block() {
    let note = format!("<abbr title=\"{}\">", "t".repeat(10_000));
    let shown = sanitize(&(note + &"<p>a".repeat(10_000)), "").unwrap();
    assert!(shown.len() < 2 << 20, "{} bytes", shown.len());
    assert!(shown.starts_with("<p><abbr title") && shown.ends_with("<p>a</p>"), "the text stays, the note does not");
}

#[test]
fn a_long_base_makes_no_long_links() {
    let page = format!("<base href=\"/{}/\"><p><a href=b>c</a>", "a".repeat(5_000));
    assert_eq!(sanitize(&page, "https://example.org/").unwrap(), "<p><a href=\"https://example.org/b\">c</a></p>");
}

#[test]
fn what_is_kept_of_a_page_is_bounded() {
    let page =
        format!("<base href=\"https://example.org/{}/\">{}", "a".repeat(2_000), "<a href=b>c</a> ".repeat(70_000));
    assert!(matches!(sanitize(&page, ""), Err(Error::Limit { limit: MAX_INPUT, .. })));
}

#[test]
fn an_extractor_that_has_refused_a_page_goes_on_refusing_it() {
    let mut page = Extractor::new("", Options::with_policy(Policy::Page)).unwrap();
    page.write(b"<p>a").unwrap();
    let megabyte = vec![b'a'; 1 << 20];
    page.write(b"<a href=\"").unwrap();
    let refusal = (0..MAX_INPUT >> 20).find_map(|_| page.write(&megabyte).err()).expect("an attribute has an end");
    assert!(matches!(refusal, Error::Limit { .. }), "{refusal}");
    assert_eq!(page.write(b"\">b"), Err(refusal.clone()));
    assert_eq!(page.end().err(), Some(refusal));
}

#[test]
fn tables_in_each_other_nest_no_deeper_than_other_elements() {
    let mut page = Extractor::new("", Options::with_policy(Policy::Page).trace(true)).unwrap();
    page.write("<table><tr><td>a".repeat(2_000).as_bytes()).unwrap();
    let trace = page.end().unwrap().trace.unwrap();
    let deepest = trace.blocks.iter().map(|block| block.path.split('/').count()).max().unwrap();
    assert_eq!(trace.blocks.len(), 2_000);
    assert!(deepest <= 512, "{deepest}");
}

#[test]
fn an_element_has_so_many_attributes_and_no_more() {
    let page = |count: usize| format!("<p {}>a</p>", (0..count).map(|at| format!("a{at} ")).collect::<String>());
    assert_eq!(sanitize(&page(MAX_ATTRIBUTES), "").as_deref(), Ok("<p>a</p>"));
    let refusal = sanitize(&page(MAX_ATTRIBUTES + 1), "").unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "found more than 131072 attributes of one element, expected a page within that limit"
    );
}
