//! Store apps that are installed or removed for one user only, at which Sysprep stops.

use crate::model::step::List;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::Dialect;
use crate::script::command::Command;
use crate::script::scripts::{Scripts, StepScript};
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "deprovision/appx-per-user",
    level: Level::Warning,
    fixable: true,
    page: include_str!("appx_per_user.md"),
    check: Check::Scripts(check),
    ..Rule::DEFAULTS
};

fn check(scripts: &Scripts<'_>, findings: &mut Findings<'_>) {
    let windows = |it: &&StepScript<'_>| it.source.dialect == Dialect::PowerShell && it.step.list == List::Customize;
    let windows: Vec<&StepScript<'_>> = scripts.all.iter().filter(windows).collect();
    let commands = || {
        windows
            .iter()
            .flat_map(|it| it.parsed.commands.iter().map(move |command| (*it, command)))
    };
    let runs = |names: &[&str]| commands().any(|(_, it)| names.contains(&it.name.as_str()) || dism(it, names));
    let removes = runs(&["remove-appxprovisionedpackage", "/remove-provisionedappxpackage"]);
    let adds = runs(&["add-appxprovisionedpackage", "/add-provisionedappxpackage"]);
    for (script, command) in commands() {
        match command.name.as_str() {
            "remove-appxpackage" if !removes && !is_for_all(command) => removed(script, command, findings),
            "add-appxpackage" if !adds && !is_for_all(command) => {
                added(script, command.name_span, findings);
            }
            "winget" if !adds && is_store(command) => added(script, command.name_span, findings),
            _ => {}
        }
    }
}

/// `dism /Online /Remove-ProvisionedAppxPackage …`
fn dism(command: &Command, names: &[&str]) -> bool {
    command.name == "dism" && command.has(names)
}

/// Whether it applies to all users, or may: parameters may come from a variable, `@arguments`.
fn is_for_all(command: &Command) -> bool {
    let is_splat = |it: &str| {
        it.strip_prefix('@')
            .is_some_and(|it| it.starts_with(char::is_alphabetic))
    };
    command.has_switch("AllUsers", 2)
        || command.has_switch("WhatIf", 1)
        || command.words.iter().any(|it| is_splat(&it.text))
}

/// `winget install --source msstore …`
fn is_store(command: &Command) -> bool {
    let installs = command.verb().is_some_and(|it| it.text.eq_ignore_ascii_case("install"));
    installs && command.has(&["msstore", "--source=msstore"])
}

fn removed(script: &StepScript<'_>, command: &Command, findings: &mut Findings<'_>) {
    let message = say! {
        en: "Add `-AllUsers`: Sysprep fails if a provisioned Store app is removed for one user only",
        pt_br: "Adicione `-AllUsers`: o Sysprep falha se um aplicativo provisionado é removido só para um usuário",
    };
    let report = findings.report_in(script, command.name_span, message);
    if command.context.is_nested {
        return;
    }
    let feeder = script
        .parsed
        .feeds(command)
        .filter(|it| it.name == "get-appxpackage" && !is_for_all(it));
    let places = feeder.into_iter().chain([command]);
    let edits: Vec<_> = places
        .filter_map(|it| script.edit(Span::at(it.name_span.end), " -AllUsers"))
        .collect();
    if !edits.is_empty() {
        report.guess(say! { en: "Add `-AllUsers`", pt_br: "Adicionar `-AllUsers`" }, edits);
    }
}

fn added(script: &StepScript<'_>, name_span: Span, findings: &mut Findings<'_>) {
    let message = say! {
        en: "Use `Add-AppxProvisionedPackage -Online`; Sysprep may fail on an app of the build account only",
        pt_br: "Use `Add-AppxProvisionedPackage -Online`; o Sysprep pode falhar com um aplicativo só desta conta",
    };
    findings.report_in(script, name_span, message).level(Level::Information);
}
