//! Signature help.

use tower_lsp::lsp_types::{Documentation, ParameterInformation, ParameterLabel, SignatureHelp, SignatureInformation};

use crate::ide::signature_help::Signature;
use crate::lsp::client_capabilities::Features;
use crate::lsp::to_proto::markup;
use crate::text::span::Span;

/// A pop-up with one signature.
pub fn signature(signature: Signature, client: &Features) -> SignatureHelp {
    let Signature {
        label,
        words,
        arguments,
        active,
    } = signature;
    // An index past the last parameter means that none is active.
    let active = active.unwrap_or(arguments.len()) as u32;
    let parameters = arguments.into_iter().map(|it| ParameterInformation {
        label: match client.label_offsets {
            true => ParameterLabel::LabelOffsets(units(&label, it)),
            false => ParameterLabel::Simple(it.of(&label).to_owned()),
        },
        documentation: None,
    });
    let parameters = parameters.collect();
    let documentation = words.map(|it| Documentation::MarkupContent(markup(&it, client.signature_markdown, client)));
    SignatureHelp {
        signatures: vec![SignatureInformation {
            label,
            documentation,
            parameters: Some(parameters),
            active_parameter: client.active_parameters.then_some(active),
        }],
        active_signature: Some(0),
        active_parameter: Some(active),
    }
}

/// A span in UTF-16, whatever the encoding of positions is.
fn units(label: &str, span: Span) -> [u32; 2] {
    let before = |end: u32| Span::new(0, end).of(label).encode_utf16().count() as u32;
    [before(span.start), before(span.end)]
}
