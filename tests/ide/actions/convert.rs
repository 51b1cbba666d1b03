//! Standalone templates as deployment templates, and the other way round.

use std::collections::BTreeMap;

use aib_ls::document::{Document, Kind, Language};
use aib_ls::ide::actions::convert;
use aib_ls::rules::{self, Level};
use aib_ls::settings::Settings;
use aib_ls::text::edit;
use expect_test::{Expect, expect};
use rayon::prelude::*;

use crate::support::samples;

fn read(text: &str) -> Document {
    Document::new(text.to_owned(), Language::Jsonc, None)
}

/// The other form of a document.
fn converted(doc: &Document, name: Option<&str>) -> Option<Document> {
    let at = doc.tree().root()?.span().start;
    let offered = convert::conversions(doc, at, name);
    let after = offered.first()?;
    assert_eq!(offered.len(), 1);
    Some(doc.with_text(edit::apply(doc.text(), &after.edits)))
}

fn check(text: &str, expected: Expect) {
    let doc = read(text);
    let at = doc.tree().root().unwrap().span().start;
    let mut offered = convert::conversions(&doc, at, Some("web"));
    let title = offered.pop().map(|it| it.title.en.to_string());
    let after = converted(&doc, Some("web"));
    let shown = title.zip(after).map(|(title, it)| format!("{title}\n{}\n", it.text()));
    expected.assert_eq(shown.as_deref().unwrap_or("nothing"));
}

/// How often each rule reports an error or a warning.
fn findings(doc: &Document) -> BTreeMap<&'static str, usize> {
    let mut found = BTreeMap::new();
    let all = rules::check(doc, &Settings::default()).into_iter();
    for it in all.filter(|it| matches!(it.level, Level::Error | Level::Warning)) {
        *found.entry(it.rule.id).or_default() += 1;
    }
    found
}

