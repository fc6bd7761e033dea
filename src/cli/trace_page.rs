//! The trace as a page: the source as it reads, what was kept and what was dropped marked, and why.
//!
//! Whoever opens it wants to know what a stranger's page did to the engine, so the page may be an attack. It is given
//! nothing to work with: every string it wrote is [`Escaped`], there is no script, and a policy that would let none run
//! and nothing load. The file is whole in itself, so that it can be sent with a report of a fault.
//!
//! Neighbours with one fate stand under one heading that says it: a menu of forty links needs its reason once.

use std::fmt::{self, Display, Formatter, Write};

use offprint::{Decision, Effect, Extraction, Trace, TracedBlock};

/// The colours and letters of the extension's pages, and what this page adds to them.
const STYLE: [&str; 2] = [include_str!("../../extension/theme.css"), include_str!("trace_page.css")];

/// So many elements of a path are shown, the innermost ones; the others are told on request.
const STEPS: usize = 3;

/// How to read what stands beside each run.
const HELP: &str = "Bar and number say how likely a run of text is content. Open them for the signals that weighed \
    most, in log odds: + speaks for content, − against it, beside the typical run of this page. A container+2 is the \
    element two steps around the run’s own.";

/// The same where every block was judged by its markup alone.
const HELP_WITHOUT_SIGNALS: &str = "Under this attempt no signals were asked: all is kept that no rule drops.";

/// What `extraction`, made with its trace, says of the page at `url`.
pub fn write(extraction: &Extraction, url: &str) -> String {
    let none = Trace::default();
    let trace = extraction.trace.as_ref().unwrap_or(&none);
    let title = Escaped(extraction.metadata.title.as_deref().unwrap_or(url));
    let lang = Escaped(extraction.metadata.lang.as_deref().unwrap_or_default());
    let [theme, own] = STYLE;
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>Trace: {title}</title>\n\
         <style>\n{theme}\n{own}</style>\n</head>\n<body>\n<header>\n<p class=\"kind\">Trace</p>\n\
         <h1 dir=\"auto\" lang=\"{lang}\">{title}</h1>\n{}</header>\n<main>\n{}</main>\n</body>\n</html>\n",
        header(extraction, trace, url),
        groups(trace).enumerate().map(|(number, group)| section(number, group, &lang)).collect::<String>(),
    )
}

/// Neighbours on which the decision is the same.
fn groups(trace: &Trace) -> impl Iterator<Item = &[TracedBlock]> {
    trace.blocks.chunk_by(|one, next| one.decision == next.decision)
}

fn header(extraction: &Extraction, trace: &Trace, url: &str) -> String {
    let url = Escaped(url);
    let help = if trace.blocks.iter().any(|run| run.likely.is_some()) { HELP } else { HELP_WITHOUT_SIGNALS };
    format!(
        "<p class=\"source\"><a href=\"{url}\" rel=\"noreferrer\" dir=\"ltr\">{url}</a></p>\n<p>{}</p>\n{}\
         <p class=\"help\">{help}</p>\n",
        verdict(extraction, trace),
        legend(trace),
    )
}

/// What came out, in a sentence or two.
fn verdict(extraction: &Extraction, trace: &Trace) -> String {
    let found = match &extraction.content {
        Some(_) => format!("Captured, with a confidence of {}", Percent(extraction.confidence)),
        None if trace.blocks.iter().any(|run| run.decision == Decision::Kept) => {
            "Not captured: what was kept is too little for an article".to_owned()
        }
        None => "Not captured: nothing was kept".to_owned(),
    };
    let needed = trace.needed.map(|needed| format!(" A run of this page was kept from {} on.", Percent(needed)));
    format!("{found}. Attempt: {}.{}", trace.attempt, needed.unwrap_or_default())
}

/// All runs that met the same fate.
struct Fate {
    decision: Decision,
    /// The number of the first group that met it.
    first: usize,
    runs: usize,
    characters: usize,
}

/// What became of the runs, the commonest fate first.
fn fates(trace: &Trace) -> Vec<Fate> {
    let mut fates: Vec<Fate> = Vec::new();
    for (first, group) in groups(trace).enumerate() {
        let decision = group[0].decision;
        let at = fates.iter().position(|fate| fate.decision == decision).unwrap_or_else(|| {
            fates.push(Fate { decision, first, runs: 0, characters: 0 });
            fates.len() - 1
        });
        fates[at].runs += group.len();
        fates[at].characters += group.iter().map(|run| run.characters).sum::<usize>();
    }
    fates.sort_by_key(|fate| (fate.decision != Decision::Kept, std::cmp::Reverse(fate.runs)));
    fates
}

/// The marks of the page, each with how much is under it and a way to the first of it.
fn legend(trace: &Trace) -> String {
    let lines = fates(trace).into_iter().map(|Fate { decision, first, runs, characters }| {
        let class = class(decision);
        let amount = format!("{}, {}", Count(runs, "run"), Count(characters, "character"));
        format!(
            "<li class=\"{class}\"><a href=\"#g{first}\">{}</a> <span class=\"amount\">{amount}</span></li>\n",
            fate(decision)
        )
    });
    format!("<ul class=\"legend\">\n{}</ul>\n", lines.collect::<String>())
}

fn class(decision: Decision) -> &'static str {
    match decision {
        Decision::Kept => "kept",
        Decision::Dropped(_) => "dropped",
    }
}

/// What became of a run, in words.
fn fate(decision: Decision) -> String {
    match decision {
        Decision::Kept => "<b>Kept</b>".to_owned(),
        Decision::Dropped(reason) => format!("<b>Dropped</b> {}", Escaped(reason.explains())),
    }
}

