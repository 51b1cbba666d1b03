//! A build log in the words of the protocol, and what logs tell of a template.

use tower_lsp::lsp_types::{
    CodeLens, Diagnostic, DiagnosticRelatedInformation, DocumentLink, DocumentSymbolResponse, FoldingRange,
    GotoDefinitionResponse, Hover, InlayHint, Location, LocationLink, NumberOrString, Position, Range, Url,
};

use crate::ide::code_lens::Opens;
use crate::ide::log::definition::{self, Definition};
use crate::ide::log::diagnostics::{self as failures, LogDiagnostic};
use crate::ide::log::symbols::{self as outline, Entry, EntryKind};
use crate::ide::log::{code_lens, folding, hover as ide_hover, inlay_hints, links as ide_links, runs};
use crate::ide::symbols::{Symbol, SymbolKind};
use crate::locale::Lang;
use crate::lsp::client_capabilities::NAME;
use crate::lsp::context::{BuildRun, LogWithTemplate};
use crate::lsp::from_proto;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto::{self, Places, commands, folds as to_folds, hints as to_hints, lenses};
use crate::say;
use crate::text::span::Span;

/// What went wrong, with the places in the template beside it.
pub fn diagnostics(built: &LogWithTemplate) -> Vec<Diagnostic> {
    let log = built.log();
    let told = failures::diagnostics(&log);
    let places = Places::new(&built.log, 2 * told.len());
    told.into_iter().map(|it| diagnostic(built, &places, it)).collect()
}

fn diagnostic(built: &LogWithTemplate, places: &Places<'_>, told: LogDiagnostic<'_>) -> Diagnostic {
    let lang = built.log.lang();
    let words = say! { en: "The value in the template that the log line refers to", pt_br: "O valor no template a que a linha do log se refere" };
    let related = told.place.zip(built.template.as_deref()).map(|(place, template)| {
        let range = Places::new(template, 1).range(place.anchor());
        vec![DiagnosticRelatedInformation {
            location: Location::new(template.uri.clone(), range),
            message: words.get(lang).to_owned(),
        }]
    });
    Diagnostic {
        range: places.range(told.span),
        severity: Some(to_proto::severity(told.level)),
        code: Some(NumberOrString::String(told.case.id.to_owned())),
        source: Some(NAME.to_owned()),
        message: told.message.get(lang).to_owned(),
        related_information: related.filter(|_| built.log.features.related),
        ..Diagnostic::default()
    }
}

/// A pop-up.
pub fn hover(built: &LogWithTemplate, at: u32) -> Option<Hover> {
    Some(to_proto::hover(&built.log, ide_hover::hover(&built.log(), at)?))
}

/// The outline.
pub fn symbols(built: &LogWithTemplate) -> DocumentSymbolResponse {
    let lang = built.log.lang();
    let entries = outline::symbols(&built.log()).into_iter();
    to_proto::symbols(&built.log, entries.map(|it| symbol(it, lang)).collect())
}

fn symbol(entry: Entry, lang: Lang) -> Symbol {
    Symbol {
        name: entry.name.get(lang).to_owned(),
        detail: entry.detail.map(|it| it.get(lang).to_owned()),
        kind: match entry.kind {
            EntryKind::Build => SymbolKind::Template,
            EntryKind::Stage => SymbolKind::Step,
            EntryKind::Finding => SymbolKind::Failure,
        },
        span: entry.span,
        selection: entry.selection,
        children: entry.children.into_iter().map(|it| symbol(it, lang)).collect(),
    }
}

/// What can be folded.
pub fn folds(built: &LogWithTemplate) -> Vec<FoldingRange> {
    to_folds::folds(&built.log, folding::folding(&built.log()))
}

/// The words behind lines of a stretch, where a person wants any.
pub fn hints(built: &LogWithTemplate, range: Range) -> Vec<InlayHint> {
    let log = &built.log;
    let wanted = log.config.settings.hints();
    if !wanted.values && !wanted.defaults {
        return Vec::new();
    }
    let span = from_proto::span(&log.text, range, log.features.encoding);
    to_hints::hints(log, inlay_hints::inlay_hints(&built.log(), span))
}

/// The words above steps.
pub fn lens(built: &LogWithTemplate) -> Vec<CodeLens> {
    let found = code_lens::code_lens(&built.log());
    let there = built.template.as_deref();
    let places = there.map(|it| Places::new(it, found.len()));
    lenses::lenses(&built.log, found, |opens| match opens {
        Opens::Place(span) => {
            let (template, places) = (there?, places.as_ref()?);
            commands::open(&built.log.features, &template.uri, places.range(first_letter(span)))
        }
        Opens::Summary | Opens::Permissions | Opens::Report => None,
    })
}

/// From steps to those of the template.
pub fn links(built: &LogWithTemplate) -> Vec<DocumentLink> {
    let Some(template) = built.template.as_deref() else {
        return Vec::new();
    };
    let log = built.log();
    let found = ide_links::links(&log);
    let (here, there) = (
        Places::new(&built.log, 2 * found.len()),
        Places::new(template, found.len()),
    );
    let words = say! { en: "Open the step in the template", pt_br: "Abrir a etapa no template" };
    let tooltip = Some(words.get(built.log.lang()).to_owned()).filter(|_| built.log.features.link_tooltips);
    let link = |it: Definition<'_>| DocumentLink {
        range: here.range(it.from),
        target: Some(at(&template.uri, there.position(it.place.span().start))),
        tooltip: tooltip.clone(),
        data: None,
    };
    found.into_iter().map(link).collect()
}

/// A place in a document as an address, in the way that editors read it: lines and columns from 1.
fn at(uri: &Url, position: Position) -> Url {
    let mut uri = uri.clone();
    uri.set_fragment(Some(&format!("L{},{}", position.line + 1, position.character + 1)));
    uri
}

/// The step that a line is of, or what its failure points at.
pub fn definition(built: &LogWithTemplate, at: u32) -> Option<GotoDefinitionResponse> {
    let template = built.template.as_deref()?;
    let Definition { from, place } = definition::definition(&built.log(), at)?;
    let places = Places::new(template, 1);
    let start = places.range(first_letter(place.span()));
    if !built.log.features.definition_links {
        return Some(GotoDefinitionResponse::Scalar(Location::new(
            template.uri.clone(),
            start,
        )));
    }
    Some(GotoDefinitionResponse::Link(vec![LocationLink {
        origin_selection_range: Some(Places::new(&built.log, 1).range(from)),
        target_uri: template.uri.clone(),
        target_range: places.range(place.span()),
        target_selection_range: start,
    }]))
}

fn first_letter(span: Span) -> Span {
    Span::new(span.start, span.start + 1)
}

/// The words above the steps of a template that a log tells of.
pub fn run_lenses(run: &BuildRun) -> Vec<CodeLens> {
    let features = &run.template.features;
    lenses::lenses(&run.template, runs::code_lens(&run.verdict()), |opens| match opens {
        Opens::Report => commands::report(features, "doctor", &run.uri),
        Opens::Summary | Opens::Permissions | Opens::Place(_) => None,
    })
}

/// The lines of a log on which the step at a place of its template begins.
pub fn run_places(run: &BuildRun, position: Position) -> Vec<Location> {
    let template: &Snapshot = &run.template;
    let at = from_proto::offset(&template.text, position, template.features.encoding);
    let location = |line: u64| {
        let start = Position::new(u32::try_from(line).unwrap_or(u32::MAX), 0);
        Location::new(run.uri.clone(), Range::new(start, start))
    };
    runs::lines(&run.verdict(), at).into_iter().map(location).collect()
}
