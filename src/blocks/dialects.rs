//! What the programs that make pages call things: highlighters, renderers of formulas, engines of footnotes.
//!
//! A tag says little of what they write: a line of code is a `div`, a note a `span`. Their class names say it, and those
//! are the same on every site that uses the program. This is the one table of them for the arena.

use crate::html::attributes::Attributes;

/// What an element is by its class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// No text of the page: line numbers, prompts, labels of buttons, links to edit a section.
    Ornament,
    /// The same, in code or beside it; elsewhere the word may mean anything.
    CodeOrnament,
    /// Holds code line by line, or beside its line numbers.
    Listing,
    /// A formula drawn with glyphs, with the formula itself inside, hidden or for screen readers.
    Glyphs,
    /// The box around a formula that stands on its own.
    FormulaBox,
    /// Text in TeX.
    Tex,
    /// An image whose alternative text is its TeX.
    TexImage,
    /// A note where it is referred to.
    SideNote,
    /// A link to a note.
    NoteLink,
    /// A link to an entry of the bibliography.
    Citation,
    /// A link from a note to where it is referred to.
    BackLink,
    /// The number before an entry of a bibliography.
    NoteNumber,
    /// A link from a heading to itself.
    Permalink,
}

/// What an element with these attributes is; `None` of nearly all.
pub(super) fn part(attributes: &Attributes) -> Option<Part> {
    let class = attributes.get("class")?;
    class.split_ascii_whitespace().find_map(|name| by_name(name.as_bytes(), class, attributes))
}

fn by_name(name: &[u8], class: &str, attributes: &Attributes) -> Option<Part> {
    code(name, attributes).or_else(|| formula(name, class)).or_else(|| note(name)).or_else(|| heading(name))
}

/// What highlighters and editors write.
fn code(name: &[u8], attributes: &Attributes) -> Option<Part> {
    match name {
        // Prism, highlight.js, VitePress, Pygments, Rouge, Chroma.
        b"line-numbers-rows"
        | b"command-line-prompt"
        | b"hljs-ln-numbers"
        | b"line-numbers-wrapper"
        | b"linenos"
        | b"linenodiv"
        | b"lineno"
        | b"rouge-gutter"
        | b"lnt" => Some(Part::Ornament),
        // CodeMirror 5 and 6, GitHub's files and gists, GitLab's files.
        b"CodeMirror-gutter-wrapper"
        | b"CodeMirror-gutters"
        | b"CodeMirror-measure"
        | b"CodeMirror-cursors"
        | b"cm-gutters"
        | b"cm-announced"
        | b"blob-num"
        | b"gist-meta"
        | b"file-line-num" => Some(Part::Ornament),
        // Chroma and Expressive Code, Pygments' and Rouge's prompts, SyntaxHighlighter, VitePress, Prism.
        b"ln" | b"gp" | b"gutter" | b"toolbar" | b"line-number" | b"lang" => Some(Part::CodeOrnament),
        b"CodeMirror-code"
        | b"highlighttable"
        | b"lntable"
        | b"rouge-table"
        | b"js-file-line-container"
        | b"syntaxhighlighter" => Some(Part::Listing),
        // Without the rest of the editor it may be the content of anything.
        b"cm-content" => attributes.get("role").is_some_and(|role| role == "textbox").then_some(Part::Listing),
        _ => None,
    }
}

/// What renderers of formulas write: MathJax 2 and 3, MediaWiki, Pandoc, Sphinx, WordPress.
fn formula(name: &[u8], class: &str) -> Option<Part> {
    match name {
        b"MathJax_Preview" => Some(Part::Ornament),
        b"MathJax"
        | b"MathJax_SVG"
        | b"MathJax_CHTML"
        | b"mjx-chtml"
        | b"mwe-math-mathml-a11y"
        | b"mwe-math-mathml-inline"
        | b"mwe-math-mathml-display" => Some(Part::Glyphs),
        b"MathJax_Display" | b"MathJax_SVG_Display" => Some(Part::FormulaBox),
        b"math" => is_tex(class).then_some(Part::Tex),
        b"mwe-math-fallback-image-inline" | b"mwe-math-fallback-image-display" | b"tex" | b"latex" => {
            Some(Part::TexImage)
        }
        _ => None,
    }
}

/// What engines of notes and of bibliographies write.
fn note(name: &[u8]) -> Option<Part> {
    match name {
        // Tufte CSS, LaTeXML, Modern Footnotes.
        b"sidenote" | b"marginnote" | b"ltx_note_outer" | b"modern-footnotes-footnote__note" => Some(Part::SideNote),
        b"margin-toggle" | b"ltx_note_mark" | b"ltx_tag_note" | b"modern-footnotes-footnote" => Some(Part::Ornament),
        // Markdown's engines, kramdown, Substack, docutils.
        b"footnote-ref" | b"footnote" | b"footnote-anchor" | b"footnote-reference" => Some(Part::NoteLink),
        b"ref-tip" | b"bibr" | b"ref-bibr" | b"citation-ref" => Some(Part::Citation),
        b"footnote-backref"
        | b"reversefootnote"
        | b"footnote-back"
        | b"data-footnote-backref"
        | b"footnote-number"
        | b"fn-backref" => Some(Part::BackLink),
        // MediaWiki.
        b"mw-cite-backlink" => Some(Part::Ornament),
        // JATS, LaTeXML.
        b"order" | b"label" | b"ltx_tag_bibitem" => Some(Part::NoteNumber),
        _ => None,
    }
}

