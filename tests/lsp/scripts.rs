//! Scripts inside of strings, for clients that ask about them and for clients that do not.

use serde_json::{Value, json};

use crate::support::editor::Editor;

const URI: &str = "file:///ws/image.json";

const TEXT: &str = r#"{
  "type": "Microsoft.VirtualMachineImages/imageTemplates",
  "properties": {
    "customize": [
      { "type": "Shell", "name": "web", "inline": [
        "echo 'é😀' $x",
        "if true; then",
        "  ls -l",
        "fi"
      ] }
    ]
  }
}"#;

fn document() -> Value {
    json!({ "textDocument": { "uri": URI } })
}

fn editor(capabilities: Value) -> Editor {
    let mut editor = Editor::memory_with(capabilities);
    editor.open(URI, TEXT);
    editor
}

fn tokens(requests: Value) -> Value {
    json!({ "semanticTokens": { "requests": requests, "tokenTypes": [], "tokenModifiers": [], "formats": ["relative"] } })
}

/// The pieces as lines: where each one is, how long, and its number in the legend.
fn pieces(answer: &Value) -> Vec<[u64; 4]> {
    let numbers: Vec<u64> = answer["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it.as_u64().unwrap())
        .collect();
    let (mut line, mut character) = (0, 0);
    let mut pieces = Vec::new();
    for piece in numbers.chunks(5) {
        character = if piece[0] == 0 { character + piece[1] } else { piece[1] };
        line += piece[0];
        pieces.push([line, character, piece[2], piece[3]]);
    }
    pieces
}

#[test]
fn semantic_tokens_use_the_position_encoding() {
    // The text in quotes, what stands behind it: its letters are 4, 5 or 8 units long, with the quotes.
    for (encoding, text, variable) in [("utf-16", 5, 20), ("utf-8", 8, 23), ("utf-32", 4, 19)] {
        let mut editor = editor(json!({
            "general": { "positionEncodings": [encoding] },
            "textDocument": tokens(json!({ "full": true, "range": true })),
        }));
        let all = pieces(&editor.result("textDocument/semanticTokens/full", document()));
        assert_eq!(
            all,
            [
                [5, 9, 4, 0],
                [5, 14, text, 2],
                [5, variable, 2, 3],
                [6, 9, 2, 1],
                [6, 12, 4, 0],
                [6, 18, 4, 1],
                [7, 11, 2, 0],
                [7, 14, 2, 7],
                [8, 9, 2, 1],
            ],
            "{encoding}"
        );
        let mut params = document();
        params["range"] = json!({ "start": { "line": 7, "character": 0 }, "end": { "line": 8, "character": 0 } });
        let some = pieces(&editor.result("textDocument/semanticTokens/range", params));
        assert_eq!(some, [[7, 11, 2, 0], [7, 14, 2, 7]]);
    }
}

#[test]
fn folding_ranges_are_lines() {
    let mut editor = editor(json!({ "textDocument": { "foldingRange": { "lineFoldingOnly": true } } }));
    let folds = editor.result("textDocument/foldingRange", document());
    let line = |start: u32, end: u32| json!({ "startLine": start, "endLine": end });
    assert_eq!(
        folds,
        json!([line(0, 11), line(2, 10), line(3, 9), line(4, 8), line(6, 7)])
    );
    editor.open("file:///ws/package.json", "{\n\"name\": {\n}\n}");
    let params = json!({ "textDocument": { "uri": "file:///ws/package.json" } });
    assert_eq!(editor.result("textDocument/foldingRange", params), json!([]));
}

fn rewriting(kinds: Value, edit: Value) -> Value {
    json!({
        "textDocument": { "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": kinds } } } },
        "workspace": { "workspaceEdit": edit },
    })
}

/// The actions in the second item that change no finding.
fn rewrites(editor: &mut Editor, uri: &str, only: Value) -> Vec<Value> {
    let place = json!({ "line": 6, "character": 12 });
    let params = json!({
        "textDocument": { "uri": uri },
        "range": { "start": place, "end": place },
        "context": { "diagnostics": [], "only": only },
    });
    let answer = editor.result("textDocument/codeAction", params);
    let all = answer.as_array().cloned().unwrap_or_default();
    let is_rewrite = |it: &Value| it["kind"].as_str().unwrap().starts_with("refactor.");
    all.into_iter().filter(is_rewrite).collect()
}

#[test]
fn a_script_moves_to_a_file_where_the_client_makes_files() {
    let edit = json!({ "documentChanges": true, "resourceOperations": ["create"] });
    let mut editor = editor(rewriting(json!(["refactor"]), edit));
    let found = rewrites(&mut editor, URI, json!(["refactor"]));
    let titles: Vec<&str> = found.iter().map(|it| it["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["Join into one item", "Move this inline script to `web.sh`"]);
    assert_eq!(rewrites(&mut editor, URI, json!(["refactor.rewrite"])).len(), 1);
    assert_eq!(rewrites(&mut editor, URI, json!(["quickfix"])).len(), 0);
    let changes = &found[1]["edit"]["documentChanges"];
    assert_eq!(changes[0], json!({ "kind": "create", "uri": "file:///ws/web.sh" }));
    assert_eq!(
        changes[1]["textDocument"],
        json!({ "uri": "file:///ws/web.sh", "version": null })
    );
    let text = changes[1]["edits"][0]["newText"].as_str().unwrap();
    assert_eq!(text, "#!/bin/sh -e\necho 'é😀' $x\nif true; then\n  ls -l\nfi\n");
    assert_eq!(changes[2]["textDocument"], json!({ "uri": URI, "version": 1 }));
    let put = changes[2]["edits"][0]["newText"].as_str().unwrap();
    assert!(
        put.starts_with(r#""scriptUri": "<https address of web.sh>", "sha256Checksum": ""#),
        "{put}"
    );
}

#[test]
fn a_file_that_is_there_keeps_its_name() {
    let folder = std::env::temp_dir().join(format!("aib-ls-rewrite-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("web.sh"), "mine").unwrap();
    let uri = tower_lsp::lsp_types::Url::from_file_path(folder.join("image.json")).unwrap();
    let edit = json!({ "documentChanges": true, "resourceOperations": ["create"] });
    let mut editor = Editor::memory_with(rewriting(json!(["refactor.rewrite"]), edit));
    editor.open(uri.as_str(), TEXT);
    let found = rewrites(&mut editor, uri.as_str(), json!(["refactor.extract"]));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["title"], "Move this inline script to `web-2.sh`");
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn moving_a_script_needs_file_creation_and_the_rewrite_kind() {
    let mut without_files = editor(rewriting(json!(["refactor"]), json!({ "documentChanges": true })));
    let found = rewrites(&mut without_files, URI, json!(["refactor"]));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["kind"], "refactor.rewrite");
    let mut without_kinds = editor(rewriting(json!(["quickfix"]), json!({})));
    assert_eq!(
        rewrites(&mut without_kinds, URI, json!(["refactor"])),
        Vec::<Value>::new()
    );
}
