//! Evaluates expressions from the document and the parameter file alone.
//!
//! What only a deployment knows stays unknown, and so does what is secret. Every evaluation is bounded in steps, depth and size.

mod array;
mod builtin;
mod cidr;
mod copy;
mod date;
mod function;
mod lambda;
mod logic;
mod math;
mod number;
mod object;
mod parameter;
mod resource;
pub mod target;
mod text;

use std::collections::HashMap;

use crate::cancel;
use crate::expr::expression::Expression;
use crate::expr::failure::Failure;
use crate::expr::functions;
use crate::expr::scope::{self, Declaration, Scope, Symbol};
use crate::expr::tree::{Call, Expr, Kind as ExprKind};
use crate::expr::value::{self, Type, Value};
use crate::expr::{is_expression, unescaped};
use crate::syntax::tree::{Kind, Node};

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The default of the parameter of this name.
    Default(String),
    /// What the parameter file says of the parameter of this name.
    File(String),
    /// What the deployment around this one says of the parameter of this name.
    Passed(String),
}

/// The result of an evaluation.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    pub value: Result<Value, Failure>,
    /// The parameters that it rests on, in the order they were met.
    pub from: Vec<Origin>,
}

/// Steps that one evaluation may take.
const STEPS: usize = 20_000;

/// Evaluations inside one another.
const MAX_DEPTH: usize = 96;

/// Letters and values that one evaluation may make, all steps together.
const LARGEST: usize = 4 << 20;

/// The value of an expression. `given` is the object of values by parameter name of the parameter file of the document.
pub fn evaluate(expression: &Expression<'_>, given: Option<Node<'_>>) -> Evaluation {
    if !expression.mistakes.is_empty() {
        return nothing(Failure::Broken);
    }
    part(expression, &expression.root, given)
}

/// What a part of an expression evaluates to, even if the rest is broken.
pub fn part(expression: &Expression<'_>, part: &Expr, given: Option<Node<'_>>) -> Evaluation {
    let Some(scope) = scope::of(expression.node) else {
        return nothing(Failure::Broken);
    };
    let mut machine = Machine::new(Start::With(given));
    let value = machine.expr(part, &Frame::of(scope));
    Evaluation {
        value,
        from: machine.from,
    }
}

/// The type of an expression's value for any parameter values; `None` if it depends on them, or if
/// it is unknown.
pub fn type_of(expression: &Expression<'_>) -> Option<Type> {
    let scope = scope::of(expression.node).filter(|_| expression.mistakes.is_empty())?;
    let mut machine = Machine::new(Start::Open);
    machine.expr(&expression.root, &Frame::of(scope)).ok()?.kind()
}

/// Whether the value of an expression is a text with something in it, for any parameter values.
pub fn is_never_empty(expression: &Expression<'_>) -> bool {
    let Some(scope) = scope::of(expression.node).filter(|_| expression.mistakes.is_empty()) else {
        return false;
    };
    let mut machine = Machine::new(Start::Open);
    let value = machine.expr(&expression.root, &Frame::of(scope));
    let text = value.ok().and_then(|it| it.inside_text()).unwrap_or_default();
    // In braces are the parts that are not known.
    let mut depth = 0_usize;
    text.chars().any(|it| {
        match it {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => return depth == 0 && !it.is_whitespace(),
        }
        false
    })
}

/// What a value of the document evaluates to, with all expressions in it.
pub fn value_of(node: Node<'_>, given: Option<Node<'_>>) -> Evaluation {
    let Some(scope) = scope::of(node) else {
        return nothing(Failure::Broken);
    };
    let mut machine = Machine::new(Start::With(given));
    let value = machine.json(node, &Frame::of(scope));
    Evaluation {
        value,
        from: machine.from,
    }
}

/// What a declaration evaluates to on its own: the value of a variable, or the default of a parameter.
pub fn declared<'d>(declaration: &Declaration<'d>, scope: Scope<'d>, given: Option<Node<'d>>) -> Evaluation {
    let mut machine = Machine::new(Start::With(given));
    let value = machine.declared(declaration.symbol, &declaration.name, &Frame::of(scope));
    Evaluation {
        value,
        from: machine.from,
    }
}

fn nothing(failure: Failure) -> Evaluation {
    Evaluation {
        value: Err(failure),
        from: Vec::new(),
    }
}

pub(super) type Evaluated = Result<Value, Failure>;

