//! `aib-ls.toml` on the command line: which file is for which template, what it does, and what is told about it.

use expect_test::expect;
use serde_json::Value;

use super::{Folder, GOOD, bad, run};

const OFF: &str = "[rules]\ntimeout = \"off\"\n";

/// Every finding of a report, as `file severity rule`.
fn found(report: &Value) -> Vec<String> {
    let mut shown = Vec::new();
    for file in report["files"].as_array().unwrap() {
        for it in file["findings"].as_array().unwrap() {
            let word = |value: &Value| value.as_str().unwrap().to_owned();
            shown.push(format!(
                "{} {} {}",
                word(&file["file"]),
                word(&it["severity"]),
                word(&it["rule"])
            ));
        }
    }
    shown
}

#[test]
fn the_nearest_file_upwards_is_in_force_and_no_other() {
    let folder = Folder::with(&[
        ("aib-ls.toml", OFF),
        ("web.json", &bad()),
        ("images/web.json", &bad()),
        ("strict/aib-ls.toml", "lang = \"en\"\n"),
        ("strict/deep/er/web.json", &bad()),
    ]);
    let strict = ["strict/deep/er/web.json error timeout/below-minimum"];
    assert_eq!(found(&folder.json(&[]).0), strict);
    // The same from further down, and for a template that was named.
    let mut command = folder.command(&["check", "--format", "json", "er/web.json", "../../images"]);
    let answer = run(command.current_dir(folder.path("strict/deep")), b"");
    let report: Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!(found(&report), ["er/web.json error timeout/below-minimum"]);
}

#[test]
fn standard_input_is_where_its_name_says() {
    let folder = Folder::with(&[("aib-ls.toml", OFF), ("strict/aib-ls.toml", "")]);
    assert_eq!(folder.run_with(&["check", "-"], bad()).code, 0);
    let named = |name: &str| folder.run_with(&["check", "-", "--stdin-filename", name], bad()).code;
    assert_eq!((named("images/web.json"), named("strict/new/web.json")), (0, 1));
}

#[test]
fn arguments_come_before_the_file() {
    let plain = GOOD.replace("\"apiVersion\": \"2024-02-01\",", "");
    let folder = Folder::with(&[
        ("aib-ls.toml", "api-version = \"2020-02-14\"\nlang = \"pt-br\"\n"),
        ("web.json", &plain),
    ]);
    let version = |arguments: &[&str]| folder.json(arguments).0["files"][0]["apiVersion"].clone();
    assert_eq!(version(&[]), "2020-02-14");
    assert_eq!(version(&["--api-version", "2024-02-01"]), "2024-02-01");
    assert!(
        folder
            .run(&["check", "--fail-on", "never"])
            .out
            .contains("1 arquivo verificado")
    );
    assert!(
        folder
            .run(&["check", "--fail-on", "never", "--lang", "en"])
            .out
            .contains("1 file checked")
    );
}

#[test]
fn a_bad_settings_file_is_reported_once_and_its_valid_entries_apply() {
    let folder = Folder::with(&[
        ("b/aib-ls.toml", "[rules]\ntimeout = \"off\"\nshema = \"off\"\n"),
        ("b/a.json", &bad()),
        ("b/c.json", &bad()),
        ("d.json", &bad()),
    ]);
    let (report, code) = folder.json(&[]);
    assert_eq!(
        found(&report),
        [
            "b/aib-ls.toml warning settings/unknown-rule",
            "d.json error timeout/below-minimum"
        ]
    );
    assert_eq!((code, &report["files"][1]["kind"]), (1, &Value::from("settings")));
    assert_eq!(report["files"][1]["findings"][0]["pointer"], "/rules/shema");
    let names: Vec<_> = report["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["file"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["b/a.json", "b/aib-ls.toml", "b/c.json", "d.json"]);
    let out = folder.run(&["check", "b"]).out;
    expect![[r#"
        warning[settings/unknown-rule]: Unknown rule or family `shema`; did you mean `schema`?
         --> b/aib-ls.toml:3:1
          |
        3 | shema = "off"
          | ^^^^^
          |
          = help: Replace with `schema`

        3 files checked: 1 warning
    "#]]
    .assert_eq(
        &out.lines()
            .map(|it| it.trim_end().to_owned() + "\n")
            .collect::<String>(),
    );
}

#[test]
fn a_settings_file_can_be_named() {
    let folder = Folder::with(&[("aib-ls.toml", "lang = en\n"), ("sub/aib-ls.toml", OFF)]);
    let answer = folder.run(&["check", "aib-ls.toml", "sub/aib-ls.toml"]);
    assert!(
        answer.out.contains("error[settings/not-toml]: TOML requires quotes"),
        "{}",
        answer.out
    );
    assert!(answer.out.ends_with("2 files checked: 1 error\n"), "{}", answer.out);
    assert_eq!((answer.code, answer.err.as_str()), (1, ""));
    assert_eq!(
        folder.run(&["check", "other/aib-ls.toml"]).err,
        "error: other/aib-ls.toml does not exist\n"
    );
}

#[test]
fn a_file_that_cannot_be_read_is_a_failure() {
    let folder = Folder::with(&[("web.json", GOOD)]);
    folder.write("aib-ls.toml", [0xff, 0xfe, b'x', 0]);
    let answer = folder.run(&["check"]);
    assert!(
        answer.err.ends_with("aib-ls.toml is UTF-16; save it as UTF-8\n"),
        "{}",
        answer.err
    );
    assert_eq!(answer.code, 2);
}

#[test]
fn unused_suppressions_are_reported_when_the_whole_folder_was_checked() {
    let entries = "[[ignore]]\nrule = \"timeout\"\nfile = \"web.json\"\n\n[[ignore]]\nrule = \"schema\"\nfile = \"images/*.json\"\n";
    let folder = Folder::with(&[
        ("aib-ls.toml", entries),
        ("web.json", &bad()),
        ("images/web.json", GOOD),
    ]);
    let unused = ["aib-ls.toml information settings/unused-ignore"];
    let (report, code) = folder.json(&[]);
    assert_eq!((found(&report), code), (unused.map(str::to_owned).to_vec(), 0));
    assert_eq!(report["files"][0]["findings"][0]["pointer"], "/ignore/1/rule");
    // The same from above; but not where only a part was seen.
    let absolute = folder.path("").to_str().unwrap().to_owned();
    assert_eq!(found(&folder.json(&[&absolute]).0), unused);
    assert_eq!(found(&folder.json(&["web.json"]).0), [""; 0]);
    assert_eq!(found(&folder.json(&["images"]).0), [""; 0]);
    assert_eq!(found(&folder.json(&["--api-version", "2024-02-01"]).0), [""; 0]);
    folder.write(
        "images/web.json",
        GOOD.replace("\"name\": \"web\",", "\"name\" \"web\","),
    );
    assert!(!found(&folder.json(&[]).0).iter().any(|it| it.contains("unused")));
}

#[test]
fn a_comment_suppresses_a_finding() {
    let line = "\"buildTimeoutInMinutes\": 3, // aib-ls: ignore[timeout/below-minimum] a test\n";
    let folder = Folder::with(&[("web.json", &GOOD.replace("\"buildTimeoutInMinutes\": 60,", line))]);
    assert_eq!(folder.run(&["check"]).out, "1 file checked, nothing found\n");
}
