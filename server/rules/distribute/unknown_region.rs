//! A region of a target that is not in the catalogue and resembles one that is.

use crate::catalogue;
use crate::catalogue::regions;
use crate::model::distributor::Distributor;
use crate::model::regions::plain;
use crate::model::resource_id;
use crate::rules::engine::names;
use crate::rules::engine::spelling;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;
use crate::syntax::tree::{Kind, Node};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "distribute/unknown-region",
    level: Level::Information,
    fixable: true,
    page: include_str!("unknown_region.md"),
    check: Check::Distributor(check),
    ..Rule::DEFAULTS
};

fn check(target: Distributor<'_>, findings: &mut Findings<'_>) {
    let lists = ["targetRegions", "replicationRegions"].map(|it| target.list(it));
    let items = lists.into_iter().flatten().flat_map(Node::children);
    let named = items.map(|it| {
        if it.kind() == Kind::Object {
            it.get("name")
        } else {
            Some(it)
        }
    });
    let own = target.node.get("location");
    for (text, node) in named.chain([own]).filter_map(resource_id::written) {
        let Some(meant) = meant(&plain(&text)) else { continue };
        let (shown, month) = (names::short(&text), catalogue::month(regions::table_date()));
        let (en, pt_br) = (month.en, month.pt_br);
        let message = say! {
            en: "`{shown}` is not in the list of regions of {en}; did you mean `{meant}`?",
            pt_br: "`{shown}` não está na lista de regiões de {pt_br}; você quis dizer `{meant}`?",
        };
        findings.report(node.span(), message).guess(
            say! { en: "Replace with `{meant}`", pt_br: "Substituir por `{meant}`" },
            [patch::replace_value(node, string::quote(meant))],
        );
    }
}

/// The region that an unknown name resembles; `None` for a name that may be of a new region: one that differs in its number
/// or its direction.
fn meant(region: &str) -> Option<&'static str> {
    if !region.chars().all(|it| it.is_ascii_alphanumeric()) || regions::find(region).is_some() {
        return None;
    }
    let known = regions::all()
        .iter()
        .filter(|it| it.cloud.is_some_and(|it| it != "group"));
    let meant = spelling::nearest(region, known.map(|it| it.name))?;
    (regions::place(region) != regions::place(meant)).then_some(meant)
}
