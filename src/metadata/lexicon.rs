//! The words by which pages announce bylines, dates and parts of a page: the only word lists of this room.
//!
//! All are in lower case. They are read as whole words or at the start of a line, never as patterns, so that a new
//! language is a new row. What is asked of every element or line is a `match` on bytes, the quickest table there is.

use crate::html::lower::Lower;

/// What a word in a class name, an id or an `itemprop` says of its element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hint {
    Byline,
    /// The name under which somebody posts.
    User,
    Dated,
    Updated,
    Titled,
    Aside,
}

/// What this word of a class name says, in either case; a class is cut at hyphens, underscores and changes of case.
#[rustfmt::skip]
pub(super) fn class_hint(word: &[u8]) -> Option<Hint> {
    Some(match Lower::new(word).as_bytes() {
        b"byline" | b"bylines" | b"author" | b"authors" | b"autor" | b"autores" | b"auteur" | b"autore" | b"writer"
        | b"writers" | b"contributor" | b"contributors" | b"reporter" | b"journalist" | b"columnist" | b"creator"
        | b"authorname" | b"articleauthor" | b"postauthor" => Hint::Byline,
        b"username" | b"bigusername" | b"poster" | b"nickname" => Hint::User,
        b"dateline" | b"date" | b"dates" | b"datetime" | b"time" | b"timestamp" | b"pubdate" | b"pubtime" | b"postdate"
        | b"publishdate" | b"published" | b"publish" | b"posted" | b"datum" | b"fecha" | b"data" | b"pub"
        | b"entrydate" => Hint::Dated,
        b"updated" | b"modified" | b"update" | b"revised" | b"lastmod" => Hint::Updated,
        b"headline" | b"title" | b"titulo" | b"hed" => Hint::Titled,
        b"comment" | b"comments" | b"disqus" | b"related" | b"sidebar" | b"recommended" | b"recommendations" | b"footer"
        | b"nav" | b"navigation" | b"menu" | b"widget" | b"popular" | b"trending" | b"teaser" | b"teasers"
        | b"breadcrumb" | b"breadcrumbs" | b"newsletter" | b"copyright" | b"ticker" | b"carousel" => Hint::Aside,
        _ => return None,
    })
}

/// Whether a segment of an address leads to a person's page.
#[rustfmt::skip]
pub(super) fn is_profile_segment(segment: &[u8]) -> bool {
    matches!(
        Lower::new(segment).as_bytes(),
        b"author" | b"authors" | b"auteur" | b"auteurs" | b"autor" | b"autores" | b"autoren" | b"autore" | b"autori"
        | b"by" | b"people" | b"person" | b"profile" | b"profiles" | b"profil" | b"staff" | b"contributor"
        | b"contributors" | b"reporter" | b"reporters" | b"journalist" | b"journalists" | b"writer" | b"writers"
        | b"columnist" | b"columnists" | b"correspondents" | b"bio" | b"bios" | b"team" | b"user" | b"users" | b"u"
        | b"reviewer" | b"member" | b"members" | b"redakteur" | b"redactie" | b"expert" | b"experts"
    )
}

/// Labels that stand before a name and begin with this letter, with what follows them required: a space, or a colon
/// where there is one. Every line of a page is asked, so they are found by their first letter.
#[rustfmt::skip]
pub(super) fn byline_labels(first: char) -> &'static [&'static str] {
    match first {
        'a' => &[
            "article written by", "article by", "authored by", "analysis by", "author:", "authors:", "author",
            "autor:", "autorin:", "auteur :", "auteur:", "autora:", "autore:", "a cura di", "af", "av", "autor",
        ],
        't' => &["this article was written by", "text by", "text:", "text von", "tekst:", "texte :", "texto:", "testo di", "tác giả:"],
        'w' => &["written and reviewed by", "words by", "written by", "writer:"],
        's' => &["story by", "scritto da", "skrevet av", "skrevet af"],
        'p' => &[
            "post by", "posted by", "published by", "par", "propos recueillis par", "publié par", "por", "publicado por", "pubblicato da",
            "przez", "penulis:",
        ],
        'r' => &["reported by", "review by", "reviewed by", "reporter:", "rédigé par"],
        'c' => &["contributed by"],
        'o' => &["opinion by", "oleh"],
        'b' => &["by:", "by", "beitrag von"],
        'f' => &["from"],
        'h' => &["haber:", "hazırlayan:"],
        'v' => &["von"],
        'e' => &["ein artikel von", "ein kommentar von", "eine analyse von", "escrito por"],
        'é' => &["écrit par"],
        'd' => &["di", "door"],
        'k' => &["kirjoittaja:"],
        'n' => &["napsal", "napisał", "napisała"],
        'а' => &["автор:", "авторы:", "автор"],
        'т' => &["текст:"],
        'τ' => &["του", "της"],
        'σ' => &["συντάκτης:", "συντάκτρια:", "συγγραφέας:"],
        'κ' => &["κείμενο:"],
        'γ' => &["γράφει ο", "γράφει η", "γράφουν οι"],
        'y' => &["yazar:", "yazan:", "yazı:"],
        'ب' => &["بقلم", "بقلم:"],
        'ك' => &["كتبت", "كتب"],
        'إ' => &["إعداد:", "إعداد"],
        'ن' => &["نویسنده:", "نویسنده :"],
        'מ' => &["מאת", "מאת:"],
        _ => &[],
    }
}

