//! Names over the protocol, in a template and its parameter file, open or not.

use serde_json::{Value, json};
use tower_lsp::lsp_types::Url;

use crate::cli::Folder;
use crate::support::editor::Editor;

const TEMPLATE: &str = r#"{
  "parameters": { "size": { "type": "string" } },
  "resources": [{
    "type": "Microsoft.VirtualMachineImages/imageTemplates",
    "tags": { "é": "[parameters('SIZE')]" }
  }]
}"#;

const FILE: &str = r#"{ "parameters": { "Size": { "value": "D2" } } }"#;

/// The place in the use.
const USE: (u32, u32) = (4, 34);

fn uri(folder: &Folder, name: &str) -> String {
    Url::from_file_path(folder.path(name)).unwrap().to_string()
}

fn editor(folder: &Folder, workspace: Value) -> Editor {
    let names = json!({
        "definition": {}, "references": {}, "documentHighlight": {}, "rename": { "prepareSupport": true },
    });
    Editor::memory_with_params(json!({
        "capabilities": { "workspace": workspace, "textDocument": names },
        "workspaceFolders": [{ "uri": uri(folder, "ws"), "name": "ws" }],
    }))
}

fn at(uri: &str, (line, character): (u32, u32)) -> Value {
    json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character } })
}

fn range(line: u32, from: u32, to: u32) -> Value {
    json!({ "start": { "line": line, "character": from }, "end": { "line": line, "character": to } })
}

fn with(mut params: Value, key: &str, value: Value) -> Value {
    params[key] = value;
    params
}

#[test]
fn a_use_leads_to_its_declaration() {
    let folder = Folder::with(&[]);
    let mut editor = editor(&folder, json!({}));
    let web = uri(&folder, "ws/web.json");
    editor.open(&web, TEMPLATE);
    let found = editor.result("textDocument/definition", at(&web, USE));
    assert_eq!(found, json!([{ "uri": web, "range": range(1, 18, 24) }]));
    assert_eq!(editor.result("textDocument/definition", at(&web, (0, 0))), Value::Null);
}

#[test]
fn definition_links_cover_the_whole_declaration() {
    let mut editor = Editor::memory_with(json!({ "textDocument": { "definition": { "linkSupport": true } } }));
    let web = "file:///ws/web.json";
    editor.open(web, TEMPLATE);
    let found = editor.result("textDocument/definition", at(web, USE));
    assert_eq!(found[0]["targetUri"], web);
    assert_eq!(found[0]["targetRange"], range(1, 18, 46));
    assert_eq!(found[0]["targetSelectionRange"], range(1, 18, 24));
    assert_eq!(found[0]["originSelectionRange"], range(4, 33, 37));
}

#[test]
fn references_stand_in_both_files() {
    let folder = Folder::with(&[("ws/web.parameters.json", FILE)]);
    let mut editor = editor(&folder, json!({}));
    let (web, file) = (uri(&folder, "ws/web.json"), uri(&folder, "ws/web.parameters.json"));
    editor.open(&web, TEMPLATE);
    let mut ask = |declared: bool| {
        let params = with(at(&web, USE), "context", json!({ "includeDeclaration": declared }));
        editor.result("textDocument/references", params)
    };
    let used = json!({ "uri": web, "range": range(4, 33, 37) });
    let given = json!({ "uri": file, "range": range(0, 19, 23) });
    let declared = json!({ "uri": web, "range": range(1, 19, 23) });
    assert_eq!(ask(false), json!([used, given]));
    assert_eq!(ask(true), json!([declared, used, given]));
}

#[test]
fn highlights_distinguish_write_and_read() {
    let folder = Folder::with(&[]);
    let mut editor = editor(&folder, json!({}));
    let web = uri(&folder, "ws/web.json");
    editor.open(&web, TEMPLATE);
    let found = editor.result("textDocument/documentHighlight", at(&web, USE));
    let (write, read) = (
        json!({ "range": range(1, 19, 23), "kind": 3 }),
        json!({ "range": range(4, 33, 37), "kind": 2 }),
    );
    assert_eq!(found, json!([write, read]));
}

