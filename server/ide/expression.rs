//! The expression under the cursor, and in words what expressions rest on.

use crate::document::{Document, Kind};
use crate::expr::eval::{self, Origin, Outcome};
use crate::expr::expression::Expression;
use crate::expr::scope::{self, Scope};
use crate::expr::tree::Expr;
use crate::locale::Say;
use crate::model::parameters::ParameterFile;
use crate::say;
use crate::syntax::tree::Node;
use crate::text::plain::code;

/// An expression and a place in it.
pub(super) struct Cursor<'d> {
    pub doc: &'d Document,
    pub expression: Expression<'d>,
    pub scope: Scope<'d>,
    /// Bytes of the expression's text before the cursor.
    pub place: u32,
}

impl<'d> Cursor<'d> {
    /// The expression that a person reads or types at a place; `None` where none is evaluated.
    pub fn at(doc: &'d Document, at: u32) -> Option<Self> {
        if doc.kind() != Kind::Arm {
            return None;
        }
        let node = doc.tree().innermost(at)?;
        let expression = Expression::typed(node, at)?;
        let scope = scope::of(node)?;
        let place = expression.place(at);
        Some(Self {
            doc,
            expression,
            scope,
            place,
        })
    }

    /// The parts that hold or touch the cursor, the outermost first.
    pub fn around(&self) -> Vec<&Expr> {
        self.expression.around(self.place)
    }

    /// What a part of the expression comes to.
    pub fn part(&self, part: &Expr) -> Outcome {
        eval::part(&self.expression, part, given(self.doc))
    }
}

/// What an expression comes to, with the values that the deployment is to be started with.
pub(super) fn evaluate(doc: &Document, expression: &Expression<'_>) -> Outcome {
    eval::evaluate(expression, given(doc))
}

fn given(doc: &Document) -> Option<Node<'_>> {
    doc.parameters().and_then(|it| it.values())
}

/// Where a value is from: "from the default of `vmSize`"; empty where it rests on no parameter.
pub(super) fn origins(doc: &Document, from: &[Origin]) -> Say {
    let file = code(doc.parameters().map_or("", |it| ParameterFile::name(it)));
    let mut seen = Vec::new();
    for origin in from {
        if !seen.contains(&origin) {
            seen.push(origin);
        }
    }
    let words = seen.into_iter().map(|origin| match origin {
        Origin::Default(name) => {
            let name = code(name);
            say! { en: "the default of {name}", pt_br: "do padrão de {name}" }
        }
        Origin::File(name) => {
            let name = code(name);
            say! { en: "{name} in {file}", pt_br: "de {name} em {file}" }
        }
        Origin::Passed(name) => {
            let name = code(name);
            say! { en: "{name} as the outer deployment passes it", pt_br: "de {name} como a implantação externa informa" }
        }
    });
    let mut out = Say::default();
    for (at, words) in words.enumerate() {
        let (en, pt_br) = if at == 0 { ("from ", "a partir ") } else { (", ", ", ") };
        out.en = format!("{}{en}{}", out.en, words.en).into();
        out.pt_br = format!("{}{pt_br}{}", out.pt_br, words.pt_br).into();
    }
    out
}
