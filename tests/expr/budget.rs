//! Templates that would take hours or gigabytes if they were evaluated to the end. The real program checks each of them, with
//! a limit of memory where the system knows one.

mod functions;
mod templates;

use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use rayon::prelude::*;

/// Far more than any of them takes; one that is evaluated to the end takes for ever.
const PATIENCE: Duration = Duration::from_secs(60);

/// The address space of a check in KiB. Most of it is reserved for the stacks of threads and never used.
#[cfg(unix)]
const MEMORY: usize = 1 << 20;

/// A template by a name, of about as many bytes as asked for.
type Case = (String, String);

/// The length of the templates in bytes: `AIB_LS_HOSTILE_KB`, else short ones.
fn len() -> usize {
    let said = std::env::var("AIB_LS_HOSTILE_KB").ok();
    said.map_or(4, |it| it.parse::<usize>().unwrap()) << 10
}

/// The templates outside of the project, where there are some.
fn others() -> Vec<Case> {
    let Some(cases) = std::env::var_os("AIB_LS_CASES").filter(|it| !it.is_empty()) else {
        return Vec::new();
    };
    let Ok(folder) = std::fs::read_dir(std::path::Path::new(&cases).join("hostile")) else {
        return Vec::new();
    };
    // The others are about something else than expressions.
    let kinds = ["memory-", "slow-doubling", "slow-union"];
    let is_ours = |name: &str| kinds.iter().any(|it| name.starts_with(it)) && name.ends_with(".json");
    let files = folder.map(|it| it.unwrap());
    let templates = files
        .filter(|it| is_ours(&it.file_name().to_string_lossy()))
        .map(|it| it.path());
    templates
        .map(|it| (it.display().to_string(), std::fs::read_to_string(&it).unwrap()))
        .collect()
}

/// The program with arguments, with a limit of memory.
fn program() -> Command {
    #[cfg(unix)]
    {
        let mut command = Command::new("sh");
        let script = format!("ulimit -v {MEMORY} && exec \"$0\" \"$@\"");
        command.args(["-c", &script, env!("CARGO_BIN_EXE_aib-ls")]);
        command
    }
    #[cfg(not(unix))]
    Command::new(env!("CARGO_BIN_EXE_aib-ls"))
}

/// How long a check takes; what went wrong otherwise.
fn check(template: &str) -> Result<Duration, String> {
    let begin = Instant::now();
    let mut command = program();
    command.args(["check", "--format", "json", "--fail-on", "never", "-"]);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // A program that has ended takes no more input.
    let _ = child.stdin.take().unwrap().write_all(template.as_bytes());
    loop {
        match child.try_wait().unwrap() {
            Some(status) if status.code() == Some(0) => return Ok(begin.elapsed()),
            Some(status) => return Err(format!("{status}")),
            None if begin.elapsed() > PATIENCE => {
                child.kill().unwrap();
                child.wait().unwrap();
                return Err(format!("not done after {PATIENCE:?}"));
            }
            None => std::thread::sleep(Duration::from_millis(5)),
        }
    }
}

#[test]
fn hostile_expressions_end_soon_and_stay_small() {
    let mut cases = functions::cases(len());
    cases.extend(templates::cases(len()));
    cases.extend(others());
    let names: BTreeSet<&String> = cases.iter().map(|it| &it.0).collect();
    assert!(names.len() == cases.len() && cases.len() >= 60, "{}", cases.len());
    let results = Mutex::new(Vec::new());
    cases.par_iter().for_each(|(name, template)| {
        let result = check(template);
        results.lock().unwrap().push((result, name.as_str(), template.len()));
    });
    let mut results = results.into_inner().unwrap();
    results.sort();
    for (result, name, len) in results.iter().rev().take(20) {
        println!("{name}: {len} bytes, {result:?}");
    }
    let failed: Vec<_> = results.iter().filter(|it| it.0.is_err()).collect();
    assert!(failed.is_empty(), "{failed:#?}");
}
