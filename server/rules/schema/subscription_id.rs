//! A subscription in a resource ID that is no subscription ID.

use crate::document::Document;
use crate::expr;
use crate::model::resource_id;
use crate::model::substitution::Assume;
use crate::model::value;
use crate::rules::engine::names;
use crate::rules::schema::placeholder_left::FREE;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::tree::{Kind, Node};
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "schema/subscription-id",
    level: Level::Warning,
    page: include_str!("subscription_id.md"),
    check: Check::Document(check),
    ..Rule::DEFAULTS
};

fn check(doc: &Document, findings: &mut Findings<'_>) {
    if !doc.text().contains("ubscriptions/") {
        return;
    }
    let mut found: Vec<(Span, String)> = Vec::new();
    for template in doc.templates_with(Assume::Defaults) {
        collect(template.root, &mut found);
    }
    found.sort();
    // A trigger inside its template is checked with both, and several places may name one variable.
    found.dedup();
    let mut reported: Vec<&str> = Vec::new();
    for (span, name) in &found {
        if reported.contains(&name.as_str()) {
            continue;
        }
        reported.push(name);
        let shown = names::short(name);
        let message = say! {
            en: "`{shown}` is not a subscription ID, which is a GUID; the service finds no such subscription",
            pt_br: "`{shown}` não é um ID de assinatura, que é um GUID; o serviço não encontra essa assinatura",
        };
        let mut report = findings.report(*span, message);
        for (other, _) in found.iter().filter(|it| it.1 == *name && it.0 != *span) {
            report = report.related(*other, say! { en: "Also `{shown}`", pt_br: "Também `{shown}`" });
        }
    }
}

/// Every subscription in keys and values that is written out and no GUID.
fn collect(root: Node<'_>, found: &mut Vec<(Span, String)>) {
    let mut waiting = vec![root];
    while let Some(node) = waiting.pop() {
        if let (Some(key), Some(span)) = (node.key(), node.key_span()) {
            if FREE.iter().any(|it| node.has_key(it)) {
                continue;
            }
            found.extend(wrong(&key).map(|it| (span, it)));
        }
        if node.kind() == Kind::String && node.is_closed() {
            let text = node.as_str().unwrap_or_default();
            found.extend(wrong(&text).map(|it| (node.span(), it)));
        }
        waiting.extend(node.children());
    }
}

fn wrong(text: &str) -> Option<String> {
    let subscription = resource_id::subscription(text)?;
    // `SUBSCRIPTION` may be a token that a pipeline replaces.
    let is_token = !subscription
        .chars()
        .any(|it| it.is_ascii_lowercase() || it.is_ascii_digit());
    let is_left = expr::is_expression(text) || value::has_placeholder(text) || value::is_pipeline_token(subscription);
    let is_wrong = !subscription.trim().is_empty() && !resource_id::is_guid(subscription);
    (is_wrong && !is_left && !is_token).then(|| subscription.to_owned())
}
