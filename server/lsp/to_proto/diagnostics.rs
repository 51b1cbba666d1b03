//! Findings as diagnostics.

use tower_lsp::lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag,
    DocumentDiagnosticReport, DocumentDiagnosticReportResult, FullDocumentDiagnosticReport, Location, NumberOrString,
    RelatedFullDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport, Url, WorkspaceDocumentDiagnosticReport,
    WorkspaceFullDocumentDiagnosticReport, WorkspaceUnchangedDocumentDiagnosticReport,
};

use crate::ide::log::diagnostics::LogDiagnostic;
use crate::locale::Message;
use crate::lsp::client_capabilities::{Features, NAME};
use crate::lsp::line_index::LineIndex;
use crate::lsp::shellcheck::Note;
use crate::lsp::to_proto::shown;
use crate::rules::engine::finding::Finding;
use crate::rules::{Level, Tag};
use crate::say;
use crate::text::page::sources::Citation;
use crate::text::plain::Shown;
use crate::text::span::Span;

/// A finding in the document at `uri`.
pub fn finding(finding: &Finding, uri: &Url, index: &LineIndex<'_>, client: &Features) -> Diagnostic {
    let related = finding.related.iter().map(|it| DiagnosticRelatedInformation {
        location: Location::new(uri.clone(), index.range(it.span)),
        message: shown(&it.message, client),
    });
    Diagnostic {
        range: index.range(finding.span),
        severity: Some(severity(finding.level)),
        code: Some(NumberOrString::String(finding.rule.id.to_owned())),
        code_description: main_source(&finding.rule.citations(), client),
        source: Some(NAME.to_owned()),
        message: shown(&finding.message, client),
        tags: finding.rule.tag.and_then(|it| tag(it, client)).map(|it| vec![it]),
        related_information: Some(related.collect()).filter(|it: &Vec<_>| client.related && !it.is_empty()),
        ..Diagnostic::default()
    }
}

/// A failure in a log. The value that it points at is in `template`.
pub fn failure(
    failure: &LogDiagnostic<'_>,
    index: &LineIndex<'_>,
    template: Option<&(&Url, LineIndex<'_>)>,
    client: &Features,
) -> Diagnostic {
    let words = say! { en: "The value in the template that the log line refers to", pt_br: "O valor no template a que a linha do log se refere" };
    let related = failure.node.zip(template).map(|(node, (uri, index))| {
        vec![DiagnosticRelatedInformation {
            location: Location::new(Url::clone(uri), index.range(node.anchor())),
            message: shown(&words, client),
        }]
    });
    Diagnostic {
        range: index.range(failure.span),
        severity: Some(severity(failure.level)),
        code: Some(NumberOrString::String(failure.case.id.to_owned())),
        code_description: main_source(&failure.case.citations(), client),
        source: Some(NAME.to_owned()),
        message: shown(&failure.message, client),
        related_information: related.filter(|_| client.related),
        ..Diagnostic::default()
    }
}

/// A link to the first source, for clients that cannot show the page that cites it.
fn main_source(citations: &[Citation], client: &Features) -> Option<CodeDescription> {
    let citation = citations
        .first()
        .filter(|_| client.code_pages && !client.shows_reports)?;
    let href = Url::parse(&citation.url()?).ok()?;
    Some(CodeDescription { href })
}

/// Advice about a span that no rule gives.
pub fn advice(span: Span, message: &Message, index: &LineIndex<'_>, client: &Features) -> Diagnostic {
    Diagnostic {
        range: index.range(span),
        severity: Some(DiagnosticSeverity::INFORMATION),
        source: Some(NAME.to_owned()),
        message: shown(message, client),
        ..Diagnostic::default()
    }
}

/// A note of ShellCheck at a span of the document.
pub fn note(note: &Note, span: Span, index: &LineIndex<'_>, client: &Features) -> Diagnostic {
    let code = format!("SC{}", note.code);
    let address = Url::parse(&format!("https://www.shellcheck.net/wiki/{code}")).ok();
    let page = address.filter(|_| client.code_pages);
    Diagnostic {
        range: index.range(span),
        severity: Some(note.level),
        code: Some(NumberOrString::String(code)),
        code_description: page.map(|href| CodeDescription { href }),
        source: Some("shellcheck".to_owned()),
        message: Shown(&note.message).lines().into_owned(),
        ..Diagnostic::default()
    }
}

fn tag(tag: Tag, client: &Features) -> Option<DiagnosticTag> {
    match tag {
        Tag::Unnecessary => client.unnecessary.then_some(DiagnosticTag::UNNECESSARY),
        Tag::Deprecated => client.deprecated.then_some(DiagnosticTag::DEPRECATED),
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

/// The answer to `textDocument/diagnostic`.
pub fn report(items: Vec<Diagnostic>) -> DocumentDiagnosticReportResult {
    let full = FullDocumentDiagnosticReport { result_id: None, items };
    let report = RelatedFullDocumentDiagnosticReport {
        related_documents: None,
        full_document_diagnostic_report: full,
    };
    DocumentDiagnosticReportResult::Report(DocumentDiagnosticReport::Full(report))
}

/// What `workspace/diagnostic` answers of a document.
pub fn full_report(
    uri: &Url,
    version: Option<i32>,
    result_id: Option<String>,
    items: Vec<Diagnostic>,
) -> WorkspaceDocumentDiagnosticReport {
    WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
        uri: uri.clone(),
        version: version.map(i64::from),
        full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id, items },
    })
}

/// The same where the client knows the result.
pub fn unchanged_report(uri: &Url, version: Option<i32>, result_id: String) -> WorkspaceDocumentDiagnosticReport {
    WorkspaceDocumentDiagnosticReport::Unchanged(WorkspaceUnchangedDocumentDiagnosticReport {
        uri: uri.clone(),
        version: version.map(i64::from),
        unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
    })
}
