//! The fields, through the extractor, on small pages.

use crate::{Extractor, Metadata, Options, Origin, Places};

fn metadata(html: &str) -> Metadata {
    at("https://www.dailyfox.example/story", html)
}

fn at(url: &str, html: &str) -> Metadata {
    let mut extractor = Extractor::new(url, Options::default()).unwrap();
    extractor.write(html.as_bytes()).unwrap();
    extractor.end().unwrap().metadata
}

fn names(html: &str) -> Vec<String> {
    metadata(html).authors.into_iter().map(|author| author.name).collect()
}

fn published(html: &str) -> Option<String> {
    metadata(html).published.map(|moment| moment.datetime)
}

#[test]
fn the_title_is_the_headline_without_the_site() {
    for (html, title) in [
        ("<title>Fox found - The Daily Fox</title><h1>Fox found</h1>", "Fox found"),
        ("<title>Fox found | The Daily Fox</title>", "Fox found"),
        ("<meta property=og:site_name content='Fox Post'><title>Fox found – Fox Post</title>", "Fox found"),
        // The card's headline is another one.
        (
            "<meta property=og:title content='You will not believe this fox'><h1>Fox found in the old town</h1>",
            "Fox found in the old town",
        ),
        // The first h1 is the logo.
        ("<title>Fox found - The Daily Fox</title><h1>The Daily Fox</h1><h1>Fox found</h1>", "Fox found"),
        ("<title>Fox found</title><h1 hidden>Menu of foxes</h1>", "Fox found"),
        ("<title>A fox - and a hare</title><h1>A fox - and a hare</h1>", "A fox - and a hare"),
        (
            "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Fox &amp; hare\"}</script>",
            "Fox & hare",
        ),
        ("<title>狐狸来了_每日新闻</title><h1>狐狸来了</h1>", "狐狸来了"),
    ] {
        assert_eq!(metadata(html).title.as_deref(), Some(title), "{html}");
    }
}

#[test]
fn names_are_read_where_they_are_printed() {
    for (html, expected) in [
        ("<h1>Fox</h1><p>By Ann Lee</p>", vec!["Ann Lee"]),
        ("<h1>Fox</h1><p>Written by</p><p>Ann Lee</p>", vec!["Ann Lee"]),
        (
            "<h1>Fox</h1><div class=byline><span>By</span><a href=/author/ann>Ann Lee</a>, Staff Writer</div>",
            vec!["Ann Lee"],
        ),
        ("<h1>Fox</h1><a rel=author href=/a>Ann Lee</a> and <a rel=author href=/b>Bo Ek</a>", vec!["Ann Lee", "Bo Ek"]),
        ("<h1>Fox</h1><span itemprop=author itemscope><meta itemprop=name content='Ann Lee'></span>", vec!["Ann Lee"]),
        ("<meta name=author content='Ann Lee'>", vec!["Ann Lee"]),
        ("<meta name=twitter:label1 content='Written by'><meta name=twitter:data1 content='Ann Lee'>", vec!["Ann Lee"]),
        (
            "<script type=application/ld+json>{\"@type\":\"QAPage\",\"mainEntity\":{\"@type\":\"Question\",\"author\":{\"name\":\"fox_77\"}}}</script>",
            vec!["fox_77"],
        ),
        ("<h1>狐狸</h1><p>来源：每日新闻 作者：张三</p>", vec!["张三"]),
        ("<h1>狐狸来到了城里</h1><p>王小明</p>", vec!["王小明"]),
        ("<h1>狐狸来到了城里</h1><p>每日新闻记者王小明/文</p>", vec!["王小明"]),
        // A person is printed: the organisation does not count.
        ("<meta name=author content='Fox News Team'><h1>Fox</h1><p>By Ann Lee</p>", vec!["Ann Lee"]),
        ("<meta name=author content='Fox News Team'><h1>Fox</h1>", vec!["Fox News Team"]),
        ("<h1>Fox</h1><p style='display: none'>By Ann Lee</p>", vec![]),
        ("<h1>Fox</h1><p>By clicking on the fox you agree</p>", vec![]),
    ] {
        assert_eq!(names(html), expected, "{html}");
    }
}

#[test]
fn names_keep_their_links_and_the_byline_its_words() {
    let html = "<h1>Fox</h1><p class=byline>By <a href=/author/ann>Ann Lee</a> and Bo Ek</p>";
    let found = metadata(html);
    assert_eq!(found.byline.as_deref(), Some("Ann Lee and Bo Ek"));
    assert_eq!(found.authors[0].href.as_deref(), Some("https://www.dailyfox.example/author/ann"));
}

