//! Data tables and layout tables.
//!
//! Old pages set everything in tables; their cells are unwrapped in reading order. A table is data where its own markup
//! says so, or where it has rows and columns of short cells and none of it is a table again.

use super::{Arena, BlockId, Statistics};
use crate::html::tag::Tag;

/// Cells of data tables are short; above this weight on average they are columns of text.
const HEAVIEST_DATA_CELL: f32 = 150.0;

/// Whether what `is_kept` of the table `id` holds data. Where something of it is not kept, that says nothing: read again, what is
/// written must be the same table.
pub(crate) fn is_data(arena: &Arena, id: BlockId, is_kept: impl Fn(BlockId) -> bool) -> bool {
    let (mut rows, mut cells) = (0_u32, 0_u32);
    let (mut row, mut is_labelled) = (None, false);
    let mut statistics = Statistics::default();
    for inner in arena.subtree(id).skip(1).filter(|inner| is_kept(*inner)) {
        // What stands between rows and cells a browser moves out of the table: the table is written without its tags.
        let parent = arena.get(inner).parent;
        let is_part = arena.tag(inner).is_some_and(Tag::is_table_part);
        if !is_part && arena.tag(parent).is_some_and(is_structure) {
            return false;
        }
        match arena.tag(inner) {
            Some(Tag::Table) => return false,
            Some(Tag::Td | Tag::Th) => {
                cells += 1;
                rows += u32::from(row.replace(parent) != Some(parent));
            }
            Some(_) => {}
            None => {
                let run = arena.get(inner).statistics;
                statistics += run;
                let mut around = arena.ancestors(inner).take_while(|around| *around != id);
                is_labelled |= run.characters > 0 && around.any(|around| is_label(arena, around));
            }
        }
    }
    is_labelled || rows >= 2 && cells >= 2 * rows && statistics.weight() < HEAVIEST_DATA_CELL * cells as f32
}

/// Whether `id` is a part of a table that names others.
fn is_label(arena: &Arena, id: BlockId) -> bool {
    matches!(arena.tag(id), Some(Tag::Caption | Tag::Th | Tag::Thead | Tag::Colgroup))
}

/// Elements that hold the parts of a table and never text.
pub(crate) fn is_structure(tag: Tag) -> bool {
    use Tag::*;
    matches!(tag, Table | Tbody | Thead | Tfoot | Tr | Colgroup)
}

#[cfg(test)]
mod tests {
    use crate::clean::sanitize;

    #[test]
    fn tables_of_data_stay_tables() {
        for (html, is_data) in [
            ("<table><tr><td>1<td>2<tr><td>3<td>4</table>", true),
            ("<table><tr><th>Load<td>4 d.</table>", true),
            ("<table><caption>Tolls</caption><tr><td>1</table>", true),
            ("<table><tr><td>Menu<td>Text</table>", false),
            ("<table><tr><td>1<td>2<tr><td><table><tr><td>3</table><td>4</table>", false),
            ("<table><tr><td>1<td>2</tr>stray<tr><td>3<td>4</table>", false),
            ("<table><caption hidden>Tolls</caption><tr><td>1</table>", false),
            ("<table><tr><td>1<td>2<tr hidden><td>3<td>4</table>", false),
        ] {
            assert_eq!(sanitize(html, "").unwrap().contains("<table>"), is_data, "{html}");
        }
        let column = "A column of text. ".repeat(20);
        let columns = format!("<table><tr><td>{column}<td>{column}<tr><td>{column}<td>{column}</table>");
        assert_eq!(sanitize(&columns, "").unwrap().matches("<p>").count(), 4);
    }
}
