//! Files next to a template, and arguments, that are not regular files.

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::thread;

use super::{SPECIALS, Special, make, values, with_parameter, with_script};
use crate::cli::{Folder, GOOD};

#[test]
fn a_settings_file_that_cannot_be_read_is_an_error_and_the_rest_is_checked() {
    for what in SPECIALS {
        let folder = Folder::with(&[("web.json", GOOD)]);
        make(what, &folder.path("aib-ls.toml"));
        let why = match what {
            Special::Pipe | Special::Socket | Special::Folder => "is not a regular file",
            Special::Sparse => "is larger than 1 MiB",
            Special::Loop => "cannot be read: too many levels of symbolic links",
            Special::Device => "is outside the workspace, so it is not read",
            Special::Dangling => {
                assert_eq!(folder.run(&["check"]).code, 0);
                continue;
            }
        };
        let answer = folder.run(&["check"]);
        assert_eq!(answer.err, format!("error: aib-ls.toml {why}\n"), "{what:?}");
        assert_eq!(
            (answer.code, answer.out.as_str()),
            (2, "1 file checked, nothing found\n")
        );
    }
}

#[test]
fn a_parameter_file_that_settings_name_and_that_cannot_be_read_is_a_finding_at_the_setting() {
    for what in SPECIALS {
        let folder = Folder::with(&[("web.json", GOOD), ("aib-ls.toml", "parameters = \"values.json\"\n")]);
        make(what, &folder.path("values.json"));
        let why = match what {
            Special::Pipe | Special::Socket | Special::Folder => "it is not a regular file",
            Special::Sparse => "it is larger than 4 MiB",
            Special::Loop => "it cannot be read: too many levels of symbolic links",
            Special::Device => "it is outside the workspace, so it is not read",
            Special::Dangling => "it does not exist",
        };
        let answer = folder.run(&["check", "web.json"]);
        let first = format!(
            "warning[settings/unreadable-parameters]: `values.json` cannot be used as a parameter file: {why}\n"
        );
        assert!(answer.out.starts_with(&first), "{what:?}: {}", answer.out);
        assert!(answer.out.contains(" --> aib-ls.toml:1:14\n"), "{}", answer.out);
        assert_eq!((answer.code, answer.err.as_str()), (1, ""));
    }
}

#[test]
fn a_parameter_file_beside_a_template_that_cannot_be_read_is_an_error() {
    for what in SPECIALS {
        let folder = Folder::with(&[("web.json", &with_parameter())]);
        make(what, &folder.path("web.parameters.json"));
        let answer = folder.run(&["check", "web.json"]);
        let why = match what {
            Special::Pipe | Special::Socket | Special::Folder => "is not a regular file",
            Special::Sparse => "is larger than 4 MiB",
            Special::Loop => "cannot be read: too many levels of symbolic links",
            Special::Device => "is outside the workspace, so it is not read",
            Special::Dangling => {
                assert_eq!((answer.code, answer.err.as_str()), (0, ""));
                continue;
            }
        };
        assert_eq!(answer.err, format!("error: web.parameters.json {why}\n"), "{what:?}");
        assert_eq!(
            (answer.code, answer.out.as_str()),
            (2, "1 file checked, nothing found\n")
        );
        let answer = folder.run(&["permissions", "web.json"]);
        assert_eq!(answer.err, format!("web.parameters.json {why}\n"), "{what:?}");
    }
    // The other name of the pair may be whole.
    let folder = Folder::with(&[
        ("web.json", &with_parameter()),
        ("web.parameters.jsonc", &values("web")),
    ]);
    make(Special::Pipe, &folder.path("web.parameters.json"));
    assert_eq!(folder.run(&["check", "web.json"]).err, "");
}

#[test]
fn a_script_that_cannot_be_read_is_a_hint_at_its_address() {
    for what in SPECIALS {
        let folder = Folder::with(&[("web.json", &with_script())]);
        make(what, &folder.path("scripts/setup.sh"));
        let (report, _) = folder.json(&[]);
        let findings = report["files"][0]["findings"].as_array().unwrap();
        let mut findings = findings.iter().filter(|it| it["rule"] == "customize/unreadable-script");
        let why = match what {
            Special::Pipe | Special::Socket => "is not a regular file",
            Special::Sparse => "is larger than 16 MiB",
            Special::Loop => "cannot be read: too many levels of symbolic links",
            Special::Device => "is outside the workspace, so it is not read",
            Special::Folder | Special::Dangling => {
                assert!(findings.next().is_none());
                continue;
            }
        };
        let message = findings.next().unwrap()["message"].as_str().unwrap();
        assert_eq!(message, format!("The local file `scripts/setup.sh` {why}"));
        assert!(findings.next().is_none());
    }
}

