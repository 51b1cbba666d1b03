//! Every kind of request that the server answers about a document.

use serde_json::{Value, json};

use super::model::{File, Model};

/// The methods; those of reports are followed by their kind.
pub const REQUESTS: [&str; 22] = [
    "textDocument/hover",
    "textDocument/completion",
    "textDocument/signatureHelp",
    "textDocument/definition",
    "textDocument/references",
    "textDocument/documentHighlight",
    "textDocument/prepareRename",
    "textDocument/rename",
    "textDocument/codeAction",
    "textDocument/codeLens",
    "textDocument/documentSymbol",
    "textDocument/documentLink",
    "textDocument/foldingRange",
    "textDocument/formatting",
    "textDocument/rangeFormatting",
    "textDocument/inlayHint",
    "textDocument/semanticTokens/full",
    "textDocument/semanticTokens/range",
    "textDocument/diagnostic",
    "aib-ls/report doctor",
    "aib-ls/report permissions",
    "aib-ls/report summary",
];

/// A request about a place, made for whatever text is there.
#[derive(Debug, Clone)]
pub struct Request {
    pub kind: usize,
    pub at: usize,
    pub length: usize,
}

impl Request {
    /// The method and the parameters about a document that is open.
    pub fn message(&self, model: &Model, file: &File) -> (&'static str, Value) {
        let text = file.open.as_ref().map_or("", |it| it.text.as_str());
        let ruler = model.ruler(text);
        let from = ruler.floor(self.at % (text.len() + 1));
        let to = ruler.floor(from + self.length).max(from);
        let kind = REQUESTS[self.kind];
        if let Some(page) = kind.strip_prefix("aib-ls/report ") {
            return ("aib-ls/report", json!({ "kind": page, "uri": file.uri }));
        }
        let mut context = json!({ "includeDeclaration": self.length.is_multiple_of(2), "diagnostics": [], "triggerKind": 1, "isRetrigger": false });
        match self.length % 5 {
            0 => context["only"] = json!(["quickfix"]),
            1 => context["only"] = json!(["source.fixAll"]),
            _ => {}
        }
        let params = json!({
            "textDocument": { "uri": file.uri },
            "position": ruler.position(from),
            "range": ruler.range(from, to),
            "context": context,
            "options": { "tabSize": 2, "insertSpaces": !self.at.is_multiple_of(3) },
            "newName": "renamed😀",
        });
        (kind, params)
    }
}
