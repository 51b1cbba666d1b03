//! A value that is not the resource ID of a subnet.

use crate::model::resource_id::{self, ResourceId};
use crate::model::template::Template;
use crate::rules::engine::empty_names;
use crate::rules::network::{filled, is_subnet_id, vnet_config};
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "network/bad-subnet-id",
    level: Level::Error,
    fixable: true,
    page: include_str!("bad_subnet_id.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

/// The form of a subnet's resource ID, with placeholders.
const SKELETON: &str = "/subscriptions/<subscriptionId>/resourceGroups/<resourceGroup>/providers/Microsoft.Network/virtualNetworks/<vnet>/subnets/<subnet>";

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let Some(config) = vnet_config(template) else { return };
    for name in ["subnetId", "containerInstanceSubnetId"] {
        let Some((text, node)) = resource_id::written(filled(config, name)) else {
            continue;
        };
        if is_subnet_id(&text) {
            continue;
        }
        if empty_names::report(&text, node.span(), findings) {
            continue;
        }
        let message = say! {
            en: "`{name}` must be the full ID of a subnet: `/subscriptions/…/virtualNetworks/…/subnets/…`",
            pt_br: "`{name}` deve ser o ID completo de uma sub-rede: `/subscriptions/…/virtualNetworks/…/subnets/…`",
        };
        let report = findings.report(node.span(), message);
        let write = |text: &str| [patch::replace_value(node, string::quote(text))];
        let rooted = format!("/{text}");
        if is_subnet_id(&rooted) {
            let title = say! { en: "Insert the leading slash", pt_br: "Inserir a barra inicial" };
            report.guess(title, write(&rooted));
        } else if is_vnet_id(&text) {
            let title = say! { en: "Append a placeholder subnet", pt_br: "Acrescentar uma sub-rede a preencher" };
            report.guess(
                title,
                write(&format!("{}/subnets/<subnet>", text.trim_end_matches('/'))),
            );
        } else {
            let title = say! { en: "Insert a placeholder resource ID", pt_br: "Inserir um ID de recurso com espaços reservados" };
            report.guess(title, write(SKELETON));
        }
    }
}

fn is_vnet_id(text: &str) -> bool {
    ResourceId::read(text).is_some_and(|it| it.names("Microsoft.Network", &["virtualNetworks"]).is_some())
}
