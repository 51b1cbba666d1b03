//! A string with a control character that is not escaped.

use crate::document::{Document, Kind};
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::string;
use crate::syntax::tree::{self, Node};
use crate::text::edit::Edit;
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "syntax/control-character",
    level: Level::Warning,
    fixable: true,
    page: include_str!("control_character.md"),
    check: Check::Document(check),
    ..Rule::DEFAULTS
};

fn check(doc: &Document, findings: &mut Findings<'_>) {
    let is_template = matches!(doc.kind(), Kind::Standalone | Kind::Arm);
    if !is_template || !doc.text().contains(is_control) {
        return;
    }
    let mut waiting: Vec<Node<'_>> = doc.tree().root().into_iter().collect();
    while let Some(node) = waiting.pop() {
        waiting.extend(node.children());
        let value = (node.kind() == tree::Kind::String).then(|| node.span());
        for string in node.key_span().into_iter().chain(value) {
            check_string(doc, string, findings);
        }
    }
}

fn check_string(doc: &Document, string: Span, findings: &mut Findings<'_>) {
    let written = string.of(doc.text());
    let Some(first) = written.find(is_control) else { return };
    // What is wrong with the string besides may mean that it ends elsewhere, or that it spans lines, which is reported
    // separately where it is a mistake.
    if !string::is_closed(written) || is_damaged(doc, string) || written.contains(['\n', '\r']) {
        return;
    }
    let is_line_damaged = is_damaged(doc, doc.tree().line_span(string.start));
    let rest = written.get(first..).unwrap_or_default();
    let length = rest.find(|it| !is_control(it)).unwrap_or(rest.len());
    let first_escape = rest.chars().next().map(escape).unwrap_or_default();
    let start = string.start + first as u32;
    let message = say! {
        en: "Control character in a string, which strict JSON parsers reject; write it as `{first_escape}`",
        pt_br: "Caractere de controle em uma string, que analisadores JSON estritos rejeitam; escreva-o como `{first_escape}`",
    };
    let escaped: String = written
        .chars()
        .map(|it| if is_control(it) { escape(it) } else { it.to_string() })
        .collect();
    let title = say! { en: "Escape the control characters", pt_br: "Escapar os caracteres de controle" };
    let report = findings
        .report(Span::new(start, start + length as u32), message)
        .about(string);
    let edits = [Edit::replace(string, escaped)];
    match is_line_damaged {
        true => report.guess(title, edits),
        false => report.fix(title, edits),
    };
}

/// Whether a mistake of the text begins in a span.
fn is_damaged(doc: &Document, span: Span) -> bool {
    let errors = doc.tree().errors();
    let from = errors.partition_point(|it| it.span.start < span.start);
    errors.get(from).is_some_and(|it| it.span.overlaps(span))
}

/// Whether JSON demands an escape; line ends make a string of several lines.
fn is_control(character: char) -> bool {
    character < ' ' && !matches!(character, '\n' | '\r')
}

fn escape(control: char) -> String {
    match control {
        '\t' => "\\t".to_owned(),
        '\u{8}' => "\\b".to_owned(),
        '\u{c}' => "\\f".to_owned(),
        other => format!("\\u{:04x}", u32::from(other)),
    }
}
