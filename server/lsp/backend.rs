//! The protocol, method by method. Each sends a message to the loop before its first wait, and waits for the answer.

use std::sync::Arc;

use serde_json::Value;
use tokio::sync::mpsc::unbounded_channel;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::lsp_types::*;
use tower_lsp::{Client, LanguageServer};

use crate::lsp::event::{Message, Moment};
use crate::lsp::handlers::report::{ReportRequest, ReportResponse};
use crate::lsp::handlers::{
    self, code_action, code_action_resolve, code_lens, completion, deferred_edits, definition, diagnostic,
    execute_command, formatting, references, rename, report, workspace_diagnostic, workspace_symbol,
};
use crate::lsp::mailbox::Mailbox;
use crate::lsp::progress::Progress;
use crate::lsp::redact::Redact;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::unreadable::UnreadableDocument;
use crate::lsp::world::World;
use crate::lsp::{parent, to_proto};
use crate::project::pages::Pages;
use crate::text::plain::plain;

/// The code of the protocol for a request that is understood and cannot be granted.
const REQUEST_FAILED: i64 = -32803;

/// The language server.
pub struct Backend {
    mailbox: Mailbox,
    pages: Arc<Pages>,
}

impl Backend {
    /// A server that talks to a client.
    pub fn new(client: Client) -> Self {
        Self {
            mailbox: Mailbox::start(client),
            pages: Arc::default(),
        }
    }

    /// The page about a document, a rule or a known failure: `aib-ls/report`, which is not part of the protocol.
    pub async fn report(&self, request: ReportRequest) -> Result<Option<ReportResponse>> {
        let about = request.document().cloned();
        let answer = self.mailbox.ask_about(about, move |it| report::report(it, &request));
        Ok(answer.await)
    }

    /// The text of a document is not known any more: the transport says so, not the client.
    pub async fn unreadable(&self, document: UnreadableDocument) {
        self.mailbox.send(Message::Unreadable(document));
    }

    /// Asks a question about an open document. No answer leaves with a secret of it.
    async fn ask<R, Q>(&self, document: TextDocumentIdentifier, question: Q) -> Result<Option<R>>
    where
        R: Redact + Send + 'static,
        Q: FnOnce(&World, &Arc<Snapshot>) -> Option<R> + Send + 'static,
    {
        let question = |world: &World, document: &Arc<Snapshot>| {
            let mut answer = question(world, document)?;
            world.redact(document, &mut answer);
            Some(answer)
        };
        Ok(self.mailbox.ask(&document.uri, question).await)
    }

