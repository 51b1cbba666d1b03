//! A build so short that Sysprep may run before the VM is ready.

use crate::model::generation::{self, Generation};
use crate::model::os::{self, Os};
use crate::model::step::{self, Step, StepKind};
use crate::model::template::Template;
use crate::model::vm_size;
use crate::rules::vm_size::{SUGGESTED_SIZE, Size, size, with_size};
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::command::Command;
use crate::script::scripts::Scripts;
use crate::script::wait;
use crate::syntax::patch;
use crate::syntax::tree::{Kind, Node};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "customize/sysprep-race",
    level: Level::Information,
    fixable: true,
    page: include_str!("sysprep_race.md"),
    check: Check::Scripts(check),
    ..Rule::DEFAULTS
};

/// How long the VM should run before it is generalized, in seconds.
const LONG_ENOUGH: u64 = 60;

fn check(scripts: &Scripts<'_>, findings: &mut Findings<'_>) {
    let template = scripts.template;
    let is_windows = os::operating_system(template).is_some_and(|it| it.os == Os::Windows);
    let Some(list) = template.property("customize").filter(|it| it.kind() == Kind::Array) else {
        return;
    };
    let has_more = ["validate", "optimize"]
        .iter()
        .any(|it| template.property(it).is_some());
    if !is_windows || has_more || list.tree().is_broken(list.span()) || !is_short(scripts, list) {
        return;
    }
    if !has_one_core(template) {
        return;
    }
    let message = say! {
        en: "Sysprep may start before the guest agent; use two or more cores, or wait a minute",
        pt_br: "O Sysprep pode iniciar antes do agente; use dois ou mais núcleos ou espere um minuto",
    };
    let wait = "{\n  \"type\": \"PowerShell\",\n  \"inline\": [\n    \"Start-Sleep -Seconds 60\"\n  ]\n}";
    let anchor = list.key_span().unwrap_or(list.span());
    let mut report = findings.report(anchor, message).about(list.span());
    if let Some(edit) = with_size(template, SUGGESTED_SIZE) {
        report = report.guess(
            say! { en: "Use `{SUGGESTED_SIZE}`", pt_br: "Usar `{SUGGESTED_SIZE}`" },
            [edit],
        );
    }
    report.guess(
        say! { en: "Wait a minute at the end", pt_br: "Esperar um minuto no final" },
        [patch::add_item(list, wait)],
    );
}

/// Whether the build VM has one core. The default for generation 1 does.
fn has_one_core(template: Template<'_>) -> bool {
    match size(template) {
        Size::Written(name, _) => vm_size::parse(&name).and_then(|it| it.cores()) == Some(1),
        Size::Absent => generation::generation(template).is_some_and(|it| it.generation == Generation::One),
        Size::Unknown => false,
    }
}

/// Whether all steps are known and take almost no time.
fn is_short(scripts: &Scripts<'_>, list: Node<'_>) -> bool {
    let steps: Vec<Step<'_>> = step::customizers(scripts.template).collect();
    // `customize/nothing-to-do` reports an empty list.
    if steps.is_empty() || steps.len() != list.child_count() {
        return false;
    }
    let mut waited = 0;
    for step in steps {
        let script = scripts.script_of(step);
        let Some(script) = script.filter(|_| step.kind == Some(StepKind::PowerShell)) else {
            return false;
        };
        let parsed = &script.parsed;
        let is_known = !script.source.has_gaps && !parsed.is_cut && step.given("scriptUri").is_none();
        if !is_known || !parsed.commands.iter().all(is_quick) {
            return false;
        }
        waited += wait::seconds(parsed);
    }
    waited < LONG_ENOUGH
}

/// Commands that finish at once.
const QUICK: [&str; 9] = [
    "mkdir",
    "new-item",
    "set-content",
    "add-content",
    "out-file",
    "out-null",
    "set-location",
    "start-sleep",
    "test-path",
];

fn is_quick(command: &Command) -> bool {
    let is_listed = QUICK.contains(&command.name.as_str()) || command.name.starts_with("write-");
    is_listed && !command.context.is_repeated
}
