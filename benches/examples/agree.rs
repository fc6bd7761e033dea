//! How often a page's raw HTML and a parser's serialisation of it give the same text.
//!
//! The stack of open elements in `src/parse` knows as much of HTML's tree construction as one pass can. Here it is held
//! against two parsers that know all of it: html5ever, and Chromium, whose serialisations a script has written before.
//! `cargo xtask agree --corpora DIR` runs both. A corpus is a folder with an `index.jsonl`, a page a line: its `id`, its
//! `url`, and `html`, the path of a gzipped file.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::{Handle, NodeData, RcDom, SerializableHandle};
use offprint::{Extractor, Options};

/// How much of a text is shown from where it differs on, in characters.
const SHOWN: usize = 60;

fn main() {
    let mut arguments = std::env::args().skip(1).map(PathBuf::from);
    let corpora = arguments.next().expect("the first argument is the folder of the corpora");
    let browser = arguments.next();
    println!("{:<14} {:<10} {:>6} {:>6} {:>8}", "corpus", "against", "pages", "equal", "share");
    let mut all = [Count::default(); 2];
    for corpus in folders(&corpora) {
        let counts = compare(&corpus, browser.as_deref());
        let name = corpus.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for (sum, count) in all.iter_mut().zip(counts) {
            sum.pages += count.pages;
            sum.equal += count.equal;
        }
        print(&name, counts);
    }
    print("all", all);
}

/// Pages compared with one parser, and those of them where the text was the same.
#[derive(Clone, Copy, Default)]
struct Count {
    pages: usize,
    equal: usize,
}

impl Count {
    fn add(&mut self, name: &str, raw: &str, other: &str) {
        self.pages += 1;
        if raw == other {
            self.equal += 1;
            return;
        }
        let same = raw.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
        let shown = |text: &str| text.chars().skip(same.saturating_sub(SHOWN / 3)).take(SHOWN).collect::<String>();
        eprintln!("{name}\n  at {same}: {:?}\n  not {:?}", shown(raw), shown(other));
    }
}

fn print(corpus: &str, counts: [Count; 2]) {
    for (against, count) in ["html5ever", "chromium"].iter().zip(counts).filter(|(_, count)| count.pages > 0) {
        let share = 100.0 * count.equal as f64 / count.pages as f64;
        println!("{corpus:<14} {against:<10} {:>6} {:>6} {share:>7.2}%", count.pages, count.equal);
    }
}

fn folders(corpora: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(corpora).expect("the corpora can be listed");
    let mut folders: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    folders.retain(|folder| folder.join("index.jsonl").exists());
    folders.sort();
    folders
}

fn compare(corpus: &Path, browser: Option<&Path>) -> [Count; 2] {
    let mut counts = [Count::default(); 2];
    let index = File::open(corpus.join("index.jsonl")).expect("the index can be read");
    for line in BufReader::new(index).lines() {
        // Python writes what it does not know as NaN, which JSON does not know.
        let line = line.expect("the index can be read").replace(": NaN", ": null");
        let page: serde_json::Value = serde_json::from_str(&line).expect("a line is JSON");
        let [id, url, html] = ["id", "url", "html"].map(|name| page[name].as_str().unwrap_or_default());
        let html = unzip(&corpus.join(html));
        let raw = text(&html, url);
        let name = format!("{}/{id}", corpus.file_name().unwrap_or_default().display());
        counts[0].add(&format!("html5ever {name}"), &raw, &text(&serialised(&html), url));
        let written = browser.map(|folder| folder.join(format!("{name}.html")));
        if let Some(Ok(html)) = written.map(fs::read_to_string) {
            counts[1].add(&format!("chromium {name}"), &raw, &text(&html, url));
        }
    }
    counts
}

fn unzip(path: &Path) -> String {
    let mut bytes = vec![];
    let file = File::open(path).expect("the page is there");
    GzDecoder::new(file).read_to_end(&mut bytes).expect("the page is gzipped");
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The text that is kept of a page; empty where it holds no article.
fn text(html: &str, url: &str) -> String {
    let mut extractor = Extractor::new(url, Options::default()).expect("the URL is absolute or empty");
    extractor.write(html.as_bytes()).expect("the page is within the limits");
    extractor.end().expect("the page is within the limits").content.map(|content| content.text).unwrap_or_default()
}

/// The page as html5ever understands it, with scripting: `noscript` is raw text, as it is to a reader.
fn serialised(html: &str) -> String {
    let dom = html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default()).one(html);
    let mut out = vec![];
    for node in dom.document.children.borrow().iter() {
        open_templates(node);
        match &node.data {
            // A doctype without its identifiers would be another: old ones leave a table inside a paragraph.
            NodeData::Doctype { name, public_id, system_id } => {
                let public = if public_id.is_empty() { String::new() } else { format!(" PUBLIC \"{public_id}\"") };
                let system = if system_id.is_empty() { String::new() } else { format!(" \"{system_id}\"") };
                out.extend_from_slice(format!("<!DOCTYPE {name}{public}{system}>").as_bytes());
            }
            NodeData::Element { .. } => {
                let scope = html5ever::serialize::TraversalScope::IncludeNode;
                let options = html5ever::serialize::SerializeOpts { traversal_scope: scope, ..Default::default() };
                html5ever::serialize(&mut out, &SerializableHandle::from(node.clone()), options)
                    .expect("a vector can be written to");
            }
            _ => {}
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Makes the contents of templates their children, which are what is written.
fn open_templates(root: &Handle) {
    let mut nodes = vec![root.clone()];
    while let Some(node) = nodes.pop() {
        if let NodeData::Element { template_contents, .. } = &node.data
            && let Some(contents) = template_contents.borrow().as_ref()
        {
            node.children.borrow_mut().append(&mut contents.children.borrow_mut());
        }
        nodes.extend(node.children.borrow().iter().cloned());
    }
}