#[test]
fn the_day_of_publication_is_found() {
    for (html, expected) in [
        ("<meta property=article:published_time content=2024-01-30T13:23:00+01:00>", "2024-01-30T13:23:00+01:00"),
        ("<h1>Fox</h1><time datetime=2024-01-30>30 January</time>", "2024-01-30"),
        ("<h1>Fox</h1><p>Published 30 January 2024</p><p>Updated 2 February 2024</p>", "2024-01-30"),
        ("<h1>Fox</h1><p>Updated 2 February 2024</p><p>Published 30 January 2024</p>", "2024-01-30"),
        ("<html lang=de><h1>Fuchs</h1><p>30.01.2024</p>", "2024-01-30"),
        ("<h1>狐狸</h1><p>2024年1月30日 13:23</p>", "2024-01-30"),
        // The nearest to the headline, not the first of the page.
        (
            "<p>1 March 2024</p><p>Another story of foxes and of hares in the old town</p><h1>Fox</h1><p>30 January 2024</p>",
            "2024-01-30",
        ),
        ("<h1>Fox</h1><p>30 January 2024</p><footer>© 1 March 2024</footer>", "2024-01-30"),
        // A sentence's date is the story's.
        (
            "<h1>Fox</h1><p>Since 1 March 2024 foxes live in the old town, in the harbour and in the gardens behind the school as well.</p><p>30 January 2024</p>",
            "2024-01-30",
        ),
        // The visible date is that of the change.
        (
            "<script type=application/ld+json>{\"@type\":\"Article\",\"datePublished\":\"2024-01-30\",\"dateModified\":\"2024-03-01\"}</script><h1>Fox</h1><p>1 March 2024</p>",
            "2024-01-30",
        ),
        // The page prints its own day, not that of UTC.
        (
            "<meta property=article:published_time content=2024-01-31T02:00:00Z><h1>Fox</h1><p>January 30, 2024</p>",
            "2024-01-30",
        ),
    ] {
        assert_eq!(published(html).as_deref(), Some(expected), "{html}");
    }
    assert_eq!(published("<h1>Fox</h1><p>In 2024 a fox came</p>"), None);
    let found = at("https://dailyfox.example/2024/01/30/fox", "<h1>Fox</h1>");
    assert_eq!(found.published.unwrap().datetime, "2024-01-30");
}

#[test]
fn dates_are_kept_as_printed_and_changes_apart() {
    let html = "<meta property=article:published_time content=2024-01-30T13:23:00Z>
        <meta property=article:modified_time content=2024-02-02T08:00:00Z><h1>Fox</h1><p>Published on 30 January 2024, 13:23</p>";
    let found = metadata(html);
    let published = found.published.unwrap();
    assert_eq!(
        (published.datetime.as_str(), published.printed.as_str()),
        ("2024-01-30T13:23:00Z", "30 January 2024, 13:23")
    );
    assert_eq!(found.modified.unwrap().datetime, "2024-02-02T08:00:00Z");
}

#[test]
fn the_language_is_believed_only_where_the_script_allows_it() {
    let chinese = "狐狸来到了城里大家都很高兴".repeat(8);
    let arabic = "جاء الثعلب إلى المدينة وفرح الجميع ".repeat(8);
    for (html, lang, dir) in [
        ("<html lang=en_us><p>A fox".to_owned(), "en-US", "ltr"),
        ("<meta http-equiv=content-language content=de><p>Fuchs".to_owned(), "de", "ltr"),
        (format!("<html lang=en><p>{chinese}"), "zh", "ltr"),
        (format!("<html lang=zh-hant-tw><p>{chinese}"), "zh-Hant-TW", "ltr"),
        (format!("<p>{arabic}"), "ar", "rtl"),
        ("<html lang=en dir=rtl><p>A fox".to_owned(), "en", "rtl"),
    ] {
        let found = metadata(&html);
        assert_eq!((found.lang.as_deref(), found.dir), (Some(lang), Some(dir)), "{html}");
    }
}

#[test]
fn addresses_are_absolute_and_of_the_web() {
    let html = "<link rel=canonical href=/fox><meta property=og:image content=/fox.jpg>
        <meta property=og:site_name content='The Daily Fox'><meta name=description content='A fox came to the old town today.'>";
    let found = metadata(html);
    assert_eq!(found.canonical.as_deref(), Some("https://www.dailyfox.example/fox"));
    assert_eq!(found.image.as_deref(), Some("https://www.dailyfox.example/fox.jpg"));
    assert_eq!(found.site.as_deref(), Some("The Daily Fox"));
    assert_eq!(found.excerpt.as_deref(), Some("A fox came to the old town today."));
    let hostile = metadata("<link rel=canonical href='javascript:fox()'><meta property=og:image content='data:fox'>");
    assert_eq!((hostile.canonical, hostile.image), (None, None));
}

#[test]
fn what_is_kept_is_bounded() {
    let marks = "<p class=byline>By Ann Lee</p><time>30 January 2024</time><meta name=fox content=fox>".repeat(20_000);
    let evidence = {
        let mut parser = crate::parse::Parser::new(super::Collector::default());
        parser.write(marks.as_bytes()).unwrap();
        parser.end().unwrap().evidence
    };
    assert_eq!(evidence.marks.len(), super::evidence::MAX_MARKS);
    assert_eq!(evidence.lines.len(), super::evidence::MAX_LINES);
    assert_eq!(evidence.metas.len(), super::evidence::MAX_METAS);
}

#[test]
fn every_field_says_where_it_was_read() {
    let Metadata { origins, .. } = metadata(
        "<html lang=en><title>Fox found</title><meta property=og:title content='Fox found'>\
         <meta property=og:description content='A fox was found in the old town on Monday.'>\
         <script type=application/ld+json>{\"@type\":\"NewsArticle\",\"datePublished\":\"2024-05-04\",\"keywords\":\"fox\"}</script>\
         <link rel=canonical href=/fox><h1>Fox found</h1><p>By Ann Lee</p>",
    );
    assert!(origins.title.iter().eq([Origin::Visible, Origin::Card, Origin::Head]), "all that agree");
    assert_eq!(origins.byline, Origin::Visible.into());
    assert_eq!(origins.published, Origin::Schema.into());
    assert_eq!(origins.lang, Origin::Head.into());
    assert_eq!(origins.dir, origins.lang, "it is that of the language");
    assert_eq!(origins.excerpt, Origin::Card.into());
    assert_eq!(origins.canonical, Origin::Head.into());
    assert_eq!(origins.keywords, Origin::Schema.into());
    assert_eq!([origins.modified, origins.site, origins.image], [Places::default(); 3]);
}
