//! What is shown is in the closed grammar, whatever was given, and a second time changes nothing.

mod support;

use proptest::prelude::*;
use support::{answer, cases};

const URL: &str = "https://example.org/a/";

fn sanitize(html: &str, url: &str) -> String {
    offprint::sanitize(html, url).expect("within the limits of a page")
}

#[test]
fn the_body_of_our_own_capture_comes_back_byte_for_byte() {
    for case in cases() {
        let body = answer(&case.url, [case.source.as_slice()]).html;
        assert_eq!(sanitize(&body, &case.url), body, "{}", case.name());
    }
}

/// Each of these, sanitized, is the other.
fn check(cases: &[(&str, &str)]) {
    for (html, expected) in cases {
        assert_eq!(sanitize(html, URL), *expected, "{html}");
    }
}

#[test]
fn only_the_grammar_is_written() {
    check(&[
        ("<p onclick=x>a<script>b</script>c", "<p>ac</p>"),
        ("<a href='javascript:alert(1)'>a</a>", "<p>a</p>"),
        ("<a href='&#106;avascript&colon;alert(1)'>a</a>", "<p>a</p>"),
        ("<a href='b'>a</a>", "<p><a href=\"https://example.org/a/b\">a</a></p>"),
        ("<img src=x onerror=alert(1)>", "<p><img src=\"https://example.org/a/x\" alt=\"\"></p>"),
        ("<svg><g>a</svg><math><mtext></mtext></math>b", "<p>b</p>"),
        // The language of text around code is none of the code's, and goes on behind it.
        (
            "<span lang=fr>a <pre class=language-rust>b</pre> c</span>",
            "<p><span lang=\"fr\">a</span></p><pre><code class=\"language-rust\">b</code></pre><p><span lang=\"fr\">c</span></p>",
        ),
        // A paragraph ends the drawing.
        ("<svg><g><p>a</svg>b", "<p>ab</p>"),
        ("<iframe src=x>a</iframe><form><input value=y><textarea>z</textarea></form>b", "<p>b</p>"),
        (
            "<iframe src='https://www.youtube.com/embed/a' srcdoc='<script>x</script>' title='\"><img src=x>'></iframe>",
            "<figure><figcaption><a href=\"https://www.youtube.com/watch?v=a\">\"&gt;&lt;img src=x&gt;</a> (YouTube)</figcaption></figure>",
        ),
        (
            "<video src='javascript:x' poster='data:image/svg+xml,x'></video><iframe src='javascript:x' allowfullscreen></iframe>",
            "",
        ),
        (
            "<table><tr><th align=x>a<td align=RIGHT style='left:0'>b</table>",
            "<table><tbody><tr><th>a</th><td align=\"right\">b</td></tr></tbody></table>",
        ),
        ("<style>p{}</style><noscript><img src=x></noscript><template>x</template>b", "<p>b</p>"),
        ("<p title='x' style='y' id=z class=w lang=en>b", "<p lang=\"en\">b</p>"),
        ("<td>a</td><li>b</li>", "<p>a</p><p>b</p>"),
        ("<plaintext>a</plaintext><script>b", "<pre>a&lt;/plaintext&gt;&lt;script&gt;b</pre>"),
        ("a&lt;script&gt;b", "<p>a&lt;script&gt;b</p>"),
        ("<p>\0</p><table><colgroup></colgroup></table>", ""),
        (
            "<a href=b>c<table><tr><td><a href=d>e</table>",
            "<p><a href=\"https://example.org/a/b\">c</a></p><p><a href=\"https://example.org/a/b\">e</a></p>",
        ),
        ("<pre>\n\n a\n\n  b</pre>", "<pre> a&#10;&#10;  b</pre>"),
    ]);
}

#[test]
fn formulas_hold_their_own_elements_and_text() {
    check(&[
        // A formula holds its own elements and text, whatever a parser would read in it.
        (
            "<math onclick=x href=y><mi onclick=x mathvariant=normal style=z>a</mi><mglyph src=x><malignmark>b</math>",
            "<p><math><mi mathvariant=\"normal\">a</mi></math></p>",
        ),
        (
            "<math><mtext><style><img src=x onerror=alert(1)></style>a</mtext></math>",
            "<p><math><mtext>a</mtext></math></p>",
        ),
        (
            "<math><annotation-xml encoding=text/html><p>a</p></annotation-xml><mi>b</mi></math>c",
            "<p><math><mi>b</mi></math>c</p>",
        ),
        (
            "<math><mi>a</mi><mtable><mtr><mtd><table><tr><td>b</table></mtd></math>",
            "<p><math><mi>a</mi><mtable><mtr><mtd></mtd></mtr></mtable></math></p><p>b</p>",
        ),
        (
            "<math alttext='\"><b>'><maction><mi>a</mi></maction></math>",
            "<p><math alttext=\"&quot;&gt;&lt;b&gt;\"><mi>a</mi></math></p>",
        ),
    ]);
}

