//! Pages as they are really written: with tags left out, and tags never closed.

use offprint::{Content, Extractor, Options, Policy};

/// A paragraph like those of an article.
const PARAGRAPH: &str =
    "<p>The river rose in the night, and by morning the lower town was under water, said the harbour master.</p>";

fn content(html: &str) -> Option<Content> {
    let mut page = Extractor::new("https://example.org/a", Options::default()).unwrap();
    page.write(html.as_bytes()).unwrap();
    page.end().unwrap().content
}

#[test]
fn the_tags_of_html_head_and_body_may_be_left_out() {
    let article = PARAGRAPH.repeat(5);
    let written = content(&format!("<html><head><title>Rain</title></head><body>{article}</body></html>"));
    assert_eq!(written.as_ref().map(|content| content.html.as_str()), Some(article.as_str()));
    for start in ["<title>Rain</title>", "<html><title>Rain</title>", "<title>Rain</title><body>", ""] {
        let found = content(&format!("<!doctype html>{start}{article}"));
        assert_eq!(found.map(|content| content.html), written.as_ref().map(|content| content.html.clone()), "{start}");
    }
    let bare = content(&article.replace("<p>", "").replace("</p>", "<br><br>"));
    assert_eq!(bare.map(|content| content.html), written.map(|content| content.html));
}

#[test]
fn a_headline_that_is_never_closed_does_not_take_the_article_with_it() {
    let article = PARAGRAPH.repeat(9);
    let found = content(&format!("<html><title>The river rose</title><body><h1>The river rose{article}"));
    assert!(found.is_some_and(|content| content.text.contains("harbour master")));
}

#[test]
fn a_log_of_a_thousand_entries_is_kept_to_its_end() {
    let sentence =
        "The river stood at the ninth step of the quay, and nobody who was asked could say for how long it would. ";
    let entry = |number| {
        let volume = if number % 20 == 0 { format!("<h2>Volume {}</h2>", number / 20) } else { String::new() };
        format!("{volume}<p>Entry {number}. {}</p>", sentence.repeat(7))
    };
    let entries: String = (1..=1000).map(entry).collect();
    let page = format!(
        "<!doctype html><html lang=en><title>The log of the quay</title><body><nav><a href=/>Home</a> <a href=/b>Logs</a>
        </nav><article><h1>The log of the quay</h1>{entries}</article><footer><a href=/c>About</a></footer>"
    );
    let found = content(&page).map(|content| content.text).unwrap_or_default();
    assert!((1..=1000).all(|number| found.contains(&format!("Entry {number}. "))), "{} bytes", found.len());
}

/// The text under the policy `page`.
fn whole_page(html: &str) -> String {
    let mut page = Extractor::new("https://example.org/a", Options::with_policy(Policy::Page)).unwrap();
    page.write(html.as_bytes()).unwrap();
    page.end().unwrap().content.map(|content| content.text).unwrap_or_default()
}

/// A menu, an article and the links below it.
fn page_of(article: &str) -> String {
    let links =
        |word: &str| (1..=12).map(|n| format!("<li><a href=/{word}/{n}>{word} {n}</a></li>")).collect::<String>();
    let (menu, related) = (links("Section"), links("Elsewhere"));
    format!(
        "<!doctype html><html lang=en><title>The river rose</title><body><div class=menu><ul>{menu}</ul></div>{article}\
         <div class='related sidebar'><ul>{related}</ul></div><div class=footer><a href=/imprint>Imprint</a></div>"
    )
}

#[test]
fn a_page_that_was_read_is_selected_from_again() {
    for article in [PARAGRAPH.repeat(5), "<p>Sign in to go on.</p>".to_owned()] {
        let html = page_of(&format!("<div class=story><h1>The river rose</h1>{article}</div>"));
        let read = |policy| {
            let mut page = Extractor::new("https://example.org/a", Options::with_policy(policy)).unwrap();
            page.write(html.as_bytes()).unwrap();
            page
        };
        let reading = read(Policy::Article).read().unwrap();
        for policy in [Policy::Article, Policy::Page, Policy::Article] {
            let (again, fresh) = (reading.select(Options::with_policy(policy)), read(policy).end().unwrap());
            assert_eq!((again.content, again.metadata), (fresh.content, fresh.metadata));
            assert_eq!(again.confidence, fresh.confidence);
        }
    }
}

#[test]
fn the_whole_page_is_what_is_not_certain_to_be_boilerplate() {
    let text = whole_page(&page_of(&format!("<div class=story>{}</div>", PARAGRAPH.repeat(5))));
    assert!(text.contains("harbour master") && !text.contains("Section 7") && !text.contains("Elsewhere 7"), "{text}");
}

#[test]
fn of_a_page_of_menus_and_of_a_selection_all_is_kept() {
    let menus = whole_page(&page_of(""));
    assert!(menus.contains("Section 7") && menus.contains("Elsewhere 7"), "{menus}");
    let inside = page_of(&format!("<div class=story>{}</div>", PARAGRAPH.repeat(5)));
    let selection = whole_page(&inside.replace("<body>", "<body><article>"));
    assert!(selection.contains("harbour master") && selection.contains("Section 7"), "{selection}");
}
