//! What is shown of the findings of one file: never more than anybody reads. The rest is counted.

use crate::document::Document;
use crate::locale::Message;
use crate::rules::engine::finding::Finding;
use crate::rules::engine::groups::{self, Group};
use crate::say;
use crate::text::edit;

/// Findings of a file that are shown at most; the parser lists as many syntax errors. It is our own limit: real templates have a few
/// dozen, and an editor with thousands of diagnostics is slow.
pub const MAX_SHOWN: usize = 1000;

/// The findings of one file for output.
pub struct Shown {
    /// In the order of the text. Where there are too many, the most severe.
    pub findings: Vec<Finding>,
    /// How many of each level there are, those that are not shown included: errors, warnings, information, hints.
    pub counts: [usize; 4],
    /// How many are not shown.
    pub omitted: usize,
}

impl Shown {
    /// Those of a document, grouped.
    pub fn of_document(doc: &Document, findings: &[Finding]) -> Self {
        let mut shown = Self::new(groups::in_document(doc, findings), doc.tree().unlisted_errors());
        let fixes = shown.findings.iter_mut().flat_map(|it| &mut it.fixes);
        fixes.for_each(|it| edit::gather(doc.text(), &mut it.edits));
        shown
    }

    /// Those of a script file, grouped.
    pub fn of_script(findings: &[Finding]) -> Self {
        Self::new(groups::in_script(findings), 0)
    }

    /// Those of any other file, each for itself.
    pub fn of_file(findings: &[Finding]) -> Self {
        Self::new(findings.iter().map(|it| vec![it]).collect(), 0)
    }

    /// `unlisted` errors were found and not kept.
    fn new(mut groups: Vec<Group<'_>>, unlisted: usize) -> Self {
        let mut counts = [unlisted, 0, 0, 0];
        for first in groups.iter().filter_map(|it| it.first()) {
            if let Some(count) = counts.get_mut(first.level as usize) {
                *count += 1;
            }
        }
        let omitted = groups.len().saturating_sub(MAX_SHOWN) + unlisted;
        if groups.len() > MAX_SHOWN {
            // The order of the text is kept within a level.
            groups.sort_by_key(|it| it.first().map(|it| it.level));
            groups.truncate(MAX_SHOWN);
            groups.sort_by_key(|it| it.first().map(|it| (it.file, it.span, it.rule.id)));
        }
        Self {
            findings: groups.iter().filter_map(|it| groups::merged(it)).collect(),
            counts,
            omitted,
        }
    }

    /// Says how many are not shown; `None` if all are.
    pub fn remark(&self) -> Option<Message> {
        remark(self.omitted)
    }
}

/// Says that so many findings of a file are not shown; `None` for none.
pub fn remark(omitted: usize) -> Option<Message> {
    Some(match omitted {
        0 => return None,
        1 => {
            say! { en: "1 more finding in this file is not shown", pt_br: "Mais 1 problema neste arquivo não é mostrado" }
        }
        _ => say! {
            en: "{omitted} more findings in this file are not shown",
            pt_br: "Mais {omitted} problemas neste arquivo não são mostrados",
        },
    })
}
