//! A subscription in a resource ID that is no subscription ID.

use crate::document::Document;
use crate::expr;
use crate::model::resource_id;
use crate::model::substitution::Assume;
use crate::model::value;
use crate::rules::engine::names;
use crate::rules::engine::texts;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;

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
    let found = texts::find_in_texts(doc, Assume::Defaults, |text, is_closed| {
        is_closed.then(|| wrong(text)).flatten()
    });
    let mut reported: Vec<&str> = Vec::new();
    for (span, name) in &found {
        if reported.contains(&name.as_str()) {
            continue;
        }
        reported.push(name);
        let shown = names::short(name);
        let message = say! {
            en: "`{shown}` is not a subscription ID, which is a GUID",
            pt_br: "`{shown}` não é um ID de assinatura, que é um GUID",
        };
        let mut report = findings.report(*span, message);
        for (other, _) in found.iter().filter(|it| it.1 == *name && it.0 != *span) {
            report = report.related(*other, say! { en: "Also `{shown}`", pt_br: "Também `{shown}`" });
        }
    }
}

/// The subscription in a resource ID, where it is written out and no GUID.
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
