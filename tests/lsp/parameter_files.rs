//! A parameter file as the open document: what its template makes of it while it is typed.

use serde_json::{Value, json};
use tower_lsp::lsp_types::Url;

use crate::cli::Folder;
use crate::support::editor::Editor;

const TEMPLATE: &str = r#"{
  "parameters": {
    "size": { "type": "string", "allowedValues": ["D2", "D4"], "defaultValue": "D2" },
    "minutes": { "type": "int" }
  },
  "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "tags": { "a": "[concat(parameters('size'), parameters('minutes'))]" } }]
}"#;

fn uri(folder: &Folder, name: &str) -> String {
    Url::from_file_path(folder.path(name)).unwrap().to_string()
}

fn editor(folder: &Folder, document: Value) -> Editor {
    Editor::memory_with_params(json!({
        "capabilities": { "textDocument": document },
        "workspaceFolders": [{ "uri": uri(folder, "ws"), "name": "ws" }],
    }))
}

/// The rules of published findings and their first characters, on line 0.
fn told(editor: &mut Editor, uri: &str) -> Vec<(String, u64)> {
    places(&editor.published(uri)["diagnostics"])
}

fn places(diagnostics: &Value) -> Vec<(String, u64)> {
    let all = diagnostics.as_array().unwrap().iter();
    all.map(|it| {
        let at = it["range"]["start"]["character"].as_u64().unwrap();
        (it["code"].as_str().unwrap().to_owned(), at)
    })
    .collect()
}

fn found(list: &[(&str, u64)]) -> Vec<(String, u64)> {
    list.iter().map(|(rule, at)| ((*rule).to_owned(), *at)).collect()
}

