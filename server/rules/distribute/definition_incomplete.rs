//! An image definition of the same deployment without a value that it must have.

use std::collections::HashSet;

use crate::document::Document;
use crate::model::definition::Definitions;
use crate::model::distributor::{self, TargetKind};
use crate::model::os;
use crate::model::substitution::Assume;
use crate::model::template::Role;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;
use crate::syntax::tree::Node;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "distribute/definition-incomplete",
    level: Level::Error,
    fixable: true,
    page: include_str!("definition_incomplete.md"),
    check: Check::Document(check),
    ..Rule::DEFAULTS
};

/// The members that every definition needs. Source: "Gallery Images - Create Or Update", request body.
const REQUIRED: [&str; 3] = ["osType", "osState", "identifier"];

fn check(doc: &Document, findings: &mut Findings<'_>) {
    if doc.tree().errors().iter().any(|it| it.kind.breaks_shape()) {
        return;
    }
    let mut seen: HashSet<u32> = HashSet::new();
    for template in doc
        .templates_with(Assume::Nothing)
        .filter(|it| it.role == Role::Template)
    {
        let targets = distributor::distributors(template).filter(|it| it.kind == Some(TargetKind::SharedImage));
        let mut ids = targets.filter_map(|it| it.get("galleryImageId")).peekable();
        if ids.peek().is_none() {
            continue;
        }
        let Some(definitions) = Definitions::of(template) else {
            continue;
        };
        for id in ids {
            let definition = definitions.named(id, template);
            let Some(properties) = definition.and_then(|it| definitions.written_properties(it)) else {
                continue;
            };
            if !seen.insert(properties.id()) {
                continue;
            }
            for member in REQUIRED.into_iter().filter(|it| properties.get(it).is_none()) {
                let value = match member {
                    "osState" => Some("Generalized"),
                    "osType" => os::operating_system(template).map(|it| it.os.name()),
                    _ => None,
                };
                report(member, value, properties, id, findings);
            }
        }
    }
}

fn report(member: &str, value: Option<&str>, properties: Node<'_>, id: Node<'_>, findings: &mut Findings<'_>) {
    let message = say! {
        en: "This image definition has no `{member}`, so the deployment is rejected",
        pt_br: "Esta definição de imagem não tem `{member}`, e a implantação é rejeitada",
    };
    let why = say! { en: "This target uses the definition", pt_br: "Este destino usa a definição" };
    let span = properties.key_span().unwrap_or(properties.span());
    let report = findings
        .report(span, message)
        .about(properties.span())
        .related(id.span(), why);
    if let Some(value) = value {
        let title = say! { en: "Set `{member}` to `{value}`", pt_br: "Definir `{member}` como `{value}`" };
        report.guess(title, [patch::add_member(properties, member, &string::quote(value))]);
    }
}
