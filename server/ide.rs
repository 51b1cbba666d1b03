//! What an editor asks about a document, in editor words and byte spans, without any protocol.

use crate::document::Document;
use crate::locale::Say;
use crate::text::{edit::Edit, span::Span};

/// What a pop-up says about a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hover {
    pub span: Span,
    /// Markdown; readable as plain text too.
    pub words: Say,
}

/// What a completion item stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemKind {
    Property,
    Value,
    Skeleton,
}

/// One thing to insert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub label: String,
    pub kind: ItemKind,
    /// Type, default and the like, beside the label.
    pub detail: Option<Say>,
    /// Markdown.
    pub words: Option<Say>,
    /// What typed text is matched against: the text under `edit.at` as it would stand.
    pub filter: String,
    /// The order among the items, ascending.
    pub rank: u32,
    /// The change in plain text.
    pub edit: Edit,
    /// The same change in LSP's snippet syntax, where it has places to fill in.
    pub snippet: Option<String>,
    pub deprecated: bool,
    /// Whether the editor should ask again after inserting, for the value of a new key.
    pub ask_again: bool,
}

/// A quick fix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    pub title: Say,
    /// Id of the rule whose finding it removes.
    pub rule: &'static str,
    /// Where that finding stands.
    pub span: Span,
    pub edits: Vec<Edit>,
    /// The one to take without asking.
    pub preferred: bool,
}

/// What an entry of the outline is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SymbolKind {
    Template,
    Section,
    Step,
    Property,
}

/// An entry of the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol {
    pub name: String,
    pub detail: Option<String>,
    pub kind: SymbolKind,
    pub span: Span,
    /// The part to select, inside `span`.
    pub selection: Span,
    pub children: Vec<Symbol>,
}

/// What is known about the key or value under a place.
pub fn hover(doc: &Document, at: u32) -> Option<Hover> {
    let _ = (doc, at);
    None
}

/// What may be inserted at a place; empty where nothing may.
pub fn completion(doc: &Document, at: u32) -> Vec<Item> {
    let _ = (doc, at);
    Vec::new()
}

/// The fixes of findings that touch a span.
pub fn code_actions(findings: &[crate::rules::finding::Finding], span: Span) -> Vec<Action> {
    let _ = (findings, span);
    Vec::new()
}

/// The outline.
pub fn symbols(doc: &Document) -> Vec<Symbol> {
    let _ = doc;
    Vec::new()
}
