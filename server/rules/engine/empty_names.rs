//! Resource IDs in which a name is empty, in every property that takes one.

use crate::model::resource_id;
use crate::rules::Findings;
use crate::rules::engine::names;
use crate::say;
use crate::syntax::string;
use crate::text::edit::Edit;
use crate::text::span::Span;

/// Reports the first empty name of a resource ID, written at a span with its quotes. Whether there is one.
pub(in crate::rules) fn report(id: &str, span: Span, findings: &mut Findings<'_>) -> bool {
    let Some((kind, at)) = resource_id::nameless(id) else {
        return false;
    };
    let shown = names::short(kind);
    let message = say! {
        en: "This resource ID has no name after `{shown}`, so nothing can have this ID",
        pt_br: "Este ID de recurso não tem nome depois de `{shown}`; por isso nada pode ter este ID",
    };
    let report = findings.report(span, message);
    let placeholder = PLACEHOLDERS.iter().find(|(it, _)| kind.eq_ignore_ascii_case(it));
    if let Some((_, name)) = placeholder {
        let mut filled = id.to_owned();
        filled.insert_str(at, name);
        let title = say! { en: "Insert `{name}`", pt_br: "Inserir `{name}`" };
        report.guess(title, [Edit::replace(span, string::quote(&filled))]);
    }
    true
}

/// What to fill in after each type.
const PLACEHOLDERS: [(&str, &str); 8] = [
    ("subscriptions", "<subscriptionId>"),
    ("resourceGroups", "<resourceGroup>"),
    ("galleries", "<gallery>"),
    ("images", "<image>"),
    ("versions", "<version>"),
    ("virtualNetworks", "<vnet>"),
    ("subnets", "<subnet>"),
    ("userAssignedIdentities", "<name>"),
];
