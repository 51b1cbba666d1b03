//! `textDocument/codeLens`.

use std::sync::Arc;

use tower_lsp::lsp_types::CodeLens;

use crate::ide::code_lens::{Opens, code_lens as of_template};
use crate::ide::log;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto::code_lenses;
use crate::lsp::to_proto::commands::{self, Invocation};
use crate::lsp::world::World;
use crate::text::span::Span;

/// The lenses of a document or a log; above the steps of a template also what its last log says of them.
pub fn code_lens(world: &World, document: &Arc<Snapshot>) -> Option<Vec<CodeLens>> {
    let (index, client) = (world.line_index(document), world.client(document));
    if document.is_log() {
        let built = world.log(document);
        let template = built.template.as_ref().map(|it| (it, world.line_index(it)));
        let open = |opens: Opens| -> Option<Invocation> {
            let (template, index) = template.as_ref()?;
            match opens {
                Opens::Position(span) => commands::open(
                    &client,
                    &template.uri,
                    index.range(Span::new(span.start, span.start + 1)),
                ),
                Opens::Summary | Opens::Permissions | Opens::Report => None,
            }
        };
        return Some(code_lenses(
            log::code_lens::code_lens(&built.log()),
            &index,
            &client,
            open,
        ));
    }
    let run = document.is_template().then(|| world.runs(document));
    let run = run.into_iter().flatten().max_by_key(|it| it.end());
    let open = |opens: Opens| match opens {
        Opens::Summary => commands::report(&client, "summary", &document.uri),
        Opens::Permissions => commands::report(&client, "permissions", &document.uri),
        Opens::Report => commands::build_report(&client, &run.as_ref()?.uri),
        Opens::Position(_) => None,
    };
    let mut lenses = of_template(document.template()?);
    lenses.extend(run.iter().flat_map(|it| log::runs::code_lens(&it.attribution())));
    Some(code_lenses(lenses, &index, &client, open))
}
