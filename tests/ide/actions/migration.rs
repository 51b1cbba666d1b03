//! Moves to a newer API version, offered where the version stands and where the template begins.

use aib_ls::document::{Document, Language};
use aib_ls::ide::actions::migration;
use aib_ls::text::edit;
use expect_test::{Expect, expect};

const DEPLOYMENT: &str = r#"{
  "parameters": { "v": { "type": "string", "defaultValue": "2021-10-01" } },
  "resources": [
    {
      "type": "Microsoft.VirtualMachineImages/imageTemplates",
      "apiVersion": "[parameters('v')]",
      "name": "web",
      "location": "westeurope",
      "properties": {
        "source": { "type": "platformImage" },
        "distribute": [{ "type": "VHD", "runOutputName": "disk" }]
      }
    }
  ]
}
"#;

/// What is offered at the cursor; each of it leads to a template of that version.
fn offered(text: &str) -> String {
    let at = text.find("$0").unwrap();
    let doc = Document::new(text.replacen("$0", "", 1), Language::Jsonc, None);
    let offers = migration::migrations(&doc, at as u32);
    for offer in &offers {
        let after = doc.with_text(edit::apply(doc.text(), &offer.edits));
        assert!(after.tree().errors().is_empty(), "{}", after.text());
        let version = after.api_version().unwrap();
        assert!(
            offer.title.en.contains(&version) && offer.title.pt_br.contains(&version),
            "{offer:?}"
        );
        assert!(offer.creates.is_none());
    }
    let titles: Vec<&str> = offers.iter().map(|it| it.title.en.as_ref()).collect();
    titles.join("\n")
}

/// The same with the cursor before a piece of the deployment.
fn offered_at(piece: &str) -> String {
    offered(&DEPLOYMENT.replacen(piece, &format!("$0{piece}"), 1))
}

fn check(text: &str, expected: Expect) {
    expected.assert_eq(&offered(text));
}

#[test]
fn offered_at_the_version_its_declaration_the_type_and_the_brackets() {
    let moves = "Migrate to API version 2025-10-01 (1 manual step)\nMigrate to API version 2024-02-01 (1 manual step)";
    for piece in [
        "\"2021-10-01\"",
        "\"apiVersion\"",
        "[parameters",
        "\"type\": \"Micro",
        "{\n      \"type\"",
        "\n  ]",
    ] {
        assert_eq!(offered_at(piece), moves, "{piece}");
    }
}

#[test]
fn offered_nowhere_else() {
    for piece in ["\"name\": \"web\"", "\"VHD\"", "\"properties\"", "\"resources\""] {
        assert_eq!(offered_at(piece), "", "{piece}");
    }
}

#[test]
fn manual_steps_are_counted() {
    let body = r#""location": "westeurope", "identity": "[parameters('i')]", "properties": { "source": { "type": "ManagedImage", "imageId": "[parameters('s')]" }, "distribute": [{ "type": "VHD", "runOutputName": "disk" }] }"#;
    let text = |version: &str, more: &str| {
        format!(
            r#"{{ "resources": [{{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "apiVersion": "$0{version}", "name": "web", {body}{more} }}] }}"#
        )
    };
    check(
        &text("2023-07-01", ""),
        expect![[r#"
        Migrate to API version 2025-10-01
        Migrate to API version 2024-02-01"#]],
    );
    check(
        &text("2023-07-01", r#", "a": 1, "b": 2"#),
        expect![[r#"
            Migrate to API version 2025-10-01 (2 manual steps)
            Migrate to API version 2024-02-01 (2 manual steps)"#]],
    );
    check(&text("2024-02-01", ""), expect!["Migrate to API version 2025-10-01"]);
    check(&text("2025-10-01", ""), expect![""]);
    check(&text("2023-07-32", ""), expect![""]);
    check(&text("2023-07-01", r#", "a": 1, }"#), expect![""]);
}

#[test]
fn a_version_that_is_unknown_stays_while_its_body_is_migrated() {
    let text = DEPLOYMENT.replace(", \"defaultValue\": \"2021-10-01\"", "");
    let doc = Document::new(text.clone(), Language::Jsonc, None);
    let offers = migration::migrations(&doc, text.find("[parameters").unwrap() as u32);
    let titles: Vec<&str> = offers.iter().map(|it| it.title.en.as_ref()).collect();
    assert_eq!(
        titles,
        [
            "Migrate the body to API version 2025-10-01",
            "Migrate the body to API version 2024-02-01"
        ]
    );
    let after = edit::apply(&text, &offers[0].edits);
    assert_eq!(after, text.replace("\"platformImage\"", "\"PlatformImage\""));
}
