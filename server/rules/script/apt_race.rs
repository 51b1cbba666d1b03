//! `apt` commands that run before the first boot has finished or without package lists.

use crate::model::file_id::FileEdit;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::command::Command;
use crate::script::packages::{self, Action, Manager};
use crate::script::scripts::{Scripts, StepScript};
use crate::syntax::{patch, string};
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "script/apt-race",
    level: Level::Hint,
    fixable: true,
    page: include_str!("apt_race.md"),
    check: Check::Scripts(check),
    ..Rule::DEFAULTS
};

/// Waits until the first boot is over. Exit code 2 means warnings and must not end the script.
const WAIT: &str = "cloud-init status --wait || [ $? -eq 2 ]";
const UPDATE: &str = "sudo apt-get update";

fn check(scripts: &Scripts<'_>, findings: &mut Findings<'_>) {
    let calls = scripts.all.iter().flat_map(|script| {
        let commands = script.parsed.commands.iter();
        commands.filter(|it| works(it)).map(move |it| (script, it))
    });
    // Only the first one: by the time the next one runs, the boot is over.
    let Some((script, command)) = calls.into_iter().next() else {
        return;
    };
    let context = command.context;
    let is_unseen = script.source.has_gaps || scripts.has_unseen_before(script);
    if is_unseen || context.is_repeated || context.is_called {
        return;
    }
    let lacks_lists = needs_lists(command);
    let lacks_wait = command.name != "apt"
        && !waits(command)
        && !scripts.commands_before(script, command.name_span.start).any(waits);
    let message = match (lacks_lists, lacks_wait) {
        (true, _) => say! {
            en: "Run `apt-get update` first; the package lists of the source image may not contain the packages",
            pt_br: "Execute antes `apt-get update`; as listas da imagem de origem podem não conter os pacotes",
        },
        (false, true) => say! {
            en: "Wait for `cloud-init` first; right after boot, another process may hold the package lock",
            pt_br: "Espere antes pelo `cloud-init`; logo após iniciar, outro processo pode reter o lock dos pacotes",
        },
        (false, false) => return,
    };
    let mut lines = Vec::new();
    lines.extend(lacks_wait.then_some(WAIT));
    lines.extend(lacks_lists.then_some(UPDATE));
    let fix = insert_before(script, command, &lines);
    let report = findings.report_in(script, command.name_span, message);
    if let Some(edits) = fix {
        let commands = lines.join("; ");
        let title = say! { en: "Run `{commands}` first", pt_br: "Executar antes `{commands}`" };
        report.guess(title, edits);
    }
}

/// Whether a command takes the lock and does more than confirm a package that Ubuntu includes.
fn works(command: &Command) -> bool {
    let call = packages::call(command).filter(|it| it.manager == Manager::Apt && !it.is_rehearsal());
    call.is_some_and(|it| it.packages().is_none_or(|names| names != ["unattended-upgrades"]))
}

fn needs_lists(command: &Command) -> bool {
    let call = packages::call(command).filter(|it| it.action == Action::Install);
    let Some(names) = call.and_then(|it| it.packages()) else {
        return false;
    };
    // A package file needs no list.
    let is_file = |it: &&str| it.contains('/') || it.ends_with(".deb");
    !names.is_empty() && !names.iter().any(is_file)
}

/// Whether a command waits for the first boot, or checks the lock.
fn waits(command: &Command) -> bool {
    const LOCKS: [&str; 5] = [
        "lock::timeout",
        "dpkg/lock",
        "apt/lists/lock",
        "apt-daily",
        "boot-finished",
    ];
    let is_waiting = match command.name.as_str() {
        "cloud-init" => command.has(&["status"]) && (command.has_long("wait") || command.has_letter('w')),
        "sleep" | "fuser" | "lsof" | "lslocks" | "flock" | "pgrep" | "pidof" | "systemd-run" => true,
        _ => false,
    };
    is_waiting || command.mentions(&LOCKS)
}

/// Items before the one that starts with a command, or lines before its line in a script file.
fn insert_before(script: &StepScript<'_>, command: &Command, lines: &[&str]) -> Option<Vec<FileEdit>> {
    let context = command.context;
    let is_sure = !context.is_nested && !context.is_conditional && !context.is_background && command.pipe.is_none();
    let settings = command.settings.iter().map(|it| it.span.start);
    let start = settings.chain([command.span.start]).min()?;
    if let Some(edit) = script.add_lines(start, lines).filter(|_| is_sure) {
        return Some(vec![edit]);
    }
    let own = script.source.item(command.name_span.start).filter(|_| is_sure)?;
    let text = &script.source.text;
    let is_first = Span::new(own.span.start, start).of(text).trim().is_empty();
    let before = text.get(..own.span.start as usize)?.trim_end();
    if !is_first || before.ends_with(['\\', '|', '&']) {
        return None;
    }
    let item = |it: &&str| patch::add_item_before(own.node, &string::quote(it)).into();
    Some(lines.iter().map(item).collect())
}
