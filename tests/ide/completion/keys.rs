//! Keys: which, in what order, and with what value.

use expect_test::expect;

use crate::ide::completion::{check, check_accepted, check_labels};

#[test]
fn required_members_come_first() {
    check(
        "in=distribute version=2024-02-01",
        r#"{ "type": "SharedImage", $0 }"#,
        expect![[r#"
            galleryImageId | string, required
            runOutputName | string, required
            targetRegions | array
            artifactTags | object
            excludeFromLatest | boolean
            versioning | object
            replicationRegions | array | deprecated
            storageAccountType | string | deprecated
        "#]],
    );
    check(
        "in=properties version=2024-02-01",
        "$0",
        expect![[r#"
            customize | array
            buildTimeoutInMinutes | integer
            vmProfile | object
            stagingResourceGroup | string
            validate | object
            optimize | object
            errorHandling | object
            autoRun | object
            managedResourceTags | object
        "#]],
    );
}

#[test]
fn discriminators_come_before_required_members() {
    check(
        "in=customize version=2024-02-01",
        "{ $0 }",
        expect![[r#"
            type | string, required
            inline | array
            name | string
            restartTimeout | string
            destination | string
            sourceUri | string
            filters | array
            searchCriteria | string
            validExitCodes | array
            runElevated | boolean
            scriptUri | string
            sha256Checksum | string
            runAsSystem | boolean
            restartCheckCommand | string
            restartCommand | string
            updateLimit | integer
        "#]],
    );
}

#[test]
fn existing_members_are_not_offered_again() {
    check_labels(
        "in=customize version=2024-02-01",
        r#"{ "type": "File", "name": "x", $0 "sourceUri": "" }"#,
        expect!["destination sha256Checksum"],
    );
}

#[test]
fn a_resource_has_more_members_than_a_body() {
    check_labels("in=root", "$0", expect!["tags"]);
    check_labels(
        "in=root version=2024-02-01",
        "$0",
        expect!["tags dependsOn condition copy comments scope zones asserts existing resources"],
    );
}

#[test]
fn each_version_has_its_own() {
    check_labels(
        "in=properties version=2020-02-14",
        "$0",
        expect!["customize buildTimeoutInMinutes vmProfile"],
    );
    check_labels(
        "in=properties version=2025-10-01",
        "$0",
        expect![
            "customize buildTimeoutInMinutes vmProfile stagingResourceGroup validate optimize errorHandling autoRun managedResourceTags additionalDataDisks"
        ],
    );
    // Not known here: members of all versions.
    check_labels(
        "in=distribute version=2099-01-01",
        r#"{ "type": "SharedImage", $0 }"#,
        expect![
            "galleryImageId runOutputName targetRegions artifactTags excludeFromLatest versioning replicationMode replicationRegions storageAccountType"
        ],
    );
    check(
        "in=distribute version=2022-07-01",
        r#"{ "type": "SharedImage", "galleryImageId": "", "runOutputName": "", $0 }"#,
        expect![[r#"
            targetRegions | array
            artifactTags | object
            excludeFromLatest | boolean
            versioning | object
            replicationRegions | array | deprecated
            storageAccountType | string | deprecated
        "#]],
    );
}

#[test]
fn a_key_comes_with_its_value() {
    let accept = |label, expected| {
        check_accepted(
            "in=customize version=2024-02-01",
            r#"{ "type": "PowerShell", $0 }"#,
            label,
            expected,
        )
    };
    accept(
        "inline",
        expect![[r#"
            plain: { "type": "PowerShell", "inline": [""] }
            snippet: { "type": "PowerShell", "inline": [
              "‹›"
            ] }
        "#]],
    );
    accept(
        "name",
        expect![[r#"
        plain: { "type": "PowerShell", "name": "" }
        snippet: { "type": "PowerShell", "name": "‹›" }
    "#]],
    );
    accept(
        "runElevated",
        expect![[r#"
            plain: { "type": "PowerShell", "runElevated": true }
            snippet: { "type": "PowerShell", "runElevated": ‹true› }
        "#]],
    );
    check_accepted(
        "in=properties",
        "$0",
        "customize",
        expect![[r#"
            plain: "customize": [{ "type": "" }]
            snippet: "customize": [
              {
                "type": "‹›"
              }
            ]
            and asks again
        "#]],
    );
    accept(
        "validExitCodes",
        expect![[r#"
            plain: { "type": "PowerShell", "validExitCodes": [0, 3010] }
            snippet: { "type": "PowerShell", "validExitCodes": [0, ‹3010›] }
        "#]],
    );
    check_accepted(
        "in=properties version=2024-02-01",
        "$0",
        "vmProfile",
        expect![[r#"
            plain: "vmProfile": { "vmSize": "Standard_D2s_v5" }
            snippet: "vmProfile": {
              "vmSize": "‹Standard_D2s_v5›"
            }
            and asks again
        "#]],
    );
    check_accepted(
        "in=properties version=2024-02-01",
        "  $0",
        "validate",
        expect![[r#"
            plain:   "validate": { "inVMValidations": [{ "type": "" }] }
            snippet:   "validate": {
                "inVMValidations": [
                  {
                    "type": "‹›"
                  }
                ]
              }
            and asks again
        "#]],
    );
    check_accepted(
        "in=root version=2024-02-01",
        "  $0",
        "tags",
        expect![[r#"
            plain:   "tags": {}
            snippet:   "tags": {
                "‹›": "‹›"
              }
        "#]],
    );
}

#[test]
fn a_list_of_unions_begins_with_what_tells_the_kind() {
    check_accepted(
        "",
        "{\n  \"type\": \"Microsoft.VirtualMachineImages/imageTemplates\",\n  \"properties\": {\n    $0\n  }\n}",
        "customize",
        expect![[r#"
            plain: {
              "type": "Microsoft.VirtualMachineImages/imageTemplates",
              "properties": {
                "customize": [{ "type": "" }]
              }
            }
            snippet: {
              "type": "Microsoft.VirtualMachineImages/imageTemplates",
              "properties": {
                "customize": [
                  {
                    "type": "‹›"
                  }
                ]
              }
            }
            and asks again
        "#]],
    );
}

#[test]
fn typed_text_is_matched_against_the_key_in_quotes() {
    use crate::ide::Scene;
    use aib_ls::ide::completion::completion;
    let filter = |fragment: &str| {
        let scene = Scene::new("in=customize", fragment);
        let items = completion(&scene.doc, scene.cursors.0, &Vec::new);
        items
            .iter()
            .find(|it| it.label == "destination")
            .unwrap()
            .insertion
            .filter
            .clone()
    };
    assert_eq!(filter("{ \"type\": \"File\", de$0 }"), "destination");
    assert_eq!(filter("{ \"type\": \"File\", \"de$0\" }"), "\"destination\"");
}

#[test]
fn read_only_members_are_not_offered() {
    check_labels(
        "in=properties version=2024-02-01",
        r#""provisioningError": { $0 }"#,
        expect![""],
    );
    check_labels(
        "in=properties version=2024-02-01",
        r#""lastRunStatus": { "message": { $0 } }"#,
        expect![""],
    );
    check_labels("in=root version=2024-02-01", r#""systemData": { $0 }"#, expect![""]);
}

#[test]
fn keys_of_free_objects_are_not_offered() {
    check_labels("in=root", r#""tags": { $0 }"#, expect![""]);
    check_labels(
        "in=distribute",
        r#"{ "type": "VHD", "artifactTags": { "$0" } }"#,
        expect![""],
    );
}

#[test]
fn a_trigger_has_its_own_members() {
    check(
        "",
        r#"{ "type": "Microsoft.VirtualMachineImages/imageTemplates/triggers", "properties": { $0 } }"#,
        expect![[r#"
        kind | string, required
    "#]],
    );
    check_labels(
        "in=root version=2024-02-01",
        r#""resources": [{ "type": "triggers", "apiVersion": "2024-02-01", "properties": { $0 } }]"#,
        expect!["kind"],
    );
}
