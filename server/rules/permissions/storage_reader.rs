//! A script or file in a storage account, which the template's identity must be allowed to read.

use crate::document::Document;
use crate::model::role_assignment;
use crate::model::storage::{self, Blob};
use crate::model::substitution::Assume;
use crate::model::template::Template;
use crate::rules::permissions::Grants;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "permissions/storage-reader",
    level: Level::Information,
    page: include_str!("storage_reader.md"),
    check: Check::Document(check),
    ..Rule::DEFAULTS
};

fn check(doc: &Document, findings: &mut Findings<'_>) {
    // Advice is given once per file.
    let grants = Grants::of(doc, Assume::Defaults);
    let mut blobs = doc
        .templates_with(Assume::Defaults)
        .flat_map(|it| storage::addresses(it).map(move |address| (it, address)));
    let hidden = blobs.find_map(|(template, address)| {
        let blob = storage::unsigned_blob(address)?;
        (!is_granted(grants.as_ref(), template, &blob)).then_some(blob)
    });
    let Some(blob) = hidden else { return };
    let Some(span) = blob.node.key_span() else { return };
    let message = say! {
        en: "The identity needs `Storage Blob Data Reader` on this blob, even if the blob is public",
        pt_br: "A identidade precisa de `Storage Blob Data Reader` neste blob, mesmo que seja público",
    };
    findings.report(span, message).about(blob.node.span());
}

/// Whether the deployment assigns the role on the container itself.
fn is_granted<'d>(grants: Option<&Grants<'d>>, template: Template<'d>, blob: &Blob<'d>) -> bool {
    let (Some(grants), Some(container)) = (grants, &blob.container) else {
        return false;
    };
    grants.role_on_container(template, role_assignment::BLOB_READER, container)
}
