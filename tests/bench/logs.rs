//! What the log doctor costs: the program next to `grep -F` with the same literals, on the same file in the same run, with the most
//! memory that it took; and the server that opens a log in an editor.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use aib_ls::doctor::matches;
use serde_json::json;

use crate::support::connection::{Connection, LIMIT};

#[path = "../doctor/log.rs"]
#[expect(dead_code, reason = "its whole builds are for the tests")]
mod log;

const SIZE: u64 = 100 << 20;
const SIZE_IN_EDITOR: usize = 20 << 20;
const TURNS: usize = 5;

/// Prints a line each; where there is no `grep`, says so.
pub fn measure() {
    let ordinary: Vec<String> = log::noise(200_000).collect();
    let waiting: Vec<String> = waiting().collect();
    for (name, lines) in [("ordinary lines", ordinary), ("two thirds match", waiting)] {
        let block = lines.join("\n") + "\n";
        on_command_line(name, &block);
        in_editor(name, &block);
    }
}

/// Lines of an installation of updates, two thirds of which belong to a known failure.
fn waiting() -> impl Iterator<Item = String> {
    let packer = format!("[{}] PACKER", log::OPERATION);
    let mut noise = log::noise(usize::MAX);
    (0..200_000_usize).filter_map(move |at| match at % 3 {
        0 => noise.next(),
        _ => Some(format!(
            "{packer} OUT     azure-arm: Waiting for operation to complete (system performance: {}% cpu; {}% memory)...",
            at * 7 % 100,
            at * 3 % 100
        )),
    })
}

fn on_command_line(name: &str, block: &str) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let [text, literals, output] = ["customization.log", "literals", "output"].map(|it| folder.join(it));
    let written = write_log(&text, block).and_then(|()| fs::write(&literals, matches::anchors().join("\n")));
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
    let title = format!("100 MB, {name}");
    let (own, floor) = (own.as_secs_f64() * 1e3, floor.as_secs_f64() * 1e3);
    let ratio = own / floor;
    println!("{title:<26} {:<26} {floor:>10.0} ms", "grep -F, same literals");
    println!("{title:<26} {:<26} {own:>10.0} ms {ratio:>8.2} ×", "doctor");
    println!(
        "{title:<26} {:<26} {:>10.1} MiB",
        "doctor, most memory",
        most as f64 / 1024.0
    );
    // Nobody needs them afterwards.
    for path in [&text, &literals, &output] {
        let _ = fs::remove_file(path);
    }
}

/// How long the server takes to answer about a log: when it is opened, and when a line has been added to it.
fn in_editor(name: &str, block: &str) {
    let mut text = block.repeat(SIZE_IN_EDITOR / block.len() + 1);
    text.truncate(
        text.get(..SIZE_IN_EDITOR)
            .and_then(|it| it.rfind('\n'))
            .map_or(0, |it| it + 1),
    );
    text.push_str(&end());
    let last = text.lines().count();
    let mut server = Connection::process();
    let send = |server: &mut Connection, message: serde_json::Value| {
        let body = message.to_string();
        let frame = format!("Content-Length: {}\r\n\r\n{body}", body.len());
        let begin = Instant::now();
        server.send(frame.as_bytes());
        begin
    };
    let answer = |server: &mut Connection, id: i64| {
        while let Ok(message) = server.next(LIMIT) {
            if message.get("id").and_then(serde_json::Value::as_i64) == Some(id) {
                return;
            }
        }
    };
    let start = json!({ "processId": null, "rootUri": null, "capabilities": {} });
    send(
        &mut server,
        json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": start }),
    );
    answer(&mut server, 1);
    send(
        &mut server,
        json!({ "jsonrpc": "2.0", "method": "initialized", "params": {} }),
    );
    let uri = "file:///logs/customization.log";
    let symbols = |id: i64| {
        let params = json!({ "textDocument": { "uri": uri } });
        json!({ "jsonrpc": "2.0", "id": id, "method": "textDocument/documentSymbol", "params": params })
    };
    let document = json!({ "uri": uri, "languageId": "log", "version": 1, "text": text });
    let open = json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": { "textDocument": document } });
    let begin = send(&mut server, open);
    send(&mut server, symbols(2));
    answer(&mut server, 2);
    let opened = begin.elapsed();
    let at = json!({ "line": last, "character": 0 });
    let line = format!("[{}] PACKER OUT one more line\n", log::OPERATION);
    let change = json!({
        "textDocument": { "uri": uri, "version": 2 },
        "contentChanges": [{ "range": { "start": at, "end": at }, "text": line }],
    });
    let begin = send(
        &mut server,
        json!({ "jsonrpc": "2.0", "method": "textDocument/didChange", "params": change }),
    );
    send(&mut server, symbols(3));
    answer(&mut server, 3);
    let changed = begin.elapsed();
    let title = format!("20 MB, {name}");
    for (stage, time) in [("editor, opened", opened), ("editor, a line added", changed)] {
        println!("{title:<26} {stage:<26} {:>10.1} ms", time.as_secs_f64() * 1e3);
    }
}

/// A build of two steps, the second of which fails, with these lines in it up to the size.
fn write_log(path: &Path, block: &str) -> io::Result<()> {
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
    let mut written = 0;
    while written < SIZE {
        out.write_all(block.as_bytes())?;
        written += block.len() as u64;
    }
    out.write_all(end().as_bytes())?;
    out.flush()
}

/// The end of a build that failed.
fn end() -> String {
    let packer = format!("[{}] PACKER", log::OPERATION);
    format!(
        "{packer} ==> azure-arm: E: Could not get lock /var/lib/dpkg/lock-frontend\n\
         {packer} ==> azure-arm: Provisioning step had errors: Running the cleanup provisioner\n\
         {packer} Build 'azure-arm' errored after 2 hours: Script exited with non-zero exit status: 100\n"
    )
}

/// How long a program takes, and the most memory it held, in KiB; 0 where the system does not show it.
fn run(mut command: Command, output: &Path) -> io::Result<(Duration, u64)> {
    // A grep that writes to nowhere stops at the first line that it finds, whatever it is asked to count.
    let output = File::create(output)?;
    let begin = Instant::now();
    let mut child = command.stdout(output).stderr(Stdio::null()).spawn()?;
    let path = format!("/proc/{}/status", child.id());
    let mut most = 0;
    while child.try_wait()?.is_none() {
        let status = fs::read_to_string(&path).unwrap_or_default();
        let peak = status.lines().find_map(|it| it.strip_prefix("VmHWM:"));
        let peak = peak.and_then(|it| it.trim().trim_end_matches(" kB").parse().ok());
        most = most.max(peak.unwrap_or(0));
        thread::sleep(Duration::from_millis(5));
    }
    Ok((begin.elapsed(), most))
}
