//! Bicep where a template or a log is expected, and templates that were generated from it.

use std::fs;

use super::{Folder, GOOD};
use crate::support::outside::outside;

const BICEP: &str = "param location string\n\nresource image 'Microsoft.VirtualMachineImages/imageTemplates@2024-02-01' = {\n  name: 'web'\n  location: location\n}\n";

/// The answer of each command that reads a text: exit code 2, and how to get the JSON.
fn check(folder: &Folder, arguments: &[&str], file: &str, command: &str) {
    let answer = folder.run_with(arguments, BICEP);
    let expected = format!("error: {file}: Bicep is not read; `{command}` writes the JSON\n");
    assert_eq!(
        (answer.code, answer.out.as_str(), answer.err.as_str()),
        (2, "", expected.as_str()),
        "{arguments:?}"
    );
}

#[test]
fn every_command_says_what_to_do_with_it() {
    let folder = Folder::with(&[("web.bicep", BICEP), ("web.txt", BICEP)]);
    let build = "az bicep build --file web.bicep";
    for command in [&["check"][..], &["check", "--fix"], &["permissions"], &["doctor"]] {
        check(&folder, &[command, &["web.bicep"]].concat(), "web.bicep", build);
    }
    for command in ["check", "permissions", "doctor"] {
        check(&folder, &[command, "-"], "<stdin>", "az bicep build --file FILE.bicep");
    }
    check(
        &folder,
        &["check", "--stdin-filename", "web.bicep", "-"],
        "web.bicep",
        build,
    );
    check(
        &folder,
        &["check", "web.txt"],
        "web.txt",
        "az bicep build --file web.txt",
    );
    assert_eq!(fs::read_to_string(folder.path("web.bicep")).unwrap(), BICEP);
}

#[test]
fn the_template_of_a_log_may_be_bicep() {
    let folder = Folder::with(&[
        ("web.bicep", BICEP),
        (
            "customization.log",
            "PACKER OUT ==> azure-arm: E: Could not get lock /var/lib/dpkg/lock\n",
        ),
    ]);
    check(
        &folder,
        &["doctor", "customization.log", "--template", "web.bicep"],
        "web.bicep",
        "az bicep build --file web.bicep",
    );
}

#[test]
fn a_file_that_may_be_skipped_is_skipped() {
    let folder = Folder::with(&[("web.bicep", BICEP), ("web.json", GOOD)]);
    let answer = folder.run(&["check", "--skip-others", "web.bicep", "web.json"]);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
}

#[test]
fn a_folder_without_a_template_names_its_bicep() {
    let folder = Folder::with(&[("a/web.bicep", BICEP), ("b.bicep", BICEP), ("package.json", "{}")]);
    let answer = folder.run(&["check"]);
    assert_eq!(answer.out, "no image template found\n");
    assert_eq!(
        (answer.code, answer.err.as_str()),
        (
            0,
            "Bicep is not read; `az bicep build --file a/web.bicep` writes the JSON (1 more Bicep file)\n"
        )
    );
    let json = folder.run(&["check", "--format", "json"]);
    assert!(json.out.starts_with('{') && json.err == answer.err, "{}", json.err);
    assert_eq!(folder.run(&["check", "--quiet"]).err, "");
    // Where there is a template, Bicep is none of the run's business.
    folder.write("web.json", GOOD);
    let answer = folder.run(&["check"]);
    assert_eq!(
        (answer.out.as_str(), answer.err.as_str()),
        ("1 file checked, nothing found\n", "")
    );
}

#[test]
fn a_change_of_generated_json_is_said_to_be_lost() {
    let generated = GOOD.replacen(
        "\"resources\"",
        "\"metadata\": { \"_generator\": { \"name\": \"bicep\", \"version\": \"0.30.3.12046\" } },\n  \"resources\"",
        1,
    );
    let broken = generated.replace("\"Shell\"", "\"shell\"");
    let folder = Folder::with(&[("web.json", &broken)]);
    assert_eq!(folder.run(&["check"]).err, "");
    let answer = folder.run(&["check", "--fix"]);
    assert_eq!(
        answer.err,
        "web.json is generated from Bicep: make the change in the `.bicep` file too, or the next `az bicep build` undoes it\n"
    );
    assert_eq!(fs::read_to_string(folder.path("web.json")).unwrap(), generated);
    assert_eq!(folder.run(&["check", "--fix"]).err, "");
    let old = generated.replace("2024-02-01", "2023-07-01");
    folder.write("web.json", old);
    let moved = folder.run(&["check", "--fix", "--to-api-version", "2024-02-01"]);
    assert!(moved.err.ends_with("undoes it\n"), "{}", moved.err);
}

#[test]
fn a_real_bicep_file_gets_the_same_answer() {
    let Some(cases) = outside("AIB_LS_CASES") else { return };
    let text = fs::read_to_string(cases.join("templates/bicep-file.bicep")).unwrap();
    let folder = Folder::with(&[("image.bicep", &text)]);
    for command in ["check", "permissions", "doctor"] {
        let answer = folder.run(&[command, "image.bicep"]);
        let expected = "error: image.bicep: Bicep is not read; `az bicep build --file image.bicep` writes the JSON\n";
        assert_eq!((answer.code, answer.err.as_str()), (2, expected), "{command}");
        let answer = folder.run_with(&[command, "-"], &text);
        assert!(
            answer.code == 2 && answer.err.contains("Bicep is not read"),
            "{command}: {}",
            answer.err
        );
    }
}
