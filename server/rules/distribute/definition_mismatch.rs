//! An image definition of the same deployment that does not fit the image.

use crate::document::Document;
use crate::locale::Message;
use crate::model::definition::{Definition, Definitions, SecurityType};
use crate::model::distributor::{self, TargetKind};
use crate::model::generation::{self, Generation};
use crate::model::substitution::Assume;
use crate::model::template::{Role, Template};
use crate::model::{architecture, os, vm_size};
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

fn check(doc: &Document, findings: &mut Findings<'_>) {
    if doc.tree().errors().iter().any(|it| it.kind.breaks_shape()) {
        return;
    }
    // Each value of a definition is wrong once, for the first target that it does not fit.
    let mut reported: Vec<Node<'_>> = Vec::new();
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
        let expected = expected(template);
        for id in ids {
            if let Some(definition) = definitions.named(id, template) {
                let target = Target {
                    definitions: &definitions,
                    definition,
                    id,
                };
                for expected in &expected {
                    target.compare(expected, &mut reported, findings);
                }
                target.compare_security(template, &mut reported, findings);
            }
        }
    }
}

/// What the image is, and what the definition has to say then.
struct Expected<'d> {
    member: &'static str,
    value: &'static str,
    /// What shows it; `None` for what is so for every image.
    because: Option<Node<'d>>,
    is_certain: bool,
}

