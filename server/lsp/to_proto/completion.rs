//! Completion items as the client can take them.

use serde_json::json;
use tower_lsp::lsp_types::{
    Command, CompletionItem, CompletionItemKind, CompletionItemTag, CompletionResponse, CompletionTextEdit,
    Documentation, InsertTextFormat, InsertTextMode,
};

use crate::ide::completion::{Item, ItemKind};
use crate::locale::Message;
use crate::lsp::client_capabilities::Features;
use crate::lsp::line_index::LineIndex;
use crate::lsp::to_proto::{markup, shown};
use crate::text::edit::Edit;
use crate::text::plain::Shown;

/// All items, in the order of their ranks whatever the client does with their labels; `at` is the cursor. What the client would insert
/// wrongly is left out.
pub fn items(mut items: Vec<Item>, at: u32, index: &LineIndex<'_>, client: &Features) -> CompletionResponse {
    items.sort_by_key(|it| it.rank);
    let items = items.into_iter().filter_map(|it| item(it, at, index, client));
    CompletionResponse::Array(items.collect())
}

fn item(item: Item, at: u32, index: &LineIndex<'_>, client: &Features) -> Option<CompletionItem> {
    let insertion = item.insertion;
    let also = insertion.comma_before.into_iter();
    let (edit, snippet, filter, also) = match insertion.narrow {
        Some(narrow) if !client.replaces_right => (narrow.edit, narrow.snippet, narrow.filter, also.collect()),
        // A client that keeps what is right of the cursor cannot be given this one.
        None if !client.replaces_right && insertion.edit.span.end > at => return None,
        _ => {
            let also: Vec<_> = also.chain(insertion.comma_after).collect();
            (insertion.edit, insertion.snippet, insertion.filter, also)
        }
    };
    let (edit, format) = match snippet.filter(|_| client.snippets) {
        Some(snippet) => (Edit::replace(edit.span, snippet), InsertTextFormat::SNIPPET),
        None => (edit, InsertTextFormat::PLAIN_TEXT),
    };
    let adjusted = client.insert_adjusted && edit.new_text.contains('\n');
    let also: Vec<_> = also.into_iter().map(|it| index.edit(it)).collect();
    let again = client.suggest_again && item.ask_again;
    let documentation = item
        .words
        .map(|it| Documentation::MarkupContent(markup(&it, client.item_markdown, client)));
    Some(CompletionItem {
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
        // Before what others offer in quotes, such as the JSON support of an editor.
        sort_text: Some(format!("!{:05}", item.rank)),
        filter_text: Some(filter),
        insert_text_format: Some(format),
        insert_text_mode: adjusted.then_some(InsertTextMode::ADJUST_INDENTATION),
        text_edit: Some(CompletionTextEdit::Edit(index.edit(edit))),
        additional_text_edits: Some(also).filter(|it| !it.is_empty()),
        data: item.size.map(|it| json!({ "size": it })),
        tags: (client.item_tags && item.deprecated).then(|| vec![CompletionItemTag::DEPRECATED]),
        command: again.then(|| Command::new("Suggest".to_owned(), "editor.action.triggerSuggest".to_owned(), None)),
        ..CompletionItem::default()
    })
}

/// An item with a description that was left out before.
pub fn described(item: CompletionItem, words: &Message, client: &Features) -> CompletionItem {
    let words = markup(words, client.item_markdown, client);
    CompletionItem {
        documentation: Some(Documentation::MarkupContent(words)),
        ..item
    }
}

/// The VM size that an item is.
pub fn size(item: &CompletionItem) -> Option<&str> {
    item.data.as_ref()?.get("size")?.as_str()
}
