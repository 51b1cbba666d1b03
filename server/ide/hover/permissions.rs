//! On `identity`: what the identity needs to be allowed to do. On a value that asks for a built-in
//! role: which, and the command that assigns it.

use crate::insight::permissions::access::Grant;
use crate::insight::permissions::scope::Scope;
use crate::insight::permissions::{Need, Permissions, az, permissions, words};
use crate::locale::{Lang, Say};
use crate::model::template::{Role, Template};
use crate::say;
use crate::syntax::tree::Node;
use crate::text::plain::code;

/// The paragraphs for a node of a template; none for one that has nothing to do with permissions.
pub(super) fn lines(template: Template<'_>, node: Node<'_>) -> Vec<Say> {
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
    ];
    if !may_ask.iter().any(|it| node.has_key(it)) {
        return Vec::new();
    }
    let all = permissions(template);
    let asks = |need: &&Need<'_>| {
        let of_node = |it: Node<'_>| it == node || it.parent() == Some(node);
        need.because.iter().any(|it| of_node(it.node))
    };
    all.needs
        .iter()
        .filter(asks)
        .flat_map(|it| about_role(&all, it))
        .collect()
}

fn about_identity(all: &Permissions<'_>) -> Vec<Say> {
    if all.needs.is_empty() {
        return vec![say! {
            en: "According to the template, this identity needs no permissions.",
            pt_br: "De acordo com o template, esta identidade não precisa de permissões.",
        }];
    }
    let line = |lang: Lang| {
        let needs = all.needs.iter().map(|it| item(it, lang));
        needs.collect::<Vec<_>>().join("\n")
    };
    let list = Say {
        en: line(Lang::En).into(),
        pt_br: line(Lang::PtBr).into(),
    };
    vec![
        say! {
            en: "Required permissions, predicted from the template alone:",
            pt_br: "Permissões necessárias, previstas apenas a partir do template:",
        },
        list,
        say! {
            en: "`aib-ls permissions` prints them as a role definition, as Azure CLI commands or as Bicep, and lists what it cannot determine.",
            pt_br: "`aib-ls permissions` as imprime como definição de função, comandos da CLI do Azure ou Bicep, e lista o que não consegue determinar.",
        },
    ]
}

/// One need: what, on what, why, because of which value.
fn item(need: &Need<'_>, lang: Lang) -> String {
    let what = match need.access.grant() {
        Grant::Actions(actions) => actions.iter().map(|it| code(it)).collect::<Vec<_>>().join(", "),
        Grant::Role(role) => code(role.name),
    };
    let scope = scope(&need.scope, lang);
    let on = say! { en: "on {scope}", pt_br: "(escopo: {scope})" };
    let service = say! { en: " for the service principal of Image Builder", pt_br: " para a entidade de serviço do Image Builder" };
    let whom = if need.access.is_of_service() {
        service.get(lang)
    } else {
        ""
    };
    let places: Vec<String> = need
        .because
        .iter()
        .map(|it| code(&words::path(it.template, it.node)))
        .collect();
    let (places, reason) = (places.join(", "), need.access.reason());
    format!("- {what} {}{whom}: {} ({places})", on.get(lang), reason.get(lang))
}

/// A scope with the part that people wrote as code.
fn scope(scope: &Scope, lang: Lang) -> String {
    match scope {
        Scope::Id(id) => code(id),
        Scope::Computed(text) | Scope::Odd(text) => {
            let text = code(text);
            say! { en: "an unknown scope, {text}", pt_br: "desconhecido, {text}" }
                .get(lang)
                .to_owned()
        }
        Scope::Blobs(_) => scope.words().get(lang).to_owned(),
    }
}

/// The role that a value asks for, and the command that assigns it.
fn about_role(all: &Permissions<'_>, need: &Need<'_>) -> Vec<Say> {
    let Grant::Role(role) = need.access.grant() else {
        return Vec::new();
    };
    let command = |lang| az::assignment(all, need, lang).map(|it| format!("```sh\n{}\n```", it.trim_end()));
    let (Some(en), Some(pt_br)) = (command(Lang::En), command(Lang::PtBr)) else {
        return Vec::new();
    };
    let name = role.name;
    let Say { en: why, pt_br: motivo } = need.access.reason();
    let what = say! {
        en: "The template's identity needs the role `{name}`, because {why}:",
        pt_br: "A identidade do template precisa da função `{name}`, porque {motivo}:",
    };
    vec![
        what,
        Say {
            en: en.into(),
            pt_br: pt_br.into(),
        },
    ]
}
