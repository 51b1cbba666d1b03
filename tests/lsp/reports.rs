//! Pages over the protocol, the commands that lead to them, and the way from a log to a fix in the template.

use serde_json::{Value, json};
use tower_lsp::lsp_types::Url;

use crate::cli::Folder;
use crate::support::editor::Editor;
use crate::support::html::{loads_nothing, stands_alone};

/// A build that failed in its only step, because another process held the lock of the packages.
const LOG: &str = "\
[8d3b] PACKER ERR 2024/03/04 10:03:00 [INFO] (telemetry) Starting provisioner shell
[8d3b] PACKER OUT ==> azure-arm: E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 1842
[8d3b] PACKER OUT ==> azure-arm: Provisioning step had errors: Running the cleanup provisioner, if present...
[8d3b] PACKER ERR 2024/03/04 10:17:20 [INFO] (telemetry) ending shell
";

/// Its template: the step, on line 4, does not wait for the lock.
const TEMPLATE: &str = r#"{
  "type": "Microsoft.VirtualMachineImages/imageTemplates",
  "apiVersion": "2024-02-01",
  "properties": { "source": { "type": "PlatformImage", "publisher": "Canonical", "offer": "ubuntu-24_04-lts", "sku": "server" }, "customize": [
    { "type": "Shell", "name": "packages", "inline": ["sudo apt-get install -y nginx"] }
  ] }
}"#;

fn uri(folder: &Folder, name: &str) -> String {
    Url::from_file_path(folder.path(name)).unwrap().to_string()
}

/// An editor that has some of our commands.
fn editor(folder: &Folder, commands: &[&str]) -> Editor {
    Editor::memory_with_params(json!({
        "clientInfo": { "name": "Visual Studio Code" },
        "capabilities": {
            "textDocument": {
                "codeLens": {}, "definition": {},
                "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix"] } } },
            },
            "workspace": { "workspaceEdit": { "documentChanges": true } },
            "experimental": { "commands": { "commands": commands } },
        },
        "workspaceFolders": [{ "uri": uri(folder, "ws"), "name": "ws" }],
    }))
}

fn report(editor: &mut Editor, asked: Value) -> Value {
    editor.result("aib-ls/report", asked)
}

/// The commands of the lenses of a document, with their arguments.
fn commands(editor: &mut Editor, uri: &str) -> Vec<(String, Value)> {
    let lenses = editor.result("textDocument/codeLens", json!({ "textDocument": { "uri": uri } }));
    let lenses = lenses.as_array().unwrap().iter();
    let command = |it: &Value| {
        (
            it["command"]["command"].as_str().unwrap().to_owned(),
            it["command"]["arguments"].clone(),
        )
    };
    lenses.map(command).collect()
}

#[test]
fn every_kind_of_page_is_answered() {
    let folder = Folder::with(&[]);
    let mut editor = editor(&folder, &["aib.report", "aib.open"]);
    let (log, web) = (uri(&folder, "ws/customization.log"), uri(&folder, "ws/we b.json"));
    editor.open(&web, TEMPLATE);
    editor.open_as("aib-log", &log, LOG);
    for (asked, title, parts) in [
        (
            json!({ "kind": "summary", "uri": web }),
            "we b.json",
            vec!["sudo apt-get install -y nginx", "command:aib.open?"],
        ),
        (
            json!({ "kind": "permissions", "uri": web }),
            "we b.json",
            vec!["the template specifies none"],
        ),
        (
            json!({ "kind": "doctor", "uri": log }),
            "customization.log",
            vec![
                "log/apt-lock",
                "we b.json:5:5",
                "<svg",
                "command:aib.open?",
                "command:aib.report?",
            ],
        ),
        (
            json!({ "kind": "explain", "id": "log/apt-lock" }),
            "log/apt-lock",
            vec![
                "cloud-init status",
                "command:aib.report?",
                "a href=\"https://github.com/actions/runner-images/issues/1120\"",
            ],
        ),
    ] {
        let asked_kind = asked["kind"].as_str().unwrap().to_owned();
        let page = report(&mut editor, asked);
        assert_eq!(page["title"], title);
        let html = page["html"].as_str().unwrap();
        match asked_kind.as_str() {
            "explain" => loads_nothing(html),
            _ => stands_alone(html),
        }
        for part in parts {
            assert!(html.contains(part), "{part} is missing in {html}");
        }
    }
}

#[test]
fn unknown_documents_and_rules_have_no_page() {
    let folder = Folder::with(&[]);
    let mut editor = editor(&folder, &["aib.report"]);
    let (log, web, other) = (
        uri(&folder, "ws/validation.log"),
        uri(&folder, "ws/web.json"),
        uri(&folder, "ws/other.json"),
    );
    editor.open(&web, TEMPLATE);
    editor.open(&other, "{ \"a\": 1 }");
    editor.open_as("aib-log", &log, LOG);
    for asked in [
        json!({ "kind": "doctor", "uri": web }),
        json!({ "kind": "summary", "uri": log }),
        json!({ "kind": "summary", "uri": other }),
        json!({ "kind": "permissions", "uri": "file:///nowhere.json" }),
        json!({ "kind": "doctor", "uri": "file:///nowhere.log" }),
        json!({ "kind": "explain", "id": "timeout/unheard-of" }),
    ] {
        assert_eq!(report(&mut editor, asked), Value::Null);
    }
    for asked in [
        json!({}),
        json!({ "kind": "poem" }),
        json!({ "kind": "doctor", "uri": 1 }),
        json!(null),
    ] {
        assert_eq!(editor.request("aib-ls/report", asked)["error"]["code"], -32602);
    }
}

