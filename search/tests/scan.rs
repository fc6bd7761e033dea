//! The index finds what a plain scan of the texts finds, however the documents are cut into segments, merged, changed and
//! removed; and what it answers depends on nothing else.

use offprint_search::{Document, Index, Query};
use proptest::prelude::*;

const NOW: u64 = 1_790_000_000_000;

/// Few words, so that they meet; some begin like others, some are the same to a reader.
const WORDS: &[&str] = &[
    "river",
    "rivers",
    "River",
    "rive",
    "café",
    "cafe",
    "ferry",
    "a",
    "ГОРОД",
    "город",
    "渡",
    "轮",
    "渡轮",
    "河",
    "が",
    "한국",
    "ที่นี่",
];
const SITES: &[&str] = &["example.org", "news.example.org", "example.com"];
const TAGS: &[&str] = &["boats", "Long read", "河", ""];

#[derive(Debug, Clone)]
struct Page {
    id: usize,
    revision: u8,
    title: String,
    tag: &'static str,
    host: &'static str,
    body: String,
}

impl Page {
    fn id(&self) -> String {
        format!("page-{}", self.id)
    }

    fn revision(&self) -> String {
        self.revision.to_string()
    }

    fn add_to(&self, index: &mut Index) {
        index.add(&Document {
            id: &self.id(),
            revision: &self.revision(),
            stamp: NOW - self.id as u64,
            title: &self.title,
            tags: self.tag,
            host: self.host,
            body: &self.body,
            ..Document::default()
        });
    }

    /// The lines that a phrase may stand in, each with its words: nothing of the index is used for that.
    fn lines(&self) -> Vec<Vec<String>> {
        let lines = [&*self.title, self.tag].into_iter().chain(self.body.split('\n'));
        lines.map(|line| line.split_whitespace().flat_map(terms).collect()).collect()
    }
}

/// What a reader takes a word of [`WORDS`] or [`TAGS`] for.
fn terms(word: &str) -> Vec<String> {
    match word {
        "ที่นี่" => vec!["ที่".into(), "นี่".into()],
        _ if word.chars().all(|c| c > '\u{3000}') => word.chars().map(String::from).collect(),
        _ => vec![word.to_lowercase().replace('é', "e")],
    }
}

