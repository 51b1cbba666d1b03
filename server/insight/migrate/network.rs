//! The network of the build VM: one resource ID replaces the three names of a subnet, and the size of the proxy VM
//! moves into the same object.

use crate::expr;
use crate::insight::migrate::Step;
use crate::insight::migrate::member::member;
use crate::model::template::{Form, Template};
use crate::say;
use crate::schema::slice::{self, Slice};
use crate::syntax::tree::{Kind, Node};
use crate::syntax::{patch, string};

const PROFILE: &str = "ImageTemplateVmProfile";
const CONFIG: &str = "VirtualNetworkConfig";
const SUBNET: &str = "subnetId";
const PROXY: &str = "proxyVmSize";

/// The names that identify the subnet in the 2019 preview, which its published definition lacks.
const LEGACY: [&str; 3] = ["resourceGroupName", "name", "subnetName"];

/// Whether a type had members in a version that its published definition does not show, and that are over in a newer one.
pub(super) fn had_more(owner: &str, from: &str, to: &Slice) -> bool {
    let is_over = to.properties(CONFIG).iter().any(|it| it.name == SUBNET);
    matches!(owner, PROFILE | CONFIG) && slice::is_before(from, "2020-02-14") && is_over
}

/// Adds the steps for an object, and returns the properties that they have handled.
pub(super) fn steps<'d>(
    template: Template<'d>,
    object: Node<'d>,
    owner: &str,
    slice: &Slice,
    steps: &mut Vec<Step>,
) -> Vec<Node<'d>> {
    let knows = |name: &str| slice.properties(CONFIG).iter().any(|it| it.name == name);
    let made = match owner {
        PROFILE if knows(PROXY) => proxy(object),
        CONFIG if knows(SUBNET) => subnet(template, object),
        _ => None,
    };
    let Some((step, handled)) = made else {
        return Vec::new();
    };
    steps.push(step);
    handled
}

/// The size of the proxy VM goes into the network's object. Without a network it never had an effect, and whether it
/// shall have one now is not ours to say.
fn proxy(profile: Node<'_>) -> Option<(Step, Vec<Node<'_>>)> {
    let size = member(profile, PROXY)?;
    let config = member(profile, "vnetConfig").filter(|it| it.kind() == Kind::Object && it.is_closed())?;
    let has_own = config.children().filter_map(Node::key);
    if size.kind() != Kind::String || has_own.into_iter().any(|it| it.eq_ignore_ascii_case(PROXY)) {
        return None;
    }
    let step = Step {
        title: say! { en: "Move `{PROXY}` into `vnetConfig`", pt_br: "Mover `{PROXY}` para dentro de `vnetConfig`" },
        at: size.key_span()?,
        edits: vec![
            patch::add_first_member(config, PROXY, size.source()),
            patch::remove(size),
        ],
    };
    Some((step, vec![size]))
}

/// The three names as a resource ID, which a deployment can put together on its own: without a subscription of their own
/// they always meant the one that the template is in.
fn subnet<'d>(template: Template<'d>, config: Node<'d>) -> Option<(Step, Vec<Node<'d>>)> {
    let is_elsewhere = |it: Node<'_>| it.get("subscriptionId").is_some();
    if template.form != Form::Resource
        || template.root.ancestors().skip(1).any(is_elsewhere)
        || member(config, SUBNET).is_some()
    {
        return None;
    }
    let legacy: Vec<Node<'d>> = LEGACY.iter().filter_map(|it| config.get(it)).collect();
    let [group, network, subnet] = legacy.as_slice() else {
        return None;
    };
    let (group, network, subnet) = (argument(*group)?, argument(*network)?, argument(*subnet)?);
    let id = format!("[resourceId({group}, 'Microsoft.Network/virtualNetworks/subnets', {network}, {subnet})]");
    // The first of them makes room: what is removed after it takes its own comma along.
    let first = config.children().find(|it| legacy.contains(it))?;
    let others: Vec<Node<'d>> = legacy.iter().copied().filter(|it| *it != first).collect();
    let mut edits = vec![patch::replace_member(first, [(SUBNET, string::quote(&id))])];
    edits.extend(patch::remove_all(config, &others));
    let step = Step {
        title: say! {
            en: "Replace `name`, `subnetName` and `resourceGroupName` with `{SUBNET}`",
            pt_br: "Substituir `name`, `subnetName` e `resourceGroupName` por `{SUBNET}`",
        },
        at: first.key_span()?,
        edits,
    };
    Some((step, legacy))
}

/// A value as an argument of a function; `None` for one that is not a text.
fn argument(node: Node<'_>) -> Option<String> {
    let text = node.as_str().filter(|it| !it.is_empty())?;
    if expr::is_expression(&text) {
        let inner = text.strip_prefix('[')?.strip_suffix(']')?;
        return Some(inner.trim().to_owned());
    }
    Some(format!("'{}'", expr::unescaped(&text).replace('\'', "''")))
}
