//! Diagnostics of a log: what went wrong in a build, at the lines that show it.

use crate::doctor::cases::Case;
use crate::doctor::diagnosis::Role;
use crate::ide::log::words::{in_template, joined};
use crate::ide::log::{Log, line_of};
use crate::locale::{Lang, Message};
use crate::rules::Level;
use crate::say;
use crate::syntax::tree::Node;
use crate::text::span::Span;

/// A failure at its line.
pub struct LogDiagnostic<'d> {
    pub span: Span,
    pub level: Level,
    pub case: &'static Case,
    pub message: Message,
    /// The value in the template that the log line refers to.
    pub node: Option<Node<'d>>,
}

/// Nobody reads more than this many.
const MAX_DIAGNOSTICS: usize = 100;

/// Every finding to mark, in the order of the text, without those that only look like a failure.
pub fn diagnostics<'r>(log: &Log<'r>) -> Vec<LogDiagnostic<'r>> {
    let mut diagnostics: Vec<LogDiagnostic<'r>> = Vec::new();
    for (index, finding) in log.troubles().take(MAX_DIAGNOSTICS) {
        let case = finding.case;
        let summary = Message {
            en: finding.explanation(Lang::En).summary().to_owned().into(),
            pt_br: finding.explanation(Lang::PtBr).summary().to_owned().into(),
        };
        let node = log.attribution.target(index);
        let in_words = node.map(|it| {
            let Message { en, pt_br } = in_template(&log.attribution, it);
            say! { en: "{en}.", pt_br: "{pt_br}." }
        });
        diagnostics.push(LogDiagnostic {
            span: log.said(line_of(finding)),
            level: match finding.role {
                Role::Root => Level::Error,
                Role::Warning => Level::Warning,
                Role::Consequence | Role::Benign => Level::Information,
            },
            case,
            message: joined(&[summary, in_words.unwrap_or_default()], " "),
            node,
        });
    }
    diagnostics.sort_by_key(|it| it.span);
    diagnostics
}
