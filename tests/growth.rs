//! Documents that repeat one construct: the program ends on each, within its memory limit, and prints no more than
//! anybody reads. `bench/growth.rs` measures how its cost grows.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use aib_ls::document::{Document, Language};
use aib_ls::rules;
use aib_ls::rules::engine::shown::{MAX_SHOWN, Shown};
use aib_ls::settings::Settings;
use tempfile::TempDir;

use crate::support::pathological::{self, Kind, Location};

/// Bytes of each document: enough that a program which looks at all pairs of something, of all documents of a family, does not end
/// within the limit.
const SIZE: usize = 10_000;
/// Seconds of CPU for a family; a second or two are usual in a debug build.
const MAX_SECONDS: u32 = 120;
/// KiB of addresses, of which the code and the threads take most.
const MAX_KIB: u32 = 3_000_000;
/// Bytes of a report on one document.
const MAX_OUTPUT: usize = 4_000_000;

fn write(folder: &Path, kinds: &[&Kind]) {
    for (number, kind) in kinds.iter().enumerate() {
        for (name, bytes) in kind.files(SIZE) {
            let path = folder.join(format!("{number}")).join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let limits = format!("ulimit -t {MAX_SECONDS}; ulimit -v {MAX_KIB} 2>/dev/null; exec \"$0\" \"$@\"");
    Command::new("sh")
        .args(["-c", &limits, env!("CARGO_BIN_EXE_aib-ls")])
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

/// Runs the program on all kinds of a family at once, and on each alone to name the one at which it fails.
#[track_caller]
fn check(family: &str, arguments: &[&str]) {
    let families = pathological::families();
    let kinds = &families.iter().find(|it| it.0 == family).unwrap().1;
    let is_sound = |kinds: &[&Kind]| {
        let folder = TempDir::new().unwrap();
        write(folder.path(), kinds);
        let output = run(folder.path(), arguments);
        // 2 says that a file cannot be read.
        matches!(output.status.code(), Some(0..=2)) && output.stdout.len() <= MAX_OUTPUT * kinds.len()
    };
    let all: Vec<&Kind> = kinds.iter().collect();
    if !is_sound(&all) {
        let failed: Vec<&str> = kinds.iter().filter(|it| !is_sound(&[it])).map(|it| it.name).collect();
        panic!("{family}: {failed:?}");
    }
}

const CHECK: [&str; 6] = ["check", "--format", "json", "--fail-on", "never", "."];

#[test]
#[cfg(unix)]
fn ends_with_any_structure_of_json() {
    check("json", &CHECK);
}

#[test]
#[cfg(unix)]
fn ends_with_any_keys() {
    check("keys", &CHECK);
}

#[test]
#[cfg(unix)]
fn ends_with_any_large_template() {
    check("templates", &CHECK);
}

#[test]
#[cfg(unix)]
fn ends_with_any_expressions() {
    check("expressions", &CHECK);
}

#[test]
#[cfg(unix)]
fn ends_with_any_shell_script() {
    check("shell", &CHECK);
}

#[test]
#[cfg(unix)]
fn ends_with_any_powershell_script() {
    check("powershell", &CHECK);
}

#[test]
#[cfg(unix)]
fn ends_with_any_suppressions() {
    check("suppressions", &CHECK);
}

#[test]
#[cfg(unix)]
fn ends_with_any_findings_in_each_format() {
    for format in ["human", "sarif", "github", "junit"] {
        check("findings", &["check", "--format", format, "--fail-on", "never", "."]);
    }
}

#[test]
#[cfg(unix)]
fn ends_with_any_findings_to_fix() {
    check("findings", &["check", "--fix", "--fail-on", "never", "."]);
}

#[test]
#[cfg(unix)]
fn ends_with_any_log() {
    check("logs", &["doctor", "."]);
}

#[test]
#[cfg(unix)]
fn ends_with_any_files_around_templates() {
    check("files", &CHECK);
}

/// A document of a kind, and its findings.
fn findings(family: &str, name: &str, size: usize) -> (Document, Vec<rules::engine::finding::Finding>) {
    let families = pathological::families();
    let kinds = &families.iter().find(|it| it.0 == family).unwrap().1;
    let kind = kinds.iter().find(|it| it.name == name).unwrap();
    assert!(matches!(kind.location, Location::In(_)));
    let (_, bytes) = kind.files(size).remove(0);
    let doc = Document::new(String::from_utf8(bytes).unwrap(), Language::Json, None);
    let findings = rules::check(&doc, &Settings::default());
    (doc, findings)
}

#[test]
fn shows_no_more_findings_than_anybody_reads_and_counts_the_rest() {
    let (doc, all) = findings("findings", "missing members", 100_000);
    assert!(all.len() > MAX_SHOWN);
    let shown = Shown::of_document(&doc, &all);
    assert_eq!(shown.findings.len(), MAX_SHOWN);
    assert_eq!(shown.counts.iter().sum::<usize>(), MAX_SHOWN + shown.omitted);
    assert!(shown.remark().unwrap().en.starts_with(&shown.omitted.to_string()));
    assert!(shown.findings.is_sorted_by_key(|it| it.span.start));
}

#[test]
fn counts_the_syntax_errors_that_are_not_listed() {
    let (doc, all) = findings("json", "missing commas in an object", 100_000);
    assert_eq!(doc.tree().errors().len(), 1000);
    assert!(doc.tree().unlisted_errors() > 1000);
    let shown = Shown::of_document(&doc, &all);
    assert!(shown.omitted >= doc.tree().unlisted_errors());
}

#[test]
fn a_few_findings_are_all_shown() {
    let (doc, all) = findings("findings", "missing members", 1_000);
    let shown = Shown::of_document(&doc, &all);
    assert_eq!((shown.omitted, shown.remark().is_none()), (0, true));
}

#[test]
#[cfg(unix)]
fn the_template_around_the_constructs_has_no_error() {
    let folder = TempDir::new().unwrap();
    for (name, bytes) in pathological::ordinary() {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let output = run(folder.path(), &["check", "--fail-on", "error", "."]);
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
}
