//! Taking a command out of a step.

use crate::model::file_id::FileEdit;
use crate::script::command::Command;
use crate::script::scripts::StepScript;
use crate::syntax::patch;
use crate::syntax::tree::Node;
use crate::text::span::Span;

/// The change that removes a command, with its step where that does nothing else; `None` if the rest would not be a
/// script any more.
pub fn of_command(script: &StepScript<'_>, command: &Command) -> Option<FileEdit> {
    let context = command.context;
    let (span, has_tail) = span_with_tail(script, command);
    // A part of something larger would leave that broken.
    let is_part = context.is_joined && !has_tail || command.pipe.is_some();
    if context.is_uncertain() || context.is_nested || context.is_substituted || is_part {
        return None;
    }
    of_span(script, span)
}

fn of_span(script: &StepScript<'_>, span: Span) -> Option<FileEdit> {
    let text = &script.source.text;
    let is_blank = |from: u32, to: u32| Span::new(from, to).of(text).trim().is_empty();
    if is_blank(0, span.start) && is_blank(span.end, text.len() as u32) && !script.source.has_gaps {
        let has_others = script.step.node.parent().map_or(0, |it| it.child_count()) > 1;
        return has_others.then(|| patch::remove(script.step.node).into());
    }
    script.delete_line(span)
}

/// A command with its files and with what is there for it alone: `|| true`, and the words that the service puts after
/// `waagent`; and whether there is such a thing.
fn span_with_tail(script: &StepScript<'_>, command: &Command) -> (Span, bool) {
    const TAILS: [&str; 4] = ["|| true", "|| :", "&& export HISTSIZE=0 && sync", "&& sync"];
    let files = command.redirects.iter().map(|it| it.span.end);
    let mut end = files.fold(command.span.end, u32::max);
    let rest = script.source.text.get(end as usize..).unwrap_or_default();
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let tail = TAILS
        .iter()
        .find(|it| rest.trim_start_matches([' ', '\t']).starts_with(**it));
    if let Some(tail) = tail {
        end += (blanks + tail.len()) as u32;
    }
    (Span::new(command.span.start, end), tail.is_some())
}

/// The change that removes one word from a command, with the blank before it.
pub fn of_word(script: &StepScript<'_>, word: Span) -> Option<FileEdit> {
    let before = script.source.text.get(..word.start as usize)?;
    let start = before.trim_end_matches([' ', '\t']).len() as u32;
    script.edit(Span::new(start, word.end), "")
}

/// The list of steps that a script is in.
pub fn list<'d>(script: &StepScript<'d>) -> Option<Node<'d>> {
    script.step.node.parent()
}
