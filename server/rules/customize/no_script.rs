//! A script step without a script.

use crate::model::step::{List, Step, StepKind};
use crate::rules::engine::names;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::tree::Node;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "customize/no-script",
    level: Level::Error,
    fixable: true,
    page: include_str!("no_script.md"),
    check: Check::Step(check),
    ..Rule::DEFAULTS
};

fn check(step: Step<'_>, findings: &mut Findings<'_>) {
    let node = step.node;
    let has_script = ["scriptUri", "inline"].iter().any(|it| step.given(it).is_some());
    if !step.runs_script() || has_script || node.tree().is_broken(node.span()) || has_unknown_members(node) {
        return;
    }
    let message = match step.list {
        List::Customize => say! {
            en: "Add `inline` or `scriptUri`; the service rejects a step without script (`NoCustomizerScript`)",
            pt_br: "Adicione `inline` ou `scriptUri`; o serviço rejeita uma etapa sem script (`NoCustomizerScript`)",
        },
        List::Validate => say! {
            en: "Add `inline` or `scriptUri`; the service rejects a validator without script (`NoValidatorScript`)",
            pt_br: "Adicione `inline` ou `scriptUri`; o serviço rejeita um validador sem script (`NoValidatorScript`)",
        },
    };
    let report = findings.report(names::anchor(node), message).about(node.span());
    let command = match step.kind {
        Some(StepKind::PowerShell) => "[\n  \"Write-Host ready\"\n]",
        _ => "[\n  \"echo ready\"\n]",
    };
    let title = say! { en: "Add a placeholder command", pt_br: "Adicionar um comando provisório" };
    let edit = match step.get("inline") {
        Some(empty) => patch::replace_block(empty, command),
        None => patch::add_member(node, "inline", command),
    };
    report.guess(title, [edit]);
}

/// The members that such a step may have besides a script.
const KNOWN: [&str; 8] = [
    "type",
    "name",
    "inline",
    "scriptUri",
    "sha256Checksum",
    "runElevated",
    "runAsSystem",
    "validExitCodes",
];

/// Whether a step has unknown members: one may be a misspelled script, which
/// `schema/unknown-field` reports, or a copy loop that produces the list.
fn has_unknown_members(step: Node<'_>) -> bool {
    step.children().any(|it| !KNOWN.iter().any(|name| it.has_key(name)))
}
