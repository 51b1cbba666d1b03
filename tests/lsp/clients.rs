//! The server as each client sees it: one scenario that all of them go through, and what some of them do to a server that others
//! do not. Everything that it sends has to fit what the client said of itself.

mod breaches;
mod completing;
mod endings;
mod manners;
mod questions;
mod ruler;
mod session;
mod table;

use serde_json::{Value, json};
use tower_lsp::lsp_types::Url;

use crate::cli::Folder;
use crate::ide::completion::expand;
use crate::support::editor::Editor;
use session::Session;
use table::Client;

const URI: &str = "file:///ws/image.json";
const RULE: &str = "timeout/below-minimum";

/// A timeout that is too short and a key that is being typed, behind letters that each encoding counts in another way.
const TEMPLATE: &str = r#"{
  "type": "Microsoft.VirtualMachineImages/imageTemplates",
  "location": "westeurope",
  "tags": { "mood": "é😀" }, "properties": { "buildTimeoutInMinutes": 3, vmPro }
}
"#;

/// The end of its third line once the item is accepted and the fix applied, without blanks.
const MENDED: &str = r#""é😀"},"properties":{"buildTimeoutInMinutes":6,"vmProfile":{"vmSize":"Standard_D2s_v5"}}}"#;

fn is_code(finding: &Value, beginning: &str) -> bool {
    finding["code"].as_str().is_some_and(|it| it.starts_with(beginning))
}

fn has(findings: &[Value], beginning: &str) -> bool {
    findings.iter().any(|it| is_code(it, beginning))
}

