//! Declarations, references and renames in a template and its parameter file.

use tower_lsp::lsp_types::{
    DocumentHighlight, DocumentHighlightKind, GotoDefinitionResponse, Location, LocationLink, PrepareRenameResponse,
    Range,
};

use crate::expr::occurrences::{Occurrence, Role};
use crate::ide::definition::Definition;
use crate::ide::name::From;
use crate::ide::references::References;
use crate::ide::rename::Changes;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto::Places;
use crate::lsp::to_proto::workspace_edit::FileChange;
use crate::lsp::world::parameters::NameRequest;
use crate::text::rope::Text;
use crate::text::span::Span;

/// The declarations, each as a place or, for who takes them, as a link.
pub enum Declared {
    Place(Location),
    Link(LocationLink),
}

/// The declarations of a template.
pub fn definitions(request: &NameRequest, found: Vec<Definition>) -> Vec<Declared> {
    let template = &request.template;
    let places = Places::new(template, found.len());
    let declared = |it: Definition| {
        let (uri, name) = (template.uri.clone(), places.range(it.name));
        match template.features.definition_links {
            true => Declared::Link(LocationLink {
                origin_selection_range: request_range(request, it.from),
                target_uri: uri,
                target_range: places.range(it.whole),
                target_selection_range: name,
            }),
            false => Declared::Place(Location::new(uri, name)),
        }
    };
    found.into_iter().map(declared).collect()
}

/// All of them as one answer.
pub fn all_definitions(found: Vec<Vec<Declared>>) -> Option<GotoDefinitionResponse> {
    let (mut places, mut links) = (Vec::new(), Vec::new());
    for declared in found.into_iter().flatten() {
        match declared {
            Declared::Place(place) => places.push(place),
            Declared::Link(link) => links.push(link),
        }
    }
    if !links.is_empty() {
        return Some(GotoDefinitionResponse::Link(links));
    }
    (!places.is_empty()).then_some(GotoDefinitionResponse::Array(places))
}

/// A stretch of the text that the question was asked in.
fn request_range(request: &NameRequest, span: Span) -> Option<Range> {
    match request.from {
        From::Document(_) => Some(Places::new(&request.template, 1).range(span)),
        From::ParameterFile(_) => ranges_beside(request, vec![span]).into_iter().next(),
    }
}

/// Stretches of the parameter file.
fn ranges_beside(request: &NameRequest, spans: Vec<Span>) -> Vec<Range> {
    let Some(file) = request.parameter_file.as_ref().and_then(|it| it.file.as_ref().ok()) else {
        return Vec::new();
    };
    let text = Text::from(file.text());
    let places = Places::of_text(&text, request.template.features.encoding);
    spans.into_iter().map(|it| places.range(it)).collect()
}

/// References in both files.
pub fn references(request: &NameRequest, found: References) -> Vec<Location> {
    let places = Places::new(&request.template, 2 * found.here.len());
    let here = |it: Span| Location::new(request.template.uri.clone(), places.range(it));
    let mut out: Vec<Location> = found.here.into_iter().map(here).collect();
    if let Some(beside) = &request.parameter_file {
        let there = ranges_beside(request, found.there).into_iter();
        out.extend(there.map(|it| Location::new(beside.uri.clone(), it)));
    }
    out
}

/// The places of the document that name it.
pub fn highlights(snapshot: &Snapshot, found: Vec<Occurrence>) -> Vec<DocumentHighlight> {
    let places = Places::new(snapshot, 2 * found.len());
    let highlight = |it: Occurrence| DocumentHighlight {
        range: places.range(it.span),
        kind: Some(match it.role {
            Role::Declaration | Role::Passed => DocumentHighlightKind::WRITE,
            Role::Use => DocumentHighlightKind::READ,
        }),
    };
    found.into_iter().map(highlight).collect()
}

/// A name that can be renamed.
pub fn prepare(request: &NameRequest, span: Span, placeholder: String) -> Option<PrepareRenameResponse> {
    let range = request_range(request, span)?;
    Some(PrepareRenameResponse::RangeWithPlaceholder { range, placeholder })
}

/// The edits of a rename in both files.
pub fn rename(request: &NameRequest, changes: Changes) -> Vec<FileChange> {
    let mut files = vec![FileChange::of(&request.template, changes.here)];
    let features = &request.template.features;
    let beside = request.parameter_file.as_ref();
    files.extend(beside.and_then(|it| FileChange::of_parameter_file(it, features, changes.there)));
    files
}
