//! The words of class and id names that tell content from boilerplate: the only word lists of this stage.
//!
//! A name is cut at everything that is no letter and digit, and its parts are looked up whole: `post-content` is two
//! words, and `leading` is not `ad`. For the trees a word is one signal among many.

use phf::{Set, phf_set};

/// What a word says of the block that bears it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// The text of an article, or what holds it.
    Content,
    /// What surrounds articles: navigation, advertising, promotion, sharing, forms.
    Boilerplate,
    /// What readers wrote below it.
    Comments,
}

use Meaning::{Boilerplate, Comments, Content};

/// What a word says; a `match` on bytes is the quickest table there is.
#[rustfmt::skip]
fn meaning(word: &[u8]) -> Option<Meaning> {
    Some(match word {
        // What a content management system calls the text itself.
        b"article" | b"articlebody" | b"articlecontent" | b"articletext" | b"blog" | b"blogpost" | b"body" |
        b"bodytext" | b"column" | b"content" | b"contents" | b"copy" | b"detail" | b"entry" | b"entrybody" |
        b"entrycontent" | b"hentry" | b"main" | b"maincontent" | b"news" | b"newsbody" | b"page" | b"paragraph" |
        b"post" | b"postbody" | b"postcontent" | b"prose" | b"richtext" | b"rte" | b"story" | b"storybody" |
        b"storycontent" | b"text" | b"topic" | b"wysiwyg" | b"zhengwen" | b"neirong" => Content,
        // Ways through the site.
        b"breadcrumb" | b"breadcrumbs" | b"crumbs" | b"footer" | b"foot" | b"hamburger" | b"masthead" | b"megamenu" |
        b"menu" | b"nav" | b"navbar" | b"navigation" | b"pager" | b"pagination" | b"sidebar" | b"sidenav" |
        b"sitemap" | b"skip" | b"subnav" | b"tabs" | b"toolbar" | b"topbar" | b"daohang" | b"fenye" | b"pankuzu" |
        b"topicpath" => Boilerplate,
        // Other articles.
        b"latest" | b"linklist" | b"popular" | b"readmore" | b"recirc" | b"recirculation" | b"recommend" |
        b"recommendation" | b"recommendations" | b"recommended" | b"related" | b"relatedposts" | b"seealso" |
        b"teaser" | b"teasers" | b"trending" | b"xiangguan" | b"kanren" | b"osusume" => Boilerplate,
        // Money and mail.
        b"ad" | b"ads" | b"adsbygoogle" | b"advert" | b"advertisement" | b"adwrap" | b"affiliate" | b"banner" |
        b"cta" | b"donate" | b"donation" | b"newsletter" | b"outbrain" | b"paywall" | b"promo" | b"promotion" |
        b"signup" | b"sponsor" | b"sponsored" | b"subscribe" | b"subscription" | b"taboola" |
        b"guanggao" => Boilerplate,
        // Sharing and tools.
        b"addthis" | b"addtoany" | b"follow" | b"jiathis" | b"print" | b"rating" | b"share" | b"sharebar" |
        b"sharedaddy" | b"sharing" | b"social" | b"tagcloud" | b"tags" | b"tools" | b"widget" |
        b"bdsharebuttonbox" => Boilerplate,
        // What lies over or around the page.
        b"consent" | b"cookie" | b"cookies" | b"copyright" | b"disclaimer" | b"gdpr" | b"lightbox" | b"login" |
        b"modal" | b"overlay" | b"popup" | b"search" => Boilerplate,
        // Readers.
        b"comment" | b"commentlist" | b"comments" | b"commenters" | b"disqus" | b"discussion" | b"pinglun" |
        b"remark" | b"replies" | b"respond" | b"responses" | b"shoutbox" => Comments,
        _ => return None,
    })
}