#[test]
fn a_body_becomes_the_resource_of_a_deployment() {
    check(
        r#"// What we build.
{
  "type": "Microsoft.VirtualMachineImages/imageTemplates",
  "location": "westeurope", // Near us.
  /* The work
     of all. */
  "properties": {
    "customize": [
      { "type": "Shell", "inline": ["[ -f /a ]", "[ -f /b ] || exit 1"] }
    ],

    "distribute": []
  }
}
"#,
        expect![[r#"
            Convert to a deployment template
            // What we build.
            {
              "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
              "contentVersion": "1.0.0.0",
              "resources": [
                {
                  "type": "Microsoft.VirtualMachineImages/imageTemplates",
                  "apiVersion": "2025-10-01",
                  "name": "web",
                  "location": "westeurope", // Near us.
                  /* The work
                     of all. */
                  "properties": {
                    "customize": [
                      { "type": "Shell", "inline": ["[[ -f /a ]", "[ -f /b ] || exit 1"] }
                    ],

                    "distribute": []
                  }
                }
              ]
            }

        "#]],
    );
    check(
        r#"{ "location": "westeurope", "properties": { "source": {}, "distribute": [], "customize": [] } }"#,
        expect![[r#"
            Convert to a deployment template
            {
              "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
              "contentVersion": "1.0.0.0",
              "resources": [
                { "type": "Microsoft.VirtualMachineImages/imageTemplates", "apiVersion": "2025-10-01", "name": "web", "location": "westeurope", "properties": { "source": {}, "distribute": [], "customize": [] } }
              ]
            }
        "#]],
    );
}

#[test]
fn a_deployment_of_known_values_becomes_a_body() {
    check(
        r#"{
    "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    "contentVersion": "1.0.0.0",
    "parameters": { "location": { "type": "string", "defaultValue": "westeurope" } },
    "variables": { "tags": { "team": "web" } },
    "resources": [
        {
            "type": "Microsoft.VirtualMachineImages/imageTemplates",
            "apiVersion": "2024-02-01", // The version.
            "name": "web",
            // Near us.
            "location": "[parameters('location')]",
            "tags": "[variables('tags')]",
            "dependsOn": [],
            "properties": {
                "customize": [
                    { "type": "Shell", "inline": ["[[ -f /a ]", "[[ -f /b", "[concat('echo ', 'a')]"] }
                ]
            }
        }
    ]
}
"#,
        expect![[r#"
            Convert to a standalone template
            {
                "type": "Microsoft.VirtualMachineImages/imageTemplates",
                // Near us.
                "location": "westeurope",
                "tags": {
                    "team": "web"
                },
                "properties": {
                    "customize": [
                        { "type": "Shell", "inline": ["[ -f /a ]", "[[ -f /b", "echo a"] }
                    ]
                }
            }

        "#]],
    );
}

#[test]
fn it_is_offered_at_brackets_and_at_what_says_which_form_it_is() {
    let doc =
        read(r#"{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "location": "a", "tags": { "a": "b" } }"#);
    let is_offered = |piece: &str| {
        let at = doc.text().find(piece).unwrap() as u32;
        !convert::conversions(&doc, at, None).is_empty()
    };
    assert!(is_offered("{ \"type") && is_offered("type") && is_offered("Microsoft"));
    assert!(!is_offered("location") && !is_offered("b\"") && !is_offered("}"));
}

#[test]
fn what_the_other_form_cannot_say_is_not_converted() {
    let deployment = |parameters: &str, resource: &str, rest: &str| {
        format!(
            r#"{{ "parameters": {{ {parameters} }}, "resources": [{{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "apiVersion": "2024-02-01", "name": "web", {resource} }}{rest}] }}"#
        )
    };
    check(
        &deployment("", r#""location": "westus", "properties": {}"#, ""),
        expect![[r#"
            Convert to a standalone template
            { "type": "Microsoft.VirtualMachineImages/imageTemplates", "location": "westus", "properties": {} }
        "#]],
    );
    for (parameters, resource, rest) in [
        (r#""l": { "type": "string" }"#, r#""location": "[parameters('l')]""#, ""),
        ("", r#""location": "[resourceGroup().location]""#, ""),
        ("", r#""location": "westus", "condition": true"#, ""),
        ("", r#""location": "westus", "copy": { "name": "c", "count": 2 }"#, ""),
        ("", r#""location": "westus", "properties": { "copy": [] }"#, ""),
        (
            "",
            r#""location": "westus""#,
            r#", { "type": "Microsoft.Compute/galleries", "name": "g" }"#,
        ),
        ("", r#""location": "westus", "location": "[concat(]""#, ""),
        (
            r#""s": { "type": "secureString", "defaultValue": "a" }"#,
            r#""location": "[parameters('s')]""#,
            "",
        ),
    ] {
        check(&deployment(parameters, resource, rest), expect!["nothing"]);
    }
    check(
        r#"{ "type": "Microsoft.VirtualMachineImages/imageTemplates" "location": "a" }"#,
        expect!["nothing"],
    );
}

#[test]
fn the_converted_templates_of_people_have_no_new_finding() {
    let counts = samples::templates().into_par_iter().map(|(name, text)| {
        let doc = read(&text);
        let Some(after) = converted(&doc, Some("web")) else {
            return [0, 0];
        };
        assert_eq!(after.tree().errors(), [], "{name}\n{}", after.text());
        let before = findings(&doc);
        for (rule, count) in findings(&after) {
            let had = before.get(rule).copied().unwrap_or_default();
            assert!(count <= had, "{name}: {rule} {had} → {count}\n{}", after.text());
        }
        let kept = |doc: &Document| doc.tree().comments().len();
        let is_standalone = doc.kind() == Kind::Standalone;
        if is_standalone {
            assert_eq!(kept(&doc), kept(&after), "{name}");
            assert_eq!(after.kind(), Kind::Arm, "{name}");
        } else {
            assert_eq!(after.kind(), Kind::Standalone, "{name}");
        }
        [usize::from(is_standalone), usize::from(!is_standalone)]
    });
    let [standalone, deployments] = counts.reduce(|| [0, 0], |a, b| [a[0] + b[0], a[1] + b[1]]);
    assert!(standalone >= samples::at_least(3, 20), "{standalone}");
    assert!(deployments >= samples::at_least(0, 1), "{deployments}");
}
