//! A target whose ID fixes the version.

use crate::model::distributor::{Distributor, TargetKind};
use crate::model::value::{self, Value};
use crate::rules::distribute::{ComputeId, is_version};
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "distribute/explicit-version",
    level: Level::Warning,
    fixable: true,
    superseded_by: &["triggers/distribute-conflict"],
    page: include_str!("explicit_version.md"),
    check: Check::Distributor(check),
    ..Rule::DEFAULTS
};

fn check(target: Distributor<'_>, findings: &mut Findings<'_>) {
    if target.kind != Some(TargetKind::SharedImage) {
        return;
    }
    let Value::Known(id, node) = value::text(target.get("galleryImageId")) else {
        return;
    };
    let Some(parts) = ComputeId::read(id.trim_end_matches('/')) else {
        return;
    };
    let Some((at, version)) = parts.part("versions").filter(|(_, it)| is_version(it)) else {
        return;
    };
    let versioning = target.get("versioning");
    let message = match versioning {
        Some(_) => say! {
            en: "The ID fixes version `{version}`, so `versioning` has no effect; remove one of them",
            pt_br: "O ID fixa a versão `{version}`, e `versioning` não tem efeito; remova um dos dois",
        },
        None => say! {
            en: "Version `{version}` can be written only once; the second run conflicts with it",
            pt_br: "A versão `{version}` só pode ser gravada uma vez; a segunda execução entra em conflito com ela",
        },
    };
    let title = say! { en: "Let the service number the versions", pt_br: "Deixar o serviço numerar as versões" };
    let cut = id.get(..at).unwrap_or_default();
    let report = findings.report(node.span(), message);
    let report = match versioning {
        Some(other) => report.related(
            other.entry_span(),
            say! { en: "Numbering is set here", pt_br: "A numeração é definida aqui" },
        ),
        None => report.level(Level::Information),
    };
    report.guess(title, [patch::replace_value(node, string::quote(cut))]);
}
