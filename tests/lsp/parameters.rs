//! Parameter files on a disk and as they are typed: which counts for a document, and from when on.

use serde_json::{Value, json};
use tower_lsp::lsp_types::Url;

use crate::cli::Folder;
use crate::support::editor::Editor;

/// A template of a parameter's version, on line 4, in which the group is newer than 2020-02-14.
const TEXT: &str = r#"{
  "parameters": { "version": { "type": "string", "defaultValue": "2024-02-01" } },
  "resources": [{
    "type": "Microsoft.VirtualMachineImages/imageTemplates",
    "apiVersion": "[parameters('version')]",
    "properties": { "stagingResourceGroup": "" }
  }]
}"#;

const OLD: &str = "2020-02-14";
const NEW: &str = "2022-07-01";

fn values(version: &str) -> String {
    format!("{{ \"parameters\": {{ \"version\": {{ \"value\": \"{version}\" }} }} }}")
}

fn uri(folder: &Folder, name: &str) -> String {
    Url::from_file_path(folder.path(name)).unwrap().to_string()
}

/// An editor that works in the folder `ws`, with these options.
fn editor(folder: &Folder, options: Value) -> Editor {
    Editor::memory_with_params(json!({
        "capabilities": { "textDocument": { "hover": { "contentFormat": ["markdown"] } } },
        "workspaceFolders": [{ "uri": uri(folder, "ws"), "name": "ws" }],
        "initializationOptions": options,
    }))
}

/// Whether the group is too new for the version, in the diagnostics that are published next.
fn is_too_new(editor: &mut Editor, uri: &str) -> bool {
    let news = editor.published(uri);
    let mut codes = news["diagnostics"].as_array().unwrap().iter().map(|it| &it["code"]);
    codes.any(|it| it == "api-version/field-too-new")
}

/// A file has another text, or is gone, and the client saw it.
fn change(editor: &mut Editor, folder: &Folder, name: &str, text: Option<&str>) {
    match text {
        Some(text) => folder.write(name, text),
        None => std::fs::remove_file(folder.path(name)).unwrap(),
    }
    let kind = if text.is_some() { 2 } else { 3 };
    let change = json!({ "uri": uri(folder, name), "type": kind });
    editor.notify("workspace/didChangeWatchedFiles", json!({ "changes": [change] }));
}

/// What a pop-up says of the version.
fn hover(editor: &mut Editor, uri: &str) -> String {
    let place = json!({ "textDocument": { "uri": uri }, "position": { "line": 4, "character": 8 } });
    editor.result("textDocument/hover", place)["contents"].to_string()
}

#[test]
fn the_first_findings_know_the_file_beside_the_template() {
    let folder = Folder::with(&[("ws/web.parameters.json", &values(OLD))]);
    let mut editor = editor(&folder, Value::Null);
    let (web, other) = (uri(&folder, "ws/web.json"), uri(&folder, "ws/other.json"));
    editor.open(&web, TEXT);
    assert!(hover(&mut editor, &web).contains("from `version` in `web.parameters.json`"));
    editor.open(&other, TEXT);
    assert!(is_too_new(&mut editor, &web));
    assert!(!is_too_new(&mut editor, &other));
    assert!(hover(&mut editor, &other).contains("from the default of `version`"));
}

#[test]
fn a_change_on_the_disk_is_seen_and_a_broken_file_goes_on_with_what_it_said() {
    let folder = Folder::with(&[]);
    let mut editor = editor(&folder, Value::Null);
    let web = uri(&folder, "ws/web.json");
    editor.open(&web, TEXT);
    assert!(!is_too_new(&mut editor, &web));
    change(&mut editor, &folder, "ws/web.parameters.jsonc", Some(&values(OLD)));
    assert!(is_too_new(&mut editor, &web));
    change(
        &mut editor,
        &folder,
        "ws/web.parameters.jsonc",
        Some("{ \"parameters\": "),
    );
    // The name that is looked for first, and the news that comes first.
    change(&mut editor, &folder, "ws/web.parameters.json", Some(&values(NEW)));
    assert!(!is_too_new(&mut editor, &web));
    change(&mut editor, &folder, "ws/web.parameters.json", None);
    assert!(is_too_new(&mut editor, &web));
    change(&mut editor, &folder, "ws/web.parameters.jsonc", None);
    assert!(!is_too_new(&mut editor, &web));
    // Nobody named it, so nobody is told of it.
    assert_eq!(editor.unclaimed(), Vec::<Value>::new());
}

