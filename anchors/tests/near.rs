//! What is found nearly, against a plain search of the whole text.

use offprint_anchors::{Quote, locate, units};
use proptest::prelude::*;

/// Words of few letters, so that pieces of a passage stand in many places.
fn text() -> impl Strategy<Value = String> {
    "([ab船]{1,6} ){20,60}"
}

/// A change of one character: which, and what stands there then.
fn edit() -> impl Strategy<Value = (prop::sample::Index, Option<char>)> {
    (any::<prop::sample::Index>(), prop::option::of(prop::char::range('x', 'z')))
}

proptest! {
    /// A passage that was edited here and there, behind text that was put before it, is found where it now stands.
    #[test]
    fn an_edited_passage_is_found(
        before in "[c-k ]{0,80}",
        passage in "[l-w ]{60,120}",
        after in "[c-k ]{40,80}",
        edits in prop::collection::vec(edit(), 0..6),
        added in "[c-k ]{0,40}",
    ) {
        let mut edited: Vec<char> = passage.chars().collect();
        for (index, instead) in edits {
            let at = index.index(edited.len());
            match instead {
                Some(character) => edited[at] = character,
                None => { edited.remove(at); }
            }
        }
        let edited: String = edited.into_iter().collect();
        let quote = Quote {
            exact: &units(&passage),
            prefix: &units(&before),
            suffix: &units(&after),
            start: before.len(),
        };
        let now = units(&format!("{added}{before}{edited}{after}"));
        let place = locate(&now, &quote).expect("at most five changes in sixty units");
        let expected = added.len() + before.len();
        // An edit at the very edge may belong to either side.
        prop_assert!(place.start.abs_diff(expected) <= 6, "found at {}, expected {expected}", place.start);
        prop_assert!(place.end.abs_diff(expected + edited.len()) <= 6);
    }

    /// Whatever the text and the quote are, the place is within the text, and an exact one holds the words.
    #[test]
    fn a_place_lies_in_the_text(text in text(), quoted in text(), start in 0_usize..400, length in 1_usize..60) {
        let (text, quoted) = (units(&text), units(&quoted));
        let exact = &quoted[..length.min(quoted.len())];
        let quote = Quote { exact, prefix: &[], suffix: &[], start };
        if let Some(place) = locate(&text, &quote) {
            prop_assert!(place.start <= place.end && place.end <= text.len());
            if place.errors == 0 {
                prop_assert_eq!(&text[place.start..place.end], exact);
            }
        }
    }
}

/// A table of all its cells would have ten thousand million of them.
#[test]
fn a_whole_book_is_found() {
    let book: String = (0..20_000).map(|number| format!("{number:05}")).collect();
    let edited = book.replacen("04321", "04l21", 1).replacen("09876", "0976", 1);
    let quote = Quote { exact: &units(&book), prefix: &[], suffix: &[], start: 0 };
    let place = locate(&units(&edited), &quote).unwrap();
    assert_eq!((place.start, place.end, place.errors), (0, 99_999, 2));
}
