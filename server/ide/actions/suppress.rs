//! Quick fixes that suppress a finding instead of removing its cause: a comment in the template, or an entry of the settings.

use crate::document::{Document, Kind, Language};
use crate::ide::actions::{Action, Target};
use crate::rules::engine::directives::{self, Comments, MARK, Scope};
use crate::rules::engine::finding::Finding;
use crate::say;
use crate::settings;
use crate::syntax::{self, string};
use crate::text::edit::{self, Edit};
use crate::text::line_ends::line_ending;
use crate::text::span::Span;

/// The settings file that applies to a document.
pub struct SettingsFile<'s> {
    /// What it says; empty where it must be created.
    pub text: &'s str,
    /// The document as its file patterns see it.
    pub document: Option<&'s str>,
}

/// The action that suppresses a finding: a comment where one fits, else an entry of the settings.
pub(super) fn suppression(doc: &Document, finding: &Finding, file: Option<&SettingsFile<'_>>) -> Option<Action> {
    by_comment(doc, finding).or_else(|| by_entry(doc, finding, file?))
}

fn by_entry(doc: &Document, finding: &Finding, file: &SettingsFile<'_>) -> Option<Action> {
    let entry = entry(doc, finding, file.document)?;
    let (rule, settings) = (finding.rule.id, settings::file::NAME);
    let title = say! { en: "Ignore `{rule}` here, in `{settings}`", pt_br: "Ignorar `{rule}` aqui, em `{settings}`" };
    Some(Action {
        target: Target::Settings,
        ..Action::for_finding(title, finding, vec![appended(file.text, &entry)])
    })
}

/// The comment that suppresses a finding, where a comment fits: where it is accepted and read as one.
pub fn by_comment(doc: &Document, finding: &Finding) -> Option<Action> {
    if !may_be_ignored(finding) || is_syntax(finding) || !takes_comments(doc) {
        return None;
    }
    let edit = longer(doc, finding).unwrap_or_else(|| new_line(doc, finding));
    let rule = finding.rule.id;
    let title = say! { en: "Ignore `{rule}` on this line", pt_br: "Ignorar `{rule}` nesta linha" };
    is_harmless(doc, &edit).then(|| Action::for_finding(title, finding, vec![edit]))
}

/// The entry of `aib-ls.toml` that suppresses a finding. `file` is the document as its file patterns see it.
pub fn entry(doc: &Document, finding: &Finding, file: Option<&str>) -> Option<String> {
    if !may_be_ignored(finding) {
        return None;
    }
    let rule = string::quote(finding.rule.id);
    let mut entry = format!("[[ignore]]\nrule = {rule}\n");
    if let Some(file) = file {
        entry.push_str(&format!("file = {}\n", string::quote(&literal(file))));
    }
    let pointer = doc.pointer(finding.about);
    if !pointer.is_empty() {
        entry.push_str(&format!("pointer = {}\n", string::quote(&pointer)));
    }
    Some(entry)
}

/// An entry after a text of settings.
pub fn appended(text: &str, entry: &str) -> Edit {
    let eol = line_ending(text);
    let before = match text {
        "" => String::new(),
        it if it.ends_with('\n') => eol.to_owned(),
        _ => eol.repeat(2),
    };
    Edit::insert(text.len() as u32, before + &entry.replace('\n', eol))
}

/// Findings about comments and settings are not suppressed by more of them.
fn may_be_ignored(finding: &Finding) -> bool {
    !["suppress/", "settings/"]
        .iter()
        .any(|it| finding.rule.id.starts_with(it))
}

/// In a text that is broken, a comment may not be one.
fn is_syntax(finding: &Finding) -> bool {
    finding.rule.id.starts_with("syntax/")
}

fn takes_comments(doc: &Document) -> bool {
    doc.language() == Language::Jsonc || doc.kind() == Kind::Arm || !doc.tree().comments().is_empty()
}

/// Whether a comment is one there: not in the middle of a text or of another comment. In a broken text only parsing it shows that.
fn is_harmless(doc: &Document, edit: &Edit) -> bool {
    let (tree, at) = (doc.tree(), edit.span.start);
    let inside = |it: &Span| it.start < at && at < it.end;
    if edit.new_text.starts_with("//") {
        let in_text = tree.innermost(at).filter(|it| it.kind() == syntax::tree::Kind::String);
        if tree.comments().iter().any(inside) || in_text.is_some_and(|it| inside(&it.span())) {
            return false;
        }
    }
    let mistakes = tree.errors().len();
    let after = || doc.with_text(edit::apply(doc.text(), std::slice::from_ref(edit)));
    mistakes == 0 || after().tree().errors().len() <= mistakes
}

/// The rule, added to the existing comment for this line.
fn longer(doc: &Document, finding: &Finding) -> Option<Edit> {
    let line = doc.tree().line_span(finding.span.start);
    let directives = directives::read(&Comments::of(doc));
    let about = directives.iter().find(|it| it.scope == Some(Scope::Line(line)))?;
    let last = about.names.last()?;
    Some(Edit::insert(last.span.end, format!(", {}", finding.rule.id)))
}

/// A comment on a line of its own above the line of the finding.
fn new_line(doc: &Document, finding: &Finding) -> Edit {
    let tree = doc.tree();
    let (indent, eol) = (tree.line_indent(finding.span.start), tree.line_ending());
    let start = tree.line_start(finding.span.start) + indent.len() as u32;
    let rule = finding.rule.id;
    Edit::insert(start, format!("// {MARK} ignore[{rule}]{eol}{indent}"))
}

/// A path as a file pattern that means it alone.
fn literal(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for letter in path.chars() {
        match letter {
            '*' | '?' | '[' | ']' | '{' | '}' => out.extend(['[', letter, ']']),
            '\\' => out.push_str("\\\\"),
            _ => out.push(letter),
        }
    }
    out
}
