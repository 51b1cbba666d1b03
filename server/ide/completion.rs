//! What may be inserted under the cursor: keys, values, whole templates.

mod expression;
mod insert;
mod keys;
mod overrides;
pub mod parameter_file;
mod skeleton;
mod templates;
mod values;

use crate::document::{Document, Kind};
use crate::ide::completion::insert::replaceable;
use crate::ide::cursor::expression::ExpressionCursor;
use crate::ide::cursor::{self, Position};
use crate::locale::Message;
use crate::text::edit::Edit;

/// The kind of a completion item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemKind {
    Property,
    Value,
    Skeleton,
    /// A function of the template language, or one of the template's own.
    Function,
    /// A parameter or a variable.
    Variable,
}

/// One thing to insert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub label: String,
    pub kind: ItemKind,
    /// Type, default and the like, shown next to the label.
    pub detail: Option<Message>,
    /// Markdown.
    pub words: Option<Message>,
    /// What typed text is matched against: it begins like the text under `edit.at`.
    pub filter: String,
    /// The order among the items, ascending.
    pub rank: u32,
    /// The change in plain text. It replaces the whole word, including the part after the cursor.
    pub edit: Edit,
    /// The same change in LSP's snippet syntax, where it has positions to fill in.
    pub snippet: Option<String>,
    /// The change for editors that keep the text after the cursor; `None` if nothing
    /// does.
    pub narrow: Option<Edit>,
    /// Changes elsewhere that go with it: the comma after the member before.
    pub also: Vec<Edit>,
    pub deprecated: bool,
    /// Whether the editor should ask again after inserting, for the value of a new key.
    pub ask_again: bool,
}

/// What may be inserted at a position; empty where nothing may.
pub fn completion(doc: &Document, at: u32) -> Vec<Item> {
    match doc.kind() {
        Kind::Foreign => Vec::new(),
        Kind::Empty => templates::items(doc, at),
        Kind::Standalone | Kind::Arm => inside(doc, at),
    }
}

fn inside(doc: &Document, at: u32) -> Vec<Item> {
    if let Some(cursor) = ExpressionCursor::at(doc, at) {
        return expression::items(&cursor);
    }
    let (Some(template), Some(position)) = (doc.template_at(at), cursor::position(doc, at)) else {
        return Vec::new();
    };
    let replaceable = |span| replaceable(doc.text(), span, at);
    let items = match position {
        Position::Key { object, member, span } => {
            replaceable(span).map(|span| keys::items(template, object, member, span, at))
        }
        Position::Value { owner, value, span } => {
            replaceable(span).map(|span| values::items(template, owner, value, span, at))
        }
    };
    items.unwrap_or_default()
}
