//! The peak of memory, of a process that does nothing else.
//!
//! An allocator that counts would miss what the program maps besides, and slow all down. The system knows the peak of a
//! whole process; so this program runs itself again, once for every figure, and the child says what its own peak was.

use std::ffi::OsStr;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// Where Linux tells it.
const STATUS: &str = "/proc/self/status";

/// The peak of this process's memory so far, in bytes; `None` where the system does not tell.
pub fn peak() -> Option<u64> {
    high_water_mark(&std::fs::read_to_string(STATUS).ok()?)
}

/// `VmHWM` of the process, in bytes: the kernel writes kibibytes and calls them kB.
fn high_water_mark(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim_end().parse().ok()?;
    Some(kibibytes << 10)
}

/// Runs this program again with these arguments, and gives what it printed.
pub fn alone<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Result<String> {
    let program = std::env::current_exe().context("this program could not be found")?;
    let output = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .context("this program could not be started again")?;
    if !output.status.success() {
        bail!("a process of its own ended with {}", output.status);
    }
    String::from_utf8(output.stdout).context("a process of its own answered no text")
}

/// A peak as it is passed on by a child.
pub fn write(peak: Option<u64>) -> String {
    peak.map_or_else(|| "none".to_owned(), |bytes| bytes.to_string())
}

/// A peak as a child passed it on.
pub fn read(word: &str) -> Result<Option<u64>> {
    match word.trim() {
        "none" => Ok(None),
        bytes => Ok(Some(bytes.parse().with_context(|| format!("found {bytes:?}, expected a number of bytes"))?)),
    }
}

/// A peak for people, in MiB.
pub fn shown(peak: Option<u64>) -> String {
    peak.map_or_else(|| "not measured".to_owned(), |bytes| format!("{:.1}", bytes as f64 / f64::from(1 << 20)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_peak_is_read_from_the_process_status() {
        let status =
            "Name:\tspeed\nVmPeak:\t  999999 kB\nVmSize:\t    5000 kB\nVmHWM:\t    2048 kB\nVmRSS:\t     100 kB\n";
        assert_eq!(high_water_mark(status), Some(2 << 20));
        assert_eq!(high_water_mark("VmRSS:\t     100 kB\n"), None);
        assert_eq!(high_water_mark("VmHWM:\t 12 MB\n"), None);
    }

    #[test]
    fn a_peak_is_passed_on_unchanged() {
        for peak in [None, Some(0), Some(12_345_678)] {
            assert_eq!(read(&format!("{}\n", write(peak))).unwrap(), peak);
        }
        assert!(read("much").is_err());
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn the_peak_grows_with_what_is_held() {
        const HELD: usize = 64 << 20;
        let before = peak().unwrap();
        let held = vec![1_u8; HELD];
        assert!(peak().unwrap() >= before.max(held.len() as u64));
    }
}
