//! What of a document is an image template.

use aib_ls::document::{Document, Language};
use aib_ls::model::template::Template;
use expect_test::{Expect, expect};

use crate::model::document;

/// Kind of the document, and a line for each template or trigger: pointer, form, role, and where its expressions look
/// for parameters.
fn check(text: &str, expected: Expect) {
    let doc = document(text);
    let line = |it: Template<'_>| {
        let scope = it
            .deployment
            .map_or(String::new(), |it| format!(" of {:?}", it.pointer()));
        format!("\n{:?} {:?} {:?}{scope}", it.root.pointer(), it.form, it.role)
    };
    let found: String = doc.templates().map(line).collect();
    expected.assert_eq(&format!("{:?}{found}", doc.kind()));
}

#[test]
fn a_body_by_its_type_or_by_its_parts() {
    check(
        r#"{ "type": "Microsoft.VirtualMachineImages" }"#,
        expect![[r#"
        Standalone
        "" Standalone Template"#]],
    );
    check(
        r#"{ "type": "microsoft.virtualmachineimages/IMAGETEMPLATES" }"#,
        expect![[r#"
        Standalone
        "" Standalone Template"#]],
    );
    check(
        r#"{ "properties": { "source": {}, "distribute": [], "customize": [] } }"#,
        expect![[r#"
        Standalone
        "" Standalone Template"#]],
    );
    check(
        r#"{ "properties": { "source": {}, "distribute": [{ "runOutputName": "x" }] } }"#,
        expect![[r#"
        Standalone
        "" Standalone Template"#]],
    );
    check(
        r#"{ "type": "Microsoft.VirtualMachineImages/imageTemplates/triggers" }"#,
        expect![[r#"
        Standalone
        "" Standalone Trigger"#]],
    );
}

#[test]
fn a_body_that_is_being_typed() {
    check(
        r#"{ "type": "Microsoft.VirtualMachineImages/imageTem"#,
        expect![[r#"
        Standalone
        "" Standalone Template"#]],
    );
    check(
        r#"{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "properties": { "sour"#,
        expect![[r#"
        Standalone
        "" Standalone Template"#]],
    );
    check(
        "{\n  \"type\": \"Microsoft.VirtualMachineImages\",\n  \"properties\": {\n    \"source\": {\n    \"distribute\": [\n",
        expect![[r#"
        Standalone
        "" Standalone Template"#]],
    );
}

#[test]
fn resources_of_a_deployment() {
    check(
        r#"{ "resources": [
            { "type": "Microsoft.Storage/storageAccounts" },
            { "type": "Microsoft.VirtualMachineImages/imageTemplates", "name": "a" },
            { "type": "[variables('type')]" },
            { "type": "Microsoft.VirtualMachineImages/imageTemplates", "name": "b" } ] }"#,
        expect![[r#"
            Arm
            "/resources/1" Resource Template of ""
            "/resources/3" Resource Template of """#]],
    );
    check(
        r#"{ "languageVersion": "2.0", "resources": { "web": { "type": "Microsoft.VirtualMachineImages/imageTemplates" } } }"#,
        expect![[r#"
            Arm
            "/resources/web" Resource Template of """#]],
    );
    check(
        r#"{ "$schema": "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#",
             "type": "x", "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates" }] }"#,
        expect![[r#"
            Arm
            "/resources/0" Resource Template of """#]],
    );
}

#[test]
fn nested_deployments_see_their_own_parameters_or_those_outside() {
    let nested = |scope: &str| {
        format!(
            r#"{{ "resources": [{{ "type": "Microsoft.Resources/deployments", "properties": {{ {scope}
                "template": {{ "resources": [{{ "type": "Microsoft.VirtualMachineImages/imageTemplates" }}] }} }} }}] }}"#
        )
    };
    check(
        &nested(""),
        expect![[r#"
        Arm
        "/resources/0/properties/template/resources/0" Resource Template of """#]],
    );
    check(
        &nested(r#""expressionEvaluationOptions": { "scope": "outer" },"#),
        expect![[r#"
        Arm
        "/resources/0/properties/template/resources/0" Resource Template of """#]],
    );
    check(
        &nested(r#""expressionEvaluationOptions": { "scope": "Inner" },"#),
        expect![[r#"
        Arm
        "/resources/0/properties/template/resources/0" Resource Template of "/resources/0/properties/template""#]],
    );
    // A linked template is another file.
    check(
        r#"{ "resources": [{ "type": "Microsoft.Resources/deployments",
            "properties": { "templateLink": { "uri": "Microsoft.VirtualMachineImages" } } }] }"#,
        expect!["Foreign"],
    );
}

#[test]
fn deployments_deeper_than_any_are_left_alone() {
    let open = r#"{ "resources": [{ "type": "Microsoft.Resources/deployments", "properties": { "template": "#;
    let text = format!(
        "{}{{ \"resources\": [{{ \"type\": \"Microsoft.VirtualMachineImages\" }}] }}",
        open.repeat(60)
    );
    check(&text, expect!["Foreign"]);
}

#[test]
fn triggers_stand_in_their_template_or_beside_it() {
    check(
        r#"{ "resources": [
            { "type": "Microsoft.VirtualMachineImages/imageTemplates", "resources": [
                { "type": "triggers" }, { "type": "Microsoft.Authorization/locks" },
                { "type": "Microsoft.VirtualMachineImages/imageTemplates/triggers" } ] },
            { "type": "Microsoft.VirtualMachineImages/imageTemplates/triggers" } ] }"#,
        expect![[r#"
            Arm
            "/resources/0" Resource Template of ""
            "/resources/0/resources/0" Resource Trigger of ""
            "/resources/0/resources/2" Resource Trigger of ""
            "/resources/1" Resource Trigger of """#]],
    );
}

#[test]
fn a_document_that_only_mentions_image_templates_is_foreign() {
    // A parameter file.
    check(
        r#"{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
             "parameters": { "type": { "value": "Microsoft.VirtualMachineImages/imageTemplates" } } }"#,
        expect!["Foreign"],
    );
    // A role definition.
    check(
        r#"{ "Name": "builder", "Actions": ["Microsoft.VirtualMachineImages/imageTemplates/read"] }"#,
        expect!["Foreign"],
    );
    // A policy.
    check(
        r#"{ "if": { "field": "type", "equals": "Microsoft.VirtualMachineImages/imageTemplates" } }"#,
        expect!["Foreign"],
    );
    // A deployment without one.
    check(
        r#"{ "resources": [{ "type": "Microsoft.Compute/galleries", "tags": { "for": "Microsoft.VirtualMachineImages" } }] }"#,
        expect!["Foreign"],
    );
    // A list, and a text that is none of this.
    check(r#"["Microsoft.VirtualMachineImages"]"#, expect!["Foreign"]);
    check(
        r#"{ "source": 1, "distribute": 2, "customize": 3 }"#,
        expect!["Foreign"],
    );
    check(
        r#"{ "type": "Microsoft.VirtualMachineImagesOfMine" }"#,
        expect!["Foreign"],
    );
    check("hello, world", expect!["Foreign"]);
}

#[test]
fn an_empty_document_may_become_a_template() {
    for text in ["", " \n", "{", "{}", "\u{feff}{\r\n}", "ima"] {
        check(text, expect!["Empty"]);
    }
    // The first letters of what will be chosen from the list.
    check("image", expect!["Empty"]);
    check("[]", expect!["Foreign"]);
    check("{ \"", expect!["Empty"]);
    check("{ \"na\" }", expect!["Empty"]);
    check("{ \"name\": ", expect!["Foreign"]);
    check("{ \"a b", expect!["Foreign"]);
}

#[test]
fn a_foreign_text_is_not_even_read() {
    let doc = Document::new("{ \"name\": \"package\" ".to_owned(), Language::Jsonc, None);
    assert_eq!((doc.tree().errors(), doc.language()), ([].as_slice(), Language::Jsonc));
    assert_eq!(doc.tree().root(), None);
}

#[test]
fn the_template_at_a_place_is_the_innermost() {
    let text = r#"{ "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates",
        "resources": [{ "type": "triggers", "name": "here" }], "name": "there" }] }"#;
    let doc = document(text);
    let role = |word: &str| {
        doc.template_at(text.find(word).unwrap() as u32)
            .map(|it| format!("{:?}", it.role))
    };
    assert_eq!(role("here"), Some("Trigger".to_owned()));
    assert_eq!(role("there"), Some("Template".to_owned()));
    assert_eq!(doc.template_at(2).map(|it| it.role), None);
}

#[test]
fn a_place_has_a_pointer() {
    let text = r#"{ "type": "Microsoft.VirtualMachineImages", "properties": { "customize": [{ "na/me": "x" }] } }"#;
    let doc = document(text);
    let pointer = |word: &str| {
        let at = text.find(word).unwrap() as u32;
        doc.pointer(aib_ls::text::span::Span::new(at, at + word.len() as u32))
    };
    expect!["/properties/customize/0/na~1me"].assert_eq(&pointer("x"));
    expect!["/properties/customize/0/na~1me"].assert_eq(&pointer("na/me"));
    expect!["/properties/customize"].assert_eq(&pointer("\"customize\": ["));
    expect![""].assert_eq(&pointer(text));
}
