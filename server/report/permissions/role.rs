//! Permissions as one custom role, in the JSON that `az role definition create` accepts. JSON has no comments, so further
//! steps are separate notes.

use serde_json::{Value, json};

use crate::insight::permissions::access::Grant;
use crate::insight::permissions::scope::Scope;
use crate::insight::permissions::{Need, Permissions};
use crate::locale::{Lang, Message};
use crate::report::permissions::sentences;
use crate::say;
use crate::text::plain::plain;

/// A custom role, and notes on what it does not cover.
#[derive(Debug, Clone)]
pub struct Role {
    /// `None` if no custom role is needed.
    pub json: Option<String>,
    /// A sentence each.
    pub notes: Vec<Message>,
}

/// One role with all actions that all these templates need.
pub fn role(all: &[Permissions<'_>], lang: Lang) -> Role {
    let (mut actions, mut groups): (Vec<&str>, Vec<String>) = (Vec::new(), Vec::new());
    let mut notes = Vec::new();
    let all: Vec<Permissions<'_>> = all.iter().map(Permissions::to_grant).collect();
    let all = all.as_slice();
    for permissions in all {
        notes.push(ended(sentences::headline(&permissions.label()), "."));
        for need in &permissions.needs {
            match need.access.grant() {
                Grant::Actions(needed) => {
                    actions.extend(needed.iter().filter(|it| !actions.contains(it)).collect::<Vec<_>>());
                    groups.push(group(&need.scope, lang));
                }
                Grant::Role(built_in) => {
                    notes.push(further_role(need.access.is_of_service(), built_in.name, &need.scope))
                }
            }
        }
        let lacks_id = |it: &&Need<'_>| matches!(it.access.grant(), Grant::Actions(_)) && it.scope.id().is_none();
        if permissions.needs.iter().any(|it| lacks_id(&it)) {
            notes.push(say! {
                en: "In AssignableScopes, replace each text in angle brackets with the value that it describes.",
                pt_br: "Em AssignableScopes, substitua cada texto entre colchetes angulares pelo valor que ele descreve.",
            });
        }
        notes.push(sentences::limits());
        notes.extend(permissions.limits.iter().map(|it| bullet(it.clone())));
    }
    if actions.is_empty() {
        notes.push(say! { en: "No custom role is needed.", pt_br: "Nenhuma função personalizada é necessária." });
        return Role { json: None, notes };
    }
    let labels: Vec<String> = all.iter().map(Permissions::label).collect();
    let name = labels.join(", ");
    let description = whole_description(all);
    let json = definition(
        &format!("Image Builder {name}"),
        description.get(lang),
        &actions,
        &distinct(groups),
    );
    Role {
        json: Some(json),
        notes,
    }
}

/// The JSON of a role, with a line end behind it.
pub(super) fn definition(name: &str, description: &str, actions: &[&str], groups: &[String]) -> String {
    let value: Value = json!({
        "Name": name,
        "IsCustom": true,
        "Description": description,
        "Actions": actions,
        "NotActions": [],
        "AssignableScopes": groups,
    });
    format!("{value:#}\n")
}

/// The description of the only role, which names the built-in roles that are needed beside it: JSON has no comments.
fn whole_description(all: &[Permissions<'_>]) -> Message {
    let mut roles: Vec<&str> = Vec::new();
    for need in all.iter().flat_map(|it| &it.needs) {
        match need.access.grant() {
            Grant::Role(role) if !roles.contains(&role.name) => roles.push(role.name),
            _ => {}
        }
    }
    let Message { en, pt_br } = description();
    let list = roles.join(", ");
    match roles.is_empty() {
        true => Message { en, pt_br },
        false => say! {
            en: "{en}. Not included, to be assigned as well: {list}",
            pt_br: "{pt_br}. Não incluídas, também devem ser atribuídas: {list}",
        },
    }
}

/// The description of a role.
pub(super) fn description() -> Message {
    say! {
        en: "Actions that the identity of an image template needs, predicted from the template",
        pt_br: "Ações de que a identidade de um template de imagem precisa, previstas a partir do template",
    }
}

/// Groups in their order, each once.
pub(super) fn distinct(groups: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut distinct: Vec<String> = Vec::new();
    for group in groups {
        if !distinct.iter().any(|it| it.eq_ignore_ascii_case(&group)) {
            distinct.push(group);
        }
    }
    distinct
}

/// A custom role is assignable in subscriptions and groups, not on single resources.
fn group(scope: &Scope, lang: Lang) -> String {
    let unknown = || format!("<{}>", plain(scope.description().get(lang)).replace('`', ""));
    scope.group_to_fill_in().map_or_else(unknown, |it| plain(&it))
}

fn further_role(of_service: bool, role: &str, scope: &Scope) -> Message {
    let Message { en: on, pt_br: em } = scope.description();
    let (on, em) = (plain(&on), plain(&em));
    if of_service {
        say! {
            en: "Also assign the built-in role `{role}` to the service principal of Image Builder on: {on}",
            pt_br: "Além disso, atribua a função interna `{role}` à entidade de serviço do Image Builder em: {em}",
        }
    } else {
        say! {
            en: "Also assign the built-in role `{role}` to the identity on: {on}",
            pt_br: "Além disso, atribua a função interna `{role}` à identidade em: {em}",
        }
    }
}

fn ended(say: Message, sign: &str) -> Message {
    Message {
        en: (say.en.into_owned() + sign).into(),
        pt_br: (say.pt_br.into_owned() + sign).into(),
    }
}

fn bullet(say: Message) -> Message {
    let Message { en, pt_br } = say;
    say! { en: "- {en}", pt_br: "- {pt_br}" }
}
