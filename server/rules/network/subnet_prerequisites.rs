//! How a subnet must be prepared for the build.

use crate::document::Document;
use crate::model::substitution::Assume;
use crate::model::value;
use crate::rules::network::{filled, is_subnet_id, misfit, vnet_config};
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::tree::Node;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "network/subnet-prerequisites",
    level: Level::Information,
    page: include_str!("subnet_prerequisites.md"),
    check: Check::Document(check),
    ..Rule::DEFAULTS
};

fn check(doc: &Document, findings: &mut Findings<'_>) {
    // Advice is given once per file.
    let Some((config, subnet)) = doc.templates_with(Assume::Defaults).find_map(|it| {
        let config = vnet_config(it)?;
        Some((config, filled(config, "subnetId").filter(|it| is_subnet(*it))?))
    }) else {
        return;
    };
    let message = match filled(config, "containerInstanceSubnetId") {
        None => say! {
            en: "Disable private link service policies here and open ports 60000–60001 to the load balancer",
            pt_br: "Desabilite aqui as políticas do serviço de link privado e abra as portas 60000–60001 ao balanceador",
        },
        // `network/aci-subnet-rules` covers it.
        Some(container) if misfit(config, container).is_some() => return,
        Some(_) => say! {
            en: "Delegate the container subnet; allow it ports 443 and 445 outbound and 22 or 5986 to the build VM",
            pt_br: "Delegue a sub-rede do contêiner; libere nela as portas 443 e 445 de saída e a 22 ou 5986 para a VM",
        },
    };
    let Some(span) = subnet.key_span() else { return };
    findings.report(span, message).about(subnet.span());
}

/// Whether a value is the ID of a subnet, or an expression.
fn is_subnet(node: Node<'_>) -> bool {
    value::is_expression(node) || value::text(Some(node)).known().is_some_and(|it| is_subnet_id(&it))
}
