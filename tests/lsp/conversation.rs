//! The real program: how a conversation begins and ends, and what it survives.

use serde_json::{Value, json};

use crate::support::editor::Editor;

const URI: &str = "file:///ws/other.json";

fn place(uri: &str) -> Value {
    json!({ "textDocument": { "uri": uri }, "position": { "line": 0, "character": 0 } })
}

fn code(answer: &Value) -> i64 {
    answer["error"]["code"].as_i64().unwrap_or_default()
}

/// Asks something that every server in good health answers.
fn alive(editor: &mut Editor) {
    let answer = editor.request("textDocument/hover", place(URI));
    assert!(answer["result"].is_null() && answer.get("error").is_none(), "{answer}");
}

#[test]
fn a_polite_conversation_ends_with_zero_while_input_stays_open() {
    let mut editor = Editor::start();
    let offer = editor.initialize(json!({ "processId": null, "rootUri": null, "capabilities": {} }));
    assert_eq!(
        offer["serverInfo"],
        json!({ "name": "aib-ls", "version": env!("CARGO_PKG_VERSION") })
    );
    assert!(editor.result("shutdown", Value::Null).is_null());
    editor.notify("exit", Value::Null);
    assert_eq!(editor.ended(), (0, String::new()));
}

#[test]
fn an_end_without_shutdown_is_one() {
    let mut editor = Editor::with(json!({}));
    editor.notify("exit", Value::Null);
    assert_eq!(editor.ended().0, 1);
    let mut editor = Editor::with(json!({}));
    editor.hang_up();
    assert_eq!(editor.ended().0, 1);
    let mut editor = Editor::start();
    editor.notify("exit", Value::Null);
    assert_eq!(editor.ended().0, 1);
}

#[test]
fn a_second_shutdown_is_refused_and_does_no_harm() {
    let mut editor = Editor::with(json!({}));
    assert!(editor.result("shutdown", Value::Null).is_null());
    assert_eq!(code(&editor.request("shutdown", Value::Null)), -32600);
    assert_eq!(code(&editor.request("textDocument/hover", place(URI))), -32600);
    editor.notify("exit", Value::Null);
    assert_eq!(editor.ended().0, 0);
}

#[test]
fn what_comes_before_initialize_is_refused() {
    let mut editor = Editor::start();
    editor.open(URI, "{}");
    assert_eq!(code(&editor.request("textDocument/hover", place(URI))), -32002);
    editor.initialize(json!({ "capabilities": {} }));
    assert_eq!(
        code(&editor.request("initialize", json!({ "capabilities": {} }))),
        -32600
    );
    alive(&mut editor);
}

#[test]
fn what_nobody_offered_is_refused_by_name() {
    let mut editor = Editor::with(json!({}));
    assert_eq!(code(&editor.request("aib/unheard-of", json!({}))), -32601);
    assert_eq!(code(&editor.request("textDocument/references", place(URI))), -32602);
    editor.notify("$/setTrace", json!({ "value": "verbose" }));
    editor.notify("aib/unheard-of", json!({}));
    editor.notify("textDocument/didSave", json!({ "textDocument": { "uri": URI } }));
    editor.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    editor.notify("workspace/didChangeConfiguration", json!({ "settings": {} }));
    alive(&mut editor);
    assert_eq!(editor.unclaimed(), Vec::<Value>::new());
}

#[test]
fn wrong_parameters_are_refused_and_wrong_notifications_passed_over() {
    let mut editor = Editor::with(json!({}));
    assert_eq!(
        code(&editor.request("textDocument/hover", json!({ "position": "here" }))),
        -32602
    );
    editor.notify("textDocument/didChange", json!({ "textDocument": 5 }));
    editor.notify("textDocument/didOpen", json!([]));
    alive(&mut editor);
}

#[test]
fn documents_that_are_not_open_have_no_answers() {
    let mut editor = Editor::with(json!({ "textDocument": { "diagnostic": {} } }));
    alive(&mut editor);
    let document = json!({ "textDocument": { "uri": URI } });
    assert!(editor.result("textDocument/documentSymbol", document.clone()).is_null());
    assert_eq!(
        editor.result("textDocument/diagnostic", document.clone())["items"],
        json!([])
    );
    editor.replace(URI, 2, "{}");
    editor.close(URI);
    alive(&mut editor);
}

