//! Runs the program on the files of a kind, within limits, and reads what it cost.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use wait4::Wait4;

use crate::support::pathological::{self, Location};

/// Seconds of CPU after which a run is stopped, and KiB of addresses that it may have.
pub const MAX_SECONDS: u32 = 20;
const MAX_KIB: u32 = 4_000_000;
/// The exit code of a program that panicked.
const PANIC: i32 = 101;

/// A way to run the program.
pub struct Way {
    pub name: &'static str,
    arguments: &'static [&'static str],
}

const JSON: Way = Way {
    name: "json",
    arguments: &["check", "--format", "json", "--fail-on", "never", "."],
};
const HUMAN: Way = Way {
    name: "human",
    arguments: &["check", "--fail-on", "never", "."],
};
const FIX: Way = Way {
    name: "fix",
    arguments: &["check", "--fix", "--format", "json", "--fail-on", "never", "."],
};
const DOCTOR: Way = Way {
    name: "doctor",
    arguments: &["doctor", "--format", "json", "customization.log"],
};
const DOCTOR_HUMAN: Way = Way {
    name: "doctor, human",
    arguments: &["doctor", "customization.log"],
};

/// The ways to run the program on a kind of file.
pub fn ways(location: Location) -> &'static [Way] {
    match location {
        Location::Log => &[DOCTOR, DOCTOR_HUMAN],
        _ => &[JSON, HUMAN, FIX],
    }
}

/// What one run cost.
#[derive(Clone, Copy)]
pub struct Cost {
    /// Seconds of CPU, on all cores.
    pub seconds: f64,
    /// The most memory that it held, in bytes.
    pub memory: u64,
    /// Bytes on standard output.
    pub output: u64,
    /// Whether it exited normally, without a panic.
    pub ended: bool,
}

impl Cost {
    /// The cost without what any run costs.
    pub fn without(self, seconds: f64) -> Self {
        Self {
            seconds: (self.seconds - seconds).max(0.0),
            ..self
        }
    }

    /// The better of two measurements of the same: the other one was disturbed.
    pub fn best(&self, other: &Self) -> Self {
        Self {
            seconds: self.seconds.min(other.seconds),
            memory: self.memory.min(other.memory),
            output: self.output.max(other.output),
            ended: self.ended && other.ended,
        }
    }
}

/// Seconds that the program takes for a template of ordinary size.
pub fn start_time(folder: &Path) -> f64 {
    let files = pathological::ordinary();
    let turns = (0..9).map(|_| run(folder, &files, &JSON).seconds);
    turns.fold(f64::MAX, f64::min)
}

/// Runs the program in a folder that holds these files alone.
pub fn run(folder: &Path, files: &[pathological::File], way: &Way) -> Cost {
    try_run(folder, files, way).unwrap_or_else(|error| {
        println!("the program cannot be measured: {error}");
        Cost {
            seconds: 0.0,
            memory: 0,
            output: 0,
            ended: false,
        }
    })
}

fn try_run(folder: &Path, files: &[pathological::File], way: &Way) -> io::Result<Cost> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    for (name, bytes) in files {
        let path = folder.join(name);
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(path, bytes)?;
    }
    // Beside the folder: what is in it is checked.
    let output = folder.with_extension("out");
    let limits = format!("ulimit -t {MAX_SECONDS}; ulimit -v {MAX_KIB}; exec \"$0\" \"$@\"");
    let child = Command::new("sh")
        .args(["-c", &limits, env!("CARGO_BIN_EXE_aib-ls")])
        .args(way.arguments)
        .current_dir(folder)
        .stdout(File::create(&output)?)
        .stderr(Stdio::null())
        .spawn()?;
    let used = child.wait4()?;
    let time = used.rusage.utime + used.rusage.stime;
    Ok(Cost {
        seconds: time.as_secs_f64(),
        memory: used.rusage.maxrss,
        output: fs::metadata(&output)?.len(),
        ended: used.status.code().is_some_and(|it| it < PANIC),
    })
}
