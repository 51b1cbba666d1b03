//! An identity of another kind than the service takes.

use crate::model::template::Template;
use crate::rules::{Check, Level, Rule, Sink};
use crate::say;
use crate::schema::lookup;
use crate::schema::validate::{Difference, Violation};
use crate::syntax::patch;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "identity/type",
    level: Level::Error,
    since: None,
    fixable: true,
    page: include_str!("kind.md"),
    check: Check::Violation(check),
};

fn check(violation: &Violation<'_>, template: Template<'_>, out: &mut Sink<'_>) {
    if violation.problem != Difference::NotListed {
        return;
    }
    let node = violation.node;
    let member = lookup::slot(template, node).and_then(|it| it.member);
    let written = node.as_str().unwrap_or_default();
    let is_none = written.eq_ignore_ascii_case("None");
    if is_none || member.is_none_or(|it| it.owner != "ImageTemplateIdentity") {
        return;
    }
    let message = say! {
        en: "Image Builder takes a user-assigned identity only: `UserAssigned`",
        pt_br: "O Image Builder só aceita identidade atribuída pelo usuário: `UserAssigned`",
    };
    let edit = patch::replace_value(node, "\"UserAssigned\"");
    let title = say! { en: "Write `UserAssigned`", pt_br: "Escrever `UserAssigned`" };
    let report = out.report(node.span(), message);
    if written.eq_ignore_ascii_case("UserAssigned") {
        report.fix(title, [edit]);
    } else {
        report.guess(title, [edit]);
    }
}