/// Whether a forum calls a post so.
#[rustfmt::skip]
fn is_post(word: &[u8]) -> bool {
    matches!(
        word,
        b"post" | b"message" | b"msg" | b"reply" | b"answer" | b"comment" | b"topic" | b"thread" | b"posting"
        | b"postbit" | b"crawler" | b"email" | b"question"
    )
}

/// What a page calls the line that says who wrote this.
static AUTHOR: Set<&str> = phf_set! {
    "author", "user", "username", "userdetails", "usertext", "poster", "postername", "creator", "member", "name", "names",
    "nick", "nickname", "byline", "handle", "profile",
};

/// What a forum calls the boxes beside the text of a post: who its author is, what is signed, what can be done.
static BESIDE_POST: Set<&str> = phf_set! {
    "postprofile", "profile", "userinfo", "userdetails", "signature", "sig", "buttons", "actions",
};

/// What a shop calls what a thing costs.
const PRICE: [&str; 6] = ["price", "prices", "pricing", "preis", "prix", "precio"];

/// Whether any word calls their element a price.
pub(crate) fn names_price(names: &str) -> bool {
    words(names).any(|word| PRICE.contains(&word))
}

/// Whether any word of these names, class and id in lower case, calls their element the line that says who wrote this.
pub(crate) fn names_author(names: &str) -> bool {
    words(names).any(|word| AUTHOR.contains(word))
}

/// Whether any calls it a box beside the text of a post.
pub(crate) fn names_beside_post(names: &str) -> bool {
    words(names).any(|word| BESIDE_POST.contains(word))
}

/// What a name calls the element around a post where it does not end with the post's own: `comment-wrapper`.
const AROUND_POST: [&str; 7] = ["wrapper", "wrap", "container", "item", "box", "block", "row"];

/// The name among these, class and id, that calls its element a post and not a part of one, without its number:
/// `js-comment_12` is one, `comment-body` is none.
pub(crate) fn post_name(names: &str) -> Option<&str> {
    names.split_ascii_whitespace().find_map(|name| {
        let name = name.trim_end_matches(|c: char| !c.is_alphabetic());
        let mut parts = words(name).filter(|word| !AROUND_POST.contains(word));
        parts.next_back().is_some_and(|word| is_post(word.as_bytes())).then_some(name)
    })
}

/// Whether an element is named as a sentence of the text that is set apart from it.
pub(crate) fn names_pull_quote(names: &str) -> bool {
    let mut pulls =
        memchr::memmem::find_iter(names.as_bytes(), "pull").map(|at| &names.as_bytes()[at + "pull".len()..]);
    pulls.any(|rest| [&b"quote"[..], b"-quote", b"_quote"].iter().any(|name| rest.starts_with(name)))
}

fn words(names: &str) -> impl DoubleEndedIterator<Item = &str> {
    names.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// How often each meaning occurs among the words of a block's class and id.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Names {
    pub content: u8,
    pub boilerplate: u8,
    pub comments: u8,
    /// Whether any word is what a forum calls a post.
    pub is_post: bool,
}

impl Names {
    /// Whether any word speaks against the block.
    pub(crate) fn are_against(self) -> bool {
        self.boilerplate > 0 || self.comments > 0
    }
}

/// Reads the words of `names`: class and id in lower case.
pub(super) fn read(names: &str) -> Names {
    let mut read = Names::default();
    for word in words(names) {
        read.is_post |= is_post(word.as_bytes());
        let count = match meaning(word.as_bytes()) {
            Some(Content) => &mut read.content,
            Some(Boilerplate) => &mut read.boilerplate,
            Some(Comments) => &mut read.comments,
            None => continue,
        };
        *count = count.saturating_add(1);
    }
    read
}

