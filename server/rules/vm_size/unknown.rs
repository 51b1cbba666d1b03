//! A VM size that is not in the catalogue and resembles one that is.

use crate::catalogue;
use crate::catalogue::sizes::{self, Size, Status};
use crate::model::template::Template;
use crate::model::vm_size::{self, VmSize};
use crate::rules::engine::names;
use crate::rules::engine::spelling;
use crate::rules::vm_size::{malformed, named};
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "vm-size/unknown",
    level: Level::Warning,
    fixable: true,
    page: include_str!("unknown.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    for (text, node) in named(template) {
        if sizes::find(&text).is_some() {
            continue;
        }
        let size = vm_size::parse(&text);
        let missing = size.and_then(|it| missing_of(&it));
        let (report, meant) = if let Some((series, meant)) = missing {
            let message = say! {
                en: "The series {series} has no size `{text}`; did you mean `{meant}`?",
                pt_br: "A série {series} não tem o tamanho `{text}`; você quis dizer `{meant}`?",
            };
            (findings.report(node.span(), message), meant)
        } else {
            let Some(meant) = near(&text, size) else { continue };
            let (shown, month) = (names::short(&text), catalogue::month(sizes::table_date()));
            let (en, pt_br) = (month.en, month.pt_br);
            let message = say! {
                en: "`{shown}` is not in the list of VM sizes of {en}; did you mean `{meant}`?",
                pt_br: "`{shown}` não está na lista de tamanhos de VM de {pt_br}; você quis dizer `{meant}`?",
            };
            (findings.report(node.span(), message).level(Level::Information), meant)
        };
        let title = say! { en: "Replace with `{meant}`", pt_br: "Substituir por `{meant}`" };
        report.guess(title, [patch::replace_value(node, string::quote(meant))]);
    }
}

/// The series that a size would be of but is not, as that series gets no new sizes; and its size with as many cores or the
/// next more. `None` for any other.
fn missing_of(size: &VmSize<'_>) -> Option<(&'static str, &'static str)> {
    // Which sizes exist with fewer cores in use is less certain.
    if size.constrained.is_some() {
        return None;
    }
    let relatives: Vec<&Size> = size.relatives().collect();
    let series = relatives.first()?.series?;
    let is_closed = |it: &&Size| it.series.is_some_and(|it| it.is_complete);
    if !relatives.iter().all(is_closed) {
        return None;
    }
    let number = |it: &Size| {
        vm_size::parse(it.name)
            .filter(|it| it.constrained.is_none())
            .map(|it| it.number)
    };
    let known = || relatives.iter().filter_map(|it| Some((number(it)?, it.name)));
    let above = known().filter(|it| it.0 >= size.number).min();
    above.or_else(|| known().max()).map(|(_, name)| (series.name, name))
}

/// Versions up to which a name may be of a series to come; a judgement.
const MAX_VERSION: u32 = 20;

/// The listed size that differs in one character; `None` if there is none, or the name may be of a newer series.
fn near(text: &str, size: Option<VmSize<'_>>) -> Option<&'static str> {
    if size.is_none() && malformed::repaired(text).is_some() {
        return None;
    }
    let version = size.and_then(|it| it.version());
    let is_newer = |meant: &str| {
        let listed = vm_size::parse(meant).and_then(|it| it.version());
        version > listed && version <= Some(MAX_VERSION)
    };
    let is_of_use = |it: &&Size| it.series.is_some_and(|it| it.status != Status::Retired);
    let candidates = sizes::all().iter().filter(is_of_use);
    let meant = spelling::mistyped(text, candidates.map(|it| it.name))?;
    (!is_newer(meant)).then_some(meant)
}
