//! Builds, shows and checks Offprint: `cargo xtask <command>`.
//!
//! A program and not a shell script, because the same commands must work on every system that has Rust and Node, and
//! because wasm-bindgen is used as a library of exactly the version that Cargo.lock names.
#![forbid(unsafe_code)]

mod agree;
mod bench;
mod command;
mod compare;
mod comparison;
mod compiler;
mod demo;
mod drill;
mod fuzz;
mod lanes;
mod learn;
mod machine;
mod package;
mod paths;
mod picture;
mod python;
mod rows;
mod supply;
mod test;
mod wasm;
mod www;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask <command>

  wasm                        build the engine for the browser into extension/wasm/
  demo [--url URL] [--headed] capture a page in Chromium with the extension, by a real press of its button
  test [STEP…]                run every check, or only the named ones
  agree --corpora DIR [--browser]
                              compare raw pages with their serialisations by html5ever and by Chromium
  bench [--quick] [--corpora DIR]
                              speed and memory, beside lol_html alone and three peers, on the same pages in one run
  bench --linear              the same of one page, from 10 kB to 100 MB
  bench --hostile             the same of pages that are made to be too much, from 1 to 100 MB
  bench --browser             the same in Chromium, beside Readability and Defuddle
  bench --library             a library of ten thousand captures in both browsers: opened, scrolled and searched
  bench --reading             how fast the reading view shows a capture and scrolls, in both browsers
  fuzz [TARGET] [--seconds N] throw what libFuzzer makes up at the extractor, the sanitizer, metadata and capture files
  rows DIR                    judge payloads and capture files of others, as JSON lines in a folder, in both browsers
  learn --corpora DIR         learn the model of src/score/ anew, from pages and what people marked on them
  drill [--runs N] [--part P] kill browsers while they write, stop the background, fill a disk: is anything lost?
  accept                      write the expectations of tests/pages/ and tests/signals/ anew: the diff is for a person to read
  picture                     make the pictures of the README anew
  www [--serve [PORT]]        build the viewer into target/www/, and serve it to this machine
  compare --corpora DIR --evaluate FILE
                              measure other extractors, and write the figures of the site's comparison with them
  package                     write the files the two stores take into target/package/";

fn main() -> ExitCode {
    if let Some(compiled) = compiler::run() {
        return compiled;
    }
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.split_first() {
        Some((&"wasm", [])) => wasm::build_and_say().map(|()| true),
        Some((&"demo", rest)) => demo::run(rest).map(|()| true),
        Some((&"test", steps)) => test::run(steps),
        Some((&"agree", rest)) => agree::run(rest).map(|()| true),
        Some((&"bench", rest)) => bench::run(rest).map(|()| true),
        Some((&"fuzz", rest)) => fuzz::run(rest).map(|()| true),
        Some((&"rows", rest)) => rows::run(rest).map(|()| true),
        Some((&"learn", rest)) => learn::run(rest).map(|()| true),
        Some((&"drill", rest)) => drill::run(rest).map(|()| true),
        Some((&"accept", [])) => test::accept().map(|()| true),
        Some((&"picture", [])) => picture::run().map(|()| true),
        Some((&"www", rest)) => www::run(rest).map(|()| true),
        Some((&"compare", rest)) => compare::run(rest).map(|()| true),
        Some((&"package", [])) => package::run().map(|()| true),
        Some((&("help" | "--help" | "-h"), [])) => {
            println!("{USAGE}");
            Ok(true)
        }
        _ => {
            eprintln!("{USAGE}\n\nthe steps of test: {}", test::names());
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
