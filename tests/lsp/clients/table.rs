//! The clients: what each says of itself in `initialize`, as far as it is about something that this server does or might do,
//! and the habits that no capability tells of. Seen of the versions named.

use serde_json::{Value, json};

/// One client.
pub struct Client {
    pub name: &'static str,
    /// The parameters of its `initialize`.
    pub params: Value,
    /// It says `shutdown` more than once.
    pub shutdowns: usize,
    /// It sends settings that nobody asked for, and that are empty.
    pub sends_settings: bool,
    /// It keeps only the range, the code and the message of a diagnostic.
    pub cuts_diagnostics: bool,
}

impl Client {
    fn new(name: &'static str, params: Value) -> Self {
        Self {
            name,
            params,
            shutdowns: 1,
            sends_settings: false,
            cuts_diagnostics: false,
        }
    }

    /// Something it says about its abilities; null where it says nothing.
    pub fn says(&self, path: &str) -> &Value {
        let pointer = format!("/capabilities/{path}");
        self.params.pointer(&pointer).unwrap_or(&Value::Null)
    }

    /// Whether it has an ability: said with a yes, or with what belongs to it.
    pub fn can(&self, path: &str) -> bool {
        !matches!(self.says(path), Value::Null | Value::Bool(false))
    }

    /// The same client with another word about an ability.
    pub fn saying(mut self, path: &str, word: Value) -> Self {
        let mut place = &mut self.params["capabilities"];
        for step in path.split('/') {
            place = &mut place[step];
        }
        *place = word;
        self
    }
}

/// All of them.
pub fn all() -> Vec<Client> {
    vec![vscode(), neovim(), old_neovim(), eglot(), lsp_mode(), ale(), kate()]
}

const ROOT: &str = "file:///ws";

fn folders() -> Value {
    json!([{ "uri": ROOT, "name": "ws" }])
}

fn dynamic(yes: bool) -> Value {
    json!({ "dynamicRegistration": yes })
}

fn refresh() -> Value {
    json!({ "refreshSupport": true })
}

fn markdown() -> Value {
    json!(["markdown", "plaintext"])
}

fn kinds() -> Value {
    json!({ "valueSet": (1..=26).collect::<Vec<_>>() })
}

fn items() -> Value {
    json!({ "valueSet": (1..=25).collect::<Vec<_>>() })
}

fn literals(kinds: &[&str]) -> Value {
    json!({ "codeActionKind": { "valueSet": kinds } })
}

/// The kinds of actions that most clients name.
const ACTIONS: [&str; 7] = [
    "quickfix",
    "refactor",
    "refactor.extract",
    "refactor.inline",
    "refactor.rewrite",
    "source",
    "source.organizeImports",
];

