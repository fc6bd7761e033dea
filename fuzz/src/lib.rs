//! What must hold of every input, as functions over bytes: each panics where it does not.
//!
//! libFuzzer calls them with what it makes up (`cargo xtask fuzz`), and the tests with the seeds and with what was found
//! before. libFuzzer needs coverage from the compiler, which a stable one gives; what it does not give, and what needs a
//! nightly, are the sanitizers of memory: the engine forbids unsafe code, and its panics are what is looked for.
#![forbid(unsafe_code)]

mod captures;
#[path = "../../tests/support/judge.rs"]
mod judge;
mod pages;

pub use captures::captures;
pub use pages::{extractor, metadata, sanitizer};

/// The program of a target: for libFuzzer where it is built so, else one that reads files.
#[macro_export]
macro_rules! target {
    ($target:path) => {
        #[cfg(fuzzing)]
        libfuzzer_sys::fuzz_target!(|bytes: &[u8]| $target(bytes));

        #[cfg(not(fuzzing))]
        fn main() -> std::io::Result<()> {
            std::env::args().skip(1).try_for_each(|path| std::fs::read(path).map(|bytes| $target(&bytes)))
        }
    };
}

/// Fails where `html` is not in the grammar, or a browser's parser would read it otherwise than it is written.
fn judge(html: &str) {
    if let Some(fault) = judge::fault(html) {
        panic!("{fault}\n{html}");
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    /// Every file of `seeds/<target>/`, and of those that once failed beside them.
    fn replay(name: &str, target: fn(&[u8])) {
        let mut files = 0;
        for folder in ["seeds", "found"] {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).join(name);
            for entry in fs::read_dir(folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                eprintln!("{}", path.display());
                target(&fs::read(path).unwrap());
                files += 1;
            }
        }
        assert!(files > 0, "there are no seeds of {name}");
    }

    #[test]
    fn extractor() {
        replay("extractor", super::extractor);
    }

    #[test]
    fn sanitizer() {
        replay("sanitizer", super::sanitizer);
    }

    #[test]
    fn metadata() {
        replay("metadata", super::metadata);
    }

    #[test]
    fn captures() {
        replay("captures", super::captures);
    }
}
