//! A container subnet that does not fit the rest of the network.

use crate::model::template::Template;
use crate::model::value;
use crate::rules::engine::versions;
use crate::rules::network::{Misfit, filled, misfit, vnet_config};
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::tree::Kind;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "network/aci-subnet-rules",
    level: Level::Error,
    since: Some("2024-02-01"),
    fixable: true,
    page: include_str!("aci_subnet_rules.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let Some(config) = vnet_config(template) else { return };
    let Some(container) = filled(config, "containerInstanceSubnetId") else {
        return;
    };
    // Before 2024-02-01 `api-version/field-too-new` reports it.
    let is_there = versions::version_from(template, "2024-02-01").is_some() || template.api_version().is_none();
    if !is_there || container.kind() != Kind::String {
        return;
    }
    let level = versions::bound_to_version(template, Level::Error);
    if let Some(misfit) = misfit(config, container) {
        let message = match misfit {
            Misfit::Alone => say! {
                en: "`containerInstanceSubnetId` requires `subnetId`, the subnet of the build VM",
                pt_br: "`containerInstanceSubnetId` exige `subnetId`, a sub-rede da VM de build",
            },
            Misfit::Same => say! {
                en: "`containerInstanceSubnetId` and `subnetId` must be different subnets of the same virtual network",
                pt_br: "`containerInstanceSubnetId` e `subnetId` devem ser sub-redes diferentes da mesma rede virtual",
            },
            Misfit::Apart => say! {
                en: "`containerInstanceSubnetId` must be in the same virtual network as `subnetId`",
                pt_br: "`containerInstanceSubnetId` deve estar na mesma rede virtual que `subnetId`",
            },
        };
        let report = findings.report(container.span(), message).level(level);
        if let Some(build) = filled(config, "subnetId") {
            let there = say! { en: "The build VM's subnet", pt_br: "A sub-rede da VM de build" };
            report.related(build.span(), there);
        }
    }
    let proxy = filled(config, "proxyVmSize").filter(|it| value::text(Some(*it)).known().is_some());
    if let Some(proxy) = proxy {
        let message = say! {
            en: "`proxyVmSize` is rejected with `containerInstanceSubnetId`: there is no proxy VM",
            pt_br: "`proxyVmSize` é rejeitado com `containerInstanceSubnetId`: não há VM de proxy",
        };
        let title = say! { en: "Remove `proxyVmSize`", pt_br: "Remover `proxyVmSize`" };
        findings
            .report(proxy.entry_span(), message)
            .level(level)
            .about(proxy.span())
            .fix(title, [patch::remove(proxy)]);
    }
}
