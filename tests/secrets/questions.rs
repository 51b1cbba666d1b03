//! Everything that the language server answers, publishes and logs.

use serde_json::{Value, json};
use tower_lsp::lsp_types::Url;

use crate::cli::Folder;
use crate::secrets::Outputs;
use crate::secrets::places::Scene;
use crate::support::editor::Editor;

/// Keys of the protocol whose texts are not shown: they are put into the text of the person.
const APPLIED: [&str; 4] = ["newText", "insertText", "textEdit", "uri"];

/// What a client can do that shows everything.
fn params(root: &str) -> Value {
    let kinds = json!({ "valueSet": ["quickfix", "refactor", "source.fixAll"] });
    json!({
        "clientInfo": { "name": "Visual Studio Code" },
        "workspaceFolders": [{ "uri": root, "name": "ws" }],
        "capabilities": {
            "general": { "positionEncodings": ["utf-8"] },
            "workspace": { "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create"] } },
            "textDocument": {
                "hover": { "contentFormat": ["markdown"] },
                "completion": { "completionItem": { "documentationFormat": ["markdown"], "snippetSupport": true } },
                "codeAction": { "codeActionLiteralSupport": { "codeActionKind": kinds }, "isPreferredSupport": true },
                "publishDiagnostics": { "relatedInformation": true, "versionSupport": true },
                "codeLens": {}, "definition": { "linkSupport": true }, "references": {}, "documentHighlight": {},
                "documentLink": { "tooltipSupport": true },
                "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
                "inlayHint": {}, "signatureHelp": {}, "rename": { "prepareSupport": true }, "foldingRange": {},
            },
            "experimental": { "commands": { "commands": ["aib.report", "aib.open"] } },
        },
    })
}

/// The answers to every question about the files of a scene, and the diagnostics that are published.
pub fn answers(scene: &Scene) -> Outputs {
    let folder = Folder::with(&[]);
    for (file, text) in &scene.files {
        folder.write(file, text);
    }
    let address = |name: &str| Url::from_file_path(folder.path(name)).unwrap().to_string();
    let mut editor = Editor::memory_with_params(params(&address("")));
    for (file, text) in &scene.files {
        let language = match file.rsplit_once('.').unwrap().1 {
            "sh" => "shellscript",
            "ps1" => "powershell",
            "log" => "aib-log",
            "json" if file.starts_with("response") => "aib-log",
            "toml" => "toml",
            _ => "jsonc",
        };
        editor.open_as(language, &address(file), text);
    }
    let mut outputs = Outputs::new();
    for (file, text) in &scene.files {
        ask(&mut editor, &address(file), text, &mut outputs);
    }
    editor.published(&address(&scene.files[0].0));
    editor.result("shutdown", Value::Null);
    editor.notify("exit", Value::Null);
    editor.rest();
    for message in &editor.heard {
        let is_ours = message.get("method").is_some();
        if is_ours {
            outputs.push((message["method"].as_str().unwrap().to_owned(), shown(message.clone())));
        }
    }
    let has_diagnostics = outputs
        .iter()
        .any(|it| it.0.contains("publishDiagnostics") && it.1.contains("aib-ls"));
    assert!(
        has_diagnostics || scene.template().is_none(),
        "nothing is published for {}",
        scene.name
    );
    outputs
}

/// Asks everything about a document: what concerns all of it once, the rest in every line.
fn ask(editor: &mut Editor, uri: &str, text: &str, outputs: &mut Outputs) {
    let document = json!({ "uri": uri });
    let end = json!({ "line": text.lines().count(), "character": 0 });
    let whole = json!({ "start": { "line": 0, "character": 0 }, "end": end });
    let mut waiting = Vec::new();
    let mut request = |editor: &mut Editor, method: &'static str, params: Value| {
        let id = editor.ask(method, params);
        waiting.push((method, id));
    };
    for method in ["documentSymbol", "codeLens", "documentLink", "foldingRange"] {
        let method: &'static str = match method {
            "documentSymbol" => "textDocument/documentSymbol",
            "codeLens" => "textDocument/codeLens",
            "documentLink" => "textDocument/documentLink",
            _ => "textDocument/foldingRange",
        };
        request(editor, method, json!({ "textDocument": document }));
    }
    request(
        editor,
        "textDocument/inlayHint",
        json!({ "textDocument": document, "range": whole }),
    );
    let context = json!({ "diagnostics": [] });
    request(
        editor,
        "textDocument/codeAction",
        json!({ "textDocument": document, "range": whole, "context": context }),
    );
    for kind in ["summary", "permissions", "doctor"] {
        request(editor, "aib-ls/report", json!({ "kind": kind, "uri": uri }));
    }
    for (line, text) in text.lines().enumerate() {
        let middle = text.floor_char_boundary(text.len() / 2);
        let position = json!({ "line": line, "character": middle });
        let at = json!({ "textDocument": document, "position": position });
        for method in [
            "textDocument/hover",
            "textDocument/completion",
            "textDocument/definition",
            "textDocument/signatureHelp",
            "textDocument/prepareRename",
        ] {
            request(editor, method, at.clone());
        }
        let range = json!({ "start": position, "end": position });
        request(
            editor,
            "textDocument/codeAction",
            json!({ "textDocument": document, "range": range, "context": context }),
        );
    }
    for (method, id) in waiting {
        let answer = editor.answer(id);
        outputs.push((method.to_owned(), shown(answer)));
    }
}

/// The texts of an answer that a client shows.
fn shown(mut answer: Value) -> String {
    let mut waiting = vec![&mut answer];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Array(items) => waiting.extend(items),
            Value::Object(members) => {
                for key in APPLIED {
                    members.remove(key);
                }
                waiting.extend(members.values_mut());
            }
            _ => {}
        }
    }
    answer.to_string()
}

#[test]
fn the_log_of_the_server_has_no_text_of_a_document() {
    let folder = Folder::with(&[]);
    let secret = "kT7qPz2mWx9vLb4R";
    let uri = Url::from_file_path(folder.path("web.json")).unwrap().to_string();
    let text = format!("{{ \"type\": \"Microsoft.VirtualMachineImages/imageTemplates\", \"note\": \"{secret}\" }}");
    let mut editor = Editor::logging("trace");
    editor.initialize(params(&uri));
    editor.open_as("jsonc", &uri, &text);
    editor.result(
        "textDocument/hover",
        json!({ "textDocument": { "uri": uri }, "position": { "line": 0, "character": 3 } }),
    );
    editor.request(
        "textDocument/hover",
        json!({ "textDocument": { "uri": uri }, "position": secret }),
    );
    editor.result("shutdown", Value::Null);
    editor.notify("exit", Value::Null);
    let (code, log) = editor.ended();
    assert_eq!(code, 0);
    assert!(!log.contains(secret), "{log}");
}
