//! An argument of a type that the function does not take.
//!
//! Types are read off literals, off what functions return, and off the declarations of variables; what may be of several types is
//! left alone unless none of them fits.

use std::collections::HashMap;

use crate::expr::expression::Expression;
use crate::expr::functions::{self, Type, Types};
use crate::expr::scope::{Scope, Symbol};
use crate::expr::tree::{Call, Expr, Kind as Part};
use crate::model::deployment::{Deployment, Placed};
use crate::model::value::has_placeholder;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::tree::{Kind, Node};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "arm/argument-type",
    level: Level::Error,
    page: include_str!("argument_type.md"),
    check: Check::Deployment(check),
    ..Rule::DEFAULTS
};

/// Functions that take arguments of several types, but not of an array and something else at once.
const ALIKE: [&str; 3] = ["concat", "union", "intersection"];

/// Functions that do not evaluate every argument.
const LAZY: [&str; 4] = ["if", "and", "or", "coalesce"];

fn check(deployment: &Deployment<'_>, findings: &mut Findings<'_>) {
    let mut known = KnownTypes::new(deployment);
    let readable = deployment.expressions.iter();
    for placed in readable.filter(|it| it.expression.mistakes.is_empty()) {
        let mut waiting = vec![(&placed.expression.root, is_always_evaluated(placed))];
        while let Some((part, is_evaluated)) = waiting.pop() {
            let mut are_evaluated = is_evaluated;
            if let Some(call) = part.call().filter(|it| it.namespace.is_none()) {
                known.check_call(placed, call, is_evaluated, findings);
                let function = functions::find(&call.name.text);
                let takes_lambda = |it: &functions::Argument| it.types.contains(Type::Lambda);
                let is_lazy = LAZY.iter().any(|it| call.is(it)) || call.is("lambda");
                are_evaluated &= !is_lazy && !function.is_some_and(|it| it.arguments.iter().any(takes_lambda));
            }
            waiting.extend(part.parts().into_iter().rev().map(|it| (it, are_evaluated)));
        }
    }
}

/// Whether every deployment evaluates an expression: it is in a resource or an output without a condition or a loop.
fn is_always_evaluated(placed: &Placed<'_>) -> bool {
    let Scope::Deployment(deployment) = placed.scope else {
        return false;
    };
    let mut enclosing = placed.expression.node.ancestors().take_while(|it| *it != deployment);
    let mut section = None;
    let is_conditional = enclosing.any(|it| {
        section = Some(it);
        it.get("condition").is_some() || it.get("copy").is_some() || it.has_key("copy")
    });
    let is_section = |it: Node<'_>| it.has_key("resources") || it.has_key("outputs");
    !is_conditional && section.is_some_and(is_section)
}

/// The types of what a deployment declares, as far as they were asked for.
struct KnownTypes<'a, 'd> {
    expressions: HashMap<u32, &'a Expression<'d>>,
    /// Those of variables, by their nodes.
    variables: HashMap<u32, Option<Types>>,
}

/// Variables in variables that are followed.
const MAX_DEPTH: usize = 8;

impl<'a, 'd> KnownTypes<'a, 'd> {
    fn new(deployment: &'a Deployment<'d>) -> Self {
        let all = deployment.expressions.iter().map(|it| &it.expression);
        Self {
            expressions: all.filter(|it| !it.is_key).map(|it| (it.node.id(), it)).collect(),
            variables: HashMap::new(),
        }
    }

