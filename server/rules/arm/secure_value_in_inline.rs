//! A secret that is stored with the template.

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

fn check(step: Step<'_>, findings: &mut Findings<'_>) {
    let inline = step.node.get("inline").filter(|it| it.kind() == Kind::Array);
    let lines = inline.into_iter().flat_map(Node::children);
    let addresses = ["scriptUri", "sourceUri"]
        .into_iter()
        .filter_map(|it| step.node.get(it));
    for node in lines
        .chain(inline.is_none().then(|| step.node.get("inline")).flatten())
        .chain(addresses)
    {
        let Some(expression) = Expression::of(node) else {
            continue;
        };
        let Some(scope) = scope::of(node) else { continue };
        let Some(secret) = secret(&expression.root, scope, 0) else {
            continue;
        };
        let secret = words::short(&secret);
        let message = say! {
            en: "Fetch the secret in the build VM with an identity; here {secret} ends up in the template and the log",
            pt_br: "Busque o segredo na VM de build com uma identidade; aqui {secret} fica no template e no log",
        };
        findings.report(node.span(), message);
    }
}

/// The secret in an expression, through the functions that concatenate strings.
fn secret(expr: &Expr, scope: Scope<'_>, depth: usize) -> Option<String> {
    let Some(call) = expr.call() else {
        // `listKeys(…).keys[0].value`
        return expr.parts().into_iter().find_map(|it| secret(it, scope, depth));
    };
    if let Some((symbol, name)) = names::named(call) {
        let name = name.text()?;
        let declared = scope.find(symbol, name)?;
        if symbol == Symbol::Variable {
            return in_value(declared.node, depth);
        }
        let kind = declared.node.get("type")?.as_str()?.to_ascii_lowercase();
        return matches!(kind.as_str(), "securestring" | "secureobject").then(|| format!("`{name}`"));
    }
    let name = call.name.text.to_ascii_lowercase();
    if call.namespace.is_none() && name.starts_with("list") {
        return Some(format!("`{}()`", call.name.text));
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
    parts.find_map(|it| secret(it, scope, depth))
}

fn in_value(node: Node<'_>, depth: usize) -> Option<String> {
    let mut found = Vec::new();
    expression::within(node, &mut found);
    let mut found = found.iter().filter(|_| depth < MAX_DEPTH);
    found.find_map(|it| secret(&it.root, scope::of(it.node)?, depth + 1))
}
