//! `check --fix --to-api-version`: what is moved, what is said about it, and what stays as it is.

use std::fs;

use super::{Folder, GOOD};
use crate::support::outside::outside;

/// A template of 2020 that can be moved whole.
fn old() -> String {
    GOOD.replace("2024-02-01", "2020-02-14").replace(
        "\"targetRegions\": [{ \"name\": \"westeurope\" }]",
        "\"replicationRegions\": [\"westeurope\"]",
    )
}

const TO: [&str; 4] = ["check", "--fix", "--to-api-version", "2024-02-01"];

fn arguments<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&TO, more].concat()
}

#[test]
fn migrates_a_template_and_prints_each_change() {
    let folder = Folder::with(&[("web.json", &old()), ("good.json", GOOD)]);
    let answer = folder.run(&arguments(&[]));
    assert_eq!(
        answer.err,
        "good.json:5 was not migrated: it already has API version 2024-02-01\n\
         migrated web.json: Set the API version to 2024-02-01 (/resources/0/apiVersion)\n\
         migrated web.json: Replace `replicationRegions` with `targetRegions` (/resources/0/properties/distribute/0/replicationRegions)\n"
    );
    assert_eq!(
        (answer.code, answer.out.as_str()),
        (0, "2 files checked, nothing found\n")
    );
    assert_eq!(fs::read_to_string(folder.path("web.json")).unwrap(), GOOD);
    let again = folder.run(&arguments(&[]));
    assert_eq!(again.code, 0);
    assert!(!again.err.contains("migrated web.json"), "{}", again.err);
    assert_eq!(fs::read_to_string(folder.path("web.json")).unwrap(), GOOD);
}

#[test]
fn lists_manual_steps_with_their_lines_and_applies_safe_fixes() {
    let text = old()
        .replace("\"buildTimeoutInMinutes\": 60", "\"BuildTimeoutInMinutes\": \"60\"")
        .replace("\"version\": \"latest\"", "\"version\": \"latest\", \"flavour\": 1")
        .replace("[\"westeurope\"]", "\"[parameters('regions')]\"");
    let folder = Folder::with(&[("web.json", &text)]);
    let answer = folder.run(&arguments(&["--format", "json"]));
    assert!(
        answer
            .err
            .contains("\nweb.json:23: manual step: Unknown property `flavour`; the service rejects the template\n"),
        "{}",
        answer.err
    );
    assert!(
        answer
            .err
            .contains("\nweb.json:33: manual step: `targetRegions` replaces"),
        "{}",
        answer.err
    );
    assert!(
        answer
            .err
            .contains("\nfixed web.json: schema/field-case, schema/wrong-json-type\n"),
        "{}",
        answer.err
    );
    assert!(answer.out.starts_with('{'), "{}", answer.out);
    assert_eq!(answer.code, 1);
    let after = fs::read_to_string(folder.path("web.json")).unwrap();
    assert!(after.contains("\"buildTimeoutInMinutes\": 60"), "{after}");
    assert!(after.contains("\"apiVersion\": \"2024-02-01\""), "{after}");
}

#[test]
fn a_refused_migration_is_reported_and_leaves_the_file() {
    let broken = old()
        .replace("\"name\": \"web\",", "\"name\": {,")
        .replace("\"Shell\"", "\"shell\"");
    let folder = Folder::with(&[("broken.json", &broken), ("web.json", &old())]);
    let answer = folder.run(&arguments(&["--quiet"]));
    assert_eq!(
        answer.err,
        "error: broken.json:5 was not migrated: it has syntax errors; fix them first\n"
    );
    assert_eq!(answer.code, 2);
    assert_eq!(fs::read_to_string(folder.path("broken.json")).unwrap(), broken);
    assert_eq!(fs::read_to_string(folder.path("web.json")).unwrap(), GOOD);
    let portuguese = folder.run(&arguments(&["--quiet", "--lang", "pt-br", "broken.json"]));
    assert_eq!(
        portuguese.err,
        "erro: broken.json:5 não foi migrado: ele tem erros de sintaxe; corrija-os antes\n"
    );
}

/// The template of 2020 with its version in a parameter without default.
fn unknown() -> String {
    old().replace("\"2020-02-14\"", "\"[parameters('v')]\"").replacen(
        "  \"resources\"",
        "  \"parameters\": { \"v\": { \"type\": \"string\" } },\n  \"resources\"",
        1,
    )
}

#[test]
fn a_version_that_is_unknown_is_assumed_and_said() {
    let folder = Folder::with(&[("web.json", &unknown())]);
    let answer = folder.run(&arguments(&[]));
    assert_eq!(
        answer.err,
        "web.json:6: API version 2019-05-01-preview assumed, the oldest that the body fits; `--from-api-version` sets another\n\
         migrated web.json: Replace `replicationRegions` with `targetRegions` (/resources/0/properties/distribute/0/replicationRegions)\n\
         web.json:8: manual step: The API version comes from `[parameters('v')]`: set it to 2024-02-01 there\n"
    );
    assert_eq!(
        (answer.code, answer.out.as_str()),
        (0, "1 file checked, nothing found\n")
    );
    let again = folder.run(&arguments(&[]));
    assert!(
        again.code == 0
            && again
                .err
                .starts_with("web.json:6 was not migrated: its body, taken for one of 20"),
        "{}",
        again.err
    );
}

