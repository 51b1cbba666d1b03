//! What watches every conversation of these tests: it lets good messages pass and refuses each kind of broken one.

use expect_test::{Expect, expect};
use serde_json::{Value, json};

use crate::support::watch::Watch;

/// A client has asked this, with the id 1.
fn asked(method: &str) -> Watch {
    let mut watch = Watch::default();
    watch.sent(&json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": {
        "partialResultToken": "part", "workDoneToken": 7,
    } }));
    watch
}

fn answer(result: Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": 1, "result": result })
}

fn notification(method: &str, params: Value) -> Value {
    json!({ "jsonrpc": "2.0", "method": method, "params": params })
}

fn request(method: &str, params: Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params })
}

fn check(mut watch: Watch, message: Value, expected: Expect) {
    expected.assert_eq(&watch.faults(&message).join("\n"));
}

fn check_answer(method: &str, result: Value, expected: Expect) {
    check(asked(method), answer(result), expected);
}

fn check_notification(method: &str, params: Value, expected: Expect) {
    check(Watch::default(), notification(method, params), expected);
}

fn range() -> Value {
    json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 1 } })
}

fn diagnostics(diagnostic: Value) -> Value {
    json!({ "uri": "file:///a.json", "diagnostics": [diagnostic] })
}

#[test]
fn good_messages_pass() {
    let none = || expect![""];
    let full = json!({
        "range": range(), "severity": 1, "code": "a/b", "codeDescription": { "href": "https://example.com/a" }, "source": "s",
        "message": "m", "tags": [1], "data": { "any": [1, null, "x", 1.5] },
        "relatedInformation": [{ "location": { "uri": "file:///a%20b.json", "range": range() }, "message": "m" }],
    });
    check_notification("textDocument/publishDiagnostics", diagnostics(full), none());
    check_notification("window/logMessage", json!({ "type": 1, "message": "m" }), none());
    check_answer("textDocument/hover", Value::Null, none());
    check_answer("textDocument/hover", json!({ "contents": "m" }), none());
    let markup = json!({ "contents": { "kind": "markdown", "value": "m" }, "range": range() });
    check_answer("textDocument/hover", markup, none());
    let action = json!({ "title": "t", "kind": "quickfix.own", "edit": { "changes": { "file:///a": [] } } });
    let command = json!({ "title": "t", "command": "c" });
    check_answer("textDocument/codeAction", json!([action, command]), none());
    check_answer("textDocument/documentLink", json!([{ "range": range() }]), none());
    check_answer("aib-ls/report", json!({ "title": "t", "html": "h" }), none());
    check_answer("aib-ls/report", Value::Null, none());
    check_answer("shutdown", Value::Null, none());
    let encoding = json!({ "capabilities": { "positionEncoding": "utf-8", "experimental": { "own": true } } });
    check_answer("initialize", encoding, none());
    let settings = json!({ "items": [{ "section": "aib" }] });
    check(Watch::default(), request("workspace/configuration", settings), none());
    let refresh = json!({ "jsonrpc": "2.0", "id": "r", "method": "workspace/codeLens/refresh" });
    check(Watch::default(), refresh, none());
    let watchers = json!({ "watchers": [{ "globPattern": "**/*.json", "kind": 7 }] });
    let register = |method: &str, options: Value| json!({ "registrations": [{ "id": "1", "method": method, "registerOptions": options }] });
    let message = request(
        "client/registerCapability",
        register("workspace/didChangeWatchedFiles", watchers),
    );
    check(Watch::default(), message, none());
    let error = json!({ "jsonrpc": "2.0", "id": 1, "error": { "code": -32603, "message": "m", "data": null } });
    check(asked("textDocument/hover"), error, none());
    let unread = json!({ "jsonrpc": "2.0", "id": null, "error": { "code": -32700, "message": "m" } });
    check(Watch::default(), unread, none());
    let part = json!({ "token": "part", "value": [] });
    check(
        asked("textDocument/references"),
        notification("$/progress", part),
        none(),
    );
    let work = json!({ "token": 7, "value": { "kind": "report", "percentage": 5 } });
    check(
        asked("textDocument/references"),
        notification("$/progress", work),
        none(),
    );
}

