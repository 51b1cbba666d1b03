//! Rules about the hidden last step of every build, which generalizes the VM.

mod appx_per_user;
mod build_user_removed;
mod joined_or_encrypted;
mod manual_generalize;
mod mode_vm;
mod override_content;
mod script_deleted;
mod tmp_wiped;
mod wrong_path;

use crate::model::step::Step;
use crate::rules::Rule;
use crate::script::overrides;
use crate::script::scripts::{Scripts, StepScript};

/// The rules of the family.
pub(super) static RULES: [&Rule; 9] = [
    &script_deleted::RULE,
    &tmp_wiped::RULE,
    &wrong_path::RULE,
    &manual_generalize::RULE,
    &override_content::RULE,
    &mode_vm::RULE,
    &appx_per_user::RULE,
    &joined_or_encrypted::RULE,
    &build_user_removed::RULE,
];

/// Whether anything after a position of a script names the deprovisioning script or writes it: a deleted file may be
/// restored, a file elsewhere may be moved. Items that an expression computes may do so too.
fn comes_back(script: &StepScript<'_>, at: u32, scripts: &Scripts<'_>) -> bool {
    let rest = script.source.text.get(at as usize..).unwrap_or_default();
    let later = || {
        scripts
            .all
            .iter()
            .filter(|it| it.step.node.span().start > script.step.node.span().start)
    };
    overrides::names_it(rest)
        || script.source.has_gaps
        || script.step.after().any(overrides::may_replace_script)
        || later().any(|it| it.source.has_gaps || overrides::names_it(&it.source.text))
}

/// Whether a step after that of a script runs a script that is not available.
fn has_hidden_steps_behind(script: &StepScript<'_>) -> bool {
    let is_hidden = |it: Step<'_>| it.runs_script() && it.get("inline").is_none();
    script.step.after().any(|it| it.kind.is_none() || is_hidden(it))
}
