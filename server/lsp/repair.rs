//! Messages that are good enough, but not for the protocol library: made as it wants them before it
//! sees them. And messages of the library that are not good enough for the protocol.

use serde_json::Value;
use tower_lsp::jsonrpc::Request;

use crate::lsp::halves;

/// Repairs a message of the client in place.
pub fn incoming(message: &mut Value) {
    unescape(message);
    let is = |name: &str| message.get("method").is_some_and(|it| it == name);
    let (initialize, end) = (is("initialize"), is("shutdown") || is("exit"));
    let Some(fields) = message.as_object_mut() else {
        return;
    };
    // A notification has no id. Some clients send `null` for that.
    let method = fields.get("method").and_then(Value::as_str);
    if method.is_some_and(is_notification) && fields.get("id").is_some_and(Value::is_null) {
        fields.shift_remove("id");
    }
    // Several clients write `null` for "none", which the library refuses.
    // These two take nothing, and some send an empty object.
    if end || fields.get("params").is_some_and(Value::is_null) {
        fields.shift_remove("params");
    }
    if initialize {
        name_diagnostics(message);
    }
}

/// Whether a method of the client is a notification in the protocol.
pub fn is_notification(method: &str) -> bool {
    const OTHERS: [&str; 4] = [
        "initialized",
        "exit",
        "textDocument/willSave",
        "window/workDoneProgress/cancel",
    ];
    let name = method.rsplit('/').next().unwrap_or_default();
    OTHERS.contains(&method) || method.starts_with("$/") || method.contains('/') && name.starts_with("did")
}

/// Only texts of documents keep their escapes, see [`halves`]; [`State`](crate::lsp::state::State) reads them.
fn unescape(message: &mut Value) {
    let mut texts = Vec::new();
    let opened = message.pointer_mut("/params/textDocument/text");
    texts.extend(opened.map(std::mem::take));
    let changes = message
        .pointer_mut("/params/contentChanges")
        .and_then(Value::as_array_mut);
    for change in changes.into_iter().flatten() {
        texts.extend(change.get_mut("text").map(std::mem::take));
    }
    halves::unescape(message);
    let mut texts = texts.into_iter();
    if let Some(text) = message.pointer_mut("/params/textDocument/text") {
        *text = texts.next().unwrap_or_default();
    }
    let changes = message
        .pointer_mut("/params/contentChanges")
        .and_then(Value::as_array_mut);
    for change in changes.into_iter().flatten() {
        if let Some(text) = change.get_mut("text") {
            *text = texts.next().unwrap_or_default();
        }
    }
}

/// Repairs a message to the client. The library writes `"params": null` where a method takes none.
pub fn outgoing(message: Request) -> Request {
    if !message.params().is_some_and(Value::is_null) {
        return message;
    }
    let (method, id, _) = message.into_parts();
    let repaired = Request::build(method);
    match id {
        Some(id) => repaired.id(id).finish(),
        None => repaired.finish(),
    }
}

/// The library reads `workspace.diagnostic` where the protocol says `workspace.diagnostics`.
fn name_diagnostics(message: &mut Value) {
    let workspace = message.pointer_mut("/params/capabilities/workspace");
    let Some(workspace) = workspace.and_then(Value::as_object_mut) else {
        return;
    };
    if let Some(diagnostics) = workspace.shift_remove("diagnostics") {
        workspace.insert("diagnostic".to_owned(), diagnostics);
    }
}
