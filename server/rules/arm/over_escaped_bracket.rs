//! A doubled bracket that is not removed.

use crate::document::{Document, Kind};
use crate::expr::functions;
use crate::expr::parser;
use crate::expr::scope;
use crate::expr::tree::Kind as Part;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::string;
use crate::syntax::tree::Kind as Json;
use crate::syntax::tree::Node;
use crate::text::edit::Edit;
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "arm/over-escaped-bracket",
    level: Level::Warning,
    fixable: true,
    page: include_str!("over_escaped_bracket.md"),
    check: Check::Document(check),
    ..Rule::DEFAULTS
};

fn check(doc: &Document, findings: &mut Findings<'_>) {
    let is_standalone = match doc.kind() {
        Kind::Standalone => true,
        Kind::Arm => false,
        Kind::Empty | Kind::Foreign => return,
    };
    let mut waiting: Vec<Node<'_>> = doc.tree().root().into_iter().collect();
    while let Some(node) = waiting.pop() {
        waiting.extend(node.children());
        if node.kind() != Json::String || !node.source().starts_with("\"[[") {
            continue;
        }
        let text = node.as_str().unwrap_or_default();
        let stays = match is_standalone {
            true => true,
            false => !text.ends_with(']') && scope::of(node).is_some(),
        };
        let is_slip = is_type(&text) || is_standalone && is_expression(&text);
        if stays && is_slip && string::is_closed(node.source()) {
            let message = say! {
                en: "The doubled bracket is not removed here; the string is sent with `[[`",
                pt_br: "O colchete duplicado não é removido aqui; a string é enviada com `[[`",
            };
            let title = say! { en: "Remove one bracket", pt_br: "Remover um colchete" };
            let start = node.span().start + 1;
            let edit = Edit::replace(Span::new(start, start + 1), "");
            let report = findings.report(node.span(), message);
            // The expression is not evaluated either way: only its author knows which text was meant.
            if is_type(&text) {
                report.fix(title, [edit]);
            } else {
                report.guess(title, [edit]);
            }
        }
    }
}

/// Whether a text starts like a .NET type whose member is used: `[[Environment]::Exit(0)`.
fn is_type(text: &str) -> bool {
    let Some((name, behind)) = text.get(2..).and_then(|it| it.split_once(']')) else {
        return false;
    };
    let is_name = name.starts_with(|it: char| it.is_ascii_alphabetic())
        && name.chars().all(|it| it.is_ascii_alphanumeric() || it == '.');
    is_name && behind.starts_with("::")
}

/// Whether a text is an escaped expression: `[[parameters('a')]`.
fn is_expression(text: &str) -> bool {
    let parsed = parser::parse(text.get(1..).unwrap_or_default());
    let calls = match &parsed.root.kind {
        Part::Call(call) => call.namespace.is_none() && functions::find(&call.name.text).is_some(),
        _ => false,
    };
    parsed.mistakes.is_empty() && calls && text.ends_with(']') && !text.ends_with("]]")
}
