//! `check --fix --to-api-version`: migrates templates to a newer API version and prints the result.

use std::path::Path;

use crate::cli::{complain, note};
use crate::document::{Document, Kind};
use crate::insight::migrate::refusal::Refusal;
use crate::insight::migrate::remaining::Remaining;
use crate::insight::migrate::start::Start;
use crate::insight::migrate::{self, TemplateMigration};
use crate::locale::{Lang, Message};
use crate::model::template::Template;
use crate::say;
use crate::text::lines::Lines;
use crate::text::redact::Redactor;
use crate::text::rope::Encoding;
use crate::text::span::Span;

/// What templates are migrated to.
pub(super) struct Target {
    pub to: &'static str,
    /// The version of templates that say none.
    pub from: Option<&'static str>,
}

/// The result of migrating the templates of a file.
#[derive(Default)]
pub(super) struct Migration {
    /// The changes that were made.
    steps: Vec<Message>,
    /// The manual steps that remain.
    remaining: Vec<Message>,
    /// The versions that were assumed.
    assumed: Vec<Message>,
    /// Templates that already have the target version or a newer one.
    current: Vec<Message>,
    /// Templates that could not be migrated.
    refused: Vec<Message>,
    /// The migrated templates by their indices, and the version that each had.
    migrated: Vec<(usize, &'static str)>,
    /// The version that templates have now whose text does not say so.
    pub(super) body_version: Option<&'static str>,
    /// Knows the secrets of the file.
    redactor: Redactor,
}

impl Migration {
    /// Migrates the templates of a document; without a document if none of them can be migrated.
    pub(super) fn of(doc: &Document, target: &Target, path: &Path) -> (Option<Document>, Self) {
        let mut migration = Self {
            redactor: doc.redactor().clone(),
            ..Self::default()
        };
        let file = path.to_string_lossy();
        let migrated = migrate::document(doc, target.to, target.from);
        let lines = Lines::new(doc.text());
        for outcome in &migrated.outcomes {
            migration.add(doc, &lines, &file, outcome);
        }
        (migrated.after, migration)
    }

    fn add(&mut self, doc: &Document, lines: &Lines<'_>, file: &str, outcome: &TemplateMigration<'_>) {
        match &outcome.result {
            Ok(result) => {
                let steps = result.steps.iter();
                self.steps.extend(steps.map(|it| step(doc, file, &it.title, it.at)));
                let indices = outcome.templates.iter().map(|(index, _)| *index);
                self.migrated.extend(indices.map(|it| (it, result.from)));
                let is_open = doc.kind() == Kind::Standalone || result.start != Start::Declared;
                self.body_version = Some(result.to).filter(|_| is_open).or(self.body_version);
                if result.start == Start::Assumed {
                    let templates = outcome.templates.iter();
                    self.assumed
                        .extend(templates.map(|it| assumed(lines, file, it.1, result.from)));
                }
            }
            Err(refusal) => {
                let messages = outcome.templates.iter().map(|it| refused(lines, file, it.1, refusal));
                if refusal.is_done() {
                    self.current.extend(messages);
                } else {
                    self.refused.extend(messages);
                }
            }
        }
    }

    /// Finds the manual steps that remain in the final text of the file.
    pub(super) fn find_remaining(&mut self, doc: &Document, path: &Path) {
        let file = path.to_string_lossy();
        let left = migrate::remaining(doc, &self.migrated);
        let lines = Lines::new(doc.text());
        self.remaining = left.iter().map(|it| remaining(&lines, &file, it)).collect();
    }

    /// Whether the text of a template was changed.
    pub(super) fn has_changes(&self) -> bool {
        !self.steps.is_empty()
    }

    /// Whether a template could not be migrated.
    pub(super) fn has_failed(&self) -> bool {
        !self.refused.is_empty()
    }

    /// Prints the result on standard error. Templates that could not be migrated are errors, which are always printed.
    pub(super) fn print(&self, is_quiet: bool, lang: Lang) {
        let messages = self
            .assumed
            .iter()
            .chain(&self.steps)
            .chain(&self.remaining)
            .chain(&self.current);
        let masked = |it: &Message| self.redactor.redacted(it.get(lang)).into_owned();
        messages.filter(|_| !is_quiet).for_each(|it| note(&masked(it)));
        self.refused.iter().for_each(|it| complain(&masked(it), lang));
    }
}

fn assumed(lines: &Lines<'_>, file: &str, template: Template<'_>, from: &str) -> Message {
    let line = line(lines, template.root.span().start);
    say! {
        en: "{file}:{line}: API version {from} assumed, the oldest that the body fits; `--from-api-version` sets another",
        pt_br: "{file}:{line}: versão {from} da API presumida, a mais antiga em que o corpo cabe; `--from-api-version` define outra",
    }
}

fn step(doc: &Document, file: &str, title: &Message, at: Span) -> Message {
    let pointer = doc.pointer(at);
    let (en, pt_br) = (&title.en, &title.pt_br);
    say! { en: "migrated {file}: {en} ({pointer})", pt_br: "migrado {file}: {pt_br} ({pointer})" }
}

fn remaining(lines: &Lines<'_>, file: &str, left: &Remaining) -> Message {
    let line = line(lines, left.at.start);
    let (en, pt_br) = (&left.why.en, &left.why.pt_br);
    say! { en: "{file}:{line}: manual step: {en}", pt_br: "{file}:{line}: etapa manual: {pt_br}" }
}

fn refused(lines: &Lines<'_>, file: &str, template: Template<'_>, refusal: &Refusal) -> Message {
    let line = line(lines, template.root.span().start);
    let why = refusal.words();
    let (en, pt_br) = (why.en, why.pt_br);
    say! { en: "{file}:{line} was not migrated: {en}", pt_br: "{file}:{line} não foi migrado: {pt_br}" }
}

/// The line of an offset, from 1.
fn line(lines: &Lines<'_>, offset: u32) -> u32 {
    lines.position(offset, Encoding::Utf8).0 + 1
}
