//! Where the bytes of one text are in lines and characters, as the client counts them.

use std::cell::{Cell, OnceCell};

use tower_lsp::lsp_types::{Position, Range, TextEdit};

use crate::lsp::snapshot::Snapshot;
use crate::text::edit::Edit;
use crate::text::lines::Lines;
use crate::text::rope::{Encoding, Text};
use crate::text::span::Span;

/// Indexing so many bytes of flat text costs about as much as one lookup in the rope.
const BYTES_PER_LOOKUP: usize = 1024;

/// Converts offsets of one text. The first few are looked up in the rope; after that the lines of the flat text are indexed.
pub struct LineIndex<'t> {
    rope: Option<&'t Text>,
    flat: Option<&'t str>,
    encoding: Encoding,
    lookups: Cell<usize>,
    lines: OnceCell<Lines<'t>>,
}

impl<'t> LineIndex<'t> {
    /// For a document. The rope is all there is of a log.
    pub fn of_document(document: &'t Snapshot, encoding: Encoding) -> Self {
        let flat = (!document.is_log()).then(|| document.document().text());
        Self::new(Some(&document.text), flat, encoding)
    }

    /// For a text that is no document.
    pub fn of_text(text: &'t str, encoding: Encoding) -> Self {
        Self::new(None, Some(text), encoding)
    }

    fn new(rope: Option<&'t Text>, flat: Option<&'t str>, encoding: Encoding) -> Self {
        Self {
            rope,
            flat,
            encoding,
            lookups: Cell::new(0),
            lines: OnceCell::new(),
        }
    }

    pub fn position(&self, offset: u32) -> Position {
        let lookups = self.lookups.get() + 1;
        self.lookups.set(lookups);
        let is_cheaper = |flat: &&str| self.rope.is_none() || lookups.saturating_mul(BYTES_PER_LOOKUP) >= flat.len();
        let (line, character) = match (self.flat.filter(is_cheaper), self.rope) {
            (Some(flat), _) => self
                .lines
                .get_or_init(|| Lines::new(flat))
                .position(offset, self.encoding),
            (None, rope) => rope.map(|it| it.position(offset, self.encoding)).unwrap_or_default(),
        };
        Position { line, character }
    }

    pub fn range(&self, span: Span) -> Range {
        Range::new(self.position(span.start), self.position(span.end))
    }

    pub fn edit(&self, edit: Edit) -> TextEdit {
        TextEdit::new(self.range(edit.span), edit.new_text)
    }
}
