//! What the capture's header says already: the title, the byline and the time, where the page repeats them above the text.

use super::{Header, Reason};
use crate::blocks::{Arena, BlockId};
use crate::html::tag::Tag;

/// A title shorter than this, in bytes, is a word that other lines hold too.
const SHORTEST_TITLE: usize = 8;

/// What a reply's subject puts before the title, in bytes without space and colon: "re", "antw", "回复".
const LONGEST_REPLY: usize = 6;

/// A run of this weight is the article's text: what comes after it repeats no header.
const HEAVY: f32 = 200.0;

/// Three hundred Chinese characters. A longer heading was never closed, and what it holds is the article.
const HEAVIEST_TITLE: f32 = 660.0;

/// Finds what the header says already, in a walk through the page from its start.
pub(super) struct Repetitions<'a> {
    arena: &'a Arena,
    /// The article's title, flat.
    title: Option<String>,
    /// The byline, the time and the title, flat.
    lines: Vec<String>,
    has_byline: bool,
    /// Nothing heavy was kept yet: the title stands here, if anywhere.
    before_text: bool,
}

impl<'a> Repetitions<'a> {
    pub(super) fn new(arena: &'a Arena, header: Header<'_>) -> Self {
        let title = header.title.map(flat);
        let long_title = title.clone().filter(|title| title.len() >= SHORTEST_TITLE);
        let lines = header.lines.into_iter().flatten().map(flat).filter(|line| !line.is_empty());
        let has_byline = header.lines[0].is_some();
        Self { arena, lines: lines.chain(long_title).collect(), title, has_byline, before_text: true }
    }

    /// A run is kept.
    pub(super) fn pass(&mut self, run: BlockId) {
        self.before_text &= self.arena.get(run).statistics.weight() < HEAVY;
    }

    /// Why a block need not be said again; `None` where it says something else.
    pub(super) fn reason(&self, id: BlockId) -> Option<Reason> {
        if self.arena.tag(id).is_some_and(|tag| self.is_title(id, tag)) {
            return Some(Reason::Title);
        }
        self.is_line(id).then_some(Reason::Header)
    }

    /// Whether an element is the article's own title: the page's `h1` before the text, or a heading that says the same.
    pub(super) fn is_title(&self, id: BlockId, tag: Tag) -> bool {
        if !self.before_text || !tag.is_heading() || self.arena.get(id).statistics.weight() > HEAVIEST_TITLE {
            return false;
        }
        let text = flat(&self.arena.text(id));
        match &self.title {
            // A title that was not cut begins with the headline, and goes on with the site's name.
            Some(title) if title.starts_with(&text) && 2 * text.len() >= title.len() => true,
            Some(title) => tag == Tag::H1 && (title.contains(&text) || text.contains(title.as_str())),
            None => tag == Tag::H1,
        }
    }

    /// Whether a heading is the subject of a reply, which says the title again.
    pub(super) fn is_reply(&self, id: BlockId, tag: Tag) -> bool {
        let Some(title) = self.title.as_ref().filter(|title| tag.is_heading() && title.len() >= SHORTEST_TITLE) else {
            return false;
        };
        if self.arena.get(id).statistics.weight() > HEAVIEST_TITLE {
            return false;
        }
        let text = flat(&self.arena.text(id));
        text.strip_suffix(title.as_str()).is_some_and(|reply| (1..=LONGEST_REPLY).contains(&reply.len()))
    }

    /// Whether a block before the text says the title, the byline or the time and hardly more: a label, a comma, an hour.
    pub(super) fn is_line(&self, id: BlockId) -> bool {
        const LONGEST_LINE: f32 = 160.0;
        const MOST_BESIDE: usize = 16;
        let statistics = self.arena.get(id).statistics;
        let is_short = statistics.images == 0 && statistics.weight() <= LONGEST_LINE;
        if !self.before_text || statistics.characters == 0 || !is_short {
            return false;
        }
        // Where the byline is not known, what is linked beside the time may be who wrote this: each post of a thread.
        if statistics.links > 0 && !self.has_byline {
            return false;
        }
        let text = flat(&self.arena.text(id));
        let said = self.lines.iter().filter(|line| text.contains(line.as_str())).map(String::len).sum::<usize>();
        said > 0 && text.len() <= said + MOST_BESIDE
    }
}

/// Text without case, white space and punctuation, so that a title is known however it is set.
pub(super) fn flat(text: &str) -> String {
    let mut flat = String::with_capacity(text.len());
    for c in text.chars().filter(|c| c.is_alphanumeric()) {
        match c {
            'a'..='z' | '0'..='9' => flat.push(c),
            _ => flat.extend(c.to_lowercase()),
        }
    }
    flat
}
