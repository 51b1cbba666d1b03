//! `check --fix`: safe fixes, again and again until none is left.

use crate::document::Document;
use crate::locale::Message;
use crate::rules;
use crate::rules::engine::check_result::CheckResult;
use crate::rules::engine::finding::Finding;
use crate::rules::engine::memo::Memo;
use crate::rules::fixes::{self, Counts, Round};
use crate::say;
use crate::settings::Settings;

/// What was fixed in a file: rules, and how often.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Fixes(Counts);

/// A document after all safe fixes.
pub(super) struct FixedDocument {
    pub doc: Document,
    pub fixes: Fixes,
    /// What a check of it found, if the last one was of this text.
    pub checked: Option<CheckResult>,
    /// What is remembered of its findings.
    pub memo: Memo,
}

/// Applies all safe fixes.
pub(super) fn fix(doc: Document, settings: &Settings) -> FixedDocument {
    let (checked, mut memo) = rules::check_again(&doc, settings, &Memo::default());
    let first = Round::of(&checked.findings);
    // There may be very many, and they are out of date after the first fix.
    let checked = first.edits.is_empty().then_some(checked);
    match fixes::fix_all(&doc, first, &mut memo, settings) {
        Some(it) => FixedDocument {
            doc: it.document,
            fixes: Fixes(it.counts),
            checked: it.checked,
            memo,
        },
        None => FixedDocument {
            checked,
            memo,
            ..FixedDocument::unchanged(doc)
        },
    }
}

impl FixedDocument {
    /// Of a document that is not fixed.
    pub(super) fn unchanged(doc: Document) -> Self {
        Self {
            doc,
            fixes: Fixes::default(),
            checked: None,
            memo: Memo::default(),
        }
    }
}

impl Fixes {
    /// Whether nothing was to be fixed.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes note of the safe fixes of findings, which are made together.
    pub(super) fn count(&mut self, findings: &[Finding]) {
        self.add(Self(Round::of(findings).counts));
    }

    /// Takes note of fixes that were made before.
    pub(super) fn add(&mut self, before: Self) {
        for (rule, count) in before.0 {
            *self.0.entry(rule).or_default() += count;
        }
    }

    /// One line about a file.
    pub(super) fn words(&self, file: &str) -> Message {
        let times = |(rule, count): (&&str, &usize)| match count {
            1 => (*rule).to_owned(),
            _ => format!("{rule} ({count})"),
        };
        let rules = self.0.iter().map(times).collect::<Vec<_>>().join(", ");
        say! { en: "fixed {file}: {rules}", pt_br: "corrigido {file}: {rules}" }
    }
}
