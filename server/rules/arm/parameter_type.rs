//! A parameter, or another expression, of the wrong type.

use crate::expr::eval;
use crate::expr::expression::{self, Expression};
use crate::expr::functions::{self, Type as Taken};
use crate::expr::scope::{self, Declaration, Scope, Symbol};
use crate::expr::tree::Expr;
use crate::expr::value::Type;
use crate::locale::Message;
use crate::model::deployment::{Deployment, Placed};
use crate::model::parameters::ParameterFile;
use crate::model::template::Template;
use crate::model::value;
use crate::rules::arm;
use crate::rules::engine::names;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::schema::lookup::{self, Slot};
use crate::schema::slice::{self, Shape};
use crate::syntax::tree::Node;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "arm/parameter-type",
    level: Level::Error,
    fixable: true,
    page: include_str!("parameter_type.md"),
    check: Check::DeploymentAndResource(check, check_members),
    ..Rule::DEFAULTS
};

fn check(deployment: &Deployment<'_>, findings: &mut Findings<'_>) {
    let given = deployment.file.and_then(ParameterFile::values);
    for scope in deployment.scopes.iter().filter(|it| matches!(it, Scope::Deployment(_))) {
        for declaration in scope.parameters() {
            let Some(wanted) = arm::type_of(&declaration) else {
                continue;
            };
            let Some(default) = declaration.node.get("defaultValue") else {
                continue;
            };
            let Ok(value) = eval::value_of(default, given).value else {
                continue;
            };
            if let Some(found) = value.kind().filter(|it| *it != wanted) {
                let (wanted, found) = (wanted.word(), found.word());
                let message = say! {
                    en: "The parameter expects `{wanted}`, but its default is of type `{found}`; the deployment is rejected",
                    pt_br: "O parâmetro espera `{wanted}`, mas o padrão é do tipo `{found}`; a implantação é rejeitada",
                };
                findings.report(default.span(), message);
            }
        }
    }
    for (placed, call) in arm::calls(deployment).filter(|it| it.1.namespace.is_none()) {
        let Some(function) = functions::find(&call.name.text).filter(|it| it.accepts(call.arguments.len())) else {
            continue;
        };
        for (at, argument) in call.arguments.iter().enumerate() {
            let Some(taken) = function.argument(at).map(|it| it.types) else {
                continue;
            };
            let Some((declaration, kind)) = plain_parameter(placed, argument) else {
                continue;
            };
            let fits = match kind {
                Type::Text => taken.contains(Taken::String),
                Type::Integer => taken.contains(Taken::Int),
                Type::Bool => taken.contains(Taken::Bool),
                Type::Array => taken.contains(Taken::Array),
                Type::Object => taken.contains(Taken::Object),
            };
            if !fits {
                let (name, function) = (names::short(&declaration.name), &function.name);
                let kind = kind.word();
                findings
                    .report(
                        placed.expression.written(argument.span),
                        message_of(&name, kind, function),
                    )
                    .about(placed.expression.node.span())
                    .level(Level::Warning);
            }
        }
    }
}

fn message_of(name: &str, kind: &str, function: &str) -> Message {
    say! {
        en: "`{name}` is of type `{kind}`, which `{function}` does not accept here",
        pt_br: "`{name}` é do tipo `{kind}`, que `{function}` não aceita aqui",
    }
}

/// The parameter that an argument is, and nothing else, with its type.
fn plain_parameter<'d>(placed: &Placed<'d>, argument: &Expr) -> Option<(Declaration<'d>, Type)> {
    let call = argument.call().filter(|it| it.is("parameters"))?;
    let name = call.arguments.first()?.text()?;
    let declaration = placed.scope.find(Symbol::Parameter, name)?;
    let kind = arm::type_of(&declaration)?;
    Some((declaration, kind))
}

