//! Hover on `buildTimeoutInMinutes`: its effective value, what it covers in this template, how long the
//! scripts and restarts may wait, and which parts are usually slow.

use crate::insight::timeout::{self, Limit, Slow};
use crate::locale::{Lang, Say};
use crate::model::template::{Role, Template};
use crate::say;
use crate::syntax::tree::Node;
use crate::text::plain::code;

/// The paragraphs for a node of a template; none for any but the timeout.
pub(super) fn lines(template: Template<'_>, node: Node<'_>) -> Vec<Say> {
    if template.role != Role::Template || template.property("buildTimeoutInMinutes") != Some(node) {
        return Vec::new();
    }
    about(template)
}

/// The paragraphs for a template.
pub fn about(template: Template<'_>) -> Vec<Say> {
    let limit = timeout::limit(template);
    let written = template.property("buildTimeoutInMinutes");
    let file = written.and_then(|it| template.resolve(it)?.file());
    let mut lines: Vec<Say> = effective(limit, file).into_iter().collect();
    lines.push(covers(template));
    lines.extend(waits(template));
    lines.extend(slow(template));
    lines.push(agent(limit));
    lines
}

/// Nothing for a timeout that the service refuses: its finding speaks. `file` is the parameter file that it is from.
fn effective(limit: Limit, file: Option<&str>) -> Option<Say> {
    match limit {
        Limit::Default => {
            let minutes = timeout::DEFAULT;
            Some(say! {
                en: "Effective value: {minutes} minutes, the default.",
                pt_br: "Valor efetivo: {minutes} minutos, o padrão.",
            })
        }
        Limit::Written(minutes) if limit.is_accepted() => Some(say! {
            en: "Effective value: {minutes} minutes.",
            pt_br: "Valor efetivo: {minutes} minutos.",
        }),
        Limit::Deduced(minutes) if limit.is_accepted() => Some(match file.map(code) {
            Some(file) => say! {
                en: "Effective value: {minutes} minutes, from the parameter file {file}.",
                pt_br: "Valor efetivo: {minutes} minutos, a partir do arquivo de parâmetros {file}.",
            },
            None => say! {
                en: "Effective value: {minutes} minutes, unless the deployment sets another value.",
                pt_br: "Valor efetivo: {minutes} minutos, a menos que a implantação informe outro valor.",
            },
        }),
        Limit::Written(_) | Limit::Deduced(_) | Limit::Unknown => None,
    }
}

/// The parts of this template that share the time.
fn covers(template: Template<'_>) -> Say {
    let mut parts = Vec::new();
    match template.customizers().count() {
        0 => {}
        1 => parts.push(say! { en: "one step", pt_br: "uma etapa" }),
        n => parts.push(say! { en: "{n} steps", pt_br: "{n} etapas" }),
    }
    if timeout::optimizes_boot(template) {
        parts.push(say! { en: "boot optimization", pt_br: "otimização de inicialização" });
    }
    match template.validators().count() {
        0 => {}
        1 => parts.push(say! { en: "one validation", pt_br: "uma validação" }),
        n => parts.push(say! { en: "{n} validations", pt_br: "{n} validações" }),
    }
    match template.distributors().count() {
        0 | 1 => parts.push(say! { en: "distribution", pt_br: "distribuição" }),
        n => parts.push(say! { en: "distribution to {n} targets", pt_br: "distribuição para {n} destinos" }),
    }
    let (en, pt_br) = (listed(&parts, Lang::En), listed(&parts, Lang::PtBr));
    say! { en: "Covers the whole build: {en}.", pt_br: "Abrange o build inteiro: {pt_br}." }
}

/// The waits of scripts and restarts, in one paragraph.
fn waits(template: Template<'_>) -> Option<Say> {
    let waits = timeout::waits(template);
    let mut sentences = Vec::new();
    if waits.scripts > 0 {
        let time = time(waits.scripts);
        sentences.push(say! {
            en: "The scripts alone wait {time}.",
            pt_br: "Só as esperas dos scripts somam {time}.",
        });
    }
    let (restarts, limit) = (waits.restarts, time(waits.restart_limit));
    match (restarts, waits.is_open) {
        (0, _) => {}
        (1, false) => sentences.push(say! {
            en: "The restart may take up to {limit} (`restartTimeout`).",
            pt_br: "A reinicialização pode levar até {limit} (`restartTimeout`).",
        }),
        (_, false) => sentences.push(say! {
            en: "The {restarts} restarts may take up to {limit} in total (`restartTimeout`).",
            pt_br: "As {restarts} reinicializações podem levar até {limit} no total (`restartTimeout`).",
        }),
        (_, true) => sentences.push(say! {
            en: "The duration of the restarts cannot be determined from the file.",
            pt_br: "Não é possível determinar pelo arquivo quanto as reinicializações podem levar.",
        }),
    }
    if waits.scripts > 0 && restarts > 0 && !waits.is_open {
        let sum = time(waits.scripts.saturating_add(waits.restart_limit));
        sentences.push(say! { en: "Total: up to {sum}.", pt_br: "Total: até {sum}." });
    }
    let told = |lang| sentences.iter().map(|it| it.get(lang)).collect::<Vec<_>>().join(" ");
    (!sentences.is_empty()).then(|| Say {
        en: told(Lang::En).into(),
        pt_br: told(Lang::PtBr).into(),
    })
}

