//! The command line: `offprint capture`, `batch`, `show`, `check` and `list`.
#![forbid(unsafe_code)]

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
