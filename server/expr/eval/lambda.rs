//! Functions that take a function.

use std::sync::Arc;

use crate::expr::eval::named::Named;
use crate::expr::eval::{Evaluated, Frame, Machine};
use crate::expr::failure::Failure;
use crate::expr::tree::{Call, Expr};
use crate::expr::value::{Type, UNIT, Unknown, Value};

/// A function that an expression writes down: the names of its arguments, and its body.
struct Lambda<'e> {
    names: Vec<Arc<str>>,
    body: &'e Expr,
}

impl<'d> Machine<'d> {
    pub(super) fn lambda_variable(&mut self, call: &Call, frame: &Frame<'d>) -> Evaluated {
        let name = self.argument(call, 0, frame)?;
        let Some(name) = name.text() else {
            return Ok(Value::unknown());
        };
        self.meter.spend(frame.weight())?;
        let found = frame.lambdas.iter().rev().find(|(it, _)| it.eq_ignore_ascii_case(name));
        let undeclared = || Failure::Undeclared(name.to_owned());
        found.map(|(_, value)| value.clone()).ok_or_else(undeclared)
    }

    /// A function over the items of its first argument.
    pub(super) fn over_items(&mut self, name: &str, call: &Call, frame: &Frame<'d>) -> Evaluated {
        let wrong = || Failure::Arguments(call.name.text.clone());
        let over = self.argument(call, 0, frame)?;
        if let Value::Unknown(_) = over {
            let kind = match name {
                "toobject" | "groupby" | "mapvalues" => Some(Type::Object),
                "reduce" => None,
                _ => Some(Type::Array),
            };
            return Ok(Value::Unknown(Unknown {
                kind,
                ..Unknown::default()
            }));
        }
        let function = |at: usize| call.arguments.get(at).and_then(lambda);
        if name == "mapvalues" {
            let Value::Object(members) = over else {
                return Err(wrong());
            };
            let lambda = function(1).ok_or_else(wrong)?;
            let mapped = members.iter().map(|(key, value)| {
                self.meter.spend(key.len())?;
                Ok((Arc::clone(key), self.made(&lambda, std::slice::from_ref(value), frame)?))
            });
            return Ok(Value::Object(mapped.collect::<Result<_, Failure>>()?));
        }
        let Value::Array(items) = over else { return Err(wrong()) };
        match name {
            "map" => {
                let lambda = function(1).ok_or_else(wrong)?;
                let with_index =
                    |(at, it): (usize, &Value)| self.made(&lambda, &[it.clone(), Value::Integer(at as i64)], frame);
                let mapped = items.iter().enumerate().map(with_index);
                Ok(Value::Array(mapped.collect::<Result<_, _>>()?))
            }
            "filter" => self.filter(&function(1).ok_or_else(wrong)?, &items, frame),
            "reduce" => {
                let lambda = function(2).ok_or_else(wrong)?;
                let mut sum = self.argument(call, 1, frame)?;
                for (at, item) in items.iter().enumerate() {
                    sum = self.apply(&lambda, &[sum, item.clone(), Value::Integer(at as i64)], frame)?;
                }
                Ok(sum)
            }
            "sort" => self.sort(&function(1).ok_or_else(wrong)?, &items, frame),
            "groupby" => self.group(&function(1).ok_or_else(wrong)?, &items, frame),
            _ => self.make_object(&function(1).ok_or_else(wrong)?, function(2).as_ref(), &items, frame),
        }
    }

    fn filter(&mut self, lambda: &Lambda<'_>, items: &[Value], frame: &Frame<'d>) -> Evaluated {
        let mut kept = Vec::new();
        for (at, item) in items.iter().enumerate() {
            match self.apply(lambda, &[item.clone(), Value::Integer(at as i64)], frame)? {
                Value::Bool(true) => kept.push(self.meter.weigh(item.clone())?),
                Value::Bool(false) => {}
                _ => {
                    return Ok(Value::of_type(Type::Array));
                }
            }
        }
        Ok(Value::Array(kept.into()))
    }

    /// The lambda says whether the first of two comes before the second.
    fn sort(&mut self, lambda: &Lambda<'_>, items: &[Value], frame: &Frame<'d>) -> Evaluated {
        let mut sorted: Vec<Value> = Vec::with_capacity(items.len());
        for item in items {
            let mut position = sorted.len();
            while let Some(before) = position.checked_sub(1).and_then(|it| sorted.get(it)) {
                match self.apply(lambda, &[item.clone(), before.clone()], frame)? {
                    Value::Bool(true) => {
                        // Equal items keep their order whether the lambda asks for less or for less or equal.
                        if self.apply(lambda, &[before.clone(), item.clone()], frame)? == Value::Bool(true) {
                            break;
                        }
                        position -= 1;
                    }
                    Value::Bool(false) => break,
                    _ => {
                        return Ok(Value::of_type(Type::Array));
                    }
                }
            }
            sorted.insert(position, self.meter.weigh(item.clone())?);
        }
        Ok(Value::Array(sorted.into()))
    }

    fn group(&mut self, lambda: &Lambda<'_>, items: &[Value], frame: &Frame<'d>) -> Evaluated {
        let mut groups: Named<Vec<Value>> = Named::default();
        for item in items {
            let Value::Text(key) = self.made(lambda, std::slice::from_ref(item), frame)? else {
                return Ok(Value::of_type(Type::Object));
            };
            let item = self.meter.weigh(item.clone())?;
            match groups.get_mut(&key) {
                Some(group) => group.push(item),
                None => groups.append(key, vec![item]),
            }
        }
        let groups = groups.into_members();
        Ok(Value::Object(
            groups.map(|(key, it)| (key, Value::Array(it.into()))).collect(),
        ))
    }

    fn make_object(
        &mut self,
        key: &Lambda<'_>,
        value: Option<&Lambda<'_>>,
        items: &[Value],
        frame: &Frame<'d>,
    ) -> Evaluated {
        let mut members = Named::default();
        for item in items {
            let Value::Text(key) = self.made(key, std::slice::from_ref(item), frame)? else {
                return Ok(Value::of_type(Type::Object));
            };
            let value = match value {
                Some(value) => self.made(value, std::slice::from_ref(item), frame)?,
                None => self.meter.weigh(item.clone())?,
            };
            members.append(key, value);
        }
        Ok(Value::Object(members.into_members().collect()))
    }

    /// What a lambda makes for a list or an object.
    fn made(&mut self, lambda: &Lambda<'_>, arguments: &[Value], frame: &Frame<'d>) -> Evaluated {
        let value = self.apply(lambda, arguments, frame)?;
        self.meter.weigh(value)
    }

    fn apply(&mut self, lambda: &Lambda<'_>, arguments: &[Value], frame: &Frame<'d>) -> Evaluated {
        self.meter.spend(frame.weight() + UNIT * lambda.names.len())?;
        let mut frame = frame.clone();
        let named = lambda.names.iter().cloned().zip(arguments.iter().cloned());
        frame.lambdas.extend(named);
        self.expr(lambda.body, &frame)
    }
}

/// `lambda('a', 'b', body)`
fn lambda(expr: &Expr) -> Option<Lambda<'_>> {
    let call = expr.call().filter(|it| it.is("lambda"))?;
    let (body, names) = call.arguments.split_last()?;
    let names = names.iter().map(|it| it.text().map(Arc::from));
    Some(Lambda {
        names: names.collect::<Option<_>>()?,
        body,
    })
}
