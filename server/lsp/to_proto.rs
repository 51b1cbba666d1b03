//! From our words to the editor's: bytes become lines and characters, findings become diagnostics.
//! What the client cannot show is left out here.

pub mod actions;
pub mod calls;
pub mod commands;
pub mod completion;
pub mod folds;
pub mod hints;
pub mod lenses;
pub mod logs;
pub mod names;
pub mod notes;
pub mod plain;
pub mod tokens;
pub mod workspace_edit;

use tower_lsp::lsp_types::{
    Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DocumentDiagnosticReport,
    DocumentDiagnosticReportResult, DocumentLink, DocumentSymbol, DocumentSymbolResponse, FullDocumentDiagnosticReport,
    GotoDefinitionResponse, Hover, HoverContents, Location, MarkupContent, MarkupKind, NumberOrString, Position, Range,
    RelatedFullDocumentDiagnosticReport, SymbolInformation, SymbolKind, TextEdit, Url,
};

use crate::ide::hover as ide_hover;
use crate::ide::links::Link;
use crate::ide::symbols::{self as outline, Symbol};
use crate::lsp::capabilities::NAME;
use crate::lsp::shellcheck::Notes;
use crate::lsp::snapshot::Snapshot;
use crate::rules::Level;
use crate::rules::engine::finding::Finding;
use crate::say;
use crate::text::{
    edit::Edit,
    lines::Lines,
    rope::{Encoding, Text},
    span::Span,
};

/// Looking up so many bytes of lines costs about as much as asking the rope for one place.
const PER_PLACE: usize = 1024;

/// Tells where bytes stand.
pub struct Places<'s> {
    text: &'s Text,
    lines: Option<Lines<'s>>,
    encoding: Encoding,
}

impl<'s> Places<'s> {
    /// For about so many places.
    pub fn new(snapshot: &'s Snapshot, expected: usize) -> Self {
        let many = expected.saturating_mul(PER_PLACE) >= snapshot.text.len() as usize;
        // The rope is all there is of a log.
        let is_flat = expected > 1 && many && !snapshot.is_log();
        let lines = is_flat.then(|| Lines::new(snapshot.document().text()));
        Self {
            text: &snapshot.text,
            lines,
            encoding: snapshot.features.encoding,
        }
    }

    /// In the text of another file.
    pub fn of_text(text: &'s Text, encoding: Encoding) -> Self {
        let lines = None;
        Self { text, lines, encoding }
    }

    /// A stretch.
    pub fn range(&self, span: Span) -> Range {
        Range {
            start: self.position(span.start),
            end: self.position(span.end),
        }
    }

    /// A change.
    pub fn edit(&self, edit: Edit) -> TextEdit {
        TextEdit {
            range: self.range(edit.span),
            new_text: edit.new_text,
        }
    }

    /// A place.
    pub fn position(&self, offset: u32) -> Position {
        let (line, character) = match &self.lines {
            Some(lines) => lines.position(offset, self.encoding),
            None => self.text.position(offset, self.encoding),
        };
        Position { line, character }
    }
}

/// All findings of a document, and behind them what ShellCheck knows by now.
pub fn diagnostics(snapshot: &Snapshot, notes: Option<&Notes>) -> Vec<Diagnostic> {
    let findings = snapshot.findings();
    let places = Places::new(snapshot, 2 * findings.len());
    let mut out: Vec<Diagnostic> = findings.iter().map(|it| diagnostic(snapshot, &places, it)).collect();
    out.extend(notes.into_iter().flat_map(|it| notes::diagnostics(snapshot, it)));
    out
}

/// One finding.
pub fn diagnostic(snapshot: &Snapshot, places: &Places<'_>, finding: &Finding) -> Diagnostic {
    let lang = snapshot.lang();
    let related = finding.related.iter().map(|it| DiagnosticRelatedInformation {
        location: Location {
            uri: snapshot.uri.clone(),
            range: places.range(it.span),
        },
        message: it.message.get(lang).to_owned(),
    });
    Diagnostic {
        range: places.range(finding.span),
        severity: Some(severity(finding.level)),
        code: Some(NumberOrString::String(finding.rule.id.to_owned())),
        source: Some(NAME.to_owned()),
        message: finding.message.get(lang).to_owned(),
        related_information: Some(related.collect()).filter(|it: &Vec<_>| snapshot.features.related && !it.is_empty()),
        ..Diagnostic::default()
    }
}

fn severity(level: Level) -> DiagnosticSeverity {
    match level {
        Level::Error => DiagnosticSeverity::ERROR,
        Level::Warning => DiagnosticSeverity::WARNING,
        Level::Information => DiagnosticSeverity::INFORMATION,
        Level::Hint => DiagnosticSeverity::HINT,
    }
}

/// The answer to a question for diagnostics.
pub fn report(items: Vec<Diagnostic>) -> DocumentDiagnosticReportResult {
    let full = FullDocumentDiagnosticReport { result_id: None, items };
    let report = RelatedFullDocumentDiagnosticReport {
        related_documents: None,
        full_document_diagnostic_report: full,
    };
    DocumentDiagnosticReportResult::Report(DocumentDiagnosticReport::Full(report))
}

