//! A property that only the service sets.

use crate::model::template::Template;
use crate::rules::{Check, Findings, Level, Rule, Tag};
use crate::say;
use crate::schema::lookup;
use crate::syntax::patch;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "schema/read-only-field",
    level: Level::Information,
    fixable: true,
    tag: Some(Tag::Unnecessary),
    page: include_str!("read_only_field.md"),
    check: Check::Resource(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    lookup::visit(template, |node, slot| {
        let Some(member) = slot.member.filter(|it| it.property.read_only) else {
            return;
        };
        let (name, Some(key)) = (member.property.name, node.key_span()) else {
            return;
        };
        // A body may name its type and itself; both are taken from the address.
        let is_address = node.parent() == Some(template.root) && matches!(name, "type" | "name");
        let is_part = node.parent().is_some_and(|it| lookup::is_read_only(template, it));
        if is_address || is_part {
            return;
        }
        let message = say! {
            en: "`{name}` is read-only; the value here has no effect",
            pt_br: "`{name}` é somente leitura; o valor aqui não tem efeito",
        };
        let title = say! { en: "Remove `{name}`", pt_br: "Remover `{name}`" };
        findings
            .report(key, message)
            .about(node.span())
            .fix(title, [patch::remove(node)]);
    });
}
