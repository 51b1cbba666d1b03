//! Words above lines, and the commands that they stand for in an editor that has them.

use tower_lsp::lsp_types::{CodeLens, Command};

use crate::ide::code_lens::{Lens, Opens};
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto::Places;
use crate::lsp::to_proto::commands::{self, Invocation};

/// Words above lines of a document. `run` tells what opens something; without it an editor shows them as plain words.
pub fn lenses(snapshot: &Snapshot, lenses: Vec<Lens>, run: impl Fn(Opens) -> Option<Invocation>) -> Vec<CodeLens> {
    let places = Places::new(snapshot, 2 * lenses.len());
    let lens = |it: Lens| {
        let title = it.words.get(snapshot.lang()).to_owned();
        let command = match run(it.opens) {
            Some(run) => run.command(title),
            None => Command::new(title, String::new(), None),
        };
        CodeLens {
            range: places.range(it.span),
            command: Some(command),
            data: None,
        }
    };
    lenses.into_iter().map(lens).collect()
}

/// What the words above a template open.
pub fn of_template(snapshot: &Snapshot, lenses: Vec<Lens>) -> Vec<CodeLens> {
    let uri = &snapshot.uri;
    self::lenses(snapshot, lenses, |opens| match opens {
        Opens::Summary => commands::report(&snapshot.features, "summary", uri),
        Opens::Permissions => commands::report(&snapshot.features, "permissions", uri),
        Opens::Report | Opens::Place(_) => None,
    })
}
