//! A VM size that Azure has retired.

use crate::model::resource_id;
use crate::model::template::Template;
use crate::model::vm_size;
use crate::rules::vm_size::SUGGESTED_SIZE;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "vm-size/retired",
    level: Level::Warning,
    fixable: true,
    page: include_str!("retired.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

/// A retired series: its family, its version and the month in which it ended.
type Retired = (&'static str, Option<u32>, &'static str);

/// Source: "Retired Azure VM size series", as of 2026-06, and the notices of the series that it no longer lists.
const RETIRED: [Retired; 6] = [
    ("A", None, "2024-08"),
    ("DC", Some(2), "2026-06"),
    ("NV", None, "2023-09"),
    ("NC", Some(3), "2025-09"),
    ("NV", Some(3), "2026-09"),
    ("NV", Some(4), "2026-09"),
];

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let profile = template.property("vmProfile");
    let size = profile.and_then(|it| it.get("vmSize"));
    let Some((text, node)) = resource_id::written(size) else {
        return;
    };
    let Some(size) = vm_size::parse(&text) else { return };
    // A GPU in the name is another series: `Standard_NV36ads_A10_v5`.
    let is_one = |it: &&Retired| size.family.eq_ignore_ascii_case(it.0) && size.version == it.1;
    let Some((.., ended)) = RETIRED.iter().find(is_one).filter(|_| text.matches('_').count() < 3) else {
        return;
    };
    let message = say! {
        en: "Azure retired the series of `{text}` in {ended}; the build VM cannot be created",
        pt_br: "O Azure desativou a série de `{text}` em {ended}; a VM de build não pode ser criada",
    };
    let title =
        say! { en: "Use `{SUGGESTED_SIZE}`, which has no GPU", pt_br: "Usar `{SUGGESTED_SIZE}`, que não tem GPU" };
    findings
        .report(node.span(), message)
        .guess(title, [patch::replace_value(node, string::quote(SUGGESTED_SIZE))]);
}
