//! Folders with unusual contents, and the lists of what Git ignores.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::process::Command;

use super::{Special, fixable, make};
use crate::cli::{Folder, GOOD};

fn shell(folder: &Folder, script: &str) {
    let mut shell = Command::new("sh");
    let status = shell.args(["-c", script]).current_dir(folder.path("")).status();
    assert!(status.unwrap().success());
}

/// Each run must end and check all templates.
fn check_all(folder: &Folder, note: &str) {
    let answer = folder.run(&["check"]);
    assert_eq!(
        (answer.code, answer.out.as_str()),
        (0, "1 file checked, nothing found\n"),
        "{}",
        answer.err
    );
    assert_eq!(answer.err, note);
    let answer = folder.run(&["check", "--quiet"]);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
}

#[test]
fn a_list_of_git_that_cannot_be_read_is_noted_once_and_does_not_count() {
    for (what, why) in [
        (Special::Pipe, "is not a regular file"),
        (Special::Socket, "is not a regular file"),
        (Special::Folder, "is not a regular file"),
        (Special::Sparse, "is larger than 1 MiB"),
        (Special::Loop, "is not a regular file"),
        (Special::Dangling, "is not a regular file"),
        (Special::Device, "is not a regular file"),
    ] {
        let folder = Folder::with(&[("web.json", GOOD)]);
        make(what, &folder.path(".gitignore"));
        check_all(&folder, &format!(".gitignore {why}; its patterns do not apply\n"));
        let folder = Folder::with(&[("images/web.json", GOOD)]);
        make(what, &folder.path("images/.gitignore"));
        check_all(
            &folder,
            &format!("images/.gitignore {why}; its patterns do not apply\n"),
        );
        let folder = Folder::with(&[("web.json", GOOD)]);
        make(what, &folder.path(".git/info/exclude"));
        check_all(
            &folder,
            &format!(".git/info/exclude {why}; its patterns do not apply\n"),
        );
        // A list above the folder that this runs in.
        let folder = Folder::with(&[("ws/web.json", GOOD)]);
        make(what, &folder.path(".gitignore"));
        let answer = crate::cli::run(folder.command(&["check"]).current_dir(folder.path("ws")), b"");
        assert_eq!(
            (answer.code, answer.out.as_str()),
            (0, "1 file checked, nothing found\n")
        );
        assert!(answer.err.contains(why), "{}", answer.err);
    }
}

#[test]
fn the_note_is_translated() {
    let folder = Folder::with(&[("web.json", GOOD)]);
    make(Special::Pipe, &folder.path(".gitignore"));
    let answer = folder.run(&["check", "--lang", "pt-br"]);
    let note = ".gitignore não é um arquivo comum; os padrões dele não se aplicam\n";
    assert_eq!(answer.err, note);
}

#[test]
fn a_file_in_the_place_of_a_repository_leads_nowhere() {
    let folder = Folder::with(&[("ws/web.json", GOOD)]);
    make(Special::Pipe, &folder.path("git/commondir"));
    folder.write("ws/.git", format!("gitdir: {}\n", folder.path("git").display()));
    let run = || crate::cli::run(folder.command(&["check"]).current_dir(folder.path("ws")), b"");
    let answer = run();
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    for what in [Special::Pipe, Special::Sparse, Special::Device, Special::Loop] {
        fs::remove_file(folder.path("ws/.git")).unwrap();
        make(what, &folder.path("ws/.git"));
        let answer = run();
        assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    }
}

#[test]
fn lists_of_git_count_from_the_nearest_up_to_the_root_of_the_repository() {
    let folder = Folder::with(&[
        // Above the repository.
        (".gitignore", "*.json\n"),
        ("ws/.git/info/exclude", "excluded.json\n/kept.json\n"),
        (
            "ws/.gitignore",
            "\u{feff}*.local.json\r\n/out/\n# comment\n!kept.json\n",
        ),
        ("ws/web.json", GOOD),
        ("ws/kept.json", GOOD),
        ("ws/excluded.json", GOOD),
        ("ws/web.local.json", GOOD),
        ("ws/out/web.json", GOOD),
        ("ws/images/out/web.json", GOOD),
        ("ws/images/.gitignore", "!web.local.json\nother.json\n"),
        ("ws/images/web.local.json", GOOD),
        ("ws/images/deep/other.json", GOOD),
        ("ws/images/deep/excluded.json", GOOD),
        // A repository in the repository has lists of its own.
        ("ws/module/.git/HEAD", ""),
        ("ws/module/web.local.json", GOOD),
    ]);
    assert_eq!(
        folder.files(&["ws"]),
        [
            "ws/images/out/web.json",
            "ws/images/web.local.json",
            "ws/kept.json",
            "ws/module/web.local.json",
            "ws/web.json"
        ]
    );
    // From a folder of the repository, the lists above count.
    assert_eq!(
        folder.files(&["ws/images"]),
        ["ws/images/out/web.json", "ws/images/web.local.json"]
    );
    // A folder that is named is searched, though it is ignored.
    assert_eq!(folder.files(&["ws/out"]), ["ws/out/web.json"]);
}

#[test]
fn a_folder_that_is_reached_through_a_link_has_the_lists_of_where_it_lies() {
    let folder = Folder::with(&[
        ("ws/.git/HEAD", ""),
        ("ws/.gitignore", "*.local.json\n"),
        ("ws/images/web.json", GOOD),
        ("ws/images/web.local.json", GOOD),
    ]);
    symlink("ws/images", folder.path("link")).unwrap();
    assert_eq!(folder.files(&["link"]), ["link/web.json"]);
}

#[test]
fn a_thousand_folders_in_each_other_and_thousands_of_entries_are_walked() {
    let folder = Folder::with(&[("web.json", GOOD)]);
    let mut path = folder.path("d");
    for _ in 0..1_000 {
        path.push("d");
    }
    fs::create_dir_all(&path).unwrap();
    fs::write(path.join("web.json"), GOOD).unwrap();
    for number in 0..10_000 {
        folder.write(&format!("many/{number}.txt"), "");
    }
    symlink("..", folder.path("many/up")).unwrap();
    let answer = folder.run(&["check"]);
    assert_eq!(answer.out, "2 files checked, nothing found\n", "{}", answer.err);
}

#[test]
fn a_path_that_is_too_long_to_be_opened_is_reported_and_the_rest_is_checked() {
    let folder = Folder::with(&[("a.json", GOOD)]);
    let name = "d".repeat(200);
    // Deeper than a path can be, step by step.
    shell(
        &folder,
        &format!("for i in $(seq 30); do mkdir {name} && cd {name}; done; touch web.json"),
    );
    let answer = folder.run(&["check"]);
    assert_eq!(
        (answer.code, answer.out.as_str()),
        (2, "1 file checked, nothing found\n")
    );
    assert!(
        answer.err.ends_with("cannot be read: file name too long\n"),
        "{}",
        answer.err
    );
    shell(&folder, &format!("rm -rf {name}"));
}

#[test]
fn names_that_are_not_utf8_are_read_and_fixed() {
    let folder = Folder::with(&[("web.json", GOOD)]);
    let name = OsStr::from_bytes(b"caf\xe9 \xff.json");
    let path = folder.path("").join(name);
    if fs::write(&path, fixable()).is_err() {
        eprintln!("this disk takes no such name: nothing is checked");
        return;
    }
    let (report, code) = folder.json(&[]);
    assert_eq!((report["files"].as_array().map(Vec::len), code), (Some(2), 1));
    let answer = folder.run(&["check", "--fix"]);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    assert_eq!(fs::read_to_string(&path).unwrap(), GOOD);
}
