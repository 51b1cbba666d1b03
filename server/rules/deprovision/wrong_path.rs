//! A deprovisioning script that nobody runs.

use crate::model::deprovision;
use crate::model::os::{self, Os};
use crate::model::step::{List, Step};
use crate::model::value::Value;
use crate::rules::{Check, Level, Rule, Sink};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "deprovision/wrong-path",
    level: Level::Warning,
    since: None,
    fixable: true,
    page: include_str!("wrong_path.md"),
    check: Check::Step(check),
};

fn check(step: Step<'_>, out: &mut Sink<'_>) {
    let Value::Known(path, node) = step.destination() else {
        return;
    };
    let Some(meant) = meant(&path).filter(|_| deprovision::script_at(&path).is_none()) else {
        return;
    };
    let system = os::operating_system(step.template).map(|it| it.os);
    // A later script may move the file, and one that is out of sight is taken to do so.
    let is_moved = step.after().any(|it| it.may_mention("deprovision"));
    if system.is_some_and(|it| it != meant) || is_moved || step.list == List::Validate {
        return;
    }
    let right = deprovision::path(meant);
    let message = say! {
        en: "The last step of a build runs `{right}` and no other file; this one overrides nothing",
        pt_br: "A última etapa de um build executa `{right}` e nenhum outro arquivo; este não substitui nada",
    };
    let title = say! { en: "Replace it with `{right}`", pt_br: "Trocar por `{right}`" };
    out.report(node.span(), message)
        .guess(title, [patch::replace_value(node, string::quote(right))]);
}

/// The system whose script a path comes near, by the name of the file.
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

/// How many letters may differ: `deprovisionscript` is three away.
const FAR: usize = 3;
