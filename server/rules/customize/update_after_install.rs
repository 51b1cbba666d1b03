//! Updates after an installation without a restart in between.

use crate::model::step::{self, Step, StepKind};
use crate::rules::engine::names;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::installs::{self, Work};
use crate::script::scripts::Scripts;
use crate::syntax::patch;
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "customize/update-after-install",
    level: Level::Warning,
    fixable: true,
    page: include_str!("update_after_install.md"),
    check: Check::Scripts(check),
    ..Rule::DEFAULTS
};

fn check(scripts: &Scripts<'_>, findings: &mut Findings<'_>) {
    let steps: Vec<Step<'_>> = step::customizers(scripts.template).collect();
    for (at, step) in steps.iter().enumerate() {
        if step.kind == Some(StepKind::WindowsUpdate) {
            check_update(*step, steps.get(..at).unwrap_or_default(), scripts, findings);
        }
    }
}

fn check_update<'d>(step: Step<'d>, before: &[Step<'d>], scripts: &Scripts<'d>, findings: &mut Findings<'_>) {
    // An update step restarts the VM, and a step of an unknown kind may.
    let is_plain = |it: &&Step<'_>| matches!(it.kind, Some(StepKind::PowerShell | StepKind::Shell | StepKind::File));
    let nearest = before.iter().rev().take_while(is_plain);
    let works: Vec<(Work, Span)> = nearest.filter_map(|it| work(*it, scripts)).collect();
    // Of several alike, the nearest.
    let Some((worst, span)) = works.iter().rev().max_by_key(|it| it.0) else {
        return;
    };
    let (level, message, why) = match worst {
        Work::Software => (
            Level::Warning,
            say! {
                en: "Restart before this step: software was installed, and Windows Update can fail with 0x80240016",
                pt_br: "Reinicie antes desta etapa: há software instalado, e o Windows Update pode falhar com 0x80240016",
            },
            say! { en: "This installs software", pt_br: "Isto instala software" },
        ),
        Work::Feature => (
            Level::Information,
            say! {
                en: "Restart before this step if the feature needs it; Windows Update can fail with 0x80240016",
                pt_br: "Reinicie antes desta etapa se o recurso exige; o Windows Update pode falhar com 0x80240016",
            },
            say! { en: "This adds a feature", pt_br: "Isto adiciona um recurso" },
        ),
        Work::Unknown => (
            Level::Information,
            say! {
                en: "Restart before this step if a script installs software; Windows Update can fail with 0x80240016",
                pt_br: "Reinicie antes desta etapa se um script instala software; a atualização pode falhar com 0x80240016",
            },
            say! { en: "This script", pt_br: "Este script" },
        ),
    };
    let json = "{\n  \"type\": \"WindowsRestart\",\n  \"restartTimeout\": \"10m\"\n}";
    let title = say! { en: "Add a restart before this step", pt_br: "Adicionar uma reinicialização antes desta etapa" };
    findings
        .report(names::anchor(step.node), message)
        .level(level)
        .about(step.node.span())
        .related(*span, why)
        .guess(title, [patch::add_item_before(step.node, json)]);
}

/// What a step may leave for the next restart, at the span of the command that does, otherwise of the step.
fn work<'d>(step: Step<'d>, scripts: &Scripts<'d>) -> Option<(Work, Span)> {
    if step.kind != Some(StepKind::PowerShell) {
        return None;
    }
    let whole = names::anchor(step.node);
    if step.given("scriptUri").is_some() && !scripts.is_seen(step) {
        return Some((Work::Unknown, whole));
    }
    let script = scripts.script_of(step)?;
    let works = script
        .parsed
        .commands
        .iter()
        .filter_map(|it| Some((installs::work(it)?, it)));
    let (work, command) = works.rev().max_by_key(|it| it.0)?;
    // Related spans stand in the document.
    let span = match work {
        Work::Unknown => whole,
        _ if script.source.is_file() => whole,
        _ => script.written(command.name_span),
    };
    Some((work, span))
}