/// A pop-up.
pub fn hover(snapshot: &Snapshot, hover: ide_hover::Hover) -> Hover {
    let words = hover.words.get(snapshot.lang());
    let range = Places::new(snapshot, 1).range(hover.span);
    Hover {
        contents: HoverContents::Markup(markup(words, snapshot.features.hover_markdown)),
        range: Some(range),
    }
}

/// Words as the client can show them.
fn markup(words: &str, markdown: bool) -> MarkupContent {
    if markdown {
        MarkupContent {
            kind: MarkupKind::Markdown,
            value: words.to_owned(),
        }
    } else {
        MarkupContent {
            kind: MarkupKind::PlainText,
            value: plain::strip(words),
        }
    }
}

/// Addresses that lead to files.
pub fn links(snapshot: &Snapshot, links: Vec<Link>) -> Vec<DocumentLink> {
    let places = Places::new(snapshot, 2 * links.len());
    let link = |it: Link| {
        let name = &it.name;
        let words = say! { en: "Open `{name}`", pt_br: "Abrir `{name}`" };
        Some(DocumentLink {
            range: places.range(it.span),
            target: Some(Url::from_file_path(&it.path).ok()?),
            tooltip: snapshot
                .features
                .link_tooltips
                .then(|| words.get(snapshot.lang()).to_owned()),
            data: None,
        })
    };
    links.into_iter().filter_map(link).collect()
}

/// Changes of the document.
pub fn edits(snapshot: &Snapshot, edits: Vec<Edit>) -> Vec<TextEdit> {
    let places = Places::new(snapshot, 2 * edits.len());
    edits.into_iter().map(|it| places.edit(it)).collect()
}

/// The beginning of a file.
pub fn definition(link: Link) -> Option<GotoDefinitionResponse> {
    let uri = Url::from_file_path(link.path).ok()?;
    Some(GotoDefinitionResponse::Scalar(Location::new(uri, Range::default())))
}

/// The outline, as a tree or, for those who know no trees, as a list that names the parents.
pub fn symbols(snapshot: &Snapshot, symbols: Vec<Symbol>) -> DocumentSymbolResponse {
    let places = Places::new(snapshot, 4 * count(&symbols));
    if snapshot.features.hierarchy {
        return DocumentSymbolResponse::Nested(symbols.into_iter().map(|it| symbol(snapshot, &places, it)).collect());
    }
    let mut flat = Vec::new();
    flatten(snapshot, &places, symbols, None, &mut flat);
    DocumentSymbolResponse::Flat(flat)
}

fn count(symbols: &[Symbol]) -> usize {
    symbols.iter().map(|it| 1 + count(&it.children)).sum()
}

fn symbol(snapshot: &Snapshot, places: &Places<'_>, symbol: Symbol) -> DocumentSymbol {
    // An editor refuses the whole outline when a selection reaches out of its entry, or a name is
    // empty.
    let start = symbol.selection.start.clamp(symbol.span.start, symbol.span.end);
    let selection = Span::new(start, symbol.selection.end.min(symbol.span.end));
    let children = symbol.children.into_iter();
    #[allow(deprecated, reason = "the field has to be filled")]
    DocumentSymbol {
        name: name(symbol.name),
        detail: symbol.detail,
        kind: symbol_kind(snapshot, symbol.kind),
        tags: None,
        deprecated: None,
        range: places.range(symbol.span),
        selection_range: places.range(selection),
        children: Some(children.map(|it| self::symbol(snapshot, places, it)).collect()),
    }
}

fn flatten(
    snapshot: &Snapshot,
    places: &Places<'_>,
    symbols: Vec<Symbol>,
    parent: Option<&str>,
    out: &mut Vec<SymbolInformation>,
) {
    for symbol in symbols {
        let name = name(symbol.name);
        #[allow(deprecated, reason = "the field has to be filled")]
        out.push(SymbolInformation {
            name: name.clone(),
            kind: symbol_kind(snapshot, symbol.kind),
            tags: None,
            deprecated: None,
            location: Location {
                uri: snapshot.uri.clone(),
                range: places.range(symbol.span),
            },
            container_name: parent.map(str::to_owned),
        });
        flatten(snapshot, places, symbol.children, Some(&name), out);
    }
}

fn name(name: String) -> String {
    if name.trim().is_empty() { "…".to_owned() } else { name }
}

fn symbol_kind(snapshot: &Snapshot, kind: outline::SymbolKind) -> SymbolKind {
    match kind {
        outline::SymbolKind::Template => SymbolKind::MODULE,
        outline::SymbolKind::Section => SymbolKind::NAMESPACE,
        outline::SymbolKind::Step => SymbolKind::FUNCTION,
        outline::SymbolKind::Property => SymbolKind::PROPERTY,
        outline::SymbolKind::Heading => SymbolKind::STRING,
        outline::SymbolKind::Function => SymbolKind::FUNCTION,
        outline::SymbolKind::Failure if snapshot.features.events => SymbolKind::EVENT,
        outline::SymbolKind::Failure => SymbolKind::STRING,
    }
}