    /// Asks a question about a position in an open document.
    async fn ask_at<R, Q>(&self, at: TextDocumentPositionParams, question: Q) -> Result<Option<R>>
    where
        R: Redact + Send + 'static,
        Q: FnOnce(&World, &Arc<Snapshot>, Position) -> Option<R> + Send + 'static,
    {
        let position = at.position;
        self.ask(at.text_document, move |world, document| {
            question(world, document, position)
        })
        .await
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
        self.ask_at(params.text_document_position_params, handlers::hover).await
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        self.ask_at(params.text_document_position, completion::completion).await
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        let same = item.clone();
        let resolve = move |it: &Moment| Some(completion::resolve(&it.world, item));
        Ok(self.mailbox.ask_about(None, resolve).await.unwrap_or(same))
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let (range, context) = (params.range, params.context);
        self.ask(params.text_document, move |world, document| {
            code_action::code_action(world, document, range, &context)
        })
        .await
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        let Some(offer) = deferred_edits::offer(&action) else {
            return Ok(action);
        };
        let document = TextDocumentIdentifier::new(offer.uri.clone());
        let answer = self.ask(document, move |world, document| {
            code_action_resolve::code_action_resolve(world, document, &offer, action)
        });
        answer.await?.ok_or_else(Error::content_modified)
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        self.ask(params.text_document, code_lens::code_lens).await
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        self.ask(params.text_document, handlers::document_symbol).await
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<Vec<SymbolInformation>>> {
        let search = move |it: &Moment| Some(workspace_symbol::workspace_symbol(&it.world, &params.query));
        Ok(self.mailbox.ask_about(None, search).await)
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        self.ask(params.text_document, handlers::folding_range).await
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        self.ask(params.text_document, move |world, document| {
            handlers::selection_range(world, document, &params.positions)
        })
        .await
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        self.ask(params.text_document, move |world, document| {
            formatting::formatting(world, document, &params.options, None)
        })
        .await
    }

    async fn range_formatting(&self, params: DocumentRangeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        self.ask(params.text_document, move |world, document| {
            formatting::formatting(world, document, &params.options, Some(params.range))
        })
        .await
    }

    async fn semantic_tokens_full(&self, params: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
        self.ask(params.text_document, |world, document| {
            handlers::semantic_tokens(world, document, None).map(SemanticTokensResult::Tokens)
        })
        .await
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        self.ask(params.text_document, move |world, document| {
            handlers::semantic_tokens(world, document, Some(params.range)).map(SemanticTokensRangeResult::Tokens)
        })
        .await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        self.ask(params.text_document, handlers::document_link).await
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        self.ask_at(params.text_document_position_params, definition::definition)
            .await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let includes_declaration = params.context.include_declaration;
        self.ask_at(params.text_document_position, move |world, document, position| {
            references::references(world, document, position, includes_declaration)
        })
        .await
    }

    async fn document_highlight(&self, params: DocumentHighlightParams) -> Result<Option<Vec<DocumentHighlight>>> {
        self.ask_at(params.text_document_position_params, handlers::document_highlight)
            .await
    }

    async fn prepare_rename(&self, params: TextDocumentPositionParams) -> Result<Option<PrepareRenameResponse>> {
        self.ask_at(params, rename::prepare_rename).await
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let answer = self.ask_at(params.text_document_position, move |world, document, position| {
            rename::rename(world, document, position, &params.new_name)
        });
        let refused = |message: String| Error {
            code: ErrorCode::ServerError(REQUEST_FAILED),
            message: plain(&message).into(),
            data: None,
        };
        answer.await?.transpose().map_err(refused)
    }

    async fn signature_help(&self, params: SignatureHelpParams) -> Result<Option<SignatureHelp>> {
        self.ask_at(params.text_document_position_params, handlers::signature_help)
            .await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        self.ask(params.text_document, move |world, document| {
            handlers::inlay_hint(world, document, params.range)
        })
        .await
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let uri = params.text_document.uri.clone();
        let answer = self.ask(params.text_document, |world, document| {
            Some((document.version, diagnostic::diagnostic(world, document)))
        });
        let Some((version, result)) = answer.await? else {
            return Ok(to_proto::diagnostics::report(Vec::new()));
        };
        self.mailbox.pulled(uri, version, result.followups);
        Ok(to_proto::diagnostics::report(result.diagnostics.unwrap_or_default()))
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<Value>> {
        let Some(command) = execute_command::command(params) else {
            return Ok(None);
        };
        let (about, pages) = (command.document().cloned(), Arc::clone(&self.pages));
        let run = move |it: &Moment| execute_command::execute_command(it, &command, &pages);
        if let Some(reply) = self.mailbox.ask_about(about, run).await {
            reply.send(self.client()).await;
        }
        Ok(None)
    }

    async fn workspace_diagnostic(&self, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
        let (steps, receiver) = unbounded_channel();
        let check = move |it: &Moment| {
            let step = |it| drop(steps.send(it));
            workspace_diagnostic::workspace_diagnostic(&it.world, &params.previous_result_ids, &step);
            Some(())
        };
        let (work_done, partial_result) = (params.work_done_progress_params, params.partial_result_params);
        let progress = Progress::new(self.client(), work_done, partial_result);
        let (_, items) = tokio::join!(self.mailbox.ask_about(None, check), progress.follow(receiver));
        Ok(WorkspaceDiagnosticReport { items }.into())
    }
}
