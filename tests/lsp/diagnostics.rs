//! Findings on their way to the editor: published or asked for, never both, and always about the
//! newest text.

use serde_json::{Value, json};

use crate::support::editor::Editor;

const URI: &str = "file:///ws/image.json";
const RULE: &str = "timeout/below-minimum";

/// A template with this timeout on a line of its own.
fn template(timeout: u32) -> String {
    format!(
        r#"{{
  "type": "Microsoft.VirtualMachineImages/imageTemplates",
  "location": "westeurope",
  "properties": {{
    "buildTimeoutInMinutes": {timeout}
  }}
}}"#
    )
}

fn published(versions: bool) -> Value {
    json!({ "textDocument": { "publishDiagnostics": { "versionSupport": versions } } })
}

fn pulled() -> Value {
    json!({
        "textDocument": { "diagnostic": {} },
        "workspace": { "diagnostics": { "refreshSupport": true } },
    })
}

/// The finding about the timeout in a list of diagnostics.
fn short(diagnostics: &Value) -> Option<Value> {
    diagnostics
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["code"] == RULE)
        .cloned()
}

/// Its message, which has to be there.
fn message(diagnostics: &Value) -> String {
    short(diagnostics).unwrap()["message"].as_str().unwrap().to_owned()
}

fn pull(editor: &mut Editor) -> Value {
    editor.result("textDocument/diagnostic", json!({ "textDocument": { "uri": URI } }))
}

#[test]
fn a_finding_comes_with_the_text_and_goes_with_it() {
    let mut editor = Editor::memory_with(published(true));
    editor.open(URI, &template(3));
    let first = editor.published(URI);
    let finding = short(&first["diagnostics"]).unwrap();
    assert_eq!(
        (&finding["source"], &finding["severity"]),
        (&json!("aib-ls"), &json!(1))
    );
    assert_eq!(finding["range"]["start"]["line"], 4);
    assert!(finding.get("codeDescription").is_none());
    editor.replace(URI, 2, &template(60));
    let second = editor.published(URI);
    assert_eq!(short(&second["diagnostics"]), None);
    assert_eq!((&first["version"], &second["version"]), (&json!(1), &json!(2)));
    editor.close(URI);
    assert_eq!(editor.published(URI)["diagnostics"], json!([]));
}

#[test]
fn a_code_leads_to_the_main_source_where_the_page_cannot_be_shown() {
    let link = |commands: Value| {
        let mut editor = Editor::memory_with(json!({
            "textDocument": { "publishDiagnostics": { "codeDescriptionSupport": true } },
            "experimental": { "commands": { "commands": commands } },
        }));
        editor.open(URI, &template(3));
        short(&editor.published(URI)["diagnostics"]).unwrap()["codeDescription"]["href"].clone()
    };
    let article = "https://learn.microsoft.com/en-us/azure/virtual-machines/linux/image-builder-troubleshoot";
    let heading = "jwt-errors-appear-in-the-log-early-in-the-build";
    assert_eq!(link(json!([])), json!(format!("{article}#{heading}")));
    assert_eq!(link(json!(["aib.report"])), Value::Null);
}

#[test]
fn a_client_that_knows_no_versions_is_sent_none() {
    let mut editor = Editor::memory_with(published(false));
    editor.open(URI, &template(3));
    assert!(editor.published(URI).get("version").is_none());
}

#[test]
fn the_last_publication_is_about_the_last_version() {
    let mut editor = Editor::memory_with(published(true));
    editor.open(URI, &template(3));
    for version in 2..=1001 {
        editor.replace(URI, version, &template(if version % 2 == 0 { 60 } else { 3 }));
    }
    let mut before = 0;
    loop {
        let news = editor.published(URI);
        let version = news["version"].as_i64().unwrap();
        assert!(version > before, "{version} after {before}");
        assert_eq!(short(&news["diagnostics"]).is_some(), version % 2 == 1);
        before = version;
        if version == 1001 {
            break;
        }
    }
}

