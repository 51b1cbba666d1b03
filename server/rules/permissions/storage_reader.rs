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
    let Some(blob) = doc.templates_with(Assume::Defaults).find_map(hidden_blob) else {
        return;
    };
    let Some(span) = blob.node.key_span() else { return };
    let message = say! {
        en: "The template's identity needs `Storage Blob Data Reader` on this blob, even if the blob is public",
        pt_br: "A identidade do template precisa de `Storage Blob Data Reader` neste blob, mesmo que seja público",
    };
    findings.report(span, message).about(blob.node.span());
}

/// The first blob that the template's identity may read only with a role that the deployment does not assign itself.
fn hidden_blob(template: Template<'_>) -> Option<Blob<'_>> {
    let mut blobs = storage::addresses(template)
        .filter_map(storage::unsigned_blob)
        .peekable();
    blobs.peek()?;
    let grants = Grants::of(template);
    blobs.find(|it| {
        !it.container
            .as_ref()
            .is_some_and(|it| grants.role_on_container(role_assignment::BLOB_READER, it))
    })
}
