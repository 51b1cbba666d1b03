//! Answers without secrets. `Backend` takes no answer of a type that does not say here which of its texts are shown.
//!
//! Edits stay as they are: they are applied to the text of the person who has it anyway.

use tower_lsp::lsp_types::*;

/// An answer whose texts can be masked.
pub trait Redact {
    /// Calls a function with each text that a client shows, logs or sends on.
    fn each_text(&mut self, mask: &mut dyn FnMut(&mut String));
}

/// Types that consist of positions and edits.
macro_rules! without_text {
    ($($name:ty),+ $(,)?) => {
        $(impl Redact for $name {
            fn each_text(&mut self, _: &mut dyn FnMut(&mut String)) {}
        })+
    };
}

without_text![
    DocumentHighlight,
    FoldingRange,
    GotoDefinitionResponse,
    Location,
    SelectionRange,
    SemanticTokensRangeResult,
    SemanticTokensResult,
    TextEdit,
    WorkspaceEdit,
];

impl<T: Redact> Redact for Vec<T> {
    fn each_text(&mut self, mask: &mut dyn FnMut(&mut String)) {
        self.iter_mut().for_each(|it| it.each_text(mask));
    }
}

impl<T: Redact> Redact for Option<T> {
    fn each_text(&mut self, mask: &mut dyn FnMut(&mut String)) {
        self.iter_mut().for_each(|it| it.each_text(mask));
    }
}

impl<T: Redact> Redact for (i32, T) {
    fn each_text(&mut self, mask: &mut dyn FnMut(&mut String)) {
        self.1.each_text(mask);
    }
}

impl<T: Redact> Redact for std::result::Result<T, String> {
    fn each_text(&mut self, mask: &mut dyn FnMut(&mut String)) {
        match self {
            Ok(it) => it.each_text(mask),
            Err(message) => mask(message),
        }
    }
}

impl Redact for Hover {
    fn each_text(&mut self, mask: &mut dyn FnMut(&mut String)) {
        match &mut self.contents {
            HoverContents::Scalar(it) => marked(it, mask),
            HoverContents::Array(all) => all.iter_mut().for_each(|it| marked(it, mask)),
            HoverContents::Markup(it) => mask(&mut it.value),
        }
    }
}

fn marked(text: &mut MarkedString, mask: &mut dyn FnMut(&mut String)) {
    match text {
        MarkedString::String(it) => mask(it),
        MarkedString::LanguageString(it) => mask(&mut it.value),
    }
}

fn documentation(text: &mut Option<Documentation>, mask: &mut dyn FnMut(&mut String)) {
    match text {
        Some(Documentation::String(it)) => mask(it),
        Some(Documentation::MarkupContent(it)) => mask(&mut it.value),
        None => {}
    }
}

impl Redact for CompletionResponse {
    fn each_text(&mut self, mask: &mut dyn FnMut(&mut String)) {
        match self {
            Self::Array(items) => items.each_text(mask),
            Self::List(list) => list.items.each_text(mask),
        }
    }
}

impl Redact for CompletionItem {
    fn each_text(&mut self, mask: &mut dyn FnMut(&mut String)) {
        mask(&mut self.label);
        self.detail.iter_mut().for_each(&mut *mask);
        self.filter_text.iter_mut().for_each(&mut *mask);
        documentation(&mut self.documentation, mask);
    }
}

impl Redact for CodeActionOrCommand {
    fn each_text(&mut self, mask: &mut dyn FnMut(&mut String)) {
        match self {
            Self::Command(it) => mask(&mut it.title),
            Self::CodeAction(it) => it.each_text(mask),
        }
    }
}

impl Redact for CodeAction {
    fn each_text(&mut self, mask: &mut dyn FnMut(&mut String)) {
        mask(&mut self.title);
        self.diagnostics.each_text(mask);
        self.disabled.iter_mut().for_each(|it| mask(&mut it.reason));
    }
}

impl Redact for Diagnostic {
    fn each_text(&mut self, mask: &mut dyn FnMut(&mut String)) {
        mask(&mut self.message);
        let related = self.related_information.iter_mut().flatten();
        related.for_each(|it| mask(&mut it.message));
    }
}

impl Redact for CodeLens {
    fn each_text(&mut self, mask: &mut dyn FnMut(&mut String)) {
        self.command.iter_mut().for_each(|it| mask(&mut it.title));
    }
}

impl Redact for SymbolInformation {
    fn each_text(&mut self, mask: &mut dyn FnMut(&mut String)) {
        mask(&mut self.name);
        self.container_name.iter_mut().for_each(mask);
    }
}

impl Redact for DocumentSymbolResponse {
    fn each_text(&mut self, mask: &mut dyn FnMut(&mut String)) {
        match self {
            Self::Flat(all) => all.each_text(mask),
            Self::Nested(all) => all.each_text(mask),
        }
    }
}

impl Redact for DocumentSymbol {
    fn each_text(&mut self, mask: &mut dyn FnMut(&mut String)) {
        mask(&mut self.name);
        self.detail.iter_mut().for_each(&mut *mask);
        self.children.each_text(mask);
    }
}

impl Redact for DocumentLink {
    fn each_text(&mut self, mask: &mut dyn FnMut(&mut String)) {
        self.tooltip.iter_mut().for_each(mask);
    }
}

impl Redact for SignatureHelp {
    fn each_text(&mut self, mask: &mut dyn FnMut(&mut String)) {
        // Labels are signatures of functions; parameters are found in them by their offsets.
        for signature in &mut self.signatures {
            documentation(&mut signature.documentation, mask);
            let parameters = signature.parameters.iter_mut().flatten();
            parameters.for_each(|it| documentation(&mut it.documentation, mask));
        }
    }
}

impl Redact for InlayHint {
    fn each_text(&mut self, mask: &mut dyn FnMut(&mut String)) {
        let tooltip = |it: &mut InlayHintTooltip, mask: &mut dyn FnMut(&mut String)| match it {
            InlayHintTooltip::String(it) => mask(it),
            InlayHintTooltip::MarkupContent(it) => mask(&mut it.value),
        };
        match &mut self.label {
            InlayHintLabel::String(it) => mask(it),
            InlayHintLabel::LabelParts(parts) => parts.iter_mut().for_each(|it| mask(&mut it.value)),
        }
        self.tooltip.iter_mut().for_each(|it| tooltip(it, mask));
    }
}

impl Redact for PrepareRenameResponse {
    fn each_text(&mut self, mask: &mut dyn FnMut(&mut String)) {
        if let Self::RangeWithPlaceholder { range, placeholder } = self {
            let mut shown = placeholder.clone();
            mask(&mut shown);
            // A masked name would be offered as the new one; the client takes that from its own text instead.
            if shown != *placeholder {
                *self = Self::Range(*range);
            }
        }
    }
}
