//! Which secrets are known where something is shown: those of a document, and of the templates that it belongs to.

use std::cell::LazyCell;
use std::sync::Arc;

use crate::lsp::redact::Redact;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::uri;
use crate::lsp::world::World;

impl World {
    /// Masks the secrets in an answer about a document. They are collected only if the answer has a text.
    pub fn redact(&self, document: &Snapshot, answer: &mut impl Redact) {
        let owners = LazyCell::new(|| self.owners(document));
        answer.each_text(&mut |text| {
            document.document().redactor().redact(text);
            owners.iter().for_each(|it| it.document().redactor().redact(text));
        });
    }

    /// The templates whose secrets may be in a document: the one that a log is of, those that run a script or have a parameter file.
    fn owners(&self, document: &Snapshot) -> Vec<Arc<Snapshot>> {
        if document.is_log() {
            return self
                .template_of_log(document.diagnosis(), &document.uri)
                .into_iter()
                .collect();
        }
        if !document.is_script {
            return self.templates_of(document);
        }
        let path = uri::to_path(&document.uri);
        let runs = |it: &&Arc<Snapshot>| {
            let scripts = it.config.scripts.as_ref();
            scripts.is_some_and(|it| it.texts().any(|it| Some(&it.path) == path.as_ref()))
        };
        self.documents.values().filter(runs).cloned().collect()
    }
}