fn offered(editor: &mut Editor, uri: &str, character: u32) -> Vec<String> {
    let place = json!({ "textDocument": { "uri": uri }, "position": { "line": 0, "character": character } });
    let items = editor.result("textDocument/completion", place);
    let labels = items.as_array().unwrap().iter();
    labels.map(|it| it["label"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn mismatches_are_reported_while_the_parameter_file_is_typed() {
    let folder = Folder::with(&[]);
    let mut editor = editor(&folder, json!({}));
    let (web, file) = (uri(&folder, "ws/web.json"), uri(&folder, "ws/web.parameters.json"));
    folder.write(
        "ws/web.parameters.json",
        r#"{ "parameters": { "minutes": { "value": "60" } } }"#,
    );
    editor.open(&file, r#"{ "parameters": { "minutes": { "value": "60" } } }"#);
    editor.open(&web, TEMPLATE);
    assert_eq!(told(&mut editor, &file), found(&[("arm/parameter-file", 40)]));
    // Broken elsewhere, it is told all the same.
    editor.replace(
        &file,
        2,
        r#"{ "parameters": { "minutes": { "value": "6" }, "size": { "value": "D3" }, "own"#,
    );
    assert_eq!(
        told(&mut editor, &file),
        found(&[("arm/parameter-file", 40), ("arm/parameter-file", 66)])
    );
    editor.replace(
        &file,
        3,
        r#"{ "parameters": { "size": { "value": "D4" }, "owner": { "value": 1 } } }"#,
    );
    assert_eq!(
        told(&mut editor, &file),
        found(&[("arm/parameter-missing", 2), ("arm/parameter-file", 45)])
    );
    // The template is what counts as it is typed, too.
    let other = TEMPLATE.replace(
        "\"minutes\": { \"type\": \"int\" }",
        "\"minutes\": { \"type\": \"int\", \"defaultValue\": 1 }, \"owner\": {}",
    );
    editor.replace(&web, 2, &other);
    assert_eq!(told(&mut editor, &file), []);
}

#[test]
fn a_template_on_disk_counts() {
    let folder = Folder::with(&[("ws/web.json", TEMPLATE)]);
    let mut editor = editor(&folder, json!({}));
    let file = uri(&folder, "ws/web.parameters.json");
    let text = r#"{ "parameters": { "minutes": { "value": 60 }, "size": { "value": "D" } } }"#;
    editor.open(&file, text);
    assert_eq!(told(&mut editor, &file), found(&[("arm/parameter-file", 65)]));
    assert_eq!(offered(&mut editor, &file, 67), ["D2", "D4"]);
    editor.replace(&file, 2, r#"{ "parameters": {  } }"#);
    assert_eq!(told(&mut editor, &file), found(&[("arm/parameter-missing", 2)]));
    assert_eq!(offered(&mut editor, &file, 18), ["minutes", "size"]);
    editor.close(&file);
    assert_eq!(told(&mut editor, &file), []);
}

#[test]
fn a_file_that_was_never_whole_is_completed_too() {
    let folder = Folder::with(&[]);
    let mut editor = editor(&folder, json!({}));
    let (web, file) = (uri(&folder, "ws/web.json"), uri(&folder, "ws/web.parameters.json"));
    editor.open(&web, TEMPLATE);
    editor.open(&file, "{ \"parameters\": { ");
    assert_eq!(offered(&mut editor, &file, 18), ["minutes", "size"]);
}

#[test]
fn a_client_that_pulls_receives_findings_and_fixes() {
    let folder = Folder::with(&[("ws/web.json", TEMPLATE)]);
    let literals = json!({ "codeActionKind": { "valueSet": ["quickfix"] } });
    let mut editor = editor(
        &folder,
        json!({ "diagnostic": {}, "codeAction": { "codeActionLiteralSupport": literals } }),
    );
    let file = uri(&folder, "ws/web.parameters.json");
    editor.open(&file, r#"{ "parameters": { "minuts": { "value": 60 } } }"#);
    let document = json!({ "textDocument": { "uri": file } });
    let answer = editor.result("textDocument/diagnostic", document.clone());
    let both = found(&[("arm/parameter-missing", 2), ("arm/parameter-file", 18)]);
    assert_eq!(places(&answer["items"]), both);
    let range = json!({ "start": { "line": 0, "character": 20 }, "end": { "line": 0, "character": 20 } });
    let params = json!({ "textDocument": { "uri": file }, "range": range, "context": { "diagnostics": [] } });
    let actions = editor.result("textDocument/codeAction", params);
    let titles: Vec<_> = actions
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["title"].as_str().unwrap())
        .collect();
    assert_eq!(titles[..2], ["Replace with `minutes`", "Remove `minuts`"]);
}

#[test]
fn a_file_of_another_template_is_left_alone() {
    let folder = Folder::with(&[
        ("ws/web.json", "{ \"name\": \"no template\" }"),
        ("ws/app.json", TEMPLATE),
    ]);
    let mut editor = editor(&folder, json!({ "diagnostic": {} }));
    for name in ["ws/web.parameters.json", "ws/values.json"] {
        let file = uri(&folder, name);
        editor.open(&file, r#"{ "parameters": { "minuts": { "value": 60 } } }"#);
        let answer = editor.result("textDocument/diagnostic", json!({ "textDocument": { "uri": file } }));
        assert_eq!(answer["items"], json!([]), "{name}");
        assert_eq!(offered(&mut editor, &file, 18), Vec::<String>::new());
    }
}

#[test]
fn mismatches_are_reported_in_a_file_that_the_settings_of_the_editor_name() {
    let folder = Folder::with(&[]);
    let mut editor = editor(&folder, json!({}));
    let settings = json!({ "settings": { "aib": { "parameters": "values.json" } } });
    editor.notify("workspace/didChangeConfiguration", settings);
    let (web, file) = (uri(&folder, "ws/web.json"), uri(&folder, "ws/values.json"));
    editor.open(&web, TEMPLATE);
    // The settings name the file for every document, also for those that are not templates.
    editor.open(&uri(&folder, "ws/package.json"), r#"{ "name": "site" }"#);
    editor.open(&file, r#"{ "parameters": { "minutes": { "value": "60" } } }"#);
    assert_eq!(told(&mut editor, &file), found(&[("arm/parameter-file", 40)]));
    editor.close(&web);
    assert_eq!(told(&mut editor, &file), found(&[]));
}
