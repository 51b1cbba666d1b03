//! What the log doctor costs on a log of 500 MB: the program beside `grep -F` with the same stretches, on the same file in the same
//! run, and the most memory that it took.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use aib_ls::doctor::matches;

#[path = "../doctor/log.rs"]
#[expect(dead_code, reason = "its whole builds are for the tests")]
mod log;

const SIZE: u64 = 500 << 20;
const TURNS: usize = 3;

/// Prints a line each; where there is no `grep`, says so.
pub fn measure() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let [text, literals, output] = ["customization.log", "literals", "output"].map(|it| folder.join(it));
    let written = write_log(&text).and_then(|()| fs::write(&literals, matches::anchors().join("\n")));
    if let Err(error) = written {
        println!("no log to measure with: {error}");
        return;
    }
    let doctor = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_aib-ls"));
        command
            .args(["doctor", "--format", "json"])
            .arg(&text)
            .current_dir(folder);
        command
    };
    let grep = || {
        let mut command = Command::new("grep");
        command.arg("-c").arg("-F").arg("-f").arg(&literals).arg(&text);
        command
    };
    let (mut own, mut floor, mut most) = (Duration::MAX, Duration::MAX, 0);
    // Turn by turn, so that a busy moment strikes both.
    for _ in 0..TURNS {
        match (run(doctor(), &output), run(grep(), &output)) {
            (Ok((time, memory)), Ok((other, _))) => {
                own = own.min(time);
                floor = floor.min(other);
                most = most.max(memory);
            }
            (Err(error), _) | (_, Err(error)) => println!("a program cannot be started: {error}"),
        }
    }
    let speed = |time: Duration| (SIZE >> 20) as f64 / time.as_secs_f64();
    let (own, floor) = (speed(own), speed(floor));
    println!(
        "{:<18} {:<34} {floor:>8.0} MiB/s",
        "500 MB log", "grep -F, the same stretches"
    );
    let ratio = own / floor;
    println!("{:<18} {:<34} {own:>8.0} MiB/s {ratio:>12.2} ×", "500 MB log", "doctor");
    println!(
        "{:<18} {:<34} {:>8.1} MiB",
        "500 MB log",
        "doctor, most memory",
        most as f64 / 1024.0
    );
    // They are of no use to anybody afterwards.
    for path in [&text, &literals, &output] {
        let _ = fs::remove_file(path);
    }
}

/// A build of two steps, the second of which fails, with ordinary lines in it up to the size.
fn write_log(path: &Path) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    let packer = format!("[{}] PACKER", log::OPERATION);
    writeln!(
        out,
        "{packer} 2024/03/04 10:00:00 [INFO] (telemetry) Starting provisioner file"
    )?;
    writeln!(out, "{packer} 2024/03/04 10:00:09 [INFO] (telemetry) ending file")?;
    writeln!(
        out,
        "{packer} 2024/03/04 10:00:09 [INFO] (telemetry) Starting provisioner shell"
    )?;
    let lines: Vec<String> = log::noise(200_000).collect();
    let block = lines.join("\n") + "\n";
    let mut written = 0;
    while written < SIZE {
        out.write_all(block.as_bytes())?;
        written += block.len() as u64;
    }
    writeln!(
        out,
        "{packer} ==> azure-arm: E: Could not get lock /var/lib/dpkg/lock-frontend"
    )?;
    writeln!(
        out,
        "{packer} ==> azure-arm: Provisioning step had errors: Running the cleanup provisioner"
    )?;
    writeln!(
        out,
        "{packer} Build 'azure-arm' errored after 2 hours: Script exited with non-zero exit status: 100"
    )?;
    out.flush()
}

/// How long a program takes, and the most memory it held, in KiB; 0 where the system does not tell.
fn run(mut command: Command, output: &Path) -> io::Result<(Duration, u64)> {
    // A grep that writes to nowhere stops at the first line that it finds, whatever it is asked to count.
    let output = File::create(output)?;
    let begin = Instant::now();
    let mut child = command.stdout(output).stderr(Stdio::null()).spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0;
    while child.try_wait()?.is_none() {
        let told = fs::read_to_string(&status).unwrap_or_default();
        let peak = told.lines().find_map(|it| it.strip_prefix("VmHWM:"));
        let peak = peak.and_then(|it| it.trim().trim_end_matches(" kB").parse().ok());
        most = most.max(peak.unwrap_or(0));
        thread::sleep(Duration::from_millis(5));
    }
    Ok((begin.elapsed(), most))
}
