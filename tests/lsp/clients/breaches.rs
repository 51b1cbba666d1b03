//! That the look at the server's manners sees what it is for: messages that do not fit, one by one.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::manners::{Talk, breaches};
use super::table::{self, Client};

const OPEN: &str = "file:///ws/open.json";

/// What is said about messages, of which the answers are to a question with the id 1.
fn said(client: &Client, question: Option<&str>, heard: &[Value]) -> String {
    let talk = Talk {
        client,
        opened: &BTreeSet::from([OPEN.to_owned()]),
        questions: &question.into_iter().map(|it| (1, it.to_owned())).collect(),
        heard,
    };
    breaches(&talk).join("\n")
}

#[track_caller]
fn sees(client: &Client, question: Option<&str>, message: Value, expected: &str) {
    let said = said(client, question, &[message]);
    assert!(
        said.contains(expected) && !said.contains('\n'),
        "{expected:?} in {said:?}"
    );
}

#[test]
fn a_conversation_within_the_capabilities_has_no_breach() {
    let diagnostics = json!([{ "message": "m", "relatedInformation": [{}] }]);
    let told =
        json!({ "method": "textDocument/publishDiagnostics", "params": { "uri": OPEN, "diagnostics": diagnostics } });
    assert_eq!(said(&table::ale(), None, &[told]), "");
    let item = json!({ "kind": 10, "insertTextFormat": 1, "documentation": { "kind": "plaintext" } });
    let answer = json!({ "id": 1, "result": [item] });
    assert_eq!(said(&table::ale(), Some("textDocument/completion"), &[answer]), "");
    let refusal = json!({ "id": 1, "error": { "code": -32601, "message": "m", "data": "d" } });
    assert_eq!(said(&table::ale(), Some("textDocument/moniker"), &[refusal]), "");
    let item =
        json!({ "kind": 25, "insertTextFormat": 2, "insertTextMode": 2, "command": { "title": "t", "command": "c" } });
    let answer = json!({ "id": 1, "result": [item] });
    assert_eq!(said(&table::vscode(), Some("textDocument/completion"), &[answer]), "");
}

#[test]
fn a_message_of_its_own_that_nobody_takes_is_seen() {
    let ale = table::ale();
    for method in [
        "workspace/configuration",
        "workspace/applyEdit",
        "workspace/codeLens/refresh",
    ] {
        sees(&ale, None, json!({ "id": 7, "method": method }), method);
    }
    sees(&ale, None, json!({ "method": "aib/news" }), "aib/news is unheard of");
    let watch = json!({ "registrations": [{ "id": "1", "method": "workspace/didChangeWatchedFiles" }] });
    let register = json!({ "id": 7, "method": "client/registerCapability", "params": watch });
    sees(
        &table::neovim(),
        None,
        register.clone(),
        "workspace/didChangeWatchedFiles is registered",
    );
    assert_eq!(said(&table::eglot(), None, &[register]), "");
}

#[test]
fn a_diagnostic_with_too_much_is_seen() {
    let told = |params: Value| json!({ "method": "textDocument/publishDiagnostics", "params": params });
    let with = |field: &str| told(json!({ "uri": OPEN, "diagnostics": [{ "message": "m", field: {} }] }));
    sees(
        &table::kate(),
        None,
        told(json!({ "uri": OPEN, "version": 1, "diagnostics": [] })),
        "version",
    );
    for field in ["tags", "codeDescription", "data"] {
        sees(&table::kate(), None, with(field), field);
    }
    sees(&table::eglot(), None, with("relatedInformation"), "relatedInformation");
    sees(&table::vscode(), None, with("data"), "is told about to who asks");
}

#[test]
fn an_answer_with_too_much_is_seen() {
    let ale = table::ale();
    let answer = |result: Value| json!({ "id": 1, "result": result });
    let completion = Some("textDocument/completion");
    for (item, expected) in [
        (json!({ "insertTextFormat": 2 }), "snippetSupport"),
        (json!({ "insertTextMode": 2 }), "insertTextModeSupport"),
        (
            json!({ "documentation": { "kind": "markdown" } }),
            "documentationFormat",
        ),
        (json!({ "kind": 25 }), "completionItemKind"),
        (json!({ "tags": [1] }), "tagSupport"),
        (json!({ "textEdit": { "replace": {} } }), "insertReplaceSupport"),
        (json!({ "command": {} }), "command"),
    ] {
        sees(&ale, completion, answer(json!({ "items": [item] })), expected);
    }
    let symbols = Some("textDocument/documentSymbol");
    sees(&ale, symbols, answer(json!([{ "kind": 24 }])), "symbolKind");
    sees(
        &ale,
        symbols,
        answer(json!([{ "selectionRange": {} }])),
        "hierarchicalDocumentSymbolSupport",
    );
    let hover = json!({ "contents": { "kind": "markdown" } });
    sees(&ale, Some("textDocument/hover"), answer(hover), "contentFormat");
    let help = json!({ "signatures": [{ "parameters": [{ "label": [0, 1] }] }] });
    sees(
        &ale,
        Some("textDocument/signatureHelp"),
        answer(help),
        "labelOffsetSupport",
    );
    let help = json!({ "signatures": [{ "activeParameter": 0 }], "activeParameter": 0 });
    sees(
        &ale,
        Some("textDocument/signatureHelp"),
        answer(help),
        "activeParameterSupport",
    );
    sees(
        &ale,
        Some("textDocument/definition"),
        answer(json!([{ "targetUri": OPEN }])),
        "linkSupport",
    );
    let actions = Some("textDocument/codeAction");
    sees(
        &ale,
        actions,
        answer(json!([{ "isPreferred": true }])),
        "isPreferredSupport",
    );
    let changes = |it: Value| answer(json!([{ "edit": { "documentChanges": [it] } }]));
    sees(&ale, actions, changes(json!({})), "workspaceEdit/documentChanges");
    sees(
        &table::eglot(),
        actions,
        changes(json!({ "kind": "create" })),
        "resourceOperations",
    );
    let start = Some("initialize");
    let offer = |it: Value| answer(json!({ "capabilities": it }));
    sees(&ale, start, offer(json!({ "positionEncoding": "utf-8" })), "utf-8");
    sees(
        &ale,
        start,
        offer(json!({ "diagnosticProvider": {} })),
        "diagnosticProvider",
    );
    assert_eq!(
        said(
            &table::neovim(),
            start,
            &[offer(json!({ "positionEncoding": "utf-8" }))]
        ),
        ""
    );
}

#[test]
fn a_question_without_its_one_answer_is_seen() {
    let (ale, hover) = (table::ale(), Some("textDocument/hover"));
    let answer = json!({ "id": 1, "result": null });
    assert_eq!(said(&ale, hover, &[]), "textDocument/hover 1 has no answer");
    let twice = said(&ale, hover, &[answer.clone(), answer.clone()]);
    assert_eq!(twice, "textDocument/hover 1 is answered twice");
    sees(&ale, None, answer, "nobody asked 1");
    sees(&ale, hover, json!({ "id": 1 }), "not one of result and error");
    sees(
        &ale,
        hover,
        json!({ "id": 1, "result": null, "error": {} }),
        "not one of result and error",
    );
}
