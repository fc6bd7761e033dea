//! Ten thousand captures of ten kilobytes, half of them English and half Chinese: how long the index takes to build, how large
//! it is, and how long answers take.
//!
//! `cargo run --release --package offprint-search --example library [CAPTURES]`

use std::time::Instant;

use offprint_search::{Document, Index, Query};

const BYTES: usize = 10_000;
const SEALED_AFTER: usize = 400;
const QUERIES: &[&str] = &[
    "的",
    "气候变化",
    "word12 ",
    "word7",
    "w",
    "\"word3 word5\"",
    "word100 word200 word30",
    "site:example7.org",
    "zzz",
];

/// A generator of numbers that is the same everywhere (Marsaglia's xorshift).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A rank below `most`, by Zipf's law.
    fn rank(&mut self, most: f64) -> u32 {
        most.powf(self.next()) as u32 - 1
    }
}

fn body(chance: &mut Chance, is_chinese: bool) -> String {
    let mut out = String::new();
    while out.len() < BYTES {
        if is_chinese {
            let rank = chance.rank(5_000.0);
            out.push(if rank == 0 { '的' } else { char::from_u32(0x4e00 + rank).unwrap_or('一') });
        } else {
            out.push_str(&format!("word{} ", chance.rank(50_000.0)));
        }
        match chance.next() {
            point if point < 0.03 => out.push_str(if is_chinese { "。" } else { ". " }),
            point if point < 0.035 => out.push('\n'),
            _ => {}
        }
    }
    out
}

fn main() {
    let captures = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(10_000);
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    let mut index = Index::default();
    let (mut seconds, mut merging) = (0.0, 0.0);
    for number in 0..captures {
        let body = body(&mut chance, number % 2 == 1);
        let (id, host) = (format!("{number:036}"), format!("example{}.org", number % 50));
        let title: String = body.chars().take(40).collect();
        let start = Instant::now();
        index.add(&Document { id: &id, revision: "1", title: &title, host: &host, body: &body, ..Document::default() });
        if (number + 1) % SEALED_AFTER == 0 || number + 1 == captures {
            index.seal();
            let start = Instant::now();
            while index.merge().is_some() {}
            merging += start.elapsed().as_secs_f64();
        }
        seconds += start.elapsed().as_secs_f64();
    }
    println!("{captures} captures in {seconds:.1} s, of which merging {merging:.1} s");
    println!("{:.1} MB in {} segments", index.size() as f64 / 1e6, index.keys().len());
    for typed in QUERIES {
        let start = Instant::now();
        let hits = index.search(&Query::parse(typed), 1_790_000_000_000).len();
        println!("{:>8.2} ms {hits:>6} hits  {typed}", start.elapsed().as_secs_f64() * 1e3);
    }
}