#[test]
fn what_quotes_a_value_is_not_ended_by_it() {
    check(&[
        // A browser puts U+FFFD where an attribute has a NUL.
        ("<abbr title='\0\0'>a</abbr>", "<p><abbr title=\"\u{fffd}\u{fffd}\">a</abbr></p>"),
        // Set inside a comment or a script by whoever quotes it, a value must not end that.
        (
            "<abbr title='</script>'>a</abbr><img src=x alt='--><b>'><a href='mailto:a@b.example?subject=</script>'>c</a>",
            "<p><abbr title=\"&lt; /script&gt;\">a</abbr><img src=\"https://example.org/a/x\" alt=\"-- &gt;&lt;b&gt;\">\
             <a href=\"mailto:a@b.example?subject=%3C/script%3E\">c</a></p>",
        ),
    ]);
}

#[test]
fn parts_are_written_where_the_whole_is() {
    check(&[
        // Parts of ruby text are parts of one that is written.
        ("<rtc><rt>a</rt></rtc>", "<p>a</p>"),
        ("<table><tr><td>1<td>2<tr hidden><td>3<td>4</table>", "<p>1</p><p>2</p>"),
        (
            "<details><summary><video src=a.mp4></video></summary></details>",
            "<details><summary><a href=\"https://example.org/a/a.mp4\">a.mp4</a></summary></details>",
        ),
    ]);
}

#[test]
fn links_lead_where_there_is_something() {
    check(&[
        // What is kept is no page: a link to where it was found leads there.
        (
            "<h2>a <a href='https://example.org/a/#b'>¶</a></h2>",
            "<h2>a <a href=\"https://example.org/a/#b\">¶</a></h2>",
        ),
        (
            "<p>a<a href=#fn1>1</a></p><ol><li id=fn1>b <a href='https://other.example/#fnref1'>c</a></ol>",
            "<p>a<sup><a href=\"#fn-1\" id=\"fnref-1\">1</a></sup></p>\
             <ol><li id=\"fn-1\">b <a href=\"https://other.example/#fnref1\">c</a> <a href=\"#fnref-1\">↩</a></li></ol>",
        ),
        ("<p>a<a href=#fn1>\u{200b}</a></p>", "<p>a</p>"),
        // Ids are ours, and lead where there is something.
        (
            "<p id=x>a<a href=#fn1>1</a><a href=#fn2>2</a><ol><li id=fn1>b<li id=fn3>c</ol>",
            "<p>a<sup><a href=\"#fn-1\" id=\"fnref-1\">1</a></sup><sup>2</sup></p>\
             <ol><li id=\"fn-1\">b <a href=\"#fnref-1\">↩</a></li><li>c</li></ol>",
        ),
    ]);
}

proptest! {
    #[test]
    fn a_second_time_changes_nothing(
        pieces in prop::collection::vec(prop_oneof![
            "[a-z&;<>/!=\"' \n]{0,10}",
            "</?(p|div|b|i|a|li|ul|ol|dl|dt|dd|table|caption|tbody|td|th|tr|h1|h3|pre|code|blockquote|figure|figcaption|details|summary|ruby|rt|article|header|section|img|br|hr|math|svg|q|span|my-x)( (href|src|lang|class|colspan|alt)=\"[^\"]{0,5}\")?>",
            "text, and more of it. ",
            "</?(math|mrow|mi|mo|mfrac|mspace|annotation)( (encoding=\"application/x-tex\"|alttext=\"[a-z]\"|display=\"block\"))?/?>",
            "<(a href=\"#fn[-:]?[12]\"|a href=\"#fnref-1\"|li id=\"fn-[12]\"|p id=\"fn1\"|div id=\"fn-2\"|span class=\"sidenote\")>",
            "<(pre class=\"language-x\"|div class=\"(highlight|syntaxhighlighter|CodeMirror-code)\"|code class=\"hljs c\"|td class=\"linenos\"|h[2-6])>",
            "(\\\\\\(|\\\\\\)|\\$\\$|\n)",
        ], 0..40),
    ) {
        let once = sanitize(&pieces.concat(), URL);
        prop_assert_eq!(sanitize(&once, URL), once.clone(), "{}", once);
    }
}
