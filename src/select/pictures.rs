//! Pictures: they have no text by which the trees could know them.
//!
//! A picture goes with the text beside it, and a caption with its picture; so does what a frame showed. The picture above
//! the article is kept once.

use super::{Decision, Reason};
use crate::blocks::{Arena, BlockId, Kind, same_picture};
use crate::html::tag::Tag;

/// A picture goes with text at most so many runs away.
const NEAR: usize = 3;

/// A lead picture is repeated at most so often before its caption: for a phone, a tablet, a print.
const MOST_RENDITIONS: usize = 4;

const UNLIKELY: Decision = Decision::Dropped(Reason::Unlikely);

/// Decides on the runs that are pictures alone, on pictures and what frames showed, and on captions, by what was decided on text.
/// `boxed`, and the second of each of `media`, say whether it stands in a box that is named as boilerplate.
pub(super) fn place(
    arena: &Arena,
    runs: &[BlockId],
    boxed: &[bool],
    media: &[(BlockId, bool)],
    decisions: &mut [Decision],
) {
    let is_text = |id: BlockId| arena.get(id).statistics.characters > 0;
    let kept_text: Vec<bool> = runs.iter().map(|id| is_text(*id) && decisions[id.index()] == Decision::Kept).collect();
    let decide = |id: BlockId, before: usize, after: usize, is_boxed: bool| {
        if arena.get(id).hidden {
            Decision::Dropped(Reason::Hidden)
        } else if is_boxed {
            Decision::Dropped(Reason::NamedBoilerplate)
        } else if is_icon(arena, id) {
            Decision::Dropped(Reason::Icon)
        } else if stands_in_text(arena, runs, (id, before, after), &kept_text) {
            Decision::Kept
        } else {
            UNLIKELY
        }
    };
    for (index, &id) in runs.iter().enumerate().filter(|(_, id)| !is_text(**id)) {
        decisions[id.index()] = decide(id, index, index + 1, boxed[index]);
    }
    for &(id, is_boxed) in media {
        let index = runs.partition_point(|run| *run < id);
        decisions[id.index()] = decide(id, index, index, is_boxed);
    }
    drop_repeated_lead(arena, decisions);
    place_captions(arena, decisions);
}

/// The picture above an article is often said twice, for narrow and for wide screens, or again in the text: the first
/// stays, but where one of the next in the same part of the page has a caption, that one does.
fn drop_repeated_lead(arena: &Arena, decisions: &mut [Decision]) {
    let is_picture = |id: &BlockId| match arena.get(*id).kind {
        Kind::Picture => true,
        Kind::Run => arena.get(*id).statistics.images == 1 && arena.get(*id).statistics.characters == 0,
        _ => false,
    };
    let pictures = arena.ids().filter(|id| decisions[id.index()] == Decision::Kept && is_picture(id));
    let mut pictures = pictures.filter_map(|id| Some((id, source(arena.markup(id))?)));
    let Some((mut lead, address)) = pictures.next() else { return };
    let mut repeated = Vec::new();
    let mut is_first = true;
    for (id, other) in pictures {
        if !same_picture(address, other) {
            is_first = false;
            continue;
        }
        // Nothing but the lead itself has come so far.
        let is_better =
            is_first && repeated.len() < MOST_RENDITIONS && has_caption(arena, id) && !has_caption(arena, lead);
        repeated.push(if is_better { std::mem::replace(&mut lead, id) } else { id });
    }
    for id in repeated {
        decisions[id.index()] = Decision::Dropped(Reason::Repeated);
    }
}

/// The address of the image in the markup of a run.
fn source(markup: &str) -> Option<&str> {
    let (_, rest) = markup.split_once("<img src=\"")?;
    rest.split('"').next()
}

fn has_caption(arena: &Arena, id: BlockId) -> bool {
    let figure = arena.ancestors(id).find(|id| arena.tag(*id) == Some(Tag::Figure));
    figure.is_some_and(|figure| arena.subtree(figure).any(|id| arena.tag(id) == Some(Tag::Figcaption)))
}

/// A caption is kept where a picture of its figure is, or what it says of a table or a frame. What was dropped for another
/// reason than its text stays so.
fn place_captions(arena: &Arena, decisions: &mut [Decision]) {
    let mut holds_picture = vec![false; arena.len()];
    for id in arena.ids().rev().filter(|id| *id != BlockId::ROOT) {
        let is_picture = match arena.get(id).kind {
            Kind::Run => arena.get(id).statistics.images > 0,
            Kind::Picture | Kind::Embed => true,
            Kind::Element(tag) => tag == Tag::Table,
        };
        holds_picture[id.index()] |= is_picture && decisions[id.index()] == Decision::Kept;
        holds_picture[arena.get(id).parent.index()] |= holds_picture[id.index()];
    }
    for caption in arena.ids().filter(|id| arena.tag(*id) == Some(Tag::Figcaption)) {
        let figure = arena.get(caption).parent;
        let is_kept = arena.tag(figure) == Some(Tag::Figure) && holds_picture[figure.index()];
        let (from, to) = if is_kept { (UNLIKELY, Decision::Kept) } else { (Decision::Kept, UNLIKELY) };
        for id in arena.subtree(caption).filter(|id| arena.get(*id).kind == Kind::Run) {
            let decision = &mut decisions[id.index()];
            *decision = if *decision == from { to } else { *decision };
        }
    }
}