#[test]
fn a_document_opened_again_is_checked_again() {
    let mut editor = Editor::memory_with(published(true));
    for turn in 0..50 {
        editor.open(URI, &template(3));
        if turn < 49 {
            editor.close(URI);
        }
    }
    // Some turns may have been told on the way, and taken back; the last one has to come.
    let mut last = editor.published(URI);
    while short(&last["diagnostics"]).is_none() {
        last = editor.published(URI);
    }
    editor.replace(URI, 9, &template(60));
    while last["version"] != 9 {
        last = editor.published(URI);
    }
    assert_eq!(short(&last["diagnostics"]), None);
}

#[test]
fn a_client_that_pulls_receives_no_publications() {
    let mut editor = Editor::memory_with(pulled());
    editor.open(URI, &template(3));
    let report = pull(&mut editor);
    assert_eq!(report["kind"], "full");
    assert!(short(&report["items"]).is_some());
    editor.replace(URI, 2, &template(60));
    assert_eq!(short(&pull(&mut editor)["items"]), None);
    editor.close(URI);
    assert_eq!(pull(&mut editor)["items"], json!([]));
    assert_eq!(editor.unclaimed(), Vec::<Value>::new());
}

#[test]
fn places_are_counted_as_agreed() {
    let text = r#"{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "tags": { "é": "😀" }, "properties": { "buildTimeoutInMinutes": 3 } }"#;
    let before = text.find('3').unwrap();
    let units = text[..before].encode_utf16().count();
    let characters = text[..before].chars().count();
    for (encoding, expected) in [("utf-8", before), ("utf-16", units), ("utf-32", characters)] {
        let mut capabilities = pulled();
        capabilities["general"] = json!({ "positionEncodings": [encoding] });
        let mut editor = Editor::memory_with(capabilities);
        editor.open(URI, text);
        let range = &short(&pull(&mut editor)["items"]).unwrap()["range"];
        assert_eq!(range["end"]["character"], expected + 1, "{encoding}");
    }
}

#[test]
fn a_document_needs_no_file() {
    let mut editor = Editor::memory_with(published(true));
    for uri in [
        "untitled:Untitled-1",
        "vscode-notebook-cell:/a#b",
        "file:///c%3A/x%20y.json",
    ] {
        editor.open(uri, &template(3));
        assert!(short(&editor.published(uri)["diagnostics"]).is_some());
    }
}

#[test]
fn a_document_that_ceases_to_be_ours_is_cleared() {
    let mut editor = Editor::memory_with(published(true));
    editor.open(URI, &template(3));
    editor.published(URI);
    editor.replace(URI, 2, "[]");
    assert_eq!(editor.published(URI)["diagnostics"], json!([]));
}

#[test]
fn messages_are_in_the_language_of_the_editor_or_of_the_person() {
    let ask = |params: Value| {
        let mut params = params;
        params["capabilities"] = pulled();
        let mut editor = Editor::memory_with_params(params);
        editor.open(URI, &template(3));
        message(&pull(&mut editor)["items"])
    };
    let english = ask(json!({}));
    let portuguese = ask(json!({ "locale": "pt-BR" }));
    assert_ne!(english, portuguese);
    assert_eq!(ask(json!({ "locale": "de" })), english);
    assert_eq!(
        ask(json!({ "locale": "en", "initializationOptions": { "lang": "pt-br" } })),
        portuguese
    );
    assert_eq!(
        ask(json!({ "locale": "pt-br", "initializationOptions": { "aib": { "lang": "en" } } })),
        english
    );
}

#[test]
fn new_settings_apply_at_once() {
    let mut editor = Editor::memory_with(published(true));
    editor.open(URI, &template(3));
    let english = message(&editor.published(URI)["diagnostics"]);
    // Some editors send this unasked; it says nothing about us.
    editor.notify("workspace/didChangeConfiguration", json!({ "settings": {} }));
    editor.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": { "aib": { "lang": "pt-br" } } }),
    );
    assert_ne!(message(&editor.published(URI)["diagnostics"]), english);
}

