//! The page as a flat vector of blocks.

use std::ops::Range;

use super::Statistics;
use crate::Error;
use crate::alike::both;
use crate::fnv::mix;
use crate::html::plain_text::on_one_line;
use crate::html::tag::Tag;
use crate::options::MAX_INPUT;

/// A block's place in the arena; parents come before their children, so ids are in document order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct BlockId(u32);

impl BlockId {
    /// The root: the document itself.
    pub(crate) const ROOT: Self = Self(0);

    /// The place in a side table.
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A block-level element.
    Element(Tag),
    /// Text and inline markup between two borders of blocks.
    Run,
    /// A picture that stands alone and that a script was to load: an `img` with its address is part of a run. The trees
    /// have learnt from pages without it, and nothing is judged by it.
    Picture,
    /// What a frame or a player showed. Nothing is judged by it either: it has no text of the page.
    Embed,
}

/// What is kept of a page, in bytes of markup: no more than a page may have. Addresses grow where they are made absolute,
/// and each is written as often as the page has a link, so the page's own limit does not bound what is written.
const MAX_MARKUP: usize = MAX_INPUT;

/// The most blocks that a page may have: three times what a page of 100 MB has that is an article. Each takes some thirty
/// times the bytes of its tag.
const MAX_BLOCKS: usize = 3 << 20;

/// A range of the arena's buffers; [`MAX_MARKUP`] keeps them below 4 GiB.
type Span = Range<u32>;

/// A block of the page.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    pub kind: Kind,
    pub parent: BlockId,
    /// The sibling after it and its last child: the root, which is neither of any block, where there is none. The first
    /// child comes next in the arena.
    next: BlockId,
    last_child: BlockId,
    /// The inline HTML of a run, the attributes to write of an element.
    markup: Span,
    /// The class and id of an element, in lower case.
    names: Span,
    /// Alike for elements of the same tag and classes; see [`Arena::set_names`].
    pub signature: u32,
    /// Of the run itself; of an element, summed over its subtree.
    pub statistics: Statistics,
    /// Hidden by its own markup, or inside what is.
    pub hidden: bool,
    /// A post from elsewhere, as its network has it quoted.
    pub is_post: bool,
    /// `itemprop=articleBody`, `role=main` and the elements that say the same.
    pub is_marked_content: bool,
    /// A landmark role that is no content: navigation, banner, dialog and so on.
    pub is_marked_boilerplate: bool,
}

/// All blocks of a page, and the text they are ranges of.
#[derive(Debug)]
pub(crate) struct Arena {
    blocks: Vec<Block>,
    markup: String,
    names: String,
    /// The notes, in document order, as nearly no page has any.
    notes: Vec<Note>,
    /// Whether anything refers to a note.
    has_marks: bool,
}

/// A block that is a note.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Note {
    pub block: BlockId,
    /// The number by which marks lead to it.
    pub number: u32,
    /// Whether it stood beside its mark.
    pub is_set_apart: bool,
}

impl Arena {
    /// An arena that holds the root alone.
    pub(crate) fn new() -> Self {
        let mut arena =
            Self { blocks: Vec::new(), markup: String::new(), names: String::new(), notes: vec![], has_marks: false };
        arena.blocks.push(arena.block(Kind::Element(Tag::Html), BlockId::ROOT));
        arena
    }

    fn block(&self, kind: Kind, parent: BlockId) -> Block {
        let (markup, names) = (self.markup.len() as u32, self.names.len() as u32);
        Block {
            kind,
            parent,
            next: BlockId::ROOT,
            last_child: BlockId::ROOT,
            markup: markup..markup,
            names: names..names,
            signature: 0,
            statistics: Statistics::default(),
            hidden: false,
            is_post: false,
            is_marked_content: false,
            is_marked_boilerplate: false,
        }
    }

    /// Adds a block as the last child of `parent`.
    pub(super) fn push(&mut self, kind: Kind, parent: BlockId) -> BlockId {
        let id = BlockId(self.blocks.len() as u32);
        let block = self.block(kind, parent);
        self.blocks.push(block);
        let before = std::mem::replace(&mut self.blocks[parent.index()].last_child, id);
        if before != BlockId::ROOT {
            self.blocks[before.index()].next = id;
        }
        id
    }

    pub(super) fn get_mut(&mut self, id: BlockId) -> &mut Block {
        &mut self.blocks[id.index()]
    }

    /// Whether there is more than is kept of a page.
    pub(super) fn is_full(&self) -> bool {
        self.markup.len() > MAX_MARKUP || self.blocks.len() > MAX_BLOCKS
    }

    /// What there is more of than is kept of a page.
    pub(super) fn excess(&self) -> Error {
        match self.blocks.len() {
            ..=MAX_BLOCKS => Error::Limit { what: "bytes of links and text to keep", limit: MAX_MARKUP },
            _ => Error::Limit { what: "blocks of text", limit: MAX_BLOCKS },
        }
    }

    /// The buffer of inline markup, to append to.
    pub(super) fn markup_mut(&mut self) -> &mut String {
        &mut self.markup
    }

    /// The markup of `id` is what was appended to the buffer from `start` on.
    pub(super) fn set_markup(&mut self, id: BlockId, start: usize) {
        self.blocks[id.index()].markup = start as u32..self.markup.len() as u32;
    }

