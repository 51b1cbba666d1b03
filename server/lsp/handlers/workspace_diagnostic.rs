//! `workspace/diagnostic`.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use tower_lsp::lsp_types::{Diagnostic, PreviousResultId, Url, WorkspaceDocumentDiagnosticReport as Report};

use crate::cancel;
use crate::lsp::progress::Step;
use crate::lsp::to_proto::diagnostics::{full_report, unchanged_report};
use crate::lsp::world::World;
use crate::say;

/// Reports on every template: on those that are open as they are typed, on the others as they are on the disk. Nothing is said again
/// about one of which the client knows the result, and nothing is left of one that is gone.
pub fn workspace_diagnostic(world: &World, known: &[PreviousResultId], step: &dyn Fn(Step<Report>)) {
    let title = say! { en: "Checking image templates", pt_br: "Verificando templates de imagem" };
    step(Step::Begin(title.get(world.lang()).to_owned()));
    let mut known: BTreeMap<&Url, &str> = known.iter().map(|it| (&it.uri, it.value.as_str())).collect();
    let mut report = |uri: &Url, version: Option<i32>, items: &[Diagnostic]| {
        let id = result_id(items);
        let report = match known.remove(uri) {
            Some(it) if it == id => unchanged_report(uri, version, id),
            _ => full_report(uri, version, Some(id), items.to_vec()),
        };
        step(Step::Found(report));
    };
    for document in world.open_templates() {
        cancel::checkpoint();
        report(&document.uri, Some(document.version), &world.diagnostics(&document));
    }
    let closed = world.closed_files();
    let (total, mut shown) = (closed.len(), 0);
    for (done, path) in closed.iter().enumerate() {
        cancel::checkpoint();
        if let Some((uri, items)) = world.closed_diagnostics(path) {
            report(&uri, None, &items);
        }
        let percent = ((done + 1) * 100 / total) as u32;
        if percent > shown {
            shown = percent;
            step(Step::Done(percent));
        }
    }
    for uri in known.into_keys() {
        step(Step::Found(full_report(uri, None, None, Vec::new())));
    }
}

/// The same for the same diagnostics, whichever server is asked.
fn result_id(items: &[Diagnostic]) -> String {
    let mut hasher = DefaultHasher::new();
    serde_json::to_vec(items).unwrap_or_default().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
