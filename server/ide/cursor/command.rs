//! The command of a script at an offset.

use crate::script::analysis::ParsedScript;
use crate::script::command::Command;
use crate::text::span::Span;

/// The command whose word is at an offset of the script, or which is run through another one that is: `sudo`.
pub(in crate::ide) fn at<'r>(parsed: &'r ParsedScript, text: &str, at: u32) -> Option<(&'r Command, String, Span)> {
    let on_face = parsed.commands.iter().filter(|it| it.name_span.touches(at));
    if let Some(command) = on_face.min_by_key(|it| it.name_span.len()) {
        return Some((command, command.name.clone(), command.name_span));
    }
    let word = word_at(text, at);
    let before = |it: &&Command| it.span.start <= word.start && word.end <= it.name_span.start;
    let command = parsed.commands.iter().find(before)?;
    let name = command.wrappers.iter().find(|it| *it == word.of(text))?;
    Some((command, name.clone(), word))
}

/// The word without blanks around an offset.
fn word_at(text: &str, at: u32) -> Span {
    let (before, behind) = text.split_at_checked(at as usize).unwrap_or_default();
    let start = before.rfind(char::is_whitespace).map_or(0, |it| it + 1);
    let len = behind.find(char::is_whitespace).unwrap_or(behind.len());
    Span::new(start as u32, at + len as u32)
}
