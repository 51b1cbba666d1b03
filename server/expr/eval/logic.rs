//! Functions that evaluate only the arguments they need.

use crate::expr::eval::{Evaluated, Frame, Machine};
use crate::expr::failure::Failure;
use crate::expr::tree::Call;
use crate::expr::value::{Type, Unknown, Value};

impl<'d> Machine<'d> {
    /// `if(condition, then, otherwise)`
    pub(super) fn choose(&mut self, call: &Call, frame: &Frame<'d>) -> Evaluated {
        match self.argument(call, 0, frame)? {
            Value::Bool(true) => self.argument(call, 1, frame),
            Value::Bool(false) => self.argument(call, 2, frame),
            Value::Unknown(_) => {
                let then = self.argument(call, 1, frame);
                let otherwise = self.argument(call, 2, frame);
                let (Ok(then), Ok(otherwise)) = (then, otherwise) else {
                    return Ok(Value::unknown());
                };
                if then == otherwise {
                    return Ok(then);
                }
                let kind = then.kind().filter(|it| otherwise.kind() == Some(*it));
                Ok(Value::Unknown(Unknown {
                    kind,
                    ..Unknown::default()
                }))
            }
            _ => Err(Failure::Arguments(call.name.text.clone())),
        }
    }

    /// `and(…)`, `or(…)`: done at the first argument that settles it.
    pub(super) fn decide(&mut self, call: &Call, is_and: bool, frame: &Frame<'d>) -> Evaluated {
        let mut is_unknown = false;
        for at in 0..call.arguments.len() {
            match self.argument(call, at, frame)? {
                Value::Bool(it) if it != is_and => return Ok(Value::Bool(it)),
                Value::Bool(_) => {}
                Value::Unknown(_) => is_unknown = true,
                _ => return Err(Failure::Arguments(call.name.text.clone())),
            }
        }
        if is_unknown {
            return Ok(Value::of_type(Type::Bool));
        }
        Ok(Value::Bool(is_and))
    }

    /// `coalesce(…)`: the first that is not null.
    pub(super) fn coalesce(&mut self, call: &Call, frame: &Frame<'d>) -> Evaluated {
        for at in 0..call.arguments.len() {
            match self.argument(call, at, frame)? {
                Value::Null => {}
                value => return Ok(value),
            }
        }
        Ok(Value::Null)
    }
}
