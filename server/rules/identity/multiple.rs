//! More than one identity on the template.

use crate::model::template::Template;
use crate::rules::{Check, Level, Rule, Sink};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;
use crate::syntax::tree::Kind;
use crate::syntax::tree::Node;
use crate::text::edit::Edit;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "identity/multiple",
    level: Level::Error,
    since: None,
    fixable: true,
    page: include_str!("multiple.md"),
    check: Check::Template(check),
};

fn check(template: Template<'_>, out: &mut Sink<'_>) {
    let Some(map) = template.root.at(&["identity", "userAssignedIdentities"]) else {
        return;
    };
    // A key set to null drops an old identity in an update, and is none itself.
    let extra: Vec<Node<'_>> = map
        .children()
        .filter(|it| it.key_span().is_some() && !matches!(it.kind(), Kind::Null | Kind::Broken))
        .skip(1)
        .collect();
    let Some(first) = extra.first() else { return };
    let count = extra.len() + 1;
    let message = say! {
        en: "A template takes exactly one identity, and here are {count}; those for scripts go to `vmProfile.userAssignedIdentities`",
        pt_br: "Um template aceita exatamente uma identidade, e aqui há {count}; as dos scripts vão em `vmProfile.userAssignedIdentities`",
    };
    let report = out
        .report(first.key_span().unwrap_or_default(), message)
        .about(map.span());
    if let Some(edits) = moved(template, map, &extra) {
        let title = say! { en: "Move the others to the build VM", pt_br: "Mover as outras para a VM de build" };
        report.guess(title, edits);
    }
}

/// The extra identities on the build VM; `None` where it is computed, or has its own already.
fn moved(template: Template<'_>, map: Node<'_>, extra: &[Node<'_>]) -> Option<Vec<Edit>> {
    let properties = template
        .root
        .get("properties")
        .filter(|it| it.kind() == Kind::Object && it.is_closed())?;
    let keys: Vec<String> = extra.iter().filter_map(|it| Some(string::quote(&it.key()?))).collect();
    let list = format!("[\n  {}\n]", keys.join(",\n  "));
    let add = match properties.get("vmProfile") {
        None => {
            let inner = patch::reindent(&list, "  ", "  ", "\n");
            patch::add_member(
                properties,
                "vmProfile",
                &format!("{{\n  \"userAssignedIdentities\": {inner}\n}}"),
            )
        }
        Some(profile) if profile.kind() == Kind::Object && profile.get("userAssignedIdentities").is_none() => {
            patch::add_member(profile, "userAssignedIdentities", &list)
        }
        Some(_) => return None,
    };
    // From the end of the first identity to the end of the last: commas and lines go with them.
    let kept = map
        .children()
        .find(|it| !extra.contains(it) && it.kind() != Kind::Null)?;
    let last = extra.last()?;
    let between = crate::text::span::Span::new(kept.whole().end, last.whole().end);
    let holds_null = map.children().any(|it| it.kind() == Kind::Null);
    (!holds_null).then(|| vec![Edit::delete(between), add])
}
