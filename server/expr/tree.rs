//! The tree of an expression. Positions are byte offsets in the text that the JSON string says, its brackets included.

use crate::text::span::Span;

/// A part of an expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    pub span: Span,
    pub kind: Kind,
}

/// What a part is.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// `'text'`, as it reads.
    Text(String),
    Integer(i64),
    Float(f64),
    /// `name(…)`
    Call(Call),
    /// `of.name`
    Member {
        of: Box<Expr>,
        name: Name,
        is_safe: bool,
    },
    /// `of[index]`
    Index {
        of: Box<Expr>,
        index: Box<Expr>,
        is_safe: bool,
    },
    /// A name that nothing is done with: a call that is still being typed, or no expression at all.
    Word(String),
    /// A missing value.
    Missing,
}

/// A function with its arguments.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// `contoso` of `contoso.name(…)`: whose function it is; `None` for those of the language.
    pub namespace: Option<Name>,
    pub name: Name,
    pub arguments: Vec<Expr>,
    /// Between the parentheses; to the end of the text if there is no closing one.
    pub inside: Span,
    pub is_closed: bool,
}

/// A token with its position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    pub text: String,
    pub span: Span,
}

impl Expr {
    /// The parts that it is made of.
    pub fn parts(&self) -> Vec<&Expr> {
        match &self.kind {
            Kind::Call(call) => call.arguments.iter().collect(),
            Kind::Member { of, .. } => vec![of],
            Kind::Index { of, index, .. } => vec![of, index],
            _ => Vec::new(),
        }
    }

    /// Itself and all parts, the outer before the inner, in the order of the text.
    pub fn walk(&self) -> Vec<&Expr> {
        let mut found = Vec::new();
        let mut waiting = vec![self];
        while let Some(expr) = waiting.pop() {
            found.push(expr);
            waiting.extend(expr.parts().into_iter().rev());
        }
        found
    }

    /// The call that it is.
    pub fn call(&self) -> Option<&Call> {
        match &self.kind {
            Kind::Call(call) => Some(call),
            _ => None,
        }
    }

    /// What it says where it is a plain text.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl Call {
    /// Whether it is this function of the language.
    pub fn is(&self, function: &str) -> bool {
        self.namespace.is_none() && self.name.text.eq_ignore_ascii_case(function)
    }
}
