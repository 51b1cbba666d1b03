//! Loops: what a `copy` makes, and which turn of it an expression is in.

use std::sync::Arc;

use super::{Evaluated, Frame, Machine};
use crate::expr::tree::Call;
use crate::expr::value::{Type, Value};
use crate::syntax::tree::Node;

impl<'d> Machine<'d> {
    /// The list that an item of a `copy` makes.
    pub(super) fn copied(&mut self, item: Node<'d>, frame: &Frame<'d>) -> Evaluated {
        let (Some(count), Some(input)) = (item.get("count"), item.get("input")) else {
            return Ok(Value::of_type(Type::Array));
        };
        let Value::Integer(count) = self.json(count, frame)? else {
            return Ok(Value::of_type(Type::Array));
        };
        let name = item.get("name").and_then(Node::as_str).unwrap_or_default();
        self.meter.spend(frame.weight() + name.len())?;
        let name: Arc<str> = name.into();
        let mut items = Vec::new();
        let mut frame = frame.clone();
        for turn in 0..count {
            frame.loops.push((Arc::clone(&name), turn));
            let value = self.json(input, &frame)?;
            items.push(self.meter.weigh(value)?);
            frame.loops.pop();
        }
        Ok(Value::Array(items.into()))
    }

    /// `copyIndex()`, `copyIndex(offset)`, `copyIndex('loop')` or `copyIndex('loop', offset)`.
    pub(super) fn copy_index(&mut self, call: &Call, frame: &Frame<'d>) -> Evaluated {
        self.meter.spend(frame.weight())?;
        let arguments = self.arguments(call, frame)?;
        let (wanted, offset) = match arguments.as_slice() {
            [] => (None, 0),
            [Value::Integer(offset)] => (None, *offset),
            [Value::Text(name)] => (Some(name), 0),
            [Value::Text(name), Value::Integer(offset)] => (Some(name), *offset),
            _ => return Ok(Value::named(Some(Type::Integer), "copyIndex()")),
        };
        let is_it = |(name, _): &&(Arc<str>, i64)| wanted.is_none_or(|it| it.eq_ignore_ascii_case(name));
        let turn = frame
            .loops
            .iter()
            .rev()
            .find(is_it)
            .map(|(_, turn)| turn.saturating_add(offset));
        Ok(turn.map_or_else(|| Value::named(Some(Type::Integer), "copyIndex()"), Value::Integer))
    }
}
