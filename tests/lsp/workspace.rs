//! What is asked about all templates of the workspace: symbols and diagnostics, with what clients see of the work meanwhile.

use std::fs;

use serde_json::{Value, json};
use tower_lsp::lsp_types::Url;

use crate::cli::Folder;
use crate::support::editor::Editor;

/// A template with a step of this name and a timeout.
fn template(step: &str, minutes: u32) -> String {
    format!(
        r#"{{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "location": "westeurope", "properties": {{
  "buildTimeoutInMinutes": {minutes},
  "customize": [{{ "type": "Shell", "name": "{step}", "scriptUri": "https://example.com/main/setup.sh", "sha256Checksum": "{}" }}]
}} }}"#,
        "0".repeat(64)
    )
}

fn folder() -> Folder {
    Folder::with(&[
        ("ws/.gitignore", "out\n"),
        ("ws/web.json", &template("packages", 3)),
        ("ws/deep/db.json", &template("Postgres", 60)),
        ("ws/out/copy.json", &template("packages", 3)),
        ("ws/package.json", "{ \"name\": \"packages\" }"),
        ("other/far.json", &template("packages", 3)),
    ])
}

fn uri(folder: &Folder, name: &str) -> String {
    Url::from_file_path(folder.path(name)).unwrap().to_string()
}

fn editor(folder: &Folder) -> Editor {
    Editor::memory_with_params(json!({
        "capabilities": {
            "textDocument": { "diagnostic": {} },
            "workspace": { "symbol": {}, "didChangeWatchedFiles": { "dynamicRegistration": true } },
        },
        "workspaceFolders": [{ "uri": uri(folder, "ws"), "name": "ws" }],
    }))
}

/// Names with the last part of their addresses.
fn symbols(editor: &mut Editor, query: &str) -> Vec<String> {
    let found = editor.result("workspace/symbol", json!({ "query": query }));
    let line = |it: &Value| {
        let uri = it["location"]["uri"].as_str().unwrap();
        format!("{} {}", it["name"].as_str().unwrap(), uri.rsplit('/').next().unwrap())
    };
    found.as_array().unwrap().iter().map(line).collect()
}

#[test]
fn symbols_are_those_of_open_documents_and_of_files_below_the_folders() {
    let folder = folder();
    let mut editor = editor(&folder);
    assert_eq!(symbols(&mut editor, "pckg"), ["packages web.json"]);
    assert_eq!(symbols(&mut editor, "post"), ["Postgres db.json"]);
    assert_eq!(
        symbols(&mut editor, ""),
        [
            "db.json db.json",
            "Postgres db.json",
            "packages web.json",
            "web.json web.json"
        ]
    );
    // What is open counts as it is typed, also outside of the folders.
    editor.open(&uri(&folder, "ws/web.json"), &template("tools", 3));
    editor.open(&uri(&folder, "other/far.json"), &template("packages", 3));
    assert_eq!(symbols(&mut editor, "packages"), ["packages far.json"]);
    assert_eq!(symbols(&mut editor, "tools"), ["tools web.json"]);
}

/// The reports by the last part of their addresses: codes of findings, or that nothing has changed.
fn reports(items: &[Value]) -> Vec<String> {
    let mut lines: Vec<String> = items
        .iter()
        .map(|it| {
            let uri = it["uri"].as_str().unwrap();
            let codes = it["items"].as_array().into_iter().flatten();
            let codes: Vec<&str> = codes
                .map(|it| it["code"].as_str().unwrap())
                .filter(|it| it.starts_with("timeout"))
                .collect();
            let name = uri.rsplit('/').next().unwrap();
            format!("{name} {} {}", it["kind"].as_str().unwrap(), codes.join(" "))
        })
        .collect();
    lines.sort();
    lines
}

fn known(items: &[Value]) -> Value {
    let known = items.iter().filter(|it| it["resultId"].is_string());
    known
        .map(|it| json!({ "uri": it["uri"], "value": it["resultId"] }))
        .collect()
}

fn pull(editor: &mut Editor, known: &Value) -> Vec<Value> {
    let answer = editor.result("workspace/diagnostic", json!({ "previousResultIds": known }));
    answer["items"].as_array().unwrap().clone()
}

