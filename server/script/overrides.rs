//! Where the steps of a template write the script of the build's hidden last step.

use crate::model::deprovision;
use crate::model::os::Os;
use crate::model::step::{self, Step};
use crate::model::value::Value;
use crate::script::Dialect;
use crate::script::scripts::{Scripts, StepScript};
use crate::script::writes::{self, Write};

/// What a script writes to the path of the last step's script of its system.
pub fn written(script: &StepScript<'_>) -> Vec<Write> {
    if !names_it(&script.source.text) {
        return Vec::new();
    }
    let system = system(script.source.dialect);
    let all = writes::writes(&script.parsed, &script.source.text);
    all.into_iter().filter(|it| is_it(it, system)).collect()
}

/// The system that scripts of a language run on.
pub fn system(dialect: Dialect) -> Os {
    match dialect {
        Dialect::Shell => Os::Linux,
        Dialect::PowerShell => Os::Windows,
    }
}

/// Whether a text names the script, ignoring case.
pub fn names_it(text: &str) -> bool {
    text.to_ascii_lowercase().contains("deprovisioningscript")
}

/// A path that the shell computes is taken for the script where the name of the file is that of the script.
fn is_it(write: &Write, system: Os) -> bool {
    let name = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or_default().to_ascii_lowercase();
    deprovision::script_at(&write.path) == Some(system)
        || write.is_computed && name(&write.path) == name(deprovision::path(system))
}

/// Whether a file step replaces the script, or may do so.
pub fn may_replace_script(step: Step<'_>) -> bool {
    match step.destination() {
        Value::Known(path, _) => deprovision::script_at(&path).is_some(),
        Value::Computed(_) => true,
        Value::Wrong(_) | Value::Missing => false,
    }
}

/// Whether a step that can be seen writes the script.
pub fn are_there(scripts: &Scripts<'_>) -> bool {
    let are_there = || {
        let mut all = scripts.all.iter();
        step::customizers(scripts.template).any(may_replace_script) || all.any(|it| !written(it).is_empty())
    };
    *scripts.has_override.get_or_init(are_there)
}
