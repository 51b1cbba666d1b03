//! What rules find in the files that steps run: told apart from what stands in the template, brought together where several
//! templates run the same file, and settled by the comments and the settings of the file itself.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::document::Document;
use crate::model::script_file::{FILES, ScriptFile};
use crate::rules::Level;
use crate::rules::directives::Comments;
use crate::rules::finding::Finding;
use crate::rules::names;
use crate::rules::outcome::{self, Outcome, Subject};
use crate::script::Dialect;
use crate::script::file;
use crate::script::reading;
use crate::settings::Settings;
use crate::text::span::Span;

/// What was found in a file, before its comments and settings. Places count from its beginning.
#[derive(Clone)]
pub struct InFile {
    pub file: Arc<ScriptFile>,
    pub findings: Vec<Finding>,
}

/// Takes the findings that stand in files out of those of a document. What they say about another text goes: a place there is
/// left out, and so is a fix that would have to change it.
pub(super) fn split(doc: &Document, findings: &mut Vec<Finding>) -> Vec<InFile> {
    let Some(files) = doc.files() else { return Vec::new() };
    let base = |span: Span| match span.start {
        FILES.. => files.at(span.start).map(|it| it.0),
        _ => None,
    };
    for finding in findings.iter_mut() {
        let own = base(finding.span);
        if base(finding.about) != own {
            finding.about = finding.span;
        }
        finding.related.retain(|it| base(it.span) == own);
        finding
            .fixes
            .retain(|fix| fix.edits.iter().all(|it| base(it.at) == own));
    }
    let mut out: BTreeMap<u32, InFile> = BTreeMap::new();
    // A file without findings may have comments that were for some.
    for step in doc.templates().flat_map(names::steps) {
        let base = file::run_by(step).and_then(|(file, _)| files.base(file));
        if let Some((base, file)) = base.and_then(|it| files.at(it)) {
            let file = Arc::clone(file);
            let findings = Vec::new();
            out.entry(base).or_insert(InFile { file, findings });
        }
    }
    for mut finding in findings.extract_if(.., |it| it.span.start >= FILES) {
        let Some((base, _)) = files.at(finding.span.start) else {
            continue;
        };
        let moved = |it: &mut Span| *it = Span::new(it.start.saturating_sub(base), it.end.saturating_sub(base));
        finding.places().for_each(moved);
        // What an address names is most likely this file, and not certainly.
        finding.level = finding.level.max(Level::Warning);
        if let Some(it) = out.get_mut(&base) {
            it.findings.push(finding);
        }
    }
    out.into_values().collect()
}

/// Adds what another template makes of the same file: the same finding is told once, in its gravest form.
pub fn add(findings: &mut Vec<Finding>, more: Vec<Finding>) {
    findings.extend(more);
    findings.sort_by(|a, b| (a.span, a.rule.id, a.level).cmp(&(b.span, b.rule.id, b.level)));
    findings.dedup_by(|a, b| a.span == b.span && a.rule.id == b.rule.id);
}

/// Applies the comments and the settings of a file.
pub fn settle(path: &Path, text: &str, settings: &Settings, findings: Vec<Finding>) -> Outcome {
    let subject = Subject {
        comments: Comments::of_script(text, dialect(path)),
        broken: false,
        pointer: &|_| String::new(),
    };
    outcome::settle(&subject, settings, findings)
}

/// Whether a text is at least as good a script as another: no change may make a shell give up.
pub fn is_as_whole(path: &Path, text: &str, before: &str) -> bool {
    let is_broken = |it: &str| reading::read(it, dialect(path)).mistake.is_some();
    !is_broken(text) || is_broken(before)
}

fn dialect(path: &Path) -> Dialect {
    let ending = path.extension().unwrap_or_default();
    if ending.eq_ignore_ascii_case("ps1") {
        Dialect::PowerShell
    } else {
        Dialect::Shell
    }
}
