//! What other people wrote, and how they named their files, says nothing to a terminal, a build system or a reader's eye.

use aib_ls::text::plain::hidden;
use serde_json::Value;

use crate::cli::{Answer, Folder};
use crate::text::plain::HIDDEN;

/// Commands for a terminal and for build systems, hidden characters, and line ends.
fn hostile() -> String {
    let hidden: String = HIDDEN
        .iter()
        .filter(|it| **it != '\0')
        .flat_map(|it| ['x', *it])
        .collect();
    format!(
        "evil\u{1b}[2J\u{9b}31m\u{202e}txt\n::error::boo\r\n::error file=a,line=1::%0A,##vso[task.setvariable variable=a]b{hidden}"
    )
}

/// A name that is long enough for all of them and short enough for a file.
fn names() -> Vec<String> {
    let letters: Vec<char> = hostile().chars().collect();
    letters
        .chunks(40)
        .map(|it| it.iter().collect::<String>() + ".json")
        .collect()
}

/// A template full of findings, whose every word is hostile.
fn template() -> String {
    let word = serde_json::to_string(&hostile()).unwrap();
    // The characters themselves, where JSON has them as they are.
    let word = word.replace("\\u007f", "\u{7f}");
    format!(
        r#"{{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
  "parameters": {{ {word}: {{ "type": {word}, "metadata": {{ "description": {word} }} }}, "size": {{ "type": "int", "defaultValue": {word} }} }},
  "variables": {{ {word}: "[parameters('gone{raw}')]" }},
  "resources": [{{
    "type": "Microsoft.VirtualMachineImages/imageTemplates", "apiVersion": "2022-02-14", "name": {word}, "location": {word},
    "identity": {{ "type": "UserAssigned", "userAssignedIdentities": {{ {word}: {{}} }} }},
    "properties": {{
      "buildTimeoutInMinutes": 3, {word}: 1, "stagingResourceGroup": {word},
      "source": {{ "type": {word}, "publisher": {word}, "offer": {word}, "sku": {word}, "version": {word} }},
      "vmProfile": {{ "vmSize": {word}, "osDiskSizeGB": {word}, "vnetConfig": {{ "subnetId": {word} }} }},
      "customize": [{{ "type": "Shell", "name": {word}, "inline": [{word}, "apt-get install {raw}"], "sha256Checksum": {word} }},
        {{ "type": {word}, "scriptUri": {word} }}, {{ "type": "Shell", "name": {word}, "scriptUri": "http://{raw}" }}],
      "distribute": [{{ "type": "SharedImage", "runOutputName": {word}, "galleryImageId": {word}, "replicationRegions": [{word}, {word}] }}]
    }} // {raw}
  }}]
}}
"#,
        raw = hostile().replace(['\n', '\r', '\u{b}'], "")
    )
}

fn log() -> String {
    let word = hostile().replace('\n', " ");
    format!(
        "[5f0c] PACKER ERR 2024/03/04 10:01:00 [INFO] (telemetry) Starting provisioner {word}\n\
        [5f0c] PACKER OUT     azure-arm: {word}\n\
        [5f0c] PACKER ERR 2024/03/04 10:15:20 ui: ==> azure-arm: E: Could not get lock /var/lib/dpkg/lock {word}\n\
        [5f0c] PACKER ERR 2024/03/04 10:16:00 ui error: Build 'azure-arm' errored after 16 minutes: {word}\n"
    )
}

/// Nothing hidden comes out, and no line of a program is a command for the build system but those of ours.
fn holds(arguments: &[&str], answer: &Answer, commands: &[&str]) {
    for output in [&answer.out, &answer.err] {
        let found = hidden(output).find(|(at, it)| !matches!(it, '\n' | '\t') && output.get(*at..).is_some());
        assert_eq!(found, None, "{arguments:?} prints {output}");
        assert!(!output.contains("##vso["), "{arguments:?} prints {output}");
        for line in output.lines().filter(|it| it.trim_start().starts_with("::")) {
            assert!(
                commands.iter().any(|it| line.starts_with(it)),
                "{arguments:?} prints the command {line}"
            );
        }
    }
}

fn folder() -> Folder {
    let folder = Folder::new();
    for name in names() {
        folder.write(&name, template());
        folder.write(&format!("logs/{name}.log"), log());
    }
    let word = hostile();
    folder.write(
        "aib-ls.toml",
        format!("parameters = {word:?}\nlang = {word:?}\n[rules]\n{word:?} = 1\n"),
    );
    folder
}

#[test]
fn no_format_of_a_check_prints_hidden_characters() {
    let folder = folder();
    for format in ["human", "github", "junit", "json", "sarif"] {
        for lang in ["en", "pt-br"] {
            let arguments = ["check", "--lang", lang, "--format", format];
            let answer = folder.run(&arguments);
            assert_eq!(answer.code, 1, "{}", answer.err);
            holds(
                &arguments,
                &answer,
                &["::error file=", "::warning file=", "::notice file="],
            );
            if matches!(format, "json" | "sarif") {
                let report: Value = serde_json::from_str(&answer.out).unwrap();
                let name = &names()[0];
                let is_exact = report["files"]
                    .as_array()
                    .is_none_or(|it| it.iter().any(|it| it["file"] == **name));
                assert!(is_exact, "{name:?} is missing in {}", answer.out);
            }
        }
    }
}

#[test]
fn no_message_repeats_hidden_characters() {
    let (folder, word) = (folder(), hostile().replace('\0', ""));
    let first = &names()[0];
    let log = format!("logs/{first}.log");
    for arguments in [
        &["explain", &word][..],
        &["check", &word],
        &["check", "--format", &word],
        &["check", &format!("--{word}")],
        &["check", "--api-version", &word],
        &["check", "--parameters", &word],
        &["check", "--stdin-filename", &word, "-"],
        &["man", &word],
        &["schema", &word],
        &["schema", "--api-version", &word],
        &[&word],
        &["doctor", &word],
        &["doctor", first],
        &["doctor", &log, "--template", &word],
        &["permissions", &word],
        &["check", "--fix", "--to-api-version", &word],
        &["check", "--fix", "--to-api-version", "2024-02-01"],
        &["check", "--fix"],
    ] {
        let answer = folder.run_with(arguments, template());
        holds(arguments, &answer, &[]);
    }
}

#[test]
fn no_report_prints_hidden_characters() {
    let folder = folder();
    let name = &names()[0];
    let logs: Vec<String> = names().iter().map(|it| format!("logs/{it}.log")).collect();
    for format in ["human", "html", "markdown", "json"] {
        for logs in [
            &[&*logs[0]][..],
            &[&*logs[0], &*logs[1]],
            &["--compare", &*logs[0], &*logs[1]],
            &["logs"],
        ] {
            let arguments = [&["doctor", "--format", format], logs].concat();
            let answer = folder.run(&arguments);
            assert!(!answer.out.is_empty(), "{arguments:?}: {}", answer.err);
            holds(&arguments, &answer, &[]);
        }
    }
    for format in ["human", "html", "markdown", "az", "bicep", "role"] {
        let arguments = ["permissions", "--format", format, name];
        let answer = folder.run(&arguments);
        assert_eq!(answer.code, 0, "{}", answer.err);
        holds(&arguments, &answer, &[]);
    }
}
