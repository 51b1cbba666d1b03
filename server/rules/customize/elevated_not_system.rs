//! An elevated step that does not run as SYSTEM.

use crate::model::source;
use crate::model::step::{Step, StepKind};
use crate::model::template::Template;
use crate::model::value::{self, Value};
use crate::rules::customize::is_windows_client;
use crate::rules::engine::versions;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "customize/elevated-not-system",
    level: Level::Warning,
    since: Some(AS_SYSTEM_SINCE),
    fixable: true,
    grouped: true,
    page: include_str!("elevated_not_system.md"),
    check: Check::Step(check),
    ..Rule::DEFAULTS
};

fn check(step: Step<'_>, findings: &mut Findings<'_>) {
    let Value::Known(true, elevated) = value::boolean(step.get("runElevated")) else {
        return;
    };
    let as_system = step.get("runAsSystem");
    let is_off = matches!(value::boolean(as_system), Value::Known(false, _) | Value::Missing);
    let template = step.template;
    if step.kind != Some(StepKind::PowerShell) || !is_off || !versions::version_may_have(template, AS_SYSTEM_SINCE) {
        return;
    }
    let (level, message) = if is_windows_client(template) && has_one_session(template) {
        (
            Level::Warning,
            say! {
                en: "Set `runAsSystem`: elevated steps without it are reported to hang on Windows client images",
                pt_br: "Defina `runAsSystem`: há relatos de etapas elevadas sem isso que travam em clientes do Windows",
            },
        )
    } else {
        (
            Level::Information,
            say! {
                en: "Set `runAsSystem`: elevated steps of the build user may hang on some images",
                pt_br: "Defina `runAsSystem`: etapas elevadas do usuário do build podem travar em algumas imagens",
            },
        )
    };
    let span = elevated.key_span().unwrap_or(elevated.span());
    let report = findings.report(span, message).level(level).about(elevated.span());
    let (title, edit) = match as_system {
        Some(off) => (
            say! { en: "Set `runAsSystem` to `true`", pt_br: "Definir `runAsSystem` como `true`" },
            patch::replace_value(off, "true"),
        ),
        None => (
            say! { en: "Add `runAsSystem`", pt_br: "Adicionar `runAsSystem`" },
            patch::add_member(step.node, "runAsSystem", "true"),
        ),
    };
    report.guess(title, [edit]);
}

/// Whether the image is known not to be multi-session, as cloud desktops use it. Multi-session images are not reported to hang.
fn has_one_session(template: Template<'_>) -> bool {
    source::part(template, "sku").is_some_and(|it| !it.text.contains("-evd") && !it.text.contains("-avd"))
}

/// The API version that introduced `runAsSystem`.
const AS_SYSTEM_SINCE: &str = "2020-02-14";
