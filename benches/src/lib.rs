//! What the figures on speed are made of: pages, tools, rounds, and a process of its own for each peak of memory.
//!
//! `cargo xtask bench` runs the program `speed` of this package; the benchmarks of single stages are in `benches/`.
#![forbid(unsafe_code)]

pub mod article;
pub mod compare;
pub mod hostile;
pub mod linear;
pub mod memory;
pub mod pages;
pub mod rounds;
pub mod tools;