/// Visual Studio Code 1.139.1, in the edition that runs in a browser, with vscode-languageclient 11.0.0.
pub fn vscode() -> Client {
    let params = json!({
        "clientInfo": { "name": "code-server", "version": "1.139.1" },
        "locale": "en", "rootPath": "/ws", "rootUri": ROOT, "workspaceFolders": folders(), "trace": "off",
        "capabilities": {
            "general": { "positionEncodings": ["utf-16"] },
            "window": { "workDoneProgress": true, "showDocument": { "support": true } },
            "workspace": {
                "applyEdit": true, "configuration": true, "workspaceFolders": true,
                "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create", "rename", "delete"] },
                "didChangeConfiguration": dynamic(true), "didChangeWatchedFiles": dynamic(true),
                "diagnostics": refresh(), "inlayHint": refresh(), "codeLens": refresh(),
                "semanticTokens": refresh(), "foldingRange": refresh(),
            },
            "textDocument": {
                "publishDiagnostics": {
                    "relatedInformation": true, "versionSupport": false, "codeDescriptionSupport": true,
                    "dataSupport": true, "tagSupport": { "valueSet": [1, 2] },
                },
                "diagnostic": { "dynamicRegistration": true, "relatedDocumentSupport": false },
                "completion": {
                    "dynamicRegistration": true, "completionItemKind": items(), "insertTextMode": 2,
                    "completionItem": {
                        "snippetSupport": true, "insertReplaceSupport": true, "documentationFormat": markdown(),
                        "deprecatedSupport": true, "preselectSupport": true, "commitCharactersSupport": true,
                        "labelDetailsSupport": true, "tagSupport": { "valueSet": [1] },
                        "insertTextModeSupport": { "valueSet": [1, 2] },
                    },
                },
                "hover": { "dynamicRegistration": true, "contentFormat": markdown() },
                "signatureHelp": { "dynamicRegistration": true, "signatureInformation": {
                    "documentationFormat": markdown(), "activeParameterSupport": true,
                    "parameterInformation": { "labelOffsetSupport": true },
                } },
                "codeAction": {
                    "dynamicRegistration": true, "isPreferredSupport": true, "disabledSupport": true, "dataSupport": true,
                    "codeActionLiteralSupport": literals(&[&[""], &ACTIONS[..], &["refactor.move", "notebook"]].concat()),
                },
                "documentSymbol": {
                    "dynamicRegistration": true, "hierarchicalDocumentSymbolSupport": true, "symbolKind": kinds(),
                },
                "definition": { "dynamicRegistration": true, "linkSupport": true },
                "documentLink": { "dynamicRegistration": true, "tooltipSupport": true },
                "rename": { "dynamicRegistration": true, "prepareSupport": true },
                "foldingRange": { "dynamicRegistration": true, "lineFoldingOnly": true }, "selectionRange": dynamic(true),
                "references": dynamic(true), "documentHighlight": dynamic(true), "codeLens": dynamic(true),
                "formatting": dynamic(true), "rangeFormatting": dynamic(true), "inlayHint": dynamic(true),
                "semanticTokens": {
                    "requests": { "range": true, "full": { "delta": true } }, "formats": ["relative"],
                    "tokenTypes": ["variable", "parameter", "function", "keyword", "comment", "string", "number", "operator"],
                    "tokenModifiers": [],
                },
            },
        },
    });
    Client::new("Visual Studio Code", params)
}

/// Neovim 0.11.4, in a folder that holds no sign of a project.
pub fn neovim() -> Client {
    let params = json!({
        "clientInfo": { "name": "Neovim", "version": "0.11.4+v0.11.4" },
        "rootPath": null, "rootUri": null, "workspaceFolders": null, "trace": "off", "workDoneToken": "1",
        "capabilities": {
            "general": { "positionEncodings": ["utf-8", "utf-16", "utf-32"] },
            "window": { "workDoneProgress": true, "showDocument": { "support": true } },
            "workspace": {
                "applyEdit": true, "configuration": true, "workspaceFolders": true,
                "workspaceEdit": { "resourceOperations": ["rename", "create", "delete"] },
                "didChangeConfiguration": dynamic(false), "didChangeWatchedFiles": dynamic(false),
                "inlayHint": refresh(), "semanticTokens": refresh(),
            },
            "textDocument": {
                "publishDiagnostics": {
                    "relatedInformation": true, "dataSupport": true, "tagSupport": { "valueSet": [1, 2] },
                },
                "diagnostic": { "dynamicRegistration": false, "tagSupport": { "valueSet": [1, 2] } },
                "completion": {
                    "dynamicRegistration": false, "completionItemKind": items(),
                    "completionItem": {
                        "snippetSupport": true, "documentationFormat": markdown(), "deprecatedSupport": true,
                        "preselectSupport": false, "commitCharactersSupport": false, "tagSupport": { "valueSet": [1] },
                    },
                },
                "hover": { "dynamicRegistration": true, "contentFormat": markdown() },
                "signatureHelp": { "dynamicRegistration": false, "signatureInformation": {
                    "documentationFormat": markdown(), "activeParameterSupport": true,
                    "parameterInformation": { "labelOffsetSupport": true },
                } },
                "codeAction": {
                    "dynamicRegistration": true, "isPreferredSupport": true, "dataSupport": true,
                    "codeActionLiteralSupport": literals(&[&[""], &ACTIONS[..]].concat()),
                },
                "documentSymbol": {
                    "dynamicRegistration": false, "hierarchicalDocumentSymbolSupport": true, "symbolKind": kinds(),
                },
                "definition": { "dynamicRegistration": true, "linkSupport": true },
                "rename": { "dynamicRegistration": true, "prepareSupport": true },
                "foldingRange": { "dynamicRegistration": false, "lineFoldingOnly": true },
                "references": dynamic(false), "documentHighlight": dynamic(false), "codeLens": dynamic(false),
                "formatting": dynamic(true), "rangeFormatting": dynamic(true), "inlayHint": dynamic(true),
                "semanticTokens": {
                    "dynamicRegistration": false, "requests": { "range": false, "full": { "delta": true } },
                    "formats": ["relative"], "tokenTypes": ["keyword", "string", "function"], "tokenModifiers": [],
                },
            },
        },
    });
    Client::new("Neovim", params)
}

