//! What is shown of the findings of one file: never more than anybody reads. The rest is counted.

use crate::document::Document;
use crate::locale::Message;
use crate::rules::engine::finding::Finding;
use crate::rules::engine::groups;
use crate::say;

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
        Self::new(groups::of_document(doc, findings), doc.tree().unlisted_errors())
    }

    /// Those of a script file, grouped.
    pub fn of_script(findings: &[Finding]) -> Self {
        Self::new(groups::of_script(findings), 0)
    }

    /// Those of any other file. `unlisted` errors were found and not kept.
    pub fn new(mut findings: Vec<Finding>, unlisted: usize) -> Self {
        let mut counts = [unlisted, 0, 0, 0];
        for finding in &findings {
            if let Some(count) = counts.get_mut(finding.level as usize) {
                *count += 1;
            }
        }
        let omitted = findings.len().saturating_sub(MAX_SHOWN) + unlisted;
        if findings.len() > MAX_SHOWN {
            findings.sort_by_key(|it| it.level);
            findings.truncate(MAX_SHOWN);
            findings.sort_by_key(|it| (it.file, it.span, it.rule.id));
        }
        Self {
            findings,
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
