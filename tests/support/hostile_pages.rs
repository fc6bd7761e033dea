//! Pages that are made to be too much: one thing in another, one thing very long, or many of one thing. A row is a shape
//! that can be of any size; what it is for is the test's and the bench's business.

/// What a shape is called, and how so many of its parts are written.
pub type Row = (&'static str, fn(usize) -> Vec<u8>);

const TEXT: &str = "The river rose in the night, and by morning the lower town was under water.";

/// How many parts tell how large one is.
const PROBE: usize = 1_000;

/// A page of this shape with nearly so many bytes.
pub fn page((_, write): &Row, bytes: usize) -> Vec<u8> {
    let grown = write(2 * PROBE).len() - write(PROBE).len();
    write(bytes * PROBE / grown)
}

/// Written between others, once for each of `count` numbers.
fn numbered(count: usize, write: impl Fn(usize) -> String) -> Vec<u8> {
    (0..count).map(write).collect::<String>().into()
}

/// The same numbers for everybody, and no order in them (Lehmer).
fn noise(count: usize) -> impl Iterator<Item = usize> {
    let next = |state: &u64| Some(state * 48_271 % 0x7fff_ffff);
    std::iter::successors(Some(1), next).map(|state| state as usize).take(count)
}

/// Something long between two ends.
fn long(before: &str, part: &str, count: usize, after: &str) -> Vec<u8> {
    [before, &part.repeat(count), after].concat().into()
}

pub const ROWS: &[Row] = &[
    ("elements in each other", |n| "<div>".repeat(n).into()),
    ("quotations in each other, all closed", |n| {
        ["<blockquote>".repeat(n), "</blockquote>".repeat(n)].join("a").into()
    }),
    ("lists in each other", |n| "<ul><li>".repeat(n).into()),
    ("tables in each other", |n| "<table><tr><td>a".repeat(n).into()),
    ("typefaces in each other", |n| "<font>".repeat(n).into()),
    ("links that nobody closes", |n| "<a href=x>".repeat(n).into()),
    ("drawings in each other", |n| "<svg>".repeat(n).into()),
    ("formulas in each other", |n| "<math><mrow>".repeat(n).into()),
    ("choices in each other", |n| "<select>".repeat(n).into()),
    ("templates in each other", |n| "<template>".repeat(n).into()),
    ("frames that hold their page", |n| "<iframe srcdoc=\"&lt;p&gt;a\"></iframe>".repeat(n).into()),
    ("framesets", |n| "<frameset><frame src=https://e.example/></frameset>".repeat(n).into()),
    ("paragraphs that nobody closes", |n| "<p>a".repeat(n).into()),
    ("empty paragraphs", |n| "<p></p>".repeat(n).into()),
    ("end tags of nothing", |n| "</div>".repeat(n).into()),
    ("elements, and end tags of others", |n| ["<div>".repeat(n), "</p>".repeat(n)].concat().into()),
    ("formatting, and end tags of other formatting", |n| ["<b>".repeat(n), "</i>".repeat(n)].concat().into()),
    ("formatting closed in the wrong order", |n| "<b><i></b></i>".repeat(n).into()),
    ("attributes of one element", |n| {
        [b"<p".to_vec(), numbered(n, |at| format!(" data-a{at:07}=1")), b">a".to_vec()].concat()
    }),
    ("one attribute again and again", |n| long("<p", " onclick=\"a\"", n, ">a")),
    ("a long name of an attribute", |n| long("<p ", "a", n, "=1>b")),
    ("a long value of an attribute", |n| long("<p title=\"", "a", n, "\">b")),
    ("a value that has no end", |n| long("<p>a<p title=\"", "a", n, "")),
    ("a long name of an element", |n| long("<", "a", n, ">b")),
    ("a comment that has no end", |n| long("<p>a</p><!--", "a", n, "")),
    ("a script that has no end", |n| long("<p>a</p><script>", "a", n, "")),
    ("a script that begins again in its comments", |n| long("<script>", "<!--<script>", n, "")),
    ("a long title", |n| long("<title>", "a", n, "</title><p>a")),
    ("a title that runs to and fro", |n| long("<title>", "\u{202e}", n, "</title><p>a")),
    ("a large image in its address", |n| long("<p>a<img src=\"data:image/png;base64,", "AAAA", n, "\">")),
    ("one long paragraph", |n| long("<p>", TEXT, n, "</p>")),
    ("paragraphs", |n| format!("<p>{TEXT}</p>\n").repeat(n).into()),
    ("less-than signs", |n| "<".repeat(n).into()),
    ("ampersands", |n| "&".repeat(n).into()),
    ("names of no reference", |n| "&zzzzzz".repeat(n).into()),
    ("names of no reference in an attribute", |n| long("<p title=\"", "&zzzzzz;", n, "\">b")),
    ("references with many zeros", |n| "&#x000000000000000041;".repeat(n).into()),
    ("a reference that has no end", |n| long("&", "a", n, "")),
    ("white space", |n| long("<p>", " \n\t", n, "a</p>")),
    ("zeros", |n| long("<p>", "\0", n, "a</p>")),
    ("marks upon one letter", |n| long("<p>a", "\u{300}", n, "")),
    ("signs beyond the first plane", |n| long("<p>", "\u{1f600}", n, "</p>")),
    ("halves of signs", |n| b"<p>a\xed\xa0\xbd</p>".repeat(n)),
    ("links", |n| numbered(n, |at| format!("<a href=\"https://e.example/{at:07}\">l</a> "))),
    ("images", |n| numbered(n, |at| format!("<img src=\"https://e.example/{at:07}.gif\">"))),
    ("classes of one element", |n| long("<div class=\"", "ab ", n, "\">a</div>")),
    ("claims of one title", |n| numbered(n, |at| format!("<meta property=\"og:title\" content=\"a{at:07}\">"))),
    ("metadata in metadata", |n| {
        long("<script type=\"application/ld+json\">", "{\"a\":", n, "</script><article><p>a</p></article>")
    }),
    ("metadata that goes on and on", |n| {
        long(
            "<script type=\"application/ld+json\">{\"articleBody\":\"",
            "a",
            n,
            "\"}</script><article><p>a</p></article>",
        )
    }),
    ("cells", |n| long("<table>", "<tr><td>1<td>2", n, "")),
    ("cells that span the whole world", |n| long("<table>", "<tr><td colspan=1000000 rowspan=65534>a", n, "")),
    ("bytes of no meaning", |n| noise(n).map(|number| (number >> 8) as u8).collect()),
    ("tags of no meaning", |n| {
        const TAGS: [&str; 16] = [
            "<a>", "</a>", "<p>", "</p>", "<td>", "<table>", "</table>", "<svg>", "</svg>", "<b>", "</b>", "<li>",
            "<ul>", "</ul>", "<select>", "<title>",
        ];
        noise(n).map(|number| TAGS[(number >> 8) % TAGS.len()]).collect::<String>().into()
    }),
];
