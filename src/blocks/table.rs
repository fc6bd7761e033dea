//! Data tables and layout tables.
//!
//! Old pages set everything in tables; their cells are unwrapped in reading order. A table is data where its own markup
//! says so, or where it has rows and columns of short cells and none of it is a table again.

use super::{Arena, BlockId};
use crate::html::tag::Tag;

/// Cells of data tables are short; above this weight on average they are columns of text.
const HEAVIEST_DATA_CELL: f32 = 150.0;

/// Whether the table `id` holds data.
pub(crate) fn is_data(arena: &Arena, id: BlockId) -> bool {
    let (mut rows, mut cells) = (0_u32, 0_u32);
    let mut is_labelled = false;
    for inner in arena.subtree(id).skip(1) {
        // What stands between rows and cells a browser moves out of the table: the table is written without its tags.
        let is_part = arena.tag(inner).is_some_and(Tag::is_table_part);
        if !is_part && arena.tag(arena.get(inner).parent).is_some_and(is_structure) {
            return false;
        }
        match arena.tag(inner) {
            Some(Tag::Table) => return false,
            Some(Tag::Caption | Tag::Th | Tag::Thead | Tag::Colgroup) if arena.get(inner).statistics.characters > 0 => {
                is_labelled = true;
            }
            Some(Tag::Tr) => rows += 1,
            _ => {}
        }
        cells += u32::from(matches!(arena.tag(inner), Some(Tag::Td | Tag::Th)));
    }
    let weight = arena.get(id).statistics.weight();
    is_labelled || rows >= 2 && cells >= 2 * rows && weight < HEAVIEST_DATA_CELL * cells as f32
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
        ] {
            assert_eq!(sanitize(html, "").unwrap().contains("<table>"), is_data, "{html}");
        }
        let column = "A column of text. ".repeat(20);
        let columns = format!("<table><tr><td>{column}<td>{column}<tr><td>{column}<td>{column}</table>");
        assert_eq!(sanitize(&columns, "").unwrap().matches("<p>").count(), 4);
    }
}