#[test]
fn the_version_to_start_from_can_be_given() {
    let folder = Folder::with(&[("web.json", &unknown())]);
    let answer = folder.run(&arguments(&["--from-api-version", "2021-10-01"]));
    assert!(
        answer.code == 0 && answer.err.starts_with("migrated web.json: "),
        "{}",
        answer.err
    );
    for (from, expected) in [
        (
            "2024-02-01",
            "error: the version of `--from-api-version` must be older than that of `--to-api-version`\n",
        ),
        (
            "2024-02-30",
            "error: unknown API version `2024-02-30`; known versions: ",
        ),
    ] {
        let answer = folder.run(&arguments(&["--from-api-version", from]));
        assert!(answer.code == 2 && answer.err.starts_with(expected), "{}", answer.err);
    }
    let alone = folder.run(&["check", "--fix", "--from-api-version", "2021-10-01"]);
    assert!(
        alone.code == 2 && alone.err.contains("--to-api-version"),
        "{}",
        alone.err
    );
}

#[test]
fn a_real_template_without_a_version_gets_an_answer_that_works() {
    let Some(cases) = outside("AIB_LS_CASES") else { return };
    let text = fs::read_to_string(cases.join("templates/migrate-unknown-version-advice.json")).unwrap();
    let folder = Folder::with(&[("web.json", &text)]);
    let answer = folder.run(&arguments(&["--fail-on", "never"]));
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert!(
        answer.err.contains("taken for one of 20") && !answer.err.contains("error:"),
        "{}",
        answer.err
    );
    let old = text.replace("\"PowerShell\"", "\"powershell\"");
    folder.write("web.json", &old);
    let answer = folder.run(&arguments(&["--fail-on", "never"]));
    assert_eq!(
        (answer.code, fs::read_to_string(folder.path("web.json")).unwrap()),
        (0, text),
        "{}",
        answer.err
    );
}

#[test]
fn migrates_the_templates_that_can_be_migrated() {
    let resource = |text: &str| {
        let (_, rest) = text.split_once("\"resources\": [\n").unwrap();
        rest.rsplit_once("\n  ]").unwrap().0.to_owned()
    };
    let second = resource(&old())
        .replace("\"name\": \"web\",", "\"name\": \"db\",")
        .replace("\"2020-02-14\"", "\"2020-02-31\"");
    let text = old().replace("\n  ]\n}", &format!(",\n{second}\n  ]\n}}"));
    let folder = Folder::with(&[("web.json", &text)]);
    let answer = folder.run(&arguments(&["--fail-on", "never"]));
    assert!(
        answer.err.contains("migrated web.json: Set the API version"),
        "{}",
        answer.err
    );
    assert!(
        answer.err.ends_with(
            "error: web.json:38 was not migrated: its API version `2020-02-31` does not exist; `--from-api-version` says which one it is written for\n"
        ),
        "{}",
        answer.err
    );
    assert_eq!(answer.code, 2);
    let after = fs::read_to_string(folder.path("web.json")).unwrap();
    assert_eq!(
        after,
        text.replacen("2020-02-14", "2024-02-01", 1).replacen(
            "\"replicationRegions\": [\"westeurope\"]",
            "\"targetRegions\": [{ \"name\": \"westeurope\" }]",
            1
        )
    );
}

#[test]
fn a_migrated_body_is_checked_under_its_new_version() {
    let whole = old();
    let (_, rest) = whole.split_once("\"name\": \"web\",\n").unwrap();
    let body = format!("{{\n{}\n}}\n", rest.rsplit_once("\n    }\n  ]").unwrap().0);
    let folder = Folder::with(&[("body.json", &body)]);
    let answer = folder.run(&arguments(&["--api-version", "2020-02-14"]));
    assert_eq!(
        answer.err,
        "migrated body.json: Replace `replicationRegions` with `targetRegions` (/properties/distribute/0/replicationRegions)\n\
         body.json:1: manual step: The API version of this template comes from the command that submits it or from the settings: change it to 2024-02-01 there\n"
    );
    assert_eq!(
        (answer.code, answer.out.as_str()),
        (0, "1 file checked, nothing found\n")
    );
}

#[test]
fn refuses_unknown_and_retired_versions_and_a_missing_fix() {
    let folder = Folder::with(&[("web.json", &old())]);
    let unknown = folder.run(&["check", "--fix", "--to-api-version", "2024-02-30"]);
    assert!(
        unknown
            .err
            .starts_with("error: `2024-02-30` is not an API version; expected one of 2018-02-01-preview, "),
        "{}",
        unknown.err
    );
    let retired = folder.run(&["check", "--fix", "--to-api-version", "2019-02-01-preview"]);
    assert_eq!(
        retired.err,
        "error: API version 2019-02-01-preview is retired; the service rejects templates that use it\n"
    );
    let dry = folder.run(&["check", "--to-api-version", "2024-02-01"]);
    assert!(dry.err.contains("--fix"), "{}", dry.err);
    for answer in [unknown, retired, dry] {
        assert_eq!((answer.code, answer.out.as_str()), (2, ""));
    }
    assert_eq!(fs::read_to_string(folder.path("web.json")).unwrap(), old());
}
