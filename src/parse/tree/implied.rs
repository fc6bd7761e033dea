//! What a start tag implies: ends that are not written, and the parts of a table around a cell (HTML §13.2.6.4).

use super::scopes::{is_marker, is_paragraph_barrier, is_scope_barrier};
use super::{Attributes, Listener, MAX_OPEN_ELEMENTS, Tree};
use crate::html::tag::Tag;

impl<L: Listener> Tree<L> {
    /// Ends what the start of `tag` ends without an end tag.
    pub(super) fn imply_ends(&mut self, tag: Tag) {
        use Tag::*;
        if !self.in_body && !tag.is_head_content() && !matches!(tag, Html | Head) {
            self.begin_body();
        }
        if tag.closes_paragraph() {
            self.close(|open| open == P, is_paragraph_barrier);
        }
        if tag.is_heading() && self.current().is_some_and(Tag::is_heading) {
            self.pop_to(self.open.len() - 1);
        }
        let is_special = |open: Tag| open.is_special() && !matches!(open, Address | Div | P);
        match tag {
            Li => self.close(|open| open == Li, is_special),
            Dd | Dt => self.close(|open| matches!(open, Dd | Dt), is_special),
            A => self.end_formatting(A),
            Button => self.close(|open| open == Button, is_scope_barrier),
            Input if self.is_in_select() => self.close(|open| open == Select, |_| false),
            Choice | Optgroup => self.close(|open| open == Choice, Tag::is_special),
            Rb | Rt | Rtc | Rp => {
                self.close(|open| matches!(open, Rb | Rt | Rp), |open| open == Ruby || open.is_special());
            }
            Table => self.leave_table_structure(),
            _ if tag.is_table_part() => self.place_table_part(tag),
            _ => {}
        }
        // More than one, where a row or its group was opened for it.
        while self.open.len() >= MAX_OPEN_ELEMENTS && !tag.is_void() {
            self.remove(self.open.len() - 1);
        }
    }

    pub(super) fn begin_body(&mut self) {
        self.in_body = true;
        self.close(|open| open == Tag::Head, |_| false);
    }

    pub(super) fn is_in_select(&self) -> bool {
        self.opaque.is_some() && self.depth_of(|open| open == Tag::Select, is_scope_barrier).is_some()
    }

    /// A table between the cells of another ends that one (HTML §13.2.6.4.9).
    pub(super) fn leave_table_structure(&mut self) {
        let is_nearest = |open: Tag| open == Tag::Table || is_marker(open);
        if let Some(depth) = self.depth_of(is_nearest, |_| false)
            && self.open[depth].tag == Tag::Table
        {
            self.pop_to(depth);
        }
    }

    /// Ends what stands between `tag` and the part of the innermost table that may hold it, and opens the row group, the
    /// row and the column group that a browser puts around it.
    pub(super) fn place_table_part(&mut self, tag: Tag) {
        use Tag::*;
        let holds = |open: Tag| match tag {
            Td | Th => matches!(open, Tr | Tbody | Thead | Tfoot | Table),
            Tr => matches!(open, Tbody | Thead | Tfoot | Table),
            Col => matches!(open, Colgroup | Table),
            _ => open == Table,
        };
        let Some(depth) = self.depth_of(holds, |open| open == Template) else { return };
        self.pop_to(depth + 1);
        let holder = self.open[depth].tag;
        match tag {
            Tr | Td | Th if holder == Table => self.open_implied(Tbody),
            Col if holder == Table => self.open_implied(Colgroup),
            _ => {}
        }
        if matches!(tag, Td | Th) && holder != Tr {
            self.open_implied(Tr);
        }
    }

    pub(super) fn open_implied(&mut self, tag: Tag) {
        self.tell_start(tag, &Attributes::default());
        self.push(tag, false);
    }

    pub(super) fn empty_paragraph(&mut self) {
        self.tell_start(Tag::P, &Attributes::default());
        self.tell_end(Tag::P);
    }
}
