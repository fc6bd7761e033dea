//! Benchmarks: see `benches/extract.rs`.
