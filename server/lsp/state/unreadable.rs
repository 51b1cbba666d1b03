//! Documents whose text is not known any more, because a message about them could not be read. They are as good as closed until the
//! client sends a whole text.

use std::sync::Arc;

use tower_lsp::lsp_types::{TextDocumentContentChangeEvent, Url};

use crate::lsp::state::State;
use crate::lsp::unreadable::UnreadableDocument;
use crate::say;

impl State {
    /// Gives up a document, and says so once.
    pub(super) fn lose(&mut self, document: UnreadableDocument) {
        let UnreadableDocument { uri, is_too_long } = document;
        if self.unreadable.contains_key(&uri) {
            return;
        }
        let before = self.documents.get(&uri).cloned();
        self.close(&uri);
        self.unreadable.insert(uri.clone(), before);
        let name = uri
            .path_segments()
            .and_then(|mut it| it.next_back())
            .unwrap_or_default();
        let message = match is_too_long {
            true => say! {
                en: "`{name}` is not checked: the editor sent a message longer than 64 MiB",
                pt_br: "`{name}` não é verificado: o editor enviou uma mensagem com mais de 64 MiB",
            },
            false => say! {
                en: "`{name}` is not checked until you reopen it: the editor sent a text that cannot be read",
                pt_br: "`{name}` não é verificado até ser reaberto: o editor enviou um texto que não pode ser lido",
            },
        };
        self.warn(message.get(self.lang()).to_owned());
    }

    /// Takes a document back whose whole text comes with a change. Gives the changes that count.
    pub(super) fn reopen<'c>(
        &mut self,
        uri: &Url,
        changes: &'c [TextDocumentContentChangeEvent],
    ) -> &'c [TextDocumentContentChangeEvent] {
        let whole = changes.iter().rposition(|it| it.range.is_none());
        let changes = whole.and_then(|it| changes.get(it..)).unwrap_or(changes);
        if whole.is_none() {
            return changes;
        }
        if let Some(Some(before)) = self.unreadable.remove(uri) {
            let documents = Arc::make_mut(&mut self.documents);
            documents.insert(uri.clone(), before);
            self.check_again(uri);
            self.affect(uri);
        }
        changes
    }
}
