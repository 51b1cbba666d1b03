//! A document that takes seconds keeps no other one waiting: what is asked later about a small one is answered first.

use serde_json::{Value, json};
use tower_lsp::lsp_types::Url;

use crate::cli::Folder;
use crate::support::editor::Editor;

const SMALL: &str = r#"{
  "type": "Microsoft.VirtualMachineImages/imageTemplates", "apiVersion": "2024-02-01",
  "properties": { "buildTimeoutInMinutes": 3, "customize": [
    { "type": "Shell", "scriptUri": "https://example.com/main/scripts/setup.sh" }
  ] }
}"#;

/// More questions than the runtime has threads.
const MANY: usize = 600;

/// A template that takes seconds to read and to check.
fn large() -> String {
    let step = r#"{ "type": "Shell", "name": "step", "inline": ["apt-get update", "sudo apt-get install nginx"] },"#;
    format!(
        "{{ \"type\": \"Microsoft.VirtualMachineImages/imageTemplates\", \"properties\": {{ \"customize\": [\n{}\n] }} }}",
        format!("{step}\n").repeat(20_000)
    )
}

struct Scene {
    folder: Folder,
    editor: Editor,
}

impl Scene {
    fn new(text_document: Value) -> Self {
        let folder = Folder::with(&[("ws/scripts/setup.sh", "apt-get update\n"), ("ws/small.json", SMALL)]);
        let root = Url::from_file_path(folder.path("ws")).unwrap();
        let mut editor = Editor::start();
        editor.initialize(json!({
            "capabilities": { "textDocument": text_document },
            "workspaceFolders": [{ "uri": root.as_str(), "name": "ws" }],
        }));
        Self { folder, editor }
    }

    fn uri(&self, name: &str) -> String {
        Url::from_file_path(self.folder.path("ws").join(name))
            .unwrap()
            .to_string()
    }

    fn ask(&mut self, method: &str, name: &str) -> i64 {
        let params = json!({
            "textDocument": { "uri": self.uri(name) }, "position": { "line": 2, "character": 22 },
            "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 2, "character": 0 } },
            "context": { "diagnostics": [], "includeDeclaration": true, "triggerKind": 1 }, "newName": "renamed",
        });
        self.editor.ask(method, params)
    }

    /// Whether a message has come already.
    fn has_come(&self, is_it: impl Fn(&Value) -> bool) -> bool {
        self.editor.heard.iter().any(is_it)
    }
}

#[test]
fn small_documents_are_answered_and_checked_before_a_large_one() {
    let mut scene = Scene::new(json!({ "publishDiagnostics": {}, "codeLens": {}, "references": {} }));
    let (big, small) = (scene.uri("big.json"), scene.uri("small.json"));
    scene.editor.open(&big, &large());
    scene.ask("textDocument/documentSymbol", "big.json");
    scene.editor.open(&small, SMALL);
    for method in [
        "textDocument/hover",
        "textDocument/completion",
        "textDocument/definition",
        "textDocument/references",
        "textDocument/codeAction",
        "textDocument/codeLens",
        "textDocument/documentLink",
        "textDocument/documentSymbol",
    ] {
        let id = scene.ask(method, "small.json");
        assert!(scene.editor.answer(id).get("error").is_none(), "{method}");
    }
    let found = scene.editor.published(&small);
    assert_ne!(found["diagnostics"], json!([]));
    // In a file of the small one, too.
    let script = scene.uri("scripts/setup.sh");
    assert_ne!(scene.editor.published(&script)["diagnostics"], json!([]));
    let is_of_big = |it: &Value| it["params"]["uri"] == *big;
    assert!(!scene.has_come(is_of_big), "the large document is not slow enough");
}

#[test]
fn many_questions_about_a_large_document_leave_room_for_others() {
    let mut scene = Scene::new(json!({ "diagnostic": {} }));
    let (big, small) = (scene.uri("big.json"), scene.uri("small.json"));
    scene.editor.open(&big, &large());
    let asked: Vec<i64> = (0..MANY)
        .map(|_| scene.ask("textDocument/diagnostic", "big.json"))
        .collect();
    scene.editor.open(&small, SMALL);
    let id = scene.ask("textDocument/hover", "small.json");
    assert!(scene.editor.answer(id)["result"]["contents"].is_object() || scene.has_come(|it| it["id"] == id));
    let is_answer = |it: &Value| it.get("method").is_none() && asked.iter().any(|id| it["id"] == *id);
    assert!(!scene.has_come(is_answer), "the large document is not slow enough");
    // All of them are given up at once, also those that had not begun.
    for id in &asked {
        scene.editor.notify("$/cancelRequest", json!({ "id": id }));
    }
    for id in asked {
        assert_eq!(scene.editor.answer(id)["error"]["code"], -32800);
    }
    let id = scene.ask("textDocument/hover", "small.json");
    assert!(scene.editor.answer(id).get("error").is_none());
    // What was begun and given up is begun again for who asks for it.
    let id = scene.ask("textDocument/foldingRange", "big.json");
    assert!(scene.editor.answer(id).get("error").is_none());
}