/// Properties whose whole value is an expression of a type that they do not accept.
fn check_members(template: Template<'_>, findings: &mut Findings<'_>) {
    let mut expressions = Vec::new();
    expression::within(template.root, &mut expressions);
    for expression in expressions.iter().filter(|it| !it.is_key) {
        let node = expression.node;
        let Some(kind) = eval::type_of(expression) else {
            continue;
        };
        let Some(slot) = lookup::slot(template, node) else {
            continue;
        };
        let Some(shape) = slot.shape.as_ref().filter(|it| !takes(it, kind)) else {
            continue;
        };
        // What a pipeline fills in may be of any type then.
        let is_token = |it: Node<'_>| value::is_computed(it) && !value::is_expression(it);
        let is_open = declaration(expression).is_some_and(|it| is_token(it.node));
        let is_left_alone =
            is_open || is_converted(template, node, &slot, kind) || lookup::is_read_only(template, node);
        if !is_left_alone {
            report_member(expression, shape, kind, findings);
        }
    }
}

fn takes(shape: &Shape, kind: Type) -> bool {
    match shape {
        Shape::Any => true,
        Shape::String => kind == Type::Text,
        Shape::Integer => kind == Type::Integer,
        Shape::Boolean => kind == Type::Bool,
        Shape::Named(_) | Shape::Map(_) => kind == Type::Object,
        Shape::Array(_) => kind == Type::Array,
    }
}

/// Whether Resource Manager reads the value itself and converts one scalar into another: its own properties, and tags.
fn is_converted(template: Template<'_>, node: Node<'_>, slot: &Slot, kind: Type) -> bool {
    let is_own = slot.member.is_some_and(|it| it.owner == slice::ARM_RESOURCE);
    let is_tag = node.parent().is_some_and(|it| Some(it) == template.root.get("tags"));
    let is_scalar = matches!(slot.shape, Some(Shape::String | Shape::Integer | Shape::Boolean));
    (is_own || is_tag) && is_scalar && matches!(kind, Type::Text | Type::Integer | Type::Bool)
}

fn report_member(expression: &Expression<'_>, shape: &Shape, kind: Type, findings: &mut Findings<'_>) {
    let (node, wanted, found) = (expression.node, names::shape(shape), kind.word());
    let member = match node.key() {
        Some(key) => Message::same(format!("`{key}`")),
        None => say! { en: "An item of this array", pt_br: "Um item desta matriz" },
    };
    let declared = declaration(expression);
    let subject = match &declared {
        Some(it) => Message::same(format!("`{}`", names::short(&it.name))),
        None => say! { en: "this expression", pt_br: "esta expressão" },
    };
    let message = Message {
        en: format!(
            "{} must be {}, but {} is of type `{found}`",
            member.en, wanted.en, subject.en
        )
        .into(),
        pt_br: format!(
            "{} deve ser {}, mas {} é do tipo `{found}`",
            member.pt_br, wanted.pt_br, subject.pt_br
        )
        .into(),
    };
    let mut report = findings.report(node.span(), message).level(Level::Warning);
    if let Some(it) = declared {
        let there = say! { en: "Declared here", pt_br: "Declarado aqui" };
        report = report.related(it.written, there);
    }
    if let Some(function) = conversion(shape, kind) {
        let root = expression.root.span;
        let title = say! { en: "Convert it with `{function}`", pt_br: "Converter com `{function}`" };
        let new_text = format!("{function}({})", root.of(&expression.text));
        report.guess(title, [expression.edit(root, &new_text)]);
    }
}

/// The function that converts a value into the wanted type; `None` if no function does, or where it would be a guess.
fn conversion(shape: &Shape, kind: Type) -> Option<&'static str> {
    match (shape, kind) {
        (Shape::Integer, Type::Text) => Some("int"),
        (Shape::Boolean, Type::Text) => Some("bool"),
        (Shape::String, Type::Integer) => Some("string"),
        (Shape::Array(item), _) if takes(item, kind) && **item != Shape::Any => Some("createArray"),
        _ => None,
    }
}

/// The parameter or variable that an expression consists of.
fn declaration<'d>(expression: &Expression<'d>) -> Option<Declaration<'d>> {
    let call = expression.root.call().filter(|it| it.namespace.is_none())?;
    let symbol = match call.is("parameters") {
        true => Symbol::Parameter,
        false => Some(Symbol::Variable).filter(|_| call.is("variables"))?,
    };
    let name = call.arguments.first().and_then(Expr::text)?;
    scope::of(expression.node)?.find(symbol, name)
}
