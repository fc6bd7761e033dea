//! Where the search for an open element ends (HTML §13.2.4.2).

use crate::html::tag::Tag;

/// The elements that hold the parts of a table and nothing else.
pub(super) fn is_table_structure(tag: Tag) -> bool {
    use Tag::*;
    matches!(tag, Table | Tbody | Thead | Tfoot | Tr)
}

/// Elements whose formatting is their own: what is open outside does not begin again inside, nor the other way around
/// (HTML §13.2.4.3, markers).
pub(super) fn is_marker(tag: Tag) -> bool {
    use Tag::*;
    matches!(tag, Caption | Object | Td | Template | Th)
}

/// HTML §13.2.4.2, "has an element in scope".
pub(super) fn is_scope_barrier(tag: Tag) -> bool {
    use Tag::*;
    is_marker(tag) || matches!(tag, AnnotationXml | Html | Select | Table) || tag.is_foreign_point()
}

/// HTML §13.2.4.2, "has a `p` element in button scope".
pub(super) fn is_paragraph_barrier(tag: Tag) -> bool {
    tag == Tag::Button || is_scope_barrier(tag)
}

/// The elements that hide what is outside them from the end tag of `tag`.
pub(super) fn end_barrier(tag: Tag) -> fn(Tag) -> bool {
    use Tag::*;
    match tag {
        Table | Template => |open| matches!(open, Html | Template),
        _ if tag.is_table_part() => |open| matches!(open, Html | Table | Template),
        P => is_paragraph_barrier,
        Li => |open| matches!(open, Ol | Ul) || is_scope_barrier(open),
        Plaintext | Xmp => Tag::is_special,
        _ if tag.is_special() || tag == Dialog => is_scope_barrier,
        // "Any other end tag": the first special element ends the search.
        _ => Tag::is_special,
    }
}
