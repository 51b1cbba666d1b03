//! A value that is not the ID of an image version in a gallery.

use crate::model::resource_id;
use crate::model::template::Template;
use crate::rules::engine::empty_names;
use crate::rules::engine::versions;
use crate::rules::source::{is_definition_id, is_image_id, is_version_id, source_of};
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "source/gallery-version-bad-id",
    level: Level::Error,
    fixable: true,
    page: include_str!("gallery_version_bad_id.md"),
    check: Check::Template(check),
    ..Rule::DEFAULTS
};

/// The form of a version's resource ID, with placeholders.
const SKELETON: &str = "/subscriptions/<subscriptionId>/resourceGroups/<resourceGroup>/providers/Microsoft.Compute/galleries/<gallery>/images/<image>/versions/<version>";

fn check(template: Template<'_>, findings: &mut Findings<'_>) {
    let Some(source) = source_of(template, "SharedImageVersion") else {
        return;
    };
    let Some((text, node)) = resource_id::written(source.get("imageVersionId")) else {
        return;
    };
    if is_version_id(&text) {
        return;
    }
    if empty_names::report(&text, node.span(), findings) {
        return;
    }
    let message = if is_definition_id(&text) {
        say! {
            en: "A gallery source needs a version: append `/versions/…` to the ID of the image",
            pt_br: "Uma origem de galeria precisa de uma versão: acrescente `/versions/…` ao ID da imagem",
        }
    } else {
        say! {
            en: "`imageVersionId` must be the ID of a version: `/subscriptions/…/galleries/…/images/…/versions/…`",
            pt_br: "`imageVersionId` deve ser o ID de uma versão: `/subscriptions/…/galleries/…/images/…/versions/…`",
        }
    };
    let report = findings.report(node.span(), message);
    let write = |id: &str| [patch::replace_value(node, string::quote(id))];
    let is_free = source.get("imageId").is_none();
    let kind = source.get("type").filter(|_| is_free && is_image_id(&text));
    if let (Some(kind), Some(rename)) = (kind, patch::rename_key(node, "imageId")) {
        let title = say! { en: "Convert to a managed image source", pt_br: "Converter em origem de imagem gerenciada" };
        report.guess(
            title,
            [patch::replace_value(kind, string::quote("ManagedImage")), rename],
        );
    } else if is_definition_id(&text) {
        // `latest` is supported from 2022-07-01 on.
        let knows_latest = versions::version_from(template, "2022-07-01").is_some() || template.api_version().is_none();
        let version = if knows_latest { "latest" } else { "<version>" };
        let title = say! { en: "Append `/versions/{version}`", pt_br: "Acrescentar `/versions/{version}`" };
        report.guess(
            title,
            write(&format!("{}/versions/{version}", text.trim_end_matches('/'))),
        );
    } else if is_version_id(&format!("/{text}")) {
        let title = say! { en: "Insert the leading slash", pt_br: "Inserir a barra inicial" };
        report.guess(title, write(&format!("/{text}")));
    } else {
        let title =
            say! { en: "Insert a placeholder resource ID", pt_br: "Inserir um ID de recurso com espaços reservados" };
        report.guess(title, write(SKELETON));
    }
}
