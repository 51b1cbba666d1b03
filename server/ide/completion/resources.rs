//! References to the resources that a deployment template creates.

use crate::expr::expression::Expression;
use crate::expr::tree::{Call, Expr, Kind};
use crate::model::template::Template;
use crate::syntax::tree::Node;

/// Expressions for the IDs of the resources of a type, in the order of the text.
pub(super) fn ids_of(template: Template<'_>, kind: &str) -> Vec<String> {
    let is_of = |it: &Node<'_>| {
        let own = it.get("type").and_then(Node::as_str);
        own.is_some_and(|it| it.eq_ignore_ascii_case(kind))
    };
    let resources = declared(template.deployment).filter(is_of);
    resources.filter_map(id).collect()
}

/// Expressions for the IDs of all other resources that the same deployment creates.
pub(super) fn others(template: Template<'_>) -> Vec<String> {
    let others = declared(template.deployment).filter(|it| *it != template.root);
    others.filter_map(id).collect()
}

/// The resources of a deployment template itself.
fn declared(deployment: Option<Node<'_>>) -> impl Iterator<Item = Node<'_>> {
    deployment
        .and_then(|it| it.get("resources"))
        .into_iter()
        .flat_map(Node::children)
}

/// An expression for the ID of a resource; `None` where its names cannot be told apart.
fn id(resource: Node<'_>) -> Option<String> {
    let kind = resource.get("type")?.as_str()?;
    let names = names(resource.get("name")?)?;
    let is_whole = kind.split('/').count() == names.len() + 1 && !kind.contains(['\'', '[']);
    is_whole.then(|| format!("[resourceId('{kind}', {})]", names.join(", ")))
}

/// The parts of a name, as arguments.
fn names(name: Node<'_>) -> Option<Vec<String>> {
    let written = name.as_str()?;
    let Some(expression) = Expression::of(name) else {
        let quoted = |it: &str| format!("'{}'", it.replace('\'', "''"));
        return Some(written.split('/').map(quoted).collect());
    };
    let source = |it: &Expr| it.span.of(&expression.text).to_owned();
    let root = &expression.root;
    match root.call() {
        Some(call) if call.is("format") => {
            let (pattern, names) = call.arguments.split_first()?;
            let expected: Vec<_> = (0..names.len()).map(|it| format!("{{{it}}}")).collect();
            let is_path = says(pattern, &expected.join("/"));
            is_path.then(|| names.iter().map(source).collect())
        }
        Some(call) if call.is("concat") => parts_of_concat(call, source),
        _ => Some(vec![source(root)]),
    }
}

/// `concat(a, '/', b)` by its parts; any other is one name.
fn parts_of_concat(call: &Call, source: impl Fn(&Expr) -> String) -> Option<Vec<String>> {
    let mut names = Vec::new();
    for (at, part) in call.arguments.iter().enumerate() {
        match at % 2 {
            0 => names.push(source(part)),
            _ if says(part, "/") => {}
            _ => return None,
        }
    }
    (names.len() * 2 == call.arguments.len() + 1).then_some(names)
}

fn says(part: &Expr, text: &str) -> bool {
    matches!(&part.kind, Kind::Text(it) if it == text)
}
