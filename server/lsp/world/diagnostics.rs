//! The diagnostics of a document.

use std::path::Path;
use std::sync::Arc;

use tower_lsp::lsp_types::Diagnostic;

use crate::ide::log;
use crate::lsp::shellcheck;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto::diagnostics::{advice, failure, finding, note};
use crate::lsp::world::World;
use crate::model::bicep;
use crate::rules::engine::shown::Shown;
use crate::text::span::Span;

impl World {
    /// The findings of a document, how many are not shown, and behind them what ShellCheck knows by now.
    pub fn diagnostics(&self, document: &Snapshot) -> Vec<Diagnostic> {
        let (index, client) = (self.line_index(document), self.client(document));
        let shown = match document.is_script {
            true => Shown::of_script(document.findings()),
            false => Shown::of_document(document.document(), document.findings()),
        };
        let remark = shown.remark().map(|it| advice(Span::at(0), &it, &index, &client));
        let findings = shown
            .findings
            .iter()
            .map(|it| finding(it, &document.uri, &index, &client));
        let name = document.name();
        let file = Some(name.as_str()).filter(|it| bicep::is_template_name(Path::new(it)));
        let in_bicep = document
            .bicep()
            .map(|it| advice(it, &bicep::advice(file), &index, &client));
        let known = self.notes.iter();
        let notes = known.flat_map(|it| shellcheck::notes(document.document(), it));
        let notes = notes.map(|(it, span)| note(it, span, &index, &client));
        let mut all: Vec<Diagnostic> = findings.chain(remark).chain(in_bicep).chain(notes).collect();
        self.redact(document, &mut all);
        all
    }

    /// What went wrong in a log.
    pub fn log_diagnostics(&self, log: &Arc<Snapshot>) -> Vec<Diagnostic> {
        let (built, index, client) = (self.log(log), self.line_index(log), self.client(log));
        let template = built.template.as_ref().map(|it| (&it.uri, self.line_index(it)));
        let failures = log::diagnostics::diagnostics(&built.log());
        let failures = failures.iter();
        let mut all: Vec<Diagnostic> = failures
            .map(|it| failure(it, &index, template.as_ref(), &client))
            .collect();
        self.redact(log, &mut all);
        all
    }
}
