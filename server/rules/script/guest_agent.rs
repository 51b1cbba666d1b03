//! A script that removes the guest agent, which generalizing needs.

use crate::model::step::{self, Step, StepKind};
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::Dialect;
use crate::script::command::Command;
use crate::script::overrides;
use crate::script::removal;
use crate::script::scripts::{Scripts, StepScript};
use crate::script::services::{self, Action};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "script/guest-agent",
    level: Level::Error,
    fixable: true,
    page: include_str!("guest_agent.md"),
    check: Check::Script(check),
    ..Rule::DEFAULTS
};

/// The agents, by the names of their services and packages.
const LINUX: [&str; 3] = ["walinuxagent", "waagent", "wa-linux-agent"];
const WINDOWS: [&str; 3] = ["rdagent", "windowsazureguestagent", "windowsazuretelemetryservice"];

/// The agent that nothing waits for.
const MAY_BE_ABSENT: &str = "windowsazuretelemetryservice";

fn check(script: &StepScript<'_>, scripts: &Scripts<'_>, findings: &mut Findings<'_>) {
    for command in &script.parsed.commands {
        if command.context.is_called {
            continue;
        }
        let Some((action, name)) = hit(script, command) else {
            continue;
        };
        if comes_back(script, scripts, command, name) {
            continue;
        }
        let message = match command.dialect {
            Dialect::Shell => say! {
                en: "The last step of the build calls `waagent`, the guest agent; keep it installed",
                pt_br: "A última etapa do build chama `waagent`, o agente convidado; mantenha-o instalado",
            },
            Dialect::PowerShell => say! {
                en: "Keep the guest agent running: the last build step waits for it and hangs until the timeout",
                pt_br: "Mantenha o agente convidado em execução: a última etapa espera por ele e trava até o tempo limite",
            },
        };
        // On Linux the agent is called as a program, whether its service runs or not.
        let is_fatal = match action {
            Action::Disable => false,
            Action::Stop => command.dialect == Dialect::PowerShell,
            Action::Remove => true,
        };
        let level = match generalises(scripts) {
            Generalises::Itself => Level::Information,
            Generalises::Default if is_fatal && !command.context.is_conditional => Level::Error,
            _ => Level::Warning,
        };
        let report = findings.report_in(script, command.name_span, message).level(level);
        if let Some(edit) = removal::of_command(script, command) {
            report.guess(say! { en: "Delete the command", pt_br: "Excluir o comando" }, [edit]);
        }
    }
}

fn hit(script: &StepScript<'_>, command: &Command) -> Option<(Action, &'static str)> {
    let (action, names) = services::action(&script.parsed, command)?;
    let known: &[&'static str] = match command.dialect {
        Dialect::Shell => &LINUX,
        Dialect::PowerShell => &WINDOWS,
    };
    let name = known.iter().find(|it| names.iter().any(|name| name == *it))?;
    (action != Action::Remove || *name != MAY_BE_ABSENT).then_some((action, name))
}

/// Whether the agent is started or installed again, in this script or a later one.
fn comes_back(script: &StepScript<'_>, scripts: &Scripts<'_>, command: &Command, name: &str) -> bool {
    let raises = |of: &StepScript<'_>, it: &Command| services::brings_back(&of.parsed, it, name);
    let later = scripts
        .all
        .iter()
        .skip_while(|it| it.step.node != script.step.node)
        .skip(1);
    let mut later = later.flat_map(|of| of.parsed.commands.iter().map(move |it| raises(of, it)));
    script.behind(command).any(|it| raises(script, it)) || later.any(|it| it)
}

/// What the last step runs.
enum Generalises {
    /// The service's own script, which needs the agent.
    Default,
    /// A script that a step of the template writes instead.
    Itself,
    /// A step that is not available may have written it.
    Unknown,
}

fn generalises(scripts: &Scripts<'_>) -> Generalises {
    let is_unseen = |step: &Step<'_>| match step.kind {
        Some(StepKind::Shell | StepKind::PowerShell) => step.given("scriptUri").is_some(),
        None => true,
        _ => false,
    };
    if overrides::are_there(scripts) {
        Generalises::Itself
    } else if step::customizers(scripts.template).any(|it| is_unseen(&it)) {
        Generalises::Unknown
    } else {
        Generalises::Default
    }
}
