//! Settings files on a disk: which is in force for a document, from when on, and how a finding gets into one.

use serde_json::{Value, json};
use tower_lsp::lsp_types::Url;

use crate::cli::Folder;
use crate::support::editor::Editor;

const RULE: &str = "timeout/below-minimum";
const OFF: &str = "[rules]\ntimeout = \"off\"\n";

/// A body with a timeout that is too short, on line 4.
const BODY: &str = r#"{
  "type": "Microsoft.VirtualMachineImages/imageTemplates",
  "location": "westeurope",
  "properties": {
    "buildTimeoutInMinutes": 3
  }
}"#;

fn uri(folder: &Folder, name: &str) -> String {
    Url::from_file_path(folder.path(name)).unwrap().to_string()
}

/// An editor that works in this folder, with these abilities below `workspace`.
fn editor(folder: &Folder, workspace: Value) -> Editor {
    Editor::memory_with_params(json!({
        "capabilities": {
            "workspace": workspace,
            "textDocument": {
                "publishDiagnostics": { "versionSupport": true },
                "codeAction": {
                    "isPreferredSupport": true,
                    "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } },
                },
            },
        },
        "workspaceFolders": [{ "uri": uri(folder, "ws"), "name": "ws" }],
    }))
}

/// The ids of the findings that are published next, without those of the schema.
fn published(editor: &mut Editor, uri: &str) -> Vec<String> {
    let news = editor.published(uri);
    ids(&news["diagnostics"])
}

fn ids(diagnostics: &Value) -> Vec<String> {
    let ids = diagnostics
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["code"].as_str().unwrap());
    ids.filter(|it| !it.starts_with("schema/") && !it.starts_with("identity/"))
        .map(str::to_owned)
        .collect()
}

/// The settings file of the folder has another text, and the client saw it.
fn change(editor: &mut Editor, folder: &Folder, name: &str, text: &str) {
    folder.write(name, text);
    let change = json!({ "uri": uri(folder, name), "type": 2 });
    editor.notify("workspace/didChangeWatchedFiles", json!({ "changes": [change] }));
}

#[test]
fn the_first_findings_are_under_the_settings_of_the_project() {
    let folder = Folder::with(&[("ws/aib-ls.toml", OFF), ("ws/strict/aib-ls.toml", "")]);
    let mut editor = editor(&folder, json!({}));
    let (calm, strict) = (uri(&folder, "ws/images/web.json"), uri(&folder, "ws/strict/web.json"));
    editor.open(&calm, BODY);
    editor.open(&strict, BODY);
    assert_eq!(published(&mut editor, &calm), [""; 0]);
    assert_eq!(published(&mut editor, &strict), [RULE]);
}

#[test]
fn the_search_ends_at_the_root_of_the_work() {
    let folder = Folder::with(&[("aib-ls.toml", OFF)]);
    let mut editor = editor(&folder, json!({}));
    let (inside, outside) = (uri(&folder, "ws/web.json"), uri(&folder, "other/web.json"));
    editor.open(&inside, BODY);
    editor.open(&outside, BODY);
    assert_eq!(published(&mut editor, &inside), [RULE]);
    assert_eq!(published(&mut editor, &outside), [""; 0]);
}

#[test]
fn a_document_without_a_file_belongs_to_the_root() {
    let folder = Folder::with(&[("ws/aib-ls.toml", OFF)]);
    let mut editor = editor(&folder, json!({}));
    editor.open("untitled:Untitled-1", BODY);
    assert_eq!(published(&mut editor, "untitled:Untitled-1"), [""; 0]);
}