/// How a line begins that leads to another article, in lower case.
const POINTERS: [&str; 64] = [
    "read more",
    "read also",
    "read next",
    "also read",
    "see also",
    "related:",
    "related article",
    "related stories",
    "don't miss",
    "you may also like",
    "mehr zum thema",
    "lesen sie auch",
    "lesen sie mehr",
    "auch interessant",
    "lire aussi",
    "à lire aussi",
    "lire également",
    "voir aussi",
    "lea también",
    "lee también",
    "leer más",
    "te puede interesar",
    "leia também",
    "leia mais",
    "veja também",
    "leggi anche",
    "lees ook",
    "lees meer",
    "läs också",
    "läs mer",
    "les også",
    "læs også",
    "lue myös",
    "czytaj też",
    "czytaj także",
    "czytaj więcej",
    "zobacz też",
    "zobacz także",
    "читайте также",
    "читать далее",
    "читайте в",
    "смотрите также",
    "по теме:",
    "διαβάστε επίσης",
    "διαβάστε ακόμα",
    "διαβάστε περισσότερα",
    "δείτε επίσης",
    "相关阅读",
    "相关新闻",
    "相关报道",
    "相关链接",
    "相关文章",
    "延伸阅读",
    "推荐阅读",
    "更多阅读",
    "あわせて読みたい",
    "関連記事",
    "続きを読む",
    "관련기사",
    "اقرأ أيضا",
    "اقرأ المزيد",
    "بیشتر بخوانید",
    "קראו גם",
    "קראו עוד",
];

/// How a line begins that says whose the text is, in lower case.
const LEGAL: [&str; 13] = [
    "©",
    "ⓒ",
    "(c) ",
    "copyright ©",
    "copyright (c)",
    "all rights reserved",
    "alle rechte vorbehalten",
    "tous droits réservés",
    "todos los derechos reservados",
    "wszelkie prawa zastrzeżone",
    "все права защищены",
    "版权所有",
    "版權所有",
];

/// Whether `text` begins as what leads to another article. Only a line with links can.
pub(crate) fn leads_elsewhere(text: &str) -> bool {
    begins(text, &POINTERS)
}

/// Whether `text` begins as a copyright line, the word itself followed by a year or a sign.
pub(crate) fn is_legal_line(text: &str) -> bool {
    const WORD: &[u8] = b"copyright ";
    let has_year = || {
        let (word, rest) = text.trim_start().as_bytes().split_at_checked(WORD.len())?;
        Some(word.eq_ignore_ascii_case(WORD) && matches!(rest, [b'1' | b'2', ..]))
    };
    begins(text, &LEGAL) || has_year().unwrap_or(false)
}

fn begins(text: &str, beginnings: &[&str]) -> bool {
    // What is drawn before such lines: arrows, bullets, brackets.
    let bare = text.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '©' | '('));
    let start: String = bare.chars().take(LONGEST_BEGINNING).flat_map(char::to_lowercase).collect();
    beginnings.iter().any(|beginning| start.starts_with(beginning))
}

/// Characters of a line that are looked at; every beginning is shorter.
const LONGEST_BEGINNING: usize = 32;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_known_by_their_beginning() {
        assert!(leads_elsewhere("Read more: The yeast war") && leads_elsewhere("▶ Читайте также: другое"));
        assert!(leads_elsewhere("【相关阅读】另一篇") && !leads_elsewhere("She read more than anybody"));
        assert!(is_legal_line("© 2026 The Ferry") && is_legal_line("Copyright 1998 The Daily Ferry"));
        assert!(!is_legal_line("Copyright law is complicated."));
        assert!(POINTERS.iter().chain(&LEGAL).all(|beginning| beginning.chars().count() < LONGEST_BEGINNING));
    }

    #[test]
    fn words_are_read_whole() {
        assert_eq!(read("post-content leading  "), Names { content: 2, is_post: true, ..Names::default() });
        assert_eq!(read("share_bar comments"), Names { boilerplate: 1, comments: 1, ..Names::default() });
    }

    #[test]
    fn more_words_than_can_be_counted_are_no_fault() {
        let names = read(&("ad ".repeat(300) + "comments"));
        assert_eq!(names, Names { boilerplate: u8::MAX, comments: 1, ..Names::default() });
        assert!(names.are_against());
    }
}
