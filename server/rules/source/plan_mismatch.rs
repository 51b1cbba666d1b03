//! A plan whose names differ from those of its image.

use crate::model::template::Template;
use crate::model::value;
use crate::rules::engine::names;
use crate::rules::source::source_of;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "source/plan-mismatch",
    level: Level::Information,
    since: Some("2020-02-14"),
    fixable: true,
    page: include_str!("plan_mismatch.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

/// Properties of a plan, and those of the source that they usually repeat.
const PAIRS: [(&str, &str); 3] = [
    ("planName", "sku"),
    ("planProduct", "offer"),
    ("planPublisher", "publisher"),
];

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let Some(source) = source_of(template, "PlatformImage") else {
        return;
    };
    let Some(plan) = source.get("planInfo") else { return };
    for (key, of) in PAIRS {
        let (Some(node), Some(named)) = (plan.get(key), source.get(of)) else {
            continue;
        };
        let texts = (value::text(Some(node)).known(), value::text(Some(named)).known());
        let (Some(text), Some(wanted)) = texts else { continue };
        if text.eq_ignore_ascii_case(&wanted) || wanted.is_empty() {
            continue;
        }
        let wanted = names::short(&wanted);
        let message = say! {
            en: "`{key}` is usually the image's {of}, `{wanted}`; check it with `az vm image show`",
            pt_br: "`{key}` em geral é igual a `{of}` da imagem, `{wanted}`; confira com `az vm image show`",
        };
        findings
            .report(node.span(), message)
            .related(named.span(), say! { en: "The image's {of}", pt_br: "`{of}` da imagem" })
            .guess(
                say! { en: "Replace with `{wanted}`", pt_br: "Substituir por `{wanted}`" },
                [patch::replace_value(node, named.source())],
            );
    }
}
