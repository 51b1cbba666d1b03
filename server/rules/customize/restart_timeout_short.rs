//! A restart timeout that may be too short after updates.

use crate::model::duration;
use crate::model::step::{self, Step, StepKind};
use crate::model::template::Template;
use crate::model::value::{self, Value};
use crate::rules::engine::names;
use crate::rules::engine::spelling;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "customize/restart-timeout-short",
    level: Level::Warning,
    fixable: true,
    page: include_str!("restart_timeout_short.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let mut is_updated = false;
    for step in step::customizers(template) {
        match step.kind {
            Some(StepKind::WindowsUpdate) => is_updated = true,
            // Only the first restart waits for pending updates.
            Some(StepKind::WindowsRestart) if std::mem::take(&mut is_updated) => check_restart(step, findings),
            _ => {}
        }
    }
}

fn is_misspelt(step: Step<'_>) -> bool {
    let keys: Vec<_> = step.node.children().filter_map(|it| it.key()).collect();
    spelling::nearest("restartTimeout", keys.iter().map(AsRef::as_ref)).is_some()
}

fn check_restart(step: Step<'_>, findings: &mut Findings<'_>) {
    let (seconds, written) = match value::text(step.given("restartTimeout")) {
        Value::Known(text, node) => match duration::seconds(&text) {
            Some(seconds) => (seconds, Some(node)),
            None => return,
        },
        // `customize/restart-timeout-format` reports a value that cannot be read.
        Value::Missing if is_misspelt(step) => return,
        Value::Missing => (DEFAULT, None),
        _ => return,
    };
    let is_2016 = sku(step).is_some_and(|it| it.starts_with("2016-"));
    let (enough, level) = if is_2016 {
        (30, Level::Warning)
    } else {
        (10, Level::Information)
    };
    if seconds >= enough * 60 {
        return;
    }
    let minutes = seconds / 60;
    let message = if is_2016 {
        say! {
            en: "Allow 30 minutes: Windows Server 2016 often needs more than {minutes} min to restart after updates",
            pt_br: "Permita 30 minutos: após atualizações, o Windows Server 2016 costuma levar mais de {minutes} min",
        }
    } else {
        say! {
            en: "After updates, a restart may take more than {minutes} min; the step then fails with a timeout",
            pt_br: "Após atualizações, reiniciar pode levar mais de {minutes} min; a etapa então falha por tempo limite",
        }
    };
    let node = written.unwrap_or(step.node);
    let report = match written {
        Some(node) => findings.report(node.span(), message),
        None => findings.report(names::anchor(step.node), message),
    };
    let title = say! { en: "Set `restartTimeout` to 30 minutes", pt_br: "Definir `restartTimeout` como 30 minutos" };
    let edit = match step.get("restartTimeout") {
        Some(node) => patch::replace_value(node, "\"30m\""),
        None => patch::add_member(step.node, "restartTimeout", "\"30m\""),
    };
    report.level(level).about(node.span()).guess(title, [edit]);
}

/// How long the service waits by default, in seconds.
const DEFAULT: u64 = 5 * 60;

fn sku(step: Step<'_>) -> Option<String> {
    let sku = value::text(step.template.property("source")?.get("sku")).known()?;
    Some(sku.to_ascii_lowercase())
}
