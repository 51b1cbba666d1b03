//! A restart command that does not restart the VM, or restarts it late.

use crate::model::duration;
use crate::model::step::{Step, StepKind};
use crate::model::value::{self, Value};
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "customize/restart-command",
    level: Level::Warning,
    fixable: true,
    page: include_str!("restart_command.md"),
    check: Check::Step(check),
    ..Rule::DEFAULTS
};

fn check(step: Step<'_>, findings: &mut Findings<'_>) {
    let Value::Known(command, node) = value::text(step.given("restartCommand")) else {
        return;
    };
    if step.kind != Some(StepKind::WindowsRestart) {
        return;
    }
    let Some(problem) = problem(&command, step) else { return };
    let message = match problem {
        Problem::Stops => say! {
            en: "The step waits until the VM is back, but this command shuts it down, so the build times out",
            pt_br: "A etapa espera a VM voltar, mas este comando a desliga, então o build excede o tempo limite",
        },
        Problem::Waits { delay, timeout } => say! {
            en: "This command delays the restart by {delay} s, but the step waits only {timeout} s and then fails",
            pt_br: "Este comando atrasa a reinicialização em {delay} s, mas a etapa só espera {timeout} s e então falha",
        },
    };
    let title = say! { en: "Change it to `{RESTART}`", pt_br: "Alterar para `{RESTART}`" };
    findings
        .report(node.span(), message)
        .guess(title, [patch::replace_value(node, string::quote(RESTART))]);
}

/// Restarts at once, and no program can block it.
const RESTART: &str = "shutdown /r /f /t 0";

enum Problem {
    Stops,
    /// The delay uses up the time that the step waits; both in seconds.
    Waits {
        delay: u64,
        timeout: u64,
    },
}

fn problem(command: &str, step: Step<'_>) -> Option<Problem> {
    let lower = command.to_ascii_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    if words.contains(&"stop-computer") {
        return Some(Problem::Stops);
    }
    if !lower.contains("shutdown") {
        return None;
    }
    let flag = |name: &str| words.iter().position(|it| it.strip_prefix(['/', '-']) == Some(name));
    if (flag("s").is_some() || flag("p").is_some()) && flag("r").is_none() {
        return Some(Problem::Stops);
    }
    let delay = words.get(flag("t")? + 1)?.parse().ok()?;
    let timeout = match value::text(step.given("restartTimeout")) {
        Value::Known(text, _) => duration::seconds(&text)?,
        Value::Missing => DEFAULT_TIMEOUT,
        _ => return None,
    };
    (delay >= timeout).then_some(Problem::Waits { delay, timeout })
}

/// How long the step waits by default, in seconds. Source: template reference, Windows restart customizer.
const DEFAULT_TIMEOUT: u64 = 5 * 60;
