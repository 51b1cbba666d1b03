//! The network of the build VM.

mod aci_subnet_rules;
mod bad_subnet_id;
mod proxy_size_misplaced;
mod subnet_prerequisites;

use crate::model::resource_id::{self, ResourceId};
use crate::model::template::Template;
use crate::model::value;
use crate::rules::Rule;
use crate::syntax::tree::Node;

/// The rules of the family.
pub(super) static RULES: [&Rule; 4] = [
    &bad_subnet_id::RULE,
    &aci_subnet_rules::RULE,
    &proxy_size_misplaced::RULE,
    &subnet_prerequisites::RULE,
];

/// The network that a template names.
fn vnet_config(template: Template<'_>) -> Option<Node<'_>> {
    template.property("vmProfile")?.get("vnetConfig")
}

/// A property with a value: an empty string is the same as omitting it.
fn filled<'d>(object: Node<'d>, name: &str) -> Option<Node<'d>> {
    let node = object.get(name)?;
    (!node.as_str().is_some_and(|it| it.is_empty())).then_some(node)
}

/// Whether a text is the resource ID of a subnet.
fn is_subnet_id(text: &str) -> bool {
    ResourceId::read(text).is_some_and(|it| it.names("Microsoft.Network", &["virtualNetworks", "subnets"]).is_some())
}

/// How a container subnet does not fit the subnet of the build VM.
enum Misfit {
    /// There is no subnet for the build VM.
    Alone,
    /// They are the same subnet.
    Same,
    /// They are in different networks.
    Apart,
}

/// What is wrong with the two subnets; `None` if nothing certainly is.
fn misfit(config: Node<'_>, container: Node<'_>) -> Option<Misfit> {
    let Some(build) = filled(config, "subnetId") else {
        return (!config.tree().is_broken(config.span())).then_some(Misfit::Alone);
    };
    if is_same(build, container) {
        return Some(Misfit::Same);
    }
    let networks = (network(build), network(container));
    matches!(networks, (Some(a), Some(b)) if a != b).then_some(Misfit::Apart)
}

/// Whether two subnets are certainly the same: the same text, an ID or an expression.
fn is_same(build: Node<'_>, container: Node<'_>) -> bool {
    match (build.as_str(), container.as_str()) {
        (Some(a), Some(b)) if value::is_expression(build) => a == b,
        (Some(a), Some(b)) => {
            !value::has_placeholder(&a) && !value::is_pipeline_token(&a) && a.eq_ignore_ascii_case(&b)
        }
        _ => false,
    }
}

/// The network of a subnet that is written out, in lower case.
fn network(subnet: Node<'_>) -> Option<String> {
    let (text, _) = resource_id::written(Some(subnet)).filter(|(text, _)| is_subnet_id(text))?;
    let lower = text.to_ascii_lowercase();
    lower.rsplit_once("/subnets/").map(|(network, _)| network.to_owned())
}
