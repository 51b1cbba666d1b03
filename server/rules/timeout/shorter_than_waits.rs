//! Scripts whose waits exceed the build timeout.

use crate::rules::timeout::written_minutes;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::scripts::Scripts;
use crate::script::wait;
use crate::syntax::patch;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "timeout/shorter-than-waits",
    level: Level::Warning,
    fixable: true,
    page: include_str!("shorter_than_waits.md"),
    check: Check::Scripts(check),
    ..Rule::DEFAULTS
};

fn check(scripts: &Scripts<'_>, findings: &mut Findings<'_>) {
    let Some((minutes @ (0 | 6..=960), node)) = written_minutes(scripts.template) else {
        return;
    };
    let limit = if minutes == 0 { 240 } else { minutes };
    let waits = scripts.all.iter().map(|it| wait::seconds(&it.parsed));
    let seconds = waits.fold(0, u64::saturating_add);
    let waits = i64::try_from(seconds.div_ceil(60)).unwrap_or(i64::MAX);
    if waits <= limit {
        return;
    }
    let message = say! {
        en: "The scripts wait {waits} minutes in total, longer than the build timeout of {limit} minutes",
        pt_br: "Os scripts esperam {waits} minutos ao todo, mais que o tempo limite do build, de {limit} minutos",
    };
    let report = findings.report(node.span(), message);
    if waits <= MAX_MINUTES {
        let enough = (waits + 60).min(MAX_MINUTES);
        let title = say! { en: "Set `buildTimeoutInMinutes` to {enough}", pt_br: "Definir `buildTimeoutInMinutes` como {enough}" };
        report.guess(title, [patch::replace_value(node, enough.to_string())]);
    }
}

/// The longest timeout that the service accepts, in minutes.
const MAX_MINUTES: i64 = 960;
