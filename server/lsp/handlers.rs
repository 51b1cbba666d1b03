//! The answers to what the client asks, one function per method, named as in the protocol. Each is handed a moment and a document, and
//! runs on a thread of its own.

pub mod code_action;
pub mod code_action_resolve;
pub mod code_lens;
pub mod completion;
pub mod deferred_edits;
pub mod definition;
pub mod diagnostic;
pub mod execute_command;
pub mod formatting;
pub mod references;
pub mod rename;
pub mod report;
pub mod workspace_diagnostic;
pub mod workspace_symbol;

use std::sync::Arc;

use tower_lsp::lsp_types::{
    DocumentHighlight, DocumentLink, DocumentSymbolResponse, FoldingRange, Hover, InlayHint, Position, Range,
    SelectionRange, SemanticTokens, SignatureHelp,
};

use crate::ide::{self, log};
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto::{self, calls, names, symbols, tokens};
use crate::lsp::world::World;
use crate::text::span::Span;

/// `textDocument/hover`.
pub fn hover(world: &World, document: &Arc<Snapshot>, position: Position) -> Option<Hover> {
    let offset = world.offset(document, position);
    let hover = match document.is_log() {
        true => log::hover::hover(&world.log(document).log(), offset),
        false => ide::hover::hover(document.template()?, offset),
    };
    let (index, client) = (world.line_index(document), world.client(document));
    Some(to_proto::hover(&hover?, &index, &client))
}

/// `textDocument/documentSymbol`.
pub fn document_symbol(world: &World, document: &Arc<Snapshot>) -> Option<DocumentSymbolResponse> {
    let (index, client) = (world.line_index(document), world.client(document));
    let found = match document.is_log() {
        true => {
            let entries = log::symbols::symbols(&world.log(document).log()).into_iter();
            entries.map(|it| symbols::of_log(it, client.locale)).collect()
        }
        false => ide::symbols::symbols(document.template()?),
    };
    Some(symbols::symbols(found, &document.uri, &index, &client))
}

/// `textDocument/foldingRange`.
pub fn folding_range(world: &World, document: &Arc<Snapshot>) -> Option<Vec<FoldingRange>> {
    let folds = match document.is_log() {
        true => log::folding::folding(&world.log(document).log()),
        false => ide::folding::folding(document.template()?),
    };
    Some(to_proto::folding_ranges(folds, &world.line_index(document)))
}

/// `textDocument/selectionRange`: one answer for each position.
pub fn selection_range(world: &World, document: &Arc<Snapshot>, positions: &[Position]) -> Option<Vec<SelectionRange>> {
    let doc = document.template().filter(|_| document.is_template())?;
    let index = world.line_index(document);
    let growing = |it: &Position| {
        let offset = world.offset(document, *it);
        let spans = ide::selection_range::selection_range(doc, offset);
        to_proto::selection_range(Span::at(offset), spans, &index)
    };
    Some(positions.iter().map(growing).collect())
}

/// `textDocument/semanticTokens/full`, and `/range` where there is one.
pub fn semantic_tokens(world: &World, document: &Snapshot, range: Option<Range>) -> Option<SemanticTokens> {
    let whole = Span::new(0, document.text.len());
    let span = range.map_or(whole, |it| world.span(document, it));
    let found = ide::semantic_tokens::semantic_tokens(document.template()?, span);
    Some(tokens::tokens(found, &world.line_index(document)))
}

/// `textDocument/documentLink`.
pub fn document_link(world: &World, document: &Arc<Snapshot>) -> Option<Vec<DocumentLink>> {
    let (index, client) = (world.line_index(document), world.client(document));
    if !document.is_log() {
        let doc = document.template()?;
        let files = ide::links::links(doc);
        let mut web = ide::links::web_links(doc);
        // A file of the workspace is nearer than the address that names it.
        web.retain(|it| !files.iter().any(|file| file.span == it.span));
        let mut links = to_proto::document_links(files, &index, &client);
        links.extend(to_proto::web_links(web, &index, &client));
        return Some(links);
    }
    let built = world.log(document);
    let Some(template) = &built.template else {
        return Some(Vec::new());
    };
    let links = log::links::links(&built.log()).into_iter();
    let links = links.map(|it| (it.from, it.node.span().start)).collect();
    let template = (&template.uri, &world.line_index(template));
    Some(to_proto::step_links(links, &index, template, &client))
}

/// `textDocument/documentHighlight`.
pub fn document_highlight(
    world: &World,
    document: &Arc<Snapshot>,
    position: Position,
) -> Option<Vec<DocumentHighlight>> {
    let found = ide::references::highlights(document.template()?, world.offset(document, position));
    Some(names::highlights(found, &world.line_index(document)))
}

/// `textDocument/signatureHelp`.
pub fn signature_help(world: &World, document: &Arc<Snapshot>, position: Position) -> Option<SignatureHelp> {
    let found = ide::signature_help::signature_help(document.template()?, world.offset(document, position))?;
    Some(calls::signature(found, &world.client(document)))
}

/// `textDocument/inlayHint`: those that the person wants. A log has values only.
pub fn inlay_hint(world: &World, document: &Arc<Snapshot>, range: Range) -> Option<Vec<InlayHint>> {
    let wanted = document.config.settings.hints();
    let span = world.span(document, range);
    let hints = match document.is_log() {
        true if !wanted.values && !wanted.defaults => Vec::new(),
        true => log::inlay_hints::inlay_hints(&world.log(document).log(), span),
        false => ide::inlay_hints::inlay_hints(document.template()?, span, wanted),
    };
    let (index, client) = (world.line_index(document), world.client(document));
    Some(to_proto::inlay_hints(hints, &index, &client))
}
