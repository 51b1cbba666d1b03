//! A property without which the service rejects the template.

use std::borrow::Cow;

use crate::model::os::{self, Os};
use crate::model::template::{Form, Origin, Template};
use crate::rules::engine::names;
use crate::rules::engine::versions;
use crate::rules::schema::fitting_variants;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::schema::lookup::{self, Member};
use crate::schema::slice::{self, Shape};
use crate::schema::validate::{Difference, Violation};
use crate::syntax::patch;
use crate::syntax::string;
use crate::syntax::tree::{Kind, Node};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "schema/missing-required",
    level: Level::Error,
    fixable: true,
    about_version: true,
    page: include_str!("missing_required.md"),
    check: Check::Violation(check),
    ..Rule::DEFAULTS
};

fn check(violation: &Violation<'_>, template: Template<'_>, findings: &mut Findings<'_>) {
    let Difference::MissingKey(name) = &violation.problem else {
        return;
    };
    let object = violation.node;
    let missing = missing(template, object);
    // One finding covers all that the object lacks.
    if missing.first().is_none_or(|it| it.property.name != name) || lookup::is_read_only(template, object) {
        return;
    }
    let names = names::listed(missing.iter().map(|it| it.property.name));
    let message = if missing.len() > 1 {
        say! {
            en: "Missing required properties: {names}",
            pt_br: "Faltam propriedades obrigatórias: {names}",
        }
    } else {
        say! {
            en: "Missing required property {names}",
            pt_br: "Falta a propriedade obrigatória {names}",
        }
    };
    let level = if missing.iter().all(|it| rests_on_version(template, object, it)) {
        versions::bound_to_version(template, Level::Error)
    } else {
        Level::Error
    };
    let mut report = findings
        .report(names::anchor(object), message)
        .level(level)
        .about(object.span());
    if missing.iter().any(|it| it.property.discriminator) {
        for word in suggested_types(template, object) {
            let title = say! { en: "Add {names}: `{word}`", pt_br: "Adicionar {names}: `{word}`" };
            let edit = patch::add_first_member(object, name, &string::quote(word));
            report = report.guess(title, [edit]);
        }
    } else {
        let values = missing.iter().map(|it| (it.property.name, value_for(template, it)));
        let title = say! { en: "Add {names}", pt_br: "Adicionar {names}" };
        report.guess(title, [patch::add_members(object, values)]);
    }
}

/// What an object lacks, except for what another rule reports; only the discriminator where the
/// object does not show which variant it is.
fn missing<'d>(template: Template<'d>, object: Node<'d>) -> Vec<Member> {
    let mut missing = lookup::members(template, object);
    missing.retain(|it| {
        let name = it.property.name;
        // `identity/missing` and `api-version/replication-regions-required` give more detail.
        let has_its_rule = (object == template.root && name == "identity") || name == "replicationRegions";
        it.property.required && object.get(name).is_none() && !has_its_rule && !is_copied(object, name)
    });
    if missing.iter().any(|it| it.property.discriminator) {
        missing.retain(|it| it.property.discriminator);
    }
    missing
}

/// Whether a `copy` loop of the object creates the property.
fn is_copied(object: Node<'_>, name: &str) -> bool {
    let loops = object.get("copy").into_iter().flat_map(Node::children);
    loops
        .filter_map(|it| it.get("name")?.as_str())
        .any(|it| it.eq_ignore_ascii_case(name))
}

/// What the object may be; first the shell of the template's system.
fn suggested_types(template: Template<'_>, object: Node<'_>) -> Vec<&'static str> {
    let mut types = fitting_variants(template, object);
    let shell = match os::operating_system(template).map(|it| it.os) {
        Some(Os::Windows) => "PowerShell",
        Some(Os::Linux) => "Shell",
        None => return types,
    };
    types.sort_by_key(|it| *it != shell);
    types
}

/// A source with placeholders.
const SOURCE: &str = r#"{
  "type": "PlatformImage",
  "publisher": "<publisher>",
  "offer": "<offer>",
  "sku": "<sku>",
  "version": "latest"
}"#;

/// The list of targets with one placeholder target.
const DISTRIBUTE: &str = r#"[
  {
    "type": "SharedImage",
    "galleryImageId": "/subscriptions/<subscriptionId>/resourceGroups/<resourceGroup>/providers/Microsoft.Compute/galleries/<gallery>/images/<image>",
    "runOutputName": "<runOutputName>"
  }
]"#;

/// An initial value. Half an object would only be the next thing missing, and an empty string
/// would hide what is to be filled in.
fn value_for(template: Template<'_>, member: &Member) -> String {
    const COMPUTE: &str = "/subscriptions/<subscriptionId>/resourceGroups/<resourceGroup>/providers/Microsoft.Compute";
    let name = member.property.name;
    let text = match (member.owner, name) {
        (_, "source") => return SOURCE.to_owned(),
        (_, "distribute") => return DISTRIBUTE.to_owned(),
        (_, "apiVersion") => slice::newest().into(),
        (_, "location") | ("TargetRegion", "name") => region(template),
        (_, "imageId") => format!("{COMPUTE}/images/<image>").into(),
        (_, "imageVersionId") => format!("{COMPUTE}/galleries/<gallery>/images/<image>/versions/<version>").into(),
        (_, "galleryImageId") => format!("{COMPUTE}/galleries/<gallery>/images/<image>").into(),
        _ if member.property.shape == Shape::String => format!("<{name}>").into(),
        _ => return names::starting_value(member.property),
    };
    string::quote(&text)
}

/// The region of the template as it is written, else an expression or placeholder for one.
fn region(template: Template<'_>) -> Cow<'_, str> {
    let written = template.root.get("location").filter(|it| it.kind() == Kind::String);
    match (written.and_then(Node::as_str), template.form) {
        (Some(text), _) => text,
        (None, Form::Resource) => "[resourceGroup().location]".into(),
        (None, Form::Standalone) => "<region>".into(),
    }
}

/// Whether the version was deduced and other versions do not require the property.
fn rests_on_version(template: Template<'_>, object: Node<'_>, member: &Member) -> bool {
    if template.api_version().is_none_or(|it| it.origin != Origin::Deduced) {
        return false;
    }
    let everywhere = slice::slice(None);
    let members = lookup::members_of(everywhere, template, object);
    !members
        .iter()
        .any(|it| it.property.name == member.property.name && it.property.required)
}