/// What is known to use the time up, as a list under one sentence.
fn slow(template: Template<'_>) -> Vec<Say> {
    let parts = timeout::slow_parts(template);
    if parts.is_empty() {
        return Vec::new();
    }
    let items: Vec<Say> = parts.iter().map(about_part).collect();
    let list = |lang| {
        let lines = items.iter().map(|it| format!("- {}", it.get(lang)));
        lines.collect::<Vec<_>>().join("\n")
    };
    vec![
        say! { en: "Usually slow:", pt_br: "Costuma demorar:" },
        Say {
            en: list(Lang::En).into(),
            pt_br: list(Lang::PtBr).into(),
        },
    ]
}

fn about_part(part: &Slow) -> Say {
    match part {
        Slow::Updates(count, name) => {
            let which = steps(*count, name.as_deref(), "WindowsUpdate");
            let (en, pt_br) = (which.en, which.pt_br);
            say! { en: "Windows updates, {en}", pt_br: "atualizações do Windows, {pt_br}" }
        }
        Slow::Files(count, name) => {
            let which = steps(*count, name.as_deref(), "File");
            let (en, pt_br) = (which.en, which.pt_br);
            say! {
                en: "{en}: hours for a file larger than 20 MB",
                pt_br: "{pt_br}: horas para um arquivo maior que 20 MB",
            }
        }
        Slow::OneCore(size) => say! {
            en: "a Windows build on one core, `{size}`",
            pt_br: "um build de Windows com um núcleo, `{size}`",
        },
        Slow::BootOptimization(Some(minutes)) => say! {
            en: "boot optimization: up to {minutes} minutes in 95% of cases",
            pt_br: "otimização de inicialização: até {minutes} minutos em 95% dos casos",
        },
        Slow::BootOptimization(None) => say! { en: "boot optimization", pt_br: "otimização de inicialização" },
        Slow::Replication(regions) => say! {
            en: "replication to {regions} regions",
            pt_br: "replicação para {regions} regiões",
        },
    }
}

/// Which steps: the name of the only one, else how many.
fn steps(count: usize, name: Option<&str>, kind: &str) -> Say {
    match (count, name) {
        (1, Some(name)) => {
            let name = code(name);
            say! { en: "step {name}", pt_br: "etapa {name}" }
        }
        (1, None) => say! { en: "one step of type `{kind}`", pt_br: "uma etapa do tipo `{kind}`" },
        _ => say! { en: "{count} steps of type `{kind}`", pt_br: "{count} etapas do tipo `{kind}`" },
    }
}

/// The limit of a job in Azure DevOps, which may end the waiting earlier than the timeout.
fn agent(limit: Limit) -> Say {
    let agent = timeout::HOSTED_AGENT;
    if limit.minutes().is_some_and(|it| it <= agent) {
        return say! {
            en: "In Azure DevOps, a job on a Microsoft-hosted agent is limited to {agent} minutes in private projects.",
            pt_br: "No Azure DevOps, um trabalho em um agente hospedado pela Microsoft é limitado a {agent} minutos em projetos privados.",
        };
    }
    say! {
        en: "In Azure DevOps, a job on a Microsoft-hosted agent is limited to {agent} minutes in private projects; a task that waits for a longer build is canceled.",
        pt_br: "No Azure DevOps, um trabalho em um agente hospedado pela Microsoft é limitado a {agent} minutos em projetos privados; uma tarefa que espera um build mais longo é cancelada.",
    }
}

fn listed(parts: &[Say], lang: Lang) -> String {
    parts.iter().map(|it| it.get(lang)).collect::<Vec<_>>().join(", ")
}

/// A time in the units that make it short; the same in every language.
pub(super) fn time(seconds: u64) -> String {
    match (seconds / 60, seconds % 60) {
        (0, seconds) => format!("{seconds} s"),
        (minutes, 0) => format!("{minutes} min"),
        (minutes, seconds) => format!("{minutes} min {seconds} s"),
    }
}
