//! A value that is not the resource ID of a managed image.

use crate::model::resource_id;
use crate::model::template::Template;
use crate::rules::engine::empty_names;
use crate::rules::source::{is_image_id, is_version_id, source_of};
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "source/managed-image-bad-id",
    level: Level::Error,
    fixable: true,
    page: include_str!("managed_image_bad_id.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

/// The form of a managed image's resource ID, with placeholders.
const SKELETON: &str =
    "/subscriptions/<subscriptionId>/resourceGroups/<resourceGroup>/providers/Microsoft.Compute/images/<image>";

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let Some(source) = source_of(template, "ManagedImage") else {
        return;
    };
    let Some((text, node)) = resource_id::written(source.get("imageId")) else {
        return;
    };
    if is_image_id(&text) {
        return;
    }
    if empty_names::report(&text, node.span(), findings) {
        return;
    }
    let message = say! {
        en: "`imageId` must be a managed image ID: `/subscriptions/…/Microsoft.Compute/images/…`",
        pt_br: "`imageId` deve ser o ID de uma imagem gerenciada: `/subscriptions/…/Microsoft.Compute/images/…`",
    };
    let report = findings.report(node.span(), message);
    let is_free = source.get("imageVersionId").is_none();
    let kind = source.get("type").filter(|_| is_free && is_version_id(&text));
    if let (Some(kind), Some(rename)) = (kind, patch::rename_key(node, "imageVersionId")) {
        let title = say! { en: "Convert to a gallery source", pt_br: "Converter em origem de galeria" };
        let edits = [patch::replace_value(kind, string::quote("SharedImageVersion")), rename];
        report.guess(title, edits);
        return;
    }
    let (title, id) = if is_image_id(&format!("/{text}")) {
        (
            say! { en: "Insert the leading slash", pt_br: "Inserir a barra inicial" },
            format!("/{text}"),
        )
    } else {
        (
            say! { en: "Insert a placeholder resource ID", pt_br: "Inserir um ID de recurso com espaços reservados" },
            SKELETON.to_owned(),
        )
    };
    report.guess(title, [patch::replace_value(node, string::quote(&id))]);
}
