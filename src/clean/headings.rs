//! The levels of headings, closed up.
//!
//! Pages choose a heading by how large it looks, and their own title is no heading of ours. In a capture each heading is
//! one level below the one it stands under, and those that stand under none are `h2`: a list of them is an outline.

use crate::html::tag::Tag;

/// Levels below the title: `h2` to `h6`.
const LEVELS: usize = 5;

/// The names of the levels.
const NAMES: [&str; LEVELS] = ["h2", "h3", "h4", "h5", "h6"];

/// The headings that the one to be written next may stand under.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Outline {
    /// Their levels in the page, each higher than the one before.
    levels: [u8; LEVELS],
    depth: usize,
}

impl Outline {
    /// The name of the next heading, which is `tag` in the page.
    pub(super) fn name(&mut self, tag: Tag) -> &'static str {
        let level = tag.heading_level();
        while self.depth > 0 && self.levels[self.depth - 1] >= level {
            self.depth -= 1;
        }
        // Six levels of a page are five here: the last two are alike.
        let at = self.depth.min(LEVELS - 1);
        self.levels[at] = level;
        self.depth = at + 1;
        NAMES[at]
    }
}

#[cfg(test)]
mod tests {
    use super::Outline;
    use crate::html::tag::Tag;

    fn names(levels: &[Tag]) -> Vec<&'static str> {
        let mut outline = Outline::default();
        levels.iter().map(|tag| outline.name(*tag)).collect()
    }

    #[test]
    fn no_level_is_left_out() {
        use Tag::*;
        assert_eq!(names(&[H3, H5, H5, H3, H6, H4]), ["h2", "h3", "h3", "h2", "h3", "h3"]);
        assert_eq!(names(&[H1, H2, H3, H4, H5, H6, H6, H1]), ["h2", "h3", "h4", "h5", "h6", "h6", "h6", "h2"]);
        assert_eq!(names(&[H4, H2, H3]), ["h2", "h2", "h3"]);
    }
}
