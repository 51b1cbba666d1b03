//! Bash syntax in a script that `sh` runs.

use crate::locale::Message;
use crate::model::file_id::FileEdit;
use crate::model::os;
use crate::rules::engine::finding::Report;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::command::Command;
use crate::script::file;
use crate::script::scripts::{Scripts, StepScript};
use crate::text::edit::Edit;
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "script/bashism",
    level: Level::Warning,
    fixable: true,
    page: include_str!("bashism.md"),
    check: Check::Script(check),
    ..Rule::DEFAULTS
};

fn check(script: &StepScript<'_>, scripts: &Scripts<'_>, findings: &mut Findings<'_>) {
    let all = &script.parsed.bashisms;
    // A script file runs under the shell that its first line names and, without one, under that of the account, which is Bash.
    let interpreter = file::interpreter(&script.source.text).filter(|_| script.source.is_file());
    let is_of_sh = interpreter.as_ref().is_some_and(|it| it.name != "bash");
    if script.source.is_file() && !is_of_sh {
        return;
    }
    // A script that checks which shell it runs in can handle either.
    let Some(first) = all
        .iter()
        .min_by_key(|it| it.span)
        .filter(|_| !script.source.text.contains("BASH_VERSION"))
    else {
        return;
    };
    // Elsewhere `sh` is Bash.
    let level = match os::is_debian(scripts.template) {
        // A newer Packer keeps such a line.
        Some(true) if names_bash(script) => Level::Information,
        Some(true) => Level::Warning,
        Some(false) => return,
        None if names_bash(script) => Level::Hint,
        None => Level::Information,
    };
    let report = findings
        .report_in(script, first.span, message(script, first.syntax))
        .level(level);
    if all.iter().all(|it| it.syntax == "source") {
        dots(script, report);
    } else if let Some(edit) = interpreter.and_then(|it| script.edit(it.span, "bash")) {
        report.fix(
            say! { en: "Run the script with Bash", pt_br: "Executar o script com o Bash" },
            [edit],
        );
    } else if let Some(edits) = wrap(script) {
        let title = say! { en: "Run the script with `bash -e -c`", pt_br: "Executar o script com `bash -e -c`" };
        report.guess(title, edits);
    }
}

fn message(script: &StepScript<'_>, syntax: &str) -> Message {
    if names_bash(script) {
        return say! {
            en: "`sh` may run this script despite its `#!` line; on Ubuntu and Debian it does not support `{syntax}`",
            pt_br: "O `sh` pode executar este script apesar do `#!`; no Ubuntu e no Debian, ele não aceita `{syntax}`",
        };
    }
    say! {
        en: "`sh` runs this script; on Ubuntu and Debian it does not support `{syntax}` of Bash",
        pt_br: "O `sh` executa este script; no Ubuntu e no Debian, ele não aceita a sintaxe `{syntax}` do Bash",
    }
}

/// Whether the first line of the script asks for Bash.
fn names_bash(script: &StepScript<'_>) -> bool {
    let line = script.source.text.lines().next().unwrap_or_default();
    line.starts_with("#!") && line.contains("bash")
}

/// `sh` calls `source` `.`, and looks up a file name without a slash in `PATH`.
fn dots(script: &StepScript<'_>, report: Report<'_>) {
    let commands = script.parsed.commands.iter();
    let mut edits = Vec::new();
    let mut has_search = false;
    for command in commands.filter(|it| it.name == "source" && !it.context.is_nested) {
        let Some(edit) = dot(script, command) else { return };
        edits.push(edit);
        has_search |= command.words.iter().any(|it| !it.text.contains('/'));
    }
    if edits.is_empty() {
        return;
    }
    let title = say! { en: "Replace `source` with `.`", pt_br: "Substituir `source` por `.`" };
    // Bash looks up a name without a slash in `PATH` before the current folder.
    if has_search {
        report.guess(title, edits);
    } else {
        report.fix(title, edits);
    }
}

fn dot(script: &StepScript<'_>, command: &Command) -> Option<FileEdit> {
    let [file] = command.words.as_slice() else { return None };
    let text = file.span.of(&script.source.text);
    if file.text.contains('/') {
        return script.edit(command.name_span, ".");
    }
    let is_plain = !file.is_computed && text == file.text;
    let both = Span::new(command.name_span.start, file.span.end);
    is_plain.then(|| script.edit(both, &format!(". ./{text}"))).flatten()
}

/// The whole script as an argument of one command; `None` if its quotes would end the argument, or an item is not available.
fn wrap(script: &StepScript<'_>) -> Option<Vec<FileEdit>> {
    let items = script.source.items();
    let (first, last) = (items.first()?, items.last()?);
    if script.source.text.contains('\'') || script.source.has_gaps || script.parsed.mistake.is_some() {
        return None;
    }
    let begin = script.edit(Span::at(first.span.start), "bash -e -c '")?;
    let end = Edit::insert(last.node.span().end - 1, "'");
    Some(vec![begin, end.into()])
}
