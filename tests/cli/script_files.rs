//! Files that addresses name, beside the template and below the folder of the run.

use serde_json::Value;

use crate::cli::{Folder, GOOD};

/// The sum of `echo ready` and a line end.
const SUM: &str = "277cfe839808c4010d970694be37f2a28cc592396a68d8868b85c8303497319b";
const OTHER: &str = "2c6ff6902a4a52deee69e8db26d0036a53388651008aaf31795bb20dabd21fd8";

/// A template whose step has this address and this sum.
fn template(address: &str, sum: &str) -> String {
    let step = format!(r#""scriptUri": "{address}", "sha256Checksum": "{sum}""#);
    GOOD.replace(r#""inline": ["echo ready | sudo tee /etc/motd"]"#, &step)
}

/// What is said about sums in the one file.
fn said(folder: &Folder, arguments: &[&str]) -> Vec<Value> {
    let (report, _) = folder.json(arguments);
    let findings = report["files"][0]["findings"].as_array().unwrap().iter();
    let about = |it: &&Value| it["rule"] == "customize/checksum-mismatch";
    findings.filter(about).cloned().collect()
}

#[test]
fn a_wrong_checksum_is_reported_with_the_right_one() {
    let address = "https://example.com/main/scripts/setup.sh";
    let folder = Folder::with(&[
        ("images/web.json", &template(address, OTHER)),
        ("images/scripts/setup.sh", "echo ready\n"),
    ]);
    let said = said(&folder, &["images/web.json"]);
    assert_eq!(said.len(), 1);
    assert!(
        said[0]["message"]
            .as_str()
            .unwrap()
            .starts_with("The checksum differs from that of `scripts/setup.sh`")
    );
    assert_eq!(said[0]["severity"], "warning");
    assert_eq!(said[0]["fixes"][0]["edits"][0]["newText"], format!("\"{SUM}\""));
    // Nothing writes a sum unasked.
    folder.run(&["check", "--fix", "images/web.json"]);
    assert!(
        std::fs::read_to_string(folder.path("images/web.json"))
            .unwrap()
            .contains(OTHER)
    );
}

#[test]
fn a_right_checksum_has_no_finding() {
    let address = "https://example.com/main/scripts/setup.sh";
    let folder = Folder::with(&[
        ("web.json", &template(address, SUM)),
        ("scripts/setup.sh", "echo ready\r\n"),
    ]);
    assert_eq!(said(&folder, &["web.json"]), Vec::<Value>::new());
}

#[test]
fn a_file_counts_from_the_folder_of_the_run_and_from_that_of_the_settings() {
    let address = "https://example.com/contoso/scripts/setup.sh";
    let files: [(&str, &str); 3] = [
        ("project/aib-ls.toml", ""),
        ("project/images/web.json", &template(address, OTHER)),
        ("project/scripts/setup.sh", "echo ready\n"),
    ];
    let folder = Folder::with(&files);
    // From here the script is no end of the address.
    assert_eq!(said(&folder, &["project/images/web.json"]), Vec::<Value>::new());
    let elsewhere = Folder::with(&[]);
    let path = folder.path("project/images/web.json");
    assert_eq!(said(&elsewhere, &[path.to_str().unwrap()]).len(), 1);
    folder.write("scripts/setup.sh", "echo else\n");
    assert_eq!(said(&folder, &["project/images/web.json"]).len(), 1);
}

#[test]
fn a_bare_name_counts_near_the_template_alone() {
    let address = "https://example.com/setup.sh";
    let folder = Folder::with(&[
        ("images/web.json", &template(address, OTHER)),
        ("setup.sh", "echo ready\n"),
        ("scripts/setup.sh", "echo ready\n"),
    ]);
    assert_eq!(said(&folder, &["images/web.json"]), Vec::<Value>::new());
    folder.write("images/scripts/setup.sh", "echo ready\n");
    assert_eq!(said(&folder, &["images/web.json"]).len(), 1);
}

#[test]
fn a_folder_or_a_file_beyond_the_limit_has_no_checksum() {
    let address = "https://example.com/main/scripts/setup.sh";
    let folder = Folder::with(&[("web.json", &template(address, OTHER)), ("scripts/setup.sh/inner", "")]);
    assert_eq!(said(&folder, &["web.json"]), Vec::<Value>::new());
    let folder = Folder::with(&[("web.json", &template(address, OTHER))]);
    folder.write("scripts/setup.sh", vec![b' '; (16 << 20) + 1]);
    assert_eq!(said(&folder, &["web.json"]), Vec::<Value>::new());
}
