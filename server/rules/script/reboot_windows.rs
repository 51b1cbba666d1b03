//! A restart inside a PowerShell step.

use crate::model::file_id::FileEdit;
use crate::model::step::List;
use crate::rules::engine::finding::Report;
use crate::rules::engine::names;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::Dialect;
use crate::script::command::{Command, Word};
use crate::script::removal;
use crate::script::restarts::{Cause, restart};
use crate::script::scripts::{Scripts, StepScript};
use crate::script::services::is_rehearsed;
use crate::syntax::patch;
use crate::syntax::string;
use crate::syntax::tree::Node;
use crate::text::edit::Edit;
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "script/reboot-windows",
    level: Level::Warning,
    fixable: true,
    page: include_str!("reboot_windows.md"),
    check: Check::Script(check),
    ..Rule::DEFAULTS
};

fn check(script: &StepScript<'_>, _: &Scripts<'_>, findings: &mut Findings<'_>) {
    if script.source.dialect != Dialect::PowerShell {
        return;
    }
    let own = script
        .parsed
        .commands
        .iter()
        .filter(|it| !it.context.is_called && !is_rehearsed(it));
    for command in own {
        let Some(restart) = restart(command) else { continue };
        match restart.cause {
            Cause::Command => alone(script, command, findings),
            Cause::Switch(word) => by_switch(script, command, word, restart.is_as_needed, findings),
            Cause::Missing(switch) => unless_switched(script, command, switch, restart.is_as_needed, findings),
        }
    }
}

/// A command that only restarts the VM.
fn alone(script: &StepScript<'_>, command: &Command, findings: &mut Findings<'_>) {
    let is_taken_back = |it: &Command| it.name == "shutdown" && it.has(&["/a", "-a"]);
    if script.behind(command).any(is_taken_back) {
        return;
    }
    let message = say! {
        en: "Use a `WindowsRestart` step; a restart in a PowerShell step breaks the connection, and it fails",
        pt_br: "Use uma etapa `WindowsRestart`; reiniciar em uma etapa PowerShell corta a conexão, e a etapa falha",
    };
    let report = findings.report_in(script, command.name_span, message);
    if let Some(edits) = moved(script, command) {
        let title = say! { en: "Move it to a `WindowsRestart` step", pt_br: "Mover para uma etapa `WindowsRestart`" };
        report.guess(title, edits);
    }
}

/// A command that restarts the VM by a switch when it has done something else.
fn by_switch(script: &StepScript<'_>, command: &Command, word: &Word, is_as_needed: bool, findings: &mut Findings<'_>) {
    let name = names::short(&word.text);
    let (level, message) = if is_as_needed {
        (
            Level::Information,
            say! {
                en: "Use a `WindowsRestart` step: if a restart is due, `{name}` breaks the connection, and the step fails",
                pt_br: "Use uma etapa `WindowsRestart`: se é preciso reiniciar, `{name}` corta a conexão, e a etapa falha",
            },
        )
    } else {
        (
            Level::Warning,
            say! {
                en: "Use a `WindowsRestart` step; `{name}` restarts the VM, which breaks the connection, and the step fails",
                pt_br: "Use uma etapa `WindowsRestart`; `{name}` reinicia a VM, o que corta a conexão, e a etapa falha",
            },
        )
    };
    let report = findings.report_in(script, word.span, message).level(level);
    in_own_step(script, command, removal::of_word(script, word.span), report);
}

/// A command that restarts the VM unless a switch keeps it from that.
fn unless_switched(
    script: &StepScript<'_>,
    command: &Command,
    switch: &str,
    is_as_needed: bool,
    findings: &mut Findings<'_>,
) {
    let name = names::short(command.name_span.of(&script.source.text).trim_matches(['"', '\'']));
    let (level, message) = if is_as_needed {
        (
            Level::Information,
            say! {
                en: "Add `{switch}` and a `WindowsRestart` step: if a restart is due, `{name}` breaks the connection",
                pt_br: "Adicione `{switch}` e uma etapa `WindowsRestart`: se é preciso reiniciar, `{name}` corta a conexão",
            },
        )
    } else {
        (
            Level::Warning,
            say! {
                en: "Add `{switch}` and a `WindowsRestart` step; `{name}` restarts the VM, and the step fails",
                pt_br: "Adicione `{switch}` e uma etapa `WindowsRestart`; `{name}` reinicia a VM, e a etapa falha",
            },
        )
    };
    let edit = script.edit(Span::at(command.span.end), &format!(" {switch}"));
    let report = findings.report_in(script, command.name_span, message).level(level);
    in_own_step(script, command, edit, report);
}

/// Offers to keep a command from restarting the VM, and to restart it in a step of its own.
fn in_own_step(script: &StepScript<'_>, command: &Command, edit: Option<FileEdit>, report: Report<'_>) {
    let is_alone = !command.context.is_nested && script.step.list == List::Customize;
    let Some(edit) = edit.filter(|_| is_alone) else { return };
    let mut edits = vec![edit];
    if !is_restarted_next(script.step.node) {
        edits.push(patch::add_item_after(script.step.node, RESTART).into());
    }
    let title = say! { en: "Restart in a step of its own", pt_br: "Reiniciar em uma etapa própria" };
    report.guess(title, edits);
}

