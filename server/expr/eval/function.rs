//! Functions that a deployment template declares itself.

use crate::expr::eval::{Evaluated, Frame, Machine};
use crate::expr::failure::Failure;
use crate::expr::scope::Scope;
use crate::expr::tree::Call;
use crate::expr::value::{UNIT, Value};

impl<'d> Machine<'d> {
    /// A function that the document declares.
    pub(super) fn own_function(&mut self, space: &str, call: &Call, frame: &Frame<'d>) -> Evaluated {
        let name = || format!("{space}.{}", call.name.text);
        let Some(function) = frame.scope.function(space, &call.name.text) else {
            return Err(Failure::NoFunction(name()));
        };
        let values = self.arguments(call, frame)?;
        let inner = Scope::Function {
            function,
            deployment: frame.scope.deployment(),
        };
        let parameters = inner.parameters();
        self.meter.spend(UNIT * parameters.len())?;
        if parameters.len() != values.len() {
            return Err(Failure::Arguments(name()));
        }
        let Some(output) = function.at(&["output", "value"]) else {
            return Ok(Value::unknown());
        };
        let named = parameters.into_iter().map(|it| it.name.into()).zip(values);
        let frame = Frame {
            arguments: Some(named.collect()),
            ..Frame::of(inner)
        };
        self.json(output, &frame)
    }
}
