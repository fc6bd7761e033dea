//! Pages of any size, made of the markup that publishing systems write.
//!
//! Real pages come in no chosen size and must not be copied here. What makes them slow is in these all the same: long
//! attributes, links, entities, inline scripts, images with many sources, and menus around the text.

use std::fmt::Write;

/// What the pages are about, in ever new order: an extractor may leave out what is said twice.
const SENTENCES: [&str; 8] = [
    "The ferry keeps a log of everything that was left on board, and the log is longer than the ferry.",
    "Nobody has counted the umbrellas since the year the purser tried, gave up at four hundred, and went ashore.",
    "A cello stood in the saloon for a whole summer &amp; was played, a little, by everybody who waited for the fog.",
    "What is not fetched within a year is sold at the quay, on the first dry Saturday, to whoever was looking for it.",
    "The record for one crossing is held by a wedding party, which left a cake, two hats and an uncle &ndash; twice.",
    "He was returned on the evening boat, well fed, and asked whether he&rsquo;d be allowed to do it again next year.",
    "Of the 1,204 things in the log, says the company, 311 were fetched, 640 were sold, and the rest are still there.",
    "The crew say that things are not lost at sea at all; they merely take the slow connection, by way of the office.",
];

/// How many menu entries stand before the article.
const MENU: usize = 30;
/// How many links to other articles stand behind it.
const RELATED: usize = 12;
/// How many paragraphs a section of the article has.
const PARAGRAPHS: usize = 6;
/// A section is shorter than this, in bytes.
const LONGEST_SECTION: usize = 8 << 10;

/// A page of nearly `bytes` bytes, never more; no shorter than its menus and one section.
pub fn page(bytes: usize) -> String {
    // One allocation of the right size: the peak of memory of whoever makes the page is the page.
    let mut page = String::with_capacity(bytes.max(LONGEST_SECTION));
    let end = end();
    before(&mut page);
    let mut scratch = String::new();
    for number in 0.. {
        scratch.clear();
        section(&mut scratch, number);
        if number > 0 && page.len() + scratch.len() + end.len() > bytes {
            break;
        }
        page.push_str(&scratch);
    }
    page.push_str(&end);
    page
}

fn before(page: &mut String) {
    page.push_str(
        "<!DOCTYPE html>\n<html lang=\"en\" class=\"no-js theme-default\"><head><meta charset=\"utf-8\">\
         <title>The log of things left on board | The Harbour Post</title>\
         <meta name=\"author\" content=\"Ada Wren\"><meta property=\"og:title\" content=\"The log of things left on board\">\
         <meta property=\"og:site_name\" content=\"The Harbour Post\"><link rel=\"canonical\" href=\"/story/log\">\
         <script type=\"application/ld+json\">{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\
         \"headline\":\"The log of things left on board\",\"datePublished\":\"2026-03-01T08:00:00Z\",\
         \"author\":{\"@type\":\"Person\",\"name\":\"Ada Wren\"}}</script></head><body class=\"single post-template\">\
         <header class=\"site-header\" role=\"banner\"><nav class=\"main-navigation\" id=\"site-navigation\"><ul class=\"menu\">\n",
    );
    for number in 0..MENU {
        let _ = writeln!(
            page,
            "<li class=\"menu-item menu-item-{number}\"><a href=\"/section/{number}\">Section {number}</a></li>"
        );
    }
    page.push_str(
        "</ul></nav></header><main id=\"content\"><article class=\"post entry\" itemscope \
         itemtype=\"https://schema.org/NewsArticle\"><h1 class=\"entry-title\">The log of things left on board</h1>\
         <p class=\"byline\">By <a rel=\"author\" href=\"/by/ada-wren\">Ada Wren</a>, \
         <time datetime=\"2026-03-01T08:00:00Z\">1 March 2026</time></p><div class=\"entry-content\" itemprop=\"articleBody\">\n",
    );
}

