//! The protocol, method by method. Each sends a message to the loop before its first wait, and waits for the answer.

use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::lsp_types::*;
use tower_lsp::{Client, LanguageServer};

use crate::lsp::handlers::report::{ReportRequest, ReportResponse};
use crate::lsp::handlers::{
    self, code_action, code_lens, completion, definition, diagnostic, formatting, references, rename, report,
};
use crate::lsp::mailbox::{Mailbox, Message};
use crate::lsp::{parent, to_proto};

/// The code of the protocol for a request that is understood and cannot be granted.
const REQUEST_FAILED: i64 = -32803;

/// The language server.
pub struct Backend {
    mailbox: Mailbox,
}

impl Backend {
    /// A server that talks to a client.
    pub fn new(client: Client) -> Self {
        Self {
            mailbox: Mailbox::start(client),
        }
    }

    /// The page about a document, a rule or a known failure: `aib-ls/report`, which is not part of the protocol.
    pub async fn report(&self, request: ReportRequest) -> Result<Option<ReportResponse>> {
        let about = request.document().cloned();
        let answer = self.mailbox.ask_about(about, move |it| report::report(it, &request));
        Ok(answer.await)
    }

    /// A handle of the client.
    pub fn client(&self) -> &Client {
        self.mailbox.client()
    }
}

#[tower_lsp::async_trait]
impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        parent::watch(params.process_id);
        Ok(self.mailbox.initialize(params).await)
    }

    async fn initialized(&self, _: InitializedParams) {
        self.mailbox.send(Message::Initialized);
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        self.mailbox.send(Message::Opened(params));
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        self.mailbox.send(Message::Changed(params));
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        self.mailbox.send(Message::Saved(params.text_document.uri));
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.mailbox.send(Message::Closed(params.text_document.uri));
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        self.mailbox.send(Message::ConfigurationChanged(params.settings));
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        self.mailbox.send(Message::FoldersChanged(params));
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        self.mailbox.send(Message::FilesChanged(params));
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let TextDocumentPositionParams {
            text_document,
            position,
        } = params.text_document_position_params;
        let answer = self.mailbox.ask(&text_document.uri, move |world, document| {
            handlers::hover(world, document, position)
        });
        Ok(answer.await)
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let TextDocumentPositionParams {
            text_document,
            position,
        } = params.text_document_position;
        let answer = self.mailbox.ask(&text_document.uri, move |world, document| {
            completion::completion(world, document, position)
        });
        Ok(answer.await)
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let (uri, range, context) = (params.text_document.uri, params.range, params.context);
        let answer = self.mailbox.ask(&uri, move |world, document| {
            code_action::code_action(world, document, range, &context)
        });
        Ok(answer.await)
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        let uri = params.text_document.uri;
        let answer = self
            .mailbox
            .ask(&uri, move |world, document| code_lens::code_lens(world, document));
        Ok(answer.await)
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        let uri = params.text_document.uri;
        let answer = self
            .mailbox
            .ask(&uri, move |world, document| handlers::document_symbol(world, document));
        Ok(answer.await)
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        let uri = params.text_document.uri;
        let answer = self
            .mailbox
            .ask(&uri, move |world, document| handlers::folding_range(world, document));
        Ok(answer.await)
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        let (uri, options) = (params.text_document.uri, params.options);
        let answer = self
            .mailbox
            .ask(&uri, move |_, it| formatting::formatting(it, &options, None));
        Ok(answer.await)
    }

    async fn range_formatting(&self, params: DocumentRangeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        let (uri, options, range) = (params.text_document.uri, params.options, params.range);
        let answer = self
            .mailbox
            .ask(&uri, move |_, it| formatting::formatting(it, &options, Some(range)));
        Ok(answer.await)
    }

    async fn semantic_tokens_full(&self, params: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
        let uri = params.text_document.uri;
        let answer = self.mailbox.ask(&uri, |_, it| handlers::semantic_tokens(it, None));
        Ok(answer.await.map(SemanticTokensResult::Tokens))
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        let (uri, range) = (params.text_document.uri, params.range);
        let answer = self
            .mailbox
            .ask(&uri, move |_, it| handlers::semantic_tokens(it, Some(range)));
        Ok(answer.await.map(SemanticTokensRangeResult::Tokens))
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        let uri = params.text_document.uri;
        let answer = self
            .mailbox
            .ask(&uri, move |world, document| handlers::document_link(world, document));
        Ok(answer.await)
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let TextDocumentPositionParams {
            text_document,
            position,
        } = params.text_document_position_params;
        let answer = self.mailbox.ask(&text_document.uri, move |world, document| {
            definition::definition(world, document, position)
        });
        Ok(answer.await)
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let TextDocumentPositionParams {
            text_document,
            position,
        } = params.text_document_position;
        let includes_declaration = params.context.include_declaration;
        let answer = self.mailbox.ask(&text_document.uri, move |world, document| {
            references::references(world, document, position, includes_declaration)
        });
        Ok(answer.await)
    }

    async fn document_highlight(&self, params: DocumentHighlightParams) -> Result<Option<Vec<DocumentHighlight>>> {
        let TextDocumentPositionParams {
            text_document,
            position,
        } = params.text_document_position_params;
        let answer = self.mailbox.ask(&text_document.uri, move |_, document| {
            handlers::document_highlight(document, position)
        });
        Ok(answer.await)
    }

    async fn prepare_rename(&self, params: TextDocumentPositionParams) -> Result<Option<PrepareRenameResponse>> {
        let TextDocumentPositionParams {
            text_document,
            position,
        } = params;
        let answer = self.mailbox.ask(&text_document.uri, move |world, document| {
            rename::prepare_rename(world, document, position)
        });
        Ok(answer.await)
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let TextDocumentPositionParams {
            text_document,
            position,
        } = params.text_document_position;
        let name = params.new_name;
        let answer = self.mailbox.ask(&text_document.uri, move |world, document| {
            rename::rename(world, document, position, &name)
        });
        let refused = |message: String| Error {
            code: ErrorCode::ServerError(REQUEST_FAILED),
            message: message.into(),
            data: None,
        };
        answer.await.transpose().map_err(refused)
    }

    async fn signature_help(&self, params: SignatureHelpParams) -> Result<Option<SignatureHelp>> {
        let TextDocumentPositionParams {
            text_document,
            position,
        } = params.text_document_position_params;
        let answer = self.mailbox.ask(&text_document.uri, move |_, document| {
            handlers::signature_help(document, position)
        });
        Ok(answer.await)
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let (uri, range) = (params.text_document.uri, params.range);
        let answer = self.mailbox.ask(&uri, move |world, document| {
            handlers::inlay_hint(world, document, range)
        });
        Ok(answer.await)
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let uri = params.text_document.uri;
        let answer = self.mailbox.ask(&uri, |world, document| {
            Some((document.version, diagnostic::diagnostic(world, document)))
        });
        let Some((version, result)) = answer.await else {
            return Ok(to_proto::report(Vec::new()));
        };
        self.mailbox.pulled(uri, version, result.followups);
        Ok(to_proto::report(result.diagnostics.unwrap_or_default()))
    }
}
