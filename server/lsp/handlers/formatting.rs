//! `textDocument/formatting` and `textDocument/rangeFormatting`.

use tower_lsp::lsp_types::{FormattingOptions, Range, TextEdit};

use crate::ide::formatting;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::world::World;
use crate::lsp::{from_proto, to_proto};

/// The edits that format a document or a range of it; `None` where the person does not want them from us.
pub fn formatting(
    world: &World,
    document: &Snapshot,
    options: &FormattingOptions,
    range: Option<Range>,
) -> Option<Vec<TextEdit>> {
    let doc = document.template().filter(|_| document.config.settings.formats())?;
    let style = from_proto::style(options);
    let edits = match range {
        Some(range) => formatting::range_formatting(doc, world.span(document, range), &style),
        None => formatting::formatting(doc, &style),
    };
    Some(to_proto::edits(edits?, &world.line_index(document)))
}
