//! What may be inserted under the cursor: keys, values, whole templates.

mod begun;
mod catalogue;
mod declared;
mod deployment;
mod expression;
mod id_pattern;
mod ids;
pub mod insert;
mod keys;
mod list;
mod overrides;
pub mod parameter_file;
mod resources;
mod skeleton;
mod snippet;
mod steps;
mod suggested;
mod templates;
mod values;
mod whole;
mod writer;

use crate::document::{Document, Kind};
use crate::ide::completion::insert::{Insertion, replaceable};
use crate::ide::cursor::expression::ExpressionCursor;
use crate::ide::cursor::{self, Owner, Position};
use crate::locale::Message;
use crate::syntax::error::Problem;
use crate::syntax::string;
use crate::syntax::tree::{Kind as Json, Node, Tree};

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
    /// The order among the items, ascending.
    pub rank: u32,
    pub insertion: Insertion,
    pub deprecated: bool,
    /// The VM size that it is, one of very many: it is described once somebody looks at it.
    pub size: Option<&'static str>,
    /// Whether the editor should ask again after inserting, for the value of a new key.
    pub ask_again: bool,
}

impl Item {
    fn new(label: &str, kind: ItemKind, insertion: Insertion) -> Self {
        Self {
            label: label.to_owned(),
            kind,
            detail: None,
            words: None,
            rank: 0,
            insertion,
            deprecated: false,
            size: None,
            ask_again: false,
        }
    }
}

/// What may be inserted at a position; empty where nothing may. `known` gives the resource IDs that other files mention.
pub fn completion(doc: &Document, at: u32, known: &dyn Fn() -> Vec<String>) -> Vec<Item> {
    match doc.kind() {
        Kind::Foreign => begun::items(doc, at),
        Kind::Empty => templates::items(doc, at),
        Kind::Standalone | Kind::Arm => inside(doc, at, known),
    }
}

fn inside(doc: &Document, at: u32, known: &dyn Fn() -> Vec<String>) -> Vec<Item> {
    if let Some(cursor) = ExpressionCursor::at(doc, at) {
        return expression::items(&cursor);
    }
    let Some(position) = cursor::position(doc.tree(), at) else {
        return Vec::new();
    };
    let Some(template) = doc.template_at(at) else {
        return match doc.kind() {
            Kind::Arm => deployment::items(doc, position, at),
            _ => Vec::new(),
        };
    };
    if !fits(doc.tree(), position) {
        return Vec::new();
    }
    let replaceable = |span| replaceable(doc.text(), span, at);
    let items = match position {
        Position::Key { object, member, span } => {
            replaceable(span).map(|span| keys::items(template, object, member, span, at, known))
        }
        Position::Value { owner, value, span } => {
            replaceable(span).map(|span| values::items(template, owner, value, span, at, known))
        }
    };
    items.unwrap_or_default()
}

/// Whether what is inserted would belong to the container that the cursor is in. In damaged text it may be another one: on a line of its own,
/// the container is doubtful where its own line is not indented less, and so is what sticks to the text around the cursor.
fn fits(tree: &Tree, position: Position<'_>) -> bool {
    let (container, span) = match position {
        Position::Key { object, span, .. } => (object, span),
        Position::Value {
            owner: Owner::List(list),
            span,
            ..
        } => (list, span),
        Position::Value { .. } => return true,
    };
    let (before, _) = tree.text().split_at(span.start as usize);
    let (_, after) = tree.text().split_at(span.end as usize);
    let line = before.rsplit('\n').next().unwrap_or_default();
    if line.trim().is_empty() {
        let shares_line = after.lines().next().is_some_and(|it| !it.trim().is_empty());
        let errors = tree.errors();
        let is_doubtful = errors.iter().any(|it| shares_line || is_about_structure(it.kind));
        let outside = tree.line_indent(container.span().start).len();
        return !is_doubtful || outside == 0 || line.len() > outside;
    }
    // No JSON, but what some authors take for a comment.
    if line.trim_start().starts_with('#') {
        return false;
    }
    // A string without its end goes on to the cursor.
    let last = container.children().take_while(|it| it.span().end <= span.start).last();
    let is_unclosed = |it: Node<'_>| it.kind() == Json::String && !string::is_closed(it.source());
    if last.is_some_and(is_unclosed) {
        return false;
    }
    let sticks = before.ends_with(|it: char| it.is_alphanumeric() || matches!(it, '"' | '\''))
        || after.starts_with(':')
        || after.trim_start().starts_with('#');
    !(span.is_empty() && sticks)
}

/// Whether an error leaves in doubt what belongs to what.
fn is_about_structure(problem: Problem) -> bool {
    !matches!(
        problem,
        Problem::TrailingComma
            | Problem::ExpectedComma
            | Problem::ExpectedColon
            | Problem::ExpectedValue
            | Problem::ExpectedKey
            | Problem::BadValue
            | Problem::BadEscape
            | Problem::Quotes
    )
}