#[test]
fn the_open_text_of_a_parameter_file_counts() {
    let folder = Folder::with(&[("ws/web.parameters.json", &values(NEW))]);
    let mut editor = editor(&folder, Value::Null);
    let (web, file) = (uri(&folder, "ws/web.json"), uri(&folder, "ws/web.parameters.json"));
    editor.open(&web, TEXT);
    assert!(!is_too_new(&mut editor, &web));
    editor.open(&file, &values(NEW));
    editor.replace(&file, 2, &values(OLD));
    assert!(is_too_new(&mut editor, &web));
    // Half a value is no news, whatever the disk says.
    editor.replace(&file, 3, "{ \"parameters\": { \"version\"");
    change(
        &mut editor,
        &folder,
        "ws/web.parameters.json",
        Some(&values("2021-10-01")),
    );
    editor.replace(&file, 4, &values(NEW));
    assert!(!is_too_new(&mut editor, &web));
    editor.replace(&file, 5, &values(OLD));
    assert!(is_too_new(&mut editor, &web));
    editor.close(&file);
    assert!(is_too_new(&mut editor, &web));
    assert!(hover(&mut editor, &web).contains("2021-10-01"));
    // It is no template, and has no findings of its own.
    assert_eq!(editor.unclaimed(), Vec::<Value>::new());
}

#[test]
fn without_watchers_a_save_is_noticed() {
    let folder = Folder::with(&[]);
    let mut editor = editor(&folder, Value::Null);
    let (web, file) = (uri(&folder, "ws/web.json"), uri(&folder, "ws/web.parameters.json"));
    editor.open(&web, TEXT);
    assert!(!is_too_new(&mut editor, &web));
    folder.write("ws/web.parameters.json", values(OLD));
    editor.notify("textDocument/didSave", json!({ "textDocument": { "uri": file } }));
    assert!(is_too_new(&mut editor, &web));
}

#[test]
fn the_project_comes_before_the_editor_and_this_before_the_name() {
    let folder = Folder::with(&[
        ("ws/aib-ls.toml", "parameters = \"params/project.json\"\n"),
        ("ws/params/project.json", &values("2021-10-01")),
        ("ws/params/editor.json", &values("2022-02-14")),
        ("ws/deep/web.parameters.json", &values("2022-07-01")),
    ]);
    let set = json!({ "parameters": "params/editor.json" });
    let mut editor = editor(&folder, set);
    let web = uri(&folder, "ws/deep/web.json");
    editor.open(&web, TEXT);
    assert!(hover(&mut editor, &web).contains("`2021-10-01`, from `version` in `project.json`"));
    is_too_new(&mut editor, &web);
    change(&mut editor, &folder, "ws/aib-ls.toml", Some("lang = \"en\"\n"));
    is_too_new(&mut editor, &web);
    assert!(hover(&mut editor, &web).contains("`2022-02-14`, from `version` in `editor.json`"));
    let unset = json!({ "settings": { "aib": { "parameters": "" } } });
    editor.notify("workspace/didChangeConfiguration", unset);
    is_too_new(&mut editor, &web);
    assert!(hover(&mut editor, &web).contains("`2022-07-01`, from `version` in `web.parameters.json`"));
}

#[test]
fn settings_of_an_untrusted_folder_name_no_parameter_file() {
    let folder = Folder::with(&[
        ("ws/aib-ls.toml", "parameters = \"project.json\"\n"),
        ("ws/project.json", &values(OLD)),
    ]);
    let mut editor = editor(&folder, json!({ "trusted": false }));
    let web = uri(&folder, "ws/web.json");
    editor.open(&web, TEXT);
    assert!(hover(&mut editor, &web).contains("from the default of `version`"));
    assert!(!is_too_new(&mut editor, &web));
}

#[test]
fn an_unusable_parameter_file_is_reported_in_the_settings_file() {
    let folder = Folder::with(&[("ws/aib-ls.toml", "parameters = \"params/web.json\"\n")]);
    let mut editor = editor(&folder, Value::Null);
    let (web, toml) = (uri(&folder, "ws/web.json"), uri(&folder, "ws/aib-ls.toml"));
    editor.open_as("toml", &toml, "parameters = \"params/web.json\"\n");
    let found = |editor: &mut Editor| {
        let news = editor.published(&toml);
        let all = news["diagnostics"].as_array().unwrap().clone();
        all.first()
            .map_or(String::new(), |it| it["message"].as_str().unwrap().to_owned())
    };
    let told = |editor: &mut Editor| {
        let told = editor.wait(|it| it["method"] == "window/showMessage");
        told["params"]["message"].as_str().unwrap().to_owned()
    };
    let words = "`params/web.json` cannot be used as a parameter file: it does not exist";
    assert_eq!(found(&mut editor), words);
    let message = told(&mut editor);
    assert!(
        message.ends_with("web.json: it cannot be used as parameter file: it does not exist"),
        "{message}"
    );
    // The default counts meanwhile.
    editor.open(&web, TEXT);
    assert!(!is_too_new(&mut editor, &web));
    change(&mut editor, &folder, "ws/params/web.json", Some("[]"));
    assert!(found(&mut editor).ends_with("it has no object `parameters`"));
    assert!(told(&mut editor).ends_with("it has no object `parameters`"));
    change(&mut editor, &folder, "ws/params/web.json", Some(&values(OLD)));
    assert_eq!(found(&mut editor), "");
    while !is_too_new(&mut editor, &web) {}
    // Another name that is being typed is not in force yet, and not looked for.
    change(&mut editor, &folder, "ws/params/web.json", None);
    assert_eq!(found(&mut editor), words);
    editor.replace(&toml, 2, "parameters = \"params/we.json\"\n");
    assert_eq!(found(&mut editor), "");
}
