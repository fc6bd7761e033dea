//! What readers wrote: no part of an article, and all there is to a discussion.
//!
//! Both call it comments. A page may say that it is a discussion; most do not. Then the trees tell: below an article they
//! find comments unlikely, nearly all of them, and under a question likely (docs/design.md has the figures).

use super::header::flat;
use super::{Decision, LIGHTEST_ARTICLE};
use crate::blocks::{Arena, BlockId, Kind};
use crate::metadata::Claims;
use crate::score::Table;

/// From this share of their text on that is likely, and this share of the weight of what stands outside of them, comments
/// are a discussion. The few below a short article may look as likely; replies say more than what they reply to.
const LIKELY_SHARE: f32 = 0.5;
const WEIGHT_SHARE: f32 = 1.0;

/// What is known of a page's comments.
pub(super) struct Comments {
    /// Whether each block is readers' comments, by index.
    is_comment: Vec<bool>,
    /// Whether they are what the page is for.
    pub are_content: bool,
}

impl Comments {
    /// Reads them of a page on which these decisions were made, `likely` being the probability of each block, and
    /// `have_authors` whether posts by several people are kept.
    pub(super) fn new(
        arena: &Arena,
        table: &Table,
        claims: &Claims,
        decisions: &[Decision],
        likely: &[f32],
        have_authors: &dyn Fn() -> bool,
    ) -> Self {
        let is_comment = comments(arena, table);
        let (mut article, mut kept, mut all, mut sure) = (0.0, 0.0, 0.0, 0.0);
        for id in arena.ids().filter(|id| arena.get(*id).kind == Kind::Run) {
            let weight = arena.get(id).statistics.weight();
            let own = if decisions[id.index()] == Decision::Kept { weight } else { 0.0 };
            if !is_comment[id.index()] {
                article += own;
            } else if !arena.get(id).hidden || own > 0.0 {
                (kept, all, sure) = (kept + own, all + weight, sure + weight * likely[id.index()]);
            }
        }
        let are_likely = sure >= LIKELY_SHARE * all && kept >= WEIGHT_SHARE * article && have_authors();
        let are_content = claims.kinds.discussion || article < LIGHTEST_ARTICLE || are_likely;
        Self { is_comment, are_content: are_content && kept > 0.0 }
    }

    /// Whether a block is readers' comments.
    pub(super) fn hold(&self, id: BlockId) -> bool {
        self.is_comment[id.index()]
    }
}

/// Which blocks are readers' comments, by index: what is named so, but for chapters.
fn comments(arena: &Arena, table: &Table) -> Vec<bool> {
    let mut is_comment = vec![false; arena.len()];
    let mut is_chapter = vec![false; arena.len()];
    for id in arena.ids().filter(|id| table.get(*id).in_comments) {
        let parent = arena.get(id).parent;
        let is_root = !table.get(parent).in_comments;
        is_chapter[id.index()] = if is_root { heads_chapter(arena, table, id) } else { is_chapter[parent.index()] };
        is_comment[id.index()] = !is_chapter[id.index()];
    }
    is_comment
}

/// Whether an element is a chapter of a document that is named after its heading: a paper's "Discussion". What holds
/// comments may have such a heading too, but names its comments one by one.
fn heads_chapter(arena: &Arena, table: &Table, id: BlockId) -> bool {
    let is_named = |inside: BlockId| {
        let names = table.get(inside).names;
        names.comments > 0 || names.is_post
    };
    let heading = arena.subtree(id).find(|inside| arena.get(*inside).kind == Kind::Run).filter(|run| {
        arena
            .ancestors(*run)
            .take_while(|around| *around >= id)
            .any(|id| arena.tag(id).is_some_and(|tag| tag.is_heading()))
    });
    let Some(heading) = heading.map(|run| flat(&arena.text(run))) else { return false };
    let mut names = arena.names(id).split_ascii_whitespace();
    names.any(|name| flat(name) == heading) && !arena.subtree(id).skip(1).any(is_named)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::select::by_rule;
    use crate::select::testing::{NO_HEADER, arena, run};

    #[test]
    fn a_chapter_is_named_after_its_heading_and_holds_no_comments() {
        for (html, are_comments) in [
            ("<section id=discussion><h2>Discussion</h2><p>What the trade says</p></section>", false),
            ("<section id=about-responses><h3>About responses</h3><p>What the trade says</p></section>", false),
            ("<section id=discussion><p>What the trade says</p></section>", true),
            ("<div id=comments><h2>3 comments</h2><p>What the trade says</p></div>", true),
            ("<div id=comments><h2>Comments</h2><div class=comment><p>What the trade says</p></div></div>", true),
            ("<div class=text><p>What the trade says</p></div>", false),
        ] {
            let arena = arena(html);
            let (table, _) = by_rule(&arena, NO_HEADER);
            let is_comment = comments(&arena, &table);
            assert_eq!(is_comment[run(&arena, "What the trade says").index()], are_comments, "{html}");
        }
    }
}
