//! Requests and notifications that are odd but can be read: each request has one answer, with the code that the protocol has for it.

use serde_json::{Value, json};

use crate::support::editor::Editor;

fn send(editor: &mut Editor, id: Value, method: &str, params: Option<Value>) {
    let mut message = json!({ "jsonrpc": "2.0", "id": id, "method": method });
    if let Some(params) = params {
        message["params"] = params;
    }
    editor.send(&message);
}

fn code(editor: &mut Editor, id: &Value) -> i64 {
    let answer = editor.wait(|it| it.get("method").is_none() && it["id"] == *id);
    answer["error"]["code"].as_i64().unwrap_or_default()
}

/// The code with which a request is refused; 0 for one that is answered.
fn refused(editor: &mut Editor, method: &str, params: Option<Value>) -> i64 {
    send(editor, json!("x"), method, params);
    code(editor, &json!("x"))
}

fn hover() -> Option<Value> {
    Some(json!({ "textDocument": { "uri": "file:///a.json" }, "position": { "line": 0, "character": 0 } }))
}

const NOTIFICATIONS: [&str; 6] = [
    "$/cancelRequest",
    "$/setTrace",
    "initialized",
    "textDocument/didSave",
    "workspace/didChangeConfiguration",
    "textDocument/willSave",
];

#[test]
fn requests_that_are_notifications_or_unknown_are_refused() {
    let mut editor = Editor::memory_with(json!({}));
    for method in NOTIFICATIONS
        .into_iter()
        .chain(["$/unheardOf", "unheardOf", "", "textDocument/"])
    {
        assert_eq!(refused(&mut editor, method, Some(json!({}))), -32601, "{method}");
        editor.notify(method, json!({}));
    }
    assert_eq!(refused(&mut editor, "textDocument/hover", hover()), 0);
    assert_eq!(editor.unclaimed(), Vec::<Value>::new());
}

#[test]
fn nothing_is_answered_before_initialize() {
    let mut editor = Editor::memory();
    for method in NOTIFICATIONS
        .into_iter()
        .chain(["textDocument/hover", "shutdown", "$/unheardOf", "unheardOf"])
    {
        assert_eq!(refused(&mut editor, method, hover()), -32002, "{method}");
        editor.notify(method, json!({}));
    }
    // One that fails may be repeated.
    assert_eq!(
        refused(&mut editor, "initialize", Some(json!({ "capabilities": 5 }))),
        -32602
    );
    assert_eq!(refused(&mut editor, "textDocument/hover", hover()), -32002);
    assert_eq!(
        refused(&mut editor, "initialize", Some(json!({ "capabilities": {} }))),
        0
    );
    assert_eq!(refused(&mut editor, "textDocument/hover", hover()), 0);
    assert_eq!(
        refused(&mut editor, "initialize", Some(json!({ "capabilities": {} }))),
        -32600
    );
}

#[test]
fn nothing_is_answered_after_shutdown() {
    let mut editor = Editor::memory_with(json!({}));
    // A `shutdown` that is not a request does not shut the server down.
    editor.notify("shutdown", Value::Null);
    assert_eq!(refused(&mut editor, "textDocument/hover", hover()), 0);
    assert_eq!(refused(&mut editor, "shutdown", None), 0);
    for method in NOTIFICATIONS.into_iter().chain([
        "textDocument/hover",
        "initialize",
        "shutdown",
        "$/unheardOf",
        "unheardOf",
    ]) {
        assert_eq!(refused(&mut editor, method, hover()), -32600, "{method}");
        editor.notify(method, json!({}));
    }
    editor.notify("exit", Value::Null);
    assert_eq!(editor.ended().0, 0);
}

#[test]
fn parameters_are_held_against_their_types() {
    let mut editor = Editor::memory_with(json!({}));
    let with = |value: Value| {
        let mut params = hover().unwrap();
        params["position"]["line"] = value;
        Some(params)
    };
    for params in [
        None,
        Some(Value::Null),
        Some(json!({})),
        Some(json!([])),
        Some(json!(5)),
        Some(json!("here")),
        with(json!(-1)),
        with(json!(1.5)),
        with(json!(1u64 << 40)),
        with(json!("1")),
        with(Value::Null),
    ] {
        assert_eq!(
            refused(&mut editor, "textDocument/hover", params.clone()),
            -32602,
            "{params:?}"
        );
    }
    assert_eq!(
        refused(&mut editor, "aib-ls/report", Some(json!({ "kind": "other" }))),
        -32602
    );
    assert_eq!(refused(&mut editor, "textDocument/hover", with(json!(i32::MAX))), 0);
}

#[test]
fn ids_are_numbers_or_texts() {
    let mut editor = Editor::memory_with(json!({}));
    for id in [
        json!(0),
        json!(-7),
        json!(i64::MAX),
        json!(""),
        json!("é😀\"\\\n"),
        json!("1"),
        json!("x".repeat(10_000)),
    ] {
        send(&mut editor, id.clone(), "textDocument/hover", hover());
        assert_eq!(code(&mut editor, &id), 0, "{id}");
    }
    for id in [
        json!(1.5),
        json!(u64::MAX),
        json!(1e300),
        json!(true),
        json!([1]),
        json!({}),
        Value::Null,
    ] {
        send(&mut editor, id.clone(), "textDocument/hover", hover());
        assert_eq!(editor.refusal(), -32600, "{id}");
    }
    // Some clients write `null` for "no id".
    send(&mut editor, Value::Null, "$/setTrace", Some(json!({ "value": "off" })));
    assert_eq!(refused(&mut editor, "textDocument/hover", hover()), 0);
    assert_eq!(editor.unclaimed(), Vec::<Value>::new());
}

#[test]
fn an_id_that_is_used_twice_has_two_answers() {
    let mut editor = Editor::memory_with(json!({}));
    let params = hover().unwrap();
    let body = json!({ "jsonrpc": "2.0", "id": 5, "method": "textDocument/hover", "params": params }).to_string();
    let frame = format!("Content-Length: {}\r\n\r\n{body}", body.len());
    editor.raw(format!("{frame}{frame}").as_bytes());
    for _ in 0..2 {
        assert!([0, -32600].contains(&code(&mut editor, &json!(5))));
    }
    assert_eq!(refused(&mut editor, "textDocument/hover", hover()), 0);
}

#[test]
fn headers_may_be_written_in_other_ways() {
    let body = json!({ "jsonrpc": "2.0", "id": 1, "method": "textDocument/hover", "params": hover() }).to_string();
    let length = body.len();
    for header in [
        format!("CONTENT-LENGTH: {length}\r\n"),
        format!("Content-Length:{length}\r\n"),
        format!("Content-Length: 0{length}  \r\n"),
        format!("Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: {length}\r\n"),
        format!("Content-Length: {length}\r\nContent-Type: application/vscode-jsonrpc; charset=utf8\r\n"),
        format!("X-Long: {}\r\nContent-Length: {length}\r\n", "x".repeat(4000)),
    ] {
        let mut editor = Editor::memory_with(json!({}));
        editor.raw(format!("{header}\r\n{body}").as_bytes());
        assert_eq!(code(&mut editor, &json!(1)), 0, "{header}");
    }
}
