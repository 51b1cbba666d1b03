//! A VM that joins a domain, which generalizing undoes, or is encrypted, which makes Sysprep fail.

use crate::model::step::List;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::Dialect;
use crate::script::command::Command;
use crate::script::scripts::{Scripts, StepScript};
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "deprovision/joined-or-encrypted",
    level: Level::Warning,
    page: include_str!("joined_or_encrypted.md"),
    check: Check::Scripts(check),
    ..Rule::DEFAULTS
};

/// What a command does to the VM.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Joined,
    Encrypted,
}

fn check(scripts: &Scripts<'_>, findings: &mut Findings<'_>) {
    let windows = |it: &&StepScript<'_>| it.source.dialect == Dialect::PowerShell && it.step.list == List::Customize;
    let mut found: Vec<(&StepScript<'_>, Span, State)> = Vec::new();
    for script in scripts.all.iter().filter(windows) {
        // Functions and script blocks may never run, or run on the VMs that are created from the image.
        for command in script.parsed.commands.iter().filter(|it| !it.context.is_called) {
            if let Some(state) = begun(command) {
                found.push((script, command.name_span, state));
            } else if let Some(state) = ended(command) {
                found.retain(|it| it.2 != state);
            }
        }
    }
    for (script, name_span, state) in found {
        let message = match state {
            State::Joined => say! {
                en: "Generalizing undoes the join to a domain; join the VMs that are created from the image instead",
                pt_br: "A generalização desfaz o ingresso em um domínio; ingresse as VMs criadas com a imagem",
            },
            State::Encrypted => say! {
                en: "Sysprep fails on a disk that BitLocker protects; encrypt the VMs created from the image instead",
                pt_br: "O Sysprep falha em um disco protegido pelo BitLocker; criptografe as VMs criadas da imagem",
            },
        };
        findings.report_in(script, name_span, message);
    }
}

fn begun(command: &Command) -> Option<State> {
    match command.name.as_str() {
        "add-computer" if command.parameter("WorkgroupName", 1).is_none() => Some(State::Joined),
        "dsregcmd" if command.has(&["/join"]) => Some(State::Joined),
        "netdom" if command.has(&["join"]) => Some(State::Joined),
        "enable-bitlocker" => Some(State::Encrypted),
        "manage-bde" if command.has(&["-on", "/on"]) => Some(State::Encrypted),
        _ => None,
    }
    .filter(|_| !command.has_switch("WhatIf", 2))
}

fn ended(command: &Command) -> Option<State> {
    match command.name.as_str() {
        "remove-computer" => Some(State::Joined),
        "add-computer" => Some(State::Joined),
        "dsregcmd" if command.has(&["/leave"]) => Some(State::Joined),
        "disable-bitlocker" => Some(State::Encrypted),
        "manage-bde" if command.has(&["-off", "/off"]) => Some(State::Encrypted),
        _ => None,
    }
}