    fn check_call(&mut self, placed: &Placed<'d>, call: &Call, is_evaluated: bool, findings: &mut Findings<'_>) {
        let function = functions::find(&call.name.text).filter(|it| it.accepts(call.arguments.len()));
        // What an operation of a resource type takes is its own.
        let Some(function) = function.filter(|it| it.name != "list*") else {
            return;
        };
        let is_alike = ALIKE.contains(&function.name.as_str());
        let mut first = None;
        for (at, argument) in call.arguments.iter().enumerate() {
            let Some(taken) = function.argument(at).map(|it| it.types) else {
                continue;
            };
            let Some(given) = self.of(argument, placed.scope, MAX_DEPTH) else {
                continue;
            };
            let name = &function.name;
            let (message, is_certain) = if given.is_disjoint(taken) {
                let message = say! {
                    en: "`{name}` does not accept a value of type `{given}` here; it expects `{taken}`",
                    pt_br: "`{name}` não aceita um valor do tipo `{given}` aqui; espera `{taken}`",
                };
                (message, !may_convert(given, taken))
            } else if let Some(first) = first.filter(|it| is_alike && differ(*it, given)) {
                let message = say! {
                    en: "`{name}` does not combine values of type `{given}` and `{first}`",
                    pt_br: "`{name}` não combina valores do tipo `{given}` e `{first}`",
                };
                (message, true)
            } else {
                first = first.or(Some(given));
                continue;
            };
            let level = if is_certain && is_evaluated {
                Level::Error
            } else {
                Level::Warning
            };
            findings
                .report(placed.expression.written(argument.span), message)
                .about(placed.expression.node.span())
                .level(level);
        }
    }

    /// The types that a part of an expression may have; `None` if nothing is known of them.
    fn of(&mut self, part: &Expr, scope: Scope<'d>, depth: usize) -> Option<Types> {
        match &part.kind {
            Part::Text(_) => Some(Types::only(Type::String)),
            Part::Integer(_) => Some(Types::only(Type::Int)),
            Part::Call(call) if call.namespace.is_none() => {
                if call.is("variables") {
                    return self.of_variable(call.arguments.first()?.text()?, scope, depth);
                }
                let function = functions::find(&call.name.text)?;
                if function.follows_argument {
                    return self.of(call.arguments.first()?, scope, depth.checked_sub(1)?);
                }
                // Whether null and fractions are accepted is not documented.
                let is_open = |it: Type| matches!(it, Type::Null | Type::Float | Type::Lambda);
                Some(function.returns).filter(|it| *it != Types::ANY && !it.iter().any(is_open))
            }
            _ => None,
        }
    }

    fn of_variable(&mut self, name: &str, scope: Scope<'d>, depth: usize) -> Option<Types> {
        let declared = scope.find(Symbol::Variable, name)?;
        if declared.is_copied {
            return Some(Types::only(Type::Array));
        }
        let node = declared.node;
        if let Some(found) = self.variables.get(&node.id()) {
            return *found;
        }
        let found = match node.kind() {
            Kind::Object => Some(Types::only(Type::Object)),
            Kind::Array => Some(Types::only(Type::Array)),
            Kind::Bool => Some(Types::only(Type::Bool)),
            Kind::Number => node.as_i64().map(|_| Types::only(Type::Int)),
            Kind::String => match self.expressions.get(&node.id()).copied() {
                Some(it) if it.mistakes.is_empty() => self.of(&it.root, scope, depth.checked_sub(1)?),
                Some(_) => None,
                None => node
                    .as_str()
                    .filter(|it| !has_placeholder(it))
                    .map(|_| Types::only(Type::String)),
            },
            Kind::Null | Kind::Broken => None,
        };
        self.variables.insert(node.id(), found);
        found
    }
}

/// Whether Resource Manager may convert a value of some types into one that is taken, as it does with numbers in texts.
fn may_convert(given: Types, taken: Types) -> bool {
    let is_scalar = |it: Type| matches!(it, Type::String | Type::Int | Type::Float | Type::Bool);
    given.iter().any(is_scalar) && taken.iter().any(is_scalar)
}

/// Whether one is an array and the other is none.
fn differ(one: Types, other: Types) -> bool {
    let array = Types::only(Type::Array);
    one == array && other.is_disjoint(array) || other == array && one.is_disjoint(array)
}
