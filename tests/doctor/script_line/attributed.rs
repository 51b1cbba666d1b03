//! The line of a script that the root cause of a log points to.

use aib_ls::doctor::attribution::Attribution;
use aib_ls::doctor::diagnosis;
use aib_ls::document::{Document, Language};
use serde_json::json;

/// A log of a build whose second provisioner fails.
fn log(output: &[&str]) -> String {
    let mut lines = vec![
        "PACKER ERR 2024/03/04 10:00:00 packer: 2024/03/04 10:00:00 Waiting for SSH, up to timeout: 20m0s".to_owned(),
        "PACKER OUT ==> azure-arm: Connected to SSH!".to_owned(),
        "PACKER ERR 2024/03/04 10:01:00 [INFO] (telemetry) Starting provisioner shell".to_owned(),
        "PACKER ERR 2024/03/04 10:01:30 [INFO] (telemetry) ending shell".to_owned(),
        "PACKER ERR 2024/03/04 10:01:30 [INFO] (telemetry) Starting provisioner shell".to_owned(),
    ];
    lines.extend(output.iter().map(|it| format!("PACKER OUT     azure-arm: {it}")));
    lines.extend(
        [
            "PACKER ERR 2024/03/04 10:02:00 packer-provisioner-shell plugin: [INFO] command 'x' exited with code: 127",
            "PACKER OUT ==> azure-arm: Provisioning step had errors: Running the cleanup provisioner, if present...",
            "PACKER ERR 2024/03/04 10:03:00 ui error: Build 'azure-arm' errored after 3 minutes: Script exited with non-zero exit status: 127. Allowed exit codes are: [0]",
        ]
        .map(str::to_owned),
    );
    lines.join("\n") + "\n"
}

fn template(items: &[&str], rest: &[&str]) -> Document {
    let mut steps = vec![
        json!({ "type": "Shell", "inline": ["docker build"] }),
        json!({ "type": "Shell", "inline": items }),
    ];
    steps.extend(rest.iter().map(|it| json!({ "type": it })));
    let text = json!({
        "type": "Microsoft.VirtualMachineImages/imageTemplates",
        "properties": { "customize": steps },
    });
    Document::new(text.to_string(), Language::Json, None)
}

/// The line that the root cause points to.
fn shown(log: &str, doc: &Document) -> String {
    let attribution = Attribution::new(diagnosis::of(log), Some(doc));
    assert!(attribution.diagnosis.root.is_some(), "a root cause");
    match attribution.script_line() {
        Some(it) => format!("{} {}", it.node.pointer(), it.certainty.word()),
        None => "-".to_owned(),
    }
}

#[test]
fn the_failed_step_contains_the_line() {
    let log = log(&["Reading package lists...", "/tmp/script_77.sh: 3: docker: not found"]);
    let items = ["apt-get update", "docker ps"];
    assert_eq!(
        shown(&log, &template(&items, &[])),
        "/properties/customize/1/inline/1 certain"
    );
    // The steps after the failed one did not run.
    assert_eq!(
        shown(&log, &template(&items, &["File", "Shell"])),
        "/properties/customize/1/inline/1 certain"
    );
    assert_eq!(shown(&log, &template(&["apt-get update"], &[])), "-");
}

#[test]
fn a_log_that_is_cut_at_its_start_makes_lines_probable() {
    let log = log(&["/tmp/script_77.sh: 3: docker: not found"]);
    let cut = log.split_inclusive('\n').skip(2).collect::<String>();
    let items = ["apt-get update", "docker ps"];
    assert_eq!(
        shown(&cut, &template(&items, &["Shell"])),
        "/properties/customize/1/inline/1 probable"
    );
    assert_eq!(
        shown(&cut, &template(&items, &[])),
        "/properties/customize/1/inline/1 certain"
    );
}

#[test]
fn lines_of_an_earlier_step_are_ignored() {
    let log = log(&["done"]).replacen(
        "PACKER ERR 2024/03/04 10:01:30 [INFO] (telemetry) ending shell",
        "PACKER OUT     azure-arm: /tmp/script_76.sh: 3: docker: not found\nPACKER ERR 2024/03/04 10:01:30 [INFO] (telemetry) ending shell",
        1,
    );
    assert_eq!(shown(&log, &template(&["apt-get update", "docker ps"], &[])), "-");
}

#[test]
fn the_steps_of_a_failed_build_are_the_first_ones() {
    let is_certain = |log: &str, doc: &Document| {
        let attribution = Attribution::new(diagnosis::of(log), Some(doc));
        attribution.alignment.map(|it| it.is_certain)
    };
    let failed = log(&["x"]);
    for rest in [&[][..], &["File"], &["Shell", "File", "Shell"]] {
        assert_eq!(is_certain(&failed, &template(&["true"], rest)), Some(true), "{rest:?}");
    }
    let cut = failed.split_inclusive('\n').skip(2).collect::<String>();
    assert_eq!(is_certain(&cut, &template(&["true"], &["Shell"])), Some(false));
    assert_eq!(is_certain(&cut, &template(&["true"], &[])), Some(true));
    // A build that succeeded ran every step.
    let start = failed.split_inclusive('\n').take(5).collect::<String>();
    let succeeded = start + "PACKER ERR 2024/03/04 10:03:00 ui: Build 'azure-arm' finished after 3 minutes.\n";
    assert_eq!(is_certain(&succeeded, &template(&["true"], &["Shell"])), Some(false));
    assert_eq!(is_certain(&succeeded, &template(&["true"], &[])), Some(true));
    // A provisioner between the steps has no step.
    let other = failed.replacen(
        "PACKER ERR 2024/03/04 10:01:30 [INFO] (telemetry) Starting",
        "PACKER ERR 2024/03/04 10:01:30 [INFO] (telemetry) Starting provisioner windows-restart\nPACKER ERR 2024/03/04 10:01:30 [INFO] (telemetry) ending windows-restart\nPACKER ERR 2024/03/04 10:01:30 [INFO] (telemetry) Starting",
        1,
    );
    assert_eq!(is_certain(&other, &template(&["true"], &[])), Some(false));
}

#[test]
fn the_only_step_with_the_text_is_probable() {
    let log = log(&["/tmp/script_77.sh: 3: docker: not found"]);
    let excerpt = log.split_inclusive('\n').skip(5).collect::<String>();
    assert_eq!(
        shown(&excerpt, &template(&["apt-get update", "docker ps"], &[])),
        "-",
        "both steps contain the text"
    );
    let excerpt = excerpt.replace("docker", "pnpm");
    assert_eq!(
        shown(&excerpt, &template(&["apt-get update", "pnpm ci"], &[])),
        "/properties/customize/1/inline/1 probable"
    );
}

#[test]
fn the_version_of_packer_in_the_log_decides_between_equal_lines() {
    let output = ["/tmp/script_77.sh: line 3: docker: command not found"];
    let doc = template(&["#!/bin/bash -e", "docker ps", "docker ps"], &[]);
    let with = |version: &str| {
        let first =
            format!("PACKER ERR 2024/03/04 09:59:00 [INFO] Packer version: {version} [go1.21.12 linux amd64]\n");
        shown(&(first + &log(&output)), &doc)
    };
    assert_eq!(with("1.8.1"), "/properties/customize/1/inline/1 certain");
    assert_eq!(with("1.14.0"), "/properties/customize/1/inline/2 certain");
    assert_eq!(shown(&log(&output), &doc), "-");
}
