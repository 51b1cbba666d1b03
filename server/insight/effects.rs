//! What the script of a step does to the build VM, as far as its text shows.

use crate::insight::summary;
use crate::locale::Message;
use crate::model::step::Step;
use crate::model::uri;
use crate::say;
use crate::script::command::Command;
use crate::script::packages::Action;
use crate::script::restarts;
use crate::script::scripts::{Scripts, StepScript};
use crate::script::{Dialect, downloads, installs, packages, ports, services, wait, writes};
use crate::text::plain::{code, shortened};
use crate::text::redact::Redactor;

/// Names that one line shows; of others it says how many there are.
const MAX_NAMES: usize = 6;

/// Letters of a command that is shown.
const MAX_COMMAND_LEN: usize = 60;

/// The effects of the script of a step, one per line, in the order in which people ask for them; none if the script is not
/// known. The first is how many commands it runs. Secrets of the document are replaced in what is cut.
pub fn effects(step: Step<'_>, redactor: &Redactor) -> Vec<Message> {
    let scripts = Scripts::of(step.template, &[step], std::iter::empty());
    let is_known = |it: &&StepScript<'_>| !it.parsed.is_cut && !it.parsed.commands.is_empty();
    let Some(script) = scripts.script_of(step).filter(is_known) else {
        return Vec::new();
    };
    let lines = [
        Some(count(script)),
        packages(script, Action::Install),
        packages(script, Action::Upgrade),
        packages(script, Action::Remove),
        installers(script, redactor),
        features(script, redactor),
        restart(script, redactor),
        waits(script),
        ports(script),
        services(script, redactor),
        files(script),
        addresses(script),
    ];
    lines.into_iter().flatten().collect()
}

fn count(script: &StepScript<'_>) -> Message {
    let commands = match outermost(script.parsed.commands.iter()).count() {
        1 => say! { en: "1 command", pt_br: "1 comando" },
        count => say! { en: "{count} commands", pt_br: "{count} comandos" },
    };
    let gaps = match script.source.has_gaps {
        true => say! {
            en: ", not counting items whose text is unknown",
            pt_br: ", sem contar itens cujo texto é desconhecido",
        },
        false => Message::default(),
    };
    Message::join([commands, gaps], "")
}

fn packages(script: &StepScript<'_>, action: Action) -> Option<Message> {
    let all = script.parsed.commands.iter().filter_map(packages::call);
    let mut calls = all.filter(|it| it.action == action && !it.is_rehearsal());
    if action == Action::Upgrade {
        let upgrade = say! { en: "Upgrades installed packages", pt_br: "Atualiza pacotes instalados" };
        return calls.next().map(|_| upgrade);
    }
    let Message { en, pt_br } = listed(calls.filter_map(|it| it.packages()).flatten().map(str::to_owned))?;
    Some(match action {
        Action::Remove => say! { en: "Removes packages: {en}", pt_br: "Remove pacotes: {pt_br}" },
        _ => say! { en: "Installs packages: {en}", pt_br: "Instala pacotes: {pt_br}" },
    })
}

fn installers(script: &StepScript<'_>, redactor: &Redactor) -> Option<Message> {
    let Message { en, pt_br } = commands(script, redactor, |it| is_work(it, installs::Work::Software))?;
    Some(say! { en: "Runs installers: {en}", pt_br: "Executa instaladores: {pt_br}" })
}

fn features(script: &StepScript<'_>, redactor: &Redactor) -> Option<Message> {
    let Message { en, pt_br } = commands(script, redactor, |it| is_work(it, installs::Work::Feature))?;
    Some(say! { en: "Adds Windows features: {en}", pt_br: "Adiciona recursos do Windows: {pt_br}" })
}

fn is_work(command: &Command, work: installs::Work) -> bool {
    command.dialect == Dialect::PowerShell && installs::work(command) == Some(work)
}

