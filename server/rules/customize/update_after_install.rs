//! Updates after an installation without a restart in between.

use crate::model::step::{self, Step, StepKind};
use crate::rules::engine::names;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::command::Command;
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
    let works: Vec<Work> = nearest.filter_map(|it| work(*it, scripts)).collect();
    let Some(worst) = works.iter().find(|it| it.installs).or(works.first()) else {
        return;
    };
    let (level, message, why) = if worst.installs {
        (
            Level::Warning,
            say! {
                en: "Restart before this step: software was installed, and Windows Update can fail with 0x80240016",
                pt_br: "Reinicie antes desta etapa: há software instalado, e o Windows Update pode falhar com 0x80240016",
            },
            say! { en: "This installs software", pt_br: "Isto instala software" },
        )
    } else {
        (
            Level::Information,
            say! {
                en: "Restart before this step if a script installs software; Windows Update can fail with 0x80240016",
                pt_br: "Reinicie antes desta etapa se um script instala software; a atualização pode falhar com 0x80240016",
            },
            say! { en: "This script", pt_br: "Este script" },
        )
    };
    let json = "{\n  \"type\": \"WindowsRestart\",\n  \"restartTimeout\": \"10m\"\n}";
    let title = say! { en: "Add a restart before this step", pt_br: "Adicionar uma reinicialização antes desta etapa" };
    findings
        .report(names::anchor(step.node), message)
        .level(level)
        .about(step.node.span())
        .related(worst.span, why)
        .guess(title, [patch::add_item_before(step.node, json)]);
}

/// What a script step does to the VM.
struct Work {
    /// Whether it certainly installs something.
    installs: bool,
    /// The span of the command that installs, otherwise of the step.
    span: Span,
}

/// The effect of a step that may leave work for the next restart.
fn work<'d>(step: Step<'d>, scripts: &Scripts<'d>) -> Option<Work> {
    if step.kind != Some(StepKind::PowerShell) {
        return None;
    }
    let unknown = || Work {
        installs: false,
        span: names::anchor(step.node),
    };
    if step.given("scriptUri").is_some() && !scripts.is_seen(step) {
        return Some(unknown());
    }
    let script = scripts.all.iter().find(|it| it.step.node == step.node)?;
    let commands = &script.parsed.commands;
    if let Some(installer) = commands.iter().find(|it| installs(it)) {
        return Some(Work {
            installs: true,
            // Related spans stand in the document.
            span: match script.source.is_file() {
                true => unknown().span,
                false => script.written(installer.name_span),
            },
        });
    }
    commands.iter().any(|it| !is_harmless(it)).then(unknown)
}

/// Commands that install software or features, with any arguments.
const INSTALLERS: [&str; 8] = [
    "msiexec",
    "wusa",
    "setup",
    "install-windowsfeature",
    "add-windowsfeature",
    "enable-windowsoptionalfeature",
    "add-windowscapability",
    "add-appxprovisionedpackage",
];

fn installs(command: &Command) -> bool {
    let has = |part: &str| {
        command
            .words
            .iter()
            .any(|it| it.text.to_ascii_lowercase().contains(part))
    };
    match command.name.as_str() {
        "choco" | "winget" => has("install"),
        "dism" => has("/enable-feature") || has("/add-capability") || has("/add-package"),
        "start-process" => ["setup", "install", ".msi", "msiexec", "wusa"].iter().any(|it| has(it)),
        name => INSTALLERS.contains(&name),
    }
}

/// Commands that leave no work for a restart.
const HARMLESS: [&str; 23] = [
    "echo",
    "mkdir",
    "md",
    "cd",
    "new-item",
    "remove-item",
    "copy-item",
    "move-item",
    "rename-item",
    "set-location",
    "push-location",
    "pop-location",
    "set-content",
    "add-content",
    "expand-archive",
    "start-sleep",
    "invoke-webrequest",
    "where-object",
    "foreach-object",
    "select-object",
    "select-string",
    "join-path",
    "convertfrom-json",
];

fn is_harmless(command: &Command) -> bool {
    let begins = |it: &&str| command.name.starts_with(*it);
    HARMLESS.contains(&command.name.as_str()) || ["get-", "write-", "out-", "test-"].iter().any(begins)
}
