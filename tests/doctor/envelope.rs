//! The reader of wrapped errors: an example of every envelope, and any error in any envelope.

mod any;
mod limits;
mod json;
mod packer;
mod reported;
mod tools;

use std::fmt::Write;

use aib_ls::doctor::envelope::{self, ErrorNode, ServiceError};

/// The errors of a text, a paragraph each: their lines, the chain, other errors and facts.
fn shown(text: &str) -> String {
    let mut out = String::new();
    for it in envelope::read(text) {
        let line = |at: usize| text[..at].matches('\n').count();
        let last = line(it.range.end.max(it.range.start + 1) - 1);
        writeln!(out, "{:?} in {}-{last}", it.value.envelope, line(it.range.start)).unwrap();
        render(&it.value, &mut out);
    }
    out
}

fn render(error: &ServiceError, out: &mut String) {
    for (depth, node) in error.chain.iter().enumerate() {
        writeln!(out, "{}{}", "  ".repeat(depth + 1), one_line(node)).unwrap();
    }
    for node in &error.others {
        writeln!(out, "  also {}", one_line(node)).unwrap();
    }
    let facts = &error.facts;
    let named = [
        ("resource", &facts.resource),
        ("region", &facts.region),
        ("action", &facts.action),
        ("scope", &facts.scope),
        ("correlation", &facts.correlation),
    ];
    for (name, value) in named {
        if let Some(value) = value {
            writeln!(out, "  {name}: {value}").unwrap();
        }
    }
    if let Some(status) = facts.status {
        writeln!(out, "  status: {status}").unwrap();
    }
    for policy in &facts.policies {
        let (name, id) = (policy.name.as_deref(), policy.id.as_deref());
        writeln!(out, "  policy: {} {}", name.unwrap_or("-"), id.unwrap_or("-")).unwrap();
    }
}

fn one_line(node: &ErrorNode) -> String {
    let target = node.target.as_ref().map(|it| format!(" [{it}]")).unwrap_or_default();
    let code = node.code.as_deref().unwrap_or("-");
    format!("{code}{target} | {}", node.message.replace('\n', "\\n"))
}

/// A text with a prefix before each line.
fn prefixed(prefix: &str, text: &str) -> String {
    text.lines().map(|it| format!("{prefix}{it}\n")).collect()
}

#[test]
fn headline_is_the_innermost_error_and_wrappers_are_not_outer_codes() {
    let text = r#"{"error":{"code":"DeploymentFailed","message":"See details.","details":[{"code":"NetworkFailed",
"message":"The interface failed.","details":[{"code":"SubnetTooSmall","message":"The subnet 'build' is full: 0 left."}]}]}}"#;
    let error = &envelope::read(text)[0].value;
    assert_eq!(error.headline(), "SubnetTooSmall: The subnet 'build' is full: 0 left.");
    assert_eq!(error.outer_codes(), ["NetworkFailed"]);
}

#[test]
fn ranges_are_those_of_the_original_text() {
    let text = "[7a1e] PACKER OUT ==> azure-arm: Deploying deployment template ...\r\n\
                [7a1e] PACKER OUT ==> azure-arm: ERROR: -> QuotaGone : No cores are left.\r\n\
                [7a1e] PACKER OUT ==> azure-arm: \r\n";
    let found = envelope::read(text);
    assert_eq!(found.len(), 1);
    assert_eq!(
        &text[found[0].range.clone()],
        "ERROR: -> QuotaGone : No cores are left."
    );
}