#[test]
fn code_can_be_copied_where_the_client_has_a_command_for_it() {
    let folder = Folder::with(&[]);
    let web = uri(&folder, "ws/web.json");
    let page = |commands: &[&str]| {
        let mut editor = editor(&folder, commands);
        editor.open(&web, TEMPLATE);
        let page = report(&mut editor, json!({ "kind": "explain", "id": "timeout/below-minimum" }));
        page["html"].as_str().unwrap().to_owned()
    };
    assert!(!page(&["aib.report"]).contains("class=\"copy\""));
    let html = page(&["aib.report", "aib.copy"]);
    loads_nothing(&html);
    let (_, link) = html
        .split_once("<div class=\"code\"><a href=\"command:aib.copy?")
        .unwrap();
    let (address, rest) = link.split_once("\" class=\"copy\">Copy</a><pre>").unwrap();
    let arguments = percent_encoding::percent_decode_str(address).decode_utf8().unwrap();
    let [text]: [String; 1] = serde_json::from_str(&arguments).unwrap();
    let shown = rest
        .split_once("</pre>")
        .unwrap()
        .0
        .replace("&quot;", "\"")
        .replace("<wbr>", "");
    assert_eq!(text, shown);
    assert!(text.contains("\"buildTimeoutInMinutes\""), "{text}");
}

#[test]
fn without_client_commands_a_page_has_no_links() {
    let folder = Folder::with(&[]);
    let mut editor = editor(&folder, &[]);
    let web = uri(&folder, "ws/web.json");
    editor.open(&web, TEMPLATE);
    let page = report(&mut editor, json!({ "kind": "summary", "uri": web }));
    assert!(!page["html"].as_str().unwrap().contains("<a "), "{page}");
    assert!(commands(&mut editor, &web).iter().all(|it| it.0.is_empty()));
}

#[test]
fn lenses_open_pages_and_positions() {
    let folder = Folder::with(&[]);
    let mut editor = editor(&folder, &["aib.report", "aib.open"]);
    let (log, web) = (uri(&folder, "ws/customization.log"), uri(&folder, "ws/web.json"));
    let targets = r#"["sudo apt-get install -y nginx"] }
  ], "distribute": [{ "type": "ManagedImage", "runOutputName": "o", "imageId": "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Compute/images/i" }"#;
    editor.open(
        &web,
        &TEMPLATE.replace(r#"["sudo apt-get install -y nginx"] }"#, targets),
    );
    editor.open_as("aib-log", &log, LOG);
    let opens = |kind: &str, uri: &str| ("aib.report".to_owned(), json!([{ "kind": kind, "uri": uri }]));
    let there = json!({ "start": { "line": 4, "character": 4 }, "end": { "line": 4, "character": 5 } });
    assert_eq!(
        commands(&mut editor, &log),
        [("aib.open".to_owned(), json!([web, there]))]
    );
    let of_template = commands(&mut editor, &web);
    for wanted in [
        opens("summary", &web),
        opens("permissions", &web),
        opens("doctor", &log),
    ] {
        assert!(of_template.contains(&wanted), "{wanted:?} is not among {of_template:?}");
    }
}

#[test]
fn a_failure_is_mended_in_the_template() {
    let folder = Folder::with(&[
        ("ws/images/web.json", TEMPLATE),
        ("ws/.gitignore", "old/\n"),
        ("ws/old/web.json", TEMPLATE),
    ]);
    let mut editor = editor(&folder, &[]);
    let (log, web) = (
        uri(&folder, "ws/logs/customization.log"),
        uri(&folder, "ws/images/web.json"),
    );
    editor.open_as("aib-log", &log, LOG);
    let actions = |editor: &mut Editor, line: u32, only: Value| {
        let place = json!({ "line": line, "character": 40 });
        let asked = json!({
            "textDocument": { "uri": log }, "range": { "start": place, "end": place },
            "context": { "diagnostics": [], "only": only },
        });
        editor.result("textDocument/codeAction", asked)
    };
    // The template is found by its steps, anywhere in the workspace.
    let offered = actions(&mut editor, 1, Value::Null);
    let first = &offered[0];
    assert!(
        first["title"]
            .as_str()
            .unwrap_or_default()
            .ends_with(" (web.json, line 5)"),
        "{offered}"
    );
    let change = &first["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({ "uri": web, "version": null }));
    assert_eq!(change["edits"][0]["range"]["start"]["line"], 4);
    // Nothing is offered where nothing failed, or to who asks for something else.
    assert_eq!(actions(&mut editor, 0, Value::Null), json!([]));
    assert_eq!(actions(&mut editor, 1, json!(["refactor"])), json!([]));
    // An open template is changed in its version.
    editor.open(&web, TEMPLATE);
    let offered = actions(&mut editor, 1, json!(["quickfix"]));
    assert_eq!(offered[0]["edit"]["documentChanges"][0]["textDocument"]["version"], 1);
}
