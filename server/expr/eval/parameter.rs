//! What a parameter says: what its deployment is started with, else its default, else no more than its type.

use crate::expr::eval::{Evaluated, Frame, Machine, Origin, Start};
use crate::expr::scope::{self, Declaration, Scope};
use crate::expr::value::{self, Value};
use crate::syntax::tree::{Kind, Node};

impl<'d> Machine<'d> {
    pub(super) fn parameter(&mut self, declaration: &Declaration<'d>, scope: Scope<'d>) -> Evaluated {
        let node = declaration.node;
        let type_name = node.get("type").and_then(Node::as_str).unwrap_or_default();
        // Null has no type.
        let may_be_null = node.get("nullable").is_some_and(|it| it.as_bool() != Some(false));
        let kind = value::type_named(&type_name).filter(|_| !may_be_null);
        let unknown = || Ok(Value::named(kind, &declaration.name));
        // A function is checked without a call, or the value is secret.
        let is_open = matches!(scope, Scope::Function { .. });
        if is_open || type_name.to_ascii_lowercase().starts_with("secure") {
            return unknown();
        }
        let Start::With(file) = self.start else {
            return unknown();
        };
        let name = || declaration.name.clone().into_owned();
        let passed = scope.passed();
        let (given, outer) = match passed {
            Some((given, outer)) => (given, Some(outer)),
            None => (file, None),
        };
        if let Some(entry) = given.and_then(|it| scope::member(it, &declaration.name)) {
            let Some(value) = entry.get("value").filter(|it| it.kind() != Kind::Null) else {
                return unknown();
            };
            return match outer {
                Some(outer) => {
                    self.from.add(&Origin::Passed(name()));
                    self.json(value, &Frame::of(outer))
                }
                None => {
                    self.from.add(&Origin::File(name()));
                    self.meter.spend(value.span().len() as usize)?;
                    self.meter.weigh(value::plain(value))
                }
            };
        }
        let Some(default) = node.get("defaultValue") else {
            return unknown();
        };
        self.from.add(&Origin::Default(name()));
        self.json(default, &Frame::of(scope))
    }
}