#[test]
fn an_argument_may_be_a_pipe_and_nothing_else_that_has_no_end() {
    let folder = Folder::with(&[("log.txt", "")]);
    for (what, why) in [
        (Special::Socket, "is not a regular file"),
        (Special::Sparse, "is larger than 64 MiB"),
        (Special::Loop, "cannot be read: too many levels of symbolic links"),
        (Special::Dangling, "does not exist"),
        (Special::Device, "is larger than 64 MiB"),
    ] {
        let name = format!("{what:?}.json");
        make(what, &folder.path(&name));
        let answer = folder.run(&["check", &name]);
        assert_eq!((answer.code, answer.err), (2, format!("error: {name} {why}\n")));
        if what == Special::Sparse {
            continue;
        }
        let why = match what {
            Special::Device => "is not a regular file",
            _ => why,
        };
        let answer = folder.run(&["doctor", &name]);
        assert_eq!((answer.code, answer.err), (2, format!("error: {name} {why}\n")));
    }
    let (pipe, text) = (folder.path("pipe.json"), GOOD);
    make(Special::Pipe, &pipe);
    let writer = thread::spawn(move || {
        // In two parts: the reader waits for the second.
        let mut pipe = fs::File::options().write(true).open(pipe).unwrap();
        let (first, second) = text.split_at(500);
        pipe.write_all(first.as_bytes()).unwrap();
        thread::sleep(std::time::Duration::from_millis(200));
        pipe.write_all(second.as_bytes()).unwrap();
    });
    let answer = folder.run(&["check", "pipe.json"]);
    assert_eq!(answer.out, "1 file checked, nothing found\n", "{}", answer.err);
    writer.join().unwrap();
}

#[test]
fn a_pipe_without_a_writer_is_given_up() {
    let folder = Folder::with(&[("web.json", &with_parameter())]);
    make(Special::Pipe, &folder.path("values.json"));
    let answer = folder.run(&["check", "web.json", "--parameters", "values.json"]);
    assert_eq!(answer.err, "error: values.json is a pipe that no program writes to\n");
    assert_eq!(answer.code, 2);
}

#[test]
fn a_file_of_the_system_that_has_to_be_waited_for_is_refused() {
    let log = std::path::Path::new("/proc/kmsg");
    if !log.exists() || fs::File::open(log).is_err() {
        eprintln!("the log of the kernel cannot be opened: nothing is checked");
        return;
    }
    let folder = Folder::with(&[("web.json", &with_parameter())]);
    for arguments in [
        ["check", "web.json", "--parameters", "/proc/kmsg"].as_slice(),
        &["check", "/proc/kmsg"],
        &["doctor", "/proc/kmsg"],
    ] {
        let answer = folder.run(arguments);
        assert_eq!(answer.code, 2, "{}", answer.err);
    }
}

#[test]
fn a_path_of_any_length_is_a_file_that_does_not_exist() {
    for path in [
        "a/".repeat(400_000),
        "a/".repeat(2_000),
        "a".repeat(400),
        "a\\u0000b".to_owned(),
    ] {
        let folder = Folder::with(&[
            ("web.json", GOOD),
            ("aib-ls.toml", &format!("parameters = \"{path}\"\n")),
        ]);
        let answer = folder.run(&["check", "--format", "json"]);
        assert_eq!((answer.code, answer.err.as_str()), (1, ""));
        let is_reported = |it: &&str| answer.out.contains(it);
        assert!(["it does not exist", "file name too long"].iter().any(is_reported));
    }
    let folder = Folder::with(&[("web.json", GOOD)]);
    let path = "a/".repeat(60_000) + "web.json";
    let answer = folder.run(&["check", &path]);
    assert_eq!(answer.code, 2);
    assert!(answer.err.ends_with("web.json cannot be read: file name too long\n"));
    let answer = folder.run_with(&["check", "-", "--stdin-filename", &path], GOOD);
    assert_eq!(answer.code, 0);
    // Segments that no file can have as its name.
    let address = format!(
        "https://example.com/{}x.sh",
        format!("{}/", "a".repeat(300)).repeat(4_000)
    );
    folder.write(
        "web.json",
        with_script().replace("https://example.com/", &format!("{address}/")),
    );
    assert_ne!(folder.run(&["check"]).code, 2);
}

#[test]
fn an_unreadable_neighbour_is_reported() {
    let folder = Folder::with(&[("web.json", &with_parameter()), ("web.parameters.json", &values("web"))]);
    let path = folder.path("web.parameters.json");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&path).is_ok() {
        eprintln!("the administrator reads everything: nothing is checked");
        return;
    }
    let answer = folder.run(&["check"]);
    assert_eq!(
        answer.err,
        "error: web.parameters.json cannot be read: permission denied\n"
    );
}
