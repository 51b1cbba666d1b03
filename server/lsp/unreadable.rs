//! Messages that cannot be read, and what they would have been about. A change that is lost leaves the server with another text than
//! the editor has, so the document must be identified.

use std::sync::LazyLock;

use regex::bytes::Regex;
use serde::Deserialize;
use serde_json::json;
use tower_lsp::jsonrpc::Request;
use tower_lsp::lsp_types::{DidChangeTextDocumentParams, DidOpenTextDocumentParams, Url};

/// The notification by which the transport tells the server of a document; clients cannot send it.
pub const METHOD: &str = "aib-ls/unreadableDocument";

const OPENED: &str = "textDocument/didOpen";
const CHANGED: &str = "textDocument/didChange";

/// The parts of JSON that count, wherever they are: inside a string their quotes would be escaped.
static MEMBER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"(?s-u)"(uri|method)"\s*:\s*"((?:[^"\\]|\\.)*)""#).ok());

/// A document whose text is not known any more.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UnreadableDocument {
    pub uri: Url,
    /// Whether the message was too long; else it was not what the protocol says.
    pub is_too_long: bool,
}

/// Tells the server that the text of a document is not known any more.
pub fn notification(uri: &Url, is_too_long: bool) -> Request {
    let params = json!({ "uri": uri, "isTooLong": is_too_long });
    Request::build(METHOD).params(params).finish()
}

/// The document whose text a message that cannot be read gives or changes; `pieces` are what there is of its body.
pub fn document(pieces: &[&[u8]]) -> Option<Url> {
    let member = MEMBER.as_ref()?;
    let (mut uri, mut sets_text) = (None, false);
    for (_, [name, value]) in pieces
        .iter()
        .flat_map(|it| member.captures_iter(it))
        .map(|it| it.extract())
    {
        let quoted = format!("\"{}\"", String::from_utf8_lossy(value));
        let Ok(value) = serde_json::from_str::<String>(&quoted) else {
            continue;
        };
        match name {
            b"uri" => uri = uri.or_else(|| Url::parse(&value).ok()),
            _ => sets_text |= value == OPENED || value == CHANGED,
        }
    }
    uri.filter(|_| sets_text)
}

/// The document whose text a message gives or changes in a way that the protocol does not have.
pub fn malformed(request: &Request) -> Option<Url> {
    let params = request.params();
    let is_read = match request.method() {
        OPENED => params.is_some_and(|it| DidOpenTextDocumentParams::deserialize(it).is_ok()),
        CHANGED => params.is_some_and(|it| DidChangeTextDocumentParams::deserialize(it).is_ok()),
        _ => return None,
    };
    let uri = params.and_then(|it| it.pointer("/textDocument/uri")?.as_str());
    uri.filter(|_| !is_read || request.id().is_some())
        .and_then(|it| Url::parse(it).ok())
}