#[test]
fn methods_are_known_and_sent_by_servers() {
    check_notification(
        "window/logMessages",
        json!({}),
        expect!["window/logMessages is unknown"],
    );
    check_notification(
        "workspace/configuration",
        json!({ "items": [] }),
        expect!["workspace/configuration is unknown"],
    );
    let hover = json!({ "textDocument": { "uri": "file:///a" }, "position": { "line": 0, "character": 0 } });
    check(
        Watch::default(),
        request("textDocument/hover", hover),
        expect!["textDocument/hover is not for servers to send"],
    );
    // Version 3.18 has it.
    let refresh = json!({ "jsonrpc": "2.0", "id": 1, "method": "workspace/foldingRange/refresh" });
    check(
        Watch::default(),
        refresh,
        expect!["workspace/foldingRange/refresh is unknown"],
    );
    let refresh = request("workspace/codeLens/refresh", Value::Null);
    check(
        Watch::default(),
        refresh,
        expect!["workspace/codeLens/refresh takes no params"],
    );
    let register = json!({ "jsonrpc": "2.0", "id": 1, "method": "client/registerCapability" });
    check(
        Watch::default(),
        register,
        expect!["client/registerCapability has no params"],
    );
}

#[test]
fn envelopes_are_whole() {
    check(Watch::default(), json!([]), expect!["it is not an object"]);
    check(
        asked("shutdown"),
        json!({ "id": 1, "result": null, "more": 1 }),
        expect![[r#"
            its `jsonrpc` is not "2.0"
            more is unknown"#]],
    );
    let both = json!({ "jsonrpc": "2.0", "id": 1, "result": null, "error": { "code": 1, "message": "m" } });
    check(asked("shutdown"), both, expect!["it has not one of result and error"]);
    let neither = json!({ "jsonrpc": "2.0", "id": 1 });
    check(
        asked("shutdown"),
        neither,
        expect!["it has not one of result and error"],
    );
    check(
        Watch::default(),
        answer(Value::Null),
        expect!["1 was not asked, or is answered already"],
    );
    let mut twice = asked("shutdown");
    assert_eq!(twice.faults(&answer(Value::Null)), Vec::<String>::new());
    check(
        twice,
        answer(Value::Null),
        expect!["1 was not asked, or is answered already"],
    );
    let id = json!({ "jsonrpc": "2.0", "id": 1.5, "method": "workspace/codeLens/refresh" });
    check(Watch::default(), id, expect!["1.5 is no id"]);
    let nobody = json!({ "jsonrpc": "2.0", "id": null, "result": null });
    check(
        Watch::default(),
        nobody,
        expect!["null was not asked, or is answered already"],
    );
    let error = json!({ "jsonrpc": "2.0", "id": 1, "error": { "code": 1.5, "why": "m" } });
    check(
        asked("shutdown"),
        error,
        expect![[r#"
            the code of the error is not an integer
            the error has no message
            why of the error is unknown"#]],
    );
    check_answer(
        "textDocument/own",
        Value::Null,
        expect!["textDocument/own is unknown and has a result"],
    );
}

#[test]
fn values_are_of_their_types() {
    let published = |diagnostic: Value, expected: Expect| {
        check_notification("textDocument/publishDiagnostics", diagnostics(diagnostic), expected);
    };
    published(
        json!({ "range": range() }),
        expect!["/diagnostics/0: message is missing"],
    );
    published(
        json!({ "range": range(), "message": "m", "severity": null }),
        expect!["/diagnostics/0/severity: null is not of type uinteger"],
    );
    published(
        json!({ "range": range(), "message": "m", "severity": 5 }),
        expect!["/diagnostics/0/severity: 5 is no DiagnosticSeverity"],
    );
    published(
        json!({ "range": range(), "message": "m", "fix": 1 }),
        expect!["/diagnostics/0: fix is unknown"],
    );
    published(
        json!({ "range": range(), "message": "m", "code": 1.5 }),
        expect!["/diagnostics/0/code: 1.5 is not of type integer"],
    );
    published(
        json!({ "range": range(), "message": "m", "codeDescription": { "href": "not a uri" } }),
        expect![[r#"/diagnostics/0/codeDescription/href: "not a uri" is not of type URI"#]],
    );
    for line in [json!(-1), json!(2_147_483_648_u32), json!(1.0), json!("1")] {
        let start = json!({ "line": line, "character": 0 });
        let diagnostic = json!({ "range": { "start": start, "end": start }, "message": "m" });
        let message = notification("textDocument/publishDiagnostics", diagnostics(diagnostic));
        assert_eq!(Watch::default().faults(&message).len(), 2, "{line}");
    }
    for uri in [
        "a.json",
        "",
        "file:///a b",
        "file:///é",
        "file:///%4",
        "file:///%zz",
        "file:///a{b}",
    ] {
        let params = json!({ "uri": uri, "diagnostics": [] });
        let message = notification("textDocument/publishDiagnostics", params);
        assert_eq!(Watch::default().faults(&message).len(), 1, "{uri}");
    }
}

#[test]
fn alternatives_and_compounds_are_checked() {
    check_answer("textDocument/hover", json!("m"), expect![[r#": "m" is not an object"#]]);
    check_answer(
        "textDocument/hover",
        json!({ "contents": { "kind": "html", "value": "m" } }),
        expect![[r#"/contents/kind: "html" is no MarkupKind"#]],
    );
    check_answer(
        "textDocument/codeAction",
        json!([{ "title": "t", "edit": { "changes": { "a": [] } } }]),
        expect![[r#"/0/edit/changes/a (key): "a" is not of type DocumentUri"#]],
    );
    let change = |edit: Value| {
        let document = json!({ "uri": "file:///a", "version": null });
        json!({ "documentChanges": [{ "textDocument": document, "edits": [edit] }] })
    };
    check_answer(
        "textDocument/rename",
        change(json!({ "range": range(), "newText": 1 })),
        expect!["/documentChanges/0/edits/0/newText: 1 is not of type string"],
    );
    let label = |label: Value| {
        let signature = json!({ "label": "f(a)", "parameters": [{ "label": label }] });
        json!({ "signatures": [signature], "activeSignature": 0 })
    };
    check_answer("textDocument/signatureHelp", label(json!([2, 3])), expect![""]);
    check_answer(
        "textDocument/signatureHelp",
        label(json!([2])),
        expect!["/signatures/0/parameters/0/label: [2] is not of type string"],
    );
    check_answer(
        "textDocument/signatureHelp",
        json!({ "signatures": [], "activeParameter": null }),
        expect!["/activeParameter: may not be null"],
    );
    check_answer(
        "textDocument/diagnostic",
        json!({ "kind": "whole", "items": [] }),
        expect![[r#"/kind: "whole" is not "full""#]],
    );
    check_answer(
        "initialize",
        json!({ "capabilities": { "hoverProvider": null } }),
        expect!["/capabilities/hoverProvider: null is not of type boolean"],
    );
    check_answer(
        "initialize",
        json!({ "capabilities": { "inlineCompletionProvider": true } }),
        expect!["/capabilities: inlineCompletionProvider is unknown"],
    );
}

#[test]
fn options_and_progress_are_checked() {
    let register = |method: &str, options: Value| {
        let registration = json!({ "id": "1", "method": method, "registerOptions": options });
        request("client/registerCapability", json!({ "registrations": [registration] }))
    };
    check(
        Watch::default(),
        register(
            "workspace/didChangeWatchedFiles",
            json!({ "watchers": [{ "globPattern": 1 }] }),
        ),
        expect!["/watchers/0/globPattern: 1 is not of type string"],
    );
    check(
        Watch::default(),
        register("textDocument/formatting", json!({})),
        expect![": documentSelector is missing"],
    );
    check(
        Watch::default(),
        register("textDocument/own", json!({})),
        expect!["textDocument/own cannot be registered"],
    );
    let progress = |value: Value, token: Value| notification("$/progress", json!({ "token": token, "value": value }));
    check(
        Watch::default(),
        progress(json!([]), json!("none")),
        expect![[r#"nobody gave the token "none""#]],
    );
    check(
        asked("textDocument/references"),
        progress(json!([{ "uri": "file:///a" }]), json!("part")),
        expect!["/0: range is missing"],
    );
    check(
        asked("textDocument/references"),
        progress(json!({ "kind": "begin" }), json!(7)),
        expect![[r#"/kind: "begin" is not "report""#]],
    );
}

#[test]
fn requests_are_seen_in_the_bytes_of_a_client() {
    let body = r#"{"jsonrpc":"2.0","id":"a","method":"shutdown"}"#;
    let frame = format!("Content-Type: x\r\ncontent-length: {}\r\n\r\n{body}", body.len());
    let mut watch = Watch::default();
    watch.sent_bytes(b"garbage Content-Length: many\r\n\r\nContent-Length: 99999999999\r\n\r\n");
    for byte in frame.as_bytes() {
        watch.sent_bytes(&[*byte]);
    }
    let answer = json!({ "jsonrpc": "2.0", "id": "a", "result": null });
    assert_eq!(watch.faults(&answer), Vec::<String>::new());
}
