//! What is offered to whom. The sets of capabilities are cut down from what the editors named
//! really send.

use aib_ls::lsp::client_capabilities::Features;
use aib_ls::lsp::repair;
use aib_ls::lsp::server_capabilities::server_capabilities;
use aib_ls::settings::Settings;
use aib_ls::text::rope::Encoding;
use expect_test::{Expect, expect};
use serde_json::{Value, json};

fn features(params: &Value) -> Features {
    let mut message = json!({ "method": "initialize", "params": params });
    repair::incoming(&mut message);
    Features::read(&serde_json::from_value(message["params"].clone()).unwrap())
}

/// The offer, a line for each thing offered.
fn check(params: Value, expected: Expect) {
    let offer = serde_json::to_value(server_capabilities(&features(&params), &Settings::default())).unwrap();
    let lines = offer["capabilities"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, it)| format!("{name} {it}\n"));
    expected.assert_eq(&lines.collect::<String>());
}

/// Visual Studio Code.
fn vscode() -> Value {
    json!({
        "clientInfo": { "name": "Visual Studio Code - Insiders" },
        "locale": "pt-br",
        "capabilities": {
            "general": { "positionEncodings": ["utf-16"] },
            "workspace": {
                "configuration": true,
                "didChangeConfiguration": { "dynamicRegistration": true },
                "diagnostics": { "refreshSupport": true },
                "inlayHint": { "refreshSupport": true },
                "codeLens": { "refreshSupport": true },
                "didChangeWatchedFiles": { "dynamicRegistration": true },
                "workspaceFolders": true,
                "symbol": {},
                "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create", "rename", "delete"] },
            },
            "textDocument": {
                "diagnostic": { "dynamicRegistration": true },
                "publishDiagnostics": {
                    "relatedInformation": true,
                    "codeDescriptionSupport": true,
                    "versionSupport": false,
                    "tagSupport": { "valueSet": [1, 2] },
                },
                "hover": { "contentFormat": ["markdown", "plaintext"] },
                "completion": { "completionItem": {
                    "snippetSupport": true,
                    "documentationFormat": ["markdown", "plaintext"],
                    "tagSupport": { "valueSet": [1] },
                    "insertTextModeSupport": { "valueSet": [1, 2] },
                    "insertReplaceSupport": true,
                } },
                "codeAction": {
                    "isPreferredSupport": true,
                    "dataSupport": true,
                    "resolveSupport": { "properties": ["edit"] },
                    "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["", "quickfix", "refactor"] } },
                },
                "codeLens": { "dynamicRegistration": true },
                "documentLink": { "tooltipSupport": true },
                "definition": { "linkSupport": true },
                "references": {},
                "documentHighlight": {},
                "rename": { "prepareSupport": true },
                "inlayHint": {},
                "signatureHelp": { "signatureInformation": {
                    "documentationFormat": ["markdown", "plaintext"],
                    "activeParameterSupport": true,
                    "parameterInformation": { "labelOffsetSupport": true },
                } },
                "documentSymbol": {
                    "hierarchicalDocumentSymbolSupport": true,
                    "symbolKind": { "valueSet": [1, 2] },
                },
                "formatting": { "dynamicRegistration": true },
                "rangeFormatting": { "dynamicRegistration": true },
                "foldingRange": { "lineFoldingOnly": true },
                "selectionRange": {},
                "semanticTokens": {
                    "requests": { "range": true, "full": { "delta": true } },
                    "tokenTypes": ["function"],
                    "tokenModifiers": [],
                    "formats": ["relative"],
                },
            },
        },
    })
}

