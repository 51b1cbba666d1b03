//! Something else than the ID of a managed image.

use crate::model::distributor::{Distributor, TargetKind};
use crate::model::value::{self, Value};
use crate::rules::distribute::ComputeId;
use crate::rules::{Check, Level, Rule, Sink};
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

fn check(target: Distributor<'_>, out: &mut Sink<'_>) {
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
    let in_gallery = parts.as_ref().is_some_and(|it| it.part("galleries").is_some());
    let message = if in_gallery {
        say! {
            en: "This ID names an image of a gallery; such a target has the type `SharedImage` and `galleryImageId`",
            pt_br: "Este ID é de uma imagem de galeria; um destino assim tem o tipo `SharedImage` e `galleryImageId`",
        }
    } else {
        say! {
            en: "`imageId` takes the resource ID of the managed image to write; this is something else",
            pt_br: "`imageId` é o ID de recurso da imagem gerenciada a gravar; isto não é um",
        }
    };
    let report = out.report(node.span(), message);
    if in_gallery && let Some(edits) = as_gallery_target(target, node) {
        let title = say! { en: "Make it a target of type `SharedImage`", pt_br: "Transformar em destino do tipo `SharedImage`" };
        report.guess(title, edits);
        return;
    }
    let title = say! { en: "Insert a resource ID to fill in", pt_br: "Inserir um ID de recurso para preencher" };
    report.guess(title, [patch::replace_value(node, string::quote(SKELETON))]);
}

/// The form of the ID, to be filled in.
const SKELETON: &str =
    "/subscriptions/<subscriptionId>/resourceGroups/<resourceGroup>/providers/Microsoft.Compute/images/<image>";

/// The target with another type; a gallery target has no region of its own.
fn as_gallery_target(target: Distributor<'_>, id: Node<'_>) -> Option<Vec<Edit>> {
    let kind = target.get("type")?;
    let mut edits = vec![
        patch::replace_value(kind, "\"SharedImage\""),
        patch::rename_key(id, "galleryImageId")?,
    ];
    edits.extend(target.get("location").map(patch::remove));
    Some(edits)
}
