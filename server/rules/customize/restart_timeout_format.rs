//! A time to wait that the service cannot read.

use crate::model::duration;
use crate::model::step::{Step, StepKind};
use crate::model::value::{self, Value};
use crate::rules::engine::names;
use crate::rules::{Check, Level, Rule, Sink};
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

fn check(step: Step<'_>, out: &mut Sink<'_>) {
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
        en: "`{shown}` is not a time that the service reads; write a number with a unit, for example `10m`",
        pt_br: "`{shown}` não é um tempo que o serviço leia; escreva um número com unidade, por exemplo `10m`",
    };
    let report = out.report(node.span(), message);
    if let Some(mended) = mended(&text) {
        let title = say! { en: "Write `{mended}`", pt_br: "Escrever `{mended}`" };
        report.guess(title, [patch::replace_value(node, string::quote(&mended))]);
    }
}

/// What was probably meant: a number of minutes, the unit in full, the form of ISO 8601 or that of
/// a clock.
fn mended(text: &str) -> Option<String> {
    let lower = text.trim().to_ascii_lowercase();
    let clock: Option<Vec<u64>> = lower.split(':').map(|it| it.parse().ok()).collect();
    let mended = match clock.as_deref() {
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
    duration::seconds(&mended).map(|_| mended)
}
