//! What the learner needs of the engine: `cargo xtask learn` runs this and `fit.py` in turn.
//!
//! A page's fold is that of its site, so that a model is never measured on a site that it has learnt from. Until all is
//! learnt, a page is looked at with what was learnt of the other folds.
#![forbid(unsafe_code)]

mod corpus;
mod folds;

use std::fs::{self, File};
use std::io::{self, BufRead, BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};
use corpus::Row;
use offprint::Answer;
use offprint::learning::{self, Model};
use rayon::prelude::*;
use serde::Serialize;

const USAGE: &str = "\
usage: learn words   CORPORA WORK   the words and texts of all pages, into WORK/pages.jsonl
       learn signals CORPORA WORK   the signals of all runs, into WORK/signals.bin
       learn texts   CORPORA WORK   what the models extract of all pages, into WORK/texts.jsonl
       learn answers WORK           JSON lines as `offprint batch` reads them, answered by the other folds' models";

/// Pages read at once: what they give waits in memory until it is written.
const BATCH: usize = 64;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["words", corpora, work] => write_words(Path::new(corpora), Path::new(work)),
        ["signals", corpora, work] => write_signals(Path::new(corpora), Path::new(work)),
        ["texts", corpora, work] => write_texts(Path::new(corpora), Path::new(work)),
        ["answers", work] => answer(Path::new(work)),
        _ => bail!("{USAGE}"),
    }
}

/// What the fitting program is told of a page.
#[derive(Serialize)]
struct PageLine<'a> {
    corpus: &'a str,
    id: &'a str,
    fold: usize,
    site: String,
    gold: &'a str,
    by_words: bool,
    texts: Vec<String>,
    parents: Vec<usize>,
    elements: Vec<(usize, Vec<String>)>,
}

fn write_words(corpora: &Path, work: &Path) -> Result<()> {
    fs::create_dir_all(work)?;
    let mut out = BufWriter::new(File::create(work.join("pages.jsonl"))?);
    each_page(
        corpora,
        |row, html| {
            let page = learning::read(&row.url, html, None)?;
            let (texts, parents, elements) = (page.texts, page.parents, page.elements);
            let (corpus, id, gold) = (&row.corpus, &row.id, &row.gold);
            let site = folds::site(&row.url, id);
            let line =
                PageLine { corpus, id, fold: row.fold(), site, gold, by_words: row.by_words, texts, parents, elements };
            Ok(serde_json::to_vec(&line)?)
        },
        |bytes| {
            out.write_all(&bytes)?;
            out.write_all(b"\n")
        },
    )?;
    fs::write(work.join("signals.json"), serde_json::to_vec(&learning::signals())?)?;
    out.flush().context("the pages could not be written")
}

fn write_signals(corpora: &Path, work: &Path) -> Result<()> {
    let models = models(work)?;
    let mut out = BufWriter::new(File::create(work.join("signals.bin"))?);
    each_page(
        corpora,
        |row, html| Ok(learning::read(&row.url, html, Some(&models[row.fold()]))?.rows.concat()),
        |bytes| out.write_all(&bytes),
    )?;
    out.flush().context("the signals could not be written")
}

/// What was extracted of a page by a model that has not learnt from its site.
#[derive(Serialize)]
struct TextLine {
    text: String,
}

fn write_texts(corpora: &Path, work: &Path) -> Result<()> {
    let models = models(work)?;
    let mut out = BufWriter::new(File::create(work.join("texts.jsonl"))?);
    each_page(
        corpora,
        |row, html| {
            let extraction = learning::extract(&row.url, html.as_bytes(), &models[row.fold()])?;
            let text = extraction.content.map(|content| content.text).unwrap_or_default();
            Ok(one_line(&serde_json::to_string(&TextLine { text })?).into_bytes())
        },
        |bytes| {
            out.write_all(&bytes)?;
            out.write_all(b"\n")
        },
    )?;
    out.flush().context("the texts could not be written")
}

/// The models of the folds, each learnt without its own.
fn models(work: &Path) -> Result<Vec<Model>> {
    let read = |fold| {
        let path = work.join(format!("model-{fold}.bin"));
        let bytes = fs::read(&path).with_context(|| format!("{} could not be read", path.display()))?;
        Model::read(&bytes).with_context(|| format!("{} is no model", path.display()))
    };
    (0..folds::FOLDS).map(read).collect()
}

/// Reads all pages of the corpora side by side, and writes what each gave in their order.
fn each_page(
    corpora: &Path,
    read: impl Fn(&Row, &str) -> Result<Vec<u8>> + Sync,
    mut write: impl FnMut(Vec<u8>) -> io::Result<()>,
) -> Result<()> {
    for rows in corpus::rows(corpora)?.chunks(BATCH) {
        let given: Vec<Result<Vec<u8>>> = rows.par_iter().map(|row| read(row, &row.html()?)).collect();
        for bytes in given {
            write(bytes?)?;
        }
    }
    Ok(())
}

#[derive(serde::Deserialize)]
struct Request {
    id: String,
    url: String,
    html: String,
}

#[derive(Serialize)]
struct Answered<'a> {
    id: &'a str,
    #[serde(flatten)]
    answer: Answer,
}

fn answer(work: &Path) -> Result<()> {
    let models = models(work)?;
    let mut out = BufWriter::new(io::stdout().lock());
    let mut lines = io::stdin().lock().lines();
    loop {
        let batch: Vec<String> = lines.by_ref().take(BATCH).collect::<io::Result<_>>()?;
        if batch.is_empty() {
            return out.flush().context("the answers could not be written");
        }
        let answers: Vec<Result<String>> = batch
            .par_iter()
            .map(|line| {
                let request: Request = serde_json::from_str(line)?;
                let model = &models[folds::fold(&request.url, &request.id)];
                let extraction = learning::extract(&request.url, request.html.as_bytes(), model)?;
                let answer = Answer::new(extraction, None);
                Ok(one_line(&serde_json::to_string(&Answered { id: &request.id, answer })?))
            })
            .collect();
        for answer in answers {
            writeln!(out, "{}", answer?)?;
        }
    }
}

/// Some readers of lines end them at these characters too; in JSON they stand in strings alone.
fn one_line(json: &str) -> String {
    json.replace('\u{85}', "\\u0085").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}
