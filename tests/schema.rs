//! The schema of each version: as it is published, by another validator's judgement, and in what
//! is found with it.

use aib_ls::document::{Document, Language};
use aib_ls::locale::Lang;
use aib_ls::rules;
use aib_ls::schema::{published, slice};
use aib_ls::settings::Settings;
use boon::{Compiler, SchemaIndex, Schemas};
use expect_test::expect_file;
use serde_json::{Value, json};

use crate::support::outside::{files_below, outside};

fn schema(version: &str) -> String {
    published::published(Some(version), Lang::En).unwrap()
}

/// A schema as the other validator reads it.
fn compiled(version: &str) -> (Schemas, SchemaIndex) {
    let place = format!("mem://schemas/{version}.json");
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    let schema = serde_json::from_str(&schema(version)).unwrap();
    compiler.add_resource(&place, schema).unwrap();
    let index = compiler.compile(&place, &mut schemas);
    (schemas, index.unwrap_or_else(|error| panic!("{version}: {error:#}")))
}

#[test]
fn the_files_are_what_the_program_prints() {
    for version in slice::versions() {
        expect_file![format!("../schemas/published/{version}.json")].assert_eq(&schema(version));
    }
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/published");
    assert_eq!(files_below(&folder, "json").len(), slice::versions().len());
}

#[test]
fn every_schema_is_a_valid_json_schema() {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    let draft = "https://json-schema.org/draft/2020-12/schema";
    let index = compiler.compile(draft, &mut schemas).unwrap();
    for version in slice::versions() {
        let schema: Value = serde_json::from_str(&schema(version)).unwrap();
        assert_eq!(schema["$schema"], draft);
        schemas
            .validate(&schema, index)
            .unwrap_or_else(|error| panic!("{version}: {error}"));
        compiled(version);
    }
}

#[test]
fn published_examples_are_valid() {
    let Some(facts) = outside("AIB_LS_API_FACTS") else {
        return;
    };
    let folder = facts.parent().unwrap().join("examples");
    let mut refused = Vec::new();
    for version in slice::versions() {
        let (schemas, index) = compiled(version);
        let files = files_below(&folder.join(version), "json");
        assert!(!files.is_empty(), "examples of {version}");
        for file in files.iter().filter(|it| !it.iter().any(|it| it == "triggers")) {
            let body: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
            if let Err(error) = schemas.validate(&body, index) {
                refused.push(format!("{}: {error}", file.display()));
            }
        }
    }
    // The two oldest put `tags` on a distributor, which the definitions beside them do not know.
    assert_eq!(refused.len(), 2, "{}", refused.join("\n"));
    assert!(refused.iter().all(|it| it.contains("'tags'")), "{}", refused.join("\n"));
}

/// The ids found about the members of a resource in a version, but for those about its identity.
fn found(kind: &str, version: &str, members: Value) -> Vec<&'static str> {
    let mut resource = json!({ "type": format!("Microsoft.VirtualMachineImages/{kind}"), "apiVersion": version });
    let all = resource.as_object_mut().unwrap();
    all.extend(members.as_object().unwrap().clone());
    let text = json!({ "resources": [resource] }).to_string();
    let doc = Document::new(text, Language::Json, None);
    let findings = rules::check(&doc, &Settings::default());
    let ids = findings.iter().map(|it| it.rule.id);
    ids.filter(|it| !it.starts_with("identity/")).collect()
}

fn check_template(version: &str, properties: Value, expected: &[&str]) {
    let mut all = json!({ "source": { "type": "PlatformImage" }, "distribute": [] });
    let map = all.as_object_mut().unwrap();
    map.extend(properties.as_object().unwrap().clone());
    let members = json!({ "name": "web", "location": "westeurope", "properties": all });
    let ids = found("imageTemplates", version, members);
    let ids: Vec<_> = ids
        .into_iter()
        .filter(|it| it.starts_with("schema/") || it.starts_with("api-version/"))
        .collect();
    assert_eq!(ids, expected, "{version} {properties}");
}

