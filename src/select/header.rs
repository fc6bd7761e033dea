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
    byline: Option<String>,
    time: Option<String>,
    /// The byline is one word: somebody's name on a forum.
    is_user: bool,
    /// Nothing heavy was kept yet: the title stands here, if anywhere.
    before_text: bool,
}

impl<'a> Repetitions<'a> {
    pub(super) fn new(arena: &'a Arena, header: Header<'_>) -> Self {
        let title = header.title.map(flat);
        let long_title = title.clone().filter(|title| title.len() >= SHORTEST_TITLE);
        let lines = header.lines.into_iter().flatten().map(flat).filter(|line| !line.is_empty());
        let is_user = header.lines[0].is_some_and(|byline| byline.is_ascii() && !byline.contains(' '));
        let [byline, time] = header.lines.map(|line| line.map(flat));
        Self { arena, lines: lines.chain(long_title).collect(), title, byline, time, is_user, before_text: true }
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
        let text = flat(&self.arena.text(id));
        // What is linked beside a time may be who wrote this: each post of a thread has its own author and time.
        if statistics.links > 0 && !self.is_own_post(&text) {
            return false;
        }
        let said = self.lines.iter().filter(|line| text.contains(line.as_str())).map(String::len).sum::<usize>();
        said > 0 && text.len() <= said + MOST_BESIDE
    }
}

impl Repetitions<'_> {
    /// Whether a line with a link may be the article's own byline: of a user it names that one, and no other time.
    fn is_own_post(&self, text: &str) -> bool {
        let Some(byline) = &self.byline else { return false };
        let says_time = || self.time.as_ref().is_some_and(|time| text.contains(time.as_str()));
        let has_digit = || text.bytes().any(|byte| byte.is_ascii_digit());
        !self.is_user || text.contains(byline.as_str()) && (says_time() || !has_digit())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::select::testing::{arena, run, runs};

    const TITLE: &str = "The bells of Carrow";
    const HEADER: Header<'_> =
        Header { title: Some(TITLE), lines: [Some("Ada Moor"), Some("1 May 2026")], image: None };

    /// Why the element around the first run need not be said.
    fn reason(html: &str, header: Header<'_>) -> Option<Reason> {
        let arena = arena(html);
        Repetitions::new(&arena, header).reason(arena.get(runs(&arena)[0]).parent)
    }

    #[test]
    fn a_title_is_known_however_it_is_set() {
        for html in
            ["<h1>The bells of Carrow</h1>", "<h3>THE BELLS, of Carrow!</h3>", "<h1>The bells of Carrow: a walk</h1>"]
        {
            assert_eq!(reason(html, HEADER), Some(Reason::Title), "{html}");
        }
        assert_eq!(reason("<h2>At night</h2>", HEADER), None);
        assert_eq!(reason("<h1>At night</h1>", HEADER), None);
        let unknown = Header { title: None, ..HEADER };
        assert_eq!(reason("<h1>At night</h1>", unknown), Some(Reason::Title));
        assert_eq!(reason("<h2>At night</h2>", unknown), None);
    }

    #[test]
    fn a_line_says_what_the_header_says_and_hardly_more() {
        for html in ["<p>By Ada Moor</p>", "<p>Ada Moor, 1 May 2026, 8:40</p>", "<p>The bells of Carrow</p>"] {
            assert_eq!(reason(html, HEADER), Some(Reason::Header), "{html}");
        }
        assert_eq!(reason("<p>Ada Moor has walked through Carrow at night.</p>", HEADER), None);
        assert_eq!(reason("<p>Bo Lind</p>", HEADER), None);
        // Who wrote is not known: beside the time stands who did.
        let unknown = Header { lines: [None, Some("1 May 2026")], ..HEADER };
        assert_eq!(reason("<p><a href=/u>bo</a> 1 May 2026</p>", unknown), None);
        assert_eq!(reason("<p><a href=/u>bo</a> 1 May 2026</p>", HEADER), Some(Reason::Header));
    }

    #[test]
    fn below_the_text_nothing_is_a_repetition() {
        let page = format!("<p>{}</p><p>By Ada Moor</p>", "The bells rang at noon. ".repeat(12));
        let arena = arena(&page);
        let mut repetitions = Repetitions::new(&arena, HEADER);
        let line = arena.get(run(&arena, "By Ada")).parent;
        assert_eq!(repetitions.reason(line), Some(Reason::Header));
        repetitions.pass(run(&arena, "The bells"));
        assert_eq!(repetitions.reason(line), None);
    }

    #[test]
    fn a_reply_repeats_the_title_behind_a_short_word() {
        for (heading, is_reply) in [
            ("Re: The bells of Carrow", true),
            ("回复：The bells of Carrow", true),
            (TITLE, false),
            ("Much more on the bells of Carrow", false),
        ] {
            let arena = arena(&format!("<h3>{heading}</h3>"));
            let id = arena.get(runs(&arena)[0]).parent;
            assert_eq!(Repetitions::new(&arena, HEADER).is_reply(id, Tag::H3), is_reply, "{heading}");
        }
    }
}
