//! Completion items as the client can take them.

use tower_lsp::lsp_types::{
    Command, CompletionItem, CompletionItemKind, CompletionItemTag, CompletionResponse, CompletionTextEdit,
    Documentation, InsertTextFormat, InsertTextMode,
};

use crate::ide::completion::{Item, ItemKind};
use crate::lsp::client_capabilities::Features;
use crate::lsp::line_index::LineIndex;
use crate::lsp::to_proto::{markup, shown};
use crate::text::edit::Edit;
use crate::text::plain::Shown;

/// All items, in the order of their ranks whatever the client does with their labels.
pub fn items(items: Vec<Item>, index: &LineIndex<'_>, client: &Features) -> CompletionResponse {
    CompletionResponse::Array(items.into_iter().map(|it| item(it, index, client)).collect())
}

fn item(item: Item, index: &LineIndex<'_>, client: &Features) -> CompletionItem {
    let narrow = item.narrow.filter(|_| !client.replaces_right);
    let snippet = item.snippet.filter(|_| client.snippets);
    let (edit, format) = match (narrow, snippet) {
        (Some(narrow), _) => (narrow, InsertTextFormat::PLAIN_TEXT),
        (None, Some(snippet)) => (Edit::replace(item.edit.span, snippet), InsertTextFormat::SNIPPET),
        (None, None) => (item.edit, InsertTextFormat::PLAIN_TEXT),
    };
    let adjusted = client.insert_adjusted && edit.new_text.contains('\n');
    let also: Vec<_> = item.also.into_iter().map(|it| index.edit(it)).collect();
    let again = client.suggest_again && item.ask_again;
    let documentation = item
        .words
        .map(|it| Documentation::MarkupContent(markup(&it, client.item_markdown, client)));
    CompletionItem {
        label: Shown(&item.label).line(),
        kind: Some(match item.kind {
            ItemKind::Property => CompletionItemKind::PROPERTY,
            ItemKind::Value => CompletionItemKind::VALUE,
            ItemKind::Skeleton => CompletionItemKind::SNIPPET,
            ItemKind::Function => CompletionItemKind::FUNCTION,
            ItemKind::Variable => CompletionItemKind::VARIABLE,
        }),
        detail: item.detail.map(|it| shown(&it, client)),
        documentation,
        sort_text: Some(format!("{:05}", item.rank)),
        filter_text: Some(item.filter),
        insert_text_format: Some(format),
        insert_text_mode: adjusted.then_some(InsertTextMode::ADJUST_INDENTATION),
        text_edit: Some(CompletionTextEdit::Edit(index.edit(edit))),
        additional_text_edits: Some(also).filter(|it| !it.is_empty()),
        tags: (client.item_tags && item.deprecated).then(|| vec![CompletionItemTag::DEPRECATED]),
        command: again.then(|| Command::new("Suggest".to_owned(), "editor.action.triggerSuggest".to_owned(), None)),
        ..CompletionItem::default()
    }
}
