//! The edit distance of a pattern to the best place in a window: Sellers' algorithm, which differs from Levenshtein's in that
//! a match may begin anywhere.

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

/// The place in `window` to which `pattern` is nearest; the first of several, unless a later one ends as the pattern does. A
/// window without units gives an empty place.
pub fn nearest(window: &[u16], pattern: &[u16]) -> Place {
    // Before the first unit, each row has lost all of the pattern above it.
    let mut column: Vec<Cell> = (0..=pattern.len()).map(|errors| Cell { errors, start: 0 }).collect();
    let mut best = Place { start: 0, end: 0, errors: pattern.len() };
    let mut ends_alike = false;
    for (index, unit) in window.iter().enumerate() {
        let last = next_column(&mut column, pattern, *unit, index);
        let is_last_unit = pattern.last() == Some(unit);
        if last.errors < best.errors || (last.errors == best.errors && is_last_unit && !ends_alike) {
            best = Place { start: last.start, end: index + 1, errors: last.errors };
            ends_alike = is_last_unit;
        }
    }
    best
}

/// Moves the column by one unit of the window and gives its last cell.
fn next_column(column: &mut [Cell], pattern: &[u16], unit: u16, index: usize) -> Cell {
    let mut diagonal = column[0];
    column[0] = Cell { errors: 0, start: index + 1 };
    for (row, wanted) in pattern.iter().enumerate() {
        // A match that begins here begins with this unit.
        let exchanged = if *wanted == unit { diagonal } else { diagonal.one_more() };
        diagonal = column[row + 1];
        let options = [exchanged, column[row].one_more(), diagonal.one_more()];
        column[row + 1] = options.into_iter().min_by_key(|cell| cell.errors).unwrap_or(exchanged);
    }
    column[pattern.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units;

    fn nearest_in(window: &str, pattern: &str) -> (usize, usize, usize) {
        let Place { start, end, errors } = nearest(&units(window), &units(pattern));
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
    fn an_empty_window_has_lost_everything() {
        assert_eq!(nearest_in("", "ferry"), (0, 0, 5));
    }
}
