//! `textDocument/formatting` and `textDocument/rangeFormatting`.

use tower_lsp::lsp_types::{FormattingOptions, Range, TextEdit};

use crate::ide::formatting as ide_formatting;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::{from_proto, to_proto};

/// The edits that format a document or a range of it; `None` where the person does not want them from us.
pub fn formatting(document: &Snapshot, options: &FormattingOptions, range: Option<Range>) -> Option<Vec<TextEdit>> {
    let doc = document.template().filter(|_| document.config.settings.formats())?;
    let style = from_proto::style(options);
    let edits = match range {
        Some(range) => {
            let range = from_proto::span(&document.text, range, document.features.encoding);
            ide_formatting::range_formatting(doc, range, &style)
        }
        None => ide_formatting::formatting(doc, &style),
    };
    Some(to_proto::edits(document, edits?))
}
