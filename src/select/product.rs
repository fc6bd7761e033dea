//! What a page that sells something shows first: the picture and the price.
//!
//! Both stand apart from the description, which the trees take for the content: the picture has no text beside it, and
//! the price is a label.

use super::{Decision, Header};
use crate::blocks::{Arena, BlockId};
use crate::html::tag::Tag;
use crate::metadata::Claims;
use crate::score::{Table, names_price};

/// A price is no longer than this, in weight: an amount, the one that it was, the tax.
const LONGEST_PRICE: f32 = 60.0;

/// A price is called so at most so many elements up.
const LEVELS: usize = 3;

/// Elements around the title at most so many levels up hold its product.
const AROUND_TITLE: usize = 4;

/// Keeps the lead picture and the price of a page that calls itself a product, and of which any `runs` are kept.
pub(super) fn place(
    arena: &Arena,
    table: &Table,
    claims: &Claims,
    header: Header<'_>,
    runs: &[BlockId],
    decisions: &mut [Decision],
) {
    let is_kept = |id: &BlockId| decisions[id.index()] == Decision::Kept;
    if !claims.kinds.product || claims.kinds.list || !runs.iter().any(is_kept) {
        return;
    }
    let Some(title) = arena.ids().find(|id| arena.tag(*id) == Some(Tag::H1)) else { return };
    let seen = || runs.iter().copied().filter(|id| !arena.get(*id).hidden && !table.get(*id).unlikely);
    let around: Vec<BlockId> = arena.ancestors(title).take(AROUND_TITLE).filter(|id| !is_page(arena, *id)).collect();
    let beside = |id: &BlockId| arena.ancestors(*id).any(|id| around.contains(&id));
    let pictures = || seen().filter(|id| is_picture(arena, *id));
    let own = header.image.and_then(|image| pictures().find(|id| shows(arena, *id, image)));
    let picture = own.or_else(|| pictures().find(beside));
    let price = seen().filter(beside).find(|id| *id > title && is_price(arena, *id));
    // Where one is shown already, it stands where the page has it.
    let has_picture = pictures().any(|id| is_kept(&id));
    let placed = picture.filter(|_| !has_picture).into_iter().chain(price).collect::<Vec<_>>();
    placed.into_iter().for_each(|id| decisions[id.index()] = Decision::Kept);
}

fn is_page(arena: &Arena, id: BlockId) -> bool {
    id == BlockId::ROOT || matches!(arena.tag(id), Some(Tag::Html | Tag::Body))
}

/// Whether a run is a picture alone, and no small one.
fn is_picture(arena: &Arena, id: BlockId) -> bool {
    let statistics = arena.get(id).statistics;
    statistics.characters == 0 && statistics.images > statistics.icons
}

/// Whether a picture is the one at this address, in whatever size.
fn shows(arena: &Arena, id: BlockId, image: &str) -> bool {
    let path = image.split(['?', '#']).next().unwrap_or_default();
    let file = path.rsplit('/').next().unwrap_or_default();
    !file.is_empty() && arena.markup(id).contains(file)
}

fn is_price(arena: &Arena, id: BlockId) -> bool {
    let statistics = arena.get(id).statistics;
    statistics.digits > 0
        && statistics.weight() <= LONGEST_PRICE
        && arena.ancestors(id).take(LEVELS).any(|id| names_price(arena.names(id)))
}
