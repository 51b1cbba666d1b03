//! Texts shared by all output formats: the name of a template, the location of a value,
//! and the note that all of it is a prediction.

use crate::insight::permissions::access::{Access, BuiltIn};
use crate::insight::permissions::scope::Scope;
use crate::insight::permissions::{Because, Permissions};
use crate::locale::Say;
use crate::model::template::Template;
use crate::say;
use crate::syntax::tree::Node;
use crate::text::lines::Lines;
use crate::text::plain::plain;
use crate::text::rope::Encoding;

/// The name of a template.
pub fn label(template: Template<'_>) -> String {
    match template.name().filter(|it| !it.trim().is_empty()) {
        Some(name) => plain(&name),
        None => "image template".to_owned(),
    }
}

/// The path from a template to a value: `properties.distribute[0].galleryImageId`.
pub fn path(template: Template<'_>, node: Node<'_>) -> String {
    let mut steps: Vec<String> = node
        .ancestors()
        .take_while(|it| *it != template.root)
        .map(|it| match it.key() {
            Some(key) => format!(".{key}"),
            None => format!("[{}]", it.index()),
        })
        .collect();
    steps.reverse();
    plain(steps.concat().trim_start_matches('.'))
}

/// The location of a value: "line 41, properties.distribute[0].galleryImageId".
pub fn place(lines: &Lines<'_>, because: Because<'_>) -> Say {
    let (line, _) = lines.position(because.node.span().start, Encoding::Utf8);
    let (number, path) = (line + 1, path(because.template, because.node));
    say! { en: "line {number}, {path}", pt_br: "linha {number}, {path}" }
}

/// The title: the template, and that the permissions are a prediction.
pub fn headline(label: &str) -> Say {
    say! {
        en: "Permissions that the template's identity needs ({label}), predicted from the template alone",
        pt_br: "Permissões de que a identidade do template precisa ({label}), previstas apenas a partir do template",
    }
}

/// The heading of the limits.
pub fn limits() -> Say {
    say! { en: "The template does not show:", pt_br: "O template não mostra:" }
}

/// Shown if no permissions are needed.
pub fn nothing() -> Say {
    say! { en: "No permissions are needed.", pt_br: "Nenhuma permissão é necessária." }
}

/// The ID of the identity, or a note that the template has none.
pub fn identity(permissions: &Permissions<'_>) -> Say {
    let none = || say! { en: "the template has none", pt_br: "o template não tem nenhuma" };
    permissions.identity.as_ref().map_or_else(none, Scope::words)
}

/// A suffix for a scope on which the service principal needs the access; empty for the template's identity.
pub fn whose(access: Access) -> Say {
    match access.is_of_service() {
        true => say! {
            en: " (for the service principal of Image Builder)",
            pt_br: " (para a entidade de serviço do Image Builder)",
        },
        false => Say::default(),
    }
}

/// A built-in role by its name.
pub fn role(built_in: &BuiltIn) -> Say {
    let name = built_in.name;
    say! { en: "the role {name}", pt_br: "a função {name}" }
}