fn restart(script: &StepScript<'_>, redactor: &Redactor) -> Option<Message> {
    let Message { en, pt_br } = commands(script, redactor, |it| {
        restarts::restart(it).is_some() || restarts::restarts_linux(it)
    })?;
    Some(say! { en: "May restart the VM: {en}", pt_br: "Pode reiniciar a VM: {pt_br}" })
}

fn waits(script: &StepScript<'_>) -> Option<Message> {
    let seconds = wait::seconds(&script.parsed);
    let time = summary::duration(seconds);
    (seconds > 0).then(|| {
        say! {
            en: "Waits {time}, not counting loops, functions and branches",
            pt_br: "Espera {time}, sem contar loops, funções e desvios",
        }
    })
}

fn ports(script: &StepScript<'_>) -> Option<Message> {
    let Message { en, pt_br } = listed(script.parsed.commands.iter().flat_map(ports::opened))?;
    Some(say! { en: "Opens ports in the firewall: {en}", pt_br: "Abre portas no firewall: {pt_br}" })
}

fn services(script: &StepScript<'_>, redactor: &Redactor) -> Option<Message> {
    let is_one = |it: &Command| packages::call(it).is_none() && services::action(&script.parsed, it).is_some();
    let Message { en, pt_br } = commands(script, redactor, is_one)?;
    Some(say! {
        en: "Stops, disables or removes services: {en}",
        pt_br: "Interrompe, desabilita ou remove serviços: {pt_br}",
    })
}

fn files(script: &StepScript<'_>) -> Option<Message> {
    let all = writes::writes(&script.parsed, &script.source.text).into_iter();
    // What is written to a device or a stream goes nowhere.
    let is_file =
        |path: &str| !path.starts_with("/dev/") && !path.starts_with('&') && !path.eq_ignore_ascii_case("$null");
    let Message { en, pt_br } = listed(all.map(|it| it.path).filter(|it| is_file(it)))?;
    Some(say! { en: "Writes files: {en}", pt_br: "Grava arquivos: {pt_br}" })
}

fn addresses(script: &StepScript<'_>) -> Option<Message> {
    let all = downloads::downloads(script).into_iter();
    let host = |it: downloads::Download| {
        let uri = uri::split(&it.address.text).filter(|it| it.is_web())?;
        Some(uri.host.to_owned())
    };
    let Message { en, pt_br } = listed(all.filter_map(host))?;
    Some(say! { en: "Downloads from: {en}", pt_br: "Baixa de: {pt_br}" })
}

/// The commands of a kind as they are written, cut where they are long.
fn commands(script: &StepScript<'_>, redactor: &Redactor, is_one: impl Fn(&Command) -> bool) -> Option<Message> {
    let own = script.parsed.commands.iter().filter(|it| is_one(it));
    listed(outermost(own).map(|it| {
        let text = it.span.of(&script.source.text);
        shortened(
            &redactor.redacted(text.lines().next().unwrap_or_default()),
            MAX_COMMAND_LEN,
        )
    }))
}

/// Commands without those that one of them runs: `msiexec` in `Start-Process msiexec`.
fn outermost<'s>(commands: impl Iterator<Item = &'s Command>) -> impl Iterator<Item = &'s Command> {
    let mut end = 0;
    commands.filter(move |it| {
        let is_outer = it.span.end > end;
        end = end.max(it.span.end);
        is_outer
    })
}

/// The first names of a list, each once; `None` for an empty one.
fn listed(names: impl Iterator<Item = String>) -> Option<Message> {
    let mut all: Vec<String> = Vec::new();
    for name in names.filter(|it| !it.trim().is_empty()) {
        if !all.contains(&name) {
            all.push(name);
        }
    }
    let shown: Vec<String> = all.iter().take(MAX_NAMES).map(|it| code(it)).collect();
    let shown = shown.join(", ");
    match all.len().saturating_sub(MAX_NAMES) {
        _ if all.is_empty() => None,
        0 => Some(Message::same(shown)),
        more => Some(say! { en: "{shown} and {more} more", pt_br: "{shown} e mais {more}" }),
    }
}
