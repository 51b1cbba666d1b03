//! What stands in the files that steps run, from the command line.

use serde_json::Value;

use crate::cli::{Folder, GOOD};

const SCRIPT: &str =
    "#!/bin/bash\nset -e\ncloud-init status --wait || [ $? -eq 2 ]; sudo apt-get update\nsudo apt-get install nginx\n";

fn folder() -> Folder {
    let step = r#""scriptUri": "https://example.com/main/scripts/setup.sh""#;
    let template = GOOD.replace(r#""inline": ["echo ready | sudo tee /etc/motd"]"#, step);
    Folder::with(&[("web.json", &template), ("scripts/setup.sh", SCRIPT)])
}

#[test]
fn a_script_is_a_file_of_the_report() {
    let (report, _) = folder().json(&["web.json"]);
    let files = report["files"].as_array().unwrap();
    let script = files.iter().find(|it| it["kind"] == "script").unwrap();
    assert_eq!(script["apiVersion"], Value::Null);
    assert!(script["file"].as_str().unwrap().ends_with("setup.sh"));
    let finding = &script["findings"][0];
    assert_eq!(finding["rule"], "script/apt-no-yes");
    assert_eq!(finding["pointer"], "");
    assert_eq!(finding["range"]["start"]["line"], 3);
    let template = files.iter().find(|it| it["kind"] != "script").unwrap();
    let in_script = |it: &Value| it["rule"] == "script/apt-no-yes";
    assert!(!template["findings"].as_array().unwrap().iter().any(in_script));
}

#[test]
fn fixes_are_written_to_the_script() {
    let folder = folder();
    folder.run(&["check", "--fix", "web.json"]);
    let script = std::fs::read_to_string(folder.path("scripts/setup.sh")).unwrap();
    assert_eq!(script, SCRIPT.replace("install", "install -y"));
}

#[test]
fn a_comment_in_the_script_suppresses_a_finding() {
    let folder = folder();
    let kept = SCRIPT.replace(
        "sudo apt-get install",
        "# aib-ls: ignore[script/apt-no-yes] the image has it\nsudo apt-get install",
    );
    std::fs::write(folder.path("scripts/setup.sh"), kept).unwrap();
    let (report, _) = folder.json(&["web.json"]);
    let is_script = |it: &&Value| it["kind"] == "script";
    let script = report["files"].as_array().unwrap().iter().find(is_script);
    assert!(script.is_none_or(|it| it["findings"].as_array().unwrap().is_empty()));
}
