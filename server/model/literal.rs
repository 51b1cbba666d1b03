//! The value of an expression as far as the files determine it, and the file that determines it.

use std::borrow::Cow;

use crate::expr::value::{Type, Value};
use crate::syntax::tree::{Kind, Node};

/// A value of the document or of its parameter file, or one that they are enough to compute. What it says is open to
/// everybody; its position is known only if it is in the document, so that a position of another file is never taken for one
/// of this.
#[derive(Debug, Clone)]
pub struct Literal<'d> {
    said: Said<'d>,
    file: Option<&'d str>,
}

/// Where it is said.
#[derive(Debug, Clone)]
enum Said<'d> {
    Written(Node<'d>),
    Computed(Value),
}

impl<'d> Literal<'d> {
    /// A value of the document.
    pub(super) fn here(node: Node<'d>) -> Self {
        let said = Said::Written(node);
        Self { said, file: None }
    }

    /// A value of the parameter file of this name.
    pub(super) fn there(node: Node<'d>, file: &'d str) -> Self {
        let said = Said::Written(node);
        Self { said, file: Some(file) }
    }

    /// What an expression evaluates to, by the parameter file of this name where that has a part in it.
    pub(super) fn computed(value: Value, file: Option<&'d str>) -> Self {
        let said = Said::Computed(value);
        Self { said, file }
    }

    /// The value in the document; `None` for one of the parameter file, and one that is computed.
    pub fn in_document(&self) -> Option<Node<'d>> {
        match self.said {
            Said::Written(node) => self.file.is_none().then_some(node),
            Said::Computed(_) => None,
        }
    }

    /// The parameter file that says so; `None` if the document does.
    pub fn file(&self) -> Option<&'d str> {
        self.file
    }

    pub fn kind(&self) -> Kind {
        match &self.said {
            Said::Written(node) => node.kind(),
            Said::Computed(value) => match (value, value.kind()) {
                (Value::Null, _) => Kind::Null,
                (Value::Float(_), _) => Kind::Number,
                (_, Some(Type::Bool)) => Kind::Bool,
                (_, Some(Type::Integer)) => Kind::Number,
                (_, Some(Type::Text)) => Kind::String,
                (_, Some(Type::Array)) => Kind::Array,
                (_, Some(Type::Object)) => Kind::Object,
                (_, None) => Kind::Broken,
            },
        }
    }

    /// A string's text, decoded.
    pub fn as_str(&self) -> Option<Cow<'d, str>> {
        match &self.said {
            Said::Written(node) => node.as_str(),
            Said::Computed(Value::Text(text)) => Some(Cow::Owned(text.to_string())),
            Said::Computed(_) => None,
        }
    }

    /// A whole number that fits, written without fraction or exponent.
    pub fn as_i64(&self) -> Option<i64> {
        match &self.said {
            Said::Written(node) => node.as_i64(),
            Said::Computed(value) => value.integer(),
        }
    }

    /// The items of a list; none of anything else.
    pub fn items(self) -> Vec<Self> {
        let file = self.file;
        match self.said {
            Said::Written(node) if node.kind() == Kind::Array => {
                let item = |node| Self {
                    said: Said::Written(node),
                    file,
                };
                node.children().map(item).collect()
            }
            Said::Computed(Value::Array(items)) => items.iter().map(|it| Self::computed(it.clone(), file)).collect(),
            _ => Vec::new(),
        }
    }
}
