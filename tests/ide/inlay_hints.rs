//! The words between the letters.

use std::sync::Arc;

use aib_ls::document::{Document, Language};
use aib_ls::ide::inlay_hints::inlay_hints;
use aib_ls::locale::Lang;
use aib_ls::model::parameters::ParameterFile;
use aib_ls::settings::Hints;
use aib_ls::text::span::Span;
use expect_test::{Expect, expect};

/// The text with the hints in it, between `‹` and `›`.
fn check(text: &str, given: Option<&str>, wanted: Hints, expected: Expect) {
    let file = given.map(|it| {
        let text = format!("{{ \"parameters\": {it} }}");
        Arc::new(ParameterFile::parse("web.parameters.json", text).unwrap())
    });
    let doc = Document::new(text.to_owned(), Language::Json, None).with_parameters(file);
    let mut shown = text.to_owned();
    for hint in inlay_hints(&doc, Span::new(0, text.len() as u32), wanted).iter().rev() {
        shown.insert_str(hint.at as usize, &format!("‹{}›", hint.label));
    }
    expected.assert_eq(&shown);
}

const VALUES: Hints = Hints {
    values: true,
    defaults: false,
};
const DEFAULTS: Hints = Hints {
    values: false,
    defaults: true,
};

const DEPLOYMENT: &str = r#"{
  "parameters": { "size": { "type": "string", "defaultValue": "D2" }, "name": { "type": "string" } },
  "variables": { "full": "[concat('Standard_', parameters('size'))]", "object": { "a": "[parameters('name')]" } },
  "resources": [{
    "type": "Microsoft.VirtualMachineImages/imageTemplates",
    "name": "[parameters('name')]",
    "tags": { "a": "[variables('object')]", "b": "[createArray(1, 2)]", "c": "[toUpper('')]", "[concat('d')]": "[[plain]" },
    "properties": { "vmProfile": { "vmSize": "[variables('full')]" } }
  }]
}"#;

