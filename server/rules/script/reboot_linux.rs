//! A script that restarts a Linux VM during a step.

use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::Dialect;
use crate::script::command::Command;
use crate::script::restarts::restarts_linux;
use crate::script::scripts::{Scripts, StepScript};
use crate::syntax::patch;
use crate::text::edit::Edit;
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "script/reboot-linux",
    level: Level::Warning,
    fixable: true,
    page: include_str!("reboot_linux.md"),
    check: Check::Script(check),
    ..Rule::DEFAULTS
};

fn check(script: &StepScript<'_>, _: &Scripts<'_>, findings: &mut Findings<'_>) {
    if script.source.dialect != Dialect::Shell {
        return;
    }
    for command in script.parsed.commands.iter().filter(|it| restarts_linux(it)) {
        let is_later = is_scheduled(command) || command.context.is_background || command.context.is_called;
        let is_last = !script.parsed.commands.iter().any(|it| is_cut_off(it, command));
        if is_later {
            let message = say! {
                en: "This restarts the VM during a later step, which may fail; there is no restart step for Linux",
                pt_br: "Isto reinicia a VM em uma etapa posterior, que pode falhar; não há etapa de reinicialização no Linux",
            };
            findings
                .report_in(script, command.name_span, message)
                .level(Level::Information);
        } else if is_last || command.context.is_conditional {
            let message = say! {
                en: "The restart breaks the connection and the step may fail; there is no restart step for Linux",
                pt_br: "Reiniciar interrompe a conexão, e a etapa pode falhar; não há etapa de reinicialização no Linux",
            };
            findings
                .report_in(script, command.name_span, message)
                .level(Level::Information);
        } else {
            let message = say! {
                en: "This restarts the VM during the step: later commands do not run, and the step may fail",
                pt_br: "Isto reinicia a VM durante a etapa: os comandos seguintes não são executados, e a etapa pode falhar",
            };
            let fix = findings.are_few().then(|| split(script, command)).flatten();
            let report = findings.report_in(script, command.name_span, message);
            if let Some(edits) = fix {
                let title = say! {
                    en: "Move the later commands to a new step",
                    pt_br: "Mover os comandos seguintes para uma nova etapa",
                };
                report.guess(title, edits);
            }
        }
    }
}

/// `shutdown -r +1`, `shutdown -r 23:00`
fn is_scheduled(command: &Command) -> bool {
    let time = command.operands().next().map(|it| it.text.as_str());
    command.name == "shutdown" && !matches!(time, None | Some("now" | "+0"))
}

/// Whether a command follows a restart that does more than wait for it.
fn is_cut_off(command: &Command, restart: &Command) -> bool {
    let waits = matches!(
        command.name.as_str(),
        "sleep" | "exit" | "true" | ":" | "wait" | "echo" | "sync"
    );
    command.name_span.start > restart.name_span.end && !waits && !command.context.is_called
}

/// Bytes of items that a fix moves at most: a list of restarts alone would be copied once for each of them.
const MAX_MOVED: u32 = 16 * 1024;

/// The items after the one that ends with a restart become a new step.
fn split(script: &StepScript<'_>, restart: &Command) -> Option<Vec<Edit>> {
    let own = script.source.item(restart.name_span.start)?;
    let behind = Span::new(restart.span.end, own.span.end);
    let is_end = behind.of(&script.source.text).trim().is_empty();
    if !restart.context.is_plain() || !is_end {
        return None;
    }
    let list = script.step.get("inline")?;
    let cut = Span::new(own.node.entry_span().end, list.last_child()?.entry_span().end);
    if cut.is_empty() || cut.len() > MAX_MOVED {
        return None;
    }
    let items: Vec<_> = std::iter::successors(own.node.next(), |it| it.next()).collect();
    // Comments between the items would be lost.
    if list.tree().comments_in(cut).iter().any(|it| cut.contains(*it)) {
        return None;
    }
    let lines: Vec<&str> = items.iter().map(|it| it.source()).collect();
    let inline = if patch::is_flat(list) {
        format!("[{}]", lines.join(", "))
    } else {
        format!("[\n    {}\n  ]", lines.join(",\n    "))
    };
    let json = format!("{{\n  \"type\": \"Shell\",\n  \"inline\": {inline}\n}}");
    Some(vec![Edit::delete(cut), patch::add_item_after(script.step.node, &json)])
}