fn expected(template: Template<'_>) -> Vec<Expected<'_>> {
    let expect = |member, value, because, is_certain| Expected {
        member,
        value,
        because,
        is_certain,
    };
    let mut all = vec![expect("osState", "Generalized", None, true)];
    if let Some(it) = os::operating_system(template) {
        all.push(expect("osType", it.os.name(), Some(it.because), it.is_written));
    }
    // A VM size shows no more than what its virtual machines can start.
    let size = vm_size::node(template).and_then(|it| Some((it, template.resolved_text(Some(it))?)));
    let size = size
        .as_ref()
        .and_then(|(node, name)| Some((*node, vm_size::parse(name)?)));
    let of_source = generation::generation(template).map(|it| (it.generation, it.because, it.is_written));
    let of_size = || size.and_then(|(node, size)| Some((size.only_generation()?, node, false)));
    if let Some((generation, because, is_certain)) = of_source.or_else(of_size) {
        let value = match generation {
            Generation::One => "V1",
            Generation::Two => "V2",
        };
        all.push(expect("hyperVGeneration", value, Some(because), is_certain));
    }
    let of_source = architecture::architecture(template).map(|it| (it.architecture, it.because, it.is_written));
    let of_size = || size.and_then(|(node, size)| Some((size.architecture()?, node, false)));
    if let Some((architecture, because, is_certain)) = of_source.or_else(of_size) {
        all.push(expect("architecture", architecture.name(), Some(because), is_certain));
    }
    all
}

/// A target with the definition that it names.
struct Target<'r, 'd> {
    definitions: &'r Definitions<'d>,
    definition: Definition<'d>,
    id: Node<'d>,
}

impl<'d> Target<'_, 'd> {
    fn compare(&self, expected: &Expected<'d>, reported: &mut Vec<Node<'d>>, findings: &mut Findings<'_>) {
        let Some(said) = self.definitions.said(self.definition, &[expected.member]) else {
            return self.compare_default(expected, reported, findings);
        };
        let node = said.node;
        if said.text.eq_ignore_ascii_case(expected.value) || reported.contains(&node) {
            return;
        }
        reported.push(node);
        let is_certain = expected.is_certain && said.is_certain;
        let level = if is_certain { Level::Error } else { Level::Warning };
        let (said, value) = (names::short(&said.text), expected.value);
        let message = say! {
            en: "The image is `{value}` and its definition is `{said}`: distribution fails at the end of the build",
            pt_br: "A imagem é `{value}` e a definição dela é `{said}`: a distribuição falha no fim do build",
        };
        let mut report = findings
            .report(node.span(), message)
            .level(level)
            .related(self.id.span(), uses());
        if let Some(because) = expected.because {
            let why = say! { en: "The image is `{value}`", pt_br: "A imagem é `{value}`" };
            report = report.related(because.span(), why);
        }
        if node.as_str().is_some_and(|it| it == said) {
            let title = say! { en: "Set it to `{value}`", pt_br: "Definir como `{value}`" };
            report.guess(title, [patch::replace_value(node, string::quote(value))]);
        }
    }

    /// A definition that names no generation is of the first. Source: "Store and share images in an Azure Compute Gallery".
    fn compare_default(&self, expected: &Expected<'d>, reported: &mut Vec<Node<'d>>, findings: &mut Findings<'_>) {
        let properties = self.definitions.written_properties(self.definition);
        let Some(properties) = properties.filter(|it| it.get(expected.member).is_none() && !reported.contains(it))
        else {
            return;
        };
        let (member, value) = (expected.member, expected.value);
        if member != "hyperVGeneration" || value == "V1" {
            return;
        }
        reported.push(properties);
        let message = say! {
            en: "The image is `{value}`, but a definition without `{member}` is `V1`: distribution will fail",
            pt_br: "A imagem é `{value}`, mas uma definição sem `{member}` é `V1`: a distribuição vai falhar",
        };
        let title = say! { en: "Set `{member}` to `{value}`", pt_br: "Definir `{member}` como `{value}`" };
        findings
            .report(properties.key_span().unwrap_or(properties.span()), message)
            .level(Level::Warning)
            .about(properties.span())
            .related(self.id.span(), uses())
            .guess(title, [patch::add_member(properties, member, &string::quote(value))]);
    }

    /// The definitions of source and target have to support Trusted Launch both, or neither. Source: "Azure VM Image Builder
    /// overview", section "Confidential VM and Trusted Launch Support".
    fn compare_security(&self, template: Template<'d>, reported: &mut Vec<Node<'d>>, findings: &mut Findings<'_>) {
        let Some(source) = self.definitions.source(template) else {
            return;
        };
        let (own, other) = (
            self.definitions.security_type(self.definition),
            self.definitions.security_type(source),
        );
        let (Some(is_supported), Some(source_is)) = (supports_trusted_launch(&own), supports_trusted_launch(&other))
        else {
            return;
        };
        let node = match &own {
            SecurityType::Says(it) => it.node,
            _ => self.definition.node.get("properties").unwrap_or(self.definition.node),
        };
        if is_supported == source_is || reported.contains(&node) {
            return;
        }
        reported.push(node);
        let message = match is_supported {
            true => say! {
                en: "This definition is for Trusted Launch and that of the source is not; the service does not support that",
                pt_br: "Esta definição é para Inicialização Confiável e a da origem não é; o serviço não dá suporte a isso",
            },
            false => say! {
                en: "The definition of the source is for Trusted Launch and this one is not; the service does not support that",
                pt_br: "A definição da origem é para Inicialização Confiável e esta não é; o serviço não dá suporte a isso",
            },
        };
        let why = say! { en: "The definition of the source", pt_br: "A definição da origem" };
        let source = source.node.get("properties").unwrap_or(source.node);
        findings
            .report(node.key_span().unwrap_or(node.span()), message)
            .level(Level::Warning)
            .about(node.span())
            .related(self.id.span(), uses())
            .related(source.key_span().unwrap_or(source.span()), why);
    }
}

/// Whether images of a definition may be used with Trusted Launch and without; `None` if that is unknown, or if they need it.
fn supports_trusted_launch(said: &SecurityType<'_>) -> Option<bool> {
    match said {
        SecurityType::Says(it) if it.text.to_ascii_lowercase().starts_with("trustedlaunch") => {
            it.text.to_ascii_lowercase().ends_with("supported").then_some(true)
        }
        SecurityType::Says(it) => it.text.eq_ignore_ascii_case("Standard").then_some(false),
        SecurityType::Absent => Some(false),
        SecurityType::Unknown => None,
    }
}

fn uses() -> Message {
    say! { en: "This target uses the definition", pt_br: "Este destino usa a definição" }
}
