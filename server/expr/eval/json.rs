//! JSON values with expressions in them.

use crate::expr::eval::{Evaluated, Frame, Machine};
use crate::expr::expression::Expression;
use crate::expr::failure::Failure;
use crate::expr::value::{self, Member, Value};
use crate::expr::{is_expression, unescaped};
use crate::syntax::tree::{Kind, Node};

impl<'d> Machine<'d> {
    /// A JSON value with all expressions in it.
    pub(super) fn json(&mut self, node: Node<'d>, frame: &Frame<'d>) -> Evaluated {
        self.deeper(|it| it.json_inside(node, frame))
    }

    fn json_inside(&mut self, node: Node<'d>, frame: &Frame<'d>) -> Evaluated {
        match node.kind() {
            Kind::String => match self.expression_of(node, frame) {
                Some(value) => value,
                None => Ok(Value::Text(unescaped(&node.as_str().unwrap_or_default()).into())),
            },
            Kind::Array => {
                let items = node.children().map(|it| self.json_part(it, frame));
                Ok(Value::Array(items.collect::<Result<_, _>>()?))
            }
            Kind::Object => {
                let mut members: Vec<Member> = Vec::new();
                for member in node.children() {
                    if member.has_key("copy") && member.kind() == Kind::Array {
                        for item in member.children() {
                            let name = item.get("name").and_then(Node::as_str).unwrap_or_default();
                            self.meter.spend(name.len())?;
                            members.push((name.into(), self.copied(item, frame)?));
                        }
                        continue;
                    }
                    members.push((self.key(member, frame)?.into(), self.json_part(member, frame)?));
                }
                Ok(Value::Object(members.into()))
            }
            _ => Ok(value::plain(node)),
        }
    }

    /// A value inside another one: what it shares with a variable, whoever reads it meets there once more.
    pub(super) fn json_part(&mut self, node: Node<'d>, frame: &Frame<'d>) -> Evaluated {
        let value = self.json(node, frame)?;
        match node.kind() {
            Kind::String => self.meter.weigh(value),
            _ => Ok(value),
        }
    }

    fn key(&mut self, member: Node<'d>, frame: &Frame<'d>) -> Result<String, Failure> {
        let written = member.key_span().unwrap_or_default();
        self.meter.spend(written.len() as usize)?;
        let key = member.key().unwrap_or_default();
        if !is_expression(&key) {
            return Ok(unescaped(&key).to_owned());
        }
        let Some(expression) = Expression::of_key(member).filter(|it| it.mistakes.is_empty()) else {
            return Err(Failure::Broken);
        };
        let value = self.whole(&expression, frame)?;
        self.meter.spend(value.weight())?;
        Ok(value.inside_text().unwrap_or_else(|| key.into_owned()))
    }
}
