//! Folders: which of their files are checked, and in which order.

use super::{Folder, GOOD, bad};

#[test]
fn without_a_path_the_folder_it_stands_in_is_checked() {
    let folder = Folder::with(&[
        ("web.json", GOOD),
        ("images/db.jsonc", GOOD),
        ("images/deep/er/UPPER.JSON", GOOD),
        (".azure/hidden.json", GOOD),
        ("notes.txt", GOOD),
        ("package.json", r#"{ "name": "x" }"#),
        ("empty.json", ""),
    ]);
    assert_eq!(
        folder.files(&[]),
        [
            ".azure/hidden.json",
            "images/db.jsonc",
            "images/deep/er/UPPER.JSON",
            "web.json"
        ]
    );
    assert_eq!(folder.run(&["check"]).err, "");
}

#[test]
fn a_folder_is_checked_under_the_name_it_was_given() {
    let folder = Folder::with(&[("images/a.json", GOOD), ("images/b.json", GOOD), ("web.json", GOOD)]);
    assert_eq!(folder.files(&["images"]), ["images/a.json", "images/b.json"]);
    assert_eq!(folder.files(&["./images/"]), ["images/a.json", "images/b.json"]);
    let absolute = folder.path("images").to_str().unwrap().to_owned();
    assert_eq!(
        folder.files(&[&absolute]),
        [format!("{absolute}/a.json"), format!("{absolute}/b.json")]
    );
}

#[test]
fn ignored_files_are_skipped() {
    let folder = Folder::with(&[
        (".gitignore", "out/\n*.local.json\n"),
        ("web.json", GOOD),
        ("web.local.json", GOOD),
        ("out/web.json", GOOD),
        ("images/.gitignore", "!kept.local.json\n"),
        ("images/kept.local.json", GOOD),
        ("images/out/web.json", GOOD),
        (".git/web.json", GOOD),
    ]);
    assert_eq!(folder.files(&[]), ["images/kept.local.json", "web.json"]);
}

#[test]
fn ignored_files_are_checked_when_named() {
    let folder = Folder::with(&[(".gitignore", "*.local.json\n"), ("web.local.json", GOOD)]);
    assert_eq!(folder.files(&["web.local.json"]), ["web.local.json"]);
}

#[test]
fn a_file_is_checked_once() {
    let folder = Folder::with(&[("images/a.json", GOOD), ("web.json", GOOD)]);
    assert_eq!(
        folder.files(&["web.json", ".", "images", "./web.json", "images/a.json"]),
        ["images/a.json", "web.json"]
    );
}

#[test]
fn a_named_file_that_is_also_walked_has_to_be_a_template() {
    let folder = Folder::with(&[("web.json", GOOD), ("package.json", "{}")]);
    let answer = folder.run(&["check", ".", "package.json"]);
    assert_eq!(answer.err, "error: package.json contains no image template\n");
    assert_eq!(
        (answer.code, answer.out.as_str()),
        (2, "1 file checked, nothing found\n")
    );
}

#[test]
fn skips_named_files_without_a_template_on_request() {
    let others = ["package.json", "empty.json", "notes.txt", "setup.sh"];
    let folder = Folder::with(&[("web.json", &bad()), ("clean.jsonc", GOOD)]);
    for (name, text) in others.into_iter().zip(["{}", "", "ready", "apt-get install nginx"]) {
        folder.write(name, text);
    }
    let named = [
        &["check", "--skip-others", "web.json", "clean.jsonc"],
        others.as_slice(),
    ]
    .concat();
    let answer = folder.run(&named);
    assert!(answer.out.ends_with("\n2 files checked: 1 error\n"), "{}", answer.out);
    assert_eq!((answer.code, answer.err.as_str()), (1, ""));

    let answer = folder.run(&[&["check", "--skip-others"], others.as_slice()].concat());
    assert_eq!((answer.code, answer.out.as_str()), (0, "no image template found\n"));
}

#[test]
fn an_unreadable_file_is_reported_while_others_are_skipped() {
    let folder = Folder::with(&[("web.json", GOOD), ("aib-ls.toml", "lange = 1\n")]);
    let answer = folder.run(&["check", "--skip-others", "missing.json", "web.json"]);
    assert_eq!(
        (answer.code, answer.err.as_str()),
        (2, "error: missing.json does not exist\n")
    );
    // Settings are no template, and are ours all the same.
    let answer = folder.run(&["check", "--skip-others", "aib-ls.toml"]);
    assert!(
        answer.out.starts_with("warning[settings/unknown-key]"),
        "{}",
        answer.out
    );
    // What comes from standard input was meant.
    let answer = folder.run_with(&["check", "--skip-others", "-"], "{}");
    assert_eq!(
        (answer.code, answer.err.as_str()),
        (2, "error: <stdin> contains no image template\n")
    );
}

#[test]
fn a_folder_without_a_template_is_no_failure() {
    let folder = Folder::with(&[("package.json", "{}")]);
    let answer = folder.run(&["check"]);
    assert_eq!((answer.code, answer.out.as_str()), (0, "no image template found\n"));
    assert_eq!(folder.run(&["check", "--quiet"]).out, "");
    let (report, code) = folder.json(&[]);
    assert_eq!((report["files"].as_array().map(Vec::len), code), (Some(0), 0));
}

#[test]
fn bad_encodings_are_reported_for_templates_only() {
    let folder = Folder::with(&[("web.json", GOOD)]);
    let latin = |text: &str| {
        text.replace("ready", "pr\u{ea}t")
            .chars()
            .map(|it| it as u8)
            .collect::<Vec<_>>()
    };
    let utf16 = |text: &str| {
        format!("\u{feff}{text}")
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect::<Vec<_>>()
    };
    folder.write("deep/latin.json", latin(GOOD));
    folder.write("deep/utf16.json", utf16(GOOD));
    folder.write("deep/other-latin.json", latin(r#"{ "ready": 1 }"#));
    folder.write("deep/other-utf16.json", utf16("{}"));
    folder.write("deep/binary.json", [0xff, 0xfe, 0xff]);
    let answer = folder.run(&["check"]);
    let at = GOOD.find("ready").unwrap() + 2;
    assert_eq!(
        answer.err,
        format!(
            "error: deep/latin.json is not UTF-8 at byte offset {at}; save it as UTF-8\n\
             error: deep/utf16.json is UTF-16; save it as UTF-8\n"
        )
    );
    assert_eq!(
        (answer.code, answer.out.as_str()),
        (2, "1 file checked, nothing found\n")
    );
}

#[cfg(unix)]
#[test]
fn links_in_a_folder_are_not_followed() {
    let folder = Folder::with(&[("images/web.json", GOOD)]);
    std::os::unix::fs::symlink(".", folder.path("images/circle")).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.path("images/dangling.json")).unwrap();
    std::os::unix::fs::symlink("images", folder.path("link")).unwrap();
    assert_eq!(folder.files(&[]), ["images/web.json"]);
    // A link that is named is what the user wants.
    assert_eq!(folder.files(&["link"]), ["link/web.json"]);
}

#[test]
fn many_files_come_in_the_order_of_their_paths() {
    let folder = Folder::new();
    let mut names: Vec<String> = (0..300)
        .map(|it| format!("{}/{}/t{it:03}.json", it % 7, (it * 31) % 11))
        .collect();
    for (at, name) in names.iter().enumerate() {
        folder.write(name, if at % 3 == 0 { bad() } else { GOOD.to_owned() });
    }
    names.sort_by(|a, b| std::path::Path::new(a).cmp(std::path::Path::new(b)));
    assert_eq!(folder.files(&[]), names);
    let first = folder.run(&["check"]);
    assert!(first.out.ends_with("\n300 files checked: 100 errors\n"));
    for _ in 0..3 {
        assert_eq!(folder.run(&["check"]), first);
    }
}
