//! What ShellCheck says about scripts, at the places of the template where they are written.

use std::ops::Range;
use std::sync::Arc;

use tower_lsp::lsp_types::{CodeDescription, Diagnostic, NumberOrString, Url};

use crate::lsp::shellcheck::Notes;
use crate::lsp::shellcheck::{Job, Note};
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto::Places;
use crate::model::step;
use crate::script::Dialect;
use crate::script::source::Script;

/// The shell of `inline` commands, which Packer runs with `/bin/sh -e`.
const INLINE: &str = "sh";

/// `cd` without a way out: these commands run with `-e` and end there.
const STOPS: u32 = 2164;

/// What a plain sh does not know: `script/bashism` tells it, and knows the systems whose sh is Bash.
const BASHISMS: Range<u32> = 3000..4000;

/// Words that a line which is unknown may be what makes them untrue: a variable is not used, or was never set.
const ELSEWHERE: [u32; 2] = [2034, 2154];

/// The shell scripts of a document's steps, in their order.
pub fn jobs(snapshot: &Snapshot) -> Vec<Job> {
    scripts(snapshot).map(|it| job(&it)).collect()
}

/// What is known about them by now.
pub fn diagnostics(snapshot: &Snapshot, known: &Notes) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for script in scripts(snapshot) {
        let Some(notes) = known.get(&job(&script)) else {
            continue;
        };
        let places = Places::new(snapshot, 2 * notes.len());
        let told = notes.iter().filter(|it| is_news(it, &script));
        out.extend(told.filter_map(|it| diagnostic(snapshot, it, &script, &places)));
    }
    out
}

fn scripts(snapshot: &Snapshot) -> impl Iterator<Item = Script<'_>> {
    let templates = snapshot.document().templates();
    let steps = templates.flat_map(|it| step::customizers(it).chain(step::validators(it)));
    let scripts = steps.filter_map(|it| Script::of(it.node));
    scripts.filter(|it| it.dialect == Dialect::Shell && !it.text.trim().is_empty())
}

fn job(script: &Script<'_>) -> Job {
    Job {
        shell: INLINE,
        text: Arc::from(script.text.as_str()),
    }
}

/// Whether it is true of commands that run as these do, whatever stands in the items that are unknown, and no rule tells it.
fn is_news(note: &Note, script: &Script<'_>) -> bool {
    let is_grammar = (1000..2000).contains(&note.code);
    let is_told = note.code == STOPS || BASHISMS.contains(&note.code);
    !is_told && !(script.has_gaps && (is_grammar || ELSEWHERE.contains(&note.code)))
}

fn diagnostic(snapshot: &Snapshot, note: &Note, script: &Script<'_>, places: &Places<'_>) -> Option<Diagnostic> {
    // A line that is unknown is blank here, and nothing is true of it.
    script.item(note.span.start)?;
    let code = format!("SC{}", note.code);
    let address = Url::parse(&format!("https://www.shellcheck.net/wiki/{code}")).ok();
    let page = address.filter(|_| snapshot.features.code_pages);
    Some(Diagnostic {
        range: places.range(script.written(note.span)?),
        severity: Some(note.level),
        code: Some(NumberOrString::String(code)),
        code_description: page.map(|href| CodeDescription { href }),
        source: Some("shellcheck".to_owned()),
        message: note.message.clone(),
        ..Diagnostic::default()
    })
}
