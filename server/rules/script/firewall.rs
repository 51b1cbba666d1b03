//! A script that closes the port through which the service reaches the build VM.

use crate::model::file_id::FileEdit;
use crate::model::step::{self, Step};
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::Dialect;
use crate::script::command::Command;
use crate::script::firewall::{self, Change, Wall, windows};
use crate::script::removal;
use crate::script::scripts::{Scripts, StepScript};
use crate::script::services::is_rehearsed;
use crate::syntax::patch;
use crate::syntax::string;
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "script/firewall",
    level: Level::Warning,
    fixable: true,
    page: include_str!("firewall.md"),
    check: Check::Scripts(check),
    ..Rule::DEFAULTS
};

/// The state after the commands so far.
#[derive(Default)]
struct State {
    is_allowed: bool,
    /// Whether a policy blocks what no rule allows.
    is_shut: bool,
    /// Whether Ubuntu's firewall was enabled.
    is_on: bool,
}

fn check(scripts: &Scripts<'_>, findings: &mut Findings<'_>) {
    let mut states = [State::default(), State::default()];
    for script in &scripts.all {
        for command in &script.parsed.commands {
            let [linux, windows] = &mut states;
            let state = match command.dialect {
                Dialect::Shell => linux,
                Dialect::PowerShell => windows,
            };
            let Some(change) = change(script, command) else {
                continue;
            };
            if let Some(level) = state.apply(change, script, command, is_unseen(script, scripts)) {
                report(script, command, change, level, findings);
            }
        }
    }
}

fn change(script: &StepScript<'_>, command: &Command) -> Option<Change> {
    let change = match command.dialect {
        Dialect::Shell => firewall::of_shell(command),
        Dialect::PowerShell => windows::of_powershell(&script.parsed, command),
    };
    change.filter(|_| !is_rehearsed(command))
}

impl State {
    /// Applies a change and returns how severe it is.
    fn apply(&mut self, change: Change, script: &StepScript<'_>, command: &Command, is_unseen: bool) -> Option<Level> {
        let allows_behind = script.behind(command).any(|it| {
            let next = self::change(script, it);
            matches!(next, Some(Change::Allows | Change::Opens))
        });
        let is_unsure = command.context.is_called || is_unseen;
        let is_known = !self.is_allowed && !is_unsure;
        match change {
            Change::Allows => self.is_allowed = true,
            Change::Opens => (self.is_on, self.is_shut) = (false, false),
            Change::Resets => {
                self.is_allowed = false;
                let is_windows = command.dialect == Dialect::PowerShell;
                return (is_windows && !command.context.is_called && !allows_behind).then_some(Level::Warning);
            }
            Change::Shuts(Wall::Ufw) => {
                // Enabling it again changes nothing.
                let was_on = std::mem::replace(&mut self.is_on, true);
                let level = if allows_behind {
                    Level::Information
                } else {
                    Level::Warning
                };
                return (is_known && !was_on).then_some(level);
            }
            Change::Shuts(Wall::UfwPolicy) => {
                let turns_on = |it: &Command| self::change(script, it) == Some(Change::Shuts(Wall::Ufw));
                let is_reported_later = allows_behind || script.behind(command).any(turns_on);
                let level = if self.is_on { Level::Warning } else { Level::Information };
                return (is_known && !is_reported_later).then_some(level);
            }
            Change::Shuts(Wall::Tables) => {
                self.is_shut = true;
                return (is_known && !allows_behind).then_some(Level::Warning);
            }
            Change::Shuts(Wall::WindowsPolicy) => {
                return (is_known && !allows_behind).then_some(Level::Information);
            }
            Change::Flushes => {
                let shuts = self.is_shut && !is_unsure && !allows_behind;
                self.is_allowed = false;
                return shuts.then_some(Level::Warning);
            }
            Change::Blocks => {
                let was_allowed = std::mem::take(&mut self.is_allowed);
                let counts = match command.name.as_str() {
                    "ufw" => self.is_on && !is_unsure,
                    "firewall-cmd" => !was_allowed && !is_unsure,
                    _ => !command.context.is_called,
                };
                // Permanent rules take effect when the rules are reloaded.
                let is_later = command.has_long("permanent") && !script.behind(command).any(|it| it.has_long("reload"));
                let level = if is_later { Level::Information } else { Level::Warning };
                return (counts && !allows_behind).then_some(level);
            }
        }
        None
    }
}

