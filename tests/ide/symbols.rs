//! The outline.

use aib_ls::ide::symbols::{self, Symbol};
use expect_test::{Expect, expect};

use crate::ide::Scene;

/// A line an entry: name, detail and kind, and what is selected.
fn check(text: &str, expected: Expect) {
    let scene = Scene::new("", &format!("{text}$0"));
    let mut shown = String::new();
    for symbol in symbols::symbols(&scene.doc) {
        write(&symbol, 0, scene.doc.text(), &mut shown);
    }
    expected.assert_eq(if shown.is_empty() { "nothing" } else { &shown });
}

fn write(symbol: &Symbol, depth: usize, text: &str, out: &mut String) {
    assert!(symbol.span.contains(symbol.selection), "{symbol:?}");
    assert!(!symbol.name.trim().is_empty(), "{symbol:?}");
    let detail = symbol.detail.as_ref().map_or(String::new(), |it| format!(" | {it}"));
    let selected = symbol.selection.of(text);
    *out += &format!(
        "{}{}{detail} | {:?} at {selected}\n",
        "  ".repeat(depth),
        symbol.name,
        symbol.kind
    );
    for child in &symbol.children {
        assert!(symbol.span.contains(child.span), "{child:?} outside {symbol:?}");
        write(child, depth + 1, text, out);
    }
}

