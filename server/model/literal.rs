//! What a value comes to as far as files tell it, and which file says so.

use std::borrow::Cow;

use crate::syntax::tree::{Kind, Node};

/// A literal of the document or of its parameter file. What it says is open to everybody; its place is told only where it
/// is one of the document, so that a place of another file is never taken for one of this.
#[derive(Debug, Clone, Copy)]
pub struct Literal<'d> {
    node: Node<'d>,
    file: Option<&'d str>,
}

impl<'d> Literal<'d> {
    /// A value of the document.
    pub(super) fn here(node: Node<'d>) -> Self {
        Self { node, file: None }
    }

    /// A value of the parameter file of this name.
    pub(super) fn there(node: Node<'d>, file: &'d str) -> Self {
        Self { node, file: Some(file) }
    }

    /// The value in the document; `None` for one of the parameter file.
    pub fn place(self) -> Option<Node<'d>> {
        self.file.is_none().then_some(self.node)
    }

    /// The parameter file that says so; `None` where the document does.
    pub fn file(self) -> Option<&'d str> {
        self.file
    }

    pub fn kind(self) -> Kind {
        self.node.kind()
    }

    /// A string's text, decoded.
    pub fn as_str(self) -> Option<Cow<'d, str>> {
        self.node.as_str()
    }

    /// A whole number that fits, written without fraction or exponent.
    pub fn as_i64(self) -> Option<i64> {
        self.node.as_i64()
    }

    /// The items of a list; none of anything else.
    pub fn items(self) -> impl Iterator<Item = Self> + use<'d> {
        let items = (self.kind() == Kind::Array).then(|| self.node.children());
        let file = self.file;
        items.into_iter().flatten().map(move |node| Self { node, file })
    }
}
