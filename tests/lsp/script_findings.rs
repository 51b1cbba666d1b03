//! Findings in the files that steps run, as an editor receives them.

use serde_json::{Value, json};
use tower_lsp::lsp_types::Url;

use crate::cli::Folder;
use crate::support::editor::Editor;

const TEMPLATE: &str = r#"{ "properties": { "source": {}, "distribute": [], "customize": [
  { "type": "Shell", "scriptUri": "https://example.com/main/scripts/setup.sh" }
] } }"#;

const SCRIPT: &str =
    "#!/bin/bash\nset -e\ncloud-init status --wait || [ $? -eq 2 ]; sudo apt-get update\nsudo apt-get install nginx\n";

struct Scene {
    folder: Folder,
    editor: Editor,
}

impl Scene {
    /// An editor that works in a folder with a template and its script, with the template open.
    fn new(text_document: Value) -> Self {
        let folder = Folder::with(&[("ws/scripts/setup.sh", SCRIPT), ("ws/web.json", TEMPLATE)]);
        let root = Url::from_file_path(folder.path("ws")).unwrap();
        let mut editor = Editor::memory_with_params(json!({
            "capabilities": { "textDocument": text_document },
            "workspaceFolders": [{ "uri": root.as_str(), "name": "ws" }],
        }));
        editor.open(&uri(&folder, "ws/web.json"), TEMPLATE);
        Self { folder, editor }
    }

    fn script(&self) -> String {
        uri(&self.folder, "ws/scripts/setup.sh")
    }

    /// The codes and lines that are published next for the script.
    fn next(&mut self) -> Value {
        let uri = self.script();
        let news = self.editor.published(&uri);
        let told = news["diagnostics"].as_array().unwrap().iter();
        told.map(|it| json!([it["code"], it["range"]["start"]["line"]]))
            .collect()
    }
}

fn uri(folder: &Folder, name: &str) -> String {
    Url::from_file_path(folder.path(name)).unwrap().to_string()
}

#[test]
fn findings_in_a_closed_script_are_published_and_cleared_with_its_template() {
    let mut scene = Scene::new(json!({}));
    assert_eq!(scene.next(), json!([["script/apt-no-yes", 3]]));
    let web = uri(&scene.folder, "ws/web.json");
    scene
        .editor
        .notify("textDocument/didClose", json!({ "textDocument": { "uri": web } }));
    assert_eq!(scene.next(), json!([]));
}

#[test]
fn an_open_script_is_checked_and_fixed() {
    let literals = json!({ "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } } } });
    let mut scene = Scene::new(literals);
    assert_eq!(scene.next(), json!([["script/apt-no-yes", 3]]));
    let script = scene.script();
    let typed = format!("# more\n{SCRIPT}");
    let document = json!({ "uri": script, "languageId": "shellscript", "version": 1, "text": typed });
    scene
        .editor
        .notify("textDocument/didOpen", json!({ "textDocument": document }));
    let mut told = scene.next();
    while told != json!([["script/apt-no-yes", 4]]) {
        told = scene.next();
    }
    let at = json!({ "line": 4, "character": 8 });
    let params = json!({
        "textDocument": { "uri": script },
        "range": { "start": at, "end": at },
        "context": { "diagnostics": [] },
    });
    let actions = scene.editor.result("textDocument/codeAction", params);
    let fix = actions
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["kind"] == "quickfix")
        .unwrap();
    let edit = &fix["edit"]["changes"][script.as_str()][0];
    assert_eq!(edit["newText"], " -y");
    assert_eq!(edit["range"]["start"]["line"], 4);
}

#[test]
fn a_client_that_asks_about_a_script_is_answered() {
    let mut scene = Scene::new(json!({ "diagnostic": {} }));
    let script = scene.script();
    let document = json!({ "uri": script, "languageId": "shellscript", "version": 1, "text": SCRIPT });
    scene
        .editor
        .notify("textDocument/didOpen", json!({ "textDocument": document }));
    let params = json!({ "textDocument": { "uri": script } });
    let answer = scene.editor.result("textDocument/diagnostic", params);
    assert_eq!(answer["items"][0]["code"], "script/apt-no-yes");
    // Other questions are for the server of that language.
    let at = json!({ "textDocument": { "uri": script }, "position": { "line": 3, "character": 8 } });
    assert_eq!(scene.editor.result("textDocument/hover", at), Value::Null);
}
