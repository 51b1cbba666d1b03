//! The body of an image template as the resource of a deployment template.

use crate::document::Document;
use crate::expr::escaped;
use crate::ide::actions::convert::edited;
use crate::model::template::{Role, Template};
use crate::rules::engine::names;
use crate::schema::slice;
use crate::syntax::patch::{self, shift::shifted};
use crate::syntax::string;
use crate::syntax::tree::{Kind, Node};
use crate::text::edit::Edit;

const SCHEMA: &str = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";
const TYPE: &str = "Microsoft.VirtualMachineImages/imageTemplates";
/// The name if the file has none that a resource may have.
const NAME: &str = "image-template";

/// The text of the deployment template.
pub(super) fn deployment(doc: &Document, name: Option<&str>) -> Option<String> {
    let template = doc.templates().next().filter(|it| it.role == Role::Template)?;
    let body = template.root;
    if body.kind() != Kind::Object || body.children().next().is_none() || body.get("$schema").is_some() {
        return None;
    }
    let mut edits = strings(body);
    edits.extend(members(template, name)?);
    let tree = doc.tree();
    let body = edited(tree.text(), body.span(), &edits);
    let (unit, eol) = (patch::indent_unit(template.root), tree.line_ending());
    let outer = tree.line_indent(template.root.span().start);
    let at = |depth: usize| format!("{eol}{outer}{}", unit.repeat(depth));
    let body = shifted(&body, outer, &format!("{outer}{}", unit.repeat(2)));
    let (line, item, end) = (at(1), at(2), at(0));
    Some(format!(
        "{{{line}\"$schema\": \"{SCHEMA}\",{line}\"contentVersion\": \"1.0.0.0\",{line}\"resources\": [{item}{body}{line}]{end}}}"
    ))
}

/// What a resource needs in addition to its body, before the other members.
fn members(template: Template<'_>, name: Option<&str>) -> Option<Vec<Edit>> {
    let version = template.api_version().map(|it| it.text.into_owned());
    let version = version.unwrap_or_else(|| slice::newest().to_owned());
    let name = names::repair_name(name.unwrap_or_default());
    let name = if name.is_empty() { NAME } else { &name };
    let kind = template.root.get("type");
    // A body may name its type in short.
    let kind = kind.filter(|it| !it.as_str().is_some_and(|it| it.eq_ignore_ascii_case(TYPE)));
    let kind = kind.map(|it| patch::replace_value(it, string::quote(TYPE)));
    let needed = [("type", TYPE), ("apiVersion", &version), ("name", name)];
    let body = template.root;
    let missing = needed.into_iter().filter(|it| body.get(it.0).is_none());
    let first = body.children().next()?;
    let before = match first.next() {
        Some(next) if first.has_key("type") => next,
        _ => first,
    };
    let edit = |(key, value): (&str, &str)| match first.has_key("type") && first.next().is_none() {
        true => patch::add_member(body, key, &string::quote(value)),
        false => patch::add_member_before(before, key, &string::quote(value)),
    };
    Some(kind.into_iter().chain(missing.map(edit)).collect())
}

/// Escapes for strings that a deployment would evaluate.
fn strings(body: Node<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut waiting = vec![body];
    while let Some(node) = waiting.pop() {
        waiting.extend(node.children());
        let key = node.key_span().zip(node.key());
        let value = node.as_str().map(|it| (node.span(), it));
        for (span, text) in key.into_iter().chain(value) {
            let written = escaped(&text);
            if written != text {
                edits.push(Edit::replace(span, string::quote(&written)));
            }
        }
    }
    edits
}
