//! Functions that take a function.

use crate::expr::eval::{Evaluated, Frame, Machine};
use crate::expr::failure::Failure;
use crate::expr::tree::{Call, Expr};
use crate::expr::value::{Type, Unknown, Value};

/// A function that an expression writes down: the names of its arguments, and its body.
struct Lambda<'e> {
    names: Vec<String>,
    body: &'e Expr,
}

impl<'d> Machine<'d> {
    pub(super) fn lambda_variable(&mut self, call: &Call, frame: &Frame<'d>) -> Evaluated {
        let name = self.argument(call, 0, frame)?;
        let Some(name) = name.text() else {
            return Ok(Value::unknown());
        };
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
            let mapped = members
                .into_iter()
                .map(|(key, value)| Ok((key, self.run(&lambda, &[value], frame)?)));
            return Ok(Value::Object(mapped.collect::<Result<_, Failure>>()?));
        }
        let Value::Array(items) = over else { return Err(wrong()) };
        match name {
            "map" => {
                let lambda = function(1).ok_or_else(wrong)?;
                let with_index = |(at, it): (usize, Value)| self.run(&lambda, &[it, Value::Integer(at as i64)], frame);
                let mapped = items.into_iter().enumerate().map(with_index);
                Ok(Value::Array(mapped.collect::<Result<_, _>>()?))
            }
            "filter" => self.filter(&function(1).ok_or_else(wrong)?, items, frame),
            "reduce" => {
                let lambda = function(2).ok_or_else(wrong)?;
                let mut sum = self.argument(call, 1, frame)?;
                for (at, item) in items.into_iter().enumerate() {
                    sum = self.run(&lambda, &[sum, item, Value::Integer(at as i64)], frame)?;
                }
                Ok(sum)
            }
            "sort" => self.sort(&function(1).ok_or_else(wrong)?, items, frame),
            "groupby" => self.group(&function(1).ok_or_else(wrong)?, items, frame),
            _ => self.make_object(&function(1).ok_or_else(wrong)?, function(2).as_ref(), items, frame),
        }
    }

    fn filter(&mut self, lambda: &Lambda<'_>, items: Vec<Value>, frame: &Frame<'d>) -> Evaluated {
        let mut kept = Vec::new();
        for (at, item) in items.into_iter().enumerate() {
            match self.run(lambda, &[item.clone(), Value::Integer(at as i64)], frame)? {
                Value::Bool(true) => kept.push(item),
                Value::Bool(false) => {}
                _ => {
                    return Ok(Value::of_type(Type::Array));
                }
            }
        }
        Ok(Value::Array(kept))
    }

    /// The lambda says whether the first of two comes before the second.
    fn sort(&mut self, lambda: &Lambda<'_>, items: Vec<Value>, frame: &Frame<'d>) -> Evaluated {
        let mut sorted: Vec<Value> = Vec::with_capacity(items.len());
        for item in items {
            let mut position = sorted.len();
            while let Some(before) = position.checked_sub(1).and_then(|it| sorted.get(it)) {
                match self.run(lambda, &[item.clone(), before.clone()], frame)? {
                    Value::Bool(true) => {
                        // Equal items keep their order whether the lambda asks for less or for less or equal.
                        if self.run(lambda, &[before.clone(), item.clone()], frame)? == Value::Bool(true) {
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
            sorted.insert(position, item);
        }
        Ok(Value::Array(sorted))
    }

    fn group(&mut self, lambda: &Lambda<'_>, items: Vec<Value>, frame: &Frame<'d>) -> Evaluated {
        let mut groups: Vec<(String, Value)> = Vec::new();
        for item in items {
            let Value::Text(key) = self.run(lambda, std::slice::from_ref(&item), frame)? else {
                return Ok(Value::of_type(Type::Object));
            };
            match groups.iter_mut().find(|(it, _)| it.eq_ignore_ascii_case(&key)) {
                Some((_, Value::Array(items))) => items.push(item),
                _ => groups.push((key, Value::Array(vec![item]))),
            }
        }
        Ok(Value::Object(groups))
    }

    fn make_object(
        &mut self,
        key: &Lambda<'_>,
        value: Option<&Lambda<'_>>,
        items: Vec<Value>,
        frame: &Frame<'d>,
    ) -> Evaluated {
        let mut members: Vec<(String, Value)> = Vec::new();
        for item in items {
            let Value::Text(key) = self.run(key, std::slice::from_ref(&item), frame)? else {
                return Ok(Value::of_type(Type::Object));
            };
            let value = match value {
                Some(value) => self.run(value, &[item], frame)?,
                None => item,
            };
            members.retain(|(it, _)| !it.eq_ignore_ascii_case(&key));
            members.push((key, value));
        }
        Ok(Value::Object(members))
    }

    fn run(&mut self, lambda: &Lambda<'_>, arguments: &[Value], frame: &Frame<'d>) -> Evaluated {
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
    let names = names.iter().map(|it| it.text().map(str::to_owned));
    Some(Lambda {
        names: names.collect::<Option<_>>()?,
        body,
    })
}
