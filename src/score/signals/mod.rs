//! The arena to a sheet of signals: what can be known of each run, in numbers of one byte.
//!
//! A signal is a column of the sheet and a run of text is a row. Each family of signals is a module with a table that
//! says in one sentence what each measures; what a signal is worth nobody writes down: [`super::trees`] hold what was
//! learnt from it. All arithmetic is that of IEEE 754 without functions that differ between machines, so a page has the
//! same sheet natively and in every browser.

mod claims;
mod containers;
mod groups;
mod neighbours;
mod own;
mod page;
mod places;
mod survey;
mod words;

pub(super) use survey::Survey;
pub(super) use words::hash_of;
#[cfg(feature = "learn")]
pub(super) use words::words_of;

/// A signal: its name and, in one sentence, what it measures.
pub(crate) struct Signal {
    pub name: &'static str,
    pub measures: &'static str,
}

/// Some signals that are computed together.
#[derive(Clone, Copy)]
pub(super) struct Family {
    /// What they are about, before the name of each.
    pub name: &'static str,
    pub signals: &'static [Signal],
    /// Writes the signals of all runs, column after column.
    pub read: fn(&Survey<'_>, &mut Sheet),
}

/// A table of signals: `name: "what it measures"`.
macro_rules! signals {
    ($($name:ident: $measures:literal),* $(,)?) => {
        &[$($crate::score::signals::Signal { name: stringify!($name), measures: $measures }),*]
    };
}
pub(super) use signals;

/// All families, in the order of the sheet's columns.
pub(super) const FAMILIES: &[Family] = &[
    own::TEXT,
    own::ELEMENT,
    own::AROUND,
    words::NAMES,
    containers::CONTAINERS[0],
    containers::CONTAINERS[1],
    containers::CONTAINERS[2],
    containers::CONTAINERS[3],
    containers::CONTAINERS[4],
    containers::CHAIN,
    places::ROOTS,
    places::POSITION,
    places::HEADINGS,
    claims::CLAIMS,
    groups::ALIKE[0],
    groups::ALIKE[1],
    neighbours::BESIDE[0],
    neighbours::BESIDE[1],
    neighbours::WINDOWS[0],
    neighbours::WINDOWS[1],
    neighbours::WINDOWS[2],
    page::PAGE,
];

/// Signals by column: one byte for each run.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sheet {
    runs: usize,
    columns: Vec<u8>,
}

impl Sheet {
    /// An empty sheet for so many runs.
    pub(super) fn new(runs: usize, signals: usize) -> Self {
        Self { runs, columns: Vec::with_capacity(runs * signals) }
    }

    /// The sheet of a page.
    pub(super) fn read(survey: &Survey<'_>) -> Self {
        let signals = FAMILIES.iter().map(|family| family.signals.len()).sum();
        let mut sheet = Self::new(survey.runs.len(), signals);
        if survey.runs.is_empty() {
            return sheet;
        }
        for family in FAMILIES {
            let before = sheet.len();
            (family.read)(survey, &mut sheet);
            debug_assert_eq!(sheet.len() - before, family.signals.len(), "{}", family.name);
        }
        sheet
    }

    /// Adds a column.
    pub(super) fn push(&mut self, column: impl Iterator<Item = u8>) {
        self.columns.extend(column);
        debug_assert!(self.runs == 0 || self.columns.len().is_multiple_of(self.runs));
    }

    /// How many columns there are.
    pub(crate) fn len(&self) -> usize {
        self.columns.len().checked_div(self.runs).unwrap_or(0)
    }

    /// How many runs.
    pub(crate) fn runs(&self) -> usize {
        self.runs
    }

    /// The same sheet, with the median of this signal for all of its values.
    pub(super) fn with_typical(&self, signal: usize) -> Self {
        let mut sorted = self.column(signal).to_vec();
        sorted.sort_unstable();
        let typical = sorted[sorted.len() / 2];
        let mut sheet = self.clone();
        sheet.columns[signal * self.runs..(signal + 1) * self.runs].fill(typical);
        sheet
    }

    /// The column of a signal.
    pub(crate) fn column(&self, signal: usize) -> &[u8] {
        &self.columns[signal * self.runs..(signal + 1) * self.runs]
    }
}

/// Family and signal of each column.
pub(crate) fn names() -> impl Iterator<Item = (&'static str, &'static Signal)> {
    FAMILIES.iter().flat_map(|family| family.signals.iter().map(|signal| (family.name, signal)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_signal_has_a_name_of_its_own_and_a_sentence() {
        let all: Vec<(&str, &Signal)> = names().collect();
        let distinct: HashSet<(&str, &str)> = all.iter().map(|(family, signal)| (*family, signal.name)).collect();
        assert_eq!(distinct.len(), all.len());
        assert!(all.iter().all(|(_, signal)| signal.measures.ends_with('.')));
    }
}
