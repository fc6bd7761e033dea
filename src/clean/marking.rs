//! A whole page with what became of each of its runs.
//!
//! It is written by the same hand as a capture, so that what a reader puts back looks there as it will look in the
//! capture; and it is in the same closed grammar, but for attributes whose values are numbers and words of ours.

use super::serializer::{self, Wrappers};
use crate::blocks::{Arena, BlockId};
use crate::select::{Decision, Selection};

/// The HTML of all that the page shows, with the attributes that [`crate::Reading::marked`] tells of.
pub(crate) fn serialize_marked(arena: &Arena, selection: &Selection) -> String {
    let mut shown = Selection::all(arena);
    for id in arena.ids().filter(|id| selection.keeps(*id)) {
        shown.decisions[id.index()] = Decision::Kept;
    }
    serializer::write(arena, &shown, Wrappers::Unwrapped, Some(&|id| attributes(selection, id)))
}

fn attributes(selection: &Selection, id: BlockId) -> String {
    let decision = match selection.decisions[id.index()] {
        Decision::Kept => "kept",
        Decision::Dropped(reason) => reason.name(),
    };
    let likely = selection.likely.get(id.index()).map(|likely| format!(" data-likely=\"{:.0}\"", likely * 100.0));
    format!(" data-run=\"{}\" data-decision=\"{decision}\"{}", id.index(), likely.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use crate::{Corrections, Extractor, Options, Reading};

    const PAGE: &str = "<html lang=en><title>The bells</title><body><nav><a href=/a>Home</a> <a href=/b>News</a></nav><article><h1>The bells</h1>\
        <p>On Sunday the bells of Carrow rang for the first time in ninety years, and nobody could say who had rung them.\
        <p>The warden, asked about it, only smiled, and said that the rope was as long as it had ever been.\
        <pre>a\nb</pre></article><p hidden>Nobody sees this.";

    fn reading() -> Reading {
        let mut page = Extractor::new("https://bells.example/", Options::default()).unwrap();
        page.write(PAGE.as_bytes()).unwrap();
        page.read().unwrap()
    }

    /// The number of the run that begins so.
    fn number(marked: &str, beginning: &str) -> u32 {
        let before = &marked[..marked.find(&format!(">{beginning}")).expect("the run")];
        let after = &before[before.rfind("data-run=\"").expect("a number") + 10..];
        after[..after.find('"').unwrap()].parse().unwrap()
    }

    #[test]
    fn each_run_says_what_became_of_it() {
        let marked = reading().marked(Options::default(), &Corrections::default()).unwrap();
        assert!(marked.contains("data-decision=\"kept\" data-likely=\""), "{marked}");
        assert!(marked.contains("data-decision=\"header\""), "{marked}");
        assert!(marked.contains(">News</a>") && !marked.contains("Nobody sees"), "{marked}");
    }

    #[test]
    fn a_readers_word_is_the_last() {
        let reading = reading();
        let marked = reading.marked(Options::default(), &Corrections::default()).unwrap();
        let corrections =
            Corrections { keep: vec![number(&marked, "<a href")], drop: vec![number(&marked, "The warden")] };
        let html = reading.select_corrected(Options::default(), &corrections).unwrap().content.unwrap().html;
        assert!(html.contains(">News</a>") && html.contains("On Sunday") && !html.contains("warden"), "{html}");
        let again = reading.marked(Options::default(), &corrections).unwrap();
        assert!(again.contains("data-decision=\"reader\""), "{again}");
    }

    #[test]
    fn without_corrections_nothing_is_corrected() {
        let reading = reading();
        let corrected = reading.select_corrected(Options::default(), &Corrections::default()).unwrap();
        assert_eq!(corrected.content, reading.select(Options::default()).content);
    }
}
