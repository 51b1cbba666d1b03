//! An empty list of targets.

use crate::model::template::Template;
use crate::model::value::{self, Value};
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::tree::Kind;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "distribute/empty",
    level: Level::Warning,
    fixable: true,
    page: include_str!("empty.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let Some(list) = template.property("distribute").filter(|it| it.kind() == Kind::Array) else {
        return;
    };
    let source_only = template
        .property("validate")
        .and_then(|it| it.get("sourceValidationOnly"));
    let only_checks = !matches!(value::boolean(source_only), Value::Known(false, _) | Value::Missing);
    if list.children().next().is_some() || only_checks || list.tree().is_broken(list.span()) {
        return;
    }
    let message = say! {
        en: "`distribute` is empty, so the image goes nowhere; add a target",
        pt_br: "`distribute` está vazio, e a imagem não vai para lugar nenhum; adicione um destino",
    };
    let title = say! { en: "Add a gallery target with placeholders", pt_br: "Adicionar um destino de galeria com espaços reservados" };
    findings
        .report(list.span(), message)
        .guess(title, [patch::add_item(list, TARGET)]);
}

/// A target with placeholders.
const TARGET: &str = r#"{
  "type": "SharedImage",
  "galleryImageId": "/subscriptions/<subscriptionId>/resourceGroups/<resourceGroup>/providers/Microsoft.Compute/galleries/<gallery>/images/<image>",
  "runOutputName": "<runOutputName>"
}"#;
