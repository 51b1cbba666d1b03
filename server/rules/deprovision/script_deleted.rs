//! Commands that delete the deprovisioning script.

use crate::model::deprovision;
use crate::model::os::Os;
use crate::model::step::List;
use crate::rules::deprovision::{comes_back, has_hidden_steps_behind};
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::deletes::{self, Deleted};
use crate::script::overrides;
use crate::script::removal;
use crate::script::scripts::{Scripts, StepScript};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "deprovision/script-deleted",
    level: Level::Error,
    fixable: true,
    page: include_str!("script_deleted.md"),
    check: Check::Script(check),
    ..Rule::DEFAULTS
};

fn check(script: &StepScript<'_>, scripts: &Scripts<'_>, findings: &mut Findings<'_>) {
    if script.step.list != List::Customize {
        return;
    }
    let system = overrides::system(script.source.dialect);
    for command in &script.parsed.commands {
        let all = deletes::deleted(command, &script.parsed);
        let Some(found) = all.iter().find(|it| is_it(it, system)) else {
            continue;
        };
        if comes_back(script, command.span.end, scripts) {
            continue;
        }
        let path = deprovision::path(system);
        let message = say! {
            en: "Keep `{path}`: the last build step needs it to generalize the VM",
            pt_br: "Mantenha `{path}`: a última etapa do build precisa dele para generalizar a VM",
        };
        let is_certain = !command.context.is_uncertain() && !has_hidden_steps_behind(script);
        let level = if is_certain { Level::Error } else { Level::Warning };
        let report = findings.report_in(script, found.span, message).level(level);
        if found.is_alone {
            let title = say! { en: "Delete the command", pt_br: "Excluir o comando" };
            if let Some(edit) = removal::of_command(script, command) {
                report.guess(title, [edit]);
            }
        } else if let Some(edit) = removal::of_word(script, found.span).filter(|_| is_own_word(found, &all)) {
            let title = say! { en: "Keep `{path}`", pt_br: "Manter `{path}`" };
            report.guess(title, [edit]);
        }
    }
}

/// By name, or by a pattern more specific than "everything".
fn is_it(deleted: &Deleted, system: Os) -> bool {
    let path = deprovision::path(system);
    let (pattern, path) = match system {
        Os::Windows => (
            deleted.path.replace('\\', "/").to_ascii_lowercase(),
            path.replace('\\', "/").to_ascii_lowercase(),
        ),
        Os::Linux => (deleted.path.clone(), path.to_owned()),
    };
    let name = pattern.rsplit('/').next().unwrap_or_default();
    let says_something = name.contains(|it: char| it.is_ascii_alphanumeric());
    // On Windows only the script is in the root, so deleting everything there deletes it.
    (says_something || system == Os::Windows) && deletes::covers(&pattern, &path)
}

/// Whether a word names exactly this path.
fn is_own_word(found: &Deleted, all: &[Deleted]) -> bool {
    all.iter().filter(|it| it.span == found.span).count() == 1
}
