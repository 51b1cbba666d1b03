//! The protocol, method by method. A method asks, converts and answers; whatever needs a fourth
//! line belongs elsewhere.

use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{
    CodeActionParams, CodeActionResponse, CodeLens, CodeLensParams, CompletionParams, CompletionResponse,
    DidChangeConfigurationParams, DidChangeTextDocumentParams, DidChangeWatchedFilesParams,
    DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams,
    DocumentDiagnosticParams, DocumentDiagnosticReportResult, DocumentFormattingParams, DocumentHighlight,
    DocumentHighlightParams, DocumentLink, DocumentLinkParams, DocumentRangeFormattingParams, DocumentSymbolParams,
    DocumentSymbolResponse, FoldingRange, FoldingRangeParams, GotoDefinitionParams, GotoDefinitionResponse, Hover,
    HoverParams, InitializeParams, InitializeResult, InitializedParams, InlayHint, InlayHintParams, Location,
    PrepareRenameResponse, ReferenceParams, RenameParams, SemanticTokensParams, SemanticTokensRangeParams,
    SemanticTokensRangeResult, SemanticTokensResult, SignatureHelp, SignatureHelpParams, TextDocumentPositionParams,
    TextEdit, WorkspaceEdit,
};
use tower_lsp::{Client, LanguageServer};

use crate::ide::{folding, hover, links, references, signature_help, symbols};
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_lsp::logs;
use crate::lsp::workspace::Workspace;
use crate::lsp::workspace::reports::{ReportParams, ReportResponse};
use crate::lsp::{parent, to_lsp};

/// The language server.
pub struct Backend {
    workspace: Workspace,
}

impl Backend {
    /// A server that talks to a client.
    pub fn new(client: Client) -> Self {
        Self {
            workspace: Workspace::new(client),
        }
    }

    /// The page about a document, a rule or a known failure: `aib-ls/report`, which is not part of the protocol.
    pub async fn report(&self, params: ReportParams) -> Result<Option<ReportResponse>> {
        Ok(self.workspace.report(params).await)
    }

    /// A handle of the client.
    pub fn client(&self) -> &Client {
        self.workspace.client()
    }
}

#[tower_lsp::async_trait]
impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        parent::watch(params.process_id);
        Ok(self.workspace.begin(&params))
    }

    async fn initialized(&self, _: InitializedParams) {
        self.workspace.watch_settings();
        self.workspace.begin_formatting();
        self.workspace.ask_settings();
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        self.workspace.open(params);
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        self.workspace.change(params);
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        self.workspace.saved(&params);
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.workspace.close(params.text_document.uri);
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        self.workspace.configure(&params.settings);
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        self.workspace.folders_changed(&params);
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        self.workspace.files_changed(&params);
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let place = params.text_document_position_params;
        let hover = |it: &Snapshot, at| Some(to_lsp::hover(it, hover::hover(it.document(), at)?));
        Ok(self.workspace.ask_either_at(&place, hover, logs::hover).await)
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let place = params.text_document_position;
        Ok(self.workspace.completion(place).await)
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        Ok(self.workspace.code_actions(params).await)
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        Ok(self.workspace.code_lenses(&params.text_document.uri).await)
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        let uri = params.text_document.uri;
        let found = |it: &Snapshot| to_lsp::symbols(it, symbols::symbols(it.document()));
        Ok(self.workspace.ask_either(&uri, found, logs::symbols).await)
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        let uri = params.text_document.uri;
        let folds = |it: &Snapshot| to_lsp::folds::folds(it, folding::folding(it.document()));
        Ok(self.workspace.ask_either(&uri, folds, logs::folds).await)
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        let (uri, options) = (params.text_document.uri, params.options);
        Ok(self.workspace.format(uri, options, None).await)
    }

    async fn range_formatting(&self, params: DocumentRangeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        let (uri, options) = (params.text_document.uri, params.options);
        Ok(self.workspace.format(uri, options, Some(params.range)).await)
    }

    async fn semantic_tokens_full(&self, params: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
        let uri = params.text_document.uri;
        let tokens = self.workspace.ask(&uri, to_lsp::tokens::all).await;
        Ok(tokens.map(SemanticTokensResult::Tokens))
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        let (uri, range) = (params.text_document.uri, params.range);
        let tokens = self
            .workspace
            .ask(&uri, move |it| to_lsp::tokens::within(it, range))
            .await;
        Ok(tokens.map(SemanticTokensRangeResult::Tokens))
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        let uri = params.text_document.uri;
        let found = |it: &Snapshot| to_lsp::links(it, links::links(it.document()));
        Ok(self.workspace.ask_either(&uri, found, logs::links).await)
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let place = params.text_document_position_params;
        Ok(self.workspace.definition(place).await)
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let (place, context) = (params.text_document_position, params.context);
        Ok(self.workspace.references(place, context.include_declaration).await)
    }

    async fn document_highlight(&self, params: DocumentHighlightParams) -> Result<Option<Vec<DocumentHighlight>>> {
        let place = params.text_document_position_params;
        let marked = |it: &Snapshot, at| {
            let found = references::highlights(it.document(), at);
            Some(to_lsp::names::highlights(it, found))
        };
        Ok(self.workspace.ask_at(&place, marked).await)
    }

    async fn prepare_rename(&self, place: TextDocumentPositionParams) -> Result<Option<PrepareRenameResponse>> {
        Ok(self.workspace.prepare_rename(place).await)
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let (place, new) = (params.text_document_position, params.new_name);
        self.workspace.rename(place, new).await
    }

    async fn signature_help(&self, params: SignatureHelpParams) -> Result<Option<SignatureHelp>> {
        let place = params.text_document_position_params;
        let call = |it: &Snapshot, at| {
            let signature = signature_help::signature_help(it.document(), at)?;
            Some(to_lsp::calls::signature(it, signature))
        };
        Ok(self.workspace.ask_at(&place, call).await)
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let (uri, range) = (params.text_document.uri, params.range);
        let of_document = move |it: &Snapshot| to_lsp::hints::within(it, range);
        let hints = self
            .workspace
            .ask_either(&uri, of_document, move |it| logs::hints(it, range));
        Ok(hints.await)
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let items = self.workspace.diagnostics(&params.text_document.uri).await;
        Ok(to_lsp::report(items))
    }
}
