//! Where things are in the repository.

use std::path::PathBuf;

/// The top of the repository. Asked at run time, so that a checkout may be moved together with its `target/`.
pub fn root() -> PathBuf {
    let package =
        std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    package.parent().map_or(package.clone(), PathBuf::from)
}

/// Cargo's target directory: this program lies in `<target>/<profile>/`, wherever the settings put that.
pub fn target() -> PathBuf {
    let program = std::env::current_exe().unwrap_or_default();
    program.ancestors().nth(2).map_or_else(|| root().join("target"), PathBuf::from)
}

/// The extension, which is loaded as it lies there.
pub fn extension() -> PathBuf {
    root().join("extension")
}

/// A program that npm installed for us, to be run by Node.
pub fn npm_program(package: &str, file: &str) -> PathBuf {
    root().join("node_modules").join(package).join(file)
}

/// The command line, as `cargo build` leaves it.
pub fn native_binary() -> PathBuf {
    target().join("debug").join(format!("offprint{}", std::env::consts::EXE_SUFFIX))
}
