//! What a reader decides against the engine.
//!
//! A capture is wrong where the trees are, and who looks at it sees it at once. So each run of a page has a number, by
//! which a reader puts it back or takes it out. A reader's word is the last: nothing is judged after it, and what they
//! keep is content however little it is.

use super::{Decision, Reason, Selection};
use crate::Error;
use crate::blocks::{Arena, BlockId, Kind};
use crate::html::tag::Tag;

/// The runs that a reader put back and those they took out, by their numbers, which [`crate::Reading::marked`] gives. They
/// hold for one reading of a page: another version of the engine may number its runs anew.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Corrections {
    /// The runs to keep.
    pub keep: Vec<u32>,
    /// The runs to drop; one that is to be kept as well is dropped.
    pub drop: Vec<u32>,
}

impl Corrections {
    fn is_empty(&self) -> bool {
        self.keep.is_empty() && self.drop.is_empty()
    }

    /// Decides as the reader does.
    ///
    /// # Errors
    /// [`Error::Run`] where a number is not that of a run.
    pub(crate) fn correct(&self, arena: &Arena, selection: &mut Selection) -> Result<(), Error> {
        if self.is_empty() {
            return Ok(());
        }
        let (keep, drop) = (runs(arena, &self.keep)?, runs(arena, &self.drop)?);
        keep.into_iter().for_each(|id| selection.decisions[id.index()] = Decision::Kept);
        drop.into_iter().for_each(|id| selection.decisions[id.index()] = Decision::Dropped(Reason::Reader));
        place_elements(arena, &mut selection.decisions);
        selection.roots = vec![BlockId::ROOT];
        selection.holds_text = arena.ids().any(|id| is_numbered(arena, id) && selection.keeps(id));
        selection.is_long_enough = selection.holds_text;
        Ok(())
    }
}

/// Whether a block has a number: it is no element, but what stands in one.
fn is_numbered(arena: &Arena, id: BlockId) -> bool {
    !matches!(arena.get(id).kind, Kind::Element(_))
}

fn runs(arena: &Arena, numbers: &[u32]) -> Result<Vec<BlockId>, Error> {
    let find = |number: &u32| {
        let id = arena.ids().nth(*number as usize).filter(|id| is_numbered(arena, *id));
        id.ok_or(Error::Run { found: *number })
    };
    numbers.iter().map(find).collect()
}

/// Elements are kept for what is kept inside them; a table of which nothing is kept is no table of empty cells.
fn place_elements(arena: &Arena, decisions: &mut [Decision]) {
    let mut holds_kept = vec![false; arena.len()];
    for id in arena.ids().rev().filter(|id| *id != BlockId::ROOT) {
        let is_kept = is_numbered(arena, id) && decisions[id.index()] == Decision::Kept;
        holds_kept[id.index()] |= is_kept;
        if holds_kept[id.index()] {
            decisions[id.index()] = Decision::Kept;
            holds_kept[arena.get(id).parent.index()] = true;
        } else if arena.tag(id) == Some(Tag::Table) {
            decisions[id.index()] = Decision::Dropped(Reason::Reader);
        }
    }
    decisions[BlockId::ROOT.index()] = Decision::Kept;
    super::cells::keep_empty(arena, decisions);
    keep_columns(arena, decisions);
}

/// A row keeps all its cells, those too whose text is dropped: what stands behind them would move to another column.
fn keep_columns(arena: &Arena, decisions: &mut [Decision]) {
    for id in arena.ids().filter(|id| matches!(arena.tag(*id), Some(Tag::Td | Tag::Th))) {
        if decisions[arena.get(id).parent.index()] == Decision::Kept {
            decisions[id.index()] = Decision::Kept;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{arena, run};
    use super::*;
    use crate::clean::{Wrappers, serialize};

    const PAGE: &str = "<body><h2>Bells</h2><p>They rang.<ul><li>One<li>Two</ul><table><tr><th>Name<th>Weight<tr><td>Great<td></table>";

    /// What is left of [`PAGE`], of which all was kept, or nothing.
    fn corrected(is_kept: bool, keep: &[&str], drop: &[&str]) -> (String, Selection) {
        let arena = arena(PAGE);
        let mut selection = Selection::all(&arena);
        if !is_kept {
            selection.decisions.fill(Decision::Dropped(Reason::Unlikely));
        }
        let numbers = |texts: &[&str]| texts.iter().map(|text| run(&arena, text).index() as u32).collect();
        let corrections = Corrections { keep: numbers(keep), drop: numbers(drop) };
        corrections.correct(&arena, &mut selection).unwrap();
        (serialize(&arena, &selection, Wrappers::Unwrapped), selection)
    }

    #[test]
    fn what_is_put_back_comes_with_the_elements_around_it() {
        assert_eq!(corrected(false, &["Two"], &[]).0, "<ul><li>Two</li></ul>");
        let table = "<table><tbody><tr><th>Name</th><th></th></tr><tr><td>Great</td><td></td></tr></tbody></table>";
        assert_eq!(corrected(false, &["Name", "Great"], &[]).0, table);
    }

    #[test]
    fn what_is_taken_out_leaves_nothing_behind() {
        let (html, selection) = corrected(true, &[], &["Bells", "They rang", "One", "Name", "Weight", "Great"]);
        assert_eq!(html, "<ul><li>Two</li></ul>");
        assert!(selection.holds_text);
        let none = corrected(true, &["Two"], &["Bells", "They", "One", "Two", "Name", "Weight", "Great"]);
        assert!(none.0.is_empty() && !none.1.holds_text, "{}", none.0);
    }

    #[test]
    fn a_number_that_is_no_runs_is_refused() {
        let arena = arena(PAGE);
        for number in [0, 1_000_000] {
            let corrections = Corrections { keep: vec![number], drop: Vec::new() };
            let error = corrections.correct(&arena, &mut Selection::all(&arena));
            assert_eq!(error, Err(Error::Run { found: number }));
        }
    }
}
