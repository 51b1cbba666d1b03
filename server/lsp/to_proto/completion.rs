//! Completion items as the client can take them.

use tower_lsp::lsp_types::{
    Command, CompletionItem, CompletionItemKind, CompletionItemTag, CompletionResponse, CompletionTextEdit,
    Documentation, InsertTextFormat, InsertTextMode,
};

use crate::ide::completion::{Item, ItemKind};
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto::{Places, markup};
use crate::text::edit::Edit;

/// All items, in the order of their ranks whatever the client does with their labels.
pub fn items(snapshot: &Snapshot, items: Vec<Item>) -> CompletionResponse {
    let places = Places::new(snapshot, items.len());
    CompletionResponse::Array(items.into_iter().map(|it| item(snapshot, &places, it)).collect())
}

fn item(snapshot: &Snapshot, places: &Places<'_>, item: Item) -> CompletionItem {
    let (features, lang) = (&snapshot.features, snapshot.lang());
    let narrow = item.narrow.filter(|_| !features.replaces_right);
    let snippet = item.snippet.filter(|_| features.snippets);
    let (edit, format) = match (narrow, snippet) {
        (Some(narrow), _) => (narrow, InsertTextFormat::PLAIN_TEXT),
        (None, Some(snippet)) => (Edit::replace(item.edit.span, snippet), InsertTextFormat::SNIPPET),
        (None, None) => (item.edit, InsertTextFormat::PLAIN_TEXT),
    };
    let adjusted = features.insert_adjusted && edit.new_text.contains('\n');
    let also: Vec<_> = item.also.into_iter().map(|it| places.edit(it)).collect();
    let again = features.suggest_again && item.ask_again;
    let documentation = item
        .words
        .map(|it| Documentation::MarkupContent(markup(it.get(lang), features.item_markdown)));
    CompletionItem {
        label: item.label,
        kind: Some(match item.kind {
            ItemKind::Property => CompletionItemKind::PROPERTY,
            ItemKind::Value => CompletionItemKind::VALUE,
            ItemKind::Skeleton => CompletionItemKind::SNIPPET,
            ItemKind::Function => CompletionItemKind::FUNCTION,
            ItemKind::Variable => CompletionItemKind::VARIABLE,
        }),
        detail: item.detail.map(|it| it.get(lang).to_owned()),
        documentation,
        sort_text: Some(format!("{:05}", item.rank)),
        filter_text: Some(item.filter),
        insert_text_format: Some(format),
        insert_text_mode: adjusted.then_some(InsertTextMode::ADJUST_INDENTATION),
        text_edit: Some(CompletionTextEdit::Edit(places.edit(edit))),
        additional_text_edits: Some(also).filter(|it| !it.is_empty()),
        tags: (features.item_tags && item.deprecated).then(|| vec![CompletionItemTag::DEPRECATED]),
        command: again.then(|| Command::new("Suggest".to_owned(), "editor.action.triggerSuggest".to_owned(), None)),
        ..CompletionItem::default()
    }
}