#[test]
fn bad_messages_are_answered_and_forgotten() {
    let frame = |body: &[u8]| [format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes(), body].concat();
    let deep = "[".repeat(100_000);
    let cases: Vec<(Vec<u8>, i64)> = vec![
        (frame(b"{\"jsonrpc\": \"2.0\", "), -32700),
        (frame(b"{\"jsonrpc\": \"2.0\", \"method\": \"\xff\xfe\"}"), -32700),
        (frame(deep.as_bytes()), -32700),
        (frame(b""), -32700),
        (
            frame(b"[{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"shutdown\"}]"),
            -32600,
        ),
        (frame(b"{}"), -32600),
        (frame(b"17"), -32600),
        (frame(b"null"), -32600),
        (frame(b"{\"id\": 1, \"method\": \"shutdown\"}"), -32600),
        (
            frame(b"{\"jsonrpc\": \"1.0\", \"id\": 1, \"method\": \"shutdown\"}"),
            -32600,
        ),
        (frame(b"{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": 5}"), -32600),
        (
            frame(b"{\"jsonrpc\": \"2.0\", \"id\": {}, \"method\": \"shutdown\"}"),
            -32600,
        ),
        (b"Content-Length: nine\r\n\r\n{}".to_vec(), -32700),
        (b"Content-Length: -1\r\n\r\n{}".to_vec(), -32700),
        (b"Content-Length: 99999999999\r\n\r\n{}".to_vec(), -32700),
        (b"X-Nothing: here\r\n\r\n{}".to_vec(), -32700),
        (b"what is this\r\n".to_vec(), -32700),
        (deep.into_bytes(), -32700),
    ];
    let mut editor = Editor::with(json!({}));
    for (bytes, code) in cases {
        editor.raw(&bytes);
        // Garbage without a line ending is known as such only by what follows.
        let id = editor.ask("textDocument/hover", place(URI));
        assert_eq!(
            editor.refusal(),
            code,
            "{}",
            String::from_utf8_lossy(&bytes[..bytes.len().min(80)])
        );
        assert!(editor.answer(id).get("error").is_none());
    }
    assert_eq!(editor.unclaimed(), Vec::<Value>::new());
}

#[test]
fn unusual_headers_are_read() {
    let mut editor = Editor::with(json!({}));
    let body = json!({ "jsonrpc": "2.0", "id": "x", "method": "shutdown" }).to_string();
    let kind = "Content-Type: application/vscode-jsonrpc";
    editor.raw(format!("{kind}\r\ncontent-length:{}\r\nX-Third: 1\r\n\r\n{body}", body.len()).as_bytes());
    assert!(editor.wait(|it| it["id"] == "x")["result"].is_null());
}

#[test]
fn a_message_may_come_byte_by_byte() {
    let mut editor = Editor::with(json!({}));
    let body = json!({ "jsonrpc": "2.0", "id": "x", "method": "shutdown" }).to_string();
    for byte in format!("Content-Length: {}\r\n\r\n{body}", body.len()).bytes() {
        editor.raw(&[byte]);
    }
    assert!(editor.wait(|it| it["id"] == "x")["result"].is_null());
}

#[test]
fn no_parameters_may_be_written_as_null_or_nothing_or_an_empty_object() {
    let mut editor = Editor::with(json!({}));
    for params in [", \"params\": null", "", ", \"params\": {}"] {
        let body = format!(r#"{{"jsonrpc": "2.0", "id": "x", "method": "shutdown"{params}}}"#);
        editor.raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
        // All but the first are refused for coming later, and not for their form.
        let answer = editor.wait(|it| it["id"] == "x");
        assert!(answer["result"].is_null() && code(&answer) != -32602, "{answer}");
    }
}

#[test]
fn a_client_that_vanishes_ends_the_server() {
    let mut editor = Editor::with(json!({}));
    editor.ask("textDocument/hover", place(URI));
    editor.hang_up();
    assert_eq!(editor.ended().0, 1);
}

#[test]
fn text_that_is_not_ours_is_met_with_silence() {
    let mut editor = Editor::with(json!({ "textDocument": { "publishDiagnostics": { "versionSupport": true } } }));
    for (version, text) in ["{\"name\": \"package\"}", "[1, 2", "not json at all", ""]
        .iter()
        .enumerate()
    {
        editor.open(URI, text);
        editor.replace(URI, version as i32 + 2, "{ \"a\": ");
        alive(&mut editor);
        let symbols = editor.result("textDocument/documentSymbol", json!({ "textDocument": { "uri": URI } }));
        assert!(symbols.is_null() || symbols == json!([]), "{symbols}");
        editor.close(URI);
    }
    editor.result("shutdown", Value::Null);
    assert_eq!(editor.unclaimed(), Vec::<Value>::new());
    editor.notify("exit", Value::Null);
    assert_eq!(editor.ended(), (0, String::new()));
}
