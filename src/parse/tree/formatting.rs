//! Formatting elements, which outlive the blocks they were opened in (HTML §13.2.4.3).

use super::scopes::is_scope_barrier;
use super::{Listener, State, Tree};
use crate::html::tag::Tag;

/// Elements of one name that outlive their blocks: HTML §13.2.4.3, the "Noah's Ark clause". A page that closes no `font`
/// would otherwise nest everything it says in all of them.
const MAX_ASLEEP: usize = 3;

impl<L: Listener> Tree<L> {
    /// Whether the element at `depth` is a formatting element, and there are not too many like it.
    pub(super) fn may_outlive(&self, depth: usize) -> bool {
        let tag = self.open[depth].tag;
        tag.is_formatting() && self.open[..depth].iter().filter(|open| open.tag == tag).count() < MAX_ASLEEP
    }

    /// What was asleep begins again here.
    pub(super) fn wake(&mut self) {
        if std::mem::take(&mut self.any_asleep) {
            for open in self.open.iter_mut().filter(|open| open.state == State::Asleep) {
                open.state = State::Open;
            }
        }
    }

    /// `tag` begins where formatting elements are asleep: it wakes them, or leaves them asleep, or, as cells have their
    /// own, ends them.
    pub(super) fn meet_sleepers(&mut self, tag: Tag) {
        if tag.wakes_formatting() {
            self.wake();
        } else if matches!(tag, Tag::Table | Tag::Template) {
            for at in (0..self.open.len()).rev() {
                if self.open[at].state == State::Asleep {
                    self.remove(at);
                }
            }
            self.any_asleep = false;
        }
    }

    /// The adoption agency's outcome in one pass: the element ends, blocks open inside it go on without it, and so do
    /// other formatting elements.
    pub(super) fn end_formatting(&mut self, tag: Tag) {
        let Some(depth) = self.depth_of(|open| open == tag, is_scope_barrier) else { return };
        let last_block = self.open.iter().rposition(|open| open.tag.is_special()).filter(|at| *at > depth);
        self.pop_to(last_block.unwrap_or(depth) + 1);
        for at in (depth + 1..last_block.unwrap_or(depth)).rev() {
            let inside = self.open[at].tag;
            if !inside.is_block() && !inside.is_special() && !inside.is_formatting() {
                self.remove(at);
            }
        }
        self.remove(depth);
    }
}