#[derive(Debug, Clone)]
enum Asked {
    /// Words in a row, the last perhaps half typed.
    Phrase(Vec<&'static str>, bool),
    Site(&'static str),
    Tag(&'static str),
}

impl Asked {
    fn typed(&self) -> String {
        match self {
            Self::Phrase(words, false) => format!("\"{}\" ", words.join(" ")),
            Self::Phrase(words, true) => format!("\"{}", words.join(" ")),
            Self::Site(site) => format!("site:{site} "),
            Self::Tag(tag) => format!("tag:\"{tag}\" "),
        }
    }

    fn is_answered(&self, page: &Page) -> bool {
        match self {
            Self::Phrase(words, is_open) => {
                let wanted: Vec<_> = words.iter().flat_map(|word| terms(word)).collect();
                let (last, first) = wanted.split_last().unwrap();
                let ends = |found: &String| {
                    if *is_open && last.is_ascii() | last.starts_with('г') {
                        found.starts_with(last)
                    } else {
                        found == last
                    }
                };
                let holds = |line: &Vec<String>| {
                    line.windows(wanted.len()).any(|row| row[..first.len()] == *first && ends(&row[first.len()]))
                };
                page.lines().iter().any(holds)
            }
            Self::Site(site) => page.host == *site || page.host.ends_with(&format!(".{site}")),
            Self::Tag(tag) => page.tag.eq_ignore_ascii_case(tag),
        }
    }
}

fn text() -> impl Strategy<Value = String> {
    let line = prop::collection::vec(prop::sample::select(WORDS), 0..12).prop_map(|words| words.join(" "));
    prop::collection::vec(line, 0..4).prop_map(|lines| lines.join("\n"))
}

fn pages() -> impl Strategy<Value = Vec<Page>> {
    let title = prop::collection::vec(prop::sample::select(WORDS), 0..4).prop_map(|words| words.join(" "));
    let page = (title, prop::sample::select(TAGS), prop::sample::select(SITES), text())
        .prop_map(|(title, tag, host, body)| Page { id: 0, revision: 0, title, tag, host, body });
    prop::collection::vec(page, 0..40).prop_map(|mut pages| {
        pages.iter_mut().enumerate().for_each(|(id, page)| page.id = id);
        pages
    })
}

fn asked() -> impl Strategy<Value = Vec<Asked>> {
    let words = prop::collection::vec(prop::sample::select(WORDS), 1..4);
    let one = prop_oneof![
        4 => (words, any::<bool>()).prop_map(|(words, is_open)| Asked::Phrase(words, is_open)),
        1 => prop::sample::select(SITES).prop_map(Asked::Site),
        1 => prop::sample::select(&TAGS[..3]).prop_map(Asked::Tag),
    ];
    prop::collection::vec(one, 1..3)
}

/// Open quotes end with the query, so one of them comes last.
fn typed(asked: &[Asked]) -> String {
    asked.iter().map(Asked::typed).collect()
}

fn reconcile(index: &mut Index, pages: &[Page]) -> Vec<String> {
    let names: Vec<_> = pages.iter().map(|page| (page.id(), page.revision())).collect();
    let missing = index.reconcile(names.iter().map(|(id, revision)| (&**id, &**revision)));
    missing.into_iter().map(str::to_owned).collect()
}

/// The index of `pages`, sealed after every `size` of them.
fn built(pages: &[Page], size: usize) -> Index {
    let mut index = Index::default();
    for part in pages.chunks(size) {
        part.iter().for_each(|page| page.add_to(&mut index));
        index.seal();
        while index.merge().is_some() {}
    }
    index
}

fn found(index: &Index, typed: &str) -> Vec<(String, f64)> {
    index.search(&Query::parse(typed), NOW).into_iter().map(|hit| (hit.id, hit.score)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_index_finds_what_a_scan_finds(pages in pages(), mut asked in asked(), size in 1..10_usize, changed in prop::collection::vec((0..40_usize, text()), 0..8), kept in prop::collection::vec(any::<bool>(), 40)) {
        asked.sort_by_key(|one| matches!(one, Asked::Phrase(_, true)));
        if asked.iter().filter(|one| matches!(one, Asked::Phrase(_, true))).count() > 1 {
            asked.pop();
        }
        let typed = typed(&asked);
        let mut index = built(&pages, size);

        let mut now: Vec<Page> = pages.iter().filter(|page| kept[page.id]).cloned().collect();
        for (id, body) in changed {
            if let Some(page) = now.iter_mut().find(|page| page.id == id) {
                page.revision += 1;
                page.body = body;
            }
        }
        let missing = reconcile(&mut index, &now);
        for page in now.iter().filter(|page| missing.contains(&page.id())) {
            page.add_to(&mut index);
        }
        index.seal();
        while index.merge().is_some() {}
        prop_assert!(reconcile(&mut index, &now).is_empty());

        let mut ids: Vec<_> = found(&index, &typed).into_iter().map(|(id, _)| id).collect();
        ids.sort();
        let mut expected: Vec<_> = now.iter().filter(|page| asked.iter().all(|one| one.is_answered(page))).map(Page::id).collect();
        expected.sort();
        prop_assert_eq!(ids, expected, "{}", typed);

        // The same order and scores as of an index that was built at once.
        prop_assert_eq!(found(&index, &typed), found(&built(&now, usize::MAX), &typed));
    }

    #[test]
    fn one_character_finds_every_text_that_holds_it(bodies in prop::collection::vec("[渡轮停航最后一班河上的人,。a ]{0,30}", 0..20), wanted in "[渡轮停航最后一班河上的人]{1,3}") {
        let mut index = Index::default();
        for (number, body) in bodies.iter().enumerate() {
            index.add(&Document { id: &format!("{number:02}"), body, ..Document::default() });
        }
        index.seal();
        let mut ids: Vec<_> = found(&index, &wanted).into_iter().map(|(id, _)| id).collect();
        ids.sort();
        let without_marks = |text: &String| text.replace([',', '。', ' '], "");
        let holds = |(_, body): &(usize, &String)| without_marks(body).contains(&wanted);
        let expected: Vec<_> = bodies.iter().enumerate().filter(holds).map(|(number, _)| format!("{number:02}")).collect();
        prop_assert_eq!(ids, expected);
    }

    #[test]
    fn whatever_is_typed_has_an_answer(typed in ".{0,80}", text in ".{0,200}") {
        let mut index = Index::default();
        index.add(&Document { id: "one", title: &typed, body: &text, ..Document::default() });
        index.seal();
        let query = Query::parse(&typed);
        index.search(&query, NOW);
        let marked = offprint_search::mark(&query, &text);
        prop_assert_eq!(marked.concat(), text.clone());
        offprint_search::excerpt(&query, &text);
        offprint_search::text(&text);
    }
}
