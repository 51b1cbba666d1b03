//! `apt` before the machine is ready for it.

use crate::model::file_id::FileEdit;
use crate::rules::{Check, Level, Rule, Sink};
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

/// Waits until the first boot is over. Its 2 stands for warnings, which are no reason to stop.
const WAIT: &str = "cloud-init status --wait || [ $? -eq 2 ]";
const UPDATE: &str = "sudo apt-get update";

fn check(scripts: &Scripts<'_>, out: &mut Sink<'_>) {
    let calls = scripts.all.iter().flat_map(|script| {
        let commands = script.parsed.commands.iter();
        commands.filter(|it| works(it)).map(move |it| (script, it))
    });
    // Only the first one: what it does not wait for is over when the next one runs.
    let Some((script, command)) = calls.into_iter().next() else {
        return;
    };
    let around = command.around;
    let is_unseen = script.source.has_gaps || scripts.has_unseen_before(script);
    if is_unseen || around.is_repeated || around.is_called {
        return;
    }
    let lacks_lists = needs_lists(command);
    let lacks_wait =
        command.name != "apt" && !waits(command) && !scripts.commands_before(script, command.face.start).any(waits);
    let message = match (lacks_lists, lacks_wait) {
        (true, _) => say! {
            en: "No `apt-get update` runs before this, and with the lists of the source image packages may not be found",
            pt_br: "Nenhum `apt-get update` roda antes disto, e com as listas da imagem de origem pacotes podem não ser encontrados",
        },
        (false, true) => say! {
            en: "Right after boot another process may hold the lock of the packages; wait for `cloud-init` first",
            pt_br: "Logo após o boot outro processo pode reter o lock dos pacotes; espere antes pelo `cloud-init`",
        },
        (false, false) => return,
    };
    let mut lines = Vec::new();
    lines.extend(lacks_wait.then_some(WAIT));
    lines.extend(lacks_lists.then_some(UPDATE));
    let fix = put_before(script, command, &lines);
    let report = out.report_in(script, command.face, message);
    if let Some(edits) = fix {
        let what = lines.join("; ");
        let title = say! { en: "Run `{what}` first", pt_br: "Executar antes `{what}`" };
        report.guess(title, edits);
    }
}

/// Whether a command takes the lock. What Ubuntu comes with needs neither lists nor much luck.
fn works(command: &Command) -> bool {
    let call = packages::call(command).filter(|it| it.manager == Manager::Apt && !it.is_rehearsal());
    call.is_some_and(|it| it.packages().is_none_or(|names| names != ["unattended-upgrades"]))
}

fn needs_lists(command: &Command) -> bool {
    let call = packages::call(command).filter(|it| it.action == Action::Install);
    let Some(names) = call.and_then(|it| it.packages()) else {
        return false;
    };
    // A package in a file needs no list.
    let is_file = |it: &&str| it.contains('/') || it.ends_with(".deb");
    !names.is_empty() && !names.iter().any(is_file)
}

/// Whether a command gives the first boot time, or looks at the lock itself.
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

/// Items before the one that begins with a command, or lines before its line of a file.
fn put_before(script: &StepScript<'_>, command: &Command, lines: &[&str]) -> Option<Vec<FileEdit>> {
    let around = command.around;
    let is_sure = !around.is_nested && !around.is_conditional && !around.is_background && command.pipe.is_none();
    let settings = command.settings.iter().map(|it| it.span.start);
    let start = settings.chain([command.span.start]).min()?;
    if let Some(edit) = script.add_lines(start, lines).filter(|_| is_sure) {
        return Some(vec![edit]);
    }
    let own = script.source.item(command.face.start).filter(|_| is_sure)?;
    let text = &script.source.text;
    let is_first = Span::new(own.span.start, start).of(text).trim().is_empty();
    let before = text.get(..own.span.start as usize)?.trim_end();
    if !is_first || before.ends_with(['\\', '|', '&']) {
        return None;
    }
    let item = |it: &&str| patch::add_item_before(own.node, &string::quote(it)).into();
    Some(lines.iter().map(item).collect())
}
