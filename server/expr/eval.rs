//! Evaluates expressions from the document and the parameter file alone.
//!
//! What only a deployment knows stays unknown, and so does what is secret. Every evaluation is bounded in depth, and in what it
//! costs: all evaluations of a document together have one budget.

mod array;
mod builtin;
mod cidr;
mod copy;
mod date;
mod declared;
mod function;
mod json;
mod lambda;
mod logic;
mod math;
mod meter;
mod named;
mod number;
mod object;
mod parameter;
mod resource;
mod results;
pub mod target;
mod text;
mod weight;

use std::collections::HashMap;
use std::sync::Arc;

use crate::expr::eval::meter::Meter;
use crate::expr::eval::results::{Entry, Key, Mode, Origins, Results};
use crate::expr::expression::Expression;
use crate::expr::failure::Failure;
use crate::expr::functions;
use crate::expr::scope::{self, Declaration, Scope, Symbol};
use crate::expr::tree::{Call, Expr, Kind as ExprKind};
use crate::expr::value::{Member, Type, UNIT, Value};
use crate::syntax::tree::Node;

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
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

/// Evaluations inside one another.
const MAX_DEPTH: usize = 96;

/// The value of an expression. `given` is the object of values by parameter name of the parameter file of the document.
pub fn evaluate(expression: &Expression<'_>, given: Option<Node<'_>>) -> Evaluation {
    let Some(scope) = scope::of(expression.node).filter(|_| expression.mistakes.is_empty()) else {
        return nothing(Failure::Broken);
    };
    Machine::new(Start::With(given), expression.node).run(|it| it.whole(expression, &Frame::of(scope)))
}

/// What a part of an expression evaluates to, even if the rest is broken.
pub fn part(expression: &Expression<'_>, part: &Expr, given: Option<Node<'_>>) -> Evaluation {
    let Some(scope) = scope::of(expression.node) else {
        return nothing(Failure::Broken);
    };
    let mut machine = Machine::new(Start::With(given), expression.node);
    // Whoever asks for one part asks for all.
    let parts = expression.text.matches('(').count().max(1);
    machine.meter = Meter::new(machine.share / parts, part.span.len());
    machine.run(|it| it.expr(part, &Frame::of(scope)))
}

/// The type of an expression's value for any parameter values; `None` if it depends on them, or if
/// it is unknown.
pub fn type_of(expression: &Expression<'_>) -> Option<Type> {
    open(expression)?.kind()
}

