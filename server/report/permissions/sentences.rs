//! Sentences that all forms of a permissions report share.

use crate::insight::permissions::access::{Access, BuiltIn};
use crate::insight::permissions::scope::Scope;
use crate::insight::permissions::{Need, Permissions, RequiredBy};
use crate::locale::{Lang, Message};
use crate::say;
use crate::text::lines::Lines;
use crate::text::plain::plain;
use crate::text::rope::Encoding;

/// The position of a value: "line 41, properties.distribute[0].galleryImageId".
pub(super) fn position(lines: &Lines<'_>, value: RequiredBy<'_>) -> Message {
    let (line, _) = lines.position(value.node.span().start, Encoding::Utf8);
    let (number, path) = (line + 1, value.path());
    say! { en: "line {number}, {path}", pt_br: "linha {number}, {path}" }
}

/// Whose permissions a report is about, and that they are predicted.
pub(super) fn headline(label: &str) -> Message {
    say! {
        en: "Permissions that the identity of the template needs ({label}): a prediction from the template alone",
        pt_br: "Permissões de que a identidade do template precisa ({label}): uma previsão feita só com o template",
    }
}

/// Whose permissions follow and what the template does not show, as comments.
pub(super) fn preamble(permissions: &Permissions<'_>, comment: &str, lines: &Lines<'_>, lang: Lang) -> String {
    let headline = headline(&permissions.label());
    let mut out = format!("{comment} {}.\n{comment} {}\n", headline.get(lang), limits().get(lang));
    for limit in &permissions.limits {
        out += &format!("{comment} - {}\n", plain(limit.get(lang)));
    }
    for need in &permissions.needs {
        if let Some(granted) = granted(need, lines) {
            let scope = need.scope.description();
            out += &format!("{comment} {} {}\n", plain(scope.get(lang)), plain(granted.get(lang)));
        }
    }
    out
}

/// Follows a scope whose need the deployment grants itself; `None` for all other needs.
pub(super) fn granted(need: &Need<'_>, lines: &Lines<'_>) -> Option<Message> {
    let (line, _) = lines.position(need.granted_by?.span().start, Encoding::Utf8);
    let (number, purpose) = (line + 1, need.access.purpose());
    Some(say! {
        en: "({purpose}): granted by the role assignment in line {number}",
        pt_br: "({purpose}): concedido pela atribuição de função na linha {number}",
    })
}

/// The heading of the limits.
pub(super) fn limits() -> Message {
    say! { en: "The template does not show:", pt_br: "O template não mostra:" }
}

pub(super) fn no_needs() -> Message {
    say! { en: "No permission needs to be granted.", pt_br: "Nenhuma permissão precisa ser concedida." }
}

/// The identity, with code in backticks.
pub(super) fn identity(permissions: &Permissions<'_>) -> Message {
    let none = || say! { en: "the template specifies none", pt_br: "o template não especifica nenhuma" };
    permissions.identity.as_ref().map_or_else(none, Scope::description)
}

/// Follows a scope on which the service itself needs the access; empty for the template's identity.
pub(super) fn grantee(access: Access) -> Message {
    match access.is_of_service() {
        true => say! {
            en: " (for the service principal of Image Builder)",
            pt_br: " (para a entidade de serviço do Image Builder)",
        },
        false => Message::default(),
    }
}

/// A built-in role by its name.
pub(super) fn role(built_in: &BuiltIn) -> Message {
    let name = built_in.name;
    say! { en: "built-in role `{name}`", pt_br: "função interna `{name}`" }
}
