//! A script or file in a storage account, which the template's identity must be allowed to read.

use crate::document::Document;
use crate::model::storage;
use crate::model::substitution::Assume;
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
    let mut addresses = doc.templates_with(Assume::Defaults).flat_map(storage::addresses);
    let Some(blob) = addresses.find_map(storage::unsigned_blob) else {
        return;
    };
    let Some(span) = blob.node.key_span() else { return };
    let message = say! {
        en: "The template's identity needs `Storage Blob Data Reader` on this blob, even if the blob is public",
        pt_br: "A identidade do template precisa de `Storage Blob Data Reader` neste blob, mesmo que seja público",
    };
    findings.report(span, message).about(blob.node.span());
}
