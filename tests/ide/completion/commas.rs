//! The commas and quotes around a new key, and keys that were begun or have their value already.

use expect_test::expect;

use crate::ide::completion::{check_accepted, check_labels};

#[test]
fn a_comma_behind_where_another_member_follows() {
    check_accepted(
        "in=customize",
        "{\n  \"type\": \"File\",\n  $0\n  \"name\": \"x\"\n}",
        "destination",
        expect![[r#"
        plain: {
          "type": "File",
          "destination": "",
          "name": "x"
        }
        snippet: {
          "type": "File",
          "destination": "‹›",
          "name": "x"
        }
    "#]],
    );
    check_accepted(
        "in=customize",
        "{\n  \"type\": \"File\",\n  $0\n}",
        "destination",
        expect![[r#"
        plain: {
          "type": "File",
          "destination": ""
        }
        snippet: {
          "type": "File",
          "destination": "‹›"
        }
    "#]],
    );
    check_accepted(
        "in=customize",
        "{\n  \"type\": \"File\",\n  $0, \"name\": \"x\"\n}",
        "destination",
        expect![[r#"
        plain: {
          "type": "File",
          "destination": "", "name": "x"
        }
        snippet: {
          "type": "File",
          "destination": "‹›", "name": "x"
        }
    "#]],
    );
    check_accepted(
        "in=customize",
        "{\n  \"type\": \"File\",\n  $0 // note\n  , \"name\": \"x\"\n}",
        "destination",
        expect![[r#"
        plain: {
          "type": "File",
          "destination": "" // note
          , "name": "x"
        }
        snippet: {
          "type": "File",
          "destination": "‹›" // note
          , "name": "x"
        }
    "#]],
    );
}

#[test]
fn a_comma_before_where_one_is_missing() {
    check_accepted(
        "in=customize",
        "{\n  \"type\": \"File\"\n  $0\n}",
        "destination",
        expect![[r#"
        plain: {
          "type": "File",
          "destination": ""
        }
        snippet: {
          "type": "File",
          "destination": "‹›"
        }
    "#]],
    );
    check_accepted(
        "in=customize",
        "{\n  \"type\": \"File\" // a note\n  $0\n}",
        "destination",
        expect![[r#"
        plain: {
          "type": "File", // a note
          "destination": ""
        }
        snippet: {
          "type": "File", // a note
          "destination": "‹›"
        }
    "#]],
    );
    check_accepted(
        "in=customize",
        "{\n  \"sourceUri\": \"https://x\" // a note\n  $0\n}",
        "destination",
        expect![[r#"
        plain: {
          "sourceUri": "https://x", // a note
          "destination": ""
        }
        snippet: {
          "sourceUri": "https://x", // a note
          "destination": "‹›"
        }
    "#]],
    );
    check_accepted(
        "in=customize",
        "{ \"type\": \"File\", /* x */ $0 }",
        "destination",
        expect![[r#"
        plain: { "type": "File", /* x */ "destination": "" }
        snippet: { "type": "File", /* x */ "destination": "‹›" }
    "#]],
    );
    check_accepted(
        "in=customize",
        "{ /* \"x\" */ $0 }",
        "destination",
        expect![[r#"
        plain: { /* "x" */ "destination": "" }
        snippet: { /* "x" */ "destination": "‹›" }
    "#]],
    );
    check_accepted(
        "in=customize",
        "{\n  $0 // note\n  \"name\": \"x\"\n}",
        "destination",
        expect![[r#"
        plain: {
          "destination": "", // note
          "name": "x"
        }
        snippet: {
          "destination": "‹›", // note
          "name": "x"
        }
    "#]],
    );
    check_accepted(
        "in=properties",
        "\"optimize\": {}\n$0",
        "vmProfile",
        expect![[r#"
            plain: "optimize": {},
            "vmProfile": { "vmSize": "Standard_D2s_v5" }
            snippet: "optimize": {},
            "vmProfile": {
              "vmSize": "‹Standard_D2s_v5›"
            }
            and asks again
        "#]],
    );
    check_accepted(
        "in=properties",
        "\"stagingResourceGroup\": null\n$0",
        "vmProfile",
        expect![[r#"
            plain: "stagingResourceGroup": null,
            "vmProfile": { "vmSize": "Standard_D2s_v5" }
            snippet: "stagingResourceGroup": null,
            "vmProfile": {
              "vmSize": "‹Standard_D2s_v5›"
            }
            and asks again
        "#]],
    );
}

#[test]
fn a_key_with_a_value_only_changes_its_name() {
    check_accepted(
        "in=customize",
        "{ \"type\": \"File\", \"dest$0\": \"/tmp\" }",
        "destination",
        expect![[r#"
            plain: { "type": "File", "destination": "/tmp" }
        "#]],
    );
    check_accepted(
        "in=customize",
        "{ \"type\": \"File\", \"$0\": \"/tmp\" }",
        "destination",
        expect![[r#"
            plain: { "type": "File", "destination": "/tmp" }
        "#]],
    );
    check_accepted(
        "in=customize",
        "{ \"type\": \"File\", \"dest$0\": }",
        "destination",
        expect![[r#"
            plain: { "type": "File", "destination": }
        "#]],
    );
    check_accepted(
        "in=customize",
        "{ \"type\": \"File\", dest$0: 1 }",
        "destination",
        expect![[r#"
        plain: { "type": "File", "destination": 1 }
    "#]],
    );
    // Its own name is among them.
    check_labels(
        "in=customize version=2024-02-01",
        r#"{ "type": "File", "nam$0e": "x", "destination": "", "sourceUri": "" }"#,
        expect!["name sha256Checksum"],
    );
}

#[test]
fn a_word_that_was_begun() {
    check_accepted(
        "in=customize",
        "{ \"type\": \"File\", \"dest$0\" }",
        "destination",
        expect![[r#"
            plain: { "type": "File", "destination": "" }
            snippet: { "type": "File", "destination": "‹›" }
            narrow: { "type": "File", "destination": "" }
        "#]],
    );
    check_accepted(
        "in=customize",
        "{ \"type\": \"File\", de$0 }",
        "destination",
        expect![[r#"
        plain: { "type": "File", "destination": "" }
        snippet: { "type": "File", "destination": "‹›" }
    "#]],
    );
    // Such an editor is meant to leave the rest of the word to its author.
    check_accepted(
        "in=customize",
        "{ \"type\": \"File\", d$0est }",
        "destination",
        expect![[r#"
            plain: { "type": "File", "destination": "" }
            snippet: { "type": "File", "destination": "‹›" }
            narrow: { "type": "File", destinationest }
        "#]],
    );
    check_accepted(
        "in=customize",
        "{\n  \"type\": \"File\",\n  \"dest$0\n}",
        "destination",
        expect![[r#"
        plain: {
          "type": "File",
          "destination": ""
        }
        snippet: {
          "type": "File",
          "destination": "‹›"
        }
    "#]],
    );
    check_accepted(
        "in=customize",
        "{\n  \"type\": \"File\",\n  \"$0\n  \"name\": \"x\"\n}",
        "destination",
        expect![[r#"
        plain: {
          "type": "File",
          "destination": "",
          "name": "x"
        }
        snippet: {
          "type": "File",
          "destination": "‹›",
          "name": "x"
        }
    "#]],
    );
    check_accepted(
        "in=customize",
        "{ \"type\": \"File\", \"$0 }",
        "destination",
        expect![[r#"
        plain: { "type": "File", "destination": "" }
        snippet: { "type": "File", "destination": "‹›" }
    "#]],
    );
}
