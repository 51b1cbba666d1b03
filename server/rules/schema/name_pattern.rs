//! A template name that the service refuses.

use crate::model::template::{Form, Template};
use crate::model::value::{self, Value};
use crate::rules::names::{self, is_name, mend_name};
use crate::rules::{Check, Level, Rule, Sink};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "schema/name-pattern",
    level: Level::Error,
    since: None,
    fixable: true,
    page: include_str!("name_pattern.md"),
    check: Check::Template(check),
};

fn check(template: Template<'_>, out: &mut Sink<'_>) {
    if template.form != Form::Resource {
        return;
    }
    let Value::Known(written, node) = value::text(template.root.get("name")) else {
        return;
    };
    let name = written.rsplit('/').next().unwrap_or_default();
    if is_name(name) {
        return;
    }
    let shown = if name.is_empty() {
        "\"\"".to_owned()
    } else {
        names::short(name)
    };
    let message = say! {
        en: "`{shown}` is no template name: it takes 1 to 64 of a–z, A–Z, 0–9, `-`, `_` and `.`",
        pt_br: "`{shown}` não serve como nome de template: de 1 a 64 caracteres entre a–z, A–Z, 0–9, `-`, `_` e `.`",
    };
    let report = out.report(node.span(), message);
    let mended = mend_name(name);
    if !mended.is_empty() {
        let whole = format!("{}{mended}", written.strip_suffix(name).unwrap_or_default());
        let title = say! { en: "Rename it to `{mended}`", pt_br: "Renomear para `{mended}`" };
        report.guess(title, [patch::replace_value(node, string::quote(&whole))]);
    }
}
