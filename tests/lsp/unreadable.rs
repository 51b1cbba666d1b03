//! Messages about a document that cannot be read: the server says so once, and nothing that it says is about another text than the
//! editor's.

use serde_json::{Value, json};

use crate::support::editor::Editor;

const URI: &str = "file:///ws/image.json";
const SHORT: &str =
    r#"{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "properties": { "buildTimeoutInMinutes": 3 } }"#;
const LONG: &str =
    r#"{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "properties": { "buildTimeoutInMinutes": 960 } }"#;

fn has_timeout(published: &Value) -> bool {
    let found = published["diagnostics"].as_array().unwrap();
    found.iter().any(|it| it["code"] == "timeout/below-minimum")
}

/// An editor with a template that has a finding.
fn editor() -> Editor {
    let mut editor = Editor::memory_with(json!({}));
    editor.open(URI, SHORT);
    while !has_timeout(&editor.published(URI)) {}
    editor
}

fn body(message: &Value) -> Vec<u8> {
    let body = message.to_string();
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

fn change(changes: Value) -> Value {
    let params = json!({ "contentChanges": changes, "textDocument": { "uri": URI, "version": 2 } });
    json!({ "jsonrpc": "2.0", "method": "textDocument/didChange", "params": params })
}

fn at(line: Value) -> Value {
    json!({ "line": line, "character": 0 })
}

fn insertion(line: Value) -> Value {
    json!({ "range": { "start": at(line.clone()), "end": at(line) }, "text": " " })
}

/// The document has no findings and no answers any more, the person knows it, and a whole text brings all back.
fn is_given_up(mut editor: Editor, what: &str) {
    let shown = editor.wait(|it| it["method"] == "window/showMessage");
    let message = shown["params"]["message"].as_str().unwrap();
    assert!(message.contains("`image.json`"), "{what}: {message}");
    assert_eq!(editor.published(URI)["diagnostics"], json!([]), "{what}");
    let document = json!({ "textDocument": { "uri": URI } });
    assert!(
        editor.result("textDocument/documentSymbol", document.clone()).is_null(),
        "{what}"
    );
    // A partial text does not help, and a second loss is not reported again.
    editor.send(&change(json!([insertion(json!(0))])));
    editor.send(&change(json!([insertion(json!("here"))])));
    assert!(
        editor.result("textDocument/documentSymbol", document.clone()).is_null(),
        "{what}"
    );
    editor.send(&change(
        json!([insertion(json!(0)), { "text": SHORT }, insertion(json!(0))]),
    ));
    while !has_timeout(&editor.published(URI)) {}
    assert!(
        editor.result("textDocument/documentSymbol", document).is_array(),
        "{what}"
    );
    editor.replace(URI, 3, LONG);
    while has_timeout(&editor.published(URI)) {}
    let others = editor.unclaimed();
    let again = others.iter().filter(|it| it["method"] == "window/showMessage");
    assert_eq!(again.count(), 0, "{what}: {others:?}");
}

#[test]
fn a_change_that_is_no_text_gives_the_document_up() {
    let mut bytes = body(&change(json!([{ "text": "?" }])));
    let at = bytes.iter().rposition(|it| *it == b'?').unwrap();
    bytes[at] = 0xFF;
    let mut editor = editor();
    editor.raw(&bytes);
    assert_eq!(editor.refusal(), -32700);
    is_given_up(editor, "bytes");
}

#[test]
fn a_change_that_is_cut_off_gives_the_document_up() {
    let whole = change(json!([{ "text": LONG }])).to_string();
    let cut = &whole[..whole.len() - 1];
    let mut editor = editor();
    editor.raw(format!("Content-Length: {}\r\n\r\n{cut}", cut.len()).as_bytes());
    assert_eq!(editor.refusal(), -32700);
    is_given_up(editor, "cut off");
}

#[test]
fn a_change_in_a_batch_gives_the_document_up() {
    let mut editor = editor();
    editor.send(&json!([change(json!([{ "text": LONG }]))]));
    assert_eq!(editor.refusal(), -32600);
    is_given_up(editor, "batch");
}

#[test]
fn changes_of_another_form_give_the_document_up() {
    for changes in [
        json!([insertion(json!(1.5))]),
        json!([insertion(json!(-1))]),
        json!([insertion(json!(1u64 << 40))]),
        json!([{ "text": null }]),
        json!([{}]),
        json!({ "text": LONG }),
    ] {
        let mut editor = editor();
        editor.send(&change(changes.clone()));
        is_given_up(editor, &changes.to_string());
    }
}

#[test]
fn a_change_that_asks_for_an_answer_is_refused_and_gives_the_document_up() {
    let mut editor = editor();
    let mut message = change(json!([{ "text": LONG }]));
    message["id"] = json!("x");
    editor.send(&message);
    assert_eq!(editor.wait(|it| it["id"] == "x")["error"]["code"], -32601);
    is_given_up(editor, "request");
}

#[test]
fn a_message_that_is_too_long_gives_its_document_up() {
    let filler = "a".repeat(65 * 1024 * 1024);
    let document = json!({ "uri": URI, "version": 2 });
    let before = format!(
        r#"{{"jsonrpc":"2.0","method":"textDocument/didChange","params":{{"textDocument":{document},"contentChanges":[{{"text":""#
    );
    let first = format!(r#"{before}{filler}"}}]}}}}"#);
    let last = format!(
        r#"{{"params":{{"contentChanges":[{{"text":"{filler}"}}],"textDocument":{document}}},"method":"textDocument/didChange","jsonrpc":"2.0"}}"#
    );
    for body in [first, last] {
        let mut editor = editor();
        editor.raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
        let refused = editor.wait(|it| it.get("error").is_some());
        assert_eq!(refused["error"]["code"], -32700);
        assert!(
            refused["error"]["message"].as_str().unwrap().contains("64 MiB"),
            "{refused}"
        );
        is_given_up(editor, "too long");
    }
}

#[test]
fn a_document_that_cannot_be_opened_is_named_and_may_be_opened_again() {
    let mut editor = Editor::memory_with(json!({}));
    let document = json!({ "uri": URI, "languageId": "json", "version": "one", "text": SHORT });
    editor.notify("textDocument/didOpen", json!({ "textDocument": document }));
    editor.wait(|it| it["method"] == "window/showMessage");
    editor.open(URI, SHORT);
    while !has_timeout(&editor.published(URI)) {}
}

#[test]
fn a_document_that_is_closed_is_known_as_closed() {
    let mut editor = editor();
    editor.send(&change(json!([{}])));
    editor.wait(|it| it["method"] == "window/showMessage");
    editor.close(URI);
    editor.send(&change(json!([{ "text": SHORT }])));
    let document = json!({ "textDocument": { "uri": URI } });
    assert!(editor.result("textDocument/documentSymbol", document).is_null());
}

#[test]
fn other_messages_give_nothing_up() {
    let mut editor = editor();
    editor.raw(&body(
        &json!({ "jsonrpc": "2.0", "method": 5, "params": { "textDocument": { "uri": URI } } }),
    ));
    assert_eq!(editor.refusal(), -32600);
    editor.notify("aib-ls/unreadableDocument", json!({ "uri": URI, "isTooLong": false }));
    editor.notify(
        "textDocument/didSave",
        json!({ "textDocument": { "uri": URI, "why": "textDocument/didChange" }, "text": 1 }),
    );
    let document = json!({ "textDocument": { "uri": URI } });
    assert!(editor.result("textDocument/documentSymbol", document).is_array());
    assert_eq!(editor.unclaimed(), Vec::<Value>::new());
}