#[test]
fn a_change_on_disk_applies_at_once() {
    let folder = Folder::with(&[]);
    let watching = json!({ "didChangeWatchedFiles": { "dynamicRegistration": true } });
    let mut editor = editor(&folder, watching);
    let asked = editor.wait(|it| it["method"] == "client/registerCapability");
    let wanted = &asked["params"]["registrations"][0];
    assert_eq!(wanted["method"], "workspace/didChangeWatchedFiles");
    assert_eq!(
        wanted["registerOptions"]["watchers"],
        json!([
            { "globPattern": "**/aib-ls.toml" },
            { "globPattern": "**/*.{json,jsonc}" },
            { "globPattern": "**/*.{sh,bash,ps1,psm1}" },
            { "globPattern": "**/{customization,validation}.log" },
        ])
    );
    let web = uri(&folder, "ws/web.json");
    editor.open(&web, BODY);
    assert_eq!(published(&mut editor, &web), [RULE]);
    change(&mut editor, &folder, "ws/aib-ls.toml", OFF);
    assert_eq!(published(&mut editor, &web), [""; 0]);
    change(&mut editor, &folder, "ws/aib-ls.toml", "[rules]\ntimeout = \"hint\"\n");
    let news = editor.published(&web);
    let timeout = news["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["code"] == RULE)
        .unwrap()
        .clone();
    assert_eq!((&timeout["severity"], &news["version"]), (&json!(4), &json!(1)));
    std::fs::remove_file(folder.path("ws/aib-ls.toml")).unwrap();
    let gone = json!({ "uri": uri(&folder, "ws/aib-ls.toml"), "type": 3 });
    editor.notify("workspace/didChangeWatchedFiles", json!({ "changes": [gone] }));
    let news = editor.published(&web);
    let timeout = news["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["code"] == RULE)
        .unwrap()
        .clone();
    assert_eq!(timeout["severity"], 1);
}

#[test]
fn without_watchers_a_save_is_noticed() {
    let folder = Folder::with(&[]);
    let mut editor = editor(&folder, json!({}));
    let (web, toml) = (uri(&folder, "ws/web.json"), uri(&folder, "ws/aib-ls.toml"));
    editor.open(&web, BODY);
    assert_eq!(published(&mut editor, &web), [RULE]);
    folder.write("ws/aib-ls.toml", OFF);
    editor.notify("textDocument/didSave", json!({ "textDocument": { "uri": toml } }));
    assert_eq!(published(&mut editor, &web), [""; 0]);
}

#[test]
fn a_settings_file_has_findings_as_it_is_typed() {
    let folder = Folder::with(&[("ws/aib-ls.toml", OFF)]);
    let mut editor = editor(&folder, json!({}));
    let toml = uri(&folder, "ws/aib-ls.toml");
    editor.open_as("toml", &toml, "[rules]\ntimeout = \"of\"\n");
    let news = editor.published(&toml);
    let finding = &news["diagnostics"][0];
    assert_eq!(
        (&finding["code"], &finding["source"]),
        (&json!("settings/bad-value"), &json!("aib-ls"))
    );
    assert_eq!(
        finding["range"],
        json!({ "start": { "line": 1, "character": 10 }, "end": { "line": 1, "character": 14 } })
    );
    let place = json!({ "line": 1, "character": 12 });
    let params = json!({ "textDocument": { "uri": toml }, "range": { "start": place, "end": place }, "context": { "diagnostics": [] } });
    let fix = editor.result("textDocument/codeAction", params)[0].clone();
    assert_eq!(fix["edit"]["changes"][&toml][0]["newText"], "\"off\"");
    editor.replace(&toml, 2, "[rules]\ntimeout = \"off\n");
    assert_eq!(published(&mut editor, &toml), ["settings/not-toml"]);
    editor.replace(&toml, 3, OFF);
    assert_eq!(published(&mut editor, &toml), [""; 0]);
    // It is no template, and nobody offers to make one of it.
    editor.replace(&toml, 4, "");
    let place = json!({ "textDocument": { "uri": toml }, "position": { "line": 0, "character": 0 } });
    assert_eq!(editor.result("textDocument/completion", place), json!([]));
}

#[test]
fn a_broken_settings_file_keeps_its_last_good_version() {
    let folder = Folder::with(&[("ws/aib-ls.toml", OFF)]);
    let mut editor = editor(&folder, json!({}));
    let web = uri(&folder, "ws/web.json");
    editor.open(&web, BODY);
    assert_eq!(published(&mut editor, &web), [""; 0]);
    for broken in ["[rules]\ntimeout = off\n", "[rules]\ntimeout = \"of\"\n", "rule = 1\n"] {
        change(&mut editor, &folder, "ws/aib-ls.toml", broken);
        let told = editor.wait(|it| it["method"] == "window/showMessage");
        assert!(
            told["params"]["message"].as_str().unwrap().contains("aib-ls.toml: "),
            "{told}"
        );
    }
    change(&mut editor, &folder, "ws/aib-ls.toml", "lang = \"en\"\n");
    // The first news since: no broken file was in force in between.
    assert_eq!(published(&mut editor, &web), [RULE]);
    assert_eq!(editor.unclaimed(), Vec::<Value>::new());
}

#[test]
fn the_project_comes_before_the_editor() {
    let folder = Folder::with(&[("ws/aib-ls.toml", "[rules]\n\"timeout/below-minimum\" = \"warning\"\n")]);
    let mut editor = editor(&folder, json!({}));
    let web = uri(&folder, "ws/web.json");
    editor.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": { "aib": { "rules": { "timeout": "off" } } } }),
    );
    editor.open(&web, BODY);
    assert_eq!(published(&mut editor, &web), [RULE]);
    change(&mut editor, &folder, "ws/aib-ls.toml", "");
    assert_eq!(published(&mut editor, &web), [""; 0]);
    let ignore = json!([{ "rule": "timeout", "file": "images/*.json" }]);
    editor.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": { "aib": { "ignore": ignore } } }),
    );
    assert_eq!(published(&mut editor, &web), [RULE]);
    let other = uri(&folder, "ws/images/web.json");
    editor.open(&other, BODY);
    assert_eq!(published(&mut editor, &other), [""; 0]);
}