/// A heading, paragraphs, and the things that stand between paragraphs.
fn section(page: &mut String, number: usize) {
    let _ = writeln!(page, "<h2 id=\"volume-{number}\" class=\"wp-block-heading\">Volume {number}</h2>");
    for paragraph in 0..PARAGRAPHS {
        let [a, b, c, d] = sentences(number * PARAGRAPHS + paragraph);
        let _ = writeln!(
            page,
            "<p class=\"paragraph paragraph--{paragraph}\" data-block-key=\"{number:08x}{paragraph}\">{a} <em>{b}</em> \
             <a href=\"/log/{number}/{paragraph}?from=article#entry\" class=\"inline-link\" rel=\"noopener\" \
             data-track=\"link,{number},{paragraph}\">{c}</a>&nbsp;{d}</p>"
        );
    }
    between(page, number);
}

/// A picture, an advertisement with its script, and in turn a quotation, a list or a table.
fn between(page: &mut String, number: usize) {
    let [a, b, c, _] = sentences(number);
    let _ = writeln!(
        page,
        "<figure class=\"wp-block-image size-large\"><img loading=\"lazy\" width=\"1024\" height=\"683\" alt=\"The quay\" \
         src=\"/images/{number}-1024.jpg\" srcset=\"/images/{number}-480.jpg 480w, /images/{number}-768.jpg 768w, \
         /images/{number}-1024.jpg 1024w\" sizes=\"(max-width: 1024px) 100vw, 1024px\"><figcaption>{a}</figcaption></figure>\n\
         <div class=\"ad-slot ad-slot--inline\" id=\"ad-{number}\" aria-hidden=\"true\"><script>(window.slots = window.slots \
         || []).push({{\"id\": \"ad-{number}\", \"sizes\": [[300, 250], [728, 90]], \"lazy\": true}});</script></div>"
    );
    let _ = match number % 3 {
        0 => writeln!(page, "<blockquote class=\"wp-block-quote\"><p>{b}</p><cite>The purser</cite></blockquote>"),
        1 => writeln!(page, "<ul class=\"wp-block-list\"><li>{b}</li><li>{c}</li><li>{a}</li></ul>"),
        _ => writeln!(
            page,
            "<table class=\"wp-block-table\"><thead><tr><th>Year</th><th>Left</th></tr></thead><tbody><tr><td>{number}</td>\
             <td>{b}</td></tr><tr><td>{}</td><td>{c}</td></tr></tbody></table>",
            number + 1
        ),
    };
}

fn end() -> String {
    let mut end =
        String::from("</div></article><aside class=\"related-posts sidebar\"><h3>You may also like</h3><ul>\n");
    for number in 0..RELATED {
        let _ = writeln!(end, "<li class=\"card\"><a href=\"/story/{number}\">Another story, number {number}</a></li>");
    }
    end.push_str(
        "</ul></aside></main><footer class=\"site-footer\"><a href=\"/imprint\">Imprint</a></footer></body></html>\n",
    );
    end
}

/// Four of the sentences, others for each number.
fn sentences(number: usize) -> [&'static str; 4] {
    let (start, step) = (number, 1 + number / SENTENCES.len() * 2);
    std::array::from_fn(|index| SENTENCES[(start + index * step) % SENTENCES.len()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::Page;
    use crate::tools::extract;

    /// What of the markup is text, at least: half of a page that publishing systems write is not.
    const LEAST_TEXT: f64 = 0.3;

    #[test]
    fn a_page_is_an_article_to_its_end() {
        let page = Page { url: String::new(), html: page(300_000) };
        let text = extract(&page).unwrap().content.unwrap().text;
        assert!(text.len() as f64 > LEAST_TEXT * page.html.len() as f64, "{} of {}", text.len(), page.html.len());
    }

    #[test]
    fn a_page_is_as_large_as_was_asked_for() {
        for bytes in [20_000, 100_000, 1_000_000] {
            let page = page(bytes);
            assert!(page.len() <= bytes && page.len() + LONGEST_SECTION > bytes, "{} of {bytes}", page.len());
            assert_eq!(page.capacity(), bytes);
        }
    }
}
