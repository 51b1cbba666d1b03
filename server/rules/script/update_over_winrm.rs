//! A command that installs Windows updates in a step that runs over WinRM.

use crate::model::step::Step;
use crate::model::value::{self, Value};
use crate::rules::engine::{names, versions};
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::Dialect;
use crate::script::command::Command;
use crate::script::scripts::{Scripts, StepScript};
use crate::script::services::is_rehearsed;
use crate::syntax::patch;
use crate::text::edit::Edit;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "script/update-over-winrm",
    level: Level::Warning,
    fixable: true,
    page: include_str!("update_over_winrm.md"),
    check: Check::Script(check),
    ..Rule::DEFAULTS
};

fn check(script: &StepScript<'_>, _: &Scripts<'_>, findings: &mut Findings<'_>) {
    let elevated = value::boolean(script.step.get("runElevated"));
    let is_remote = matches!(elevated, Value::Known(false, _) | Value::Missing);
    if script.source.dialect != Dialect::PowerShell || !is_remote {
        return;
    }
    // A function or script block may run elsewhere: `Invoke-WUJob -Script { … }` creates a local task.
    let own = script.parsed.commands.iter().filter(|it| !it.context.is_called);
    let own = own.filter(|it| it.dialect == Dialect::PowerShell && !is_rehearsed(it));
    let last_call = last_call(&script.source.text);
    for command in own.filter(|it| needs_local_session(it, last_call)) {
        let name = command.name_span.of(&script.source.text).trim_matches(['"', '\'']);
        let name = names::short(name);
        let message = say! {
            en: "Windows Update denies `{name}` access over WinRM; run the step elevated or use `WindowsUpdate`",
            pt_br: "O Windows Update nega acesso a `{name}` por WinRM; eleve a etapa ou use uma etapa `WindowsUpdate`",
        };
        let report = findings.report_in(script, command.name_span, message);
        if let Some(edits) = elevate(script.step) {
            let title = say! { en: "Run the step elevated, as SYSTEM", pt_br: "Executar a etapa elevada, como SYSTEM" };
            report.guess(title, edits);
        }
    }
}

/// Whether a command uses what the update API refuses to remote sessions: download, installation, removal, hiding, and the
/// registration of a service.
fn needs_local_session(command: &Command, last_call: Option<usize>) -> bool {
    let is_scheduled = command.has_switch("ScheduleJob", 10);
    match command.name.as_str() {
        "install-windowsupdate" | "get-wuinstall" | "download-windowsupdate" | "add-wuservicemanager" => !is_scheduled,
        "get-windowsupdate" | "get-wulist" => {
            let acts = ["Install", "Download"].iter().any(|it| command.has_switch(it, 5));
            acts && !is_scheduled
        }
        "new-object" => {
            let is_behind = last_call.is_some_and(|it| it >= command.span.end as usize);
            command.has(&["Microsoft.Update.Session"]) && is_behind
        }
        _ => false,
    }
}

/// Where a script creates a downloader or an installer for the last time.
fn last_call(text: &str) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    let calls = ["createupdatedownloader(", "createupdateinstaller("];
    calls.iter().filter_map(|it| lower.rfind(it)).max()
}

/// The edits that run the step as a local task of SYSTEM.
fn elevate(step: Step<'_>) -> Option<Vec<Edit>> {
    let as_system = step.get("runAsSystem");
    let knows = versions::version_may_have(step.template, AS_SYSTEM_SINCE);
    let mut edits = Vec::new();
    let mut added = Vec::new();
    match step.get("runElevated") {
        Some(off) => edits.push(patch::replace_value(off, "true")),
        None => added.push(("runElevated", "true".to_owned())),
    }
    match as_system {
        Some(value) if matches!(value::boolean(Some(value)), Value::Known(false, _)) => {
            edits.push(patch::replace_value(value, "true"));
        }
        None if knows => added.push(("runAsSystem", "true".to_owned())),
        _ => {}
    }
    if !added.is_empty() {
        edits.push(patch::add_members(step.node, added));
    }
    step.node.is_closed().then_some(edits)
}

/// The API version that introduced `runAsSystem`.
const AS_SYSTEM_SINCE: &str = "2020-02-14";
