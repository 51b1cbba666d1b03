//! `check --fix`: safe fixes, again and again until none is left.

use std::collections::BTreeMap;

use crate::document::Document;
use crate::ide::code_actions;
use crate::locale::Say;
use crate::rules;
use crate::rules::finding::Finding;
use crate::say;
use crate::settings::Settings;
use crate::text::edit;

/// More rounds than any text needs. Fixes that undo each other would go on for ever.
pub(super) const ROUNDS: usize = 50;

/// What was fixed in a file: rules, and how often.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Fixes(BTreeMap<&'static str, usize>);

/// The document after all safe fixes. None that would leave more mistakes in the text than there were is made.
pub(super) fn fix(mut doc: Document, settings: &Settings) -> (Document, Fixes) {
    let mut fixes = Fixes::default();
    for _ in 0..ROUNDS {
        let findings = rules::check(&doc, settings);
        let edits = code_actions::fix_all(&findings);
        let text = edit::apply(doc.text(), &edits);
        if text == doc.text() {
            break;
        }
        let after = doc.with_text(text);
        if after.kind() != doc.kind() || after.tree().errors().len() > doc.tree().errors().len() {
            break;
        }
        fixes.count(&findings);
        doc = after;
    }
    (doc, fixes)
}

impl Fixes {
    /// Whether nothing was to be fixed.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes note of the safe fixes of findings, which are made together.
    pub(super) fn count(&mut self, findings: &[Finding]) {
        for (finding, _) in code_actions::safe_fixes(findings) {
            *self.0.entry(finding.rule.id).or_default() += 1;
        }
    }

    /// Takes note of fixes that were made before.
    pub(super) fn add(&mut self, before: Self) {
        for (rule, count) in before.0 {
            *self.0.entry(rule).or_default() += count;
        }
    }

    /// One line about a file.
    pub(super) fn words(&self, file: &str) -> Say {
        let times = |(rule, count): (&&str, &usize)| match count {
            1 => (*rule).to_owned(),
            _ => format!("{rule} ({count})"),
        };
        let rules = self.0.iter().map(times).collect::<Vec<_>>().join(", ");
        say! { en: "fixed {file}: {rules}", pt_br: "corrigido {file}: {rules}" }
    }
}
