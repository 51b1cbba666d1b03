//! Parameter files on the command line: which is for a template, and what is told of one that is of no use.

use serde_json::Value;

use super::{Folder, GOOD};

/// A template of a parameter's version, in which the group is newer than 2020-02-14.
fn template() -> String {
    GOOD.replace("\"2024-02-01\"", "\"[parameters('version')]\"")
        .replace(
            "\"buildTimeoutInMinutes\": 60,",
            "\"stagingResourceGroup\": \"/subscriptions/6c1fd2b5-2f1e-4a51-9d0a-0d6c4d1a7f11/resourceGroups/staging\",",
        )
        .replace(
            "\"resources\": [",
            "\"parameters\": { \"version\": { \"type\": \"string\", \"defaultValue\": \"2024-02-01\" } },\n  \"resources\": [",
        )
}

fn values(version: &str) -> String {
    format!("{{ \"parameters\": {{ \"version\": {{ \"value\": \"{version}\" }} }} }}")
}

/// The API version of each file that a check reports.
fn versions(folder: &Folder, arguments: &[&str]) -> Vec<String> {
    let (report, _) = folder.json(arguments);
    let files = report["files"].as_array().unwrap().iter();
    files
        .filter_map(|it| it["apiVersion"].as_str().map(str::to_owned))
        .collect()
}

