//! Changes that no finding asks for, over the protocol: in the template, and in its parameter file.

use serde_json::{Value, json};
use tower_lsp::lsp_types::Url;

use crate::cli::Folder;
use crate::support::editor::Editor;

const TEMPLATE: &str = r#"{
  "parameters": {
    "size": { "type": "string" },
    "count": { "type": "int", "defaultValue": 2 }
  },
  "variables": { "stem": "web" },
  "resources": [{
    "type": "Microsoft.VirtualMachineImages/imageTemplates",
    "name": "[variables('stem')]",
    "location": "westeurope",
    "tags": { "a": "[parameters('size')]", "b": "[parameters('count')]" }
  }]
}"#;

const FILE: &str = "{\n  \"parameters\": {}\n}";

fn editor(folder: &Folder) -> Editor {
    let literals = json!({ "codeActionKind": { "valueSet": ["", "quickfix", "refactor"] } });
    let root = Url::from_file_path(folder.path("ws")).unwrap();
    Editor::memory_with_params(json!({
        "capabilities": {
            "workspace": { "workspaceEdit": { "documentChanges": true } },
            "textDocument": { "codeAction": { "codeActionLiteralSupport": literals }, "diagnostic": {} },
        },
        "workspaceFolders": [{ "uri": root, "name": "ws" }],
    }))
}

fn actions(editor: &mut Editor, uri: &str, (line, character): (u32, u32), only: &[&str]) -> Vec<Value> {
    let place = json!({ "line": line, "character": character });
    let params = json!({
        "textDocument": { "uri": uri },
        "range": { "start": place, "end": place },
        "context": { "diagnostics": [], "only": only },
    });
    let answer = editor.result("textDocument/codeAction", params);
    answer.as_array().cloned().unwrap_or_default()
}

fn titles(found: &[Value]) -> Vec<String> {
    let title = |it: &Value| format!("{} {}", it["kind"].as_str().unwrap(), it["title"].as_str().unwrap());
    found.iter().map(title).collect()
}

#[test]
fn each_kind_of_refactoring_is_offered_on_request() {
    let folder = Folder::with(&[]);
    let mut editor = editor(&folder);
    let web = Url::from_file_path(folder.path("ws/web.json")).unwrap().to_string();
    editor.open(&web, TEMPLATE);
    let extracting = [
        "refactor.extract Extract `\"westeurope\"` to the parameter `location`",
        "refactor.extract Extract `\"westeurope\"` to the variable `location`",
    ];
    let location = (9, 20);
    for only in [&["refactor"][..], &["refactor.extract"]] {
        assert_eq!(titles(&actions(&mut editor, &web, location, only)), extracting);
    }
    // Nothing calls for it under a bare cursor.
    assert_eq!(titles(&actions(&mut editor, &web, location, &[])), [""; 0]);
    for only in ["refactor.inline", "refactor.rewrite"] {
        assert_eq!(titles(&actions(&mut editor, &web, location, &[only])), [""; 0]);
    }
    let found = actions(&mut editor, &web, (8, 25), &["refactor.inline"]);
    assert_eq!(titles(&found), ["refactor.inline Inline `stem` here"]);
    let change = &found[0]["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({ "uri": web, "version": 1 }));
    assert_eq!(change["edits"][0]["newText"], "\"web\"");
}

#[test]
fn a_value_is_added_to_the_parameter_file() {
    let folder = Folder::with(&[("ws/web.parameters.json", FILE)]);
    let mut editor = editor(&folder);
    let uri = |name: &str| Url::from_file_path(folder.path(name)).unwrap().to_string();
    let (web, file) = (uri("ws/web.json"), uri("ws/web.parameters.json"));
    editor.open(&web, TEMPLATE);
    let found = actions(&mut editor, &web, (2, 6), &["quickfix"]);
    let size = found
        .iter()
        .find(|it| it["title"] == "Add `size` to `web.parameters.json`")
        .unwrap();
    assert_eq!(size["diagnostics"][0]["code"], "arm/parameter-missing");
    let wanted = |version: Value, line: u32, put: &str| {
        let (start, end) = (
            json!({ "line": line, "character": 17 }),
            json!({ "line": line, "character": 17 }),
        );
        json!({ "documentChanges": [{
            "textDocument": { "uri": file, "version": version },
            "edits": [{ "range": { "start": start, "end": end }, "newText": put }],
        }] })
    };
    let size_put = "\n    \"size\": {\n      \"value\": \"<size>\"\n    }\n  ";
    assert_eq!(size["edit"], wanted(Value::Null, 1, size_put));
    // One with a default is missed by nobody; what is typed in the file counts at once.
    editor.open(&file, FILE);
    editor.replace(&file, 2, &format!("\n{FILE}"));
    let count = actions(&mut editor, &web, (3, 6), &["refactor"]);
    assert_eq!(titles(&count), ["refactor Add `count` to `web.parameters.json`"]);
    let count_put = "\n    \"count\": {\n      \"value\": 2\n    }\n  ";
    assert_eq!(count[0]["edit"], wanted(json!(2), 2, count_put));
    assert_eq!(
        titles(&actions(&mut editor, &web, (3, 6), &["refactor.extract"])),
        [""; 0]
    );
}