#[test]
fn a_body() {
    check(
        r#"{
            "type": "Microsoft.VirtualMachineImages/imageTemplates",
            "location": "westeurope",
            "tags": { "a": "b" },
            "identity": { "type": "UserAssigned", "userAssignedIdentities": { "/x": {} } },
            "properties": {
                "buildTimeoutInMinutes": 60,
                "source": { "type": "PlatformImage", "publisher": "Canonical", "offer": "ubuntu", "sku": "server", "version": "latest" },
                "customize": [
                    { "type": "Shell", "name": "prepare", "inline": ["a"] },
                    { "type": "File" },
                    { "name": "nameless" },
                    {},
                    "[variables('step')]"
                ],
                "validate": { "continueDistributeOnFailure": true, "inVMValidations": [{ "type": "Shell", "name": "look" }] },
                "distribute": [{ "type": "VHD", "runOutputName": "disk" }],
                "vmProfile": { "vmSize": "Standard_D2" }
            }
        }"#,
        expect![[r#"
            image template | Template at {
              tags | Section at "tags"
              identity | UserAssigned | Section at "identity"
              buildTimeoutInMinutes | 60 | Property at "buildTimeoutInMinutes"
              source | Canonical ubuntu server latest | Section at "source"
              customize | Section at "customize"
                prepare | Shell | Step at "prepare"
                File | Step at "File"
                nameless | Step at "nameless"
                4 | Step at {}
                [variables('step')] | Step at "[variables('step')]"
              validate | Section at "validate"
                inVMValidations | Section at "inVMValidations"
                  look | Shell | Step at "look"
              distribute | Section at "distribute"
                disk | VHD | Step at "VHD"
              vmProfile | Section at "vmProfile"
        "#]],
    );
}

#[test]
fn a_deployment() {
    check(
        r#"{
          "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
          "parameters": { "name": { "type": "string" }, "on": { "defaultValue": true }, "": {} },
          "functions": [{ "namespace": "contoso", "members": { "unique": { "output": {} } } }, {}],
          "variables": { "size": "[parameters('name')]", "tags": { "a": "b" }, "copy": [{ "name": "disks", "count": 2 }, {}] },
          "resources": [
            { "type": "Microsoft.VirtualMachineImages/imageTemplates", "name": "[parameters('name')]", "resources": [{ "type": "triggers", "name": "weekly" }] },
            { "type": "Microsoft.Compute/galleries", "name": "gallery", "resources": [{ "type": "images", "name": "web" }] },
            { "type": "Microsoft.Compute/galleries" },
            {},
            "[variables('more')]",
            { "type": "Microsoft.VirtualMachineImages/imageTemplates", "name": "" },
            { "type": "Microsoft.Resources/deployments", "name": "roles", "properties": { "template": {
              "parameters": {}, "resources": [{ "type": "Microsoft.Authorization/roleAssignments", "name": "[guid('x')]" }]
            } } }
          ],
          "outputs": { "id": { "type": "string", "value": "x" } }
        }"#,
        expect![[r#"
            parameters | Section at "parameters"
              name | string | Parameter at "name"
              on | Parameter at "on"
            functions | Section at "functions"
              contoso.unique | Function at "unique"
            variables | Section at "variables"
              size | "[parameters('name')]" | Variable at "size"
              tags | Variable at "tags"
              disks | Variable at "disks"
            resources | Section at "resources"
              [parameters('name')] | image template | Template at {
                weekly | trigger | Template at {
              gallery | Microsoft.Compute/galleries | Resource at "gallery"
                web | images | Resource at "web"
              Microsoft.Compute/galleries | Resource at "Microsoft.Compute/galleries"
              4 | Resource at {}
              image template | Template at {
              roles | Microsoft.Resources/deployments | Resource at "roles"
                parameters | Section at "parameters"
                resources | Section at "resources"
                  [guid('x')] | Microsoft.Authorization/roleAssignments | Resource at "[guid('x')]"
            outputs | Section at "outputs"
              id | string | Output at "id"
        "#]],
    );
}

#[test]
fn resources_with_symbolic_names() {
    check(
        r#"{ "languageVersion": "2.0", "resources": {
            "image": { "type": "Microsoft.VirtualMachineImages/imageTemplates", "name": "web", "properties": { "customize": [{ "type": "File" }] } },
            "gallery": { "existing": true, "type": "Microsoft.Compute/galleries", "name": "shared" }
        } }"#,
        expect![[r#"
            resources | Section at "resources"
              web | image template | Template at {
                customize | Section at "customize"
                  File | Step at "File"
              gallery | Microsoft.Compute/galleries | Resource at "gallery"
        "#]],
    );
}

#[test]
fn deployments_in_deployments_are_followed_so_far() {
    let inner =
        r#"{ "resources": [{ "type": "Microsoft.Resources/deployments", "name": "inner", "properties": { "template": "#;
    let text = format!(
        r#"{}{{ "resources": [{{ "type": "Microsoft.VirtualMachineImages/imageTemplates" }}] }}{}"#,
        inner.repeat(4),
        "} }] }".repeat(4)
    );
    let depth = |text: &str| {
        let (mut depth, mut next) = (0, symbols::symbols(&Scene::new("", &format!("{text}$0")).doc));
        while let Some(symbol) = next.pop() {
            (depth, next) = (depth + 1, symbol.children);
        }
        depth
    };
    assert_eq!(depth(&text), 10);
    let endless = format!(
        r#"{{ "resources": [{{ "type": "Microsoft.VirtualMachineImages/imageTemplates" }}, {}{}] }}"#,
        r#"{ "resources": ["#.repeat(100),
        "] }".repeat(100)
    );
    assert!(depth(&endless) < 40);
}

#[test]
fn a_text_that_is_only_half_there() {
    check(
        "{ \"type\": \"Microsoft.VirtualMachineImages\", \"properties\": { \"customize\": [{ \"type\": \"She",
        expect![[r#"
            image template | Template at {
              customize | Section at "customize"
                She | Step at "She
        "#]],
    );
    check(
        "{ \"type\": \"Microsoft.VirtualMachineImages\", \"properties\": { \"source\": , \"\": {}, \"cust",
        expect![[r#"
        image template | Template at {
    "#]],
    );
}

#[test]
fn a_document_without_a_template_has_no_outline() {
    check("{ \"name\": \"package\" }", expect!["nothing"]);
    check("", expect!["nothing"]);
    check("{}", expect!["nothing"]);
}

#[test]
fn a_long_script_shows_its_functions_and_headings() {
    let long = r##""# --- packages ---", "install() {", "  f() { true; }", "  apt-get install -y $1", "}", "install a", "", "# --- users ---", "useradd x", "g() { w; }""##;
    let text = |items: &str| {
        format!(
            r#"{{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "properties": {{ "customize": [{{ "type": "Shell", "inline": [{items}] }}] }} }}"#
        )
    };
    check(
        &text(long),
        expect![[r#"
        image template | Template at {
          customize | Section at "customize"
            Shell | Step at "Shell"
              packages | Heading at # --- packages ---
                install | Function at install
              users | Heading at # --- users ---
                g | Function at g
    "#]],
    );
    check(
        &text(r#""f() { true; }", "f""#),
        expect![[r#"
        image template | Template at {
          customize | Section at "customize"
            Shell | Step at "Shell"
    "#]],
    );
    check(
        &text(r#""f() {", "true", "}", "f", "f", "f", "f", "f", "f\nf", "[parameters('x')]""#),
        expect![[r#"
            image template | Template at {
              customize | Section at "customize"
                Shell | Step at "Shell"
                  f | Function at f
        "#]],
    );
}