#[test]
fn a_mistake_in_the_editors_settings_is_logged() {
    let folder = Folder::with(&[]);
    let mut editor = editor(&folder, json!({}));
    editor.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": { "aib": { "rules": { "timout": "off" } } } }),
    );
    let told = editor.wait(|it| it["method"] == "window/logMessage");
    assert!(
        told["params"]["message"]
            .as_str()
            .unwrap()
            .contains("did you mean `timeout`"),
        "{told}"
    );
}

#[test]
fn a_client_that_pulls_gets_current_settings_and_a_refresh() {
    let folder = Folder::with(&[("ws/aib-ls.toml", OFF)]);
    let mut editor = Editor::memory_with_params(json!({
        "capabilities": {
            "textDocument": { "diagnostic": {} },
            "workspace": { "diagnostics": { "refreshSupport": true } },
        },
        "rootUri": uri(&folder, "ws"),
    }));
    let web = uri(&folder, "ws/web.json");
    let pull = |editor: &mut Editor| {
        let report = editor.result("textDocument/diagnostic", json!({ "textDocument": { "uri": web } }));
        ids(&report["items"])
    };
    editor.open(&web, BODY);
    assert_eq!(pull(&mut editor), [""; 0]);
    change(&mut editor, &folder, "ws/aib-ls.toml", "");
    editor.wait(|it| it["method"] == "workspace/diagnostic/refresh");
    assert_eq!(pull(&mut editor), [RULE]);
}

#[test]
fn a_folder_that_is_opened_later_counts() {
    let folder = Folder::with(&[("aib-ls.toml", OFF)]);
    let mut editor = editor(&folder, json!({ "workspaceFolders": true }));
    let web = uri(&folder, "more/web.json");
    editor.open(&web, BODY);
    assert_eq!(published(&mut editor, &web), [""; 0]);
    let event = json!({ "added": [{ "uri": uri(&folder, "more"), "name": "more" }], "removed": [] });
    editor.notify("workspace/didChangeWorkspaceFolders", json!({ "event": event }));
    assert_eq!(published(&mut editor, &web), [RULE]);
}