#[test]
fn a_client_with_all_capabilities_is_offered_all_features() {
    check(
        vscode(),
        expect![[r#"
            positionEncoding "utf-16"
            textDocumentSync {"openClose":true,"change":2,"save":true}
            selectionRangeProvider true
            hoverProvider true
            completionProvider {"resolveProvider":true,"triggerCharacters":["\"","[","(","'",".","/"]}
            signatureHelpProvider {"triggerCharacters":["(",","]}
            definitionProvider true
            referencesProvider true
            documentHighlightProvider true
            documentSymbolProvider true
            workspaceSymbolProvider true
            codeActionProvider {"codeActionKinds":["quickfix","refactor","refactor.extract","refactor.inline","source.fixAll.aib-ls","refactor.rewrite"],"resolveProvider":true}
            codeLensProvider {"resolveProvider":false}
            renameProvider {"prepareProvider":true}
            documentLinkProvider {"resolveProvider":false}
            foldingRangeProvider true
            workspace {"workspaceFolders":{"supported":true,"changeNotifications":true}}
            semanticTokensProvider {"legend":{"tokenTypes":["function","keyword","string","variable","comment","number","operator","parameter","namespace","property"],"tokenModifiers":[]},"range":true,"full":true}
            inlayHintProvider true
            diagnosticProvider {"identifier":"aib-ls","interFileDependencies":false,"workspaceDiagnostics":true}
        "#]],
    );
}

#[test]
fn a_client_that_says_nothing_is_offered_the_least() {
    check(
        json!({ "capabilities": {} }),
        expect![[r#"
            positionEncoding "utf-16"
            textDocumentSync {"openClose":true,"change":2,"save":true}
            hoverProvider true
            completionProvider {"resolveProvider":true,"triggerCharacters":["\"","[","(","'",".","/"]}
            documentSymbolProvider true
        "#]],
    );
    let least = Features {
        publishes: true,
        ..Features::default()
    };
    assert_eq!(features(&json!({ "capabilities": {} })), least);
}

#[test]
fn the_cheapest_encoding_that_both_know_is_taken() {
    let encoding =
        |offered: Value| features(&json!({ "capabilities": { "general": { "positionEncodings": offered } } })).encoding;
    assert_eq!(encoding(json!(["utf-8", "utf-16", "utf-32"])), Encoding::Utf8);
    assert_eq!(encoding(json!(["utf-16", "utf-32"])), Encoding::Utf16);
    assert_eq!(encoding(json!(["utf-32"])), Encoding::Utf32);
    assert_eq!(encoding(json!(["utf-7"])), Encoding::Utf16);
    assert_eq!(encoding(json!([])), Encoding::Utf16);
    assert_eq!(encoding(json!(null)), Encoding::Utf16);
}

#[test]
fn every_ability_is_read() {
    expect![[r#"
        Features {
            encoding: Utf16,
            locale: PtBr,
            pull: true,
            refresh: true,
            publishes: true,
            versions: false,
            related: true,
            unnecessary: true,
            deprecated: true,
            code_pages: true,
            hover_markdown: true,
            item_markdown: true,
            snippets: true,
            item_tags: true,
            insert_adjusted: true,
            replaces_right: true,
            suggest_again: true,
            actions: true,
            preferred: true,
            resolves_edits: true,
            document_changes: true,
            creates_files: true,
            lenses: true,
            bare_lenses: true,
            refresh_lenses: true,
            shows_reports: false,
            opens_places: false,
            shows_documents: false,
            copies: false,
            checks_on_request: false,
            rewrites: true,
            tokens: true,
            tokens_in_range: true,
            register_formatting: true,
            folds: true,
            selections: true,
            links: true,
            link_tooltips: true,
            hints: true,
            refresh_hints: true,
            signatures: true,
            signature_markdown: true,
            label_offsets: true,
            active_parameters: true,
            definitions: true,
            definition_links: true,
            references: true,
            highlights: true,
            renames: true,
            prepares_renames: true,
            hierarchy: true,
            events: true,
            workspace_symbols: true,
            configuration: true,
            watch_configuration: true,
            watch_files: true,
            folders: true,
        }
    "#]]
    .assert_debug_eq(&features(&vscode()));
}

#[test]
fn markdown_is_sent_only_to_clients_that_prefer_it() {
    let markdown = |formats: Value| {
        features(&json!({ "capabilities": { "textDocument": { "hover": { "contentFormat": formats } } } }))
            .hover_markdown
    };
    assert!(markdown(json!(["markdown", "plaintext"])));
    assert!(!markdown(json!(["plaintext", "markdown"])));
    assert!(!markdown(json!(["plaintext"])));
    assert!(!markdown(json!([])));
    assert!(!markdown(json!(null)));
}

#[test]
fn the_command_of_one_editor_is_sent_to_that_editor_only() {
    let again = |name: &str| features(&json!({ "clientInfo": { "name": name }, "capabilities": {} })).suggest_again;
    assert!(again("Visual Studio Code"));
    assert!(again("code-server"));
    assert!(!again("Neovim"));
    assert!(!again("emacs"));
}

#[test]
fn lenses_without_a_command_are_sent_only_to_clients_that_show_them() {
    let lenses = |name: &str, text_document: Value| {
        let params = json!({ "clientInfo": { "name": name }, "capabilities": { "textDocument": text_document } });
        server_capabilities(&features(&params), &Settings::default())
            .capabilities
            .code_lens_provider
            .is_some()
    };
    assert!(lenses("Visual Studio Code", json!({ "codeLens": {} })));
    assert!(lenses("code-server", json!({ "codeLens": {} })));
    assert!(lenses("Neovim", json!({ "codeLens": {} })));
    assert!(!lenses("Neovim", json!({})));
    assert!(!lenses("emacs", json!({ "codeLens": {} })));
    assert!(!lenses("", json!({ "codeLens": {} })));
}

#[test]
fn lenses_with_a_command_are_sent_to_every_client_that_can_run_it() {
    let offer = |window: Value, commands: Value| {
        let capabilities = json!({
            "textDocument": { "codeLens": {} }, "window": window, "experimental": { "commands": { "commands": commands } },
        });
        let offer = server_capabilities(
            &features(&json!({ "capabilities": capabilities })),
            &Settings::default(),
        );
        let commands = offer.capabilities.execute_command_provider.map(|it| it.commands);
        (
            offer.capabilities.code_lens_provider.is_some(),
            commands.unwrap_or_default(),
        )
    };
    let shows = json!({ "showDocument": { "support": true } });
    let own = json!(["aib.report", "aib.open"]);
    let server = ["aib-ls.report", "aib-ls.open"].map(str::to_owned).to_vec();
    assert_eq!(offer(shows.clone(), json!([])), (true, server));
    assert_eq!(offer(shows, own.clone()), (true, Vec::new()));
    assert_eq!(offer(json!({}), own), (true, Vec::new()));
    assert_eq!(offer(json!({}), json!([])), (false, Vec::new()));
}

#[test]
fn client_commands_are_sent_only_to_clients_that_have_them() {
    let has = |commands: Value| {
        let it = features(&json!({ "capabilities": { "experimental": { "commands": { "commands": commands } } } }));
        (it.shows_reports, it.opens_places, it.copies)
    };
    assert_eq!(has(json!(["aib.report", "aib.open", "aib.copy"])), (true, true, true));
    assert_eq!(
        has(json!(["aib.open", "rust-analyzer.runSingle"])),
        (false, true, false)
    );
    assert_eq!(has(json!([])), (false, false, false));
    assert_eq!(has(json!("aib.report")), (false, false, false));
    assert_eq!(has(json!(null)), (false, false, false));
}

#[test]
fn a_client_that_checks_on_request_is_not_told_to_ask_for_the_workspace() {
    let offered = |commands: Value| {
        let pull =
            json!({ "textDocument": { "diagnostic": {} }, "experimental": { "commands": { "commands": commands } } });
        let client = features(&json!({ "capabilities": pull }));
        let offer = serde_json::to_value(server_capabilities(&client, &Settings::default())).unwrap();
        offer["capabilities"]["diagnosticProvider"]["workspaceDiagnostics"].clone()
    };
    assert_eq!(offered(json!([])), true);
    assert_eq!(offered(json!(["aib.checkWorkspace"])), false);
}
