//! The parameter, variable or function that is named at an offset.

use crate::expr::expression::Expression;
use crate::expr::names;
use crate::expr::occurrences::{Name, NameKind, Occurrence, Role, counters, declaring};
use crate::expr::scope::{self, Scope, Symbol};
use crate::syntax::tree::{Node, Tree};

/// What is named at an offset, and the occurrence there.
pub(in crate::ide) fn at<'d>(tree: &'d Tree, at: u32) -> Option<(Name<'d>, Occurrence)> {
    let node = tree.innermost(at)?;
    declared(node, at)
        .or_else(|| passed(node, at))
        .or_else(|| used(node, at))
}

fn declared(node: Node<'_>, at: u32) -> Option<(Name<'_>, Occurrence)> {
    let deployment = scope::deployment(node)?;
    let outer_scope = Scope::Deployment(deployment);
    for (namespace, function) in outer_scope.functions() {
        if let (Some(key), Some(text)) = (function.key_span().filter(|it| it.touches(at)), function.key()) {
            let (kind, scope) = (NameKind::Function(namespace), outer_scope);
            return Some((Name { kind, scope, text }, declaring(function, key)));
        }
    }
    let functions = outer_scope.functions().into_iter().map(|(_, it)| it);
    let functions = functions.filter(|it| it.span().touches(at));
    let scopes = functions.map(|function| Scope::Function { function, deployment });
    scopes.chain([outer_scope]).find_map(|scope| {
        let declared = scope.parameters().into_iter().chain(scope.variables());
        let found = declared.into_iter().find(|it| it.written.touches(at))?;
        let name = Name::of(found.symbol, scope, found.name);
        Some((name, declaring(found.node, found.written)))
    })
}

fn passed(node: Node<'_>, at: u32) -> Option<(Name<'_>, Occurrence)> {
    let key = node.key_span().filter(|it| it.touches(at))?;
    let properties = node.parent().filter(|it| it.has_key("parameters"))?.parent()?;
    let inner = properties.get("template").and_then(scope::inner_template)?;
    let name = Name::of(Symbol::Parameter, Scope::Deployment(inner), node.key()?);
    let role = Role::Passed;
    Some((
        name,
        Occurrence {
            role,
            ..declaring(node, key)
        },
    ))
}

fn used(node: Node<'_>, at: u32) -> Option<(Name<'_>, Occurrence)> {
    let role = Role::Use;
    let expression = Expression::typed(node, at)?;
    if let Some(found) = names::uses(&expression).into_iter().find(|it| it.span.touches(at)) {
        let name = Name::of(found.symbol, found.scope, found.name);
        return Some((name, Occurrence { role, span: found.span }));
    }
    let deployment = scope::of(node)?.deployment();
    let scope = Scope::Deployment(deployment);
    for call in expression.root.walk().into_iter().filter_map(|it| it.call()) {
        let span = expression.written(call.name.span);
        let Some(namespace) = call.namespace.as_ref().filter(|_| span.touches(at)) else {
            continue;
        };
        let kind = NameKind::Function(namespace.text.clone().into());
        let text = call.name.text.clone().into();
        return Some((Name { kind, scope, text }, Occurrence { role, span }));
    }
    // The item of a `copy` that makes a variable counts under its name.
    let copied = scope.variables().into_iter().filter(|it| it.is_copied);
    let copied = copied.into_iter().find(|it| it.node.span().touches(at))?;
    let found = counters(copied.node, &copied.name)
        .into_iter()
        .find(|it| it.span.touches(at))?;
    Some((Name::of(Symbol::Variable, scope, copied.name), found))
}