/// What the names of an expression mean at its position.
#[derive(Clone)]
struct Frame<'d> {
    scope: Scope<'d>,
    /// Arguments of the user's function whose output is evaluated.
    arguments: Option<Vec<(String, Value)>>,
    /// Variables of the lambdas around, the innermost last.
    lambdas: Vec<(String, Value)>,
    /// Loops of variables around, the innermost last, with their turn.
    loops: Vec<(String, i64)>,
}

impl<'d> Frame<'d> {
    fn of(scope: Scope<'d>) -> Self {
        Self {
            scope,
            arguments: None,
            lambdas: Vec::new(),
            loops: Vec::new(),
        }
    }
}

/// What the outermost deployment is started with.
#[derive(Clone, Copy)]
enum Start<'d> {
    /// The values of the parameter file, and the defaults.
    With(Option<Node<'d>>),
    /// Anything that the types of the parameters allow.
    Open,
}

struct Machine<'d> {
    start: Start<'d>,
    from: Vec<Origin>,
    steps: usize,
    depth: usize,
    made: usize,
    /// The declarations that are being evaluated.
    open: Vec<Node<'d>>,
    known: HashMap<u32, Value>,
}

impl<'d> Machine<'d> {
    fn new(start: Start<'d>) -> Self {
        Self {
            start,
            from: Vec::new(),
            steps: 0,
            depth: 0,
            made: 0,
            open: Vec::new(),
            known: HashMap::new(),
        }
    }

    /// Counts a step, and goes one deeper for it.
    fn deeper(&mut self, step: impl FnOnce(&mut Self) -> Evaluated) -> Evaluated {
        cancel::checkpoint();
        self.steps += 1;
        if self.steps > STEPS || self.depth >= MAX_DEPTH {
            return Err(Failure::TooMuch);
        }
        self.depth += 1;
        let value = step(self);
        self.depth -= 1;
        value
    }

    fn expr(&mut self, expr: &Expr, frame: &Frame<'d>) -> Evaluated {
        self.deeper(|it| it.expr_inside(expr, frame))
    }

    fn expr_inside(&mut self, expr: &Expr, frame: &Frame<'d>) -> Evaluated {
        match &expr.kind {
            ExprKind::Text(text) => Ok(Value::Text(text.clone())),
            ExprKind::Integer(number) => Ok(Value::Integer(*number)),
            ExprKind::Float(number) => Ok(Value::Float(*number)),
            ExprKind::Call(call) => self.call(call, frame),
            ExprKind::Member { of, name, is_safe } => {
                if let Some(value) = self.output(expr, frame) {
                    return value;
                }
                let of = self.expr(of, frame)?;
                object::member(&of, &name.text, *is_safe)
            }
            ExprKind::Index { of, index, is_safe } => {
                let of = self.expr(of, frame)?;
                let index = self.expr(index, frame)?;
                object::index(&of, &index, *is_safe)
            }
            ExprKind::Word(word) => match word.to_ascii_lowercase().as_str() {
                "true" => Ok(Value::Bool(true)),
                "false" => Ok(Value::Bool(false)),
                "null" => Ok(Value::Null),
                _ => Err(Failure::Broken),
            },
            ExprKind::Missing => Err(Failure::Broken),
        }
    }

    fn call(&mut self, call: &Call, frame: &Frame<'d>) -> Evaluated {
        if let Some(space) = &call.namespace {
            return self.own_function(&space.text, call, frame);
        }
        let name = call.name.text.to_ascii_lowercase();
        if functions::find(&name).is_some_and(|it| !it.accepts(call.arguments.len())) {
            return Err(Failure::Arguments(call.name.text.clone()));
        }
        match name.as_str() {
            "parameters" | "variables" => {
                let symbol = if name == "parameters" {
                    Symbol::Parameter
                } else {
                    Symbol::Variable
                };
                let argument = self.argument(call, 0, frame)?;
                match argument {
                    Value::Text(name) => self.declared(symbol, &name, frame),
                    _ => Ok(Value::unknown()),
                }
            }
            "if" => self.choose(call, frame),
            "and" | "or" => self.decide(call, name == "and", frame),
            "coalesce" => self.coalesce(call, frame),
            "copyindex" => self.copy_index(call, frame),
            "lambdavariables" => self.lambda_variable(call, frame),
            "map" | "filter" | "reduce" | "sort" | "toobject" | "groupby" | "mapvalues" => {
                self.over_items(&name, call, frame)
            }
            _ => {
                let arguments = call.arguments.iter().map(|it| self.expr(it, frame));
                let arguments: Vec<Value> = arguments.collect::<Result<_, _>>()?;
                if let Some(value) = self.of_target(&name, &arguments, frame.scope)? {
                    return self.weigh(value);
                }
                let subject = self.subject(&name, &arguments, frame.scope);
                let mut value = builtin::apply(&name, &call.name.text, arguments)?;
                if let Value::Unknown(it) = &mut value {
                    it.subject = it.subject.take().or(subject);
                }
                self.weigh(value)
            }
        }
    }