/// Labels of Chinese, Japanese and Korean bylines. They may stand anywhere in a line, and `/` or a colon follows.
pub(super) const IDEOGRAPHIC_LABELS: &[&str] = &[
    "作者",
    "本文作者",
    "原作者",
    "文",
    "撰文",
    "撰稿",
    "记者",
    "記者",
    "本报记者",
    "特约记者",
    "通讯员",
    "作者名",
    "著者",
    "執筆",
    "執筆者",
    "文責",
    "取材・文",
    "ライター",
    "投稿者",
    "글",
    "기자",
];

/// Jobs that stand behind a name in ideographs, with a space or without one; longer ones first.
pub(super) const IDEOGRAPHIC_JOBS: &[&str] = &[
    "선임기자",
    "객원기자",
    "인턴기자",
    "수습기자",
    "전문기자",
    "논설위원",
    "칼럼니스트",
    "특파원",
    "에디터",
    "편집장",
    "기자",
    "論説委員",
    "編集委員",
    "特派員",
    "記者",
    "记者",
];

/// Labels of those who edited: a byline only where nobody wrote.
pub(super) const EDITOR_LABELS: &[&str] =
    &["责任编辑", "責任編輯", "责编", "編輯", "编辑", "責任编辑", "編集", "編集者"];

/// Labels that end a Chinese name written before them on the same line.
pub(super) const IDEOGRAPHIC_ENDS: &[&str] = &[
    "来源", "來源", "时间", "時間", "发布", "發布", "发表", "發表", "浏览", "阅读", "编辑", "編輯", "責任", "责任",
    "摄影", "攝影", "出处", "點擊", "点击", "日期", "字号", "字體", "评论", "出自", "摄", "报道", "報導", "图", "授权",
];

/// Words of a job; a part of a byline that holds one is no name.
pub(super) static JOB_WORDS: phf::Set<&'static str> = phf::phf_set! {
    "editor", "editors", "reporter", "reporters", "correspondent", "writer", "writers", "journalist", "columnist",
    "contributor", "contributors", "contributing", "producer", "photographer", "staff", "senior", "chief", "deputy",
    "associate", "assistant", "director", "manager", "founder", "ceo", "cofounder", "president", "analyst", "expert",
    "specialist", "strategist", "consultant", "professor", "author", "blogger", "freelance", "freelancer", "head",
    "bureau", "desk", "intern", "fellow", "researcher", "redakteur", "redakteurin", "korrespondent", "korrespondentin",
    "journaliste", "rédacteur", "rédactrice", "periodista", "redactor", "redactora", "jornalista", "repórter",
    "giornalista", "redazione", "marketing", "officer", "engineer", "developer", "lead", "vp", "creator", "coach",
    "therapist", "attorney", "lawyer", "physician", "nutritionist", "dietitian", "reviewer", "biography", "host",
    "redactrice", "journalistin", "content",
};

/// Words that no person's name holds: an organisation, or no byline at all.
pub(super) static ORGANISATION_WORDS: phf::Set<&'static str> = phf::phf_set! {
    "news", "team", "staff", "newsroom", "press", "agency", "media", "magazine", "times", "post", "tribune", "herald",
    "gazette", "journal", "daily", "weekly", "network", "reuters", "afp", "ap", "dpa", "afp/ap", "inc", "ltd", "llc",
    "gmbh", "company", "group", "university", "institute", "foundation", "association", "department", "office",
    "editorial", "board", "redaktion", "rédaction", "redacción", "redação", "redazione", "redactie", "editors",
    "admin", "administrator", "wire", "service", "services", "tv", "radio", "online", "digital", "blog", "publishing",
    "partners", "solutions", "studio", "studios", "guest", "contributors", "community", "store", "shop", "official",
};

/// Phrases that make a line no byline though it begins like one.
pub(super) static NOT_NAMES: phf::Set<&'static str> = phf::phf_set! {
    "the", "this", "that", "your", "our", "you", "we", "clicking", "using", "signing", "submitting", "continuing",
    "email", "share", "follow", "read", "more", "all", "posts", "view", "about", "subscribe", "comments", "comment",
    "is", "are", "was", "were", "has", "have", "with", "for", "to", "get", "see", "how", "what", "why", "when",
    "home", "login", "sign", "save", "print", "facebook", "twitter", "linkedin", "instagram", "whatsapp", "x",
    "bio", "profile", "author", "authors", "articles", "stories", "website", "photo", "image", "getty", "credit",
    "category", "tags", "minutes", "min", "ago", "updated", "published", "posted", "unknown", "anonymous", "null",
    "none", "undefined", "user", "default", "n/a", "date", "popularity", "price", "relevance",
    "brand", "size", "color", "type", "name", "topic", "log", "logged", "register", "registered", "privacy", "policy",
    "terms", "cookie", "cookies", "location", "joined",
};