fn section(number: usize, group: &[TracedBlock], lang: &Escaped) -> String {
    let (class, fate) = (class(group[0].decision), fate(group[0].decision));
    let runs: String = group.iter().map(|block| run(block, lang)).collect();
    format!("<section class=\"{class}\" id=\"g{number}\">\n<h2>{fate}</h2>\n{runs}</section>\n")
}

fn run(block: &TracedBlock, lang: &Escaped) -> String {
    let class = if is_heading(&block.path) { "run heading" } else { "run" };
    format!(
        "<div class=\"{class}\">\n{}\n<details>\n<summary>{} {}</summary>\n<p><code>{}</code></p>\n{}</details>\n</div>\n",
        text(block, lang),
        block.likely.map(bar).unwrap_or_default(),
        innermost(&block.path),
        Escaped(&block.path),
        block.likely.map(|_| effects(&block.effects)).unwrap_or_default(),
    )
}

/// Whether the innermost element is a heading: those show where one is on the page.
fn is_heading(path: &str) -> bool {
    let step = path.rsplit('/').next().unwrap_or_default();
    matches!(step.split('.').next(), Some("h1" | "h2" | "h3" | "h4" | "h5" | "h6"))
}

fn text(block: &TracedBlock, lang: &Escaped) -> String {
    if block.text.trim().is_empty() {
        return "<p class=\"text none\">No text: a picture or the like.</p>".to_owned();
    }
    let is_cut = block.text.chars().count() < block.characters;
    let total = Count(block.characters, "character");
    let rest = format!("… <span class=\"amount\" dir=\"ltr\" lang=\"en\">{total} in all</span>");
    let rest = if is_cut { rest.as_str() } else { "" };
    format!("<p class=\"text\" dir=\"auto\" lang=\"{lang}\">{}{rest}</p>", Escaped(&block.text))
}

/// The bar is for the eye alone; the number says the same.
fn bar(likely: f32) -> String {
    let percent = Percent(likely);
    format!("<span class=\"likely\" style=\"--likely: {percent}\">{percent}</span>")
}

fn innermost(path: &str) -> String {
    if path.is_empty() {
        return "<code>the page itself</code>".to_owned();
    }
    let cut = path.rmatch_indices('/').nth(STEPS - 1).map(|(at, _)| &path[at..]);
    let (before, shown) = cut.map_or(("", path), |shown| ("…", shown));
    format!("<code title=\"{}\"><bdi dir=\"ltr\">{before}{}</bdi></code>", Escaped(path), Escaped(shown))
}

fn effects(effects: &[Effect]) -> String {
    if effects.is_empty() {
        return "<p>No signal weighed anything by itself.</p>\n".to_owned();
    }
    let lines = effects.iter().map(|Effect { family, signal, measures, effect }| {
        let (class, sign) = if *effect < 0.0 { ("against", '−') } else { ("for", '+') };
        let signal = signal.replace('_', " ");
        format!(
            "<li><b class=\"effect {class}\">{sign}{:.1}</b> <span><i>{}: {}.</i> {}</span></li>\n",
            effect.abs(),
            Escaped(family),
            Escaped(&signal),
            Escaped(measures),
        )
    });
    format!("<ul class=\"effects\">\n{}</ul>\n", lines.collect::<String>())
}

/// Text that is none of ours, for an element or between double quotes. A NUL is left out: no document can hold one.
struct Escaped<'a>(&'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|character| match character {
            '&' => out.write_str("&amp;"),
            '<' => out.write_str("&lt;"),
            '>' => out.write_str("&gt;"),
            '"' => out.write_str("&quot;"),
            '\'' => out.write_str("&#39;"),
            '\0' => Ok(()),
            _ => out.write_char(character),
        })
    }
}

/// A share, 0 to 1, as CSS and people read it.
struct Percent(f32);

impl Display for Percent {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        write!(out, "{:.0}%", 100.0 * self.0)
    }
}

/// So many of something, the digits in threes.
struct Count(usize, &'static str);

impl Display for Count {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let Self(count, noun) = self;
        let digits = count.to_string();
        for (at, digit) in digits.char_indices() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.write_char(',')?;
            }
            out.write_char(digit)?;
        }
        write!(out, " {noun}{}", if *count == 1 { "" } else { "s" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_gets_out_of_text_or_a_quoted_value() {
        let hostile = "</p><script>a('b')</script>\" onclick=\"c\0&lt;";
        let written = Escaped(hostile).to_string();
        assert_eq!(written, "&lt;/p&gt;&lt;script&gt;a(&#39;b&#39;)&lt;/script&gt;&quot; onclick=&quot;c&amp;lt;");
    }

    #[test]
    fn the_innermost_elements_are_shown_and_all_are_told() {
        assert_eq!(innermost("div.a/ul/li"), "<code title=\"div.a/ul/li\"><bdi dir=\"ltr\">div.a/ul/li</bdi></code>");
        let cut = innermost("main/div.a/ul/li");
        assert_eq!(cut, "<code title=\"main/div.a/ul/li\"><bdi dir=\"ltr\">…/div.a/ul/li</bdi></code>");
    }

    #[test]
    fn numbers_are_for_people() {
        assert_eq!(Count(1, "run").to_string(), "1 run");
        assert_eq!(Count(999, "run").to_string(), "999 runs");
        assert_eq!(Count(1_234_567, "run").to_string(), "1,234,567 runs");
        assert_eq!(Percent(0.996).to_string(), "100%");
    }
}
