//! An image definition of the same deployment that does not fit the image.

use std::sync::Arc;

use crate::document::Document;
use crate::model::architecture;
use crate::model::distributor::{self, TargetKind};
use crate::model::generation::{self, Generation};
use crate::model::os;
use crate::model::parameters::ParameterFile;
use crate::model::resource::{self, Resource};
use crate::model::root::is_deployment;
use crate::model::template::Template;
use crate::model::value;
use crate::rules::engine::names;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;
use crate::syntax::tree::Node;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "distribute/definition-mismatch",
    level: Level::Error,
    fixable: true,
    page: include_str!("definition_mismatch.md"),
    check: Check::Document(check),
    ..Rule::DEFAULTS
};

const DEFINITION: &str = "microsoft.compute/galleries/images";

fn check(doc: &Document, findings: &mut Findings<'_>) {
    let is_whole = !doc.tree().errors().iter().any(|it| it.kind.breaks_shape());
    let Some(root) = doc.tree().root().filter(|it| is_whole && is_deployment(*it)) else {
        return;
    };
    let parameters = doc.parameters().map(Arc::as_ref);
    let given = parameters.and_then(ParameterFile::values);
    let mut definitions = resource::resources(root, given);
    definitions.retain(|it| it.kind == DEFINITION && it.name.as_ref().is_some_and(|it| !it.contains('{')));
    if definitions.is_empty() {
        return;
    }
    // A definition is wrong once, for the first target that uses it.
    let mut seen: Vec<Node<'_>> = Vec::new();
    for template in doc.templates().filter(|it| it.deployment == Some(root)) {
        for target in distributor::distributors(template) {
            let id = target
                .get("galleryImageId")
                .filter(|_| target.kind == Some(TargetKind::SharedImage));
            let Some(id) = id else { continue };
            let Some(definition) = named(id, &definitions, given).filter(|it| !seen.contains(&it.node)) else {
                continue;
            };
            seen.push(definition.node);
            check_definition(template, definition, id, given, findings);
        }
    }
}

/// The definition of the same resource group that an ID names.
fn named<'r, 'd>(id: Node<'d>, all: &'r [Resource<'d>], given: Option<Node<'_>>) -> Option<&'r Resource<'d>> {
    let text = resource::said(id, given)?;
    let lower = text.to_ascii_lowercase();
    let (_, group) = lower.split_once("/resourcegroups/")?;
    let (kind, name) = resource::kind_and_name(&text)?;
    // Another group may have one of the same name.
    let is_own = group.starts_with('{') && kind == DEFINITION;
    all.iter().find(|it| is_own && it.name.as_ref() == Some(&name))
}

/// What the image is, and what the definition has to say then.
struct Expected {
    member: &'static str,
    value: &'static str,
    is_written: bool,
}

fn expected(template: Template<'_>) -> Vec<Expected> {
    let mut all = vec![Expected {
        member: "osState",
        value: "Generalized",
        is_written: true,
    }];
    if let Some(it) = os::of_source(template) {
        all.push(Expected {
            member: "osType",
            value: it.os.name(),
            is_written: it.is_written,
        });
    }
    if let Some(it) = generation::generation(template) {
        let value = match it.generation {
            Generation::One => "V1",
            Generation::Two => "V2",
        };
        all.push(Expected {
            member: "hyperVGeneration",
            value,
            is_written: it.is_written,
        });
    }
    if let Some(it) = architecture::architecture(template) {
        all.push(Expected {
            member: "architecture",
            value: it.architecture.name(),
            is_written: it.is_written,
        });
    }
    all
}

fn check_definition<'d>(
    template: Template<'d>,
    definition: &Resource<'d>,
    id: Node<'d>,
    given: Option<Node<'_>>,
    findings: &mut Findings<'_>,
) {
    for expected in expected(template) {
        let Some(node) = definition.node.at(&["properties", expected.member]) else {
            continue;
        };
        let Some(said) = resource::said(node, given).filter(|it| !it.contains('{') && !it.is_empty()) else {
            continue;
        };
        if said.eq_ignore_ascii_case(expected.value) {
            continue;
        }
        let is_certain = expected.is_written && !value::is_expression(node);
        let level = if is_certain { Level::Error } else { Level::Warning };
        let (said, value) = (names::short(&said), expected.value);
        let message = say! {
            en: "The image is `{value}` and its definition is `{said}`: distribution fails at the end of the build",
            pt_br: "A imagem é `{value}` e a definição dela é `{said}`: a distribuição falha no fim do build",
        };
        let why = say! { en: "This target uses the definition", pt_br: "Este destino usa a definição" };
        let report = findings
            .report(node.span(), message)
            .level(level)
            .related(id.span(), why);
        if !value::is_expression(node) {
            let title = say! { en: "Set it to `{value}`", pt_br: "Definir como `{value}`" };
            report.guess(title, [patch::replace_value(node, string::quote(value))]);
        }
    }
}
