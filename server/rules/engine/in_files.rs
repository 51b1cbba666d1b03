//! What rules find in the files that steps run: distinguished from text in the template, merged where several
//! templates run the same file, and settled by the comments and the settings of the file itself.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::document::Document;
use crate::model::file_id::FileId;
use crate::model::substitution::Assume;
use crate::rules::Level;
use crate::rules::engine::check_result::{CheckResult, InFile};
use crate::rules::engine::directives::Comments;
use crate::rules::engine::finding::Finding;
use crate::rules::engine::suppressions::{self, Subject};
use crate::rules::engine::versions;
use crate::script::Dialect;
use crate::script::analysis;
use crate::script::file;
use crate::settings::Settings;

/// Separates the findings in script files from those of a document.
pub(in crate::rules) fn split(doc: &Document, findings: &mut Vec<Finding>) -> Vec<InFile> {
    let Some(files) = doc.files() else { return Vec::new() };
    let mut out: BTreeMap<FileId, InFile> = BTreeMap::new();
    // A file without findings may have comments that were for some.
    for step in doc.templates_with(Assume::Defaults).flat_map(versions::steps) {
        let id = file::run_by(step).and_then(|(file, _)| files.id(file));
        if let Some((id, file)) = id.and_then(|it| Some((it, files.file(it)?))) {
            let file = Arc::clone(file);
            let findings = Vec::new();
            out.entry(id).or_insert(InFile { file, findings });
        }
    }
    for mut finding in findings.extract_if(.., |it| it.file != FileId::Document) {
        // What an address names is most likely this file, and not certainly.
        finding.level = finding.level.max(Level::Warning);
        if let Some(it) = out.get_mut(&finding.file) {
            it.findings.push(finding);
        }
    }
    out.into_values().collect()
}

/// Adds the findings of another template in the same file: the same finding is reported once, at its highest severity.
pub fn add(findings: &mut Vec<Finding>, more: Vec<Finding>) {
    findings.extend(more);
    findings.sort_by(|a, b| (a.span, a.rule.id, a.level).cmp(&(b.span, b.rule.id, b.level)));
    findings.dedup_by(|a, b| a.span == b.span && a.rule.id == b.rule.id);
}

/// Applies the comments and the settings of a file.
pub fn apply_suppressions(path: &Path, text: &str, settings: &Settings, findings: Vec<Finding>) -> CheckResult {
    let subject = Subject {
        comments: Comments::of_script(text, dialect(path)),
        broken: false,
        pointer: &|_| String::new(),
    };
    suppressions::apply_suppressions(&subject, settings, findings)
}

/// Whether a text is at least as good a script as another: no change may make a shell give up.
pub fn is_as_whole(path: &Path, text: &str, before: &str) -> bool {
    let is_broken = |it: &str| analysis::analyze(it, dialect(path)).mistake.is_some();
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
