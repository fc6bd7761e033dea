//! Pages in the encodings of the web: whatever its bytes, the text is the same.

use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, GBK, ISO_2022_JP, ISO_8859_2, KOI8_R, SHIFT_JIS, UTF_8, WINDOWS_1250,
    WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257, WINDOWS_1258,
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
        ("https://harbour.jp/", ISO_2022_JP, JAPANESE),
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

/// A sentence in each of the alphabets for which Windows had a page of its own, as `.example` pages declare it.
#[test]
fn every_alphabet_of_windows_is_read() {
    let cases: &[(&'static Encoding, &str)] = &[
        (
            WINDOWS_1250,
            "W niedzielę wieczorem ostatni w tym sezonie prom wypłynął ze starego portu z godzinnym opóźnieniem.",
        ),
        (
            ISO_8859_2,
            "Od příštího jara ponese silnici přes úžinu most z oceli a světlého dřeva, na který se čekalo padesát let.",
        ),
        (
            WINDOWS_1253,
            "Το βράδυ της Κυριακής το τελευταίο πλοίο έφυγε από το παλιό λιμάνι με μία ώρα καθυστέρηση, γεμάτο κόσμο.",
        ),
        (
            WINDOWS_1254,
            "Pazar akşamı sezonun son vapuru eski limandan bir saat gecikmeyle ayrıldı, güvertede herkes ağlıyordu.",
        ),
        (
            WINDOWS_1255,
            "ביום ראשון בערב יצאה המעבורת האחרונה של העונה מן הנמל הישן באיחור של שעה, ועל הסיפון עמדו אנשים רבים מאוד.",
        ),
        (
            WINDOWS_1256,
            "مساء الأحد غادرت آخر عبارة في هذا الموسم الميناء القديم متأخرة ساعة، وكان على ظهرها كثير من الناس.",
        ),
        (
            WINDOWS_1257,
            "Sekmadienio vakarą paskutinis šio sezono keltas išplaukė iš senojo uosto valanda vėliau, denyje buvo žmonių.",
        ),
        // Its tones are characters of their own.
        (
            WINDOWS_1258,
            "Chiê\u{300}u chu\u{309} nhâ\u{323}t, chuyê\u{301}n phà cuô\u{301}i cùng rơ\u{300}i bê\u{301}n cu\u{303}, trê\u{303} mô\u{323}t giơ\u{300}, và ai cu\u{303}ng vâ\u{303}y tay.",
        ),
        (
            KOI8_R,
            "В воскресенье вечером последний в этом сезоне паром вышел из старой гавани с опозданием на час, и все махали.",
        ),
    ];
    for (encoding, sentence) in cases {
        let paragraphs = [*sentence; 4];
        let found = paragraphs.join("\n") + "\n";
        for head in [
            format!("<meta charset={}>", encoding.name()),
            format!("<meta http-equiv=Content-Type content=\"text/html; charset={}\">", encoding.name()),
            // Too late for the first look: a browser that meets it there reads the page again.
            format!("<style>{}</style><meta charset={}>", " ".repeat(2000), encoding.name()),
        ] {
            let bytes = encoded(&page(&head, "Title", &paragraphs), encoding);
            assert_eq!(text(&bytes, "https://harbour.example/"), found, "{}", encoding.name());
        }
        let declaration = format!("<?xml version=\"1.0\" encoding=\"{}\"?>", encoding.name());
        let bytes = encoded(&(declaration + &page("", "Title", &paragraphs)), encoding);
        assert_eq!(text(&bytes, "https://harbour.example/"), found, "{} in XML", encoding.name());
    }
}

#[test]
fn a_declaration_that_cannot_be_true_is_not_believed() {
    let cases: &[(&str, &'static Encoding, [&str; 4])] = &[
        ("utf-8", GBK, CHINESE),
        ("utf-8", WINDOWS_1251, RUSSIAN),
        ("utf-8", WINDOWS_1252, FRENCH),
        ("iso-8859-1", GBK, CHINESE),
        ("iso-8859-1", SHIFT_JIS, JAPANESE),
        ("iso-8859-1", EUC_KR, KOREAN),
        ("iso-8859-1", WINDOWS_1251, RUSSIAN),
        ("iso-8859-1", UTF_8, FRENCH),
        ("gb2312", UTF_8, CHINESE),
        ("shift_jis", UTF_8, JAPANESE),
    ];
    for (declared, encoding, paragraphs) in cases {
        let bytes = encoded(&page(&format!("<meta charset={declared}>"), "Title", paragraphs), encoding);
        let found = text(&bytes, "https://harbour.example/");
        assert_eq!(found, paragraphs.join("\n") + "\n", "{declared} for {}", encoding.name());
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
    let html = format!("\r\n {}", page("<meta charset=utf-16>", "Title", &RUSSIAN));
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
