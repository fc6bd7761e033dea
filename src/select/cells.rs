//! Cells without text.

use super::Decision;
use crate::blocks::{Arena, BlockId};

/// A cell without text holds its place in its table: it is kept where the row is.
pub(super) fn keep_empty(arena: &Arena, decisions: &mut [Decision]) {
    let is_part = |id: &BlockId| arena.tag(*id).is_some_and(|tag| tag.is_table_part());
    for id in arena.ids().filter(is_part) {
        let is_empty = arena.get(id).statistics.characters == 0;
        if is_empty && decisions[arena.get(id).parent.index()] == Decision::Kept {
            decisions[id.index()] = Decision::Kept;
        }
    }
}