/// Neovim 0.7.2, which says `shutdown` twice.
pub fn old_neovim() -> Client {
    let params = json!({
        "clientInfo": { "name": "Neovim", "version": "0.7.2" },
        "rootPath": "/ws", "rootUri": ROOT, "workspaceFolders": folders(), "trace": "off",
        "capabilities": {
            "window": { "workDoneProgress": true, "showDocument": { "support": false } },
            "workspace": {
                "applyEdit": true, "workspaceFolders": true,
                "workspaceEdit": { "resourceOperations": ["rename", "create", "delete"] },
            },
            "textDocument": {
                "publishDiagnostics": { "relatedInformation": true, "tagSupport": { "valueSet": [1, 2] } },
                "completion": {
                    "dynamicRegistration": false, "completionItemKind": items(),
                    "completionItem": {
                        "snippetSupport": false, "documentationFormat": markdown(), "deprecatedSupport": false,
                        "preselectSupport": false, "commitCharactersSupport": false,
                    },
                },
                "hover": { "dynamicRegistration": false, "contentFormat": markdown() },
                "signatureHelp": { "dynamicRegistration": false, "signatureInformation": {
                    "documentationFormat": markdown(), "activeParameterSupport": true,
                    "parameterInformation": { "labelOffsetSupport": true },
                } },
                "codeAction": {
                    "dynamicRegistration": false, "dataSupport": true,
                    "codeActionLiteralSupport": literals(&[&["", "Empty", "QuickFix", "Refactor"], &ACTIONS[..]].concat()),
                },
                "documentSymbol": {
                    "dynamicRegistration": false, "hierarchicalDocumentSymbolSupport": true, "symbolKind": kinds(),
                },
                "definition": { "linkSupport": true },
                "rename": { "dynamicRegistration": false, "prepareSupport": true },
                "references": dynamic(false), "documentHighlight": dynamic(false),
            },
        },
    });
    Client {
        shutdowns: 2,
        ..Client::new("Neovim 0.7", params)
    }
}

/// eglot 1.9 in Emacs 28.2, without yasnippet and markdown-mode.
pub fn eglot() -> Client {
    let params = json!({
        "rootPath": "/ws", "rootUri": ROOT, "workspaceFolders": folders(), "initializationOptions": {},
        "capabilities": {
            "experimental": {},
            "workspace": {
                "applyEdit": true, "configuration": true, "workspaceFolders": true,
                "workspaceEdit": { "documentChanges": true }, "didChangeWatchedFiles": dynamic(true),
                "executeCommand": dynamic(false),
            },
            "textDocument": {
                "publishDiagnostics": {
                    "relatedInformation": false, "codeDescriptionSupport": false, "tagSupport": { "valueSet": [1, 2] },
                },
                "completion": {
                    "dynamicRegistration": false,
                    "completionItem": {
                        "snippetSupport": false, "deprecatedSupport": true, "tagSupport": { "valueSet": [1] },
                    },
                },
                "hover": { "dynamicRegistration": false, "contentFormat": ["plaintext"] },
                "signatureHelp": { "dynamicRegistration": false, "signatureInformation": {
                    "activeParameterSupport": true, "parameterInformation": { "labelOffsetSupport": true },
                } },
                "codeAction": {
                    "dynamicRegistration": false, "isPreferredSupport": true,
                    "codeActionLiteralSupport": literals(&ACTIONS),
                },
                "documentSymbol": {
                    "dynamicRegistration": false, "hierarchicalDocumentSymbolSupport": true, "symbolKind": kinds(),
                },
                "definition": { "dynamicRegistration": false, "linkSupport": true },
                "references": dynamic(false), "documentHighlight": dynamic(false), "rename": dynamic(false),
                "formatting": dynamic(false), "rangeFormatting": dynamic(false),
            },
        },
    });
    Client {
        sends_settings: true,
        ..Client::new("eglot", params)
    }
}