fn check_trigger(version: &str, members: Value, expected: &[&str]) {
    let mut all = json!({ "name": "web/newest", "properties": { "kind": "SourceImage" } });
    all.as_object_mut()
        .unwrap()
        .extend(members.as_object().unwrap().clone());
    assert_eq!(
        found("imageTemplates/triggers", version, all),
        expected,
        "{version} {members}"
    );
}

#[test]
fn every_version_is_checked() {
    for version in slice::versions() {
        let members = json!({ "tags": 1 });
        let ids = found("imageTemplates", version, members);
        assert!(ids.contains(&"schema/wrong-json-type"), "{version}: {ids:?}");
    }
}

#[test]
fn a_discriminator_in_other_letters_is_found() {
    let step = json!({ "customize": [{ "Type": "Shell", "inline": [] }] });
    check_template("2024-02-01", step.clone(), &["schema/field-case"]);
    check_template("2020-02-14", step, &["schema/field-case"]);
    let trigger = json!({ "properties": { "Kind": "SourceImage" } });
    check_trigger("2024-02-01", trigger, &["schema/field-case"]);
}

#[test]
fn a_value_that_is_overwritten_is_not_checked() {
    let findings = |source: &str| {
        let kind = "Microsoft.VirtualMachineImages/imageTemplates";
        let text = format!(r#"{{ "type": "{kind}", "properties": {{ "source": {source}, "distribute": [] }} }}"#);
        let doc = Document::new(text, Language::Json, Some("2024-02-01"));
        let findings = rules::check(&doc, &Settings::default()).into_iter();
        let ids = findings.map(|it| it.rule.id).filter(|it| it.starts_with("schema/"));
        ids.filter(|it| *it != "schema/missing-required").collect::<Vec<_>>()
    };
    let duplicate = ["schema/duplicate-key"];
    assert_eq!(findings(r#"{ "type": "[x()]", "type": "PlatformImage" }"#), duplicate);
    assert_eq!(
        findings(r#"{ "type": "PlatformImage", "sku": 1, "sku": "server" }"#),
        duplicate
    );
    let last = r#"{ "type": "PlatformImage", "sku": "server", "sku": 1 }"#;
    assert_eq!(findings(last), ["schema/duplicate-key", "schema/wrong-json-type"]);
}

#[test]
fn a_timeout_that_is_no_plain_number_has_bounds_too() {
    for minutes in ["961.0", "1e3", "99999999999999999999", "-1.0"] {
        let minutes: Value = serde_json::from_str(minutes).unwrap();
        let properties = json!({ "buildTimeoutInMinutes": minutes });
        check_template("2024-02-01", properties, &["schema/number-range"]);
    }
}

#[test]
fn a_list_of_loops_is_no_member_and_anything_else_is() {
    let loops =
        json!({ "copy": [{ "name": "customize", "count": 2, "input": { "type": "Shell", "inline": ["true"] } }] });
    check_template("2024-02-01", loops, &[]);
    check_template("2024-02-01", json!({ "copy": {} }), &["schema/unknown-field"]);
}

#[test]
fn the_preview_took_a_network_in_the_profile_alone() {
    let network = json!({ "vnetConfig": { "name": "build", "subnetName": "images" } });
    check_template(
        "2019-05-01-preview",
        json!({ "vmProfile": network }),
        &["api-version/retired-preview"],
    );
    check_template(
        "2019-05-01-preview",
        network,
        &["api-version/retired-preview", "schema/unknown-field"],
    );
}

#[test]
fn triggers_are_resources_too() {
    check_trigger("2024-02-01", json!({ "location": "westeurope" }), &[]);
    check_trigger(
        "2024-02-01",
        json!({ "name": "web/new image" }),
        &["schema/name-pattern"],
    );
    check_trigger("2023-01-01", json!({}), &["api-version/unknown"]);
    check_trigger(
        "2024-02-01",
        json!({ "properties": { "kind": "SourceImage", "provisioningState": "Succeeded" } }),
        &["schema/read-only-field"],
    );
    check_trigger("2019-02-01-preview", json!({}), &["api-version/retired-preview"]);
}
