//! Declarations, highlights and names to rename.

use tower_lsp::lsp_types::{
    DocumentHighlight, DocumentHighlightKind, GotoDefinitionResponse, Location, LocationLink, PrepareRenameResponse,
    Url,
};

use crate::expr::occurrences::{Occurrence, Role};
use crate::ide::definition::Definition;
use crate::lsp::client_capabilities::Features;
use crate::lsp::line_index::LineIndex;
use crate::text::span::Span;

/// A declaration in the document at `uri`. `asked` is the index of the text that the question was asked in.
pub fn declaration(it: &Definition, asked: &LineIndex<'_>, uri: &Url, index: &LineIndex<'_>) -> LocationLink {
    LocationLink {
        origin_selection_range: Some(asked.range(it.from)),
        target_uri: uri.clone(),
        target_range: index.range(it.whole),
        target_selection_range: index.range(it.name),
    }
}

/// The one place that something leads to, as a link for a client that takes those.
pub fn definition(link: LocationLink, client: &Features) -> GotoDefinitionResponse {
    match client.definition_links {
        true => GotoDefinitionResponse::Link(vec![link]),
        false => GotoDefinitionResponse::Scalar(location(link)),
    }
}

/// All declarations, as links for a client that takes those.
pub fn definitions(links: Vec<LocationLink>, client: &Features) -> Option<GotoDefinitionResponse> {
    (!links.is_empty()).then(|| match client.definition_links {
        true => GotoDefinitionResponse::Link(links),
        false => GotoDefinitionResponse::Array(links.into_iter().map(location).collect()),
    })
}

fn location(link: LocationLink) -> Location {
    Location::new(link.target_uri, link.target_selection_range)
}

pub fn highlights(found: Vec<Occurrence>, index: &LineIndex<'_>) -> Vec<DocumentHighlight> {
    let highlight = |it: Occurrence| DocumentHighlight {
        range: index.range(it.span),
        kind: Some(match it.role {
            Role::Declaration | Role::Passed => DocumentHighlightKind::WRITE,
            Role::Use => DocumentHighlightKind::READ,
        }),
    };
    found.into_iter().map(highlight).collect()
}

/// A name that can be renamed.
pub fn prepare_rename(span: Span, placeholder: String, index: &LineIndex<'_>) -> PrepareRenameResponse {
    let range = index.range(span);
    PrepareRenameResponse::RangeWithPlaceholder { range, placeholder }
}
