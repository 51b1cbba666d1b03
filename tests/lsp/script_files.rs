//! Files beside templates, on a disk and as they are typed: links, sums, and from when on they count.

use serde_json::{Value, json};
use tower_lsp::lsp_types::Url;

use crate::cli::Folder;
use crate::support::editor::Editor;

/// The sum of `echo ready` and a line end.
const SUM: &str = "277cfe839808c4010d970694be37f2a28cc592396a68d8868b85c8303497319b";

const SCRIPT: &str = "echo ready\n";

/// A template with one step, on line 2.
fn text(address: &str) -> String {
    format!(
        r#"{{ "properties": {{ "source": {{}}, "distribute": [], "customize": [
  {{ "type": "Shell", "sha256Checksum": "{SUM}",
    "scriptUri": "{address}" }}
] }} }}"#
    )
}

const ADDRESS: &str = "https://raw.githubusercontent.com/contoso/images/main/scripts/setup.sh";

fn uri(folder: &Folder, name: &str) -> String {
    Url::from_file_path(folder.path(name)).unwrap().to_string()
}

/// An editor that works in the folder `ws`.
fn editor(folder: &Folder, text_document: Value) -> Editor {
    Editor::memory_with_params(json!({
        "capabilities": {
            "textDocument": text_document,
            "workspace": { "diagnostics": { "refreshSupport": true } },
        },
        "workspaceFolders": [{ "uri": uri(folder, "ws"), "name": "ws" }],
    }))
}

/// Whether the sum is another one, in the diagnostics that are published next.
fn is_other(editor: &mut Editor, uri: &str) -> bool {
    let news = editor.published(uri);
    news["diagnostics"].as_array().unwrap().iter().any(is_mismatch)
}

fn is_mismatch(it: &Value) -> bool {
    it["code"] == "customize/checksum-mismatch"
}

/// A file is as it is, and the client saw it change.
fn changed(editor: &mut Editor, folder: &Folder, name: &str) {
    let change = json!({ "uri": uri(folder, name), "type": 2 });
    editor.notify("workspace/didChangeWatchedFiles", json!({ "changes": [change] }));
}

fn links(editor: &mut Editor, uri: &str) -> Value {
    editor.result("textDocument/documentLink", json!({ "textDocument": { "uri": uri } }))
}

#[test]
fn an_address_leads_to_its_file() {
    let folder = Folder::with(&[("ws/scripts/setup.sh", SCRIPT)]);
    let can = json!({ "documentLink": { "tooltipSupport": true }, "definition": {} });
    let mut editor = editor(&folder, can);
    let (web, script) = (uri(&folder, "ws/images/web.json"), uri(&folder, "ws/scripts/setup.sh"));
    editor.open(&web, &text(ADDRESS));
    let range =
        json!({ "start": { "line": 2, "character": 18 }, "end": { "line": 2, "character": 18 + ADDRESS.len() } });
    let link = json!({ "range": range, "target": script, "tooltip": "Open `scripts/setup.sh`" });
    assert_eq!(links(&mut editor, &web), json!([link]));
    let at =
        |character: usize| json!({ "textDocument": { "uri": web }, "position": { "line": 2, "character": character } });
    let start = json!({ "line": 0, "character": 0 });
    assert_eq!(
        editor.result("textDocument/definition", at(40)),
        json!({ "uri": script, "range": { "start": start, "end": start } })
    );
    assert_eq!(editor.result("textDocument/definition", at(6)), Value::Null);
}

#[test]
fn the_first_findings_know_the_file_and_a_change_on_the_disk_is_seen() {
    let folder = Folder::with(&[("ws/scripts/setup.sh", "echo else\n")]);
    let mut editor = editor(&folder, json!({}));
    let web = uri(&folder, "ws/web.json");
    editor.open(&web, &text(ADDRESS));
    assert!(is_other(&mut editor, &web));
    folder.write("ws/scripts/setup.sh", SCRIPT);
    changed(&mut editor, &folder, "ws/scripts/setup.sh");
    assert!(!is_other(&mut editor, &web));
    // A place that is looked at before counts once something is there.
    folder.write("ws/main/scripts/setup.sh", "echo nearer\n");
    changed(&mut editor, &folder, "ws/main/scripts/setup.sh");
    assert!(is_other(&mut editor, &web));
    std::fs::remove_file(folder.path("ws/main/scripts/setup.sh")).unwrap();
    changed(&mut editor, &folder, "ws/main/scripts/setup.sh");
    assert!(!is_other(&mut editor, &web));
}

#[test]
fn an_address_that_is_typed_is_looked_for() {
    let folder = Folder::with(&[("ws/scripts/setup.sh", "echo else\n")]);
    let mut editor = editor(&folder, json!({}));
    let web = uri(&folder, "ws/web.json");
    editor.open(&web, &text("https://example.com/scripts/set"));
    assert!(!is_other(&mut editor, &web));
    editor.replace(&web, 2, &text("https://example.com/scripts/setup.sh"));
    while !is_other(&mut editor, &web) {}
    editor.replace(&web, 3, &text("https://example.com/scripts/setup.s"));
    while is_other(&mut editor, &web) {}
}

#[test]
fn the_open_text_of_a_script_counts_and_its_byte_order_mark_stays() {
    let folder = Folder::with(&[("ws/scripts/setup.sh", SCRIPT)]);
    let mut editor = editor(&folder, json!({}));
    let (web, script) = (uri(&folder, "ws/web.json"), uri(&folder, "ws/scripts/setup.sh"));
    editor.open(&web, &text(ADDRESS));
    assert!(!is_other(&mut editor, &web));
    editor.open_as("shellscript", &script, SCRIPT);
    editor.replace(&script, 2, "echo else\n");
    assert!(is_other(&mut editor, &web));
    editor.replace(&script, 3, SCRIPT);
    assert!(!is_other(&mut editor, &web));
    editor.replace(&script, 4, "echo else\n");
    assert!(is_other(&mut editor, &web));
    editor.close(&script);
    assert!(!is_other(&mut editor, &web));
    // The bytes on the disk begin with a mark that the editor leaves out.
    folder.write("ws/scripts/setup.sh", format!("\u{feff}{SCRIPT}"));
    changed(&mut editor, &folder, "ws/scripts/setup.sh");
    assert!(is_other(&mut editor, &web));
    editor.open_as("shellscript", &script, SCRIPT);
    // It is no template, and has no findings of its own; nothing about the template has changed.
    editor.replace(&web, 2, &(text(ADDRESS) + "\n"));
    assert!(is_other(&mut editor, &web));
    assert_eq!(editor.unclaimed(), Vec::<Value>::new());
}

#[test]
fn a_client_that_pulls_is_asked_to_refresh() {
    let folder = Folder::with(&[("ws/scripts/setup.sh", "echo else\n")]);
    let mut editor = editor(&folder, json!({ "diagnostic": {} }));
    let web = uri(&folder, "ws/web.json");
    let pull = |editor: &mut Editor| {
        let answer = editor.result("textDocument/diagnostic", json!({ "textDocument": { "uri": web } }));
        answer["items"].as_array().unwrap().iter().any(is_mismatch)
    };
    editor.open(&web, &text("https://example.com/scripts/set"));
    assert!(!pull(&mut editor));
    editor.replace(&web, 2, &text(ADDRESS));
    pull(&mut editor);
    editor.wait(|it| it["method"] == "workspace/diagnostic/refresh");
    assert!(pull(&mut editor));
}
