//! What a subnet of one's own has to be prepared for.

use crate::document::Document;
use crate::model::value;
use crate::rules::network::{filled, is_subnet_id, misfit, vnet_config};
use crate::rules::{Check, Level, Rule, Sink};
use crate::say;
use crate::syntax::tree::Node;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "network/subnet-prerequisites",
    level: Level::Information,
    page: include_str!("subnet_prerequisites.md"),
    check: Check::Document(check),
    ..Rule::DEFAULTS
};

fn check(doc: &Document, out: &mut Sink<'_>) {
    // Advice is given once a file.
    let Some((config, subnet)) = doc.templates().find_map(|it| {
        let config = vnet_config(it)?;
        Some((config, filled(config, "subnetId").filter(|it| is_subnet(*it))?))
    }) else {
        return;
    };
    let message = match filled(config, "containerInstanceSubnetId") {
        None => say! {
            en: "The build needs this subnet prepared: private link service network policies off, and ports 60000–60001 open to the load balancer",
            pt_br: "O build precisa desta sub-rede preparada: políticas de rede do serviço de link privado desativadas e portas 60000–60001 abertas para o balanceador de carga",
        },
        // `network/aci-subnet-rules` has more to say.
        Some(container) if misfit(config, container).is_some() => return,
        Some(_) => say! {
            en: "The build needs both subnets prepared: the container's delegated and free to reach ports 443 and 445, and 22 or 5986 open from it to the build VM's",
            pt_br: "O build precisa das duas sub-redes preparadas: a do contêiner delegada e com saída para as portas 443 e 445, e 22 ou 5986 aberta dela para a da VM de build",
        },
    };
    let Some(span) = subnet.key_span() else { return };
    out.report(span, message).about(subnet.span());
}

/// Whether a value is the ID of a subnet, or an expression.
fn is_subnet(node: Node<'_>) -> bool {
    value::is_expression(node) || value::text(Some(node)).known().is_some_and(|it| is_subnet_id(&it))
}
