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
        r#"{ "resources": [
            { "type": "Microsoft.VirtualMachineImages/imageTemplates", "name": "[parameters('name')]", "resources": [{ "type": "triggers", "name": "weekly" }] },
            { "type": "Microsoft.Compute/galleries" },
            { "type": "Microsoft.VirtualMachineImages/imageTemplates", "name": "" }
        ] }"#,
        expect![[r#"
            [parameters('name')] | image template | Template at {
            weekly | trigger | Template at {
            image template | Template at {
        "#]],
    );
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
