//! The resource type without its second part.

use crate::model::template::{Form, Template};
use crate::model::value::{self, Value};
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "schema/type-incomplete",
    level: Level::Error,
    fixable: true,
    page: include_str!("type_incomplete.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    const WHOLE: &str = "Microsoft.VirtualMachineImages/imageTemplates";
    let Value::Known(written, node) = value::text(template.root.get("type")) else {
        return;
    };
    if written.eq_ignore_ascii_case(WHOLE) {
        return;
    }
    let level = match template.form {
        Form::Resource => Level::Error,
        Form::Standalone => Level::Information,
    };
    let message = say! {
        en: "Incomplete resource type; expected `{WHOLE}`",
        pt_br: "Tipo de recurso incompleto; o esperado é `{WHOLE}`",
    };
    let title = say! { en: "Complete the type", pt_br: "Completar o tipo" };
    findings
        .report(node.span(), message)
        .level(level)
        .fix(title, [patch::replace_value(node, format!("\"{WHOLE}\""))]);
}
