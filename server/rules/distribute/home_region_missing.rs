//! Target regions without the region of the gallery.

use crate::model::distributor::{Distributor, TargetKind};
use crate::model::regions;
use crate::model::value;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;
use crate::syntax::tree::{Kind, Node};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "distribute/home-region-missing",
    level: Level::Hint,
    fixable: true,
    page: include_str!("home_region_missing.md"),
    check: Check::Distributor(check),
    ..Rule::DEFAULTS
};

fn check(target: Distributor<'_>, findings: &mut Findings<'_>) {
    if target.kind != Some(TargetKind::SharedImage) {
        return;
    }
    let lists = [target.list("targetRegions"), target.list("replicationRegions")];
    // `distribute/regions-both` covers two lists.
    let ([Some(list), None] | [None, Some(list)]) = lists else {
        return;
    };
    let Some(home) = value::text(target.template.root.get("location")).known() else {
        return;
    };
    let name = |it: Node<'_>| {
        let node = if it.kind() == Kind::Object {
            it.get("name")
        } else {
            Some(it)
        };
        value::text(node).known().map(|it| regions::plain(&it))
    };
    let Some(listed) = list.children().map(name).collect::<Option<Vec<_>>>() else {
        return;
    };
    let plain = regions::plain(&home);
    if plain.is_empty()
        || value::is_pipeline_token(&home)
        || listed.contains(&plain)
        || list.tree().is_broken(list.span())
    {
        return;
    }
    let message = say! {
        en: "The list must include the gallery's region, usually the template's, `{home}`",
        pt_br: "A lista precisa incluir a região da galeria, em geral a do template, `{home}`",
    };
    let span = list.key_span().unwrap_or(list.span());
    let report = findings.report(span, message).about(list.span());
    let quoted = string::quote(&home);
    let json = if list.has_key("targetRegions") {
        format!("{{ \"name\": {quoted} }}")
    } else {
        quoted
    };
    if let Some(first) = list.children().next() {
        let title = say! { en: "Add `{home}`", pt_br: "Adicionar `{home}`" };
        report.guess(title, [patch::add_item_before(first, &json)]);
    }
}
