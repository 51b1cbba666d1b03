//! `check --format sarif`: held against the schema of the standard, and a few things that no schema says.

use boon::{Compiler, Schemas};
use serde_json::{Value, json};

use super::{Folder, GOOD, bad};

fn log(folder: &Folder, arguments: &[&str]) -> Value {
    let answer = folder.run(&[&["check", "--format", "sarif"], arguments].concat());
    let log = serde_json::from_str(&answer.out).unwrap();
    validate(&log);
    log
}

/// Fails where the schema of the standard refuses a log.
#[track_caller]
fn validate(log: &Value) {
    let schema: Value = serde_json::from_str(include_str!("sarif-2.1.0.schema.json")).unwrap();
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.add_resource("sarif.json", schema).unwrap();
    let schema = compiler.compile("sarif.json", &mut schemas).unwrap();
    if let Err(error) = schemas.validate(log, schema) {
        panic!("{error:#}\n{log:#}");
    }
}

fn fingerprints(log: &Value) -> Vec<String> {
    let results = log["runs"][0]["results"].as_array().unwrap();
    let print = |it: &Value| format!("{} {}", it["ruleId"], it["partialFingerprints"]["aib-ls/v1"]);
    results.iter().map(print).collect()
}

/// A template with many kinds of findings, one of which reaches over lines.
fn many() -> String {
    bad()
        .replace(
            "\"inline\": [\"echo ready | sudo tee /etc/motd\"]",
            "\"Inline\": \"a\",",
        )
        .replace(
            "\"sku\": \"server\",",
            "\"sku\": \"server\", \"{x}\": \"é😀\", \"x y\": 1,",
        )
        .replace("\"type\": \"Shell\"", "\"type\": \"shell\"")
        .replace("\"runOutputName\": \"web\",", "")
}

#[test]
fn a_log_is_valid_under_the_schema_of_the_standard() {
    let folder = Folder::with(&[
        ("a b/é#1.json", &many()),
        ("good.json", GOOD),
        ("aib-ls.toml", "lang = en\n"),
    ]);
    let log = log(&folder, &[]);
    let run = &log["runs"][0];
    assert_eq!(run["tool"]["driver"]["name"], "aib-ls");
    let results = run["results"].as_array().unwrap();
    assert!(results.len() > 5, "{log:#}");
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for it in results {
        let rule = &rules[it["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], it["ruleId"]);
        assert!(rule["help"]["markdown"].as_str().is_some_and(|it| it.len() > 80));
    }
    let of = |rule: &str| results.iter().find(|it| it["ruleId"] == rule).unwrap();
    let place = &of("timeout/below-minimum")["locations"][0];
    assert_eq!(
        place["physicalLocation"],
        json!({
            "artifactLocation": { "uri": "a%20b/%C3%A9%231.json", "uriBaseId": "%SRCROOT%" },
            "region": { "startLine": 17, "startColumn": 34, "endLine": 17, "endColumn": 35 },
        })
    );
    assert_eq!(
        place["logicalLocations"][0]["fullyQualifiedName"],
        "/resources/0/properties/buildTimeoutInMinutes"
    );
    let fix = &of("schema/discriminator-case")["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(fix["insertedContent"]["text"], "\"Shell\"");
    // Braces stand for arguments in a message of the format, so those that are meant are doubled.
    let unknown = results.iter().filter(|it| it["ruleId"] == "schema/unknown-field");
    let messages: Vec<&str> = unknown.map(|it| it["message"]["text"].as_str().unwrap()).collect();
    assert!(messages.iter().any(|it| it.contains("`{{x}}`")), "{messages:?}");
}

#[test]
fn columns_count_utf_16_units() {
    let folder = Folder::with(&[("web.json", &many())]);
    let log = log(&folder, &[]);
    assert_eq!(log["runs"][0]["columnKind"], "utf16CodeUnits");
    let results = log["runs"][0]["results"].as_array().unwrap();
    let after = results
        .iter()
        .find(|it| it["message"]["text"].as_str().unwrap().contains("`x y`"))
        .unwrap();
    let line = many().lines().find(|it| it.contains("x y")).unwrap().to_owned();
    let units = line[..line.find("\"x y\"").unwrap()].encode_utf16().count() as u64;
    assert_eq!(
        after["locations"][0]["physicalLocation"]["region"]["startColumn"],
        units + 1
    );
}

#[test]
fn levels_are_those_of_the_findings_and_of_the_settings() {
    let folder = Folder::with(&[("web.json", &bad())]);
    for (severity, level) in [
        ("error", "error"),
        ("warning", "warning"),
        ("information", "note"),
        ("hint", "note"),
    ] {
        folder.write("aib-ls.toml", format!("rules = {{ timeout = \"{severity}\" }}"));
        assert_eq!(log(&folder, &[])["runs"][0]["results"][0]["level"], level);
    }
}

#[test]
fn a_fingerprint_outlives_changes_elsewhere() {
    let folder = Folder::with(&[("web.json", &many())]);
    let before = fingerprints(&log(&folder, &[]));
    let mut single = before.clone();
    single.sort();
    single.dedup();
    assert_eq!(single.len(), before.len(), "{before:?}");
    let step = "{ \"type\": \"Shell\", \"name\": \"first\", \"inline\": [\"true\"] },";
    let moved = many()
        .replace("\"contentVersion\"", "\n\n\n\"contentVersion\"")
        .replace("\"customize\": [", &format!("\"customize\": [ {step}"))
        .replace("  ", "\t");
    folder.write("web.json", moved);
    assert_eq!(fingerprints(&log(&folder, &[])), before);
    // The language is of no matter; what is wrong is.
    assert_eq!(fingerprints(&log(&folder, &["--lang", "pt-br"])), before);
    folder.write("web.json", many().replace("InMinutes\": 3", "InMinutes\": 4"));
    assert_ne!(fingerprints(&log(&folder, &[])), before);
}

#[test]
fn the_same_mistake_twice_has_two_fingerprints() {
    let step = "{ \"type\": \"Shell\", \"inlin\": [\"a\"] }";
    let text = GOOD.replace("\"customize\": [", &format!("\"customize\": [ {step}, {step},"));
    let folder = Folder::with(&[("web.json", &text)]);
    let mut prints = fingerprints(&log(&folder, &[]));
    let all = prints.len();
    prints.sort();
    prints.dedup();
    assert_eq!((prints.len(), all), (2, 2), "{prints:?}");
}

#[test]
fn unreadable_files_are_notifications_in_the_log() {
    let folder = Folder::with(&[("web.json", GOOD)]);
    let log = log(&folder, &["web.json", "gone.json"]);
    let run = &log["runs"][0];
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    let note = &run["invocations"][0]["toolExecutionNotifications"][0];
    assert_eq!(note["message"]["text"], "gone.json does not exist");
    assert_eq!(run["results"], json!([]));
}

#[test]
fn a_run_without_files_is_a_valid_log() {
    let log = log(&Folder::new(), &[]);
    assert_eq!(log["runs"][0]["results"], json!([]));
}

#[test]
fn an_absolute_path_becomes_a_file_uri() {
    let folder = Folder::with(&[("web.json", &bad())]);
    let path = folder.path("web.json").to_str().unwrap().to_owned();
    let log = log(&folder, &[&path]);
    let location = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"];
    assert_eq!(location, &json!({ "uri": format!("file://{path}") }));
}
