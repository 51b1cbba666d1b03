//! Code actions: quick fixes, suppressions and refactorings, each with the edits that it makes.

pub mod convert;
pub mod extract;
pub mod give_value;
pub mod inline;
pub mod migration;
pub mod override_step;
pub mod quick_fixes;
mod reasons;
pub mod rewrite;
pub mod sort;
pub mod suppress;

use std::path::Path;

use crate::document::Document;
use crate::ide::actions::rewrite::Folder;
use crate::ide::actions::suppress::SettingsFile;
use crate::locale::Message;
use crate::model::parameters::ParameterFile;
use crate::rules::engine::finding::Finding;
use crate::settings::Settings;
use crate::text::edit::Edit;
use crate::text::span::Span;

/// A change that an editor offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    pub title: Message,
    pub kind: Kind,
    /// The finding that it removes or suppresses.
    pub finding: Option<FindingKey>,
    /// Whether it is the one to apply without asking.
    pub preferred: bool,
    /// A file that is created before the edits are made.
    pub creates: Option<NewFile>,
    /// The file that is edited.
    pub target: Target,
    pub edits: Vec<Edit>,
}

/// How an editor classifies an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Removes or suppresses a finding.
    QuickFix,
    /// Applies all safe fixes.
    FixAll,
    /// Extracts something to a name or a file.
    Extract,
    /// Replaces a name with its value.
    Inline,
    /// Writes the same in another way.
    Rewrite,
    /// Any other refactoring.
    Refactor,
}

/// The file that an action edits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    Document,
    ParameterFile,
    Settings,
}

/// What identifies a finding of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FindingKey {
    pub rule: &'static str,
    pub span: Span,
}

/// A file to create next to the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    pub name: String,
    pub text: String,
}

/// A question for the actions at a span of a document.
pub struct Request<'r> {
    pub doc: &'r Document,
    /// The path of the document, where it is a script.
    pub script: Option<&'r Path>,
    pub findings: &'r [Finding],
    pub settings: &'r Settings,
    pub span: Span,
    /// Whether actions of a kind are wanted.
    pub wants: &'r dyn Fn(Kind) -> bool,
    /// The name of its file, where it has one.
    pub file_name: Option<&'r str>,
    /// Whether the kinds that are wanted were named, so that nothing else is expected.
    pub is_selective: bool,
    /// Whether rewrites of scripts and migrations may be offered.
    pub offers_rewrites: bool,
    /// The folder that new files would be created in; `None` if they cannot be.
    pub folder: Option<&'r Folder<'r>>,
    /// The settings file that applies to the document, where it can be edited or created.
    pub settings_file: Option<&'r SettingsFile<'r>>,
    /// Reads the parameter file as it is now.
    pub parameter_file: &'r dyn Fn() -> Option<&'r ParameterFile>,
}

impl Action {
    /// An action on the document that no finding asks for.
    pub(super) fn new(title: Message, kind: Kind, edits: Vec<Edit>) -> Self {
        Self {
            title,
            kind,
            finding: None,
            preferred: false,
            creates: None,
            target: Target::Document,
            edits,
        }
    }

    /// A quick fix of the document for a finding.
    pub(super) fn for_finding(title: Message, finding: &Finding, edits: Vec<Edit>) -> Self {
        Self {
            finding: Some(FindingKey::of(finding)),
            ..Self::new(title, Kind::QuickFix, edits)
        }
    }
}

impl FindingKey {
    /// That of a finding.
    pub fn of(finding: &Finding) -> Self {
        Self {
            rule: finding.rule.id,
            span: finding.span,
        }
    }
}

/// The actions that are offered: what removes findings, what suppresses them, and what no finding asks for.
pub fn actions(request: &Request<'_>) -> Vec<Action> {
    let (doc, span, findings) = (request.doc, request.span, request.findings);
    let wants = request.wants;
    let fixes = quick_fixes::quick_fixes(findings, span);
    // "Fix all" is offered if there is something to fix, or if only that is requested.
    let fixes_all = wants(Kind::FixAll) && (request.is_selective || !fixes.is_empty());
    let mut out = Vec::new();
    if wants(Kind::QuickFix) {
        out.extend(fixes);
        out.extend(quick_fixes::joint_fixes(request));
        let near = quick_fixes::near(findings, span);
        out.extend(near.filter_map(|it| suppress::suppression(doc, it, request.settings_file)));
    }
    let is_asked = reasons::is_asked(request);
    if wants(Kind::Extract) && (is_asked || reasons::is_repeated(doc, span.start)) {
        out.extend(extract::extractions(doc, span));
    }
    if wants(Kind::Inline) && is_asked {
        out.extend(inline::inlinings(doc, span.start));
    }
    if wants(Kind::Refactor) {
        out.extend(override_step::override_steps(doc, span.start));
    }
    out.extend(give_value::at(request));
    if fixes_all {
        out.extend(quick_fixes::fix_all(request));
    }
    if request.offers_rewrites && (is_asked || reasons::is_inline_key(doc, span.start)) {
        let rewrites = rewrite::rewrites(doc, span, request.folder).into_iter();
        out.extend(rewrites.filter(|it| wants(it.kind)));
    }
    if request.offers_rewrites && is_asked && wants(Kind::Rewrite) {
        out.extend(sort::sortings(doc, span.start));
    }
    if request.offers_rewrites && (is_asked || reasons::is_version(doc, span.start)) {
        let stem = request.file_name.and_then(|it| it.split('.').next());
        let migrations = migration::migrations(doc, span.start).into_iter();
        let conversions = convert::conversions(doc, span.start, stem).into_iter();
        out.extend(migrations.chain(conversions).filter(|it| wants(it.kind)));
    }
    out
}
