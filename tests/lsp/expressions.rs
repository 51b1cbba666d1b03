//! What is asked about expressions, in the shape of the protocol.

use serde_json::{Value, json};

use crate::support::editor::Editor;

const URI: &str = "file:///ws/image.json";

const TEXT: &str = r#"{
  "parameters": { "é": { "type": "string", "defaultValue": "D2" } },
  "resources": [{
    "type": "Microsoft.VirtualMachineImages/imageTemplates",
    "tags": { "a": "[concat(parameters('é'), '')]" }
  }]
}"#;

fn editor(capabilities: Value) -> Editor {
    let mut editor = Editor::memory_with(json!({ "textDocument": capabilities }));
    editor.open(URI, TEXT);
    editor
}

fn at(character: u32) -> Value {
    json!({ "textDocument": { "uri": URI }, "position": { "line": 4, "character": character } })
}

#[test]
fn an_argument_is_named_by_its_place_where_the_client_can() {
    let offsets = json!({ "signatureInformation": { "parameterInformation": { "labelOffsetSupport": true } } });
    let mut editor = editor(json!({ "signatureHelp": offsets }));
    let help = editor.result("textDocument/signatureHelp", at(28));
    assert_eq!(help["signatures"][0]["label"], "concat([arg], …)");
    assert_eq!(help["signatures"][0]["parameters"][0]["label"], json!([8, 11]));
    assert_eq!(help["activeParameter"], 0);
}

#[test]
fn an_argument_is_named_by_its_label_where_offsets_are_unsupported() {
    let mut editor = editor(json!({ "signatureHelp": {} }));
    let help = editor.result("textDocument/signatureHelp", at(28));
    assert_eq!(help["signatures"][0]["parameters"][0]["label"], "arg");
    assert_eq!(editor.result("textDocument/signatureHelp", at(3)), Value::Null);
}

#[test]
fn values_are_shown_as_inlay_hints() {
    let mut editor = editor(json!({ "inlayHint": {} }));
    let range = json!({ "start": { "line": 4, "character": 0 }, "end": { "line": 5, "character": 0 } });
    let params = json!({ "textDocument": { "uri": URI }, "range": range });
    let hints = editor.result("textDocument/inlayHint", params);
    assert_eq!(hints[0]["label"], "= D2");
    assert_eq!(hints[0]["position"], json!({ "line": 4, "character": 50 }));
    assert_eq!(hints.as_array().map(Vec::len), Some(1));
}

#[test]
fn names_are_completed() {
    let mut editor = editor(json!({ "completion": {} }));
    let items = editor.result("textDocument/completion", at(40));
    assert_eq!(items[0]["label"], "é");
    assert_eq!(items[0]["kind"], 6);
}
