//! Where names stand, in a template and in its parameter file, and what renaming them changes.

use tower_lsp::lsp_types::{
    DocumentHighlight, DocumentHighlightKind, GotoDefinitionResponse, Location, LocationLink, PrepareRenameResponse,
    Range,
};

use crate::expr::occurrences::{Occurrence, Role};
use crate::ide::name::From;
use crate::ide::{definition, references as ide_references, rename as ide_rename};
use crate::locale::Say;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_lsp::Places;
use crate::lsp::to_lsp::changes::Changed;
use crate::lsp::world::parameters::RenameContext;
use crate::say;
use crate::text::plain::code;
use crate::text::rope::Text;
use crate::text::span::Span;

/// The declarations, each as a place or, for who takes them, as a link.
pub enum Declared {
    Place(Location),
    Link(LocationLink),
}

/// The declarations of what a place names.
pub fn definitions(pair: &RenameContext) -> Vec<Declared> {
    let template = &pair.template;
    let found = definition::definition(pair.asked());
    let places = Places::new(template, found.len());
    let declared = |it: definition::Definition| {
        let (uri, name) = (template.uri.clone(), places.range(it.name));
        match template.features.definition_links {
            true => Declared::Link(LocationLink {
                origin_selection_range: asked_range(pair, it.from),
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
fn asked_range(pair: &RenameContext, span: Span) -> Option<Range> {
    match pair.from {
        From::Document(_) => Some(Places::new(&pair.template, 1).range(span)),
        From::ParameterFile(_) => ranges_beside(pair, vec![span]).into_iter().next(),
    }
}

/// Stretches of the parameter file.
fn ranges_beside(pair: &RenameContext, spans: Vec<Span>) -> Vec<Range> {
    let Some(file) = pair.parameter_file.as_ref().and_then(|it| it.file.as_ref().ok()) else {
        return Vec::new();
    };
    let text = Text::from(file.text());
    let places = Places::of_text(&text, pair.template.features.encoding);
    spans.into_iter().map(|it| places.range(it)).collect()
}

/// Every place that names it, in both files.
pub fn references(pair: &RenameContext, with_declaration: bool) -> Option<Vec<Location>> {
    let found = ide_references::references(pair.asked(), with_declaration)?;
    let places = Places::new(&pair.template, 2 * found.here.len());
    let here = |it: Span| Location::new(pair.template.uri.clone(), places.range(it));
    let mut out: Vec<Location> = found.here.into_iter().map(here).collect();
    if let Some(beside) = &pair.parameter_file {
        let there = ranges_beside(pair, found.there).into_iter();
        out.extend(there.map(|it| Location::new(beside.uri.clone(), it)));
    }
    Some(out)
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

/// What can be renamed.
pub fn prepare(pair: &RenameContext) -> Option<PrepareRenameResponse> {
    let (span, placeholder) = ide_rename::prepare(pair.asked())?;
    let range = asked_range(pair, span)?;
    Some(PrepareRenameResponse::RangeWithPlaceholder { range, placeholder })
}

/// The changes of a new name, or why it cannot be that one.
pub fn rename(pair: &RenameContext, new: &str) -> Option<Result<Vec<Changed>, Say>> {
    let asked = pair.asked();
    if let Some(Err(why)) = pair.parameter_file.as_ref().map(|it| &it.file)
        && ide_rename::is_given(asked)
    {
        let uri = pair.parameter_file.as_ref().map(|it| it.uri.path()).unwrap_or_default();
        let name = code(uri.rsplit('/').next().unwrap_or_default());
        let Say { en, pt_br } = why.clause();
        return Some(Err(say! {
            en: "{name}, the parameter file, has to be renamed in too and cannot be read: {en}",
            pt_br: "O arquivo de parâmetros {name} também precisa mudar e não pode ser lido: {pt_br}",
        }));
    }
    let changes = match ide_rename::rename(asked, new)? {
        Ok(changes) => changes,
        Err(why) => return Some(Err(why)),
    };
    let mut files = vec![Changed::of(&pair.template, changes.here)];
    let features = &pair.template.features;
    let beside = pair.parameter_file.as_ref();
    files.extend(beside.and_then(|it| Changed::beside(it, features, changes.there)));
    Some(Ok(files))
}