/// Whether a script that is not available runs before a script ends.
fn is_unseen<'d>(script: &StepScript<'d>, scripts: &Scripts<'d>) -> bool {
    let is_hidden = |it: Step<'d>| it.given("scriptUri").is_some() && it.runs_script() && !scripts.is_seen(it);
    let before = step::customizers(script.step.template).take_while(|it| it.node != script.step.node);
    script.source.has_gaps || before.into_iter().any(is_hidden)
}

fn report(script: &StepScript<'_>, command: &Command, change: Change, level: Level, findings: &mut Findings<'_>) {
    let port = match command.dialect {
        Dialect::Shell => "22",
        Dialect::PowerShell => "5986",
    };
    let message = match (change, level) {
        (Change::Shuts(Wall::WindowsPolicy), _) => say! {
            en: "Allow TCP port {port} first: the service needs it, and this policy blocks ports without a rule",
            pt_br: "Permita antes a porta TCP {port}: o serviço precisa dela, e esta política bloqueia portas sem regra",
        },
        (Change::Shuts(_) | Change::Flushes, _) => say! {
            en: "Allow TCP port {port} first: this command closes it, and the service needs it to reach the VM",
            pt_br: "Permita antes a porta TCP {port}: este comando a fecha, e o serviço acessa a VM por ela",
        },
        _ => say! {
            en: "The service reaches the build VM on TCP port {port}; closing it interrupts the build",
            pt_br: "O serviço acessa a VM de build pela porta TCP {port}; fechá-la interrompe o build",
        },
    };
    let report = findings.report_in(script, command.name_span, message).level(level);
    let (allow, is_behind) = match (change, command.name.as_str()) {
        (Change::Shuts(_), "ufw") => ("sudo ufw allow 22/tcp", false),
        (Change::Shuts(_) | Change::Flushes, "iptables") => {
            ("sudo iptables -I INPUT -p tcp --dport 22 -j ACCEPT", false)
        }
        (Change::Shuts(Wall::WindowsPolicy), _) => (WINDOWS_RULE, false),
        (Change::Resets, _) => (WINDOWS_RULE, true),
        _ => ("", false),
    };
    let edit = match (allow, change) {
        ("", _) => removal::of_command(script, command),
        // Flushing the rules would remove the new rule.
        (_, Change::Flushes) => insert(script, command, allow, true),
        _ => insert(script, command, allow, is_behind),
    };
    let title = if allow.is_empty() {
        say! { en: "Delete the command", pt_br: "Excluir o comando" }
    } else {
        say! { en: "Allow TCP port {port}", pt_br: "Permitir a porta TCP {port}" }
    };
    if let Some(edit) = edit {
        report.guess(title, [edit]);
    }
}

const WINDOWS_RULE: &str =
    "New-NetFirewallRule -DisplayName 'WinRM HTTPS' -Direction Inbound -Protocol TCP -LocalPort 5986 -Action Allow";

/// The edit that inserts another command before or after one: as an item of its own, or on the same line.
fn insert(script: &StepScript<'_>, command: &Command, new_line: &str, is_behind: bool) -> Option<FileEdit> {
    let context = command.context;
    let is_piped = command.pipe.is_some() && !context.is_uncertain() && !context.is_nested && !context.is_substituted;
    if !context.is_plain() && !is_piped {
        return None;
    }
    let line = script
        .add_lines(command.span.start, &[new_line])
        .filter(|_| !is_behind && !is_piped);
    if line.is_some() {
        return line;
    }
    let item = script.source.item(command.span.start)?;
    let text = &script.source.text;
    let ahead = Span::new(item.span.start, command.span.start).of(text);
    let rest = Span::new(command.span.end, item.span.end).of(text);
    let is_continued = text
        .get(..item.span.start as usize)
        .is_some_and(|it| it.trim_end().ends_with(['\\', '|', '&', '`', ',', '(']));
    let is_item =
        rest.trim().is_empty() && (ahead.trim().is_empty() || (is_piped && !ahead.contains(['\n', ';', '&'])));
    let json = string::quote(new_line);
    if is_item && !is_continued {
        let edit = if is_behind {
            patch::add_item_after(item.node, &json)
        } else {
            patch::add_item_before(item.node, &json)
        };
        return Some(edit.into());
    }
    if is_piped {
        return None;
    }
    if is_behind {
        script.edit(Span::at(command.span.end), &format!("; {new_line}"))
    } else {
        script.edit(Span::at(command.span.start), &format!("{new_line}; "))
    }
}
