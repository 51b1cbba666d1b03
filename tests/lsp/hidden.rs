//! Hidden characters over the protocol: what an editor shows has none, and what it writes keeps them.

use aib_ls::text::plain::hidden;
use serde_json::{Value, json};

use crate::support::editor::Editor;

const URI: &str = "file:///ws/image%E2%80%AEnosj.json";

/// A template whose names and values hide characters.
fn template() -> String {
    let word = "we\u{202e}b\u{9b}31m\u{200b}\u{e0041}\u{7f}";
    format!(
        r#"{{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
  "functions": [{{ "namespace": "own", "members": {{ "name": {{ "metadata": {{ "description": "{word}" }}, "parameters": [{{ "name": "{word}", "type": "{word}" }}],
    "output": {{ "type": "string", "value": "x" }} }} }} }}],
  "parameters": {{ "{word}": {{ "type": "{word}", "defaultValue": "{word}", "metadata": {{ "description": "{word}" }} }} }},
  "variables": {{ "{word}": "{word}", "other": "[variables('{word}')]", "unused": "[concat('{word}', variables('{word}'), own.name('a'))]" }},
  "resources": [{{
    "type": "Microsoft.VirtualMachineImages/imageTemplates", "apiVersion": "2022-02-14", "name": "[parameters('{word}')]", "location": "{word}",
    "tags": {{ "a": "[variables('other')]", "b": "[parameters('gone{word}')]" }},
    "properties": {{
      "buildTimeoutInMinutes": 3, "{word}": 1,
      "source": {{ "type": "{word}", "publisher": "{word}" }},
      "customize": [{{ "type": "Shell", "name": "{word}", "inline": ["{word}() {{", "apt-get install {word}", "}}"] }}],
      "distribute": [{{ "type": "SharedImage", "runOutputName": "{word}", "galleryImageId": "{word}", "replicationRegions": ["{word}"] }}]
    }}
  }}]
}}"#
    )
}

fn capabilities() -> Value {
    json!({ "textDocument": {
        "diagnostic": {}, "publishDiagnostics": { "relatedInformation": true }, "rename": { "prepareSupport": true },
        "hover": { "contentFormat": ["markdown"] }, "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
        "completion": { "completionItem": { "snippetSupport": true, "documentationFormat": ["markdown"] } },
        "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } } },
    } })
}

/// What an editor writes or sends back, and does not show.
const EXACT: [&str; 7] = [
    "newText",
    "filterText",
    "placeholder",
    "uri",
    "targetUri",
    "arguments",
    "data",
];

/// Fails at a text with a hidden character that is shown; returns how many texts there are.
fn check(method: &str, value: &Value) -> usize {
    match value {
        Value::String(text) => {
            assert_eq!(
                hidden(text).find(|it| !matches!(it.1, '\n' | '\t')),
                None,
                "{method}: {text:?}"
            );
            1
        }
        Value::Array(items) => items.iter().map(|it| check(method, it)).sum(),
        Value::Object(members) => {
            let shown = members.iter().filter(|it| !EXACT.contains(&it.0.as_str()));
            shown.map(|it| check(method, it.1)).sum()
        }
        _ => 0,
    }
}

#[test]
fn an_editor_shows_no_hidden_characters() {
    let mut editor = Editor::memory_with(capabilities());
    let text = template();
    editor.open(URI, &text);
    let document = json!({ "uri": URI });
    let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
    for method in ["diagnostic", "documentSymbol", "codeLens", "documentLink"] {
        let method = format!("textDocument/{method}");
        check(&method, &editor.result(&method, json!({ "textDocument": document })));
    }
    for method in ["inlayHint", "codeAction"] {
        let method = format!("textDocument/{method}");
        let params = json!({ "textDocument": document, "range": whole, "context": { "diagnostics": [] } });
        assert!(check(&method, &editor.result(&method, params)) > 0, "{method}");
    }
    let mut shown = 0;
    for (line, written) in text.lines().enumerate() {
        for character in (0..=written.encode_utf16().count()).step_by(7) {
            let position = json!({ "line": line, "character": character });
            for method in ["hover", "completion", "signatureHelp", "prepareRename"] {
                let method = format!("textDocument/{method}");
                let params = json!({ "textDocument": document, "position": position });
                shown += check(&method, &editor.request(&method, params));
            }
            let params = json!({ "textDocument": document, "position": position, "newName": "a\u{9b}'b" });
            check(
                "textDocument/rename",
                &editor.request("textDocument/rename", params)["error"],
            );
            let range = json!({ "start": position, "end": position });
            let params = json!({ "textDocument": document, "range": range, "context": { "diagnostics": [] } });
            check(
                "textDocument/codeAction",
                &editor.request("textDocument/codeAction", params),
            );
        }
    }
    assert!(shown > 300, "{shown}");
}