    /// Counts the size of a new value.
    fn weigh(&mut self, value: Value) -> Evaluated {
        self.made += value.size();
        if self.made > LARGEST {
            return Err(Failure::TooMuch);
        }
        Ok(value)
    }

    fn argument(&mut self, call: &Call, at: usize, frame: &Frame<'d>) -> Evaluated {
        match call.arguments.get(at) {
            Some(argument) => self.expr(argument, frame),
            None => Err(Failure::Arguments(call.name.text.clone())),
        }
    }

    fn declared(&mut self, symbol: Symbol, name: &str, frame: &Frame<'d>) -> Evaluated {
        if let (Symbol::Parameter, Some(arguments)) = (symbol, &frame.arguments) {
            let found = arguments.iter().find(|(it, _)| it.eq_ignore_ascii_case(name));
            let undeclared = || Failure::Undeclared(name.to_owned());
            return found.map(|(_, value)| value.clone()).ok_or_else(undeclared);
        }
        let Some(declaration) = frame.scope.find(symbol, name) else {
            return Err(Failure::Undeclared(name.to_owned()));
        };
        if let Some(value) = self.known.get(&declaration.node.id()) {
            return Ok(value.clone());
        }
        if self.open.contains(&declaration.node) {
            return Err(Failure::Circle(declaration.name.into_owned()));
        }
        self.open.push(declaration.node);
        let value = match symbol {
            Symbol::Parameter => self.parameter(&declaration, frame.scope),
            Symbol::Variable => self.variable(&declaration, frame.scope),
        };
        self.open.pop();
        let value = self.weigh(value?)?;
        self.known.insert(declaration.node.id(), value.clone());
        Ok(value)
    }

    fn variable(&mut self, declaration: &Declaration<'d>, scope: Scope<'d>) -> Evaluated {
        let frame = Frame::of(scope);
        if declaration.is_copied {
            return self.copied(declaration.node, &frame);
        }
        self.json(declaration.node, &frame)
    }

    /// A JSON value with all expressions in it.
    fn json(&mut self, node: Node<'d>, frame: &Frame<'d>) -> Evaluated {
        self.deeper(|it| it.json_inside(node, frame))
    }

    fn json_inside(&mut self, node: Node<'d>, frame: &Frame<'d>) -> Evaluated {
        match node.kind() {
            Kind::String => match Expression::of(node) {
                Some(expression) if expression.mistakes.is_empty() => self.expr(&expression.root, frame),
                Some(_) => Err(Failure::Broken),
                None => Ok(Value::Text(unescaped(&node.as_str().unwrap_or_default()).to_owned())),
            },
            Kind::Array => {
                let items = node.children().map(|it| self.json(it, frame));
                Ok(Value::Array(items.collect::<Result<_, _>>()?))
            }
            Kind::Object => {
                let mut members = Vec::new();
                for member in node.children() {
                    let key = member.key().unwrap_or_default();
                    if key.eq_ignore_ascii_case("copy") && member.kind() == Kind::Array {
                        for item in member.children() {
                            let name = item.get("name").and_then(Node::as_str).unwrap_or_default();
                            members.push((name.into_owned(), self.copied(item, frame)?));
                        }
                        continue;
                    }
                    members.push((self.key(member, frame)?, self.json(member, frame)?));
                }
                Ok(Value::Object(members))
            }
            _ => Ok(value::plain(node)),
        }
    }

    fn key(&mut self, member: Node<'d>, frame: &Frame<'d>) -> Result<String, Failure> {
        let key = member.key().unwrap_or_default();
        if !is_expression(&key) {
            return Ok(unescaped(&key).to_owned());
        }
        let Some(expression) = Expression::of_key(member).filter(|it| it.mistakes.is_empty()) else {
            return Err(Failure::Broken);
        };
        let value = self.expr(&expression.root, frame)?;
        Ok(value.inside_text().unwrap_or_else(|| key.into_owned()))
    }
}
