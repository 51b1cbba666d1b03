//! A script that is not analyzed.

use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::scripts::{Scripts, StepScript};
use crate::syntax::tree::Node;
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "script/not-read",
    level: Level::Hint,
    page: include_str!("not_read.md"),
    check: Check::Script(check),
    ..Rule::DEFAULTS
};

fn check(script: &StepScript<'_>, scripts: &Scripts<'_>, findings: &mut Findings<'_>) {
    let is_first = || scripts.first_left_out().map(|it| it.step.node) == Some(script.step.node);
    if !script.parsed.is_cut || script.is_left_out && !is_first() {
        return;
    }
    if script.source.is_file() {
        let message = say! {
            en: "This script is too long or deeply nested to analyze; its commands are not checked",
            pt_br: "Este script é longo ou aninhado demais para ser analisado; os comandos dele não são verificados",
        };
        let line = script.source.text.lines().next().unwrap_or_default();
        findings.report_in(script, Span::new(0, line.len() as u32), message);
        return;
    }
    let Some(list) = script.step.get("inline") else { return };
    let message = match script.is_left_out {
        true => say! {
            en: "The scripts are too long to analyze them all; this one and all after it are not checked",
            pt_br: "Os scripts são longos demais para serem todos analisados; este e os seguintes não são verificados",
        },
        false => say! {
            en: "This script is too long or deeply nested to analyze; put it in a file and name that in `scriptUri`",
        pt_br: "Este script é longo ou aninhado demais para ser analisado; mova-o para um arquivo em `scriptUri`",
        },
    };
    let anchor = list.key_span().unwrap_or(Node::anchor(list));
    findings.report(anchor, message).about(list.span());
}
