//! The expression at an offset.

use crate::document::{Document, Kind};
use crate::expr::eval::{self, Evaluation};
use crate::expr::expression::Expression;
use crate::expr::scope::{self, Scope};
use crate::expr::tree::Expr;
use crate::ide::expression;

/// An expression and an offset in it.
pub(in crate::ide) struct ExpressionCursor<'d> {
    pub doc: &'d Document,
    pub expression: Expression<'d>,
    pub scope: Scope<'d>,
    /// The offset of the cursor in the document.
    pub at: u32,
    /// Bytes of the expression's text before the cursor.
    pub offset: u32,
}

impl<'d> ExpressionCursor<'d> {
    /// The expression that a person reads or types at an offset; `None` if none is evaluated.
    pub fn at(doc: &'d Document, at: u32) -> Option<Self> {
        if doc.kind() != Kind::Arm {
            return None;
        }
        let node = doc.tree().innermost(at)?;
        let expression = Expression::typed(node, at)?;
        let scope = scope::of(node)?;
        let offset = expression.offset(at);
        Some(Self {
            doc,
            expression,
            scope,
            at,
            offset,
        })
    }

    /// The parts that contain or touch the cursor, the outermost first.
    pub fn enclosing(&self) -> Vec<&Expr> {
        self.expression.enclosing(self.offset)
    }

    /// What a part of the expression evaluates to.
    pub fn part(&self, part: &Expr) -> Evaluation {
        eval::part(&self.expression, part, expression::given(self.doc))
    }
}
