//! What a rule reports into, and how much of it is kept.

use crate::locale::Message;
use crate::model::file_id::FileId;
use crate::rules::Rule;
use crate::rules::engine::finding::{Finding, Report};
use crate::rules::engine::shown::MAX_SHOWN;
use crate::script::scripts::StepScript;
use crate::text::span::Span;

/// Collects the findings of one rule.
pub(crate) struct Findings<'s> {
    rule: &'static Rule,
    list: &'s mut Vec<Finding>,
    count: usize,
}

/// Findings of one rule in one template that are kept: more would fill the memory, and a megabyte has hardly more.
const MAX_OF_RULE: usize = 80_000;

impl<'s> Findings<'s> {
    /// For a rule, into a list that may hold findings of others.
    pub(in crate::rules) fn new(rule: &'static Rule, list: &'s mut Vec<Finding>) -> Self {
        Self { rule, list, count: 0 }
    }

    /// Whether every finding so far is shown: what costs much is suggested for those alone.
    pub fn are_few(&self) -> bool {
        self.count < MAX_SHOWN
    }

    /// Reports at a position; what it returns takes level, fixes and related positions.
    pub fn report(&mut self, span: Span, message: Message) -> Report<'_> {
        self.add(FileId::Document, span, message)
    }

    /// Reports at a span of a script, in bytes of the script.
    pub fn report_in(&mut self, script: &StepScript<'_>, span: Span, message: Message) -> Report<'_> {
        let item = script.source.item(span.start).map(|it| it.node.span());
        let written = script.written(span);
        let report = self.add(script.source.file(), written, message);
        report.about(item.unwrap_or(written))
    }

    fn add(&mut self, file: FileId, span: Span, message: Message) -> Report<'_> {
        self.count += 1;
        if self.count > MAX_OF_RULE {
            return Report::new(None);
        }
        self.list.push(Finding {
            rule: self.rule,
            level: self.rule.level,
            file,
            span,
            about: span,
            message,
            related: Vec::new(),
            repeats: Vec::new(),
            fixes: Vec::new(),
        });
        Report::new(self.list.last_mut())
    }
}
