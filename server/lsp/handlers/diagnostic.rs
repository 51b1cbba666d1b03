//! `textDocument/diagnostic`.

use std::sync::Arc;

use crate::lsp::snapshot::Snapshot;
use crate::lsp::tasks::{self, CheckResult, Followups};
use crate::lsp::world::World;

/// The findings of a document, as a client pulls them; they are the ones that are published to others.
pub fn diagnostic(world: &World, document: &Arc<Snapshot>) -> CheckResult {
    if document.is_script || world.may_be_parameter_file(&document.uri) {
        let document = world.with_findings(document);
        return CheckResult {
            diagnostics: Some(world.diagnostics(&document)),
            followups: Followups {
                addresses: document.addresses().clone(),
                scripts: Vec::new(),
            },
        };
    }
    tasks::check(world, document)
}
