//! A secret that is stored with the template.

use std::collections::HashSet;

use crate::cancel;
use crate::expr::expression::{self, Expression};
use crate::expr::names;
use crate::expr::scope::{self, Scope, Symbol};
use crate::expr::tree::Expr;
use crate::model::step::Step;
use crate::rules::engine::names as words;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::tree::{Kind, Node};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "arm/secure-value-in-inline",
    level: Level::Warning,
    page: include_str!("secure_value_in_inline.md"),
    check: Check::Step(check),
    ..Rule::DEFAULTS
};

/// How many variables in variables are followed.
const MAX_DEPTH: usize = 8;

/// The variables that lead to no secret.
type Clean = HashSet<u32>;

/// A secret that an expression puts into a text.
struct Secret {
    /// The parameter or function that it comes from, as messages name it.
    source: String,
    /// Whether it is a parameter that is empty unless the deployment gives it a value.
    is_empty_by_default: bool,
}

fn check(step: Step<'_>, findings: &mut Findings<'_>) {
    let mut clean = Clean::new();
    let inline = step.node.get("inline");
    let lines = inline.into_iter().flat_map(|it| match it.kind() {
        Kind::Array => it.children().collect(),
        _ => vec![it],
    });
    for node in lines {
        let Some(Secret { source, .. }) = secret_in(step, node, &mut clean) else {
            continue;
        };
        let message = say! {
            en: "Fetch the secret in the build VM with an identity; here {source} ends up in the template and the log",
            pt_br: "Busque o segredo na VM de build com uma identidade; aqui {source} fica no template e no log",
        };
        findings.report(node.span(), message);
    }
    for node in ["scriptUri", "sourceUri"]
        .into_iter()
        .filter_map(|it| step.node.get(it))
    {
        let Some(secret) = secret_in(step, node, &mut clean) else {
            continue;
        };
        let source = secret.source;
        let message = say! {
            en: "{source} is readable in the template; give the identity access instead",
            pt_br: "{source} fica legível no template; dê acesso à identidade do template",
        };
        let level = match secret.is_empty_by_default {
            true => Level::Information,
            false => Level::Warning,
        };
        findings.report(node.span(), message).level(level);
    }
}

fn secret_in(step: Step<'_>, node: Node<'_>, clean: &mut Clean) -> Option<Secret> {
    let expression = Expression::of(node)?;
    secret(step, &expression.root, scope::of(node)?, 0, clean)
}

/// The secret in an expression, through the functions that concatenate strings.
fn secret(step: Step<'_>, expr: &Expr, scope: Scope<'_>, depth: usize, clean: &mut Clean) -> Option<Secret> {
    cancel::checkpoint();
    let Some(call) = expr.call() else {
        // `listKeys(…).keys[0].value`
        return expr
            .parts()
            .into_iter()
            .find_map(|it| secret(step, it, scope, depth, clean));
    };
    if let Some((symbol, name)) = names::named(call) {
        let name = name.text()?;
        let declared = scope.find(symbol, name)?;
        if symbol == Symbol::Variable {
            return in_value(step, declared.node, depth, clean);
        }
        let kind = declared.node.get("type")?.as_str()?.to_ascii_lowercase();
        return matches!(kind.as_str(), "securestring" | "secureobject").then(|| Secret {
            source: words::short(&format!("`{name}`")),
            is_empty_by_default: is_empty_by_default(step, declared.node, scope, name),
        });
    }
    let name = call.name.text.to_ascii_lowercase();
    if call.namespace.is_none() && name.starts_with("list") {
        return Some(Secret {
            source: words::short(&format!("`{}()`", call.name.text)),
            is_empty_by_default: false,
        });
    }
    let passes = [
        "concat",
        "format",
        "string",
        "base64",
        "uri",
        "join",
        "createarray",
        "replace",
        "if",
        "coalesce",
    ];
    let parts = call.arguments.iter();
    let mut parts = parts.filter(|_| passes.contains(&name.as_str()));
    parts.find_map(|it| secret(step, it, scope, depth, clean))
}

/// Whether a parameter has an empty default that neither a parameter file nor an outer deployment replaces.
fn is_empty_by_default(step: Step<'_>, declaration: Node<'_>, scope: Scope<'_>, name: &str) -> bool {
    let default = declaration.get("defaultValue").and_then(Node::as_str);
    let file = step.template.parameters;
    let is_given = file.is_some_and(|it| it.entries(name).next().is_some());
    default.is_some_and(|it| it.is_empty()) && !is_given && scope.passed().is_none()
}

fn in_value(step: Step<'_>, node: Node<'_>, depth: usize, clean: &mut Clean) -> Option<Secret> {
    if depth >= MAX_DEPTH || clean.contains(&node.id()) {
        return None;
    }
    let mut expressions = Vec::new();
    expression::within(node, &mut expressions);
    let found = expressions
        .iter()
        .find_map(|it| secret(step, &it.root, scope::of(it.node)?, depth + 1, clean));
    if found.is_none() {
        clean.insert(node.id());
    }
    found
}
