//! A deprovisioning script that the build does not run.

use crate::locale::Message;
use crate::model::deprovision;
use crate::model::os::{self, Os};
use crate::model::step::{self, List, Step};
use crate::model::value::Value;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::scripts::{Scripts, StepScript};
use crate::script::writes::{self, Write};
use crate::script::{Dialect, overrides};
use crate::syntax::patch;
use crate::syntax::string;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "deprovision/wrong-path",
    level: Level::Warning,
    fixable: true,
    page: include_str!("wrong_path.md"),
    check: Check::Scripts(check),
    ..Rule::DEFAULTS
};

fn check(scripts: &Scripts<'_>, findings: &mut Findings<'_>) {
    step::customizers(scripts.template).for_each(|it| check_file(it, findings));
    let builds = |it: &&StepScript<'_>| it.step.list == List::Customize;
    scripts
        .all
        .iter()
        .filter(builds)
        .for_each(|it| check_script(it, findings));
}

fn check_file(step: Step<'_>, findings: &mut Findings<'_>) {
    let Value::Known(path, node) = step.destination() else {
        return;
    };
    let Some(meant) = meant(&path).filter(|_| deprovision::script_at(&path).is_none()) else {
        return;
    };
    let system = os::operating_system(step.template).map(|it| it.os);
    if system.is_some_and(|it| it != meant) || is_moved(step) {
        return;
    }
    let right = deprovision::path(meant);
    let title = say! { en: "Change the path to `{right}`", pt_br: "Alterar o caminho para `{right}`" };
    findings
        .report(node.span(), message(right))
        .guess(title, [patch::replace_value(node, string::quote(right))]);
}

fn check_script(script: &StepScript<'_>, findings: &mut Findings<'_>) {
    // A copy elsewhere may be there to read or change the right one.
    let text = &script.source.text;
    let system = overrides::system(script.source.dialect);
    let right = deprovision::path(system);
    if !has_near_name(text) || names_right(text, system) {
        return;
    }
    for write in writes::writes(&script.parsed, text) {
        let rest = text.get(write.span.end as usize..).unwrap_or_default();
        let is_used = rest.to_ascii_lowercase().contains("deprovision");
        if !is_elsewhere(&write, script.source.dialect) || is_used || script.source.has_gaps || is_moved(script.step) {
            continue;
        }
        let report = findings.report_in(script, write.span, message(right));
        let title = say! { en: "Change the path to `{right}`", pt_br: "Alterar o caminho para `{right}`" };
        if let Some(edit) = script.edit(write.span, right).filter(|_| !write.context.is_nested) {
            report.guess(title, [edit]);
        }
    }
}

/// Whether the correct path is named, with exact case where case matters.
fn names_right(text: &str, system: Os) -> bool {
    let right = deprovision::path(system);
    match system {
        Os::Linux => text.contains(right),
        Os::Windows => {
            let text = text.replace('/', "\\").to_ascii_lowercase();
            text.contains(&right.to_ascii_lowercase())
        }
    }
}

/// A cheap test, so that few scripts are searched for what they write.
fn has_near_name(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    (lower.contains("prov") || lower.contains("script")) && (lower.contains(".ps1") || lower.contains(".sh"))
}

/// Whether a file of a similar name is written to an absolute path that is not the correct one.
fn is_elsewhere(write: &Write, dialect: Dialect) -> bool {
    let system = overrides::system(dialect);
    let letters = write.path.as_bytes();
    let is_whole = match system {
        Os::Linux => letters.first() == Some(&b'/'),
        Os::Windows => letters.get(1) == Some(&b':') && matches!(letters.get(2), Some(b'\\' | b'/')),
    };
    let is_near = meant(&write.path) == Some(system) && deprovision::script_at(&write.path) != Some(system);
    is_whole && is_near && !write.is_computed
}

/// Whether a later script may move it; one that is not available is assumed to do so.
fn is_moved(step: Step<'_>) -> bool {
    step.after().any(|it| it.may_mention("deprovision"))
}

fn message(right: &str) -> Message {
    say! {
        en: "The last build step runs only `{right}`; a script at this path has no effect",
        pt_br: "A última etapa do build executa só `{right}`; um script neste caminho não tem efeito",
    }
}

/// The system whose script a path resembles, by the name of the file.
fn meant(path: &str) -> Option<Os> {
    let name = path.rsplit(['/', '\\']).next()?.to_ascii_lowercase();
    let (stem, ending) = name.rsplit_once('.')?;
    let system = match ending {
        "ps1" => Os::Windows,
        "sh" => Os::Linux,
        _ => return None,
    };
    let letters: String = stem.chars().filter(char::is_ascii_alphabetic).collect();
    let is_near = strsim::damerau_levenshtein(&letters, "deprovisioningscript") <= FAR;
    (is_near && letters.starts_with("de")).then_some(system)
}

/// How many characters may differ: `deprovisionscript` is three away.
const FAR: usize = 3;
