//! On a command of a script: what it does to a build, who runs it, and how long it waits.

use crate::document::Document;
use crate::ide::cursor::{Owner, command};
use crate::ide::hover::{Hover, Text};
use crate::ide::scripts;
use crate::insight::summary;
use crate::insight::{commands, timeout};
use crate::locale::Message;
use crate::model::step::{Step, StepKind};
use crate::model::value::{self, Value};
use crate::say;
use crate::script::Dialect;
use crate::script::analysis;
use crate::script::command::{Command, User};
use crate::script::source::Script;

/// The description of the command at an offset of a script; `None` if it is unknown.
pub(super) fn hover(doc: &Document, owner: Owner<'_>, at: u32) -> Option<Hover> {
    let Owner::List(list) = owner else { return None };
    let step = scripts::step_of(doc, list.parent()?).filter(|it| it.get("inline") == Some(list))?;
    let script = Script::of(step.node)?;
    let offset = script.at(at)?;
    let parsed = analysis::analyze(&script.text, script.dialect);
    let (command, name, name_span) = command::at(&parsed, &script.text, offset)?;
    let mut text = Text::default();
    text.line(Message::same(format!("**`{name}`**")));
    text.line(commands::about(command, &name)?);
    if matches!(name.as_str(), "sleep" | "start-sleep") {
        text.line(sum(step));
    }
    if name == command.name {
        text.line(who(step, command).unwrap_or_default());
    }
    Some(Hover {
        span: script.written(name_span)?,
        words: text.done(),
    })
}

/// What all scripts of the template wait together.
fn sum(step: Step<'_>) -> Message {
    let seconds = timeout::waits(step.template).scripts;
    let time = summary::duration(seconds);
    match seconds {
        0 => Message::default(),
        _ => say! {
            en: "The scripts of this template wait {time} in total, not counting loops, functions and branches.",
            pt_br: "Ao todo, os scripts deste template esperam {time}, sem contar loops, funções e desvios.",
        },
    }
}

/// The user that runs it, if known.
fn who(step: Step<'_>, command: &Command) -> Option<Message> {
    let is_on = |name: &str| match value::boolean(step.get(name)) {
        Value::Known(on, _) => Some(on),
        Value::Missing => Some(false),
        Value::Computed(_) | Value::Wrong(_) => None,
    };
    match (step.kind?, command.runs_as) {
        (StepKind::Shell, User::Root) => Some(say! { en: "Runs as root.", pt_br: "Executado como root." }),
        (StepKind::Shell, User::Build) if command.dialect == Dialect::Shell => Some(say! {
            en: "Runs as the build user, which is not root.",
            pt_br: "Executado como o usuário do build, que não é root.",
        }),
        (StepKind::PowerShell, _) => Some(match (is_on("runElevated")?, is_on("runAsSystem")?) {
            (true, true) => say! {
                en: "Runs elevated, as SYSTEM (`runAsSystem`).",
                pt_br: "Executado com privilégios elevados, como SYSTEM (`runAsSystem`).",
            },
            (true, false) => say! {
                en: "Runs elevated, as the build user (`runElevated`).",
                pt_br: "Executado com privilégios elevados, como o usuário do build (`runElevated`).",
            },
            (false, false) => say! {
                en: "Runs as the build user, not elevated; `runElevated` changes that.",
                pt_br: "Executado como o usuário do build, sem privilégios elevados; `runElevated` muda isso.",
            },
            // The service refuses it.
            (false, true) => return None,
        }),
        _ => None,
    }
}
