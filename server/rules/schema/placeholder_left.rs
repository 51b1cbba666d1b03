//! A placeholder of a sample that was not filled in.

use crate::document::Document;
use crate::model::substitution::Assume;
use crate::model::value;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::tree::{Kind, Node};
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "schema/placeholder-left",
    level: Level::Warning,
    page: include_str!("placeholder_left.md"),
    check: Check::Document(check),
    ..Rule::DEFAULTS
};

fn check(doc: &Document, findings: &mut Findings<'_>) {
    let mut found: Vec<(Span, String)> = Vec::new();
    if !doc.text().contains('<') {
        return;
    }
    for template in doc.templates_with(Assume::Nothing) {
        collect(template.root, &mut found);
    }
    found.sort_by_key(|(span, _)| *span);
    // A trigger inside its template is checked with both, and several places may name one variable.
    found.dedup();
    let Some((first, name)) = found.first() else { return };
    let others = found.len() - 1;
    let message = if others > 0 {
        say! {
            en: "Placeholder `{name}` and {others} more are not filled in; the service takes them literally",
            pt_br: "O espaço reservado `{name}` e mais {others} não foram preenchidos; o serviço os lê literalmente",
        }
    } else {
        say! {
            en: "Placeholder `{name}` is not filled in; the service takes it literally",
            pt_br: "O espaço reservado `{name}` não foi preenchido; o serviço o lê literalmente",
        }
    };
    let mut report = findings.report(*first, message);
    for (span, name) in found.iter().skip(1) {
        report = report.related(*span, say! { en: "Also `{name}`", pt_br: "Também `{name}`" });
    }
}

/// Properties that may contain angle brackets of their own: commands, tags, comments.
pub(super) const FREE: [&str; 7] = [
    "inline",
    "restartCommand",
    "restartCheckCommand",
    "tags",
    "artifactTags",
    "managedResourceTags",
    "comments",
];

/// Every placeholder in keys and values.
fn collect(root: Node<'_>, found: &mut Vec<(Span, String)>) {
    let mut waiting = vec![root];
    while let Some(node) = waiting.pop() {
        if let (Some(key), Some(span)) = (node.key(), node.key_span()) {
            if FREE.iter().any(|it| node.has_key(it)) {
                continue;
            }
            if let Some(name) = value::angle_placeholder(&key) {
                found.push((span, name.to_owned()));
            }
        }
        if node.kind() == Kind::String {
            let text = node.as_str().unwrap_or_default();
            if let Some(name) = value::angle_placeholder(&text) {
                found.push((node.span(), name.to_owned()));
            }
        }
        waiting.extend(node.children());
    }
}