/// What stands beside the words of a heading.
fn heading(name: &[u8]) -> Option<Part> {
    match name {
        // MediaWiki.
        b"mw-editsection" => Some(Part::Ornament),
        b"headerlink" | b"anchor-link" | b"hash-link" | b"header-anchor" | b"anchorjs-link" | b"heading-anchor"
        | b"heading-link" | b"permalink" | b"anchor" => Some(Part::Permalink),
        _ => None,
    }
}

/// Classes that stand beside `math` where its text is TeX.
fn is_tex(class: &str) -> bool {
    class.split_ascii_whitespace().any(|name| matches!(name, "inline" | "display" | "notranslate"))
}

/// Languages that highlighters name without saying that it is one, and their short names.
fn is_language(name: &str) -> bool {
    #[rustfmt::skip]
    let known = matches!(
        name.as_bytes(),
        b"ada" | b"applescript" | b"asm" | b"awk" | b"bash" | b"batch" | b"c" | b"c++" | b"c#" | b"clojure" | b"cmake"
        | b"coffeescript" | b"console" | b"cpp" | b"cs" | b"csharp" | b"css" | b"dart" | b"diff" | b"docker"
        | b"dockerfile" | b"elixir" | b"elm" | b"erlang" | b"fortran" | b"fsharp" | b"go" | b"graphql" | b"groovy"
        | b"haskell" | b"hcl" | b"html" | b"http" | b"ini" | b"java" | b"javascript" | b"js" | b"json" | b"jsx"
        | b"julia" | b"kotlin" | b"latex" | b"less" | b"lisp" | b"lua" | b"makefile" | b"markdown" | b"matlab"
        | b"nginx" | b"nim" | b"nix" | b"objectivec" | b"ocaml" | b"pascal" | b"perl" | b"php" | b"powershell"
        | b"prolog" | b"protobuf" | b"python" | b"py" | b"python3" | b"pycon" | b"r" | b"rb" | b"rs" | b"ruby"
        | b"rust" | b"sass" | b"scala" | b"scheme" | b"scss" | b"sh" | b"shell" | b"shell-session" | b"sql" | b"swift"
        | b"tcl" | b"terraform" | b"tex" | b"toml" | b"ts" | b"tsx" | b"typescript" | b"vb" | b"verilog" | b"vim"
        | b"vue" | b"xml" | b"yaml" | b"yml" | b"zig" | b"zsh"
    );
    known
}

/// Names beside which a highlighter writes that of the language alone: `hljs rust`, `sourceCode haskell`.
const HIGHLIGHTERS: [&str; 6] = ["hljs", "sourcecode", "source-code", "syntaxhighlighter", "brush:", "prettyprint"];

/// What a highlighter writes before the name of the language, where it says so itself.
const LANGUAGE_PREFIXES: [&str; 2] = ["language-", "lang-"];

/// And where other names begin like that, so that the language must be a known one.
const KNOWN_LANGUAGE_PREFIXES: [&str; 4] = ["highlight-source-", "highlight-text-", "highlight-", "type-"];

/// Names of what highlighters set around code, or on it, whatever its language: Pygments, Rouge, Chroma, Shiki, docutils.
pub(super) fn is_code_box(name: &str) -> bool {
    matches!(
        name.as_bytes(),
        b"highlight"
            | b"codehilite"
            | b"sourcecode"
            | b"chroma"
            | b"shiki"
            | b"hljs"
            | b"literal-block"
            | b"prettyprint"
    )
}

/// The language that class names tell, in lower case (highlight.js, Prism, Pygments, GitHub, gists, SyntaxHighlighter).
pub(super) fn language(names: &str) -> Option<String> {
    let names = names.to_ascii_lowercase();
    let tokens = names.split_ascii_whitespace();
    let prefixed =
        |prefixes: &[&str], name: &str| prefixes.iter().find_map(|prefix| name.strip_prefix(prefix).map(str::to_owned));
    if let Some(language) = tokens.clone().find_map(|name| prefixed(&LANGUAGE_PREFIXES, name)) {
        return Some(language).filter(|language| is_language_name(language));
    }
    let known = tokens.clone().find_map(|name| {
        let language = prefixed(&KNOWN_LANGUAGE_PREFIXES, name)?;
        let language = language.trim_end_matches("-basic");
        // Pygments' `default` is its own, and means Python or nothing.
        is_language(language).then(|| language.to_owned())
    });
    let is_highlighter = tokens.clone().any(|name| HIGHLIGHTERS.contains(&name));
    let mut bare = tokens.map(|name| name.trim_end_matches(';')).filter(|name| is_highlighter && is_language(name));
    known.or_else(|| bare.next().map(str::to_owned))
}

/// The language that `data-lang` and its like, or the `lang` of a `pre`, name.
pub(super) fn named_language(attributes: &Attributes) -> Option<String> {
    let name = attributes.get("data-lang").or_else(|| attributes.get("data-language"));
    let named = name.map(str::to_ascii_lowercase).filter(|name| is_language_name(name));
    named.or_else(|| attributes.get("lang").filter(|name| is_language(name)).map(str::to_owned))
}

/// Whether a class may say `language-` and this.
fn is_language_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"+#-".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_by_every_highlighter() {
        for (names, expected) in [
            ("hljs rust", Some("rust")),
            ("sql hljs", Some("sql")),
            ("rust", None),
            ("hljs wide", None),
            ("language-JavaScript line-numbers", Some("javascript")),
            ("highlight highlight-source-shell notranslate", Some("shell")),
            ("highlight-text-html-basic", Some("html")),
            ("highlight-default", None),
            ("brush: java; title: ;", Some("java")),
            ("blob-wrapper data type-python", Some("python")),
            ("post-type-page", None),
            ("sourceCode haskell", Some("haskell")),
        ] {
            assert_eq!(language(names).as_deref(), expected, "{names}");
        }
    }
}