#[test]
fn settings_are_asked_for_where_the_client_answers() {
    let mut capabilities = published(true);
    capabilities["workspace"] = json!({
        "configuration": true,
        "didChangeConfiguration": { "dynamicRegistration": true },
    });
    let mut editor = Editor::memory();
    editor.settings = json!({ "lang": "pt-br" });
    editor.initialize(json!({ "capabilities": capabilities }));
    editor.wait(|it| it["method"] == "workspace/configuration");
    editor.wait(|it| it["method"] == "client/registerCapability");
    editor.open(URI, &template(3));
    let portuguese = message(&editor.published(URI)["diagnostics"]);
    editor.settings = json!({ "lang": "en" });
    editor.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    let mut english = message(&editor.published(URI)["diagnostics"]);
    if english == portuguese {
        english = message(&editor.published(URI)["diagnostics"]);
    }
    assert_ne!(english, portuguese);
    let items = editor
        .asked
        .iter()
        .find(|it| it["method"] == "workspace/configuration")
        .unwrap();
    assert_eq!(items["params"]["items"], json!([{ "section": "aib" }]));
}

#[test]
fn a_client_that_pulls_is_asked_to_refresh_under_new_settings() {
    let mut editor = Editor::memory_with(pulled());
    editor.open(URI, &template(3));
    let english = message(&pull(&mut editor)["items"]);
    editor.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": { "lang": "pt-br" } }),
    );
    editor.wait(|it| it["method"] == "workspace/diagnostic/refresh");
    assert_ne!(message(&pull(&mut editor)["items"]), english);
}

#[test]
fn repeated_advice_is_one_diagnostic_and_has_its_fix_at_each_place() {
    let step = r#"{ "type": "PowerShell", "runElevated": true, "inline": ["Get-Service"] }"#;
    let text = format!(
        r#"{{
  "type": "Microsoft.VirtualMachineImages/imageTemplates",
  "properties": {{
    "source": {{ "type": "PlatformImage", "publisher": "MicrosoftWindowsServer", "offer": "WindowsServer", "sku": "2022-datacenter-g2", "version": "latest" }},
    "customize": [
      {step},
      {step},
      {step}
    ]
  }}
}}"#
    );
    let literals = json!({ "codeActionKind": { "valueSet": ["", "quickfix", "refactor"] } });
    let mut editor = Editor::memory_with(json!({ "textDocument": {
        "publishDiagnostics": { "relatedInformation": true },
        "codeAction": { "codeActionLiteralSupport": literals },
    } }));
    editor.open(URI, &text);
    let all = editor.published(URI)["diagnostics"].clone();
    let all = all.as_array().unwrap().iter();
    let elevated: Vec<_> = all.filter(|it| it["code"] == "customize/elevated-not-system").collect();
    let [first] = elevated.as_slice() else {
        panic!("{elevated:?}")
    };
    assert_eq!(first["range"]["start"]["line"], 5);
    let related = first["relatedInformation"].as_array().unwrap();
    let lines: Vec<_> = related
        .iter()
        .map(|it| it["location"]["range"]["start"]["line"].clone())
        .collect();
    assert_eq!(lines, [6, 7]);
    for line in [5, 7] {
        let place = json!({ "line": line, "character": 36 });
        let params = json!({
            "textDocument": { "uri": URI },
            "range": { "start": place, "end": place },
            "context": { "diagnostics": [], "only": ["quickfix"] },
        });
        let actions = editor.result("textDocument/codeAction", params);
        assert_eq!(actions[0]["title"], "Add `runAsSystem`", "{actions}");
    }
}

#[test]
fn bicep_is_answered_with_what_to_do() {
    let uri = "file:///ws/web.bicep";
    let text =
        "param location string\nresource image 'Microsoft.VirtualMachineImages/imageTemplates@2024-02-01' = {\n}\n";
    let mut editor = Editor::memory_with(published(true));
    editor.open_as("bicep", uri, text);
    let all = editor.published(uri)["diagnostics"].clone();
    assert_eq!(all.as_array().unwrap().len(), 1);
    assert_eq!(
        all[0]["message"],
        "Bicep is not read; `az bicep build --file web.bicep` writes the JSON"
    );
    assert_eq!(
        (&all[0]["severity"], &all[0]["range"]["start"]),
        (&json!(3), &json!({ "line": 1, "character": 16 }))
    );
    editor.replace(uri, 2, "param location string\n");
    assert_eq!(editor.published(uri)["diagnostics"], json!([]));
}
