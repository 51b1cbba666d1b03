//! Messages that are good enough, but not for the protocol library: made as it wants them before it
//! sees them. And messages of the library that are not good enough for the protocol.

use serde_json::Value;
use tower_lsp::jsonrpc::Request;

/// Repairs a message of the client in place.
pub fn incoming(message: &mut Value) {
    let is = |name: &str| message.get("method").is_some_and(|it| it == name);
    let (initialize, end) = (is("initialize"), is("shutdown") || is("exit"));
    let Some(fields) = message.as_object_mut() else {
        return;
    };
    // Several clients write `null` for "none", which the library refuses.
    // These two take nothing, and some send an empty object.
    if end || fields.get("params").is_some_and(Value::is_null) {
        fields.shift_remove("params");
    }
    if initialize {
        name_diagnostics(message);
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
