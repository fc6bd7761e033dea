//! Kept blocks to HTML: written anew, in the closed grammar, on one line.
//!
//! Nothing of the page's markup passes through. Runs are in the grammar already; here the blocks around them are
//! written, those that mean something, each in a place where a browser's parser leaves it.

mod serializer;
mod table;
mod text;

use crate::Error;
use crate::blocks::{Arena, BlockId, Builder, Kind};
use crate::html::url::Url;
use crate::parse::Parser;
use crate::select::Selection;
pub(crate) use serializer::{Wrappers, serialize};
pub(crate) use text::{count_words, text};

/// The text of a piece of our own HTML, on one line.
pub(crate) fn text_of(html: &str) -> String {
    text(html, true).replace(['\n', '\t'], " ")
}

/// The text of all runs below `id`, separated by spaces.
pub(crate) fn text_of_subtree(arena: &Arena, id: BlockId) -> String {
    let runs = arena.subtree(id).filter(|id| arena.get(*id).kind == Kind::Run);
    runs.map(|run| text_of(arena.markup(run))).collect::<Vec<_>>().join(" ")
}

/// What `html` may show: all of its content that is not hidden, in the closed grammar, and nothing else.
///
/// This is for HTML that was kept, ours or an imported file's: `sanitize(sanitize(x)) == sanitize(x)`, and the body of
/// a capture that this crate wrote comes back byte for byte. Relative addresses are relative to `url`.
///
/// # Errors
/// [`Error::Limit`] where `html` is beyond the limits of a page.
pub fn sanitize(html: &str, url: &str) -> Result<String, Error> {
    let mut parser = Parser::new(Builder::new(Url::parse(url)));
    parser.write(html.as_bytes())?;
    let (arena, _) = parser.end()?.finish()?;
    Ok(serialize(&arena, &Selection::all(&arena), Wrappers::Kept))
}

/// The plain text of HTML in the closed grammar, as [`sanitize`] gives it: blocks separated by `\n`, the cells of a row
/// by a tab, `br` as `\n`, captions, and no alternative texts.
pub fn plain_text(html: &str) -> String {
    text(html, true)
}
