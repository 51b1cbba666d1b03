//! A VM size that is misspelled.

use crate::catalogue::sizes;
use crate::model::template::Template;
use crate::model::vm_size;
use crate::rules::engine::names;
use crate::rules::vm_size::named;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "vm-size/malformed",
    level: Level::Error,
    fixable: true,
    page: include_str!("malformed.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    for (text, node) in named(template) {
        if vm_size::parse(&text).is_some() {
            continue;
        }
        // Any other text may be a token that a pipeline replaces.
        let Some(repaired) = repaired(&text) else { continue };
        let shown = names::short(&text);
        let message = say! {
            en: "`{shown}` is not a VM size; did you mean `{repaired}`?",
            pt_br: "`{shown}` não é um tamanho de VM; você quis dizer `{repaired}`?",
        };
        let title = say! { en: "Replace with `{repaired}`", pt_br: "Substituir por `{repaired}`" };
        findings
            .report(node.span(), message)
            .guess(title, [patch::replace_value(node, string::quote(&repaired))]);
    }
}

/// The size that a text most likely means: with its tier, and with underscores between its parts; `None` if it is not
/// recognizable as a size.
pub(super) fn repaired(text: &str) -> Option<String> {
    let joined = text.split_whitespace().collect::<Vec<_>>().join("_");
    let spelt = match joined.get(..TIER.len()) {
        Some(tier) if tier.eq_ignore_ascii_case(TIER) => {
            let rest = joined.get(TIER.len()..)?.trim_start_matches(['-', '_']);
            format!("{TIER}_{rest}")
        }
        _ => format!("{TIER}_{joined}"),
    };
    if vm_size::parse(&spelt).is_some() {
        return Some(spelt);
    }
    let underscored = spelt.replace('-', "_");
    sizes::find(&underscored).is_some().then_some(underscored)
}

const TIER: &str = "Standard";
