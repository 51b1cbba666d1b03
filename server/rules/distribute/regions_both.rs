//! The regions of a target given twice.

use crate::model::distributor::{Distributor, TargetKind};
use crate::model::regions;
use crate::rules::engine::versions;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::tree::{Kind, Node};
use crate::text::edit::Edit;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "distribute/regions-both",
    level: Level::Error,
    since: Some(SINCE),
    fixable: true,
    about_version: true,
    page: include_str!("regions_both.md"),
    check: Check::Distributor(check),
    ..Rule::DEFAULTS
};

fn check(target: Distributor<'_>, findings: &mut Findings<'_>) {
    // Earlier versions have no `targetRegions`, and other rules report that.
    if target.kind != Some(TargetKind::SharedImage) || !versions::version_may_have(target.template, SINCE) {
        return;
    }
    let Some(regions) = target.list("targetRegions") else {
        return;
    };
    let level = versions::bound_to_version(target.template, Level::Error);
    if let Some(old) = target.list("replicationRegions") {
        both(old, regions, level, findings);
    } else if let Some(storage) = target.get("storageAccountType") {
        let message = say! {
            en: "`storageAccountType` cannot be used with `targetRegions`; set it in each region",
            pt_br: "`storageAccountType` não pode ser usado com `targetRegions`; defina-o em cada região",
        };
        let report = findings
            .report(storage.key_span().unwrap_or_default(), message)
            .level(level)
            .about(storage.span());
        if let Some(edits) = moved(storage, regions) {
            let title = say! { en: "Move into the regions", pt_br: "Mover para as regiões" };
            report.fix(title, edits);
        }
    }
}

/// The API version that introduced `targetRegions`.
const SINCE: &str = "2022-07-01";

fn both(old: Node<'_>, regions: Node<'_>, level: Level, findings: &mut Findings<'_>) {
    let message = say! {
        en: "`replicationRegions` and `targetRegions` exclude each other; the service rejects a target with both",
        pt_br: "`replicationRegions` e `targetRegions` se excluem; o serviço rejeita um destino com os dois",
    };
    let there = say! { en: "The other list", pt_br: "A outra lista" };
    let report = findings
        .report(old.key_span().unwrap_or_default(), message)
        .level(level)
        .about(old.span())
        .related(regions.entry_span(), there);
    let names: Vec<String> = regions
        .children()
        .filter_map(|it| it.get("name")?.as_str())
        .map(|it| regions::plain(&it))
        .collect();
    let is_in = |it: Node<'_>| it.as_str().is_some_and(|it| names.contains(&regions::plain(&it)));
    let title = say! { en: "Remove `replicationRegions`", pt_br: "Remover `replicationRegions`" };
    if old.children().all(is_in) {
        report.fix(title, [patch::remove(old)]);
    } else {
        report.guess(title, [patch::remove(old)]);
    }
}

/// The storage type in every region that has none; `None` if a region is computed.
fn moved(storage: Node<'_>, regions: Node<'_>) -> Option<Vec<Edit>> {
    let mut edits = vec![patch::remove(storage)];
    for region in regions.children() {
        if region.kind() != Kind::Object || storage.kind() != Kind::String {
            return None;
        }
        if region.get("storageAccountType").is_none() {
            edits.push(patch::add_member(region, "storageAccountType", storage.source()));
        }
    }
    Some(edits)
}
