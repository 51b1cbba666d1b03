//! More than one identity on the template.

use crate::model::template::Template;
use crate::rules::engine::versions;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;
use crate::syntax::tree::Kind;
use crate::syntax::tree::Node;
use crate::text::edit::Edit;
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "identity/multiple",
    level: Level::Error,
    fixable: true,
    page: include_str!("multiple.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let Some(map) = template.root.at(&["identity", "userAssignedIdentities"]) else {
        return;
    };
    // A key set to null removes an old identity in an update and does not count.
    let extra: Vec<Node<'_>> = map
        .children()
        .filter(|it| it.key_span().is_some() && !matches!(it.kind(), Kind::Null | Kind::Broken))
        .skip(1)
        .collect();
    let Some(first) = extra.first() else { return };
    let count = extra.len() + 1;
    let message = say! {
        en: "Expected one identity, found {count}; move those of scripts to `vmProfile.userAssignedIdentities`",
        pt_br: "É aceita uma identidade, há {count}; mova as dos scripts para `vmProfile.userAssignedIdentities`",
    };
    let report = findings
        .report(first.key_span().unwrap_or_default(), message)
        .about(map.span());
    if let Some(edits) = moved(template, map, &extra) {
        let title = say! { en: "Move the others to the build VM", pt_br: "Mover as outras para a VM de build" };
        report.guess(title, edits);
    }
}

/// The extra identities assigned to the build VM; `None` if its list is computed, or the version has
/// no such property.
fn moved(template: Template<'_>, map: Node<'_>, extra: &[Node<'_>]) -> Option<Vec<Edit>> {
    if template.api_version().is_some() && versions::version_from(template, BUILD_VM_SINCE).is_none() {
        return None;
    }
    let properties = template
        .root
        .get("properties")
        .filter(|it| it.kind() == Kind::Object && it.is_closed())?;
    let profile = properties.get("vmProfile");
    let list = profile.and_then(|it| it.get("userAssignedIdentities"));
    let there: Vec<_> = list
        .into_iter()
        .flat_map(Node::children)
        .filter_map(Node::as_str)
        .collect();
    let keys: Vec<String> = extra
        .iter()
        .filter_map(|it| it.key())
        .filter(|it| !there.contains(it))
        .map(|it| string::quote(&it))
        .collect();
    let items = keys.join(",\n");
    let array = format!("[\n  {}\n]", patch::reindent(&items, "  ", "  ", "\n"));
    let add = match (profile, list) {
        (None, _) => {
            let inner = patch::reindent(&array, "  ", "  ", "\n");
            let block = format!("{{\n  \"userAssignedIdentities\": {inner}\n}}");
            Some(patch::add_member(properties, "vmProfile", &block))
        }
        (Some(profile), None) if profile.kind() == Kind::Object => {
            Some(patch::add_member(profile, "userAssignedIdentities", &array))
        }
        (Some(_), Some(list)) if list.kind() == Kind::Array => {
            (!keys.is_empty()).then(|| patch::add_item(list, &items))
        }
        _ => return None,
    };
    // From the end of the first identity to the end of the last: commas and lines go with them.
    let kept = map
        .children()
        .find(|it| !extra.contains(it) && it.kind() != Kind::Null)?;
    let last = extra.last()?;
    let between = Span::new(kept.entry_span().end, last.entry_span().end);
    let holds_null = map.children().any(|it| it.kind() == Kind::Null);
    (!holds_null).then(|| [Edit::delete(between)].into_iter().chain(add).collect())
}

/// The API version that introduced identities of the build VM.
const BUILD_VM_SINCE: &str = "2021-10-01";
