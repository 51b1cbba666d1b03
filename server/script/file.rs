//! A file that a step runs: which program reads it, and what that makes of a command that fails.

use crate::model::script_file::ScriptFile;
use crate::model::step::{Step, StepKind};
use crate::script::Dialect;
use crate::script::parser::MAX_SCRIPT_LEN;
use crate::text::span::Span;

/// The program that the first line of a script names: `#!/bin/sh -e`, `#!/usr/bin/env bash`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interpreter {
    /// Without its folder.
    pub name: String,
    /// Where the name is, in bytes of the script.
    pub span: Span,
    /// Whether it stops at the first command that fails.
    pub is_strict: bool,
}

/// The file that a step runs, if it is most likely next to the template, and its language; `None` for one that is not
/// read here, Python say.
pub fn run_by<'d>(step: Step<'d>) -> Option<(&'d ScriptFile, Dialect)> {
    let file = step.file().filter(|_| step.given("inline").is_none())?;
    let text = file.text()?;
    let ending = file
        .path
        .extension()
        .map(|it| it.to_string_lossy().to_ascii_lowercase());
    let is_read = match (step.kind?, ending.as_deref()) {
        (StepKind::PowerShell, Some("ps1")) => return Some((file, Dialect::PowerShell)),
        (StepKind::Shell, ending) => match interpreter(text) {
            Some(it) => matches!(it.name.as_str(), "sh" | "dash" | "ash" | "bash"),
            // The shell of the build's account reads it.
            None => matches!(ending, None | Some("sh" | "bash")),
        },
        _ => false,
    };
    is_read.then_some((file, Dialect::Shell))
}

/// What the first line of a script names.
pub fn interpreter(text: &str) -> Option<Interpreter> {
    let line = text.lines().next()?;
    let mut words = words(line, 2).filter(|_| line.starts_with("#!"));
    let mut program = words.next()?;
    let mut name = base(program.of(line));
    if name == "env" {
        let is_own = |it: &Span| it.of(line).starts_with('-') || it.of(line).contains('=');
        program = words.find(|it| !is_own(it))?;
        name = base(program.of(line));
    }
    let is_strict = |it: Span| {
        let word = it.of(line);
        word == "errexit" || word.starts_with('-') && !word.starts_with("--") && word.contains('e')
    };
    Some(Interpreter {
        name: name.to_owned(),
        span: Span::new(program.end - name.len() as u32, program.end),
        is_strict: words.any(is_strict),
    })
}

fn base(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The words of a line after an offset.
fn words(line: &str, behind: usize) -> impl Iterator<Item = Span> {
    let rest = line.get(behind..).unwrap_or_default();
    let span_of = move |word: &str| {
        let start = (word.as_ptr().addr() - line.as_ptr().addr()) as u32;
        Span::new(start, start + word.len() as u32)
    };
    rest.split_whitespace().map(span_of)
}

/// As much of a text as is ever read, and one letter more where that is not all of it.
pub(super) fn readable(text: &str) -> &str {
    let end = text.floor_char_boundary((MAX_SCRIPT_LEN + 4).min(text.len()));
    text.get(..end).unwrap_or_default()
}
