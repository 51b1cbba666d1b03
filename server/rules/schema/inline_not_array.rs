//! Commands as one string instead of an array.

use crate::model::template::Template;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::schema::validate::{Difference, Violation};
use crate::syntax::patch;
use crate::syntax::string;
use crate::syntax::tree::{Kind, Node};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "schema/inline-not-array",
    level: Level::Error,
    fixable: true,
    about_version: true,
    page: include_str!("inline_not_array.md"),
    check: Check::Violation(check),
    ..Rule::DEFAULTS
};

fn check(violation: &Violation<'_>, _template: Template<'_>, findings: &mut Findings<'_>) {
    let Difference::WrongType(_) = violation.problem else {
        return;
    };
    let node = violation.node;
    if !is_inline_string(node) {
        return;
    }
    let message = say! {
        en: "`inline` must be an array of commands, not a string",
        pt_br: "`inline` deve ser uma matriz de comandos, não uma string",
    };
    let text = node.as_str().unwrap_or_default();
    let lines: Vec<String> = text.lines().map(string::quote).collect();
    let json = if lines.len() > 1 {
        let indent = node.tree().line_indent(node.entry_span().start);
        let unit = node.parent().map(patch::indent_unit).unwrap_or_default();
        let json = format!("[\n  {}\n]", lines.join(",\n  "));
        patch::reindent(&json, indent, &unit, node.tree().line_ending())
    } else {
        format!("[{}]", lines.join(""))
    };
    let title = say! { en: "Convert to an array", pt_br: "Converter em matriz" };
    findings
        .report(node.span(), message)
        .fix(title, [patch::replace_value(node, json)]);
}

/// Whether a value is the commands of a step, written as one string.
pub(super) fn is_inline_string(node: Node<'_>) -> bool {
    node.has_key("inline") && node.kind() == Kind::String
}
