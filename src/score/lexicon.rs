//! The words of class and id names that tell content from boilerplate: the only word lists of this stage.
//!
//! A name is cut at everything that is no letter and digit, and its parts are looked up whole: `post-content` is two
//! words, and `leading` is not `ad`. A word never decides alone (see [`super`]).

use phf::{Map, Set, phf_map, phf_set};

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

static WORDS: Map<&str, Meaning> = phf_map! {
    // What a content management system calls the text itself.
    "article" => Content, "articlebody" => Content, "articlecontent" => Content, "articletext" => Content,
    "blog" => Content, "blogpost" => Content, "body" => Content, "bodytext" => Content, "column" => Content,
    "content" => Content, "contents" => Content, "copy" => Content, "detail" => Content, "entry" => Content,
    "entrybody" => Content, "entrycontent" => Content, "hentry" => Content, "main" => Content,
    "maincontent" => Content, "news" => Content, "newsbody" => Content, "page" => Content, "paragraph" => Content,
    "post" => Content, "postbody" => Content, "postcontent" => Content, "prose" => Content, "richtext" => Content,
    "rte" => Content, "story" => Content, "storybody" => Content, "storycontent" => Content, "text" => Content,
    "topic" => Content, "wysiwyg" => Content, "zhengwen" => Content, "neirong" => Content,
    // Ways through the site.
    "breadcrumb" => Boilerplate, "breadcrumbs" => Boilerplate, "crumbs" => Boilerplate, "footer" => Boilerplate,
    "foot" => Boilerplate, "hamburger" => Boilerplate, "masthead" => Boilerplate, "megamenu" => Boilerplate,
    "menu" => Boilerplate, "nav" => Boilerplate, "navbar" => Boilerplate, "navigation" => Boilerplate,
    "pager" => Boilerplate, "pagination" => Boilerplate, "sidebar" => Boilerplate, "sidenav" => Boilerplate,
    "sitemap" => Boilerplate, "skip" => Boilerplate, "subnav" => Boilerplate, "tabs" => Boilerplate,
    "toolbar" => Boilerplate, "topbar" => Boilerplate, "daohang" => Boilerplate, "fenye" => Boilerplate,
    "pankuzu" => Boilerplate, "topicpath" => Boilerplate,
    // Other articles.
    "latest" => Boilerplate, "linklist" => Boilerplate, "popular" => Boilerplate, "readmore" => Boilerplate,
    "recirc" => Boilerplate, "recirculation" => Boilerplate, "recommend" => Boilerplate,
    "recommendation" => Boilerplate, "recommendations" => Boilerplate, "recommended" => Boilerplate,
    "related" => Boilerplate, "relatedposts" => Boilerplate, "seealso" => Boilerplate, "teaser" => Boilerplate,
    "teasers" => Boilerplate, "trending" => Boilerplate, "xiangguan" => Boilerplate,
    "kanren" => Boilerplate, "osusume" => Boilerplate,
    // Money and mail.
    "ad" => Boilerplate, "ads" => Boilerplate, "adsbygoogle" => Boilerplate, "advert" => Boilerplate,
    "advertisement" => Boilerplate, "adwrap" => Boilerplate, "affiliate" => Boilerplate, "banner" => Boilerplate,
    "cta" => Boilerplate, "donate" => Boilerplate, "donation" => Boilerplate, "newsletter" => Boilerplate,
    "outbrain" => Boilerplate, "paywall" => Boilerplate, "promo" => Boilerplate, "promotion" => Boilerplate,
    "signup" => Boilerplate, "sponsor" => Boilerplate, "sponsored" => Boilerplate, "subscribe" => Boilerplate,
    "subscription" => Boilerplate, "taboola" => Boilerplate, "guanggao" => Boilerplate,
    // Sharing and tools.
    "addthis" => Boilerplate, "addtoany" => Boilerplate, "follow" => Boilerplate, "jiathis" => Boilerplate,
    "print" => Boilerplate, "rating" => Boilerplate, "share" => Boilerplate, "sharebar" => Boilerplate,
    "sharedaddy" => Boilerplate, "sharing" => Boilerplate, "social" => Boilerplate, "tagcloud" => Boilerplate,
    "tags" => Boilerplate, "tools" => Boilerplate, "widget" => Boilerplate, "bdsharebuttonbox" => Boilerplate,
    // What lies over or around the page.
    "consent" => Boilerplate, "cookie" => Boilerplate, "cookies" => Boilerplate, "copyright" => Boilerplate,
    "disclaimer" => Boilerplate, "gdpr" => Boilerplate, "lightbox" => Boilerplate, "login" => Boilerplate,
    "modal" => Boilerplate, "overlay" => Boilerplate, "popup" => Boilerplate, "search" => Boilerplate,
    // Readers.
    "comment" => Comments, "commentlist" => Comments, "comments" => Comments, "commenters" => Comments,
    "disqus" => Comments, "discussion" => Comments, "pinglun" => Comments, "remark" => Comments,
    "replies" => Comments, "respond" => Comments, "responses" => Comments, "shoutbox" => Comments,
};

/// What a forum calls a post.
static POST: Set<&str> = phf_set! {
    "post", "message", "msg", "reply", "answer", "comment", "topic", "thread", "posting", "postbit", "crawler",
};

/// What a page calls the line that says who wrote this.
static AUTHOR: Set<&str> = phf_set! {
    "author", "user", "username", "userdetails", "usertext", "poster", "postername", "creator", "member", "name", "names",
    "nick", "nickname", "byline", "handle", "profile",
};

/// Whether any word of these names, class and id in lower case, calls their element a post.
pub(crate) fn names_post(names: &str) -> bool {
    words(names).any(|word| POST.contains(word))
}

/// Whether any calls it the line that says who wrote this.
pub(crate) fn names_author(names: &str) -> bool {
    words(names).any(|word| AUTHOR.contains(word))
}

fn words(names: &str) -> impl Iterator<Item = &str> {
    names.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// How often each meaning occurs among the words of a block's class and id.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Names {
    pub content: u8,
    pub boilerplate: u8,
    pub comments: u8,
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
        let count = match WORDS.get(word) {
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
    let after_word = |text: &str| text.strip_prefix("copyright ").is_some_and(|rest| rest.starts_with(['1', '2']));
    begins(text, &LEGAL) || after_word(&text.trim_start().to_lowercase())
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
        assert_eq!(read("post-content leading  "), Names { content: 2, boilerplate: 0, comments: 0 });
        assert_eq!(read("share_bar comments"), Names { content: 0, boilerplate: 1, comments: 1 });
    }

    #[test]
    fn more_words_than_can_be_counted_are_no_fault() {
        let names = read(&("ad ".repeat(300) + "comments"));
        assert_eq!(names, Names { content: 0, boilerplate: u8::MAX, comments: 1 });
        assert!(names.are_against());
    }
}
