//! The command line as a script meets it: the real binary, its stdin, stdout, stderr and exit code.
#![cfg(feature = "cli")]

mod archive;
mod batch;
mod capture;
mod encodings;
mod harness;
mod pages;
mod usage;
