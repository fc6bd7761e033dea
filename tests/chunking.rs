//! Where a page is cut into chunks never shows.

mod support;

use std::sync::OnceLock;

use offprint::{Answer, Extractor, Options};
use proptest::prelude::*;
use support::{Case, answer, cases};

/// Pages up to this many bytes are cut at every place, larger ones at random places.
const SHORT: usize = 1_000;

/// Pieces of markup whose insides are the places where a cut hurts, were it to hurt anywhere.
const TRICKY: &str = "<!doctype html><!-- a --><html lang=en><title>A &amp; B</title><base href='/x/'>\
    <script type='application/ld+json'>{\"headline\":\"A\"}</script><style>p{}</style><body><h1>A &amp; B</h1>\
    <p>One &lt;two&gt; three&nbsp;four &notit; &#x4e2d;&#25991; 文字，<b>bold<i>both</b>it</i> and <a href=\"a?b&amp;c\">link</a>, \
    so it goes on.</p></p x='</div>'><!-- </div> --><div class='c d'>Second, with words, and more.<br><br>Third line here.\
    </div\n><pre>\n  code &amp;\r\n more</pre><ul><li>x<li>y</ul><table><tr><td>1<td>2<tr><td>3<td>4</table><img src='i.png'>\
    <p>Last of all, a sentence that is long enough to be one of the article's own, and so is kept.</p></br>";

#[test]
fn short_pages_are_cut_at_every_place() {
    let url = "https://example.org/a";
    for (name, source) in
        cases().iter().map(|case| (case.name(), case.source.clone())).chain([("tricky".to_owned(), TRICKY.into())])
    {
        if source.len() > SHORT {
            continue;
        }
        let whole = answer(url, [source.as_slice()]);
        for cut in 0..=source.len() {
            let (before, after) = source.split_at(cut);
            assert_eq!(answer(url, [before, after]), whole, "{name} cut at {cut}");
        }
        assert_eq!(answer(url, source.chunks(1)), whole, "{name} byte by byte");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn long_pages_are_cut_at_random_places(cuts in prop::collection::vec(0.0..1.0_f64, 1..40)) {
        for (case, whole) in uncut() {
            let mut places: Vec<usize> = cuts.iter().map(|cut| (cut * case.source.len() as f64) as usize).collect();
            places.sort_unstable();
            let mut chunks = vec![];
            let mut rest = case.source.as_slice();
            for (place, before) in places.iter().zip(std::iter::once(&0).chain(&places)) {
                let (chunk, after) = rest.split_at(place - before);
                chunks.push(chunk);
                rest = after;
            }
            chunks.push(rest);
            prop_assert_eq!(&answer(&case.url, chunks), whole, "{}", case.name());
        }
    }

    #[test]
    fn any_markup_is_cut_anywhere(
        pieces in prop::collection::vec(prop_oneof![
            "[a-z&;<>/!=\"' \\-\\[\\]\n\r\0]{0,12}",
            "</?(p|div|b|a|li|ul|table|td|tr|h1|pre|svg|script|title|select|br|plaintext|noscript|template)( [a-z]=\"[^\"]?\")?/?>",
            "&(amp|lt|notin|#x?[0-9a-f]{1,4});?",
            "[\u{4e00}-\u{4e10}，。 ]{1,6}",
        ], 0..30),
        cut in 0.0..1.0_f64,
    ) {
        let html = pieces.concat();
        let at = (cut * html.len() as f64) as usize;
        let (before, after) = html.as_bytes().split_at(at);
        let whole = extract(&[html.as_bytes()]);
        prop_assert_eq!(extract(&[before, after]), whole);
    }
}

/// Every case with what it gives uncut: asked once, compared with every cut.
fn uncut() -> &'static [(Case, Answer)] {
    static CASES: OnceLock<Vec<(Case, Answer)>> = OnceLock::new();
    let read = |case: Case| {
        let whole = answer(&case.url, [case.source.as_slice()]);
        (case, whole)
    };
    CASES.get_or_init(|| cases().into_iter().map(read).collect())
}

/// What a page gives under the policy that keeps most, so that a difference shows.
fn extract(chunks: &[&[u8]]) -> Option<offprint::Content> {
    let mut extractor = Extractor::new("https://example.org/", Options::with_policy(offprint::Policy::Page)).unwrap();
    chunks.iter().for_each(|chunk| extractor.write(chunk).unwrap());
    extractor.end().unwrap().content
}
