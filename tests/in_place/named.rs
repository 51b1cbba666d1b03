//! The ways in which an expression may name values that are written in the deployment template.

use aib_ls::document::{Document, Language};
use aib_ls::rules;
use aib_ls::settings::Settings;
use expect_test::{Expect, expect};

const STEP: &str = r#"{ "type": "PowerShell", "inline": ["Get-Service"] }"#;
const OTHER: &str = r#"{ "type": "File", "sourceUri": "https://example.com/a", "destination": "/tmp/a", "sha256Checksum": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" }"#;

/// A deployment template of a Linux image without findings but for its steps; `sections` end with a comma.
fn template(sections: &str, customize: &str) -> String {
    format!(
        r#"{{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
  {sections}
  "resources": [{{
    "type": "Microsoft.VirtualMachineImages/imageTemplates", "apiVersion": "2024-02-01", "name": "web", "location": "westeurope",
    "identity": {{ "type": "UserAssigned", "userAssignedIdentities": {{ "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/images/providers/Microsoft.ManagedIdentity/userAssignedIdentities/builder": {{}} }} }},
    "properties": {{
      "source": {{ "type": "PlatformImage", "publisher": "Canonical", "offer": "ubuntu-24_04-lts", "sku": "server", "version": "latest" }},
      {customize},
      "distribute": [{{ "type": "VHD", "runOutputName": "disk", "uri": "https://example.blob.core.windows.net/images" }}]
    }}
  }}]
}}"#
    )
}

/// The findings, each with the text that it underlines and those that it points at.
fn found(text: &str) -> Vec<String> {
    let doc = Document::new(text.to_owned(), Language::Jsonc, None);
    let mut lines = Vec::new();
    for finding in rules::check(&doc, &Settings::default()) {
        if !finding.rule.id.starts_with("arm/unused") {
            let at = finding.span.of(text);
            let related: Vec<&str> = finding.related.iter().map(|it| it.span.of(text)).collect();
            lines.push(format!(
                "{} {} at {at}, {}",
                finding.level.name(),
                finding.rule.id,
                related.join(", ")
            ));
        }
    }
    lines
}

fn check(sections: &str, customize: &str, expected: Expect) {
    let mut lines = found(&template(sections, customize)).join("\n");
    lines.push('\n');
    expected.assert_eq(&lines);
}