/// lsp-mode 8.0.0 in Emacs 28.2, without yasnippet.
pub fn lsp_mode() -> Client {
    let params = json!({
        "clientInfo": { "name": "emacs", "version": "GNU Emacs 28.2" },
        "rootPath": "/ws", "rootUri": ROOT, "initializationOptions": null, "workDoneToken": "1",
        "capabilities": {
            "window": { "workDoneProgress": true, "showMessage": null, "showDocument": null },
            "workspace": {
                "applyEdit": true, "configuration": true, "workspaceFolders": true, "executeCommand": dynamic(false),
                "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create", "rename", "delete"] },
            },
            "textDocument": {
                "moniker": null, "linkedEditingRange": null,
                "publishDiagnostics": {
                    "relatedInformation": true, "versionSupport": true, "tagSupport": { "valueSet": [1, 2] },
                },
                "completion": { "completionItem": {
                    "snippetSupport": false, "insertReplaceSupport": true, "documentationFormat": markdown(),
                    "insertTextModeSupport": { "valueSet": [1, 2] },
                } },
                "hover": { "contentFormat": markdown() },
                "signatureHelp": { "signatureInformation": { "parameterInformation": { "labelOffsetSupport": true } } },
                "codeAction": {
                    "dynamicRegistration": true, "isPreferredSupport": true, "dataSupport": true,
                    "codeActionLiteralSupport": literals(&[&[""], &ACTIONS[..]].concat()),
                },
                "documentSymbol": { "hierarchicalDocumentSymbolSupport": true, "symbolKind": kinds() },
                "definition": { "linkSupport": true },
                "documentLink": { "dynamicRegistration": true, "tooltipSupport": true },
                "rename": { "dynamicRegistration": true, "prepareSupport": true },
                "formatting": dynamic(true), "rangeFormatting": dynamic(true), "foldingRange": dynamic(true),
            },
        },
    });
    Client::new("lsp-mode", params)
}

/// ALE 3.3.0 in Vim 9.0.
pub fn ale() -> Client {
    let params = json!({
        "rootPath": "/ws", "rootUri": ROOT, "initializationOptions": {},
        "capabilities": {
            "workspace": {
                "applyEdit": false, "configuration": false, "workspaceFolders": false,
                "didChangeConfiguration": dynamic(false),
            },
            "textDocument": {
                "publishDiagnostics": { "relatedInformation": true },
                "completion": {
                    "dynamicRegistration": false,
                    "completionItem": {
                        "snippetSupport": false, "documentationFormat": ["plaintext"], "deprecatedSupport": false,
                        "preselectSupport": false, "commitCharactersSupport": false,
                    },
                },
                "hover": { "dynamicRegistration": false, "contentFormat": ["plaintext"] },
                "codeAction": { "dynamicRegistration": false, "codeActionLiteralSupport": literals(&[]) },
                "documentSymbol": { "dynamicRegistration": false, "hierarchicalDocumentSymbolSupport": false },
                "definition": { "dynamicRegistration": false, "linkSupport": false },
                "references": dynamic(false), "rename": dynamic(false),
            },
        },
    });
    Client {
        cuts_diagnostics: true,
        ..Client::new("ALE", params)
    }
}

/// Kate 22.12.3, which says nothing of what it does about completion.
pub fn kate() -> Client {
    let params = json!({
        "rootPath": "/ws", "rootUri": ROOT,
        "capabilities": {
            "window": { "workDoneProgress": true },
            "textDocument": {
                "publishDiagnostics": { "relatedInformation": true },
                "hover": { "contentFormat": markdown() },
                "codeAction": { "codeActionLiteralSupport": literals(&["quickfix", "refactor", "source"]) },
                "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
                "semanticTokens": {
                    "requests": { "range": true, "full": { "delta": true } }, "formats": ["relative"],
                    "tokenTypes": ["keyword", "string", "function"], "tokenModifiers": [],
                },
            },
        },
    });
    Client::new("Kate", params)
}