/// The actions that keep the timeout back, which come behind all others.
fn ignoring(editor: &mut Editor, uri: &str) -> Option<Value> {
    let place = json!({ "line": 4, "character": 29 });
    let params = json!({
        "textDocument": { "uri": uri },
        "range": { "start": place, "end": place },
        "context": { "diagnostics": [], "only": ["quickfix"] },
    });
    let found = editor.result("textDocument/codeAction", params);
    let found = found.as_array().unwrap();
    let titles: Vec<&str> = found.iter().map(|it| it["title"].as_str().unwrap()).collect();
    let first = titles.iter().position(|it| it.starts_with("Ignore "));
    assert!(titles.len() >= 2 && first.is_none_or(|it| it >= 2), "{titles:?}");
    let last = found.get(first?).unwrap();
    assert!(last.get("isPreferred").is_none());
    assert_eq!(last["diagnostics"][0]["code"], RULE);
    Some(last.clone())
}

const ENTRY: &str = "[[ignore]]\nrule = \"timeout/below-minimum\"\nfile = \"images/web.json\"\npointer = \"/properties/buildTimeoutInMinutes\"\n";

#[test]
fn a_finding_is_suppressed_by_a_comment() {
    let folder = Folder::with(&[("ws/aib-ls.toml", "")]);
    let mut editor = editor(&folder, json!({}));
    let web = uri(&folder, "ws/web.jsonc");
    editor.open_as("jsonc", &web, BODY);
    let action = ignoring(&mut editor, &web).unwrap();
    let edit = &action["edit"]["changes"][&web][0];
    assert_eq!(edit["newText"], "// aib-ls: ignore[timeout/below-minimum]\n    ");
    assert_eq!(edit["range"]["start"], json!({ "line": 4, "character": 4 }));
}

#[test]
fn a_finding_is_suppressed_by_an_entry_of_the_settings_file() {
    let folder = Folder::with(&[("ws/aib-ls.toml", "lang = \"en\"\n")]);
    let mut editor = editor(&folder, json!({}));
    let (web, toml) = (uri(&folder, "ws/images/web.json"), uri(&folder, "ws/aib-ls.toml"));
    editor.open(&web, BODY);
    let action = ignoring(&mut editor, &web).unwrap();
    let end = json!({ "line": 1, "character": 0 });
    assert_eq!(
        action["edit"],
        json!({ "changes": { &toml: [{ "range": { "start": end, "end": end }, "newText": format!("\n{ENTRY}") }] } })
    );
    // What is typed there and not yet saved counts.
    editor.open_as("toml", &toml, "lang = \"en\"\n\n# mine\n");
    let action = ignoring(&mut editor, &web).unwrap();
    assert_eq!(
        action["edit"]["changes"][&toml][0]["range"]["start"],
        json!({ "line": 3, "character": 0 })
    );
}

#[test]
fn a_file_is_created_where_the_client_can() {
    let folder = Folder::with(&[]);
    let edits =
        |operations: Value| json!({ "workspaceEdit": { "documentChanges": true, "resourceOperations": operations } });
    let mut able = editor(&folder, edits(json!(["create"])));
    let (web, toml) = (uri(&folder, "ws/images/web.json"), uri(&folder, "ws/aib-ls.toml"));
    able.open(&web, BODY);
    let changes = ignoring(&mut able, &web).unwrap()["edit"]["documentChanges"].clone();
    assert_eq!(changes[0], json!({ "kind": "create", "uri": toml }));
    assert_eq!(changes[1]["textDocument"], json!({ "uri": toml, "version": null }));
    assert_eq!(changes[1]["edits"][0]["newText"], ENTRY);
    for workspace in [edits(json!(["rename"])), json!({})] {
        let mut unable = editor(&folder, workspace);
        unable.open(&web, BODY);
        assert_eq!(ignoring(&mut unable, &web), None);
    }
}
