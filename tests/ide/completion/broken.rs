//! Places where nothing is offered, and texts that are only half there.

use expect_test::expect;

use crate::ide::completion::{check, check_accepted, check_labels};

#[test]
fn a_document_without_a_template_has_no_items() {
    for text in [
        r#"{ "name": "package", $0 }"#,
        r#"{ "properties": { "source": 1, $0 } }"#,
        "[$0]",
        "hello, $0",
    ] {
        check("", text, expect!["nothing"]);
    }
    // Other resources of a deployment are not ours either.
    check(
        "",
        r#"{ "resources": [{ "type": "Microsoft.Compute/galleries", $0 }, { "type": "Microsoft.VirtualMachineImages/imageTemplates" }] }"#,
        expect!["nothing"],
    );
    check(
        "",
        r#"{ "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates" }], $0 }"#,
        expect![[r#"
            parameters
            variables
            functions
            outputs
        "#]],
    );
}

#[test]
fn comments() {
    check("in=customize", "{ // $0\n }", expect!["nothing"]);
    check("in=customize", "{ \"type\": /* $0 */ \"Shell\" }", expect!["nothing"]);
    check_labels(
        "in=customize version=2024-02-01",
        "{ \"type\": \"File\", /* x */$0 }",
        expect!["name destination sourceUri sha256Checksum"],
    );
}

#[test]
fn between_a_key_and_its_value_and_behind_the_end() {
    check("in=customize", r#"{ "type" $0: "Shell" }"#, expect!["nothing"]);
    check(
        "",
        "{ \"type\": \"Microsoft.VirtualMachineImages/imageTemplates\" } $0",
        expect!["nothing"],
    );
    check(
        "",
        "$0 { \"type\": \"Microsoft.VirtualMachineImages/imageTemplates\" }",
        expect!["nothing"],
    );
}

#[test]
fn a_text_that_ends_at_the_cursor() {
    let head = "{\n  \"type\": \"Microsoft.VirtualMachineImages/imageTemplates\",\n  \"properties\": {\n    \"customize\": [\n      {\n";
    check_labels(
        "",
        &format!("{head}        \"type\": \"$0"),
        expect!["Shell PowerShell WindowsUpdate File WindowsRestart"],
    );
    check_labels(
        "",
        &format!("{head}        \"type\": \"File\",\n        \"$0"),
        expect!["name destination sourceUri sha256Checksum"],
    );
    check_accepted(
        "",
        &format!("{head}        \"type\": \"File\",\n        d$0"),
        "destination",
        expect![[r#"
        plain: {
          "type": "Microsoft.VirtualMachineImages/imageTemplates",
          "properties": {
            "customize": [
              {
                "type": "File",
                "destination": ""
        snippet: {
          "type": "Microsoft.VirtualMachineImages/imageTemplates",
          "properties": {
            "customize": [
              {
                "type": "File",
                "destination": "‹›"
    "#]],
    );
}

#[test]
fn an_object_that_was_only_just_opened() {
    let text = |typed: &str| {
        format!(
            "{{\n  \"type\": \"Microsoft.VirtualMachineImages/imageTemplates\",\n  \"properties\": {{\n    {typed}\n    \"customize\": []\n  }},\n  \"tags\": {{}}\n}}"
        )
    };
    check_labels("", &text("\"optimize\": {$0"), expect!["vmBoot workload"]);
    check_labels("", &text("\"optimize\": {\n      \"$0"), expect!["vmBoot workload"]);
    check_accepted(
        "",
        &text("\"optimize\": {\n      $0"),
        "vmBoot",
        expect![[r#"
        plain: {
          "type": "Microsoft.VirtualMachineImages/imageTemplates",
          "properties": {
            "optimize": {
              "vmBoot": { "state": "" }
            "customize": []
          },
          "tags": {}
        }
        snippet: {
          "type": "Microsoft.VirtualMachineImages/imageTemplates",
          "properties": {
            "optimize": {
              "vmBoot": {
                "state": "‹›"
              }
            "customize": []
          },
          "tags": {}
        }
        and asks again
    "#]],
    );
    check_accepted(
        "",
        &text("$0"),
        "buildTimeoutInMinutes",
        expect![[r#"
            plain: {
              "type": "Microsoft.VirtualMachineImages/imageTemplates",
              "properties": {
                "buildTimeoutInMinutes": 240,
                "customize": []
              },
              "tags": {}
            }
            snippet: {
              "type": "Microsoft.VirtualMachineImages/imageTemplates",
              "properties": {
                "buildTimeoutInMinutes": ‹240›,
                "customize": []
              },
              "tags": {}
            }
        "#]],
    );
}
