//! File names that every system takes, whatever the title; and the lists of an archive.

use offprint::capture::archive::{Entry, list, readme};
use offprint::capture::{Capture, NameEnding, NameFacts};
use proptest::prelude::*;
use unicode_normalization::is_nfc;
use unicode_segmentation::UnicodeSegmentation;

const STAMP: u64 = 1_718_265_900_123;

fn capture(title: &str, url: &str) -> Capture {
    Capture { stamp: STAMP, title: title.to_owned(), url: url.to_owned(), body: String::new() }
}

/// The name without its folder.
fn name(title: &str) -> String {
    let path = capture(title, "https://news.example/a").path();
    path.strip_prefix("news.example/").unwrap().to_owned()
}

/// The part of the name that comes from the title.
fn stem(title: &str) -> String {
    name(title).strip_prefix("1718265900123_").unwrap().strip_suffix(".md").unwrap().to_owned()
}

fn any_title() -> impl Strategy<Value = String> {
    let pieces = [
        "/",
        "\\",
        ":",
        "*",
        "?",
        "\"",
        "<",
        ">",
        "|",
        "%",
        ".",
        "..",
        "-",
        " ",
        "\n",
        "\0",
        "\u{85}",
        "\u{200b}",
        "\u{200d}",
        "\u{202e}",
        "\u{61c}",
        "\u{feff}",
        "\u{fdd0}",
        "\u{ffff}",
        "\u{e0067}",
        "con",
        "NUL",
        "com1",
        "LPT²",
        "clock$",
        "a",
        "e\u{301}",
        "雨",
        "한",
        "ᄒ",
        "ᅡ",
        "ᆫ",
        "👩\u{200d}👩\u{200d}👧",
        "🇳🇴",
        "\u{301}",
        "ﷺ",
        "\u{37e}",
    ];
    let piece = prop_oneof![
        4 => proptest::sample::select(pieces.to_vec()).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..90).prop_map(|pieces| pieces.concat())
}

/// Whether Windows keeps the name for a device: judged on what stands before the first dot.
fn is_device(name: &str) -> bool {
    let first = name.split('.').next().unwrap().trim_end().to_uppercase();
    let numbered = first.strip_prefix("COM").or_else(|| first.strip_prefix("LPT"));
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"].contains(&first.as_str())
        || numbered.is_some_and(|number| ["1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³"].contains(&number))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2048))]

    #[test]
    fn every_system_takes_the_name(title in any_title(), number in 1..2000_u32) {
        let path = capture(&title, "https://news.example/a").numbered_path(number);
        let name = path.strip_prefix("news.example/").unwrap();
        prop_assert!(name.len() <= 150, "{} bytes", name.len());
        let refused = |c: char| c.is_control() || "/\\:*?\"<>|%".contains(c);
        prop_assert!(!name.contains(refused));
        let invisible = |c| matches!(c, '\u{200b}'..='\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{feff}' | '\u{e0067}' | '\u{fdd0}' | '\u{ffff}');
        prop_assert!(!name.contains(invisible));
        prop_assert!(is_nfc(name));
        let suffix = if number == 1 { ".md".to_owned() } else { format!("-{number}.md") };
        let stem = name.strip_prefix("1718265900123_").unwrap().strip_suffix(&suffix).unwrap();
        prop_assert!(!stem.is_empty() && !is_device(stem), "{stem:?}");
        prop_assert!(!stem.starts_with(['.', '-', ' ']) && !stem.ends_with(['.', ' ']), "{stem:?}");
    }

    /// Of graphemes that need no cleaning, as many are kept as there is room for.
    #[test]
    fn a_long_title_is_cut_between_graphemes(
        graphemes in proptest::collection::vec(
            proptest::sample::select(vec!["a", "雨", "é", "x\u{323}\u{302}", "각", "🇳🇴", "👍🏽", "1\u{fe0f}\u{20e3}", "नि"]), 40..120)
    ) {
        let title = graphemes.concat();
        let stem = stem(&title);
        let kept: Vec<&str> = stem.graphemes(true).collect();
        let whole: Vec<&str> = title.graphemes(true).collect();
        prop_assert_eq!(&kept[..], &whole[..kept.len()]);
        let next = whole.get(kept.len()).map_or(usize::MAX / 2, |next| next.len());
        prop_assert!(kept.len() == whole.len() || name(&title).len() + next > 150);
    }
}

#[test]
fn names_keep_what_a_reader_needs() {
    for (title, expected) in [
        ("河边的旧书店：最后一个夏天", "河边的旧书店：最后一个夏天"),
        ("AC/DC: 100% \"live\"?", "AC DC 100 live"),
        ("cafe\u{301}", "café"),
        ("...hidden", "hidden"),
        ("--force", "force"),
        ("- . - x", "x"),
        ("The end. . .", "The end"),
        ("CON", "CON_"),
        ("nul.txt", "nul_.txt"),
        ("com1 .log", "com1_ .log"),
        ("LPT³", "LPT³_"),
        ("COM0", "COM0"),
        ("concert", "concert"),
        ("../../etc/passwd", "etc passwd"),
        ("\u{202e}gpj.exe", "gpj.exe"),
        ("می\u{200c}خواهم", "میخواهم"),
        ("\u{200d}\u{200b}", "untitled"),
        ("???", "untitled"),
        ("", "untitled"),
    ] {
        assert_eq!(stem(title), expected, "{title:?}");
    }
}

