//! The edit distance of a pattern to the best place in a window: Sellers' algorithm, which differs from Levenshtein's in that
//! a match may begin anywhere.
//!
//! Of the table only the band is computed in which a match with few enough errors can lie (Ukkonen). It begins where what is
//! left of the window can still hold what is left of the pattern, and ends a row below the last that has not too many
//! errors. So a unit of a long passage takes some steps for each error that there may be, and not for each other unit.

use crate::Place;

/// The end of a match and where it began, at some row of the table.
#[derive(Clone, Copy)]
struct Cell {
    errors: usize,
    start: usize,
}

impl Cell {
    fn one_more(self) -> Self {
        Self { errors: self.errors + 1, ..self }
    }
}

/// The place in `window` to which `pattern` is nearest, with at most `most` errors; the first of several, unless a later one
/// ends as the pattern does.
pub fn nearest(window: &[u16], pattern: &[u16], most: usize) -> Option<Place> {
    let mut column = Column::new(pattern, most);
    // A match begins at most so far into the window, and each error moves it by a row at most.
    let lag = (window.len() + 2 * most).saturating_sub(pattern.len());
    let mut best: Option<Place> = None;
    let mut ends_alike = false;
    for (index, unit) in window.iter().enumerate() {
        let Some(Cell { errors, start }) = column.next(*unit, index, lag) else { continue };
        let is_last_unit = pattern.last() == Some(unit);
        let is_as_near = best.is_some_and(|best| errors == best.errors) && is_last_unit && !ends_alike;
        if best.is_none_or(|best| errors < best.errors) || is_as_near {
            best = Some(Place { start, end: index + 1, errors });
            ends_alike = is_last_unit;
        }
    }
    best
}

/// A column of the table, with a row for each unit of the pattern and one before them.
struct Column<'a> {
    pattern: &'a [u16],
    most: usize,
    cells: Vec<Cell>,
    /// The last row with few enough errors. What stands below it is of earlier columns.
    last: usize,
}

impl<'a> Column<'a> {
    /// Before the first unit of a window, each row has lost all of the pattern above it.
    fn new(pattern: &'a [u16], most: usize) -> Self {
        let cells = (0..=pattern.len()).map(|errors| Cell { errors, start: 0 }).collect();
        Self { pattern, most, cells, last: most.min(pattern.len()) }
    }

    /// Moves by one unit of the window and gives the end of the whole pattern, if it has few enough errors. Rows that lie
    /// further than `lag` behind lead to none.
    fn next(&mut self, unit: u16, index: usize, lag: usize) -> Option<Cell> {
        let beyond = Cell { errors: self.most + 1, start: 0 };
        let begin = (index + 1).saturating_sub(lag).max(1);
        let end = self.pattern.len().min(self.last + 1);
        let mut diagonal = self.cells[begin - 1];
        self.cells[0] = Cell { errors: 0, start: index + 1 };
        let mut above = if begin == 1 { self.cells[0] } else { beyond };
        for row in begin..=end {
            // A match that begins here begins with this unit.
            let exchanged = if self.pattern[row - 1] == unit { diagonal } else { diagonal.one_more() };
            diagonal = if row > self.last { beyond } else { self.cells[row] };
            let options = [exchanged, above.one_more(), diagonal.one_more()];
            above = options.into_iter().min_by_key(|cell| cell.errors).unwrap_or(exchanged);
            self.cells[row] = above;
        }
        self.last = (begin..=end).rev().find(|row| self.cells[*row].errors <= self.most).unwrap_or_default();
        (self.last == self.pattern.len()).then(|| self.cells[self.last])
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::units;

    fn nearest_in(window: &str, pattern: &str) -> (usize, usize, usize) {
        let Place { start, end, errors } = nearest(&units(window), &units(pattern), 2).unwrap();
        (start, end, errors)
    }

    #[test]
    fn a_match_may_begin_and_end_anywhere() {
        assert_eq!(nearest_in("on the ferry today", "ferry"), (7, 12, 0));
        assert_eq!(nearest_in("on the fery today", "ferry"), (7, 11, 1));
        assert_eq!(nearest_in("on the ferrry today", "ferry"), (7, 13, 1));
        assert_eq!(nearest_in("on the fetry today", "ferry"), (7, 12, 1));
    }

    #[test]
    fn what_has_too_many_errors_is_not_near() {
        for window in ["", "fe", "on the boat today"] {
            assert_eq!(nearest(&units(window), &units("ferry"), 2), None, "{window}");
        }
    }

    proptest! {
        #[test]
        fn what_is_cut_off_would_not_have_been_found(window in "[abc]{0,40}", pattern in "[abc]{1,12}", most in 0..12_usize) {
            let (window, pattern) = (units(&window), units(&pattern));
            let whole = nearest(&window, &pattern, pattern.len());
            prop_assert_eq!(nearest(&window, &pattern, most), whole.filter(|place| place.errors <= most));
        }
    }
}
