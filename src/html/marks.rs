//! The marks of notes, as they are written and read back: a link to `#fn-N`, by a number of ours.
//!
//! Notes and what refers to them have the only ids that a capture holds, `fn-N` and `fnref-N`. A heading has none: a link to
//! one leads to the page that was captured, as every other link does.

/// Notes on one page; what is beyond is no note.
pub(crate) const MOST_NOTES: u32 = 100_000;

/// What the start tag of a mark begins with.
const MARK: &str = "<a href=\"#fn-";

/// The start tag of a mark of the note of this number.
pub(crate) fn mark(number: u32) -> String {
    format!("{MARK}{number}\">")
}

/// The start tag of the first mark of a note: that with an id.
pub(crate) fn first_mark(number: u32) -> String {
    format!("{MARK}{number}\" id=\"fnref-{number}\">")
}

/// The link from a note to its first mark.
pub(crate) fn back_link(number: u32) -> String {
    format!("<a href=\"#fnref-{number}\">↩</a>")
}

/// Whether markup that was written in the grammar holds a mark.
pub(crate) fn has_mark(markup: &str) -> bool {
    markup.contains(MARK)
}

/// The next mark in such markup: its number, what stands before it, what stands after its start tag.
pub(crate) fn next_mark(markup: &str) -> Option<(u32, &str, &str)> {
    let (before, after) = markup.split_once(MARK)?;
    let (number, after) = after.split_once("\">")?;
    Some((number.parse().ok().filter(|number| *number < MOST_NOTES)?, before, after))
}

/// The numbers of the marks in such markup.
pub(crate) fn numbers(markup: &str) -> impl Iterator<Item = u32> {
    let mut rest = markup;
    std::iter::from_fn(move || {
        let (number, _, after) = next_mark(rest)?;
        rest = after;
        Some(number)
    })
}

/// A set of numbers of notes: they are small, and counted from one.
#[derive(Debug, Default)]
pub(crate) struct Numbers(Vec<bool>);

impl Numbers {
    pub(crate) fn contains(&self, number: u32) -> bool {
        self.0.get(number as usize).is_some_and(|is_there| *is_there)
    }

    /// Adds a number; whether it was not there.
    pub(crate) fn insert(&mut self, number: u32) -> bool {
        let at = number as usize;
        if at >= self.0.len() {
            self.0.resize(at + 1, false);
        }
        !std::mem::replace(&mut self.0[at], true)
    }

    /// The largest number that was added; zero where there is none.
    pub(crate) fn largest(&self) -> u32 {
        self.0.len().saturating_sub(1) as u32
    }
}

impl FromIterator<u32> for Numbers {
    fn from_iter<T: IntoIterator<Item = u32>>(numbers: T) -> Self {
        let mut set = Self::default();
        for number in numbers {
            set.insert(number);
        }
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_what_was_added() {
        let mut set: Numbers = [3, 1].into_iter().collect();
        assert!(!set.insert(3) && set.insert(2) && set.contains(1) && !set.contains(4));
        assert_eq!((set.largest(), Numbers::default().largest()), (3, 0));
    }

    #[test]
    fn marks_are_read_back() {
        let markup = format!("a<sup>{}1</a></sup>b{}2</a>", mark(1), mark(12));
        assert_eq!(numbers(&markup).collect::<Vec<_>>(), [1, 12]);
        assert_eq!(next_mark(&markup).map(|(_, before, after)| (before, &after[..2])), Some(("a<sup>", "1<")));
        assert!(has_mark(&markup) && !has_mark("a"));
    }
}
