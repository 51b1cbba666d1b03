//! What the server offers to a client. Nothing else declares capabilities.

use tower_lsp::lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CodeLensOptions, CompletionOptions,
    DiagnosticOptions, DiagnosticServerCapabilities, DocumentLinkOptions, ExecuteCommandOptions,
    FoldingRangeProviderCapability, HoverProviderCapability, InitializeResult, OneOf, PositionEncodingKind,
    RenameOptions, SelectionRangeProviderCapability, SemanticTokensFullOptions, SemanticTokensOptions,
    SemanticTokensServerCapabilities, ServerCapabilities, ServerInfo, SignatureHelpOptions, TextDocumentSyncCapability,
    TextDocumentSyncKind, TextDocumentSyncOptions, TextDocumentSyncSaveOptions, WorkDoneProgressOptions,
    WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};

use crate::lsp::client_capabilities::{FIX_ALL, Features, NAME, SERVER_OPEN, SERVER_REPORT};
use crate::lsp::to_proto::tokens;
use crate::settings::Settings;
use crate::text::rope::Encoding;

/// The answer to `initialize`, with the settings that came with it.
pub fn server_capabilities(client: &Features, settings: &Settings) -> InitializeResult {
    let formats = settings.formats() && !client.register_formatting;
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::INCREMENTAL),
        save: Some(TextDocumentSyncSaveOptions::Supported(true)),
        ..TextDocumentSyncOptions::default()
    };
    let capabilities = ServerCapabilities {
        position_encoding: Some(match client.encoding {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
            Encoding::Utf32 => PositionEncodingKind::UTF32,
        }),
        text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(["\"", "[", "(", "'", ".", "/"].map(str::to_owned).to_vec()),
            resolve_provider: Some(true),
            ..CompletionOptions::default()
        }),
        // Without literals a client could only be sent commands, and we have none.
        code_action_provider: client.actions.then(|| {
            CodeActionProviderCapability::Options(CodeActionOptions {
                code_action_kinds: Some(kinds(client)),
                resolve_provider: client.resolves_edits.then_some(true),
                ..CodeActionOptions::default()
            })
        }),
        code_lens_provider: shows_lenses(client).then_some(CodeLensOptions {
            resolve_provider: Some(false),
        }),
        execute_command_provider: runs_commands(client).then(|| ExecuteCommandOptions {
            commands: [SERVER_REPORT, SERVER_OPEN].map(str::to_owned).to_vec(),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        }),
        document_link_provider: client.links.then_some(DocumentLinkOptions {
            resolve_provider: Some(false),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        }),
        inlay_hint_provider: client.hints.then_some(OneOf::Left(true)),
        signature_help_provider: client.signatures.then(|| SignatureHelpOptions {
            trigger_characters: Some(["(", ","].map(str::to_owned).to_vec()),
            retrigger_characters: None,
            work_done_progress_options: WorkDoneProgressOptions::default(),
        }),
        definition_provider: client.definitions.then_some(OneOf::Left(true)),
        references_provider: client.references.then_some(OneOf::Left(true)),
        document_highlight_provider: client.highlights.then_some(OneOf::Left(true)),
        rename_provider: client.renames.then(|| match client.prepares_renames {
            true => OneOf::Right(RenameOptions {
                prepare_provider: Some(true),
                work_done_progress_options: WorkDoneProgressOptions::default(),
            }),
            false => OneOf::Left(true),
        }),
        document_symbol_provider: Some(OneOf::Left(true)),
        workspace_symbol_provider: client.workspace_symbols.then_some(OneOf::Left(true)),
        document_formatting_provider: formats.then_some(OneOf::Left(true)),
        document_range_formatting_provider: formats.then_some(OneOf::Left(true)),
        folding_range_provider: client.folds.then_some(FoldingRangeProviderCapability::Simple(true)),
        selection_range_provider: client
            .selections
            .then_some(SelectionRangeProviderCapability::Simple(true)),
        semantic_tokens_provider: (client.tokens || client.tokens_in_range).then(|| {
            SemanticTokensServerCapabilities::SemanticTokensOptions(SemanticTokensOptions {
                legend: tokens::legend(),
                range: Some(client.tokens_in_range),
                full: Some(SemanticTokensFullOptions::Bool(client.tokens)),
                ..SemanticTokensOptions::default()
            })
        }),
        workspace: client.folders.then_some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            file_operations: None,
        }),
        diagnostic_provider: client.pull.then(|| {
            DiagnosticServerCapabilities::Options(DiagnosticOptions {
                identifier: Some(NAME.to_owned()),
                workspace_diagnostics: !client.checks_on_request,
                ..DiagnosticOptions::default()
            })
        }),
        ..ServerCapabilities::default()
    };
    let server = ServerInfo {
        name: NAME.to_owned(),
        version: Some(env!("CARGO_PKG_VERSION").to_owned()),
    };
    InitializeResult {
        capabilities,
        server_info: Some(server),
    }
}

/// Whether a code lens can do something, or at least say it.
fn shows_lenses(client: &Features) -> bool {
    client.lenses && (client.bare_lenses || client.shows_reports || client.opens_places || client.shows_documents)
}

/// Whether lenses run commands of the server.
fn runs_commands(client: &Features) -> bool {
    client.lenses && client.shows_documents && !(client.shows_reports && client.opens_places)
}

fn kinds(client: &Features) -> Vec<CodeActionKind> {
    let mut kinds = vec![
        CodeActionKind::QUICKFIX,
        CodeActionKind::REFACTOR,
        CodeActionKind::REFACTOR_EXTRACT,
        CodeActionKind::REFACTOR_INLINE,
        FIX_ALL,
    ];
    kinds.extend(client.rewrites.then_some(CodeActionKind::REFACTOR_REWRITE));
    kinds
}
