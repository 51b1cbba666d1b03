//! A custom deprovisioning script that does not do its job.

use crate::model::file_id::FileEdit;
use crate::model::os::Os;
use crate::model::step::List;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::Dialect;
use crate::script::analysis::{self, ParsedScript};
use crate::script::command::{Command, Word};
use crate::script::overrides;
use crate::script::scripts::{Scripts, StepScript};
use crate::script::writes::{Text, Write};
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "deprovision/override-content",
    level: Level::Warning,
    fixable: true,
    page: include_str!("override_content.md"),
    check: Check::Scripts(check),
    ..Rule::DEFAULTS
};

fn check(scripts: &Scripts<'_>, findings: &mut Findings<'_>) {
    for dialect in [Dialect::PowerShell, Dialect::Shell] {
        let ours = |it: &&StepScript<'_>| it.source.dialect == dialect && it.step.list == List::Customize;
        let found: Vec<(&StepScript<'_>, Write)> = scripts
            .all
            .iter()
            .filter(ours)
            .flat_map(|script| overrides::written(script).into_iter().map(move |it| (script, it)))
            .collect();
        let parts = last_text(&found);
        let Some((script, _)) = parts.last() else { continue };
        // A later script that is not available may write it again.
        let is_final = !script
            .step
            .after()
            .any(|it| it.may_mention("deprovision") || overrides::may_replace_script(it));
        if is_final && !scripts.all.iter().any(|it| it.source.has_gaps) {
            check_content(&parts, dialect, findings);
        }
    }
}

/// A part of the script, and the step that writes it.
type Part<'s, 'd> = (&'s StepScript<'d>, &'s Text);

/// The final content of the script; `None` if it is not fully known, or what is written depends on a condition.
fn last_text<'s, 'd>(writes: &'s [(&'s StepScript<'d>, Write)]) -> Vec<Part<'s, 'd>> {
    let mut parts = Vec::new();
    let mut is_known = false;
    let mut previous = None;
    for (script, write) in writes {
        // A group of commands writes to one file, and each command continues where the previous one ended.
        let goes_on = write.is_appended || previous == Some((script.step.node.id(), write.by));
        previous = Some((script.step.node.id(), write.by));
        if !goes_on {
            parts.clear();
            is_known = true;
        }
        match &write.text {
            Some(text) if !write.context.is_uncertain() && !write.is_computed => parts.push((*script, text)),
            _ => is_known = false,
        }
    }
    if is_known { parts } else { Vec::new() }
}

fn check_content(parts: &[Part<'_, '_>], dialect: Dialect, findings: &mut Findings<'_>) {
    let read: Vec<(Part<'_, '_>, ParsedScript)> = parts
        .iter()
        .map(|part| (*part, analysis::analyze(&part.1.text, dialect)))
        .collect();
    let commands = || {
        read.iter()
            .flat_map(|(part, it)| it.commands.iter().map(move |command| (*part, command)))
    };
    let (system, name) = match dialect {
        Dialect::PowerShell => (Os::Windows, "sysprep"),
        Dialect::Shell => (Os::Linux, "waagent"),
    };
    let Some((part, command)) = commands().find(|(_, it)| it.name == name) else {
        let Some(first) = parts
            .first()
            .filter(|_| does_nothing_else(parts, commands().map(|it| it.1), system))
        else {
            return;
        };
        return report(&DOES_NOT, system, first, &[], findings);
    };
    let all: Vec<&str> = parts.iter().map(|it| it.1.text.as_str()).collect();
    let has = |word: &str| all.iter().any(|it| it.to_ascii_lowercase().contains(word));
    let ends_too_early = |it: &Command| {
        matches!(
            it.name.as_str(),
            "poweroff" | "halt" | "shutdown" | "reboot" | "stop-computer" | "restart-computer"
        )
    };
    match system {
        Os::Windows => {
            // A variable may contain what is missing here.
            let switches = switches(command);
            let computed = command.words.iter().any(|it| it.is_computed) || switches.is_empty();
            if command.has(&["/shutdown", "/reboot", "/audit"]) {
                report(&GOES_AWAY, system, &part, &switches, findings);
            } else if !has("generalize") && !computed {
                report(&DOES_NOT, system, &part, &switches, findings);
            } else if commands().any(|(_, it)| ends_too_early(it)) {
                report(&GOES_AWAY, system, &part, &[], findings);
            }
        }
        Os::Linux => {
            if !has("-deprovision") && !command.words.iter().any(|it| it.is_computed) {
                report(&DOES_NOT, system, &part, &[], findings);
            } else if commands().any(|(_, it)| ends_too_early(it)) {
                report(&GOES_AWAY, system, &part, &[], findings);
            }
        }
    }
}

/// Whether no other program is run that may generalize instead, and no other tool of that kind is named.
fn does_nothing_else<'c>(parts: &[Part<'_, '_>], mut commands: impl Iterator<Item = &'c Command>, system: Os) -> bool {
    const HARMLESS: [&str; 16] = [
        "echo",
        "exit",
        "true",
        ":",
        "sync",
        "sleep",
        "export",
        "rm",
        "write-output",
        "write-host",
        "start-sleep",
        "remove-item",
        "get-service",
        "set",
        "return",
        "get-itemproperty",
    ];
    let names = |word: &str| parts.iter().any(|it| it.1.text.to_ascii_lowercase().contains(word));
    let other = match system {
        Os::Windows => names("sysprep"),
        Os::Linux => names("waagent") || names("cloud-init"),
    };
    !other && commands.all(|it| HARMLESS.contains(&it.name.as_str()))
}

/// The words that begin with a slash.
fn switches(command: &Command) -> Vec<&Word> {
    command.words.iter().filter(|it| it.text.starts_with('/')).collect()
}

/// What is wrong with a script.
struct Fault {
    en: &'static str,
    pt_br: &'static str,
}

const DOES_NOT: Fault = Fault {
    en: "does not generalize the VM",
    pt_br: "não generaliza a VM",
};
const GOES_AWAY: Fault = Fault {
    en: "shuts down the VM during the build",
    pt_br: "desliga a VM durante o build",
};

fn report(fault: &Fault, system: Os, part: &Part<'_, '_>, switches: &[&Word], findings: &mut Findings<'_>) {
    let (script, text) = part;
    let (en, pt) = (fault.en, fault.pt_br);
    let message = match system {
        Os::Windows => say! {
            en: "This script {en}; it must run Sysprep with `/generalize` and `/quit`, and return",
            pt_br: "Este script {pt}; deve executar o Sysprep com `/generalize` e `/quit` e retornar",
        },
        Os::Linux => say! {
            en: "This script {en}; it must run `waagent -force -deprovision+user`, and return",
            pt_br: "Este script {pt}; deve executar `waagent -force -deprovision+user` e retornar",
        },
    };
    let switches_span = switches_span(script, text, switches);
    let report = findings.report_in(
        script,
        switches_span.unwrap_or_else(|| first_line(script, text)),
        message,
    );
    if let Some(edit) = switches_span.and_then(|it| right(script, it)) {
        let title = say! {
            en: "Use `/oobe /generalize /quiet /quit`",
            pt_br: "Usar `/oobe /generalize /quiet /quit`",
        };
        report.guess(title, [edit]);
    }
}

/// The span of the switches in the step, if they occur there once and unescaped.
fn switches_span(script: &StepScript<'_>, text: &Text, switches: &[&Word]) -> Option<Span> {
    let (first, last) = (switches.first()?, switches.last()?);
    let wanted = Span::new(first.span.start, last.span.end).of(&text.text);
    let raw = text.span.of(&script.source.text);
    let mut matches = raw.match_indices(wanted);
    let (Some((at, _)), None) = (matches.next(), matches.next()) else {
        return None;
    };
    let start = text.span.start + at as u32;
    let is_plain = !wanted.contains(['\n', '\'', '"', ',']);
    is_plain.then(|| Span::new(start, start + wanted.len() as u32))
}

/// The service's switches, with those that concern something else.
fn right(script: &StepScript<'_>, switches_span: Span) -> Option<FileEdit> {
    const OURS: [&str; 7] = [
        "/oobe",
        "/audit",
        "/generalize",
        "/quiet",
        "/quit",
        "/shutdown",
        "/reboot",
    ];
    let written = switches_span.of(&script.source.text);
    let kept = written
        .split_whitespace()
        .filter(|it| !OURS.contains(&it.to_ascii_lowercase().as_str()));
    let mut new_text = "/oobe /generalize /quiet /quit".to_owned();
    kept.for_each(|it| new_text.extend([" ", it]));
    script.edit(switches_span, &new_text)
}

/// The first line of a text that is not blank; otherwise a whole document would be underlined.
fn first_line(script: &StepScript<'_>, text: &Text) -> Span {
    let raw = text.span.of(&script.source.text);
    let line = raw
        .lines()
        .find(|it| it.chars().any(char::is_alphanumeric))
        .unwrap_or(raw);
    let at = raw.find(line).unwrap_or_default() as u32;
    Span::new(text.span.start + at, text.span.start + at + line.len() as u32)
}
