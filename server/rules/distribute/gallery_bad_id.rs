//! A value that is not the ID of an image definition.

use crate::model::distributor::{Distributor, TargetKind};
use crate::model::value::{self, Value};
use crate::rules::distribute::{ComputeId, is_version};
use crate::rules::engine::empty_names;
use crate::rules::engine::names;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "distribute/gallery-bad-id",
    level: Level::Error,
    fixable: true,
    page: include_str!("gallery_bad_id.md"),
    check: Check::Distributor(check),
    ..Rule::DEFAULTS
};

fn check(target: Distributor<'_>, findings: &mut Findings<'_>) {
    if target.kind != Some(TargetKind::SharedImage) {
        return;
    }
    let Value::Known(id, node) = value::text(target.get("galleryImageId")) else {
        return;
    };
    if value::is_pipeline_token(&id) {
        return;
    }
    if empty_names::report(&id, node.span(), findings) {
        return;
    }
    let id = id.trim_end_matches('/');
    let parts = ComputeId::read(id);
    let Some((_, gallery)) = parts.as_ref().and_then(|it| it.part("galleries")) else {
        let message = say! {
            en: "`galleryImageId` must be the ID of an image definition: `/subscriptions/…/galleries/…/images/…`",
            pt_br: "`galleryImageId` deve ser o ID de uma definição de imagem: `/subscriptions/…/galleries/…/images/…`",
        };
        let title =
            say! { en: "Insert a placeholder resource ID", pt_br: "Inserir um ID de recurso com espaços reservados" };
        findings
            .report(node.span(), message)
            .guess(title, [patch::replace_value(node, string::quote(SKELETON))]);
        return;
    };
    let Some(parts) = parts.filter(|_| !gallery.is_empty()) else {
        return;
    };
    match (parts.part("images"), parts.part("versions")) {
        (None | Some((_, "")), _) => {
            let message = say! {
                en: "This is the ID of a gallery; append the image definition, `/images/…`",
                pt_br: "Este é o ID de uma galeria; acrescente a definição de imagem, `/images/…`",
            };
            let image_id = id.trim_end_matches("/images").trim_end_matches("/Images");
            let title = say! { en: "Append a placeholder image definition", pt_br: "Acrescentar uma definição de imagem a preencher" };
            findings.report(node.span(), message).guess(
                title,
                [patch::replace_value(
                    node,
                    string::quote(&format!("{image_id}/images/<image>")),
                )],
            );
        }
        (Some(_), Some((at, version))) if !is_version(version) && !is_filled_in_later(version) => {
            let shown = names::short(version);
            let message = say! {
                en: "`{shown}` cannot be the version of a target; use three numbers such as `1.0.0`, or omit it",
                pt_br: "`{shown}` não pode ser a versão de um destino; use três números, como `1.0.0`, ou omita a versão",
            };
            let title =
                say! { en: "Let the service number the versions", pt_br: "Deixar o serviço numerar as versões" };
            let cut = id.get(..at).unwrap_or_default();
            findings
                .report(node.span(), message)
                .guess(title, [patch::replace_value(node, string::quote(cut))]);
        }
        _ => {}
    }
}

/// The form of the ID, with placeholders.
const SKELETON: &str = "/subscriptions/<subscriptionId>/resourceGroups/<resourceGroup>/providers/Microsoft.Compute/galleries/<gallery>/images/<image>";

/// Whether a text is a token such as `VERSION` or `PLACEHOLDER_VERSION`: no version has capitals.
fn is_filled_in_later(version: &str) -> bool {
    version.chars().any(|c| c.is_ascii_uppercase()) && version.chars().all(|c| c.is_ascii_uppercase() || c == '_')
}