/// Whether the step after one restarts the VM.
fn is_restarted_next(step: Node<'_>) -> bool {
    let items = step.parent().into_iter().flat_map(Node::children);
    let next = items.skip_while(|it| *it != step).nth(1);
    let kind = next.and_then(|it| it.get("type")?.as_str());
    kind.is_some_and(|it| it == "WindowsRestart")
}

const RESTART: &str = "{\n  \"type\": \"WindowsRestart\",\n  \"restartTimeout\": \"10m\"\n}";

/// The edits that replace the command with a step.
fn moved(script: &StepScript<'_>, command: &Command) -> Option<Vec<FileEdit>> {
    let step = script.step.node;
    let is_alone = command.context.is_plain() && script.step.list == List::Customize;
    let item = script.source.item(command.span.start).filter(|_| is_alone)?;
    let text = &script.source.text;
    let rest = Span::new(command.span.end, item.span.end).of(text);
    let before = Span::new(item.span.start, command.span.start).of(text);
    let is_whole = rest.trim_matches([';', ' ', '\n', '\r', '\t']).is_empty();
    let list = script.step.get("inline").filter(|it| it.is_closed())?;
    let is_first = list.children().next() == Some(item.node) && before.trim().is_empty();
    let is_last = list.last_child() == Some(item.node) && is_whole;
    if is_first && is_last {
        return Some(vec![replaced(step).into()]);
    }
    if is_last {
        let mut edits = vec![script.delete_line(command.span)?];
        // If the next step restarts the VM, the command is only removed.
        if !is_restarted_next(step) {
            edits.push(patch::add_item_after(step, RESTART).into());
        }
        return Some(edits);
    }
    if !is_whole || !before.trim().is_empty() {
        return None;
    }
    if is_first {
        return Some(vec![
            patch::add_item_before(step, RESTART).into(),
            script.delete_line(command.span)?,
        ]);
    }
    split(step, list, item.node)
}

/// A restart step in place of another step, with its name.
fn replaced(step: Node<'_>) -> Edit {
    let name = step.get("name").map(|it| format!("\n  \"name\": {},", it.source()));
    let name = name.unwrap_or_default();
    let json = format!("{{\n  \"type\": \"WindowsRestart\",{name}\n  \"restartTimeout\": \"10m\"\n}}");
    if patch::is_flat(step) {
        let line = json.lines().map(str::trim).collect::<Vec<_>>().join(" ");
        return patch::replace_value(step, line);
    }
    patch::replace_block(step, &json)
}

/// One edit at the item: the step ends before it, and another step continues after it. The surroundings stay as they are.
fn split<'d>(step: Node<'d>, list: Node<'d>, item: Node<'d>) -> Option<Vec<FileEdit>> {
    let document = step.tree().text();
    let last = item.previous()?;
    let next = item.next()?;
    let members: Vec<Node<'d>> = step.children().collect();
    let at = members.iter().position(|it| *it == list)?;
    let (ahead, behind) = (members.get(..at)?, members.get(at + 1..)?);
    // A comment between the items would be separated from what it describes.
    let between = Span::new(last.entry_span().end, next.entry_span().start);
    if step.tree().comments_in(between).iter().any(|it| between.contains(*it)) {
        return None;
    }
    let is_deep = members.iter().any(|it| *it != list && it.source().contains('\n'));
    let copy = |it: &Node<'d>| Some(format!("{}: {}", string::quote(&it.key()?), it.source()));
    let behind: Option<Vec<String>> = behind.iter().map(copy).collect();
    let ahead = ahead.iter().filter(|it| it.key().is_some_and(|key| key != "name"));
    let ahead: Option<Vec<String>> = ahead.map(copy).collect();
    let (behind, ahead) = (behind?, ahead?);
    if is_deep
        || !patch::begins_line(document, next.entry_span().start)
        || !patch::begins_line(document, list.entry_span().start)
    {
        return None;
    }
    let eol = step.tree().line_ending();
    let outer = step.tree().line_indent(step.entry_span().start);
    let inner = step.tree().line_indent(list.entry_span().start);
    let deep = step.tree().line_indent(next.entry_span().start);
    let unit = patch::indent_unit(step);
    let restart = patch::reindent(RESTART, outer, &unit, eol);
    let members = |list: &[String]| list.iter().map(|it| format!("{inner}{it}")).collect::<Vec<_>>();
    let ending: String = members(&behind).iter().map(|it| format!(",{eol}{it}")).collect();
    let begin: String = members(&ahead).iter().map(|it| format!("{it},{eol}")).collect();
    let new_text = format!(
        "{eol}{inner}]{ending}{eol}{outer}}},{eol}{outer}{restart},{eol}{outer}{{{eol}{begin}{inner}\"inline\": [{eol}{deep}"
    );
    Some(vec![Edit::replace(between, new_text).into()])
}