/// Opens a broken template, accepts an item, hovers, applies a fix, asks for what is not offered, and leaves.
fn go_through_everything(client: Client) {
    let mut session = Session::begin(client);
    for formatting in ["documentFormattingProvider", "documentRangeFormattingProvider"] {
        assert!(session.offer.get(formatting).is_none(), "{}", session.offer);
    }
    session.open("json", URI, TEMPLATE);
    let found = session.findings(|it| has(it, RULE));
    let typed = found.iter().find(|it| is_code(it, "syntax/quotes")).unwrap();
    assert_eq!(session.within(&typed["range"]), "vmPro");

    accept(&mut session, "vmPro", "vmProfile");
    let found = session.findings(|it| has(it, RULE) && !has(it, "syntax/"));

    let place = session.at(session.find("buildTimeout") + 3);
    let hover = session.result("textDocument/hover", place);
    assert_eq!(session.within(&hover["range"]), r#""buildTimeoutInMinutes""#);
    assert!(hover["contents"]["value"].as_str().unwrap().contains("240"), "{hover}");

    let finding = found.iter().find(|it| is_code(it, RULE)).unwrap();
    assert_eq!(session.within(&finding["range"]), "3");
    let edits = fix(&mut session, finding, "Set `buildTimeoutInMinutes` to 6");
    session.change(&edits);
    session.findings(|it| !has(it, RULE));
    let text: String = session.text().split_whitespace().collect();
    assert!(text.ends_with(MENDED), "{text}");

    let options = json!({ "tabSize": 2, "insertSpaces": true });
    let params = json!({ "textDocument": session.document(), "options": options });
    assert!(session.result("textDocument/formatting", params).is_null());
    session.end();
}

/// Completes what is being typed with an item, and takes it.
fn accept(session: &mut Session, typed: &str, label: &str) {
    let place = session.at(session.find(typed) + typed.len());
    let items = session.result("textDocument/completion", place);
    let item = items.as_array().unwrap().iter().find(|it| it["label"] == label);
    let item = item.unwrap_or_else(|| panic!("no {label} in {items}"));
    let is_snippet = item["insertTextFormat"] == 2;
    // This item has a place to fill in, so it is one wherever it can be.
    let snippets = "textDocument/completion/completionItem/snippetSupport";
    assert_eq!(is_snippet, session.client.can(snippets), "{item}");
    let mut edit = item["textEdit"].clone();
    assert_eq!(session.within(&edit["range"]), typed);
    if is_snippet {
        edit["newText"] = expand(edit["newText"].as_str().unwrap(), str::to_owned).into();
    }
    session.change(&[edit]);
}

/// The changes that a quick fix makes, asked for as the client asks: about the finding as it sends it back.
fn fix(session: &mut Session, finding: &Value, title: &str) -> Vec<Value> {
    let sent_back = session.sent_back(finding);
    let context = json!({ "diagnostics": [sent_back] });
    let params = json!({ "textDocument": session.document(), "range": finding["range"], "context": context });
    let actions = session.result("textDocument/codeAction", params);
    let action = actions.as_array().unwrap().iter().find(|it| it["title"] == title);
    let action = action.unwrap_or_else(|| panic!("no such action in {actions}"));
    assert_eq!(action["kind"], "quickfix");
    assert_eq!(action["diagnostics"], json!([sent_back]));
    session.edits(&action["edit"])
}

#[test]
fn every_client_goes_through_everything() {
    table::all().into_iter().for_each(go_through_everything);
}

#[test]
fn every_client_works_in_every_position_encoding() {
    for encodings in [
        json!(["utf-8"]),
        json!(["utf-16", "utf-8"]),
        json!(["utf-32"]),
        json!(["utf-32", "utf-16"]),
        Value::Null,
    ] {
        go_through_everything(table::vscode().saying("general/positionEncodings", encodings.clone()));
        go_through_everything(table::kate().saying("general/positionEncodings", encodings));
    }
}

#[test]
fn a_fix_is_found_by_any_one_letter_of_its_finding() {
    for client in table::all() {
        let mut session = Session::begin(client);
        session.open("json", URI, TEMPLATE);
        let found = session.findings(|it| has(it, "syntax/quotes"));
        let finding = found.iter().find(|it| is_code(it, "syntax/quotes")).unwrap();
        let start = session.find("vmPro");
        for at in start..start + 5 {
            let range = json!({ "start": session.place(at), "end": session.place(at + 1) });
            let mut asked = session.sent_back(finding);
            asked["range"] = range.clone();
            let context = json!({ "diagnostics": [asked] });
            let params = json!({ "textDocument": session.document(), "range": range, "context": context });
            let actions = session.result("textDocument/codeAction", params);
            let mut fixes = actions.as_array().unwrap().iter().filter(|it| it["kind"] == "quickfix");
            assert!(fixes.any(|it| it["diagnostics"] == json!([asked])), "{actions}");
        }
        session.end();
    }
}

#[test]
fn a_file_without_a_project_has_the_settings_beside_it() {
    let settings = "[rules]\n\"timeout\" = \"off\"\n";
    let folder = Folder::with(&[("aib-ls.toml", settings), ("image.json", TEMPLATE)]);
    let uri = Url::from_file_path(folder.path("image.json")).unwrap();
    let mut session = Session::begin(table::neovim());
    session.open("json", uri.as_str(), TEMPLATE);
    session.findings(|it| has(it, "syntax/") && !has(it, RULE));
    session.open("json", URI, TEMPLATE);
    session.findings(|it| has(it, RULE));
    session.end();
}

#[test]
fn every_question_of_a_burst_has_one_answer_though_most_are_taken_back() {
    let mut session = Session::begin(table::vscode());
    session.open("json", URI, TEMPLATE);
    let typed = session.at(session.find("vmPro") + 5);
    // One press of a key asked seventeen times.
    let items: Vec<i64> = (0..17)
        .map(|_| session.ask("textDocument/completion", typed.clone()))
        .collect();
    items[..16].iter().for_each(|id| session.cancel(*id));
    // Each move of the cursor asks for actions, and takes back what it asked before.
    let mut moves: Vec<i64> = Vec::new();
    for at in session.find("\"properties\"")..=session.find(": 3") + 2 {
        let place = session.place(at);
        let range = json!({ "start": place, "end": place });
        let context = json!({ "diagnostics": [], "triggerKind": 2 });
        let params = json!({ "textDocument": session.document(), "range": range, "context": context });
        moves.last().copied().into_iter().for_each(|id| session.cancel(id));
        moves.push(session.ask("textDocument/codeAction", params));
    }
    for id in items.iter().chain(&moves) {
        let answer = session.answer(*id);
        let is_taken_back = answer["error"]["code"] == -32800;
        assert!(is_taken_back || answer["result"].is_array(), "{answer}");
        // What was answered, or never asked, cannot be taken back.
        session.cancel(*id);
        session.cancel(*id + 1000);
        let is_last = [items.last(), moves.last()].contains(&Some(id));
        assert!(!(is_last && is_taken_back), "nobody took {id} back");
    }
    session.end();
}

#[test]
fn a_client_that_pulls_receives_publications_only_for_closed_files() {
    let script = "#!/bin/bash\nset -e\nsudo apt-get update\nsudo apt-get install nginx\n";
    let template = r#"{ "properties": { "source": {}, "distribute": [], "customize": [
        { "type": "Shell", "scriptUri": "https://example.com/main/scripts/setup.sh" }
    ] } }"#;
    let folder = Folder::with(&[("ws/scripts/setup.sh", script), ("ws/web.json", template)]);
    let uri = |name: &str| Url::from_file_path(folder.path(name)).unwrap().to_string();
    let (web, setup) = (uri("ws/web.json"), uri("ws/scripts/setup.sh"));
    let mut params = table::vscode().params;
    params["rootUri"] = uri("ws").into();
    params["workspaceFolders"] = json!([{ "uri": uri("ws"), "name": "ws" }]);
    let mut editor = Editor::memory_with_params(params);
    editor.open(&web, template);
    let told = editor.published(&setup);
    assert!(has(told["diagnostics"].as_array().unwrap(), "script/"), "{told}");
    editor.open_as("shellscript", &setup, script);
    let mut ask = |uri: &str| {
        let report = editor.result("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } }));
        report["items"].as_array().unwrap().clone()
    };
    assert!(has(&ask(&setup), "script/"));
    ask(&web);
    // What it was told before is taken back, and nothing is told of the template.
    assert_eq!(editor.published(&setup)["diagnostics"], json!([]));
    editor.result("shutdown", Value::Null);
    assert!(editor.unclaimed().iter().all(|it| it["params"]["uri"] != web));
}
