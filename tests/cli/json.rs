//! `check --format json`: the promised shape.

use serde_json::{Value, json};

use super::{Folder, GOOD, bad};

#[test]
fn a_finding_has_the_documented_fields() {
    let folder = Folder::with(&[("web.json", &bad())]);
    let (mut report, code) = folder.json(&["web.json"]);
    let finding = &mut report["files"][0]["findings"][0];
    words(finding, "message");
    for fix in finding["fixes"].as_array_mut().unwrap() {
        words(fix, "title");
    }
    let range = json!({ "start": { "line": 16, "character": 33 }, "end": { "line": 16, "character": 34 } });
    let fixes = finding["fixes"].clone();
    assert!(!fixes.as_array().unwrap().is_empty());
    assert_eq!(fixes[0]["edits"][0]["range"], range);
    assert!(fixes[0]["safe"].is_boolean() && fixes[0]["edits"][0]["newText"].is_string());
    assert_eq!(
        report,
        json!({
            "version": 1,
            "files": [{
                "file": "web.json",
                "kind": "arm",
                "apiVersion": "2024-02-01",
                "findings": [{
                    "rule": "timeout/below-minimum",
                    "severity": "error",
                    "message": "…",
                    "pointer": "/resources/0/properties/buildTimeoutInMinutes",
                    "range": range,
                    "related": [],
                    "fixes": fixes,
                }],
            }],
            "summary": { "files": 1, "error": 1, "warning": 0, "information": 0, "hint": 0 },
        })
    );
    assert_eq!(code, 1);
}

#[test]
fn a_clean_file_is_listed() {
    let folder = Folder::with(&[("web.json", GOOD)]);
    let (report, code) = folder.json(&[]);
    let file = json!({ "file": "web.json", "kind": "arm", "apiVersion": "2024-02-01", "findings": [] });
    assert_eq!(report["files"], json!([file]));
    assert_eq!(
        report["summary"],
        json!({ "files": 1, "error": 0, "warning": 0, "information": 0, "hint": 0 })
    );
    assert_eq!(code, 0);
}

#[test]
fn a_standalone_template_is_called_so_and_may_have_no_version() {
    let folder = Folder::new();
    let template = r#"{
  "type": "Microsoft.VirtualMachineImages/imageTemplates",
  "location": "westeurope",
  "properties": { "buildTimeoutInMinutes": 3, "source": {}, "distribute": [] }
}"#;
    folder.write("web.json", template);
    let (report, _) = folder.json(&[]);
    assert_eq!(report["files"][0]["kind"], "standalone");
    assert_eq!(report["files"][0]["apiVersion"], Value::Null);
    let (report, _) = folder.json(&["--api-version", "2024-02-01"]);
    assert_eq!(report["files"][0]["apiVersion"], "2024-02-01");
}

#[test]
fn characters_are_utf16_units_and_any_line_end_counts() {
    let folder = Folder::new();
    let one_line = bad()
        .replace("\"name\": \"web\"", "\"name\": \"é😀\"")
        .replace('\n', " ");
    folder.write("one-line.json", &one_line);
    folder.write("windows.json", bad().replace('\n', "\r\n"));
    folder.write("mac.json", bad().replace('\n', "\r"));
    let (report, _) = folder.json(&[]);
    let start = |file: usize| {
        let findings = report["files"][file]["findings"].as_array().unwrap();
        let finding = findings
            .iter()
            .find(|it| it["rule"] == "timeout/below-minimum")
            .unwrap();
        (
            finding["range"]["start"]["line"].as_u64().unwrap(),
            finding["range"]["start"]["character"].as_u64().unwrap(),
        )
    };
    let before = one_line.split("InMinutes\": ").next().unwrap().encode_utf16().count() + "InMinutes\": ".len();
    assert_eq!([start(0), start(1), start(2)], [(16, 33), (0, before as u64), (16, 33)]);
}

#[test]
fn the_message_follows_the_language_and_the_severity_does_not() {
    let folder = Folder::with(&[("web.json", &bad())]);
    let (english, _) = folder.json(&["--lang", "en"]);
    let (portuguese, _) = folder.json(&["--lang", "pt-br"]);
    let finding = |it: &Value, member: &str| it["files"][0]["findings"][0][member].as_str().unwrap().to_owned();
    assert_ne!(finding(&english, "message"), finding(&portuguese, "message"));
    assert_eq!(finding(&portuguese, "severity"), "error");
}

/// Takes out words, which are another test's business, after seeing that there are some.
fn words(value: &mut Value, member: &str) {
    assert!(
        value[member].as_str().is_some_and(|it| !it.is_empty()),
        "{member} of {value}"
    );
    value[member] = "…".into();
}
