//! Kept blocks to HTML: written anew, in the closed grammar, on one line.
//!
//! Nothing of the page's markup passes through. Runs are in the grammar already; here the blocks around them are
//! written, those that mean something, each in a place where a browser's parser leaves it.

mod headings;
mod marking;
mod notes;
mod serializer;
mod words;

use crate::Error;
use crate::blocks::Builder;
use crate::html::{self, url::Url};
use crate::parse::tell;
use crate::select::Selection;
pub(crate) use marking::serialize_marked;
pub(crate) use serializer::{Wrappers, serialize};
pub use words::count_words;

/// What `html` may show: all of its content that is not hidden, in the closed grammar, and nothing else.
///
/// This is for HTML that was kept, ours or an imported file's: `sanitize(sanitize(x)) == sanitize(x)`, and the body of
/// a capture that this crate wrote comes back byte for byte. Relative addresses are relative to `url`.
///
/// # Errors
/// [`Error::Limit`] where `html` is beyond the limits of a page.
pub fn sanitize(html: &str, url: &str) -> Result<String, Error> {
    let (arena, _) = tell(html, Builder::of_kept(Url::parse(url)))?.finish()?;
    Ok(serialize(&arena, &Selection::all(&arena), Wrappers::Kept))
}

/// The plain text of HTML in the closed grammar, as [`sanitize`] gives it: blocks separated by `\n`, the cells of a row
/// by a tab, `br` as `\n`, captions, and no alternative texts.
pub fn plain_text(html: &str) -> String {
    html::plain_text::plain_text(html, true)
}

#[cfg(test)]
mod tests {
    use super::sanitize;

    #[test]
    fn blocks_are_written_where_a_browser_leaves_them() {
        for (html, expected) in [
            ("<div><div>a</div>b</div>", "<p>a</p><p>b</p>"),
            ("<ul><li>a<li><p>b</p>c</ul>", "<ul><li>a</li><li><p>b</p>c</li></ul>"),
            ("<h1>a<div>b</div></h1>", "<h2>a b</h2>"),
            ("<dl><dt>a<dd>b<dd>c</dl>", "<dl><dt>a</dt><dd>b</dd><dd>c</dd></dl>"),
            ("<dd>a</dd>", "<p>a</p>"),
            ("<figure><figcaption>a</figcaption></figure>", "<figure><figcaption>a</figcaption></figure>"),
            ("<div><ul> </ul><blockquote></blockquote></div>", ""),
            ("<table><tr><th>a<td></table>", "<table><tbody><tr><th>a</th><td></td></tr></tbody></table>"),
            ("<p>a<br><br>b</p>", "<p>a</p><p>b</p>"),
        ] {
            assert_eq!(sanitize(html, "").unwrap(), expected, "{html}");
        }
    }
}
