//! Deployment templates: their expressions, parameters, variables, and the order of their resources.

mod argument_count;
mod argument_type;
mod bracket_string_needs_escape;
mod circular_variable;
mod default_not_allowed;
mod depends_on_nothing;
mod duplicate_name;
mod expression_in_standalone;
mod expression_syntax;
mod fixed_name_redeploy;
mod missing_depends_on;
mod not_evaluated;
mod over_escaped_bracket;
mod parameter_file;
mod parameter_missing;
mod parameter_type;
mod passed_parameter;
mod secure_value_in_inline;
mod unknown_function;
mod unknown_reference;
mod unused_parameter;
mod unused_variable;

use crate::expr::expression::Expression;
use crate::expr::functions;
use crate::expr::scope::{Declaration, Scope, Symbol};
use crate::expr::tree::{Call, Kind as Part};
use crate::expr::value::{self, Type};
use crate::locale::Message;
use crate::model::declarations;
use crate::model::deployment::{Deployment, Placed};
use crate::model::value::has_placeholder;
use crate::rules::engine::names;
use crate::rules::{Findings, Rule};
use crate::say;
use crate::syntax::tree::{Kind, Node};

/// The rules of the family.
pub(super) static RULES: [&Rule; 22] = [
    &bracket_string_needs_escape::RULE,
    &over_escaped_bracket::RULE,
    &expression_syntax::RULE,
    &expression_in_standalone::RULE,
    &unknown_reference::RULE,
    &unknown_function::RULE,
    &argument_count::RULE,
    &argument_type::RULE,
    &circular_variable::RULE,
    &not_evaluated::RULE,
    &duplicate_name::RULE,
    &unused_parameter::RULE,
    &unused_variable::RULE,
    &parameter_type::RULE,
    &default_not_allowed::RULE,
    &parameter_missing::RULE,
    &parameter_file::RULE,
    &passed_parameter::RULE,
    &missing_depends_on::RULE,
    &depends_on_nothing::RULE,
    &secure_value_in_inline::RULE,
    &fixed_name_redeploy::RULE,
];

/// Whether a text that is not a valid expression was intended as one: it calls a function that exists.
fn is_meant(expression: &Expression<'_>, scope: Scope<'_>) -> bool {
    let begins = match &expression.root.kind {
        Part::Call(call) => Some(call),
        _ => expression.root.walk().into_iter().find_map(|it| it.call()),
    };
    begins.is_some_and(|it| match &it.namespace {
        None => functions::find(&it.name.text).is_some(),
        Some(space) => scope.function(&space.text, &it.name.text).is_some(),
    })
}

/// Every call in the expressions that are valid.
fn calls<'a, 'd>(deployment: &'a Deployment<'d>) -> impl Iterator<Item = (&'a Placed<'d>, &'a Call)> {
    let outermost = deployment
        .expressions
        .iter()
        .filter(|it| it.expression.mistakes.is_empty());
    outermost.flat_map(|placed| {
        let parts = placed.expression.root.walk().into_iter();
        parts.filter_map(move |it| Some((placed, it.call()?)))
    })
}

/// Whether declarations may come from somewhere else: a section that is computed, or that is not an object.
pub(super) fn is_computed(scope: Scope<'_>, symbol: Symbol) -> bool {
    let Scope::Deployment(deployment) = scope else {
        return false;
    };
    let section = deployment.get(declarations::section(symbol));
    section.is_some_and(|it| it.kind() != Kind::Object)
}

/// Reports each declaration of one kind that no expression of its scope uses.
fn report_unused(deployment: &Deployment<'_>, symbol: Symbol, message: &Message, findings: &mut Findings<'_>) {
    for scope in &deployment.scopes {
        for declaration in deployment.unused(*scope, symbol) {
            let name = names::short(&declaration.name);
            let title = say! { en: "Remove `{name}`", pt_br: "Remover `{name}`" };
            let report = findings.report(declaration.written, message.clone());
            let report = report.about(declaration.node.span());
            // A value that remains in the parameter file would make Resource Manager reject the deployment.
            let is_outermost = scope.deployment() == deployment.root && symbol == Symbol::Parameter;
            let mut given = deployment.file.into_iter().flat_map(|it| it.entries(&declaration.name));
            if !is_outermost || given.next().is_none() {
                report.guess(title, declarations::remove(*scope, &declaration));
            }
        }
    }
}

/// The declared type of a parameter; `None` if it is missing or does not exist.
pub(super) fn type_of(declaration: &Declaration<'_>) -> Option<Type> {
    value::type_named(&declaration.node.get("type")?.as_str()?)
}

/// The allowed values of a parameter, where a literal value is not one of them.
pub(super) fn not_allowed<'d>(declaration: &Declaration<'d>, given: Node<'_>) -> Option<Node<'d>> {
    let allowed = declaration
        .node
        .get("allowedValues")
        .filter(|it| it.kind() == Kind::Array)?;
    let plain = |it: Node<'_>| matches!(it.kind(), Kind::String | Kind::Number | Kind::Bool);
    if !plain(given) || Expression::of(given).is_some() || given.as_str().is_some_and(|it| has_placeholder(&it)) {
        return None;
    }
    let is_same = |it: Node<'_>| match (it.as_str(), given.as_str()) {
        // Whether case counts is not documented.
        (Some(a), Some(b)) => a.eq_ignore_ascii_case(&b),
        _ => it.source() == given.source(),
    };
    let all_plain = allowed.children().all(plain);
    (all_plain && !allowed.children().any(is_same)).then_some(allowed)
}
