//! What code lenses run in clients without commands of their own: commands of the server, which has the client show a document.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use tower_lsp::lsp_types::Url;

use crate::support::editor::Editor;

const URI: &str = "file:///ws/caf%C3%A9%20image.json";

const TEXT: &str = r#"{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "location": "westeurope", "properties": {
  "customize": [{ "type": "Shell", "name": "packages", "inline": ["mysql --password=hunter2secret"] }],
  "distribute": [{ "type": "ManagedImage", "runOutputName": "out", "location": "westeurope",
    "imageId": "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.Compute/images/web" }]
} }"#;

fn editor(shows: bool) -> Editor {
    let mut editor = Editor::memory_with(json!({
        "window": { "showDocument": { "support": shows } },
        "textDocument": { "codeLens": {}, "diagnostic": {} },
    }));
    editor.open(URI, TEXT);
    editor
}

fn lenses(editor: &mut Editor) -> Vec<Value> {
    let lenses = editor.result("textDocument/codeLens", json!({ "textDocument": { "uri": URI } }));
    lenses.as_array().unwrap().clone()
}

/// Runs a command, and returns what the client is asked to show.
fn shown(editor: &mut Editor, command: &Value) -> Value {
    let params = json!({ "command": command["command"], "arguments": command["arguments"] });
    assert_eq!(editor.result("workspace/executeCommand", params), Value::Null);
    let asked = editor.asked.iter().rfind(|it| it["method"] == "window/showDocument");
    asked.unwrap()["params"].clone()
}

fn page(shown: &Value) -> PathBuf {
    Url::parse(shown["uri"].as_str().unwrap())
        .unwrap()
        .to_file_path()
        .unwrap()
}

#[test]
fn a_lens_shows_its_report_as_a_page() {
    let mut editor = editor(true);
    let lenses = lenses(&mut editor);
    assert!(
        lenses.iter().all(|it| it["command"]["command"] == "aib-ls.report"),
        "{lenses:?}"
    );
    let summary = shown(&mut editor, &lenses[0]["command"]);
    assert_eq!(
        (&summary["external"], &summary["takeFocus"]),
        (&json!(false), &json!(true))
    );
    let path = page(&summary);
    assert!(
        path.ends_with("café-image.json-summary.md") || path.ends_with("caf-C3-A9-20image.json-summary.md"),
        "{path:?}"
    );
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.starts_with("# ") && text.contains("packages"), "{text}");
    assert!(!text.contains("hunter2secret"), "{text}");
    // The page is shown again in the same place, and another one beside it.
    assert_eq!(page(&shown(&mut editor, &lenses[0]["command"])), path);
    let permissions = page(&shown(&mut editor, &lenses.last().unwrap()["command"]));
    assert!(permissions != path && permissions.parent() == path.parent());
    #[cfg(unix)]
    {
        let mode =
            std::os::unix::fs::PermissionsExt::mode(&fs::metadata(path.parent().unwrap()).unwrap().permissions());
        assert_eq!(mode & 0o077, 0, "others may open the folder");
    }
    editor.result("shutdown", Value::Null);
    editor.notify("exit", Value::Null);
    editor.ended();
    assert!(!path.exists() && !path.parent().unwrap().exists(), "{path:?}");
}

#[test]
fn a_place_is_shown_with_its_range() {
    let mut editor = editor(true);
    let range = json!({ "start": { "line": 1, "character": 2 }, "end": { "line": 1, "character": 3 } });
    let place = shown(
        &mut editor,
        &json!({ "command": "aib-ls.open", "arguments": [URI, range] }),
    );
    assert_eq!((&place["uri"], &place["selection"]), (&json!(URI), &range));
}

#[test]
fn commands_that_say_nothing_show_nothing() {
    let mut editor = editor(true);
    for (command, arguments) in [
        (
            "aib-ls.report",
            json!([{ "kind": "summary", "uri": "file:///ws/other.json" }]),
        ),
        ("aib-ls.report", json!([{ "kind": "doctor", "uri": URI }])),
        ("aib-ls.report", json!(["summary"])),
        ("aib-ls.open", json!([])),
        ("other", json!([URI])),
    ] {
        let params = json!({ "command": command, "arguments": arguments });
        assert_eq!(editor.result("workspace/executeCommand", params), Value::Null);
    }
    assert!(editor.asked.iter().all(|it| it["method"] != "window/showDocument"));
}

#[test]
fn a_client_that_shows_no_documents_has_no_lenses() {
    assert_eq!(lenses(&mut editor(false)), Vec::<Value>::new());
}
