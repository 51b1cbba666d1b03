//! The answers to what the client asks, one function per method, named as in the protocol. Each is handed a moment and a document, and
//! runs on a thread of its own.

pub mod code_action;
pub mod code_lens;
pub mod completion;
pub mod definition;
pub mod diagnostic;
pub mod formatting;
pub mod references;
pub mod rename;
pub mod report;

use std::sync::Arc;

use tower_lsp::lsp_types::{
    DocumentHighlight, DocumentLink, DocumentSymbolResponse, FoldingRange, Hover, InlayHint, Position, Range,
    SemanticTokens, SignatureHelp,
};

use crate::ide::{
    folding as ide_folding, hover as ide_hover, links, references as ide_references, signature_help as ide_signature,
    symbols,
};
use crate::lsp::from_proto;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto::{self, calls, folds, hints, logs, names, tokens};
use crate::lsp::world::World;

/// The offset of a position in a document, in bytes.
fn offset(document: &Snapshot, position: Position) -> u32 {
    from_proto::offset(&document.text, position, document.features.encoding)
}

/// `textDocument/hover`.
pub fn hover(world: &World, document: &Arc<Snapshot>, position: Position) -> Option<Hover> {
    let offset = offset(document, position);
    match document.is_log() {
        true => logs::hover(&world.log(document), offset),
        false => Some(to_proto::hover(
            document,
            ide_hover::hover(document.template()?, offset)?,
        )),
    }
}

/// `textDocument/documentSymbol`.
pub fn document_symbol(world: &World, document: &Arc<Snapshot>) -> Option<DocumentSymbolResponse> {
    match document.is_log() {
        true => Some(logs::symbols(&world.log(document))),
        false => Some(to_proto::symbols(document, symbols::symbols(document.template()?))),
    }
}

/// `textDocument/foldingRange`.
pub fn folding_range(world: &World, document: &Arc<Snapshot>) -> Option<Vec<FoldingRange>> {
    match document.is_log() {
        true => Some(logs::folds(&world.log(document))),
        false => Some(folds::folds(document, ide_folding::folding(document.template()?))),
    }
}

/// `textDocument/semanticTokens/full`, and `/range` where there is one.
pub fn semantic_tokens(document: &Snapshot, range: Option<Range>) -> Option<SemanticTokens> {
    document.template()?;
    Some(match range {
        Some(range) => tokens::within(document, range),
        None => tokens::all(document),
    })
}

/// `textDocument/documentLink`.
pub fn document_link(world: &World, document: &Arc<Snapshot>) -> Option<Vec<DocumentLink>> {
    match document.is_log() {
        true => Some(logs::links(&world.log(document))),
        false => Some(to_proto::links(document, links::links(document.template()?))),
    }
}

/// `textDocument/documentHighlight`.
pub fn document_highlight(document: &Snapshot, position: Position) -> Option<Vec<DocumentHighlight>> {
    let found = ide_references::highlights(document.template()?, offset(document, position));
    Some(names::highlights(document, found))
}

/// `textDocument/signatureHelp`.
pub fn signature_help(document: &Snapshot, position: Position) -> Option<SignatureHelp> {
    let found = ide_signature::signature_help(document.template()?, offset(document, position))?;
    Some(calls::signature(document, found))
}

/// `textDocument/inlayHint`.
pub fn inlay_hint(world: &World, document: &Arc<Snapshot>, range: Range) -> Option<Vec<InlayHint>> {
    match document.is_log() {
        true => Some(logs::hints(&world.log(document), range)),
        false => {
            document.template()?;
            Some(hints::within(document, range))
        }
    }
}
