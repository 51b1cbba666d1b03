//! Hyper-V on the VM while Sysprep runs without `/mode:vm`.

use crate::model::deprovision::Override;
use crate::model::step::{self, List};
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::Dialect;
use crate::script::analysis::ParsedScript;
use crate::script::command::{Command, Word};
use crate::script::overrides;
use crate::script::removal;
use crate::script::scripts::{Scripts, StepScript};
use crate::syntax::patch;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "deprovision/mode-vm",
    level: Level::Warning,
    fixable: true,
    page: include_str!("mode_vm.md"),
    check: Check::Scripts(check),
    ..Rule::DEFAULTS
};

/// What a command enables.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Feature {
    HyperV,
    Platform,
}

fn check(scripts: &Scripts<'_>, findings: &mut Findings<'_>) {
    let windows = |it: &&StepScript<'_>| it.source.dialect == Dialect::PowerShell && it.step.list == List::Customize;
    for script in scripts.all.iter().filter(windows) {
        for command in script.parsed.commands.iter().filter(|it| !it.context.is_called) {
            let Some((word, feature)) = turned_on(command, &script.parsed) else {
                continue;
            };
            if has_mode_vm(scripts) || may_have_mode_vm_later(script) {
                return;
            }
            let (message, level) = match feature {
                Feature::HyperV => (
                    say! {
                        en: "Set `/mode:vm` in a custom deprovisioning script; with Hyper-V, Sysprep may never finish without it",
                        pt_br: "Defina `/mode:vm` em um script de desprovisionamento; com o Hyper-V, o Sysprep pode nunca terminar",
                    },
                    Level::Warning,
                ),
                Feature::Platform => (
                    say! {
                        en: "This enables the hypervisor; if Sysprep hangs, write a deprovisioning script with `/mode:vm`",
                        pt_br: "Isto habilita o hipervisor; se o Sysprep travar, grave um script de desprovisionamento com `/mode:vm`",
                    },
                    Level::Information,
                ),
            };
            let report = findings.report_in(script, word.span, message).level(level);
            if let Some(list) = removal::list(script) {
                let title = say! {
                    en: "Append a step that adds `/mode:vm` to the deprovisioning script",
                    pt_br: "Acrescentar uma etapa que adiciona `/mode:vm` ao script de desprovisionamento",
                };
                report.guess(title, [patch::add_item(list, &Override::WindowsVm.step())]);
            }
        }
    }
}

/// Whether Sysprep gets the option, or the deprovisioning script comes from an unknown source.
fn has_mode_vm(scripts: &Scripts<'_>) -> bool {
    let says = |it: &StepScript<'_>| it.source.text.to_ascii_lowercase().contains("/mode:vm");
    let is_unknown = |it: &StepScript<'_>| overrides::written(it).iter().any(|it| it.text.is_none());
    let mut steps = step::customizers(scripts.template);
    scripts.all.iter().any(|it| says(it) || is_unknown(it)) || steps.any(overrides::may_replace_script)
}

/// Whether a later step, or an item of the script, is not available.
fn may_have_mode_vm_later(script: &StepScript<'_>) -> bool {
    script.source.has_gaps || script.step.after().any(|it| it.may_mention("/mode:vm"))
}

fn turned_on<'r>(command: &'r Command, parsed: &'r ParsedScript) -> Option<(&'r Word, Feature)> {
    let is_switched_off = command.has_switch("WhatIf", 2);
    // `Get-WindowsFeature Hyper-V | Install-WindowsFeature`
    let fed = parsed
        .feeds(command)
        .filter(|it| matches!(it.name.as_str(), "get-windowsfeature" | "get-windowsoptionalfeature"));
    let all = move || fed.into_iter().chain([command]).flat_map(|it| &it.words);
    let words = || all().filter(|it| !it.is_computed);
    let found = match command.name.as_str() {
        "install-windowsfeature" | "add-windowsfeature" => words().find_map(|it| with(it, role)),
        "enable-windowsoptionalfeature" => words().find_map(|it| with(it, feature)),
        "dism" if command.has(&["/enable-feature", "-enable-feature"]) => words().find_map(|it| {
            let (key, name) = it.text.split_once([':', '='])?;
            let is_name = key.trim_start_matches(['/', '-']).eq_ignore_ascii_case("featurename");
            feature(name).filter(|_| is_name).map(|found| (it, found))
        }),
        _ => None,
    };
    found.filter(|_| !is_switched_off)
}

/// A word, or an item of it, that names a feature.
fn with(word: &Word, named: impl Fn(&str) -> Option<Feature>) -> Option<(&Word, Feature)> {
    let items = word.items.iter().map(String::as_str);
    let parts = word.text.split([',', '(', ')', '@', ' ']);
    let parts = parts.map(|it| it.trim_matches(['\'', '"']));
    let found = items.chain(parts).find_map(named)?;
    Some((word, found))
}

/// A role of Windows Server; its management tools have other names.
fn role(name: &str) -> Option<Feature> {
    name.eq_ignore_ascii_case("Hyper-V").then_some(Feature::HyperV)
}

/// An optional feature; those for management only have other names.
fn feature(name: &str) -> Option<Feature> {
    match name.to_ascii_lowercase().as_str() {
        "microsoft-hyper-v"
        | "microsoft-hyper-v-all"
        | "microsoft-hyper-v-hypervisor"
        | "microsoft-hyper-v-services" => Some(Feature::HyperV),
        "virtualmachineplatform" => Some(Feature::Platform),
        _ => None,
    }
}