/// A small picture that stands alone.
fn is_icon(arena: &Arena, id: BlockId) -> bool {
    let statistics = arena.get(id).statistics;
    let in_figure = || arena.ancestors(id).any(|id| matches!(arena.tag(id), Some(Tag::Figure | Tag::Table)));
    statistics.images > 0 && statistics.images == statistics.icons + statistics.signs && !in_figure()
}

/// Whether kept text stands near on both sides, or on one and in the same part of the page. The runs before and after a
/// block end and begin at these indexes.
pub(super) fn stands_in_text(
    arena: &Arena,
    runs: &[BlockId],
    (id, before, after): (BlockId, usize, usize),
    kept_text: &[bool],
) -> bool {
    let before = (before.saturating_sub(NEAR)..before).rev().find(|other| kept_text[*other]);
    let after = (after..(after + NEAR).min(runs.len())).find(|other| kept_text[*other]);
    match (before, after) {
        (Some(_), Some(_)) => true,
        (Some(one), None) | (None, Some(one)) => is_near(arena, id, runs[one]),
        (None, None) => false,
    }
}

/// Whether an element at most two above the one of `a` holds `b`.
fn is_near(arena: &Arena, a: BlockId, b: BlockId) -> bool {
    const LEVELS: usize = 3;
    let around: Vec<BlockId> = arena.ancestors(a).take(LEVELS).collect();
    arena.ancestors(b).any(|id| around.contains(&id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::select::testing::{arena, runs};

    const PICTURE: &str = "<img src=a.png width=600 height=400>";

    /// Which runs are kept where text that says "keep" is, one letter each: kept, dropped, or what hid it or boxed it.
    fn placed(html: &str, boxed: &[usize]) -> String {
        let arena = arena(html);
        let runs = runs(&arena);
        let is_kept = |id: BlockId| arena.text(id).contains("keep");
        let mut decisions: Vec<Decision> =
            arena.ids().map(|id| if is_kept(id) { Decision::Kept } else { UNLIKELY }).collect();
        let boxed: Vec<bool> = (0..runs.len()).map(|run| boxed.contains(&run)).collect();
        place(&arena, &runs, &boxed, &[], &mut decisions);
        let letter = |id: &BlockId| match decisions[id.index()] {
            Decision::Kept => 'k',
            Decision::Dropped(Reason::Hidden) => 'h',
            Decision::Dropped(Reason::NamedBoilerplate) => 'b',
            Decision::Dropped(Reason::Icon) => 'i',
            Decision::Dropped(_) => '-',
        };
        runs.iter().map(letter).collect()
    }

    #[test]
    fn a_picture_goes_with_the_text_beside_it() {
        assert_eq!(placed(&format!("<p>keep</p><p>{PICTURE}</p><p>keep</p>"), &[]), "kkk");
        assert_eq!(placed(&format!("<p>menu</p><p>{PICTURE}</p><p>menu</p>"), &[]), "---");
        assert_eq!(placed(&format!("<p>keep</p><p>{PICTURE}</p>"), &[]), "kk");
        let far = format!(
            "<div><div><div><div><p>keep</p></div></div></div></div><div><div><div>{PICTURE}</div></div></div>"
        );
        assert_eq!(placed(&far, &[]), "k-");
        let behind_menu = format!("<p>keep</p><p>a</p><p>b</p><p>c</p><p>{PICTURE}</p>");
        assert_eq!(placed(&behind_menu, &[]), "k----");
    }

    #[test]
    fn an_icon_and_a_picture_that_is_hidden_or_boxed_go() {
        let between = |middle: &str| format!("<p>keep</p>{middle}<p>keep</p>");
        assert_eq!(placed(&between("<p><img src=a.png width=16 height=16></p>"), &[]), "kik");
        assert_eq!(placed(&between("<figure><img src=a.png width=16 height=16></figure>"), &[]), "kkk");
        assert_eq!(placed(&between(&format!("<p hidden>{PICTURE}</p>")), &[]), "khk");
        assert_eq!(placed(&between(&format!("<p>{PICTURE}</p>")), &[1]), "kbk");
    }

    #[test]
    fn a_caption_goes_with_its_picture() {
        let figure = |caption: &str| format!("<figure>{PICTURE}<figcaption>{caption}</figcaption></figure>");
        assert_eq!(placed(&format!("<p>keep</p>{}<p>keep</p>", figure("Of a bell")), &[]), "kkkk");
        assert_eq!(placed(&format!("<p>menu</p><p>a</p><p>b</p>{}", figure("menu")), &[]), "-----");
        // A caption is text, too; but that of a picture that is gone names nothing.
        let boxed = format!("<p>a</p>{}<p>b</p>", figure("keep"));
        assert_eq!(placed(&boxed, &[1]), "-b--");
    }
}
