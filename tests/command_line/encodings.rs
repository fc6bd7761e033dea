//! Pages in the encodings of the web: whatever its bytes, the text is the same.

use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, GBK, ISO_2022_JP, SHIFT_JIS, UTF_8, WINDOWS_1251, WINDOWS_1252,
};

use crate::harness::offprint;
use crate::pages::{CHINESE, ENGLISH, FRENCH, JAPANESE, KOREAN, RUSSIAN, page};

/// The text that is found in a page of these bytes.
fn text(bytes: &[u8], url: &str) -> String {
    offprint(&["capture", "-", "--url", url, "--format", "text"], bytes).done()
}

fn encoded(html: &str, encoding: &'static Encoding) -> Vec<u8> {
    let (bytes, used, lossy) = encoding.encode(html);
    assert!(used == encoding && !lossy, "the page can be written in {}", encoding.name());
    bytes.into_owned()
}

fn utf_16(html: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    html.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn what_the_page_declares_is_believed() {
    let cases: &[(&str, &'static Encoding, [&str; 4])] = &[
        ("<meta charset=gb2312>", GBK, CHINESE),
        ("<meta charset=\"GB18030\">", GB18030, CHINESE),
        ("<META http-equiv=Content-Type content='text/html; charset=Shift_JIS'>", SHIFT_JIS, JAPANESE),
        ("<meta charset='euc-jp'>", EUC_JP, JAPANESE),
        ("<meta charset=iso-2022-jp>", ISO_2022_JP, JAPANESE),
        ("<meta content=\"text/html;charset=ks_c_5601-1987\" http-equiv=content-type>", EUC_KR, KOREAN),
        ("<meta charset=windows-1251>", WINDOWS_1251, RUSSIAN),
        ("<meta charset=iso-8859-1>", WINDOWS_1252, FRENCH),
        ("<meta charset=utf-8>", UTF_8, CHINESE),
    ];
    for (head, encoding, paragraphs) in cases {
        let bytes = encoded(&page(head, "Title", paragraphs), encoding);
        assert_eq!(text(&bytes, "https://harbour.example/"), paragraphs.join("\n") + "\n", "{head}");
    }
}

#[test]
fn what_nobody_declares_is_detected() {
    let cases: &[(&str, &'static Encoding, [&str; 4])] = &[
        ("https://harbour.example/", UTF_8, CHINESE),
        ("https://harbour.example/", UTF_8, ENGLISH),
        ("https://harbour.cn/", GBK, CHINESE),
        ("https://harbour.example/", GBK, CHINESE),
        ("https://harbour.jp/", SHIFT_JIS, JAPANESE),
        ("https://harbour.jp/", EUC_JP, JAPANESE),
        ("https://harbour.kr/", EUC_KR, KOREAN),
        ("https://harbour.ru/", WINDOWS_1251, RUSSIAN),
        ("https://harbour.fr/", WINDOWS_1252, FRENCH),
    ];
    for (url, encoding, paragraphs) in cases {
        let bytes = encoded(&page("", "Title", paragraphs), encoding);
        assert_eq!(text(&bytes, url), paragraphs.join("\n") + "\n", "{url} {}", encoding.name());
    }
}

#[test]
fn traditional_chinese_is_read_as_big5() {
    let paragraph = "週日傍晚，本季最後一班渡輪駛離老港，比時刻表晚了整整一個小時，甲板上的人比船員們全年見過的都多。許多人\
         並不趕路，只是專程來和這艘在海灣裡往返了五十一個夏天的老船道別。船長說，他在第一年就不再數自己橫渡了多少次。";
    let other = "從明年春天起，一座用鋼鐵和淺色木材建成的大橋將把公路引過海峽。自從設計方案公布以來，鎮上的爭論就沒有停\
         過，最終決定此事的投票，僅以十一張選票的差距獲得通過。老船今後去向如何，至今沒有定論，學校則想要那口鐘。";
    for (head, url) in [("<meta charset=big5>", "https://harbour.example/"), ("", "https://harbour.tw/")] {
        let bytes = encoded(&page(head, "Title", &[paragraph, other]), BIG5);
        assert_eq!(text(&bytes, url), format!("{paragraph}\n{other}\n"), "{url}");
    }
}

#[test]
fn a_byte_order_mark_wins_over_what_the_page_declares() {
    let html = page("<meta charset=gbk>", "Title", &JAPANESE);
    let marked = format!("\u{feff}{html}");
    for bytes in [marked.clone().into_bytes(), utf_16(&marked, u16::to_le_bytes), utf_16(&marked, u16::to_be_bytes)] {
        assert_eq!(text(&bytes, "https://harbour.example/"), JAPANESE.join("\n") + "\n");
    }
}

#[test]
fn utf_16_without_a_mark_is_known_by_its_first_character() {
    let html = page("<meta charset=utf-16>", "Title", &RUSSIAN);
    for bytes in [utf_16(&html, u16::to_le_bytes), utf_16(&html, u16::to_be_bytes)] {
        assert_eq!(text(&bytes, "https://harbour.example/"), RUSSIAN.join("\n") + "\n");
    }
}

#[test]
fn a_broken_character_costs_only_itself() {
    let mut bytes = encoded(&page("<meta charset=utf-8>", "Title", &FRENCH), UTF_8);
    let at = bytes.windows(6).position(|word| word == b"Dimanc").expect("the first word");
    bytes.insert(at, 0xff);
    assert_eq!(text(&bytes, "https://harbour.example/"), format!("\u{fffd}{}\n", FRENCH.join("\n")));
}
