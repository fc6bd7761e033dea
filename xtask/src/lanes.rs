//! Steps of `cargo xtask test` beside each other, because compilers want every core and browsers mostly wait.

use std::env;
use std::io;
use std::iter;
use std::panic::resume_unwind;
use std::process::Command;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::wasm;

/// How many browser steps run beside each other. A third one would make the others wait for a core.
const BROWSERS_AT_ONCE: usize = 2;

/// How many patient steps run beside each other: what has a folder of its own to build in need not wait for the others' turn
/// with theirs, and one compiler alone keeps no two cores busy.
const PATIENT_AT_ONCE: usize = 2;

/// How far what computes stands back: a tenth of a core where browsers want it whole. With less, an input of the fuzzer's
/// might wait until it counts as one that takes too long.
const NICENESS: &str = "10";

/// A named check. What it needs it builds or installs itself, so that it can be run alone.
pub struct Step {
    pub name: &'static str,
    pub check: fn() -> Result<()>,
}

/// What became of a step.
pub struct Outcome {
    pub name: &'static str,
    pub passed: bool,
    pub time: Duration,
}

/// What a lane's steps are to the machine.
#[derive(Clone, Copy)]
enum Lane {
    Quick,
    Patient,
    Browsers,
}

/// Runs what is quick, then `ready`, then what is for browsers, and what is patient beside all of that.
pub fn run(quick: &[&Step], patient: &[&Step], browsers: &[&Step], ready: fn() -> Result<()>) -> Vec<Outcome> {
    thread::scope(|scope| {
        let patient = scope.spawn(|| Lane::Patient.run_beside(patient, PATIENT_AT_ONCE));
        let mut outcomes = Lane::Quick.run(&Mutex::new(quick.iter()));
        if !browsers.is_empty() {
            outcomes.push(Step { name: "browsers", check: ready }.run());
        }
        outcomes.extend(Lane::Browsers.run_beside(browsers, BROWSERS_AT_ONCE));
        outcomes.extend(joined(patient));
        outcomes
    })
}

fn joined<T>(lane: thread::ScopedJoinHandle<'_, T>) -> T {
    lane.join().unwrap_or_else(|panic| resume_unwind(panic))
}

impl Step {
    /// Runs in this process.
    pub fn run(&self) -> Outcome {
        eprintln!("\n== {}", self.name);
        let start = Instant::now();
        let outcome = (self.check)();
        if let Err(error) = &outcome {
            eprintln!("{error:#}");
        }
        Outcome { name: self.name, passed: outcome.is_ok(), time: start.elapsed() }
    }

    /// Runs in a process of its own, and shows what that printed when it has ended: reports of two do not mix.
    fn run_apart(&self, lane: Lane) -> Outcome {
        let start = Instant::now();
        let output = lane.program().and_then(|mut program| program.args(["test", self.name]).output());
        match &output {
            Ok(output) => {
                eprint!("{}", String::from_utf8_lossy(&output.stderr) + String::from_utf8_lossy(&output.stdout))
            }
            Err(error) => eprintln!("{} could not be started: {error}", self.name),
        }
        let passed = output.is_ok_and(|output| output.status.success());
        Outcome { name: self.name, passed, time: start.elapsed() }
    }
}

impl Lane {
    /// Runs steps in so many lanes of this kind.
    fn run_beside(self, steps: &[&Step], at_once: usize) -> Vec<Outcome> {
        let waiting = Mutex::new(steps.iter());
        thread::scope(|scope| {
            let lanes: Vec<_> = (0..at_once).map(|_| scope.spawn(|| self.run(&waiting))).collect();
            lanes.into_iter().flat_map(joined).collect()
        })
    }

    /// Runs steps one after the other until no lane has left one.
    fn run<'a>(self, waiting: &Mutex<impl Iterator<Item = &'a &'a Step>>) -> Vec<Outcome> {
        iter::from_fn(|| waiting.lock().ok()?.next()).map(|step| step.run_apart(self)).collect()
    }

    /// This program once more.
    fn program(self) -> io::Result<Command> {
        let this = env::current_exe()?;
        let mut program = Command::new(&this);
        match self {
            Lane::Quick => {}
            Lane::Browsers => _ = program.env(wasm::ARE_BUILT, "1"),
            // Where there is no such program, the one lane is as good as the others.
            Lane::Patient if cfg!(unix) => {
                program = Command::new("nice");
                program.args(["-n", NICENESS]).arg(this);
            }
            Lane::Patient => {}
        }
        Ok(program)
    }
}
