//! The API version that a template is submitted with.

use aib_ls::document::{Document, Language};
use expect_test::{Expect, expect};

/// A template with this `apiVersion`, in a deployment with these members; `setting` is the version of templates that
/// do not say.
fn check(version: &str, deployment: &str, setting: Option<&str>, expected: Expect) {
    let text = format!(
        r#"{{ {deployment} "resources": [{{ "type": "Microsoft.VirtualMachineImages/imageTemplates", {version} "name": "web" }}] }}"#
    );
    let doc = Document::new(text, Language::Json, setting);
    let template = doc.templates().next().unwrap();
    let shown = template.api_version().map(|it| {
        let place = it.node.map_or(String::new(), |it| format!(" at {}", it.pointer()));
        format!("{} {:?}{place}", it.text, it.origin)
    });
    expected.assert_eq(shown.as_deref().unwrap_or("unknown"));
}

#[test]
fn a_version_that_is_written() {
    check(
        r#""apiVersion": "2024-02-01","#,
        "",
        None,
        expect!["2024-02-01 Literal at /resources/0/apiVersion"],
    );
    check(
        r#""apiVersion": "2024-02-01","#,
        "",
        Some("2020-02-14"),
        expect!["2024-02-01 Literal at /resources/0/apiVersion"],
    );
    check(
        r#""apiVersion": "2099-01-01","#,
        "",
        None,
        expect!["2099-01-01 Literal at /resources/0/apiVersion"],
    );
}

const COMPUTED: &str = r#""apiVersion": "[parameters('version')]","#;

#[test]
fn a_version_that_the_file_tells() {
    check(
        COMPUTED,
        r#""parameters": { "Version": { "defaultValue": "2022-07-01" } },"#,
        None,
        expect!["2022-07-01 Deduced at /parameters/Version/defaultValue"],
    );
    check(
        r#""apiVersion": "[variables('v')]","#,
        r#""variables": { "v": "2022-07-01" },"#,
        None,
        expect!["2022-07-01 Deduced at /variables/v"],
    );
    check(
        r#""apiVersion": "[ Variables( 'v' ) ]","#,
        r#""variables": { "v": "[parameters('p')]" }, "parameters": { "p": { "defaultValue": "2022-07-01" } },"#,
        None,
        expect!["2022-07-01 Deduced at /parameters/p/defaultValue"],
    );
}

#[test]
fn a_version_that_an_expression_puts_together() {
    check(
        r#""apiVersion": "[concat('2022', '-07-01')]","#,
        "",
        None,
        expect!["2022-07-01 Deduced"],
    );
}

#[test]
fn a_version_that_the_file_does_not_tell() {
    check("", "", None, expect!["unknown"]);
    check("", "", Some("2022-07-01"), expect!["2022-07-01 Setting"]);
    check(COMPUTED, "", None, expect!["unknown"]);
    check(
        COMPUTED,
        r#""parameters": { "version": { "type": "string" } },"#,
        None,
        expect!["unknown"],
    );
    check(
        COMPUTED,
        r#""parameters": { "version": { "type": "string" } },"#,
        Some("2022-07-01"),
        expect!["2022-07-01 Setting"],
    );
    check(
        r#""apiVersion": "[concat(utcNow('yyyy'), '-07-01')]","#,
        "",
        None,
        expect!["unknown"],
    );
    check(
        r#""apiVersion": "[variables('a')]","#,
        r#""variables": { "a": "[variables('a')]" },"#,
        None,
        expect!["unknown"],
    );
    check(r#""apiVersion": 20220701,"#, "", None, expect!["unknown"]);
    check(
        r#""apiVersion": ,"#,
        "",
        Some("2022-07-01"),
        expect!["2022-07-01 Setting"],
    );
}

#[test]
fn a_version_that_a_pipeline_fills_in() {
    check(r#""apiVersion": "<version>","#, "", None, expect!["unknown"]);
    check(
        r##""apiVersion": "#{version}#","##,
        "",
        Some("2022-07-01"),
        expect!["2022-07-01 Setting"],
    );
    check(
        COMPUTED,
        r#""parameters": { "version": { "defaultValue": "__VERSION__" } },"#,
        None,
        expect!["unknown"],
    );
}

#[test]
fn the_version_of_a_document_is_that_of_its_first_template() {
    let doc = |text: &str| Document::new(text.to_owned(), Language::Json, None).api_version();
    assert_eq!(
        doc(r#"{ "type": "Microsoft.VirtualMachineImages", "apiVersion": "2020-02-14" }"#).as_deref(),
        Some("2020-02-14")
    );
    assert_eq!(doc("{}"), None);
}