/// Titles, degrees and suffixes that may follow a name after a comma.
pub(super) static DEGREES: phf::Set<&'static str> = phf::phf_set! {
    "phd", "md", "rd", "rdn", "ms", "msc", "ma", "mba", "cfp", "dvm", "cpa", "jd", "rn", "do", "mph", "esq", "jr",
    "sr", "dds", "psyd", "lcsw", "lmft", "pharmd", "bsc", "ba", "bs", "med", "edd", "cscs", "cpt", "facs", "ld", "np",
    "pa-c", "pa", "dpt", "pt", "ea", "cfa", "ii", "iii", "dacvb", "llm", "lpc", "rdn/ld", "csp", "chfc",
};

/// Words between two names.
pub(super) const CONJUNCTIONS: &[&str] = &["and", "und", "et", "y", "e", "og", "och", "en", "i", "и", "&", "+", "with"];

/// Words before a date that say the page was changed.
pub(super) const UPDATED_WORDS: &[&str] = &[
    "updated",
    "update",
    "last updated",
    "modified",
    "revised",
    "edited",
    "reviewed",
    "aktualisiert",
    "geändert",
    "mis à jour",
    "modifié",
    "actualizado",
    "actualizada",
    "atualizado",
    "aggiornato",
    "bijgewerkt",
    "uppdaterad",
    "oppdatert",
    "opdateret",
    "aktualizacja",
    "aktualizováno",
    "обновлено",
    "ενημέρωση",
    "güncelleme",
    "更新",
    "最終更新",
    "修改",
    "수정",
    "last modified",
    "stand:",
    "päivitetty",
];

/// Words before a date that say the page was published.
pub(super) const PUBLISHED_WORDS: &[&str] = &[
    "published",
    "posted",
    "veröffentlicht",
    "publié",
    "publicado",
    "publicada",
    "pubblicato",
    "gepubliceerd",
    "publicerad",
    "publisert",
    "opublikowano",
    "опубликовано",
    "发布",
    "發布",
    "发表",
    "發表",
    "时间",
    "時間",
    "日期",
    "公開日",
    "投稿日",
    "掲載",
    "등록",
    "입력",
    "julkaistu",
];

/// Words that say so too, but stand before the dates that a story tells as well.
pub(super) const DATE_WORDS: &[&str] = &[
    "publish date",
    "publication date",
    "date:",
    "created",
    "released",
    "first published",
    "erstellt",
    "公開",
    "datum:",
    "on",
];

/// Words beside a date that is not this page's: an event, a copyright, a birth.
pub(super) const OTHER_DATE_WORDS: &[&str] = &[
    "copyright",
    "©",
    "(c)",
    "all rights",
    "born",
    "geboren",
    "出生",
    "生日",
    "erscheinungsdatum",
    "release date",
    "expires",
    "expiry",
    "valid until",
    "deadline",
    "joined",
    "since",
    "retrieved",
    "accessed",
    "archived",
    "founded",
    "established",
    "icp",
    "备案",
    "today",
    "deliver",
];

/// Headings that stand above pages of a kind and are no page's title.
pub(super) static NO_TITLES: phf::Set<&'static str> = phf::phf_set! {
    "menu", "search", "home", "navigation", "news", "blog", "about", "contact", "login", "subscribe", "newsletter",
    "comments", "cart", "welcome", "more", "share", "latest", "articles", "opinion", "sports", "sport", "politics",
    "business", "main navigation", "site navigation", "skip to content", "your cart", "shopping cart", "cookies",
    "advertisement", "loading", "untitled", "document", "index",
};

/// Languages written from right to left.
pub(super) const RIGHT_TO_LEFT: &[&str] =
    &["ar", "he", "iw", "fa", "ur", "yi", "ps", "sd", "ug", "dv", "ckb", "arc", "syr"];

/// Chinese family names that most bylines begin with: a line of two to four characters below the headline that begins
/// with one is a name.
pub(super) const FAMILY_NAMES: &str = "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖萧蕭田董袁潘于蒋\
    蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范廖石金韦韋贾賈夏付方白邹鄒孟熊秦邱江尹薛闫阎雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴武戴莫孔\
    向汤湯温溫康施文牛樊葛邢安齐齊伍庞龐颜顏倪庄莊聂聶章鲁魯岳翟殷詹申欧歐耿关關兰蘭焦俞左柳甘祝包宁寧尚符舒阮柯纪紀梅童凌毕畢单單季裴霍涂成苗谷盛曲翁冉骆駱蓝藍路游";

/// What a reporter's line says before the name: 记者马俊峰/文.
pub(super) const REPORTER_LABELS: &[&str] = &["记者", "記者", "通讯员", "通訊員"];
