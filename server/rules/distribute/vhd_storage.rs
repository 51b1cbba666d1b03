//! A VHD that is not kept, or whose `uri` is not that of a blob.

use crate::model::distributor::{Distributor, TargetKind};
use crate::model::uri;
use crate::model::value::{self, Value};
use crate::rules::engine::names;
use crate::rules::engine::versions;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "distribute/vhd-storage",
    level: Level::Error,
    fixable: true,
    page: include_str!("vhd_storage.md"),
    check: Check::Distributor(check),
    ..Rule::DEFAULTS
};

fn check(target: Distributor<'_>, findings: &mut Findings<'_>) {
    if target.kind != Some(TargetKind::Vhd) {
        return;
    }
    let uri = target.get("uri");
    let is_empty = uri.is_none_or(|it| it.as_str().is_some_and(|it| it.trim().is_empty()));
    if is_empty {
        kept_in_staging(target, findings);
        return;
    }
    let Value::Known(text, node) = value::text(uri) else {
        return;
    };
    if value::is_pipeline_token(&text) {
        return;
    }
    let address = uri::split(&text);
    let is_web = address.is_some_and(|it| it.scheme.eq_ignore_ascii_case("https"));
    let is_blob = address.is_some_and(|it| it.host.to_ascii_lowercase().contains(".blob."));
    if is_web && is_blob {
        return;
    }
    let message = say! {
        en: "`uri` must be a blob or container address: `https://<account>.blob.core.windows.net/<container>`",
        pt_br: "`uri` deve endereçar um blob ou contêiner: `https://<account>.blob.core.windows.net/<container>`",
    };
    // The host may be a custom domain of a storage account.
    let level = if address.is_some() {
        Level::Warning
    } else {
        Level::Error
    };
    let report = findings.report(node.span(), message).level(level);
    if let Some(address) = address.filter(|it| is_blob && it.scheme.eq_ignore_ascii_case("http")) {
        let title = say! { en: "Use `https`", pt_br: "Usar `https`" };
        let secure = text
            .get(address.scheme.len()..)
            .map(|it| format!("https{it}"))
            .unwrap_or_default();
        report.guess(title, [patch::replace_value(node, string::quote(&secure))]);
    }
}

/// A VHD that is not kept, in a version that accepts a `uri`.
fn kept_in_staging(target: Distributor<'_>, findings: &mut Findings<'_>) {
    if versions::version_from(target.template, "2022-07-01").is_none() {
        return;
    }
    let message = say! {
        en: "Without `uri` the VHD stays in the staging resource group, which is deleted with the template",
        pt_br: "Sem `uri`, o VHD fica no grupo de recursos de preparo, que é excluído junto com o template",
    };
    let report = findings
        .report(names::anchor(target.node), message)
        .level(Level::Information)
        .about(target.node.span());
    let title = say! { en: "Add a placeholder `uri`", pt_br: "Adicionar um `uri` a preencher" };
    let json = "\"https://<account>.blob.core.windows.net/<container>/<name>.vhd\"";
    let edit = match target.get("uri") {
        Some(empty) => patch::replace_value(empty, json),
        None => patch::add_member(target.node, "uri", json),
    };
    report.guess(title, [edit]);
}
