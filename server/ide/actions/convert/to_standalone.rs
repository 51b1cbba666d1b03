//! The image template of a deployment template as the body of a request: for a deployment of nothing else, whose expressions evaluate
//! to values that are known.

use crate::document::Document;
use crate::expr::eval::{self, Evaluation};
use crate::expr::expression::Expression;
use crate::expr::unescaped;
use crate::expr::value::{Member, Value};
use crate::ide::actions::convert::edited;
use crate::model::parameters::ParameterFile;
use crate::model::template::Role;
use crate::syntax::patch::{self, reorder::reordered, shift::shifted};
use crate::syntax::string;
use crate::syntax::tree::{Kind, Node};
use crate::text::edit::Edit;

/// Members that the resource alone has: its name and its version are part of the request.
const LEFT_OUT: [&str; 4] = ["apiVersion", "name", "dependsOn", "comments"];

/// Members that change what is deployed, or where.
const UNSUITABLE: [&str; 7] = [
    "condition",
    "copy",
    "scope",
    "existing",
    "asserts",
    "zones",
    "resources",
];

/// The text of the standalone template.
pub(super) fn standalone(doc: &Document) -> Option<String> {
    let root = doc.tree().root()?;
    let template = doc.templates().next().filter(|it| it.role == Role::Template)?;
    let resource = template.root;
    let mut resources = root.get("resources")?.children();
    let (only, None) = (resources.next()?, resources.next()) else {
        return None;
    };
    let is_suitable = UNSUITABLE.iter().all(|it| resource.get(it).is_none());
    if only != resource || resource.kind() != Kind::Object || !is_suitable {
        return None;
    }
    let given = doc.parameters().and_then(|it| ParameterFile::values(it));
    let is_kept = |it: &Node<'_>| !LEFT_OUT.iter().any(|name| it.has_key(name));
    let kept: Vec<Node<'_>> = resource.children().filter(is_kept).collect();
    let mut edits = Vec::new();
    let mut waiting = kept.clone();
    while let Some(node) = waiting.pop() {
        // A loop makes several of what it contains.
        if node.has_key("copy") {
            return None;
        }
        edits.extend(key(node, given)?);
        edits.extend(value(node, given)?);
        waiting.extend(node.children());
    }
    let tree = doc.tree();
    let entry = |member: Node<'_>| edited(tree.text(), member.entry_span(), &edits);
    let text = reordered(resource, &kept, &entry).filter(|_| !kept.is_empty())?;
    let (from, to) = (
        tree.line_indent(resource.span().start),
        tree.line_indent(root.span().start),
    );
    Some(shifted(&text, from, to))
}

/// The value of an expression; `None` if it is not known.
fn known(outcome: Evaluation) -> Option<Value> {
    outcome.value.ok().filter(Value::is_known)
}

/// The change of a key, if any; `None` if it is not known what it says.
fn key<'d>(node: Node<'d>, given: Option<Node<'d>>) -> Option<Option<Edit>> {
    let Some(span) = node.key_span() else { return Some(None) };
    if let Some(expression) = Expression::of_key(node) {
        let value = known(eval::evaluate(&expression, given))?;
        return Some(Some(Edit::replace(span, string::quote(value.text()?))));
    }
    let key = node.key()?;
    Some(escape(&key).map(|it| Edit::replace(span, it)))
}

/// The change of a value, if any; `None` if it is not known what it says.
fn value<'d>(node: Node<'d>, given: Option<Node<'d>>) -> Option<Option<Edit>> {
    if let Some(expression) = Expression::of(node) {
        let value = known(eval::evaluate(&expression, given))?;
        return Some(Some(match node.parent().is_some_and(patch::is_flat) {
            true => patch::replace_value(node, value.json()),
            false => patch::replace_block(node, &on_lines(&value, 0)),
        }));
    }
    let text = node.as_str();
    Some(text.and_then(|it| escape(&it)).map(|it| patch::replace_value(node, it)))
}

/// A string without the escape of a deployment; `None` if it has none.
fn escape(text: &str) -> Option<String> {
    let said = unescaped(text);
    (said != text).then(|| string::quote(said))
}

/// A value as [`patch::add_member`] takes it, with each member and each item on a line.
fn on_lines(value: &Value, depth: usize) -> String {
    let entries: Vec<String> = match value {
        Value::Object(members) => {
            let entry = |(key, value): &Member| format!("{}: {}", string::quote(key), on_lines(value, depth + 1));
            members.iter().map(entry).collect()
        }
        Value::Array(items) => items.iter().map(|it| on_lines(it, depth + 1)).collect(),
        _ => Vec::new(),
    };
    if entries.is_empty() {
        return value.json();
    }
    let (open, close) = match value {
        Value::Object(_) => ('{', '}'),
        _ => ('[', ']'),
    };
    let (outer, inner) = ("  ".repeat(depth), "  ".repeat(depth + 1));
    format!(
        "{open}\n{inner}{}\n{outer}{close}",
        entries.join(&format!(",\n{inner}"))
    )
}
