//! `check --fix --to-api-version`: templates moved to a newer API version, and what is told about it.

use std::path::Path;

use crate::cli::{complain, note};
use crate::document::{Document, Kind};
use crate::insight::migrate::left::Left;
use crate::insight::migrate::refusal::Refusal;
use crate::insight::migrate::{self, Outcome};
use crate::locale::{Lang, Say};
use crate::model::template::Template;
use crate::say;
use crate::text::lines::Lines;
use crate::text::rope::Encoding;
use crate::text::span::Span;

/// What became of the templates of a file.
#[derive(Default)]
pub(super) struct Moves {
    /// The steps that were made.
    done: Vec<Say>,
    /// What the authors have to decide.
    left: Vec<Say>,
    /// Templates that are new enough.
    new_enough: Vec<Say>,
    /// Templates that could not be moved.
    refused: Vec<Say>,
    /// The templates that were moved, by their numbers, and from where.
    moved: Vec<(usize, &'static str)>,
    /// The version that a standalone body has now.
    pub(super) of_body: Option<&'static str>,
}

impl Moves {
    /// Moves the templates of a document that can be moved; `None` in place of the document where none can.
    pub(super) fn of(doc: &Document, to: &str, path: &Path) -> (Option<Document>, Self) {
        let mut moves = Self::default();
        let file = path.to_string_lossy();
        let moved = migrate::document(doc, to);
        let lines = Lines::new(doc.text());
        for outcome in &moved.outcomes {
            moves.take(doc, &lines, &file, outcome);
        }
        (moved.after, moves)
    }

    fn take(&mut self, doc: &Document, lines: &Lines<'_>, file: &str, outcome: &Outcome<'_>) {
        match &outcome.result {
            Ok(migration) => {
                let steps = migration.steps.iter();
                self.done.extend(steps.map(|it| step(doc, file, &it.title, it.at)));
                let numbers = outcome.templates.iter().map(|(number, _)| *number);
                self.moved.extend(numbers.map(|it| (it, migration.from)));
                self.of_body = Some(migration.to).filter(|_| doc.kind() == Kind::Standalone);
            }
            Err(refusal) => {
                let said = outcome.templates.iter().map(|it| refused(lines, file, it.1, refusal));
                if refusal.is_done() {
                    self.new_enough.extend(said);
                } else {
                    self.refused.extend(said);
                }
            }
        }
    }

    /// Takes note of what is left, as the file is in the end.
    pub(super) fn look(&mut self, doc: &Document, path: &Path) {
        let file = path.to_string_lossy();
        let left = migrate::left(doc, &self.moved);
        let lines = Lines::new(doc.text());
        self.left = left.iter().map(|it| remaining(&lines, &file, it)).collect();
    }

    /// Whether a template that was to be moved was not.
    pub(super) fn failed(&self) -> bool {
        !self.refused.is_empty()
    }

    /// Says it beside the report. What could not be done is said in any case.
    pub(super) fn tell(&self, quiet: bool, lang: Lang) {
        let told = self.done.iter().chain(&self.left).chain(&self.new_enough);
        told.filter(|_| !quiet).for_each(|it| note(it.get(lang)));
        self.refused.iter().for_each(|it| complain(it.get(lang), lang));
    }
}

fn step(doc: &Document, file: &str, title: &Say, at: Span) -> Say {
    let place = doc.pointer(at);
    Say {
        en: format!("moved {file}: {} ({place})", title.en).into(),
        pt_br: format!("migrado {file}: {} ({place})", title.pt_br).into(),
    }
}

fn remaining(lines: &Lines<'_>, file: &str, left: &Left) -> Say {
    let line = line(lines, left.at.start);
    Say {
        en: format!("{file}:{line}: left to you: {}", left.why.en).into(),
        pt_br: format!("{file}:{line}: fica para você: {}", left.why.pt_br).into(),
    }
}

fn refused(lines: &Lines<'_>, file: &str, template: Template<'_>, refusal: &Refusal) -> Say {
    let line = line(lines, template.root.span().start);
    let why = refusal.words();
    let (en, pt_br) = (why.en, why.pt_br);
    say! { en: "{file}:{line} is not moved: {en}", pt_br: "{file}:{line} não foi migrado: {pt_br}" }
}

/// The line of a place, counted from 1.
fn line(lines: &Lines<'_>, at: u32) -> u32 {
    lines.position(at, Encoding::Utf8).0 + 1
}
