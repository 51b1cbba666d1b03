//! What a parameter file says of the values in a template, and what is none.

use std::sync::Arc;

use aib_ls::document::{Document, Language};
use aib_ls::model::parameters::{ParameterFile, paired};
use expect_test::{Expect, expect};

fn file(text: &str) -> ParameterFile {
    ParameterFile::parse("web.parameters.json", text.to_owned()).unwrap()
}

/// What the SKU of a template comes to, and from where. The first text is the SKU with the members of the deployment
/// before its resources, the second the object `parameters` of the file.
fn check(sku: &str, deployment: &str, values: &str, expected: Expect) {
    let resource = format!(
        r#"{{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "properties": {{ "source": {{ "sku": "{sku}" }} }} }}"#
    );
    show(
        &format!("{{ {deployment} \"resources\": [{resource}] }}"),
        values,
        expected,
    );
}

fn show(text: &str, values: &str, expected: Expect) {
    let values = file(&format!("{{ \"parameters\": {values} }}"));
    let doc = Document::new(text.to_owned(), Language::Json, None).with_parameters(Some(Arc::new(values)));
    let template = doc.templates().next().unwrap();
    let sku = template.property("source").and_then(|it| it.get("sku")).unwrap();
    let shown = template.resolve(sku).map(|it| {
        let text = it.as_str().or(it.as_i64().map(|it| it.to_string().into()));
        let from = it.file().map(str::to_owned).or(it.in_document().map(|it| it.pointer()));
        format!(
            "{} from {}",
            text.unwrap_or_default(),
            from.unwrap_or("an expression".to_owned())
        )
    });
    expected.assert_eq(shown.as_deref().unwrap_or("unknown"));
}

const SKU: &str = "[parameters('sku')]";
const DECLARED: &str = r#""parameters": { "sku": { "type": "string", "defaultValue": "server" } },"#;

#[test]
fn a_value_comes_before_the_default() {
    check(SKU, DECLARED, "{}", expect!["server from /parameters/sku/defaultValue"]);
    check(
        SKU,
        DECLARED,
        r#"{ "sku": { "value": "minimal" } }"#,
        expect!["minimal from web.parameters.json"],
    );
    check(
        SKU,
        r#""parameters": { "sku": { "type": "string" } },"#,
        r#"{ "SKU": { "value": "minimal" } }"#,
        expect!["minimal from web.parameters.json"],
    );
    check(
        "[variables('sku')]",
        r#""parameters": { "sku": {} }, "variables": { "sku": "[parameters('sku')]" },"#,
        r#"{ "sku": { "value": 7 } }"#,
        expect!["7 from web.parameters.json"],
    );
}

#[test]
fn what_the_file_does_not_show_is_unknown_and_so_is_the_default_then() {
    let hidden = |entry: &str| check(SKU, DECLARED, &format!("{{ \"sku\": {entry} }}"), expect!["unknown"]);
    hidden(r#"{ "reference": { "keyVault": { "id": "x" }, "secretName": "sku" } }"#);
    hidden(r#"{ "value": null }"#);
    hidden(r#"{ "value": "[concat('a', 'b')]" }"#);
    hidden(r#"{ "value": tru }"#);
    hidden("{}");
    hidden("\"minimal\"");
}

#[test]
fn a_value_counts_where_its_parameter_is_declared() {
    let given = r#"{ "sku": { "value": "minimal" }, "other": { "value": "x" } }"#;
    check(SKU, "", given, expect!["unknown"]);
    check(SKU, r#""parameters": {},"#, given, expect!["unknown"]);
    check(
        "server",
        DECLARED,
        given,
        expect!["server from /resources/0/properties/source/sku"],
    );
}

#[test]
fn a_deployment_inside_another_gets_its_values_from_there() {
    let nested = |scope: &str| {
        format!(
            r#"{{ {DECLARED} "resources": [{{ "type": "Microsoft.Resources/deployments", "properties": {{
                "expressionEvaluationOptions": {{ "scope": "{scope}" }},
                "template": {{
                  "parameters": {{ "sku": {{ "defaultValue": "inner" }} }},
                  "resources": [{{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "properties": {{ "source": {{ "sku": "{SKU}" }} }} }}]
                }} }} }}] }}"#
        )
    };
    let given = r#"{ "sku": { "value": "minimal" } }"#;
    show(&nested("outer"), given, expect!["minimal from web.parameters.json"]);
    show(
        &nested("inner"),
        given,
        expect!["inner from /resources/0/properties/template/parameters/sku/defaultValue"],
    );
}

#[test]
fn a_version_of_the_file_is_known_and_has_no_place_in_the_document() {
    let text = r#"{
        "parameters": { "version": { "defaultValue": "2024-02-01" } },
        "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "apiVersion": "[parameters('version')]" }]
    }"#;
    let values = file(r#"{ "parameters": { "version": { "value": "2020-02-14" } } }"#);
    let doc = Document::new(text.to_owned(), Language::Json, None).with_parameters(Some(Arc::new(values)));
    let shown = |doc: &Document| {
        let version = doc.templates().next().unwrap().api_version().unwrap();
        format!(
            "{} {:?} {:?} {:?}",
            version.text, version.origin, version.file, version.node
        )
    };
    expect![[r#"2020-02-14 Deduced Some("web.parameters.json") None"#]].assert_eq(&shown(&doc));
    assert_eq!(shown(&doc), shown(&doc.with_text(format!("\n{text}"))));
}

#[test]
fn comments_and_a_comma_too_many_are_no_obstacle() {
    file("\u{feff}// values\n{ \"parameters\": { \"sku\": { \"value\": \"a\" }, } }");
}

#[test]
fn reports_why_a_file_is_not_a_parameter_file() {
    let why = |text: &str| {
        let words = ParameterFile::parse("x.json", text.to_owned())
            .err()
            .map(|it| it.words());
        words.map(|it| format!("{} | {}", it.en, it.pt_br)).unwrap_or_default()
    };
    expect!["line 2 is not JSON | a linha 2 não é JSON"].assert_eq(&why("{\n  \"parameters\" {}\n}"));
    expect!["it has no object `parameters` | não tem um objeto `parameters`"].assert_eq(&why(""));
    expect!["it has no object `parameters` | não tem um objeto `parameters`"].assert_eq(&why("{}"));
    assert_eq!(why("[]"), why("{}"));
    assert_eq!(why("{ \"parameters\": [] }"), why("{}"));
    expect!["it is a deployment template | é um template de implantação"]
        .assert_eq(&why(&format!("{{ {DECLARED} \"resources\": [] }}")));
}

#[test]
fn a_template_and_its_values_are_a_pair_by_name() {
    assert_eq!(paired("web.json"), ["web.parameters.json", "web.parameters.jsonc"]);
    assert_eq!(
        paired("web.v2.JSONC"),
        ["web.v2.parameters.json", "web.v2.parameters.jsonc"]
    );
    for name in ["web", "aib-ls.toml", "<stdin>", ""] {
        assert_eq!(paired(name), [""; 0]);
    }
}
