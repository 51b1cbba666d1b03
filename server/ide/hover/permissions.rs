//! On `identity`: the permissions that it needs. On a value that requires a permission: the actions, or the built-in role and the
//! command that assigns it.

use crate::ide::hover::subject::Subject;
use crate::insight::permissions::access::Grant;
use crate::insight::permissions::{Need, Permissions, permissions};
use crate::locale::{Lang, Message};
use crate::model::template::Role;
use crate::report::permissions::{self as report, az};
use crate::report::{markdown, no_links};
use crate::say;
use crate::syntax::tree::Node;
use crate::text::markdown::sentence;
use crate::text::plain::code;

/// The members whose values may require a permission. The list of all is made for these alone.
const MAY_REQUIRE: [&str; 10] = [
    "imageId",
    "imageVersionId",
    "galleryImageId",
    "scriptUri",
    "sourceUri",
    "subnetId",
    "containerInstanceSubnetId",
    "userAssignedIdentities",
    "stagingResourceGroup",
    "uri",
];

/// The paragraphs for a subject; none for one that requires no permission.
pub(super) fn lines(subject: &Subject<'_>) -> Vec<Message> {
    let (template, node, part) = (subject.template, subject.node, subject.part);
    if template.role != Role::Template {
        return Vec::new();
    }
    if node.has_key("identity") && node.parent() == Some(template.root) {
        return about_identity(&permissions(template));
    }
    if !MAY_REQUIRE.iter().any(|it| node.has_key(it)) {
        return Vec::new();
    }
    let all = permissions(template);
    let requires = |need: &&Need<'_>| {
        let of_part = |it: Node<'_>| it == part || it.parent() == Some(part);
        need.granted_by.is_none() && need.required_by.iter().any(|it| of_part(it.node))
    };
    all.needs
        .iter()
        .filter(requires)
        .flat_map(|it| match it.access.grant() {
            Grant::Role(role) => about_role(&all, it, role.name),
            Grant::Actions(actions) => about_actions(it, actions),
        })
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
fn about_role(all: &Permissions<'_>, need: &Need<'_>, name: &str) -> Vec<Message> {
    let Message { en: why, pt_br: motivo } = need.access.reason();
    if need.access.is_of_service() {
        return vec![say! {
            en: "The service principal of Image Builder needs the role `{name}`: {why}.",
            pt_br: "A entidade de serviço do Image Builder precisa da função `{name}`: {motivo}.",
        }];
    }
    let command = |lang| az::assignment(all, need, lang).map(|it| format!("```sh\n{}\n```", it.trim_end()));
    let (Some(en), Some(pt_br)) = (command(Lang::En), command(Lang::PtBr)) else {
        return Vec::new();
    };
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

/// The actions that a value requires, and where.
fn about_actions(need: &Need<'_>, actions: &[&str]) -> Vec<Message> {
    let Message { en: why, pt_br: motivo } = need.access.reason();
    let scope = need.scope.description();
    let (en, pt_br) = match need.scope.id() {
        Some(id) => (code(id), code(id)),
        None => (sentence(&scope.en), sentence(&scope.pt_br)),
    };
    let subject = say! {
        en: "The template's identity needs these actions, because {why}. Scope: {en}.",
        pt_br: "A identidade do template precisa destas ações, porque {motivo}. Escopo: {pt_br}.",
    };
    let list: Vec<String> = actions.iter().map(|it| format!("- `{it}`")).collect();
    vec![subject, Message::same(list.join("\n"))]
}
