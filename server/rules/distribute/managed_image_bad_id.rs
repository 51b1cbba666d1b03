//! A value that is not the ID of a managed image.

use crate::model::distributor::{Distributor, TargetKind};
use crate::model::value::{self, Value};
use crate::rules::distribute::ComputeId;
use crate::rules::engine::empty_names;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;
use crate::syntax::tree::Node;
use crate::text::edit::Edit;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "distribute/managed-image-bad-id",
    level: Level::Error,
    fixable: true,
    page: include_str!("managed_image_bad_id.md"),
    check: Check::Distributor(check),
    ..Rule::DEFAULTS
};

fn check(target: Distributor<'_>, findings: &mut Findings<'_>) {
    if target.kind != Some(TargetKind::ManagedImage) {
        return;
    }
    let Value::Known(id, node) = value::text(target.get("imageId")) else {
        return;
    };
    let id = id.trim_end_matches('/');
    let parts = ComputeId::read(id);
    let image = parts.as_ref().filter(|it| it.is_only("images"));
    if value::is_pipeline_token(id) || image.is_some() {
        return;
    }
    if empty_names::report(id, node.span(), findings) {
        return;
    }
    let in_gallery = parts.as_ref().is_some_and(|it| it.part("galleries").is_some());
    let message = if in_gallery {
        say! {
            en: "This is the ID of a gallery image; use a `SharedImage` target with `galleryImageId`",
            pt_br: "Este é o ID de uma imagem de galeria; use um destino `SharedImage` com `galleryImageId`",
        }
    } else {
        say! {
            en: "`imageId` must be a managed image ID: `/subscriptions/…/Microsoft.Compute/images/…`",
            pt_br: "`imageId` deve ser o ID de uma imagem gerenciada: `/subscriptions/…/Microsoft.Compute/images/…`",
        }
    };
    let report = findings.report(node.span(), message);
    if in_gallery && let Some(edits) = as_gallery_target(target, node) {
        let title = say! { en: "Convert to a `SharedImage` target", pt_br: "Converter em destino `SharedImage`" };
        report.guess(title, edits);
        return;
    }
    let title =
        say! { en: "Insert a placeholder resource ID", pt_br: "Inserir um ID de recurso com espaços reservados" };
    report.guess(title, [patch::replace_value(node, string::quote(SKELETON))]);
}

/// The form of the ID, with placeholders.
const SKELETON: &str =
    "/subscriptions/<subscriptionId>/resourceGroups/<resourceGroup>/providers/Microsoft.Compute/images/<image>";

/// The target with another type; a gallery target has no region of its own.
fn as_gallery_target(target: Distributor<'_>, id: Node<'_>) -> Option<Vec<Edit>> {
    let kind = target.get("type").filter(|_| target.get("galleryImageId").is_none())?;
    let mut edits = vec![
        patch::replace_value(kind, "\"SharedImage\""),
        patch::rename_key(id, "galleryImageId")?,
    ];
    edits.extend(target.get("location").map(patch::remove));
    Some(edits)
}
