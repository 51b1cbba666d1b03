//! Words between the letters.

use tower_lsp::lsp_types::{InlayHint, InlayHintLabel, InlayHintTooltip, Range};

use crate::ide::inlay_hints::{self, Hint};
use crate::lsp::from_proto;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto::{Places, markup};

/// The hints of a stretch that a person wants.
pub fn within(snapshot: &Snapshot, range: Range) -> Vec<InlayHint> {
    let span = from_proto::span(&snapshot.text, range, snapshot.features.encoding);
    let wanted = snapshot.config.settings.hints();
    let hints = inlay_hints::inlay_hints(snapshot.document(), span, wanted);
    self::hints(snapshot, hints)
}

/// Hints of a document or a log.
pub fn hints(snapshot: &Snapshot, hints: Vec<Hint>) -> Vec<InlayHint> {
    let places = Places::new(snapshot, hints.len());
    hints.into_iter().map(|it| hint(snapshot, &places, it)).collect()
}

fn hint(snapshot: &Snapshot, places: &Places<'_>, hint: Hint) -> InlayHint {
    let lang = snapshot.lang();
    let markdown = snapshot.features.hover_markdown;
    let tooltip = hint
        .words
        .map(|it| InlayHintTooltip::MarkupContent(markup(it.get(lang), markdown)));
    InlayHint {
        position: places.position(hint.at),
        label: InlayHintLabel::String(hint.label),
        kind: None,
        text_edits: None,
        tooltip,
        padding_left: Some(true),
        padding_right: None,
        data: None,
    }
}
