//! Where the version stands that a move changes, and when it is not touched.

use aib_ls::document::{Document, Language};
use aib_ls::insight::migrate;
use expect_test::{Expect, expect};

use super::{SOURCE, TARGETS, check_text, deployment};

/// A deployment whose template says so of its version, with more members of its own.
fn versioned(version: &str, more: &str) -> String {
    let text = deployment("2020-02-14", &format!("{SOURCE},\n{TARGETS}"));
    let text = text.replace("\"2020-02-14\"", version);
    text.replacen("  \"resources\"", &format!("{more}  \"resources\""), 1)
}

fn check(version: &str, more: &str, expected: Expect) {
    check_text(&versioned(version, more), None, "2024-02-01", expected);
}

#[test]
fn a_default_or_a_variable_of_its_own_is_changed() {
    let parameter = "  \"parameters\": { \"v\": { \"type\": \"string\", \"defaultValue\": \"2020-02-14\" } },\n";
    check(
        "\"[parameters('v')]\"",
        parameter,
        expect![[r#"
        Set the API version to 2024-02-01
        -   "parameters": { "v": { "type": "string", "defaultValue": "2020-02-14" } },
        +   "parameters": { "v": { "type": "string", "defaultValue": "2024-02-01" } },
    "#]],
    );
    let chain = format!("{parameter}  \"variables\": {{ \"api\": \"[parameters('v')]\" }},\n");
    check(
        "\"[variables('api')]\"",
        &chain,
        expect![[r#"
        Set the API version to 2024-02-01
        -   "parameters": { "v": { "type": "string", "defaultValue": "2020-02-14" } },
        +   "parameters": { "v": { "type": "string", "defaultValue": "2024-02-01" } },
    "#]],
    );
    // The values that it may have are told by name.
    let listed = parameter.replace(
        "\"defaultValue\"",
        "\"allowedValues\": [\"2020-02-14\"], \"defaultValue\"",
    );
    check(
        "\"[parameters('v')]\"",
        &listed,
        expect![[r#"
        Set the API version to 2024-02-01
        -   "parameters": { "v": { "type": "string", "allowedValues": ["2020-02-14"], "defaultValue": "2020-02-14" } },
        +   "parameters": { "v": { "type": "string", "allowedValues": ["2020-02-14", "2024-02-01"], "defaultValue": "2024-02-01" } },
    "#]],
    );
    let known = listed.replace("[\"2020-02-14\"]", "[\"2020-02-14\", \"2024-02-01\"]");
    check(
        "\"[parameters('v')]\"",
        &known,
        expect![[r#"
        Set the API version to 2024-02-01
        -   "parameters": { "v": { "type": "string", "allowedValues": ["2020-02-14", "2024-02-01"], "defaultValue": "2020-02-14" } },
        +   "parameters": { "v": { "type": "string", "allowedValues": ["2020-02-14", "2024-02-01"], "defaultValue": "2024-02-01" } },
    "#]],
    );
}

#[test]
fn a_value_with_other_uses_is_not_changed() {
    let parameter = "  \"parameters\": { \"v\": { \"type\": \"string\", \"defaultValue\": \"2020-02-14\" } },\n";
    let output = format!(
        "{parameter}  \"outputs\": {{ \"v\": {{ \"type\": \"string\", \"value\": \"[parameters('V')]\" }} }},\n"
    );
    check(
        "\"[parameters('v')]\"",
        &output,
        expect![[r#"
        refused: `v`, which sets its API version, is also used elsewhere
    "#]],
    );
    let text = versioned("\"[parameters('v')]\"", parameter);
    let beside = "\"resources\": [\n    { \"type\": \"Microsoft.Compute/galleries\", \"apiVersion\": \"[parameters('v')]\", \"name\": \"images\" },";
    check_text(
        &text.replacen("\"resources\": [", beside, 1),
        None,
        "2024-02-01",
        expect![[r#"
            refused: `v`, which sets its API version, is also used elsewhere
        "#]],
    );
    let variable =
        format!("{parameter}  \"variables\": {{ \"api\": \"[parameters('v')]\", \"id\": \"[variables('api')]\" }},\n");
    check(
        "\"[variables('api')]\"",
        &variable,
        expect![[r#"
        refused: `api`, which sets its API version, is also used elsewhere
    "#]],
    );
}

#[test]
fn a_version_that_is_put_together_or_unknown_is_not_touched() {
    check(
        "\"[concat('2020', '-02-14')]\"",
        "",
        expect![[r#"
            refused: an expression computes its API version
        "#]],
    );
    check(
        "\"[parameters('v')]\"",
        "  \"parameters\": { \"v\": { \"type\": \"string\" } },\n",
        expect![[r#"
            refused: its body, taken for one of 2019-05-01-preview, needs no change for 2024-02-01; its API version is set elsewhere
        "#]],
    );
    check(
        "\"<version>\"",
        "",
        expect![[r#"
            refused: its body, taken for one of 2019-05-01-preview, needs no change for 2024-02-01; its API version is set elsewhere
        "#]],
    );
    check(
        "\"2020-02-31\"",
        "",
        expect![[r#"
            refused: its API version `2020-02-31` does not exist; `--from-api-version` says which one it is written for
        "#]],
    );
}

#[test]
fn a_resource_without_a_version_gets_one() {
    let text = versioned("\"2020-02-14\"", "").replace("      \"apiVersion\": \"2020-02-14\",\n", "");
    check_text(
        &text,
        Some("2020-02-14"),
        "2024-02-01",
        expect![[r#"
        Set the API version to 2024-02-01
        +       "apiVersion": "2024-02-01",
    "#]],
    );
    check_text(
        &text,
        None,
        "2024-02-01",
        expect![[r#"
            Set the API version to 2024-02-01
            +       "apiVersion": "2024-02-01",
        "#]],
    );
    // Resource Manager reads other letters too, and two versions would be one too many.
    let other = text.replace(
        "      \"name\"",
        "      \"ApiVersion\": \"2020-02-14\",\n      \"name\"",
    );
    check_text(
        &other,
        Some("2020-02-14"),
        "2024-02-01",
        expect![[r#"
            Set the API version to 2024-02-01
            Rename `ApiVersion` to `apiVersion`
            -       "ApiVersion": "2020-02-14",
            +       "apiVersion": "2024-02-01",
        "#]],
    );
    // An expression that nobody can follow is no place for one.
    let unknown = versioned("\"[parameters('v')]\"", "");
    check_text(
        &unknown,
        Some("2020-02-14"),
        "2024-02-01",
        expect![[r#"
            left in line 6: The API version comes from `[parameters('v')]`: set it to 2024-02-01 there
        "#]],
    );
}

#[test]
fn templates_of_one_version_go_together_and_the_others_by_themselves() {
    let parameter = "  \"parameters\": { \"v\": { \"type\": \"string\", \"defaultValue\": \"2020-02-14\" } },\n";
    let text = versioned("\"[parameters('v')]\"", parameter);
    let more = |name: &str, version: &str, kind: &str| {
        format!(
            "\n    {{ \"type\": \"Microsoft.VirtualMachineImages/imageTemplates\", \"apiVersion\": \"{version}\", \"name\": \"{name}\",\n      \
             \"properties\": {{ \"distribute\": [{{ \"type\": \"{kind}\", \"runOutputName\": \"disk\" }}] }} }},"
        )
    };
    let beside = [
        more("same", "[parameters('v')]", "vhd"),
        more("new", "2025-10-01", "vhd"),
        more("own", "2021-10-01", "Vhd"),
    ];
    let text = text.replacen("\"resources\": [", &format!("\"resources\": [{}", beside.concat()), 1);
    check_text(
        &text,
        None,
        "2024-02-01",
        expect![[r#"
        Set the API version to 2024-02-01
        Replace `vhd` with `VHD`
        left in line 5: A template needs one user-assigned identity; submission fails with `Missing field 'identity'`
        left in line 5: Missing required property `location`
        left in line 6: Missing required property `source`
        refused: it has API version 2025-10-01, and 2024-02-01 is not newer
        Set the API version to 2024-02-01
        Replace `Vhd` with `VHD`
        left in line 9: A template needs one user-assigned identity; submission fails with `Missing field 'identity'`
        left in line 9: Missing required property `location`
        left in line 10: Missing required property `source`
        -   "parameters": { "v": { "type": "string", "defaultValue": "2020-02-14" } },
        +   "parameters": { "v": { "type": "string", "defaultValue": "2024-02-01" } },
        -       "properties": { "distribute": [{ "type": "vhd", "runOutputName": "disk" }] } },
        +       "properties": { "distribute": [{ "type": "VHD", "runOutputName": "disk" }] } },
        -     { "type": "Microsoft.VirtualMachineImages/imageTemplates", "apiVersion": "2021-10-01", "name": "own",
        -       "properties": { "distribute": [{ "type": "Vhd", "runOutputName": "disk" }] } },
        +     { "type": "Microsoft.VirtualMachineImages/imageTemplates", "apiVersion": "2024-02-01", "name": "own",
        +       "properties": { "distribute": [{ "type": "VHD", "runOutputName": "disk" }] } },
    "#]],
    );
    // One that has mistakes keeps those back with which it shares its version, and no others.
    let broken = text.replacen("\"name\": \"same\",", "\"name\": \"same\"", 1);
    let doc = Document::new(broken, Language::Jsonc, None);
    let moved = migrate::document(&doc, "2024-02-01", None);
    let shown: Vec<_> = moved
        .outcomes
        .iter()
        .map(|it| it.result.as_ref().map(|it| it.from))
        .collect();
    expect![[r#"
        [
            Err(
                Broken,
            ),
            Err(
                NotNewer {
                    from: "2025-10-01",
                    to: "2024-02-01",
                },
            ),
            Ok(
                "2021-10-01",
            ),
        ]
    "#]]
    .assert_debug_eq(&shown);
    // Asked for one, its group is moved and nothing else.
    let doc = Document::new(text, Language::Jsonc, None);
    let last = doc.templates().last().unwrap();
    let steps = migrate::template(&doc, last, "2024-02-01").unwrap().steps;
    let steps: Vec<_> = steps.iter().map(|it| it.title.en.as_ref()).collect();
    expect![[r#"
        [
            "Set the API version to 2024-02-01",
            "Replace `vhd` with `VHD`",
        ]
    "#]]
    .assert_debug_eq(&steps);
}

#[test]
fn a_trigger_goes_by_its_own_version_with_its_template_or_without() {
    let trigger = |key: &str| {
        let members = r#""type": "triggers", "apiVersion": "2022-07-01", "name": "source", "properties": { "kind": "sourceImage" }"#;
        let name = "      \"name\": \"web\",\n";
        versioned("\"2020-02-14\"", "").replace(name, &format!("{name}      \"{key}\": [{{ {members} }}],\n"))
    };
    check_text(
        &trigger("resources"),
        None,
        "2024-02-01",
        expect![[r#"
        Set the API version to 2024-02-01
        Set the API version to 2024-02-01
        Replace `sourceImage` with `SourceImage`
        -       "apiVersion": "2020-02-14",
        +       "apiVersion": "2024-02-01",
        -       "resources": [{ "type": "triggers", "apiVersion": "2022-07-01", "name": "source", "properties": { "kind": "sourceImage" } }],
        +       "resources": [{ "type": "triggers", "apiVersion": "2024-02-01", "name": "source", "properties": { "kind": "SourceImage" } }],
    "#]],
    );
    // Resource Manager would find the list, but nothing else in this program does.
    check_text(
        &trigger("Resources"),
        None,
        "2024-02-01",
        expect![[r#"
            Set the API version to 2024-02-01
            left in line 8: Use `resources`, not `Resources`: the service compares names case-sensitively
            Set the API version to 2024-02-01
            Replace `sourceImage` with `SourceImage`
            -       "apiVersion": "2020-02-14",
            +       "apiVersion": "2024-02-01",
            -       "Resources": [{ "type": "triggers", "apiVersion": "2022-07-01", "name": "source", "properties": { "kind": "sourceImage" } }],
            +       "Resources": [{ "type": "triggers", "apiVersion": "2024-02-01", "name": "source", "properties": { "kind": "SourceImage" } }],
        "#]],
    );
}

#[test]
fn not_every_version_is_a_target() {
    let words = |version: &str| migrate::target(version).map_err(|it| it.words().en.into_owned());
    assert_eq!(words("2024-02-01"), Ok("2024-02-01"));
    assert_eq!(words("2019-05-01-preview"), Ok("2019-05-01-preview"));
    expect!["API version 2019-02-01-preview is retired; the service rejects templates that use it"]
        .assert_eq(&words("2019-02-01-preview").unwrap_err());
    expect!["`2024-02-30` is not an API version; expected one of 2018-02-01-preview, 2019-02-01-preview, 2019-05-01-preview, 2020-02-14, 2021-10-01, 2022-02-14, 2022-07-01, 2023-07-01, 2024-02-01, 2025-10-01"].assert_eq(&words("2024-02-30").unwrap_err());
    check_text(
        &versioned("\"2024-02-01\"", ""),
        None,
        "2024-02-01",
        expect![[r#"
        refused: it already has API version 2024-02-01
    "#]],
    );
    check_text(
        &versioned("\"2025-10-01\"", ""),
        None,
        "2024-02-01",
        expect![[r#"
        refused: it has API version 2025-10-01, and 2024-02-01 is not newer
    "#]],
    );
}
