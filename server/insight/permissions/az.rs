//! The answer as commands of the Azure CLI, for a POSIX shell.

use crate::insight::permissions::access::{Access, Grant};
use crate::insight::permissions::scope::Scope;
use crate::insight::permissions::words::{self, plain};
use crate::insight::permissions::{Need, Permissions, role};
use crate::locale::{Lang, Say};
use crate::say;
use crate::text::lines::Lines;

/// Commands that create the roles and assign them, identity by identity. `lines` are those of the
/// document.
pub fn commands(all: &[Permissions<'_>], lines: &Lines<'_>, lang: Lang) -> String {
    let mut script = String::new();
    for (n, permissions) in all.iter().enumerate() {
        if n > 0 {
            script.push('\n');
        }
        one(permissions, lines, lang, &mut script);
    }
    script
}

fn one(permissions: &Permissions<'_>, lines: &Lines<'_>, lang: Lang, script: &mut String) {
    let label = &permissions.label();
    let comment = |script: &mut String, say: &Say| *script += &format!("# {}\n", plain(say.get(lang)));
    *script += &format!("# {}.\n", words::headline(label).get(lang));
    comment(script, &words::limits());
    for limit in &permissions.limits {
        *script += &format!("# - {}\n", plain(limit.get(lang)));
    }
    script.push('\n');
    if permissions.needs.is_empty() {
        return comment(script, &words::nothing());
    }
    for line in principals(permissions, lang) {
        *script += &line;
    }
    let mut scopes = Scopes::default();
    for same in permissions.needs.chunk_by(|a, b| a.access == b.access) {
        let Some(first) = same.first() else { continue };
        script.push('\n');
        let named: Vec<String> = same.iter().map(|it| scopes.named(&it.scope, lang, script)).collect();
        for need in same {
            let reason = need.access.reason();
            for because in &need.because {
                let place = words::place(lines, *because);
                *script += &format!("# {}: {}\n", place.get(lang), reason.get(lang));
            }
        }
        let role = match first.access.grant() {
            Grant::Actions(actions) => {
                let name = role_name(label, first.access);
                *script += &create(&name, role::description(label).get(lang), actions, same, &named);
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
            *script += &assign(&format!("\"${principal}\""), &role, &scope);
        }
    }
}

/// What a custom role is called.
pub(super) fn role_name(label: &str, access: Access) -> String {
    format!("Image Builder {label}: {}", access.purpose())
}

/// A command that gives the identity of a template a built-in role; `None` for other grants.
pub fn assignment(permissions: &Permissions<'_>, need: &Need<'_>) -> Option<String> {
    let Grant::Role(role) = need.access.grant() else {
        return None;
    };
    let scope = match &need.scope {
        Scope::Id(id) => quoted(id),
        Scope::Blobs(_) => Scopes::default().named(&need.scope, Lang::En, &mut String::new()),
        Scope::Computed(_) | Scope::Odd(_) => quoted("<resource ID>"),
    };
    let identity = match &permissions.identity {
        Some(Scope::Id(id)) => quoted(id),
        _ => quoted("<resource ID>"),
    };
    let principal = format!("\"$(az identity show --ids {identity} --query principalId --output tsv)\"");
    (!need.access.is_of_service()).then(|| assign(&principal, role.name, &scope))
}

/// Variables with the object IDs of those who are granted something.
fn principals(permissions: &Permissions<'_>, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    let of = |service: bool| permissions.needs.iter().any(|it| it.access.is_of_service() == service);
    if of(false) {
        match &permissions.identity {
            Some(Scope::Id(id)) => lines.push(format!("identity={}\n", quoted(id))),
            other => {
                let what = other.as_ref().map(Scope::words).unwrap_or_else(|| {
                    say! { en: "the template names no identity", pt_br: "o template não informa nenhuma identidade" }
                });
                lines.push(format!("# {}\n", plain(what.get(lang))));
                lines.push("identity='<resource ID>'\n".to_owned());
            }
        }
        lines.push(
            "principal=\"$(az identity show --ids \"$identity\" --query principalId --output tsv)\"\n".to_owned(),
        );
    }
    if of(true) {
        let find = "az ad sp list --display-name 'Azure Virtual Machine Image Builder' --query '[0].id' --output tsv";
        lines.push(format!("service=\"$({find})\"\n"));
    }
    lines
}

/// Scopes that the template does not tell become variables to fill in, each once.
#[derive(Default)]
struct Scopes(Vec<Scope>);

impl Scopes {
    /// A scope as a word of the shell.
    fn named(&mut self, scope: &Scope, lang: Lang, script: &mut String) -> String {
        match scope {
            Scope::Id(id) => quoted(id),
            Scope::Blobs(it) => {
                let account = &it.account;
                let find = format!("az storage account list --query \"[?name=='{account}'].id\" --output tsv");
                format!(
                    "\"$({find})\"{}",
                    quoted(&format!("/blobServices/default/containers/{}", it.name))
                )
            }
            Scope::Computed(_) | Scope::Odd(_) => {
                let known = self.0.iter().position(|it| it == scope);
                let number = known.unwrap_or(self.0.len()) + 1;
                if known.is_none() {
                    self.0.push(scope.clone());
                    *script += &format!("# {}\n", plain(scope.words().get(lang)));
                    *script += &format!("scope{number}='<resource ID>'\n");
                }
                format!("\"$scope{number}\"")
            }
        }
    }
}

/// The command that creates a custom role.
fn create(name: &str, description: &str, actions: &[&str], needs: &[Need<'_>], named: &[String]) -> String {
    // A variable cannot stand inside of quotes; marks from the private area hold its place until
    // the rest is quoted.
    let mut groups: Vec<String> = Vec::new();
    for (need, word) in needs.iter().zip(named) {
        let group = need
            .scope
            .group()
            .map_or_else(|| format!("\u{e000}{word}\u{e001}"), |it| plain(&it));
        if !groups.iter().any(|it| it.eq_ignore_ascii_case(&group)) {
            groups.push(group);
        }
    }
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
fn quoted(text: &str) -> String {
    verbatim(&plain(text))
}

/// A text as one word of the shell, line ends included.
fn verbatim(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