    /// Keeps the class and id of `id`, in lower case, words that only a capital divides cut with a hyphen.
    ///
    /// The signature is a hash of the tag and the classes; digits count for nothing, because numbers tell one entry of a
    /// list from the next.
    pub(super) fn set_names(&mut self, id: BlockId, tag: Tag, class: Option<&str>, own_id: Option<&str>) {
        let start = self.names.len() as u32;
        let mut signature = tag as u32;
        if let Some(class) = class {
            push_name(&mut self.names, class, |byte| {
                signature = if byte.is_ascii_digit() { signature } else { mix(signature, byte) };
            });
        }
        if let Some(own_id) = own_id {
            push_name(&mut self.names, own_id, |_| {});
        }
        let block = &mut self.blocks[id.index()];
        block.names = start..self.names.len() as u32;
        block.signature = signature;
    }

    /// The block is the note of this number.
    pub(super) fn set_note(&mut self, block: BlockId, number: u32, is_set_apart: bool) {
        let at = self.notes.partition_point(|note| note.block < block);
        self.notes.insert(at, Note { block, number, is_set_apart });
    }

    /// The note that a block is.
    pub(crate) fn note(&self, id: BlockId) -> Option<Note> {
        let at = self.notes.binary_search_by_key(&id, |note| note.block).ok()?;
        Some(self.notes[at])
    }

    /// All notes, in document order.
    pub(crate) fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// A mark that refers to a note stands in the page.
    pub(super) fn add_mark(&mut self) {
        self.has_marks = true;
    }

    /// Whether there are marks of notes.
    pub(crate) fn has_marks(&self) -> bool {
        self.has_marks
    }

    /// Changes the buffer of inline markup for another, to write what is not yet to stand in it.
    pub(super) fn swap_markup(&mut self, other: &mut String) {
        std::mem::swap(&mut self.markup, other);
    }

    /// The block of this id.
    pub(crate) fn get(&self, id: BlockId) -> &Block {
        &self.blocks[id.index()]
    }

    /// How many blocks there are: the length of a side table.
    pub(crate) fn len(&self) -> usize {
        self.blocks.len()
    }

    /// All ids, in document order.
    pub(crate) fn ids(&self) -> impl DoubleEndedIterator<Item = BlockId> + use<> {
        (0..self.blocks.len() as u32).map(BlockId)
    }

    /// The children of `id`, in order.
    pub(crate) fn children(&self, id: BlockId) -> impl Iterator<Item = BlockId> + '_ {
        let has_children = self.get(id).last_child != BlockId::ROOT;
        let first = has_children.then_some(BlockId(id.0 + 1));
        std::iter::successors(first, |child| Some(self.get(*child).next).filter(|next| *next != BlockId::ROOT))
    }

    /// The ancestors of `id`, its parent first, the root last.
    pub(crate) fn ancestors(&self, id: BlockId) -> impl Iterator<Item = BlockId> + '_ {
        let mut current = id;
        std::iter::from_fn(move || {
            (current != BlockId::ROOT).then(|| {
                current = self.get(current).parent;
                current
            })
        })
    }

    /// The ids of `id` and all below it: they are contiguous, as the arena is in document order.
    pub(crate) fn subtree(&self, id: BlockId) -> impl Iterator<Item = BlockId> + use<> {
        (id.0..=self.last_below(id).0).map(BlockId)
    }

    /// The last block in document order of `id` and all below it.
    pub(crate) fn last_below(&self, id: BlockId) -> BlockId {
        let mut last = id;
        loop {
            match self.get(last).last_child {
                BlockId::ROOT => return last,
                child => last = child,
            }
        }
    }

    /// The element of a block; `None` for a run.
    pub(crate) fn tag(&self, id: BlockId) -> Option<Tag> {
        match self.get(id).kind {
            Kind::Element(tag) => Some(tag),
            Kind::Run | Kind::Picture | Kind::Embed => None,
        }
    }

    /// The inline HTML of a run or a picture; the picture and the caption of an embed; the attributes to write of an element, each after a space.
    pub(crate) fn markup(&self, id: BlockId) -> &str {
        slice(&self.markup, &self.get(id).markup)
    }

    /// The text of a run, or of all runs below an element, on one line.
    pub(crate) fn text(&self, id: BlockId) -> String {
        let runs = self.subtree(id).filter(|id| self.get(*id).kind == Kind::Run);
        runs.map(|run| on_one_line(self.markup(run))).collect::<Vec<_>>().join(" ")
    }

    /// What siblings of the same signature share, and no other block.
    pub(crate) fn sibling_key(&self, id: BlockId) -> u64 {
        let block = self.get(id);
        both(block.parent.0, block.signature)
    }

    /// The class and id of an element, in lower case.
    pub(crate) fn names(&self, id: BlockId) -> &str {
        slice(&self.names, &self.get(id).names)
    }
}

fn slice<'a>(buffer: &'a str, span: &Span) -> &'a str {
    &buffer[span.start as usize..span.end as usize]
}

/// Appends a name and a space, and tells each of their bytes.
fn push_name(names: &mut String, name: &str, mut told: impl FnMut(u8)) {
    let start = names.len();
    let (mut after_small, mut word) = (false, 0);
    for (at, byte) in name.bytes().enumerate() {
        if after_small && byte.is_ascii_uppercase() {
            names.push_str(&name[word..at]);
            names.push('-');
            told(b'-');
            word = at;
        }
        after_small = byte.is_ascii_lowercase();
        told(byte.to_ascii_lowercase());
    }
    names.push_str(&name[word..]);
    names[start..].make_ascii_lowercase();
    names.push(' ');
    told(b' ');
}
