//! Commands that delete or hide the files in `/tmp`, or keep them from running.

use crate::model::deprovision::LINUX_PATH;
use crate::model::file_id::FileEdit;
use crate::model::step::List;
use crate::rules::deprovision::comes_back;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::Dialect;
use crate::script::command::{Command, Word};
use crate::script::deletes;
use crate::script::removal;
use crate::script::scripts::{Scripts, StepScript};
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "deprovision/tmp-wiped",
    level: Level::Warning,
    fixable: true,
    page: include_str!("tmp_wiped.md"),
    check: Check::Script(check),
    ..Rule::DEFAULTS
};

fn check(script: &StepScript<'_>, scripts: &Scripts<'_>, findings: &mut Findings<'_>) {
    if script.step.list != List::Customize || script.source.dialect != Dialect::Shell {
        return;
    }
    for command in &script.parsed.commands {
        let Some(wipe) = wipe(command, script) else { continue };
        if command.dialect != Dialect::Shell || comes_back(script, command.span.end, scripts) {
            continue;
        }
        let message = match wipe.how {
            How::Deleted => say! {
                en: "Keep `{LINUX_PATH}`: the last build step needs it to generalize the VM",
                pt_br: "Mantenha `{LINUX_PATH}`: a última etapa do build precisa dele para generalizar a VM",
            },
            How::Hidden => say! {
                en: "A file system mounted on `/tmp` hides the steps and `{LINUX_PATH}` from the build",
                pt_br: "Um sistema de arquivos montado em `/tmp` esconde do build as etapas e `{LINUX_PATH}`",
            },
            How::NotRun => say! {
                en: "With `noexec` on `/tmp`, neither the steps nor the deprovisioning script of the build can run",
                pt_br: "Com `noexec` em `/tmp`, nem as etapas nem o script de desprovisionamento do build são executados",
            },
        };
        let report = findings.report_in(script, wipe.span, message);
        if let Some(edit) = wipe.edit {
            let title = say! { en: "Keep `DeprovisioningScript.sh`", pt_br: "Manter `DeprovisioningScript.sh`" };
            report.guess(title, [edit]);
        }
    }
}

/// What happens to the files in `/tmp`.
enum How {
    Deleted,
    Hidden,
    NotRun,
}

struct Wipe {
    how: How,
    span: Span,
    edit: Option<FileEdit>,
}

fn wipe(command: &Command, script: &StepScript<'_>) -> Option<Wipe> {
    match command.name.as_str() {
        "rm" => deleted(command, script),
        "find" => found(command, script),
        "systemd-tmpfiles" => cleaned(command, script),
        "mount" => mounted(command),
        "systemctl" => {
            let starts = command.has(&["start", "restart"]) || command.has(&["enable"]) && command.has(&["--now"]);
            let unit = command.word(&["tmp.mount"]).filter(|_| starts)?;
            Some(Wipe {
                how: How::Hidden,
                span: unit.span,
                edit: None,
            })
        }
        _ => None,
    }
}

/// `rm -rf /tmp`, `/tmp/*`, `/tmp/{*,.*}`.
fn deleted(command: &Command, script: &StepScript<'_>) -> Option<Wipe> {
    let all = deletes::deleted(command, &script.parsed);
    let folder = command.has_letter('r') || command.has_letter('R') || command.has_long("recursive");
    let is_all = |path: &str| match path {
        "/tmp" | "/tmp/" | "/tmp//" => folder,
        _ => deletes::covers(path, LINUX_PATH) && is_wild(path),
    };
    let found = all.iter().find(|it| is_all(&it.path))?;
    let is_only = all.iter().all(|it| it.span == found.span) && command.operands().count() == 1;
    // With other operands only this word is removed; alone, the command is narrowed to the other files of the directory.
    let edit = if !is_only {
        let is_own = all.iter().filter(|it| it.span == found.span).count() == 1;
        removal::of_word(script, found.span).filter(|_| is_own)
    } else if command.is_through(&["xargs", "find"]) {
        None
    } else {
        let end = command.words.last()?.span.end;
        let narrow = "find /tmp -mindepth 1 -maxdepth 1 ! -name DeprovisioningScript.sh -exec rm -rf {} +";
        script.edit(Span::new(command.name_span.start, end), narrow)
    };
    Some(Wipe {
        how: How::Deleted,
        span: found.span,
        edit,
    })
}

/// Whether the last segment of a path consists of wildcards only.
fn is_wild(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.chars().all(|it| matches!(it, '*' | '?' | '.'))
}

/// `find /tmp -delete`, unless a test selects among the files.
fn found(command: &Command, script: &StepScript<'_>) -> Option<Wipe> {
    const HARMLESS: [&str; 6] = ["-delete", "-mindepth", "-maxdepth", "-depth", "-xdev", "-mount"];
    let text = |it: &Word| it.text.clone();
    let mut operands = command
        .words
        .iter()
        .take_while(|it| !it.text.starts_with(['-', '!', '(']));
    let operand = operands.find(|it| matches!(it.text.as_str(), "/tmp" | "/tmp/" | "/tmp/*"))?;
    let delete = command.word(&["-delete"]);
    let runs = command.word(&["-exec", "-execdir"]);
    let action = delete.or(runs)?;
    let tests = command.words.iter().skip_while(|it| it.span <= operand.span);
    let mut tests = tests.take_while(|it| it.span < action.span).map(text).peekable();
    while let Some(test) = tests.next() {
        match test.as_str() {
            "-type" => {
                if tests.next().as_deref() == Some("d") {
                    return None;
                }
            }
            it if HARMLESS.contains(&it) => {
                tests.next_if(|it| it.parse::<u32>().is_ok());
            }
            _ => return None,
        }
    }
    let removes = delete.is_some() || command.has(&["rm"]);
    removes.then(|| Wipe {
        how: How::Deleted,
        span: operand.span,
        edit: script.edit(Span::at(action.span.start), "! -name DeprovisioningScript.sh "),
    })
}

/// `systemd-tmpfiles --remove` empties what its files mark with `D`, which on Debian and Ubuntu is `/tmp`.
fn cleaned(command: &Command, script: &StepScript<'_>) -> Option<Wipe> {
    let remove = command.word(&["--remove"])?;
    let narrows = command.has_long("prefix") || command.has_long("exclude-prefix") || command.has_long("root");
    if narrows || command.operands().next().is_some() {
        return None;
    }
    Some(Wipe {
        how: How::Deleted,
        span: remove.span,
        edit: script.edit(Span::at(remove.span.end), " --exclude-prefix=/tmp"),
    })
}

/// `mount -o remount,noexec /tmp`, `mount -t tmpfs tmpfs /tmp`.
fn mounted(command: &Command) -> Option<Wipe> {
    let operand = command
        .words
        .last()
        .filter(|it| matches!(it.text.as_str(), "/tmp" | "/tmp/"))?;
    let options: Vec<&str> = command.words.iter().flat_map(|it| it.text.split(',')).collect();
    let has = |word: &str| options.iter().any(|it| it.trim_start_matches("-o") == word);
    let how = if has("noexec") {
        How::NotRun
    } else if has("remount") {
        return None;
    } else {
        How::Hidden
    };
    Some(Wipe {
        how,
        span: operand.span,
        edit: None,
    })
}