#[test]
fn expressions_show_their_values() {
    check(
        DEPLOYMENT,
        None,
        VALUES,
        expect![[r#"
        {
          "parameters": { "size": { "type": "string", "defaultValue": "D2" }, "name": { "type": "string" } },
          "variables": { "full": "[concat('Standard_', parameters('size'))]"‹= Standard_D2›, "object": { "a": "[parameters('name')]" } },
          "resources": [{
            "type": "Microsoft.VirtualMachineImages/imageTemplates",
            "name": "[parameters('name')]",
            "tags": { "a": "[variables('object')]", "b": "[createArray(1, 2)]"‹= [1,2]›, "c": "[toUpper('')]"‹= ""›, "[concat('d')]": "[[plain]" },
            "properties": { "vmProfile": { "vmSize": "[variables('full')]"‹= Standard_D2› } }
          }]
        }"#]],
    );
    check(
        DEPLOYMENT,
        Some(r#"{ "name": { "value": "web" }, "size": { "value": "D4" } }"#),
        VALUES,
        expect![[r#"
            {
              "parameters": { "size": { "type": "string", "defaultValue": "D2" }, "name": { "type": "string" } },
              "variables": { "full": "[concat('Standard_', parameters('size'))]"‹= Standard_D4›, "object": { "a": "[parameters('name')]"‹= web› } },
              "resources": [{
                "type": "Microsoft.VirtualMachineImages/imageTemplates",
                "name": "[parameters('name')]"‹= web›,
                "tags": { "a": "[variables('object')]", "b": "[createArray(1, 2)]"‹= [1,2]›, "c": "[toUpper('')]"‹= ""›, "[concat('d')]": "[[plain]" },
                "properties": { "vmProfile": { "vmSize": "[variables('full')]"‹= Standard_D4› } }
              }]
            }"#]],
    );
}

#[test]
fn the_tooltip_shows_the_origin_of_a_value() {
    let doc = Document::new(DEPLOYMENT.to_owned(), Language::Json, None);
    let hints = inlay_hints(&doc, Span::new(0, DEPLOYMENT.len() as u32), VALUES);
    let words = hints[0].words.as_ref().unwrap();
    expect!["Evaluates to `Standard_D2`, from the default of `size`."].assert_eq(words.get(Lang::En));
    expect!["Resulta em `Standard_D2`, a partir do valor padrão de `size`."].assert_eq(words.get(Lang::PtBr));
}

#[test]
fn members_that_are_not_written_show_what_the_service_takes() {
    let template = |version: &str, properties: &str| {
        format!(
            r#"{{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "apiVersion": "{version}", "properties": {{ {properties} }} }}"#
        )
    };
    let source = r#""source": { "type": "PlatformImage", "publisher": "Canonical", "offer": "0001-com-ubuntu-server-jammy", "sku": "22_04-lts-gen2", "version": "latest" }"#;
    check(
        &template("2024-02-01", source),
        None,
        DEFAULTS,
        expect![[
            r#"{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "apiVersion": "2024-02-01", "properties": { "source": { "type": "PlatformImage", "publisher": "Canonical", "offer": "0001-com-ubuntu-server-jammy", "sku": "22_04-lts-gen2", "version": "latest" }‹timeout: 240 min›‹vmSize: Standard_D2ds_v4› } }"#
        ]],
    );
    check(
        &template("2024-02-01", r#""buildTimeoutInMinutes": 0, "vmProfile": {}"#),
        None,
        DEFAULTS,
        expect![[
            r#"{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "apiVersion": "2024-02-01", "properties": { "buildTimeoutInMinutes": 0‹= 240›, "vmProfile": {} } }"#
        ]],
    );
    check(
        &template(
            "2024-02-01",
            &format!(
                r#"{source}, "buildTimeoutInMinutes": 60, "vmProfile": {{ "vmSize": "" }}, "distribute": [{{ "type": "SharedImage", "targetRegions": [{{ "name": "westeurope" }}, {{ "name": "northeurope", "replicaCount": 2 }}] }}]"#
            ),
        ),
        None,
        DEFAULTS,
        expect![[
            r#"{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "apiVersion": "2024-02-01", "properties": { "source": { "type": "PlatformImage", "publisher": "Canonical", "offer": "0001-com-ubuntu-server-jammy", "sku": "22_04-lts-gen2", "version": "latest" }, "buildTimeoutInMinutes": 60, "vmProfile": { "vmSize": ""‹= Standard_D2ds_v4› }, "distribute": [{ "type": "SharedImage", "targetRegions": [{ "name": "westeurope"‹replicas: 1›‹storage: Standard_LRS› }, { "name": "northeurope", "replicaCount": 2‹storage: Standard_LRS› }] }] } }"#
        ]],
    );
    check(
        "{ \"resources\": [] }",
        None,
        Hints::ALL,
        expect![[r#"{ "resources": [] }"#]],
    );
}

#[test]
fn defaults_stand_where_their_line_reads_well() {
    check(
        r#"{
  "type": "Microsoft.VirtualMachineImages/imageTemplates",
  "properties": {
    "buildTimeoutInMinutes": 60,
    "distribute": [{ "type": "SharedImage", "targetRegions": [
      { "name": "westeurope" },
      {},
      { // near
        "name": "northeurope", "storageAccountType": "Premium_LRS"
      },
      {
        "name": "uksouth",
        "replicaCount": 2
      },
      { "name": "francecentral",
        "replicaCount": 2 }
    ] }]
  }
}"#,
        None,
        DEFAULTS,
        expect![[r#"
            {
              "type": "Microsoft.VirtualMachineImages/imageTemplates",
              "properties": {
                "buildTimeoutInMinutes": 60,
                "distribute": [{ "type": "SharedImage", "targetRegions": [
                  { "name": "westeurope"‹replicas: 1›‹storage: Standard_LRS› },
                  {‹replicas: 1›‹storage: Standard_LRS›},
                  {‹replicas: 1› // near
                    "name": "northeurope", "storageAccountType": "Premium_LRS"
                  },
                  {‹storage: Standard_LRS›
                    "name": "uksouth",
                    "replicaCount": 2
                  },
                  { "name": "francecentral",
                    "replicaCount": 2‹storage: Standard_LRS› }
                ] }]
              }
            }"#]],
    );
}

#[test]
fn the_tooltip_of_a_default_names_the_omitted_property() {
    let text = r#"{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "properties": { "source": {} } }"#;
    let doc = Document::new(text.to_owned(), Language::Json, None);
    let hints = inlay_hints(&doc, Span::new(0, text.len() as u32), DEFAULTS);
    let words: Vec<_> = hints
        .iter()
        .map(|it| it.words.as_ref().unwrap().get(Lang::En))
        .collect();
    expect!["`buildTimeoutInMinutes` is omitted; the service uses its default, 240 min."].assert_eq(&words.join("\n"));
}

#[test]
fn hints_outside_the_range_are_omitted() {
    let doc = Document::new(DEPLOYMENT.to_owned(), Language::Json, None);
    let end = DEPLOYMENT.find("resources").unwrap() as u32;
    assert_eq!(inlay_hints(&doc, Span::new(0, end), VALUES).len(), 1);
    assert!(
        inlay_hints(
            &doc,
            Span::new(0, end),
            Hints {
                values: false,
                defaults: false
            }
        )
        .is_empty()
    );
}