#[test]
fn every_template_below_the_folders_has_a_report() {
    let folder = folder();
    let mut editor = editor(&folder);
    editor.open(&uri(&folder, "ws/deep/db.json"), &template("Postgres", 4));
    let items = pull(&mut editor, &json!([]));
    assert_eq!(
        reports(&items),
        [
            "db.json full timeout/below-minimum",
            "web.json full timeout/below-minimum"
        ]
    );
    let versions: Vec<&Value> = items.iter().map(|it| &it["version"]).collect();
    assert_eq!(versions, [&json!(1), &Value::Null]);
    // Those of a document that is open are the ones that it has by itself.
    let own = json!({ "textDocument": { "uri": uri(&folder, "ws/deep/db.json") } });
    assert_eq!(
        editor.result("textDocument/diagnostic", own)["items"],
        items[0]["items"]
    );
}

#[test]
fn what_did_not_change_is_not_repeated() {
    let folder = folder();
    let mut editor = editor(&folder);
    let first = pull(&mut editor, &json!([]));
    let again = pull(&mut editor, &known(&first));
    assert_eq!(reports(&again), ["db.json unchanged ", "web.json unchanged "]);
    // A script that has another checksum, and a file that is gone.
    folder.write("ws/setup.sh", "#!/bin/bash\n");
    fs::remove_file(folder.path("ws/deep/db.json")).unwrap();
    for (name, kind) in [("ws/setup.sh", 1), ("ws/deep/db.json", 3)] {
        let changes = json!([{ "uri": uri(&folder, name), "type": kind }]);
        editor.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    }
    let third = pull(&mut editor, &known(&again));
    assert_eq!(
        reports(&third),
        ["db.json full ", "web.json full timeout/below-minimum"]
    );
    // A fresh server knows the same results.
    let mut fresh = self::editor(&folder);
    assert_eq!(reports(&pull(&mut fresh, &known(&third))), ["web.json unchanged "]);
}

#[test]
fn settings_of_the_folder_count() {
    let folder = folder();
    folder.write("ws/aib-ls.toml", "[rules]\n\"timeout\" = \"off\"\n");
    let mut editor = editor(&folder);
    assert_eq!(
        reports(&pull(&mut editor, &json!([]))),
        ["db.json full ", "web.json full "]
    );
}

#[test]
fn results_and_progress_come_before_the_answer_where_there_are_tokens_for_them() {
    let folder = folder();
    let mut editor = editor(&folder);
    let params = json!({ "previousResultIds": [], "workDoneToken": "work", "partialResultToken": 7 });
    let answer = editor.result("workspace/diagnostic", params);
    assert_eq!(answer, json!({ "items": [] }));
    let end = editor
        .heard
        .iter()
        .position(|it| it.get("result") == Some(&answer))
        .unwrap();
    let progress = editor.heard[..end].iter().filter(|it| it["method"] == "$/progress");
    let (work, found): (Vec<&Value>, Vec<&Value>) =
        progress.map(|it| &it["params"]).partition(|it| it["token"] == "work");
    let kinds: Vec<&str> = work.iter().map(|it| it["value"]["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["begin", "report", "report", "end"]);
    assert_eq!(work[0]["value"]["title"], "Checking image templates");
    assert_eq!(work[2]["value"]["percentage"], 100);
    let items = found
        .iter()
        .flat_map(|it| it["value"]["items"].as_array().unwrap().clone());
    let items: Vec<Value> = items.collect();
    assert_eq!(
        reports(&items),
        ["db.json full ", "web.json full timeout/below-minimum"]
    );
}

#[test]
fn a_check_of_the_workspace_can_be_cancelled_and_holds_up_nobody() {
    let folder = Folder::with(&[]);
    for number in 0..300 {
        folder.write(&format!("ws/{number}.json"), template("packages", 3));
    }
    let mut editor = editor(&folder);
    let open = uri(&folder, "ws/0.json");
    editor.open(&open, &template("packages", 3));
    let id = editor.ask("workspace/diagnostic", json!({ "previousResultIds": [] }));
    let own = json!({ "textDocument": { "uri": open } });
    assert!(editor.result("textDocument/diagnostic", own)["items"].is_array());
    editor.notify("$/cancelRequest", json!({ "id": id }));
    let answer = editor.answer(id);
    let is_cancelled = answer["error"]["code"] == -32800;
    assert!(
        is_cancelled || answer["result"]["items"].as_array().unwrap().len() == 300,
        "{answer}"
    );
}