#[test]
fn one_grapheme_too_long_for_a_name_leaves_none() {
    assert_eq!(stem(&format!("e{}", "\u{323}".repeat(100))), "untitled");
    assert_eq!(stem(&format!("nul🇳🇴{}", "\u{323}".repeat(100))), "nul_");
}

#[test]
fn the_same_stamp_and_title_again_is_numbered() {
    let capture = capture("A title", "https://news.example/a");
    assert_eq!(capture.numbered_path(1), capture.path());
    assert_eq!(capture.numbered_path(2), "news.example/1718265900123_A title-2.md");
    let long = Capture { title: "雨".repeat(80), ..capture };
    assert!(long.numbered_path(12).ends_with("雨-12.md"));
    assert!(long.numbered_path(12).len() <= "news.example/".len() + 150);
}

#[test]
fn the_folder_is_the_host() {
    for (url, expected) in [
        ("https://www.news.example:8443/a", "news.example"),
        ("https://WWW.News.example/", "news.example"),
        ("http://user:word@news.example/", "news.example"),
        ("https://例え.example/", "xn--r8jz45g.example"),
        ("https://192.0.2.7:81/", "192.0.2.7"),
        ("https://[2001:db8::7]:81/", "2001-db8--7"),
        ("https://www.www.example/", "www.example"),
        ("https://news.example./", "news.example"),
        ("https://../a", "untitled"),
        ("https://con/", "con_"),
        ("https://a*b\".example/", "a-b-.example"),
        ("file:///srv/a.html", "file"),
        ("file://server/a.html", "file"),
        ("about:blank", "about"),
    ] {
        assert_eq!(capture("T", url).source(), expected, "{url}");
    }
}

#[test]
fn a_list_is_newest_first() {
    let entry = |stamp, title: &str, file: &str| Entry { stamp, title: title.to_owned(), file: file.to_owned() };
    let entries = [
        entry(1_718_236_799_999, "Just before midnight", "1718236799999_Just before midnight.md"),
        entry(1_718_265_900_000, "Two [b]", "1718265900000_Two (b).md"),
        entry(1_718_265_900_000, "一", "1718265900000_Three.md"),
        entry(1_704_067_200_000, "New *year*", "1704067200000_New year.md"),
    ];
    assert_eq!(
        list("news.example", &entries),
        "news.example\n------\n\n\
         6-13 [一](/articles/news.example/1718265900000_Three.md)\n\n\
         6-13 [Two \\[b\\]](/articles/news.example/1718265900000_Two%20%28b%29.md)\n\n\
         6-12 [Just before midnight](/articles/news.example/1718236799999_Just%20before%20midnight.md)\n\n\
         1-1 [New \\*year\\*](/articles/news.example/1704067200000_New%20year.md)\n"
    );
    assert_eq!(list("news.example", &[]), "news.example\n------\n");
}

#[test]
fn the_readme_links_every_list() {
    assert_eq!(
        readme(&["news.example", "a_b.example"]),
        "Captures\n------\n\n[a\\_b.example](/lists/a_b.example.md)\n\n[news.example](/lists/news.example.md)\n"
    );
}

fn named(template: &str, title: &str) -> Result<String, String> {
    let facts = NameFacts {
        site: Some("The Daily/News"),
        byline: Some("Mira Okafor"),
        lang: Some("en"),
        digest: "ab12",
        minutes_east: 60,
    };
    capture(title, "https://www.news.example/a").named(template, &facts, &NameEnding { extension: ".md", number: 1 })
}

#[test]
fn a_template_names_folders_and_file() {
    for (template, expected) in [
        ("{host}/{stamp}_{title}", "news.example/1718265900123_The ferry.md"),
        ("{date} {time} {title}", "2024-06-13 09-05-00 The ferry.md"),
        ("{site}/{byline}/{lang}/{digest}", "The Daily News/Mira Okafor/en/ab12.md"),
        ("../../{title}", "untitled/untitled/The ferry.md"),
        ("/a//b/", "a/b.md"),
        ("con/{title}.", "con_/The ferry.md"),
        ("", "1718265900123_The ferry.md"),
    ] {
        assert_eq!(named(template, "The ferry"), Ok(expected.to_owned()), "{template}");
    }
    assert_eq!(named("{nothing}", "x"), Err("nothing".to_owned()));
    assert_eq!(named("{title", "x"), Err("title".to_owned()));
}

#[test]
fn the_default_template_gives_the_default_name() {
    for title in ["The ferry", "", "con", "a/b", &"雨".repeat(100), &"long ".repeat(60)] {
        let default = capture(title, "https://www.news.example/a").path();
        assert_eq!(named("{host}/{stamp}_{title}", title), Ok(default), "{title}");
    }
}

#[test]
fn the_title_is_cut_and_not_what_stands_behind_it() {
    let name = named("{title}_{digest}", &"雨".repeat(100)).unwrap();
    assert!(name.ends_with("雨_ab12.md"), "{name}");
    assert!(name.len() <= 150);
}

proptest! {
    #[test]
    fn whatever_the_template_every_part_is_a_name(title in any_title(), template in "[{}a-z./ :*{title}{host}]{0,30}") {
        if let Ok(path) = named(&template, &title) {
            for part in path.split('/') {
                prop_assert!(!part.is_empty() && part != "." && part != ".." && part.len() <= 150, "{path}");
            }
        }
    }
}