#[test]
fn every_way_to_name_a_step_leads_to_it() {
    let variables = |it: &str| format!(r#""variables": {{ {it} }},"#);
    let wrong = "error source/os-mismatch at \"PowerShell\"";
    let ways = [
        (format!(r#""steps": [{STEP}]"#), "[variables('steps')]"),
        (format!(r#""Steps": [{STEP}]"#), "[variables('steps')]"),
        (format!(r#""all": {{ "steps": [{STEP}] }}"#), "[variables('all').steps]"),
        (
            format!(r#""all": {{ "Steps": [{STEP}] }}"#),
            "[variables('all')['steps']]",
        ),
        (format!(r#""lists": [[], [{STEP}]]"#), "[variables('lists')[1]]"),
        (
            format!(r#""lists": [[{OTHER}], [{STEP}]]"#),
            "[last(variables('lists'))]",
        ),
        (format!(r#""lists": [[{STEP}], []]"#), "[first(variables('lists'))]"),
        (
            format!(r#""a": [{OTHER}], "b": [{STEP}]"#),
            "[concat(variables('a'), variables('b'))]",
        ),
        (
            format!(r#""a": [{OTHER}], "b": [{STEP}, {OTHER}]"#),
            "[union(variables('a'), variables('b'))]",
        ),
        (format!(r#""step": {STEP}"#), "[createArray(variables('step'))]"),
        (
            format!(r#""a": [{OTHER}], "b": [{STEP}]"#),
            "[flatten(createArray(variables('a'), variables('b')))]",
        ),
        (
            format!(r#""a": [{STEP}], "b": []"#),
            "[if(equals(1, 1), variables('a'), variables('b'))]",
        ),
        (
            format!(r#""a": {{ "steps": [] }}, "b": {{ "steps": [{STEP}] }}"#),
            "[union(variables('a'), variables('b')).steps]",
        ),
        (
            format!(r#""a": {{ "steps": [] }}, "b": {{ "steps": [{STEP}] }}"#),
            "[shallowMerge(createArray(variables('a'), variables('b'))).steps]",
        ),
        (
            format!(r#""copy": [{{ "name": "steps", "count": 2, "input": {STEP} }}]"#),
            "[variables('steps')]",
        ),
        (
            format!(r#""all": {{ "copy": [{{ "name": "steps", "count": 2, "input": {STEP} }}] }}"#),
            "[variables('all').steps]",
        ),
        (
            format!(r#""step": {STEP}, "steps": ["[variables('step')]"]"#),
            "[variables('steps')]",
        ),
        (
            format!(r#""steps": [{STEP}], "again": "[variables('steps')]""#),
            "[variables('again')]",
        ),
    ];
    for (sections, way) in ways {
        let lines = found(&template(&variables(&sections), &format!(r#""customize": "{way}""#)));
        assert_eq!(lines, [format!("{wrong}, \"Canonical\", \"{way}\"")], "{sections}");
    }
}

#[test]
fn an_item_and_a_loop_are_judged_too() {
    check(
        &format!(r#""variables": {{ "step": {STEP} }},"#),
        r#""customize": ["[variables('step')]"]"#,
        expect![[r#"
            error source/os-mismatch at "PowerShell", "Canonical", "[variables('step')]"
        "#]],
    );
    check(
        "",
        r#""copy": [{ "name": "customize", "count": 3, "input": { "type": "PowerShell", "nam": "a", "inline": ["Get-Service"] } }]"#,
        expect![[r#"
            error source/os-mismatch at "PowerShell", "Canonical"
            error schema/unknown-field at "nam", 
        "#]],
    );
    // It never runs.
    check(
        "",
        r#""copy": [{ "name": "customize", "count": 0, "input": { "type": "PowerShell", "nam": "a", "inline": ["Get-Service"] } }]"#,
        expect![[r#"
            information customize/nothing-to-do at { "name": "customize", "count": 0, "input": { "type": "PowerShell", "nam": "a", "inline": ["Get-Service"] } }, 
        "#]],
    );
}

#[test]
fn a_variable_that_is_used_twice_is_reported_once() {
    check(
        &format!(r#""variables": {{ "steps": [{STEP}] }},"#),
        r#""customize": "[concat(variables('steps'), variables('steps'))]""#,
        expect![[r#"
            error source/os-mismatch at "PowerShell", "Canonical", "[concat(variables('steps'), variables('steps'))]"
        "#]],
    );
}

#[test]
fn a_default_is_judged_at_a_milder_level() {
    check(
        &format!(r#""parameters": {{ "steps": {{ "type": "array", "defaultValue": [{STEP}] }} }},"#),
        r#""customize": "[parameters('steps')]""#,
        expect![[r#"
            warning source/os-mismatch at "PowerShell", "Canonical", "[parameters('steps')]"
        "#]],
    );
    // The value of a condition is one too.
    check(
        &format!(
            r#""parameters": {{ "all": {{ "type": "bool", "defaultValue": true }} }}, "variables": {{ "some": [], "steps": [{STEP}] }},"#
        ),
        r#""customize": "[if(parameters('all'), variables('steps'), variables('some'))]""#,
        expect![[r#"
            warning source/os-mismatch at "PowerShell", "Canonical", "[if(parameters('all'), variables('steps'), variables('some'))]"
        "#]],
    );
}

#[test]
fn what_is_unknown_stays_silent() {
    let parameters = r#""parameters": { "more": { "type": "array" }, "secret": { "type": "secureObject", "defaultValue": { "type": "PowerShell" } }, "empty": { "type": "array", "defaultValue": [] }, "which": { "type": "int", "defaultValue": 0 } },"#;
    for way in [
        "[parameters('more')]",
        "[concat(variables('steps'), parameters('more'))]",
        "[createArray(parameters('secret'))]",
        "[parameters('empty')]",
        "[variables('circle')]",
        "[variables('missing')]",
        "[variables(parameters('which'))]",
        "[take(variables('steps'), 1)]",
    ] {
        let sections = format!(
            r#"{parameters} "variables": {{ "steps": [{STEP}], "circle": ["[variables('circle')[0]]"], "lists": [[{STEP}]] }},"#
        );
        let lines = found(&template(&sections, &format!(r#""customize": "{way}""#)));
        let lines: Vec<_> = lines.into_iter().filter(|it| !it.contains(" arm/")).collect();
        assert!(lines.is_empty(), "{way}: {lines:?}");
    }
}

#[test]
fn a_variable_that_grows_with_every_use_is_cut_off() {
    let mut variables = format!(r#""v0": [{STEP}]"#);
    for at in 1..12 {
        let before = at - 1;
        let ten = vec![format!("variables('v{before}')"); 10].join(", ");
        variables += &format!(r#", "v{at}": "[concat({ten})]""#);
    }
    let text = template(
        &format!(r#""variables": {{ {variables} }},"#),
        r#""customize": "[variables('v11')]""#,
    );
    let lines = found(&text);
    assert!(lines.iter().all(|it| !it.contains("os-mismatch")), "{lines:?}");
}

#[test]
fn a_fix_changes_only_what_nobody_else_uses() {
    let of = |outputs: &str| {
        let sections = format!(
            r#""variables": {{ "steps": [{{ "type": "Shell", "Inline": ["true"] }}] }}, "outputs": {{ {outputs} }},"#
        );
        let text = template(&sections, r#""customize": "[variables('steps')]""#);
        let doc = Document::new(text, Language::Jsonc, None);
        let findings = rules::check(&doc, &Settings::default());
        let found = findings
            .into_iter()
            .find(|it| it.rule.id == "schema/field-case")
            .unwrap();
        found.fixes[0].safe
    };
    assert!(of(""));
    assert!(!of(r#""steps": { "type": "array", "value": "[variables('steps')]" }"#));
}