#[test]
fn a_finding_rests_on_the_value_and_is_a_warning() {
    let folder = Folder::with(&[("web.json", &template()), ("old.json", &values("2020-02-14"))]);
    assert_eq!(folder.run(&["check", "web.json"]).code, 0);
    let (report, code) = folder.json(&["web.json", "--parameters", "old.json"]);
    let findings = report["files"][0]["findings"].as_array().unwrap();
    let group = findings
        .iter()
        .find(|it| it["pointer"] == "/resources/0/properties/stagingResourceGroup");
    let group = group.unwrap();
    assert_eq!(
        (&group["rule"], &group["severity"], code),
        (&"api-version/field-too-new".into(), &"warning".into(), 1)
    );
    // The version is not written in this file, so no fix changes it.
    let titles: Vec<&Value> = group["fixes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["title"])
        .collect();
    assert_eq!(titles, ["Remove `stagingResourceGroup`"]);
    let all = findings.iter().map(|it| &it["severity"]);
    assert!(!all.into_iter().any(|it| it == "error"), "{findings:?}");
}

#[test]
fn a_retired_version_from_the_parameter_file_is_reported_at_the_expression() {
    let folder = Folder::with(&[
        ("web.json", &template()),
        ("web.parameters.json", &values("2018-02-01-preview")),
    ]);
    let (report, _) = folder.json(&[]);
    let findings = report["files"][0]["findings"].as_array().unwrap();
    let retired = findings.iter().find(|it| it["rule"] == "api-version/retired-preview");
    let retired = retired.unwrap();
    assert_eq!(
        (&retired["pointer"], &retired["severity"], &retired["fixes"]),
        (
            &"/resources/0/apiVersion".into(),
            &"warning".into(),
            &Value::Array(Vec::new())
        )
    );
}

#[test]
fn the_argument_comes_before_the_settings_and_these_before_the_name() {
    let folder = Folder::with(&[
        ("web.json", &template()),
        ("web.parameters.json", &values("2022-07-01")),
        ("project/aib-ls.toml", "parameters = \"values/prod.json\"\n"),
        ("project/values/prod.json", &values("2021-10-01")),
        ("project/deep/web.jsonc", &template()),
        ("project/deep/web.parameters.json", &values("2022-07-01")),
        ("other/web.json", &template()),
        (
            "other/web.parameters.jsonc",
            &format!("// a comment\n{}", values("2020-02-14")),
        ),
        ("argument.json", &values("2022-02-14")),
    ]);
    assert_eq!(versions(&folder, &[]), ["2020-02-14", "2021-10-01", "2022-07-01"]);
    assert_eq!(versions(&folder, &["--parameters", "argument.json"]), ["2022-02-14"; 3]);
    let answer = folder.run_with(
        &["check", "-", "--stdin-filename", "web.json", "--format", "json"],
        template(),
    );
    assert!(answer.out.contains("\"apiVersion\": \"2022-07-01\""), "{}", answer.out);
}

#[test]
fn a_missing_parameter_file_from_the_command_line_is_an_error() {
    let folder = Folder::with(&[
        ("web.json", &template()),
        ("broken.json", "{\n  \"parameters\": {\n"),
        ("list.json", "[]"),
    ]);
    for command in ["check", "permissions"] {
        for (file, words) in [
            ("broken.json", "broken.json is not a parameter file: line 2 is not JSON"),
            (
                "list.json",
                "list.json is not a parameter file: it has no object `parameters`",
            ),
            (
                "web.json",
                "web.json is not a parameter file: it is a deployment template",
            ),
            ("gone.json", "gone.json does not exist"),
        ] {
            let answer = folder.run(&[command, "web.json", "--parameters", file]);
            assert_eq!(
                (answer.code, answer.err, answer.out.as_str()),
                (2, format!("error: {words}\n"), "")
            );
        }
    }
}

#[test]
fn a_missing_parameter_file_from_the_settings_is_reported_there() {
    let settings = "parameters = \"params/web.json\"\n\n[[ignore]]\nrule = \"api-version\"\n";
    let folder = Folder::with(&[
        ("aib-ls.toml", settings),
        ("web.json", &template()),
        ("web.parameters.json", &values("2020-02-14")),
    ]);
    let told = || {
        let (report, code) = folder.json(&[]);
        let file = report["files"][0].clone();
        let findings = file["findings"].as_array().unwrap().clone();
        assert_eq!(
            (findings.len(), code, &file["file"]),
            (1, 1, &"aib-ls.toml".into()),
            "{report}"
        );
        assert_eq!(findings[0]["rule"], "settings/unreadable-parameters");
        assert_eq!(findings[0]["pointer"], "/parameters");
        assert_eq!(report["files"][1]["apiVersion"], "2024-02-01");
        findings[0]["message"].as_str().unwrap().to_owned()
    };
    assert_eq!(
        told(),
        "`params/web.json` cannot be used as a parameter file: it does not exist"
    );
    folder.write("params/web.json", "{}");
    assert_eq!(
        told(),
        "`params/web.json` cannot be used as a parameter file: it has no object `parameters`"
    );
    folder.write("params/web.json", [0xff, 0xfe, b'x', 0]);
    assert_eq!(
        told(),
        "`params/web.json` cannot be used as a parameter file: it is UTF-16; save it as UTF-8"
    );
    folder.write("params/web.json", values("2022-07-01"));
    assert_eq!(versions(&folder, &[]), ["2022-07-01"]);
    // A settings file that was named has the same finding; one that is no TOML has its own alone.
    folder.write("aib-ls.toml", "parameters = \"gone.json\"\n");
    let named = |settings: &str| folder.run(&["check", settings, "--lang", "pt-br"]).out;
    let words = "`gone.json` não pode ser usado como arquivo de parâmetros: não existe";
    assert!(named("aib-ls.toml").contains(words), "{}", named("aib-ls.toml"));
    folder.write("aib-ls.toml", "parameters = \"gone.json\"\nlang = en\n");
    assert!(!named("aib-ls.toml").contains(words), "{}", named("aib-ls.toml"));
}

#[test]
fn an_unusable_parameter_file_beside_a_template_is_ignored() {
    let folder = Folder::with(&[
        ("web.json", &template()),
        ("web.parameters.json", "{ \"parameters\": {"),
        ("web.parameters.jsonc", &values("2022-07-01")),
    ]);
    assert_eq!(versions(&folder, &[]), ["2022-07-01"]);
    assert_eq!(folder.run(&["check"]).err, "");
}

#[test]
fn permissions_rest_on_the_same_values() {
    let text = template()
        .replace(
            "/subscriptions/6c1fd2b5-2f1e-4a51-9d0a-0d6c4d1a7f11/resourceGroups/staging",
            "[parameters('group')]",
        )
        .replace(
            "\"parameters\": {",
            "\"parameters\": { \"group\": { \"type\": \"string\", \"defaultValue\": \"\" },",
        );
    let group = "{ \"parameters\": { \"group\": { \"value\": \"/subscriptions/s/resourceGroups/g\" } } }";
    let folder = Folder::with(&[("web.json", &text), ("values.json", group)]);
    let needs_group = |arguments: &[&str]| {
        let answer = folder.run(&[&["permissions", "web.json"], arguments].concat());
        assert_eq!((answer.code, answer.err.as_str()), (0, ""));
        answer.out.contains("the build works in this group")
    };
    assert!(!needs_group(&[]));
    assert!(needs_group(&["--parameters", "values.json"]));
    folder.write("web.parameters.json", group);
    assert!(needs_group(&[]));
    folder.write("aib-ls.toml", "parameters = \"gone.json\"\n");
    let answer = folder.run(&["permissions", "web.json"]);
    assert!(answer.err.ends_with("gone.json does not exist\n"), "{}", answer.err);
    assert_eq!(
        (answer.code, answer.out.contains("the build works in this group")),
        (0, false)
    );
}