/// Whether the value of an expression is a text with something in it, for any parameter values.
pub fn is_never_empty(expression: &Expression<'_>) -> bool {
    let text = open(expression).and_then(|it| it.inside_text()).unwrap_or_default();
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

/// What an expression evaluates to for any parameter values.
fn open(expression: &Expression<'_>) -> Option<Value> {
    let scope = scope::of(expression.node).filter(|_| expression.mistakes.is_empty())?;
    let machine = Machine::new(Start::Open, expression.node);
    machine.run(|it| it.whole(expression, &Frame::of(scope))).value.ok()
}

/// What a value of the document evaluates to, with all expressions in it.
pub fn value_of(node: Node<'_>, given: Option<Node<'_>>) -> Evaluation {
    let Some(scope) = scope::of(node) else {
        return nothing(Failure::Broken);
    };
    Machine::new(Start::With(given), node).run(|it| it.json(node, &Frame::of(scope)))
}

/// What a declaration evaluates to on its own: the value of a variable, or the default of a parameter.
pub fn declared<'d>(declaration: &Declaration<'d>, scope: Scope<'d>, given: Option<Node<'d>>) -> Evaluation {
    let machine = Machine::new(Start::With(given), declaration.node);
    machine.run(|it| it.declared(declaration.symbol, &declaration.name, &Frame::of(scope)))
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
    arguments: Option<Arc<[Member]>>,
    /// Variables of the lambdas around, the innermost last.
    lambdas: Vec<Member>,
    /// Loops of variables around, the innermost last, with their turn.
    loops: Vec<(Arc<str>, i64)>,
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

    /// What it costs to copy it, or to look for a name in it.
    fn weight(&self) -> usize {
        UNIT * (1 + self.lambdas.len() + self.loops.len())
    }

    /// Whether an expression evaluates to the same each time.
    fn is_constant(&self) -> bool {
        self.arguments.is_none() && self.lambdas.is_empty() && self.loops.is_empty()
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
    from: Origins,
    meter: Meter,
    /// What each expression and declaration may cost.
    share: usize,
    depth: usize,
    /// The depth that was reached by what is being evaluated.
    deepest: usize,
    /// Whether what is being evaluated rests on what led to it: on its depth, or on a circle.
    is_context_free: bool,
    /// The declarations that are being evaluated.
    open: Vec<Node<'d>>,
    /// What was evaluated before, and the number of the mode in it.
    results: Arc<Results>,
    mode: Option<usize>,
    /// What this evaluation found itself.
    found: HashMap<Key, Entry>,
}

impl<'d> Machine<'d> {
    /// A machine for a node of a tree.
    fn new(start: Start<'d>, node: Node<'d>) -> Self {
        let results = node.tree().derived::<Results>();
        let share = results.share(node.tree());
        let mode = results.mode(&match start {
            Start::Open => Mode::Open,
            Start::With(given) => Mode::With(given.map(|it| (it.tree().shared_text(), it.id()))),
        });
        Self {
            start,
            from: Origins::default(),
            meter: Meter::new(share, node.span().len()),
            share,
            depth: 0,
            deepest: 0,
            is_context_free: true,
            open: Vec::new(),
            results,
            mode,
            found: HashMap::new(),
        }
    }

    fn run(mut self, work: impl FnOnce(&mut Self) -> Evaluated) -> Evaluation {
        let value = work(&mut self);
        Evaluation {
            value,
            from: self.from.into_list(),
        }
    }

    /// Counts a step, and goes one deeper for it.
    fn deeper(&mut self, step: impl FnOnce(&mut Self) -> Evaluated) -> Evaluated {
        self.meter.spend(UNIT)?;
        self.reach(self.depth + 1)?;
        self.depth += 1;
        let value = step(self);
        self.depth -= 1;
        value
    }

    /// Notes a depth; an error if it is too deep.
    fn reach(&mut self, depth: usize) -> Result<(), Failure> {
        if depth > MAX_DEPTH {
            self.is_context_free = false;
            return Err(Failure::TooMuch);
        }
        self.deepest = self.deepest.max(depth);
        Ok(())
    }

    fn expr(&mut self, expr: &Expr, frame: &Frame<'d>) -> Evaluated {
        self.deeper(|it| it.expr_inside(expr, frame))
    }

    fn expr_inside(&mut self, expr: &Expr, frame: &Frame<'d>) -> Evaluated {
        match &expr.kind {
            ExprKind::Text(text) => {
                self.meter.spend(text.len())?;
                Ok(Value::Text(text.as_str().into()))
            }
            ExprKind::Integer(number) => Ok(Value::Integer(*number)),
            ExprKind::Float(number) => Ok(Value::Float(*number)),
            ExprKind::Call(call) => self.call(call, frame),
            ExprKind::Member { of, name, is_safe } => {
                if let Some(value) = self.output(expr, frame) {
                    return value;
                }
                let of = self.expr(of, frame)?;
                self.meter.spend(search(&of) + name.text.len())?;
                object::member(&of, &name.text, *is_safe)
            }
            ExprKind::Index { of, index, is_safe } => {
                let of = self.expr(of, frame)?;
                let index = self.expr(index, frame)?;
                self.meter.spend(search(&of) + index.weight())?;
                object::index(&of, &index, *is_safe)
            }
            ExprKind::Word(word) if word.eq_ignore_ascii_case("true") => Ok(Value::Bool(true)),
            ExprKind::Word(word) if word.eq_ignore_ascii_case("false") => Ok(Value::Bool(false)),
            ExprKind::Word(word) if word.eq_ignore_ascii_case("null") => Ok(Value::Null),
            ExprKind::Word(_) => Err(Failure::Broken),
            ExprKind::Missing => Err(Failure::Broken),
        }
    }

    fn call(&mut self, call: &Call, frame: &Frame<'d>) -> Evaluated {
        self.meter.spend(call.name.text.len())?;
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
                let arguments = self.arguments(call, frame)?;
                self.meter.spend(weight::before(&name, &arguments))?;
                if let Some(value) = self.of_target(&name, &arguments, frame.scope)? {
                    return self.meter.weigh(value);
                }
                let subject = self.subject(&name, &arguments, frame.scope);
                let mut value = builtin::apply(&name, &call.name.text, &arguments)?;
                if let Value::Unknown(it) = &mut value {
                    it.subject = it.subject.take().or(subject);
                }
                match weight::returns_part(&name) {
                    true => Ok(value),
                    false => self.meter.weigh(value),
                }
            }
        }
    }

    fn arguments(&mut self, call: &Call, frame: &Frame<'d>) -> Result<Vec<Value>, Failure> {
        call.arguments.iter().map(|it| self.expr(it, frame)).collect()
    }

    fn argument(&mut self, call: &Call, at: usize, frame: &Frame<'d>) -> Evaluated {
        match call.arguments.get(at) {
            Some(argument) => self.expr(argument, frame),
            None => Err(Failure::Arguments(call.name.text.clone())),
        }
    }
}

/// What it costs to look for a member.
fn search(of: &Value) -> usize {
    match of {
        Value::Object(members) => members.len() * weight::LOOK,
        Value::Unknown(_) => of.weight(),
        _ => 0,
    }
}
