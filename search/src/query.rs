//! What is asked: words, phrases in quotes, `site:` and `tag:`, all of which a page has to answer.
//!
//! Anything is a query, because it is read while it is typed. What is written without a space between is a phrase,
//! so a Chinese word is its characters in a row and `e-mail` is `e mail`. The last word may be half typed, and stands for
//! all that begin so; any other does with a `*` behind it.

use crate::document::{SITE, TAG, one_name};
use crate::fold::folded;
use crate::tokens::{is_unspaced, tokens};

/// More than anybody means: a page pasted into the field is not searched for word by word.
const MOST_CLAUSES: usize = 32;
const MOST_TERMS: usize = 64;

/// The pairs of marks that people quote with; a phrase ends at the mark of its own pair, or with the query.
const QUOTES: &[(char, char)] =
    &[('"', '"'), ('“', '”'), ('„', '“'), ('«', '»'), ('「', '」'), ('『', '』'), ('《', '》'), ('＂', '＂')];

/// What stands before a name. The colon may be the wide one of Chinese keyboards.
const FILTERS: &[(&str, &str)] = &[("site", SITE), ("tag", TAG)];
const COLONS: [char; 2] = [':', '：'];

/// A query that was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    pub(crate) clauses: Vec<Clause>,
}

/// One condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Clause {
    /// Terms that follow each other.
    Phrase(Vec<Term>),
    /// One of these terms, which say where a page is from or how it was tagged, and nothing of its worth.
    Filter(Vec<Term>),
}

/// A term, or the beginning of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Term {
    pub(crate) text: String,
    pub(crate) is_prefix: bool,
}

impl Query {
    /// Reads what was typed.
    pub fn parse(typed: &str) -> Self {
        let mut clauses = Vec::new();
        let mut rest = typed.trim_start();
        while !rest.is_empty() && clauses.len() < MOST_CLAUSES {
            let (filter, after) = filter(rest);
            let (words, is_open, after) = words(after);
            clauses.extend(match filter {
                Some(kind) => named(kind, words, is_open),
                None => phrase(words, is_open),
            });
            rest = after.trim_start();
        }
        Self { clauses }
    }

    /// Whether nothing is asked, and everything answers.
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }
}

/// The kind of filter that `rest` begins with, and what comes after that.
fn filter(rest: &str) -> (Option<&'static str>, &str) {
    for (name, kind) in FILTERS {
        let after =
            rest.get(..name.len()).filter(|start| start.eq_ignore_ascii_case(name)).map(|_| &rest[name.len()..]);
        if let Some(value) = after.and_then(|after| after.strip_prefix(COLONS)) {
            return (Some(kind), value);
        }
    }
    (None, rest)
}

/// What belongs together at the start of `rest`, whether it may go on, and what comes after.
fn words(rest: &str) -> (&str, bool, &str) {
    for (open, close) in QUOTES {
        if let Some(quoted) = rest.strip_prefix(*open) {
            return match quoted.split_once(*close) {
                Some((words, after)) => (words, false, after),
                // Whoever has not closed a quote is still typing it.
                None => (quoted, true, ""),
            };
        }
    }
    let is_end = |c: char| c.is_whitespace() || QUOTES.iter().any(|(open, _)| *open == c);
    let end = rest.find(is_end).unwrap_or(rest.len());
    let words = &rest[..end];
    (words, end == rest.len() || words.ends_with('*'), &rest[end..])
}

fn phrase(words: &str, is_open: bool) -> Option<Clause> {
    let ranges: Vec<_> = tokens(words).take(MOST_TERMS).collect();
    let mut terms: Vec<_> =
        ranges.iter().map(|range| Term { text: folded(&words[range.clone()]), is_prefix: false }).collect();
    // A character is whole. A word is, too, if something other than the star stands behind it.
    let end = ranges.last().map_or(0, |range| range.end);
    let is_whole = words[..end].ends_with(is_unspaced) || !matches!(&words[end..], "" | "*");
    terms.last_mut()?.is_prefix = is_open && !is_whole;
    Some(Clause::Phrase(terms))
}

fn named(kind: &str, words: &str, is_open: bool) -> Option<Clause> {
    let host = words.trim_end_matches('*').trim_matches(['.', '/']).to_lowercase();
    let name = one_name(words);
    let forms = if kind == SITE { vec![host, name] } else { vec![name] };
    let mut terms: Vec<_> = forms
        .into_iter()
        .filter(|form| !form.is_empty())
        .map(|form| Term { text: format!("{kind}{form}"), is_prefix: is_open })
        .collect();
    terms.dedup();
    (!terms.is_empty()).then_some(Clause::Filter(terms))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A phrase as its terms, a filter as its forms between braces, a prefix with a star.
    fn read(typed: &str) -> Vec<String> {
        let term =
            |term: &Term| format!("{}{}", term.text.trim_start_matches('\u{1}'), if term.is_prefix { "*" } else { "" });
        let join = |terms: &[Term], mark: &str| terms.iter().map(term).collect::<Vec<_>>().join(mark);
        let clause = |clause: &Clause| match clause {
            Clause::Phrase(terms) => join(terms, " "),
            Clause::Filter(terms) => format!("{{{}}}", join(terms, "|")),
        };
        Query::parse(typed).clauses.iter().map(clause).collect()
    }

    #[test]
    fn words_phrases_and_prefixes() {
        assert_eq!(read("last ferry"), ["last", "ferry*"]);
        assert_eq!(read("last ferry "), ["last", "ferry"]);
        assert_eq!(read("\"The last ferry\" river."), ["the last ferry", "river"]);
        assert_eq!(read("\"the last fer"), ["the last fer*"]);
        assert_eq!(read("fer* river "), ["fer*", "river"]);
        assert_eq!(read("e-mail U.S. "), ["e mail", "u s"]);
        assert_eq!(read("  — … \"\" "), [""; 0]);
    }

    #[test]
    fn chinese_needs_no_spaces() {
        assert_eq!(read("气候变化"), ["气 候 变 化"]);
        assert_eq!(read("“最后一班”渡轮 iPhone手机"), ["最 后 一 班", "渡 轮", "iphone 手 机"]);
        assert_eq!(read("「渡し船」"), ["渡 し 船"]);
        assert_eq!(read("手机iPh"), ["手 机 iph*"]);
    }

    #[test]
    fn sites_and_tags() {
        assert_eq!(read("site:Example.org ferry "), ["{site example.org|site example org}", "ferry"]);
        assert_eq!(read("ferry site:exa"), ["ferry", "{site exa*}"]);
        assert_eq!(read("tag:\"Long Read\""), ["{tag long read}"]);
        assert_eq!(read("TAG：气候 "), ["{tag 气 候}"]);
        assert_eq!(read("tag: ferry "), ["ferry"]);
        assert_eq!(read("onsite:x website "), ["onsite x", "website"]);
    }

    #[test]
    fn a_pasted_page_is_cut() {
        assert_eq!(Query::parse(&"a ".repeat(1000)).clauses.len(), MOST_CLAUSES);
        let Some(Clause::Phrase(terms)) = Query::parse(&"字".repeat(1000)).clauses.pop() else { panic!() };
        assert_eq!(terms.len(), MOST_TERMS);
    }
}
