//! Standard input and output that are closed, full or no streams.

use std::fs::File;
use std::process::Stdio;

use crate::cli::{Folder, GOOD, run};

/// Commands that print something.
const PRINTING: [&[&str]; 12] = [
    &["check"],
    &["check", "--format", "json"],
    &["check", "--format", "sarif"],
    &["rules"],
    &["--help"],
    &["help"],
    &["help", "check"],
    &["check", "--help"],
    &["--version"],
    &["schema"],
    &["explain", "timeout/below-minimum"],
    &["completions", "bash"],
];

#[test]
fn a_full_standard_output_is_an_error() {
    let Ok(full) = File::options().write(true).open("/dev/full") else {
        eprintln!("there is no full device: nothing is checked");
        return;
    };
    let folder = Folder::with(&[("web.json", GOOD)]);
    for arguments in PRINTING {
        let mut command = folder.command(arguments);
        command.stdin(Stdio::null()).stdout(full.try_clone().unwrap());
        let output = command
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
            .wait_with_output()
            .unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        let expected = "error: cannot write to standard output: no space left on device\n";
        assert_eq!(
            (output.status.code(), error.as_str()),
            (Some(2), expected),
            "{arguments:?}"
        );
    }
}

#[test]
fn a_reader_that_stops_early_is_no_failure() {
    let folder = Folder::with(&[("web.json", GOOD)]);
    for arguments in PRINTING {
        let mut command = folder.command(arguments);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), error.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn standard_input_that_is_empty_or_a_folder_is_an_error() {
    let folder = Folder::with(&[("web.json", GOOD)]);
    for (arguments, error) in [
        (["check", "-"], "error: <stdin> cannot be read: is a directory\n"),
        (["doctor", "-"], "error: - cannot be read: is a directory\n"),
    ] {
        let mut command = folder.command(&arguments);
        command.stdin(File::open(folder.path("")).unwrap());
        let output = command.output().unwrap();
        let found = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), found.as_str()), (Some(2), error));
    }
    let answer = run(&mut folder.command(&["check", "-"]), b"");
    assert_eq!(answer.code, 2);
}
