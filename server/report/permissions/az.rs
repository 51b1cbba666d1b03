//! Permissions as commands of the Azure CLI, for a POSIX shell.

use crate::insight::permissions::access::{Access, Grant};
use crate::insight::permissions::scope::Scope;
use crate::insight::permissions::{Need, Permissions};
use crate::locale::{Lang, Message};
use crate::model::storage::Container;
use crate::report::permissions::{role, sentences};
use crate::say;
use crate::text::lines::Lines;
use crate::text::plain::plain;

/// Commands that create the roles and assign them, identity by identity. `lines` are those of the
/// document.
pub fn commands(all: &[Permissions<'_>], lines: &Lines<'_>, lang: Lang) -> String {
    let scripts: Vec<String> = all.iter().map(|it| script(it, lines, lang)).collect();
    scripts.join("\n")
}

fn script(permissions: &Permissions<'_>, lines: &Lines<'_>, lang: Lang) -> String {
    let mut script = sentences::preamble(permissions, "#", lines, lang) + "\n";
    let permissions = &permissions.to_grant();
    if permissions.needs.is_empty() {
        return script + &format!("# {}\n", sentences::no_needs().get(lang));
    }
    script += &principals(permissions, lang);
    let mut scopes = Scopes::default();
    for same in permissions.needs.chunk_by(|a, b| a.access == b.access) {
        let Some(first) = same.first() else { continue };
        script.push('\n');
        let named: Vec<String> = same.iter().map(|it| scopes.named(it, lang, &mut script)).collect();
        for need in same {
            let reason = need.access.reason();
            for value in &need.required_by {
                let position = sentences::position(lines, *value);
                script += &format!("# {}: {}\n", position.get(lang), reason.get(lang));
            }
        }
        let role = match first.access.grant() {
            Grant::Actions(actions) => {
                let name = role_name(&permissions.label(), first.access);
                script += &create(&name, role::description().get(lang), actions, same, &named);
                name
            }
            Grant::Role(built_in) => built_in.name.to_owned(),
        };
        for scope in named {
            let principal = if first.access.is_of_service() {
                "service"
            } else {
                "principal"
            };
            script += &assign(&format!("\"${principal}\""), &role, &scope);
        }
    }
    script
}

/// The name of a custom role.
pub(super) fn role_name(label: &str, access: Access) -> String {
    format!("Image Builder {label}: {}", access.purpose())
}

/// A command that gives the identity of a template a built-in role; `None` for other grants.
pub fn assignment(permissions: &Permissions<'_>, need: &Need<'_>, lang: Lang) -> Option<String> {
    let Grant::Role(role) = need.access.grant() else {
        return None;
    };
    let scope = match &need.scope {
        Scope::Blobs(it) => container(it),
        other => scope_to_fill_in(Some(other), need.access, lang),
    };
    let identity = scope_to_fill_in(permissions.identity.as_ref(), Access::AssignIdentity, lang);
    let principal = format!("\"$(az identity show --ids {identity} --query principalId --output tsv)\"");
    (!need.access.is_of_service()).then(|| assign(&principal, role.name, &scope))
}

/// Variables with the object IDs of the principals.
fn principals(permissions: &Permissions<'_>, lang: Lang) -> String {
    let mut lines = String::new();
    let of = |service: bool| permissions.needs.iter().any(|it| it.access.is_of_service() == service);
    if of(false) {
        match &permissions.identity {
            Some(Scope::Id(id)) => lines += &format!("identity={}\n", quoted(id)),
            other => {
                let what = other.as_ref().map(Scope::description).unwrap_or_else(|| {
                    say! { en: "the template specifies no identity", pt_br: "o template não especifica nenhuma identidade" }
                });
                let identity = scope_to_fill_in(other.as_ref(), Access::AssignIdentity, lang);
                lines += &format!("# {}\nidentity={identity}\n", plain(what.get(lang)));
            }
        }
        lines += "principal=\"$(az identity show --ids \"$identity\" --query principalId --output tsv)\"\n";
    }
    if of(true) {
        let find = "az ad sp list --display-name 'Azure Virtual Machine Image Builder' --query '[0].id' --output tsv";
        lines += &format!("service=\"$({find})\"\n");
    }
    lines
}

/// The number of variables so far that hold scopes to fill in, which the template does not show.
#[derive(Default)]
struct Scopes(usize);

impl Scopes {
    /// A scope as a word of the shell.
    fn named(&mut self, need: &Need<'_>, lang: Lang, script: &mut String) -> String {
        match &need.scope {
            Scope::Id(id) => quoted(id),
            Scope::Blobs(it) => container(it),
            unknown @ (Scope::Partial(_) | Scope::Computed { .. } | Scope::Unrecognized(_)) => {
                self.0 += 1;
                let number = self.0;
                *script += &format!("# {}\n", plain(unknown.description().get(lang)));
                let word = scope_to_fill_in(Some(unknown), need.access, lang);
                *script += &format!("scope{number}={word}\n");
                format!("\"$scope{number}\"")
            }
        }
    }
}

/// The ID of a container, whose account a command has to find.
fn container(container: &Container) -> String {
    let Container { account, name } = container;
    let find = format!("az storage account list --query \"[?name=='{account}'].id\" --output tsv");
    let rest = quoted(&format!("/blobServices/default/containers/{name}"));
    format!("\"$({find})\"{rest}")
}

/// A scope as a word of the shell, with what the reader has to replace in angle brackets.
fn scope_to_fill_in(scope: Option<&Scope>, access: Access, lang: Lang) -> String {
    match scope.and_then(Scope::to_fill_in) {
        Some(id) => quoted(&id),
        None => to_fill_in(&access.object(), lang),
    }
}

/// A placeholder that the reader has to replace, as a word of the shell.
fn to_fill_in(words: &Message, lang: Lang) -> String {
    quoted(&format!("<{}>", words.get(lang)))
}

/// The command that creates a custom role.
fn create(name: &str, description: &str, actions: &[&str], needs: &[Need<'_>], named: &[String]) -> String {
    // A variable is not expanded inside single quotes, so private-use characters mark it until the rest is quoted.
    let group = |(need, word): (&Need<'_>, &String)| match need.scope.group() {
        Some(group) => plain(&group),
        None => format!("\u{e000}{word}\u{e001}"),
    };
    let groups = role::distinct(needs.iter().zip(named).map(group));
    let mut json = verbatim(role::definition(name, description, actions, &groups).trim_end());
    for word in named {
        let escaped = word.replace('"', "\\\"");
        let variable = word.trim_matches(['"', '$']);
        let group = format!("'\"${{{variable}%/providers/*}}\"'");
        json = json.replace(&format!("\u{e000}{escaped}\u{e001}"), &group);
    }
    format!("az role definition create --role-definition {json}\n")
}

fn assign(principal: &str, role: &str, scope: &str) -> String {
    format!(
        "az role assignment create --assignee-object-id {principal} --assignee-principal-type ServicePrincipal \\\n  --role {} --scope {scope}\n",
        quoted(role)
    )
}

/// A text as one word of the shell, on one line.
pub(super) fn quoted(text: &str) -> String {
    verbatim(&plain(text))
}

/// A text as one word of the shell, line ends included.
fn verbatim(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
