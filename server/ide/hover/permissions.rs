//! On `identity`: the permissions that it needs. On a value that requires a built-in role: the role, and the command that
//! assigns it.

use crate::insight::permissions::access::Grant;
use crate::insight::permissions::{Need, Permissions, permissions};
use crate::locale::{Lang, Message};
use crate::model::template::{Role, Template};
use crate::report::permissions::{self as report, az};
use crate::report::{markdown, no_links};
use crate::say;
use crate::syntax::tree::Node;

/// The paragraphs for a node of a template; none for a node that requires no permission.
pub(super) fn lines(template: Template<'_>, node: Node<'_>) -> Vec<Message> {
    if template.role != Role::Template {
        return Vec::new();
    }
    if node.has_key("identity") && node.parent() == Some(template.root) {
        return about_identity(&permissions(template));
    }
    let may_ask = [
        "scriptUri",
        "sourceUri",
        "userAssignedIdentities",
        "stagingResourceGroup",
        "uri",
    ];
    if !may_ask.iter().any(|it| node.has_key(it)) {
        return Vec::new();
    }
    let all = permissions(template);
    let asks = |need: &&Need<'_>| {
        let of_node = |it: Node<'_>| it == node || it.parent() == Some(node);
        need.granted_by.is_none() && need.required_by.iter().any(|it| of_node(it.node))
    };
    all.needs
        .iter()
        .filter(asks)
        .flat_map(|it| about_role(&all, it))
        .collect()
}

fn about_identity(all: &Permissions<'_>) -> Vec<Message> {
    let text = |lang| markdown::blocks(&report::overview(all, lang), &no_links);
    vec![Message {
        en: text(Lang::En).into(),
        pt_br: text(Lang::PtBr).into(),
    }]
}

/// The built-in role that a value requires, and the command that assigns it.
fn about_role(all: &Permissions<'_>, need: &Need<'_>) -> Vec<Message> {
    let Grant::Role(role) = need.access.grant() else {
        return Vec::new();
    };
    let command = |lang| az::assignment(all, need, lang).map(|it| format!("```sh\n{}\n```", it.trim_end()));
    let (Some(en), Some(pt_br)) = (command(Lang::En), command(Lang::PtBr)) else {
        return Vec::new();
    };
    let name = role.name;
    let Message { en: why, pt_br: motivo } = need.access.reason();
    let subject = say! {
        en: "The template's identity needs the role `{name}`, because {why}:",
        pt_br: "A identidade do template precisa da função `{name}`, porque {motivo}:",
    };
    vec![
        subject,
        Message {
            en: en.into(),
            pt_br: pt_br.into(),
        },
    ]
}
