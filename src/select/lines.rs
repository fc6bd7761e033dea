//! Lines that lead elsewhere: what the rules by hand and the last word on a run ask alike.

use super::Reason;
use crate::blocks::{Arena, BlockId, Statistics};
use crate::score::{is_legal_line, leads_elsewhere};

/// A line of this weight is a paragraph: it points nowhere, whatever links it holds.
pub(super) const LONGEST_POINTER: f32 = 200.0;

/// Text with this link density, and at least so many links, is a menu.
pub(super) const LINKS_IN_MENU: f32 = 0.6;
pub(super) const LEAST_LINKS_IN_MENU: u32 = 3;

/// A line that says it leads elsewhere does so at this link density.
const LINKS_IN_POINTER: f32 = 0.3;

/// Whether these are the counts of links without a sentence.
pub(super) fn is_menu(statistics: &Statistics) -> bool {
    statistics.links >= LEAST_LINKS_IN_MENU
        && statistics.link_density() > LINKS_IN_MENU
        && statistics.sentence_ends == 0
}

/// The reason to drop a short line that says it leads to another article, or whose the text is.
pub(super) fn pointer(arena: &Arena, id: BlockId) -> Option<Reason> {
    let text = arena.text(id);
    let leads = arena.get(id).statistics.link_density() > LINKS_IN_POINTER && leads_elsewhere(&text);
    (leads || is_legal_line(&text)).then_some(Reason::Pointer)
}