#[test]
fn both_files_are_renamed_in_with_their_versions() {
    let folder = Folder::with(&[("ws/web.parameters.json", FILE)]);
    let mut editor = editor(&folder, json!({ "workspaceEdit": { "documentChanges": true } }));
    let (web, file) = (uri(&folder, "ws/web.json"), uri(&folder, "ws/web.parameters.json"));
    editor.open(&web, TEMPLATE);
    let found = editor.result("textDocument/prepareRename", at(&web, USE));
    assert_eq!(found, json!({ "range": range(4, 33, 37), "placeholder": "SIZE" }));
    let edits = |places: &[Value]| -> Vec<Value> {
        let edit = |it: &Value| json!({ "range": it, "newText": "vmSize" });
        places.iter().map(edit).collect()
    };
    let wanted = |at: Value, version: Value| {
        json!({ "documentChanges": [
            { "textDocument": { "uri": web, "version": 1 }, "edits": edits(&[range(1, 19, 23), range(4, 33, 37)]) },
            { "textDocument": { "uri": file, "version": version }, "edits": edits(&[at]) },
        ] })
    };
    let params = with(at(&web, USE), "newName", json!("vmSize"));
    let changes = editor.result("textDocument/rename", params.clone());
    assert_eq!(changes, wanted(range(0, 19, 23), Value::Null));
    // What is typed there counts at once.
    editor.open(&file, FILE);
    editor.replace(&file, 2, &format!("\n  {FILE}"));
    let changes = editor.result("textDocument/rename", params.clone());
    assert_eq!(changes, wanted(range(1, 21, 25), json!(2)));
    // It may be asked from there too.
    let there = with(at(&file, (1, 22)), "newName", json!("vmSize"));
    assert_eq!(
        editor.result("textDocument/rename", there),
        wanted(range(1, 21, 25), json!(2))
    );
    let found = editor.result("textDocument/prepareRename", at(&file, (1, 22)));
    assert_eq!(found, json!({ "range": range(1, 21, 25), "placeholder": "Size" }));
    let found = editor.result("textDocument/definition", at(&file, (1, 22)));
    assert_eq!(found, json!([{ "uri": web, "range": range(1, 18, 24) }]));
    // Half a file cannot be renamed in.
    editor.replace(&file, 3, "{ \"parameters\": {");
    let refused = editor.request("textDocument/rename", params);
    assert_eq!(refused["error"]["code"], -32803);
    let words = "The parameter file `web.parameters.json` must be updated too but cannot be read: line 1 is not JSON";
    assert_eq!(refused["error"]["message"], words);
}

#[test]
fn without_document_changes_a_rename_has_plain_changes() {
    let folder = Folder::with(&[("ws/web.parameters.json", FILE)]);
    let mut editor = editor(&folder, json!({}));
    let (web, file) = (uri(&folder, "ws/web.json"), uri(&folder, "ws/web.parameters.json"));
    editor.open(&web, TEMPLATE);
    let params = with(at(&web, USE), "newName", json!("vmSize"));
    let changes = editor.result("textDocument/rename", params);
    assert_eq!(changes["changes"][&web].as_array().map(Vec::len), Some(2));
    assert_eq!(changes["changes"][&file].as_array().map(Vec::len), Some(1));
    assert!(changes.get("documentChanges").is_none());
}

#[test]
fn a_name_that_is_taken_is_refused() {
    let folder = Folder::with(&[]);
    let mut editor = editor(&folder, json!({}));
    let web = uri(&folder, "ws/web.json");
    editor.open(&web, TEMPLATE);
    let refused = editor.request("textDocument/rename", with(at(&web, USE), "newName", json!("")));
    assert_eq!(refused["error"]["message"], "A name must not be empty");
    let nothing = editor.result("textDocument/rename", with(at(&web, (0, 0)), "newName", json!("a")));
    assert_eq!(nothing, Value::Null);
    assert_eq!(
        editor.result("textDocument/prepareRename", at(&web, (0, 0))),
        Value::Null
    );
}

#[test]
fn a_run_output_is_renamed_in_a_deployment_and_in_a_standalone_template() {
    let folder = Folder::with(&[]);
    let mut editor = editor(&folder, json!({}));
    let (web, body) = (uri(&folder, "ws/web.json"), uri(&folder, "ws/body.json"));
    editor.open(
        &web,
        r#"{ "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "name": "web", "properties": { "distribute": [
  { "type": "VHD", "runOutputName": "disk" }
] } }], "outputs": { "é": { "type": "string", "value":
  "[resourceId('Microsoft.VirtualMachineImages/imageTemplates/runOutputs', 'web', 'disk')]"
} } }"#,
    );
    editor.open(
        &body,
        r#"{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "properties": { "distribute": [
  { "type": "VHD", "runOutputName": "disk" }
] } }"#,
    );
    let at_id = at(&web, (3, 84));
    let prepared = editor.result("textDocument/prepareRename", at_id.clone());
    assert_eq!(prepared, json!({ "range": range(3, 83, 87), "placeholder": "disk" }));
    let edits = |uri: &str, result: Value| result["changes"][uri].clone();
    let changed = editor.result("textDocument/rename", with(at_id, "newName", json!("vhd")));
    let edit = |range: Value| json!({ "range": range, "newText": "vhd" });
    assert_eq!(
        edits(&web, changed),
        json!([edit(range(1, 37, 41)), edit(range(3, 83, 87))])
    );
    let at_target = with(at(&body, (1, 38)), "newName", json!("vhd"));
    let changed = editor.result("textDocument/rename", at_target);
    assert_eq!(edits(&body, changed), json!([edit(range(1, 37, 41))]));
}
