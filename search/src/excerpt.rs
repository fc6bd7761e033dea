//! Where a text answers a query: what is marked in it, and the sentence that says most.
//!
//! The answer is the text in pieces that alternate: what is not a hit, a hit, what is not, and so on; the first may be empty.

use std::ops::Range;

use crate::fold::folded;
use crate::query::{Clause, Query, Term};
use crate::tokens::{is_unspaced, tokens};

/// The width of an excerpt, in Latin letters: two or three lines of a list. A character of Han is as wide as two.
const WIDEST: usize = 240;
/// What is shown before the first hit where the sentence is longer.
const LEAD: usize = 60;
const CUT: &str = "…";

/// What ends a sentence by itself, and what does where a space follows.
const FULL_STOPS: &[char] = &['。', '！', '？', '؟', '।', '۔', '…', '\n'];
const POINTS: &[char] = &['.', '!', '?'];
/// What may stand between the end of a sentence and the next.
const CLOSING: &[char] = &['"', '\'', '”', '’', '»', ')', '」', '』', '）', '】'];

/// `text` in pieces, every other of which answers `query`.
pub fn mark(query: &Query, text: &str) -> Vec<String> {
    pieces(text, &hits(query, text).into_iter().map(|hit| hit.range).collect::<Vec<_>>())
}

/// The sentence of `text` that answers most of `query`, in pieces; none where no sentence answers.
pub fn excerpt(query: &Query, text: &str) -> Vec<String> {
    let hits = hits(query, text);
    let Some((sentence, hits)) = best(text, &hits) else { return Vec::new() };
    let shown = cut(text, sentence, hits[0].range.start);
    let (starts, ends) = (shown.start, shown.end);
    let inside = hits.iter().filter(|hit| hit.range.start >= starts && hit.range.end <= ends);
    let inside: Vec<_> = inside.map(|hit| hit.range.start - starts..hit.range.end - starts).collect();
    let mut pieces = pieces(&text[shown], &inside);
    let is_cut = |at: usize| !text[..at].trim_end_matches([' ', '\u{3000}']).ends_with(ends_sentence) && at > 0;
    if is_cut(starts) {
        pieces[0].insert_str(0, CUT);
    }
    if !text[..ends].ends_with(ends_sentence) && !matches!(text[ends..].chars().next(), None | Some('\n')) {
        pieces.last_mut().into_iter().for_each(|last| last.push_str(CUT));
    }
    pieces
}

fn ends_sentence(c: char) -> bool {
    FULL_STOPS.contains(&c) || POINTS.contains(&c) || CLOSING.contains(&c)
}

/// A place that answers the clause of that number.
struct MarkedHit {
    range: Range<usize>,
    clause: usize,
}

/// All hits in order, none within another.
fn hits(query: &Query, text: &str) -> Vec<MarkedHit> {
    let phrases: Vec<&[Term]> = query
        .clauses
        .iter()
        .filter_map(|clause| match clause {
            Clause::Phrase(terms) => Some(&terms[..]),
            Clause::Filter(_) => None,
        })
        .collect();
    let found: Vec<_> = tokens(text).map(|range| (folded(&text[range.clone()]), range)).collect();
    let mut hits: Vec<MarkedHit> = Vec::new();
    for start in 0..found.len() {
        let longest = phrases
            .iter()
            .enumerate()
            .filter(|(_, terms)| begins_with(&found[start..], terms))
            .max_by_key(|(_, terms)| terms.len());
        let Some((clause, terms)) = longest else { continue };
        let range = found[start].1.start..found[start + terms.len() - 1].1.end;
        if hits.last().is_none_or(|last| last.range.end <= range.start) {
            hits.push(MarkedHit { range, clause });
        }
    }
    hits
}

fn begins_with(found: &[(String, Range<usize>)], terms: &[Term]) -> bool {
    let matches = |(term, (text, _)): (&Term, &(String, _))| {
        if term.is_prefix { text.starts_with(&term.text) } else { *text == term.text }
    };
    found.len() >= terms.len() && terms.iter().zip(found).all(matches)
}

/// The sentence with hits of the most clauses, of such the first, and its hits.
fn best<'a>(text: &str, hits: &'a [MarkedHit]) -> Option<(Range<usize>, &'a [MarkedHit])> {
    let mut best: Option<(usize, Range<usize>, &[MarkedHit])> = None;
    for sentence in sentences(text) {
        let from = hits.partition_point(|hit| hit.range.start < sentence.start);
        let to = hits.partition_point(|hit| hit.range.start < sentence.end);
        let inside = &hits[from..to];
        let mut clauses: Vec<_> = inside.iter().map(|hit| hit.clause).collect();
        clauses.sort_unstable();
        clauses.dedup();
        if clauses.len() > best.as_ref().map_or(0, |(count, ..)| *count) {
            best = Some((clauses.len(), sentence, inside));
        }
    }
    best.map(|(_, sentence, hits)| (sentence, hits))
}

fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = &text[start..];
        if rest.is_empty() {
            return None;
        }
        let end = rest.char_indices().find_map(|(at, c)| {
            let is_point = POINTS.contains(&c);
            if !is_point && !FULL_STOPS.contains(&c) {
                return None;
            }
            let closed = rest[at + c.len_utf8()..].trim_start_matches(CLOSING);
            (!is_point || begins_anew(closed)).then(|| rest.len() - closed.len())
        });
        let sentence = start..start + end.unwrap_or(rest.len());
        start = sentence.end;
        Some(sentence)
    })
}

/// Whether a sentence begins after a point: behind a space, and not in lower case, as after an abbreviation.
fn begins_anew(rest: &str) -> bool {
    rest.starts_with(char::is_whitespace) && !rest.trim_start().starts_with(char::is_lowercase)
}

/// What of a sentence is shown: all, or what is around its first hit, from a term's start to a term's end.
fn cut(text: &str, sentence: Range<usize>, hit: usize) -> Range<usize> {
    let whole = &text[sentence.clone()];
    let sentence = sentence.start + (whole.len() - whole.trim_start().len())..sentence.start + whole.trim_end().len();
    if width(&text[sentence.clone()]) <= WIDEST {
        return sentence;
    }
    let mut room = LEAD;
    let mut start = hit.max(sentence.start);
    for term in tokens(&text[sentence.start..start]).collect::<Vec<_>>().into_iter().rev() {
        let at = sentence.start + term.start;
        match room.checked_sub(width(&text[at..start])) {
            Some(left) => (room, start) = (left, at),
            None => break,
        }
    }
    let mut end = start;
    let mut room = WIDEST;
    for (at, c) in text[start..sentence.end].char_indices() {
        match room.checked_sub(width_of(c)) {
            Some(left) => room = left,
            None => break,
        }
        if is_unspaced(c) || c.is_whitespace() {
            end = start + at;
        }
    }
    // A word longer than all the room is shown whole.
    let end = if end > hit { end } else { tokens(&text[hit..]).next().map_or(sentence.end, |term| hit + term.end) };
    start..end
}

fn width(text: &str) -> usize {
    text.chars().map(width_of).sum()
}

fn width_of(c: char) -> usize {
    if is_unspaced(c) { 2 } else { 1 }
}

fn pieces(text: &str, hits: &[Range<usize>]) -> Vec<String> {
    let mut pieces = Vec::with_capacity(hits.len() * 2 + 1);
    let mut end = 0;
    for hit in hits {
        pieces.push(text[end..hit.start].to_owned());
        pieces.push(text[hit.clone()].to_owned());
        end = hit.end;
    }
    pieces.push(text[end..].to_owned());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The excerpt, its hits between brackets.
    fn shown(typed: &str, text: &str) -> String {
        let pieces = excerpt(&Query::parse(typed), text);
        let parts = pieces.iter().enumerate();
        parts.map(|(index, piece)| if index % 2 == 1 { format!("[{piece}]") } else { piece.clone() }).collect()
    }

    #[test]
    fn the_sentence_that_says_most_is_shown() {
        let text = "A boat came. The last ferry crossed the river. “No river!” he said. The ferry was old.";
        assert_eq!(shown("river ferry ", text), "The last [ferry] crossed the [river].");
        assert_eq!(shown("\"the fer", text), "[The ferry] was old.");
        assert_eq!(shown("he ", text), "“No river!” [he] said.");
        assert_eq!(shown("submarine", text), "");
        assert_eq!(shown("site:example.org", text), "");
    }

    #[test]
    fn chinese_sentences_end_without_spaces() {
        let text = "渡轮停航了。居民说：“再见！”河上没有船。";
        assert_eq!(shown("渡轮", text), "[渡轮]停航了。");
        assert_eq!(shown("河", text), "[河]上没有船。");
        assert_eq!(shown("再见", text), "居民说：“[再见]！”");
    }

    #[test]
    fn long_sentences_are_cut_around_the_hit() {
        let text = format!("{}the ferry {}", "one two three ".repeat(30), "four five six ".repeat(30));
        let cut = shown("ferry", &text);
        assert!(cut.starts_with("…") && cut.contains("three the [ferry] four") && cut.ends_with("…"), "{cut}");
        assert!(cut.chars().count() < WIDEST + 10, "{cut}");
        let han = format!("{}渡轮{}", "一二三四".repeat(100), "五六七八".repeat(100));
        let cut = shown("渡轮", &han);
        assert!(cut.contains("四[渡轮]五") && cut.chars().count() < WIDEST / 2 + 10, "{cut}");
    }

    /// What grows with the square of it would take an hour.
    #[test]
    fn what_closes_nothing_is_looked_at_once() {
        let text = format!("{} ferry {}", ")".repeat(1_000_000), ".".repeat(1_000_000));
        assert!(shown("ferry", &text).contains("[ferry]"));
    }

    #[test]
    fn hits_are_whole_words_as_they_were_written() {
        let marked = mark(&Query::parse("cafe"), "Le Café, les cafés");
        assert_eq!(marked, ["Le ", "Café", ", les ", "cafés", ""]);
        assert_eq!(mark(&Query::parse("x"), "nothing"), ["nothing"]);
    }
}
