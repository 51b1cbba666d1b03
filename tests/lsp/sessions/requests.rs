//! Every kind of request that the server answers about a document.

use serde_json::{Value, json};

use super::model::{File, Model};

/// The methods; those of reports are followed by their kind.
pub const REQUESTS: [&str; 24] = [
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
    "textDocument/selectionRange",
    "textDocument/formatting",
    "textDocument/rangeFormatting",
    "textDocument/inlayHint",
    "textDocument/semanticTokens/full",
    "textDocument/semanticTokens/range",
    "textDocument/diagnostic",
    "aib-ls/report doctor",
    "aib-ls/report permissions",
    "aib-ls/report summary",
    "aib-ls/report explain",
];

/// A request about a place, made for whatever text is there.
#[derive(Debug, Clone)]
pub struct Request {
    pub kind: usize,
    pub at: usize,
    pub length: usize,
    /// Whether its position lies behind the text.
    pub is_outside: bool,
}

impl Request {
    /// The method and the parameters about a document that is open.
    pub fn message(&self, model: &Model, file: &File) -> (&'static str, Value) {
        let text = file.open.as_ref().map_or("", |it| it.text.as_str());
        let ruler = model.ruler(text);
        let from = ruler.floor(self.at % (text.len() + 1));
        let to = ruler.floor(from + self.length).max(from);
        let kind = REQUESTS[self.kind];
        if kind == "aib-ls/report explain" {
            let id = ["timeout/below-minimum", "log/apt-lock", "nothing"][self.at % 3];
            return ("aib-ls/report", json!({ "kind": "explain", "id": id }));
        }
        if let Some(page) = kind.strip_prefix("aib-ls/report ") {
            return ("aib-ls/report", json!({ "kind": page, "uri": file.uri }));
        }
        let mut context = json!({ "includeDeclaration": self.length.is_multiple_of(2), "diagnostics": [], "triggerKind": 1, "isRetrigger": false });
        match self.length % 5 {
            0 => context["only"] = json!(["quickfix"]),
            1 => context["only"] = json!(["source.fixAll"]),
            _ => {}
        }
        let (mut position, mut range) = (ruler.position(from), ruler.range(from, to));
        if self.is_outside {
            // Behind the end of a line, and behind the last line.
            let far = if self.at.is_multiple_of(2) { "line" } else { "character" };
            position[far] = json!(5_000_000);
            range["end"][far] = json!(5_000_000);
        }
        let params = json!({
            "textDocument": { "uri": file.uri },
            "position": position,
            "positions": [position],
            "range": range,
            "context": context,
            "options": { "tabSize": 2, "insertSpaces": !self.at.is_multiple_of(3) },
            "newName": "renamed😀",
        });
        (kind, params)
    }
}
