//! A restart timeout that the service cannot read.

use crate::model::duration;
use crate::model::step::{Step, StepKind};
use crate::model::value::{self, Value};
use crate::rules::engine::names;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "customize/restart-timeout-format",
    level: Level::Error,
    fixable: true,
    page: include_str!("restart_timeout_format.md"),
    check: Check::Step(check),
    ..Rule::DEFAULTS
};

fn check(step: Step<'_>, findings: &mut Findings<'_>) {
    let (text, node) = match value::text(step.given("restartTimeout")) {
        Value::Known(text, node) => (text, node),
        _ => return,
    };
    let is_restart = step.kind == Some(StepKind::WindowsRestart);
    if !is_restart || duration::seconds(&text).is_some() || value::is_pipeline_token(&text) {
        return;
    }
    let shown = names::short(&text);
    let message = say! {
        en: "`restartTimeout` must be a number with a unit, such as `10m`; found `{shown}`",
        pt_br: "`restartTimeout` precisa ser um número com unidade, como `10m`; o valor é `{shown}`",
    };
    let report = findings.report(node.span(), message);
    if let Some(repaired) = repaired(&text) {
        let title = say! { en: "Change it to `{repaired}`", pt_br: "Alterar para `{repaired}`" };
        report.guess(title, [patch::replace_value(node, string::quote(&repaired))]);
    }
}

/// The value that was probably meant: a number of minutes, a spelled-out unit, an ISO 8601 duration or a
/// clock time.
fn repaired(text: &str) -> Option<String> {
    let lower = text.trim().to_ascii_lowercase();
    let clock: Option<Vec<u64>> = lower.split(':').map(|it| it.parse().ok()).collect();
    let repaired = match clock.as_deref() {
        Some([minutes]) => format!("{minutes}m"),
        Some([hours, minutes, seconds]) => {
            let parts = [(hours, "h"), (minutes, "m"), (seconds, "s")];
            parts
                .iter()
                .filter(|(n, _)| **n > 0)
                .map(|(n, unit)| format!("{n}{unit}"))
                .collect()
        }
        _ => {
            let bare: String = lower.trim_start_matches("pt").split_whitespace().collect();
            let unit = bare.find(|c: char| c.is_ascii_alphabetic())?;
            let (number, word) = bare.split_at(unit);
            let letter = match word {
                "minutes" | "minute" | "mins" | "min" | "m" => "m",
                "hours" | "hour" | "hrs" | "hr" | "h" => "h",
                "seconds" | "second" | "secs" | "sec" | "s" => "s",
                _ => return None,
            };
            format!("{number}{letter}")
        }
    };
    duration::seconds(&repaired).map(|_| repaired)
}
