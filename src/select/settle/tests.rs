//! What is decided by probabilities that the tests give, whatever the trees would say.

use super::*;
use crate::select::testing::settled;

const PROSE: &str = "The bells rang at noon, as they do, and nobody in the street below so much as looked up, not even \
    the dog, which had been asleep";

/// What is kept beside an article of which the trees are certain, the rest being as likely as `likely` says.
fn beside_article(html: &str, likely: impl Fn(&str) -> f32) -> Vec<String> {
    let page = format!("<body><p>{PROSE}</p>{html}<p>{PROSE}</p></body>");
    let mut kept = settled(&page, &Claims::default(), |text| if text == PROSE { 0.99 } else { likely(text) });
    kept.retain(|text| text != PROSE);
    kept
}

#[test]
fn what_is_needed_depends_on_what_is_certain() {
    let page = "<p>One of the lines</p><p>Another of them</p>";
    assert_eq!(beside_article(page, |_| 0.6), [""; 0]);
    assert_eq!(settled(page, &Claims::default(), |_| 0.6).len(), 2);
    let one_is = |text: &str| if text.starts_with("One") { 0.6 } else { 0.1 };
    assert_eq!(settled(page, &Claims::default(), one_is), ["One of the lines"]);
}

#[test]
fn a_list_is_kept_whole_or_not_at_all() {
    let list = "<ul><li>a loaf of rye, well baked</li><li>salt</li><li>a knife with a long blade</li></ul>";
    assert_eq!(beside_article(list, |text| if text == "salt" { 0.1 } else { 0.8 }).len(), 3);
    assert_eq!(beside_article(list, |text| if text == "salt" { 0.9 } else { 0.4 }).len(), 0);
}

#[test]
fn a_list_is_what_a_page_without_text_is_for() {
    let list = "<ul><li>a loaf of rye, well baked</li><li>salt</li><li>a knife with a long blade</li></ul>";
    let likely = |text: &str| if text == "salt" { 0.2 } else { 0.4 };
    assert_eq!(settled(list, &Claims::default(), likely).len(), 3);
    // A paragraph above it of which the trees are as unsure makes it no other page.
    let unsure = format!("<p>{PROSE}</p>{list}");
    assert_eq!(settled(&unsure, &Claims::default(), likely).len(), 4);
    let sure = |text: &str| if text.starts_with(PROSE) { 0.8 } else { likely(text) };
    assert_eq!(settled(&unsure.replace(PROSE, &PROSE.repeat(2)), &Claims::default(), sure).len(), 1);
}

#[test]
fn a_list_of_tags_and_one_that_the_page_is_set_in_are_none() {
    let list = |names: &str| format!("<ul class='{names}'><li>Ridge tiles</li><li>Ladders</li></ul>");
    assert_eq!(beside_article(&list("steps"), |_| 0.9).len(), 2);
    assert_eq!(beside_article(&list("post-tags"), |_| 0.9).len(), 0);
    let page = format!("<ul><li>The top line</li><li><h1>The bells</h1><p>{PROSE}</p><p>{PROSE}</p></li></ul>");
    let kept = settled(&page, &Claims::default(), |text| if text == PROSE { 0.99 } else { 0.1 });
    assert_eq!(kept, [PROSE, PROSE]);
}

#[test]
fn a_note_keeps_the_word_above_it() {
    let note = format!("<div><p>Note</p><p>{PROSE} It was so.</p></div>");
    let likely = |text: &str| if text == "Note" { 0.5 } else { 0.95 };
    assert_eq!(beside_article(&note, likely).len(), 2);
    assert_eq!(beside_article(&note, |text| if text == "Note" { 0.2 } else { 0.95 }).len(), 1);
}

#[test]
fn what_is_hidden_counts_where_nothing_else_is_said() {
    let hidden = format!("<p>Wait for it</p><div hidden><p>{PROSE}</p></div>");
    assert_eq!(settled(&hidden, &Claims::default(), |text| if text == PROSE { 0.9 } else { 0.1 }), [PROSE]);
    assert_eq!(beside_article(&format!("<div hidden><p>Not {PROSE}</p></div>"), |_| 0.9), [""; 0]);
    let copy = format!("<p>{PROSE}</p><div hidden><p>{PROSE}</p><p>Seen by none.</p></div>");
    assert_eq!(settled(&copy, &Claims::default(), |_| 0.9), [PROSE]);
}

#[test]
fn comments_are_content_where_they_are_likely_long_and_by_several() {
    let comment = |name: &str| {
        let words = "I have heard it too, and twice, and so has my neighbour who is deaf.";
        format!("<li class=comment><p class=author><a href=/u>{name}</a></p><p>{name} says: {words}</p></li>")
    };
    let page = |names: &[&str], question: &str| {
        let comments: String = names.iter().map(|name| comment(name)).collect();
        format!("<body><p>{question}</p><div id=comments>{comments}</div></body>")
    };
    let kept = |page: &str, likely: f32| {
        let of = |text: &str| if text.starts_with(PROSE) { 0.99 } else { likely };
        settled(page, &Claims::default(), of).into_iter().filter(|text| text.contains("says")).count()
    };
    let thread = page(&["ada", "bo", "cy"], PROSE);
    assert_eq!(kept(&thread, 0.9), 3);
    assert_eq!(kept(&thread, 0.4), 0);
    assert_eq!(kept(&page(&["ada", "ada", "ada"], PROSE), 0.9), 0);
    assert_eq!(kept(&page(&["ada", "bo", "cy"], &PROSE.repeat(5)), 0.9), 0);
}
