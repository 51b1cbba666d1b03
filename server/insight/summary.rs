//! A template at a glance: its image, its targets, its duration, and the permissions.

use crate::insight::permissions::access::Grant;
use crate::insight::permissions::permissions;
use crate::insight::timeout::{self, Limit, Slow};
use crate::locale::{Lang, Message};
use crate::model::regions;
use crate::model::resource_id::ResourceId;
use crate::model::template::Template;
use crate::model::value;
use crate::model::{architecture, generation, os, reason};
use crate::say;
use crate::syntax::tree::Node;
use crate::text::plain::{code, plain};

/// System, generation and architecture of the image, as far as they are known.
pub fn image(template: Template<'_>) -> Vec<Message> {
    let system = os::operating_system(template).map(|it| because_of(Message::same(it.os.name()), template, it.because));
    let generation = generation::generation(template).map(|it| {
        let number = it.generation.number();
        let label = say! { en: "Generation {number}", pt_br: "Geração {number}" };
        because_of(label, template, it.because)
    });
    let architecture = architecture::architecture(template)
        .map(|it| because_of(Message::same(it.architecture.name()), template, it.because));
    [system, generation, architecture].into_iter().flatten().collect()
}

/// "Windows, because the publisher is `MicrosoftWindowsServer`."
fn because_of(fact: Message, template: Template<'_>, because: Node<'_>) -> Message {
    let why = reason::because(template, because);
    Message {
        en: format!("{}, {}.", fact.en, why.en).into(),
        pt_br: format!("{}, {}.", fact.pt_br, why.pt_br).into(),
    }
}

/// A short description of a distribution target; `None` for an unknown type.
pub fn target(target: Node<'_>) -> Option<Message> {
    let kind = value::text(target.get("type")).known()?;
    match kind.to_ascii_lowercase().as_str() {
        "sharedimage" => {
            let name = image_of(target.get("galleryImageId"), &["galleries", "images"]);
            let count = regions::count(target);
            let regions = match count {
                0 => Message::default(),
                1 => say! { en: " (1 region)", pt_br: " (1 região)" },
                _ => say! { en: " ({count} regions)", pt_br: " ({count} regiões)" },
            };
            let (en, pt_br) = (regions.en, regions.pt_br);
            Some(say! { en: "gallery image{name}{en}", pt_br: "imagem de galeria{name}{pt_br}" })
        }
        "managedimage" => {
            let name = image_of(target.get("imageId"), &["images"]);
            Some(say! { en: "managed image{name}", pt_br: "imagem gerenciada{name}" })
        }
        "vhd" => Some(Message::same("VHD")),
        _ => None,
    }
}

/// The last name in a literal resource ID, after a space; empty for any other text.
fn image_of(id: Option<Node<'_>>, types: &[&str]) -> String {
    let text = value::text(id).known().unwrap_or_default();
    let names = ResourceId::read(&text).and_then(|it| it.names("Microsoft.Compute", types));
    let last = names.and_then(|it| it.last().map(|it| plain(it)));
    last.map_or(String::new(), |it| format!(" {it}"))
}

/// The number of actions and roles to grant; `None` if no permission is needed.
pub fn grants(template: Template<'_>) -> Option<Message> {
    let all = permissions(template).to_grant();
    let (mut actions, mut roles): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    for need in &all.needs {
        match need.access.grant() {
            Grant::Actions(needed) => actions.extend(needed),
            Grant::Role(role) => roles.push(role.name),
        }
    }
    for list in [&mut actions, &mut roles] {
        list.sort_unstable();
        list.dedup();
    }
    let actions = match actions.len() {
        0 => None,
        1 => Some(say! { en: "1 action", pt_br: "1 ação" }),
        count => Some(say! { en: "{count} actions", pt_br: "{count} ações" }),
    };
    let roles = match roles.len() {
        0 => None,
        1 => Some(say! { en: "1 role", pt_br: "1 função" }),
        count => Some(say! { en: "{count} roles", pt_br: "{count} funções" }),
    };
    let parts: Vec<Message> = [actions, roles].into_iter().flatten().collect();
    let joined = |lang| parts.iter().map(|it| it.get(lang)).collect::<Vec<_>>().join(", ");
    let (en, pt_br) = (joined(Lang::En), joined(Lang::PtBr));
    (!parts.is_empty()).then(|| say! { en: "{en}", pt_br: "{pt_br}" })
}

/// What the timeout of a template must cover.
#[derive(Debug, Clone)]
pub struct TimeSummary {
    /// The effective timeout, the parts of the build that share it, and how long the template waits.
    pub sentences: Vec<Message>,
    /// The parts that are known to take long.
    pub slow: Vec<Message>,
    /// The limit of a job in Azure DevOps.
    pub agent: Message,
}

/// The time that a template has and needs.
pub fn time(template: Template<'_>) -> TimeSummary {
    let limit = timeout::limit(template);
    let written = template.property("buildTimeoutInMinutes");
    let file = written.and_then(|node| template.resolve(node)?.file());
    let sentences = [effective(limit, file), Some(covers(template)), waits(template)];
    TimeSummary {
        sentences: sentences.into_iter().flatten().collect(),
        slow: timeout::slow_parts(template).iter().map(slow_part).collect(),
        agent: agent(limit),
    }
}

/// The heading of the slow parts.
pub fn slow_heading() -> Message {
    say! { en: "Known to take long:", pt_br: "Costuma demorar:" }
}

/// Nothing for a timeout that the service rejects, which a rule reports. `file` is the parameter file that sets it.
fn effective(limit: Limit, file: Option<&str>) -> Option<Message> {
    match limit {
        Limit::Default => {
            let minutes = timeout::DEFAULT;
            Some(say! {
                en: "Effective: {minutes} minutes, the default.",
                pt_br: "Valor efetivo: {minutes} minutos, o padrão.",
            })
        }
        Limit::Written(minutes) if limit.is_accepted() => Some(say! {
            en: "Effective: {minutes} minutes.",
            pt_br: "Valor efetivo: {minutes} minutos.",
        }),
        Limit::Deduced(minutes) if limit.is_accepted() => Some(match file.map(code) {
            Some(file) => say! {
                en: "Effective: {minutes} minutes, from the parameter file {file}.",
                pt_br: "Valor efetivo: {minutes} minutos, a partir do arquivo de parâmetros {file}.",
            },
            None => say! {
                en: "Effective: {minutes} minutes, unless the deployment sets another value.",
                pt_br: "Valor efetivo: {minutes} minutos, a menos que a implantação informe outro valor.",
            },
        }),
        Limit::Written(_) | Limit::Deduced(_) | Limit::Unknown => None,
    }
}

/// The parts of the build that share the timeout.
fn covers(template: Template<'_>) -> Message {
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
    say! { en: "It covers the whole build: {en}.", pt_br: "Abrange o build inteiro: {pt_br}." }
}

/// The waits that the template itself contains, in one paragraph.
fn waits(template: Template<'_>) -> Option<Message> {
    let waits = timeout::waits(template);
    let mut sentences = Vec::new();
    if waits.scripts > 0 {
        let time = duration(waits.scripts);
        sentences.push(say! {
            en: "Its scripts wait for {time} in total.",
            pt_br: "Só as esperas dos scripts somam {time}.",
        });
    }
    let (restarts, limit) = (waits.restarts, duration(waits.restart_limit));
    match (restarts, waits.is_open) {
        (0, _) => {}
        (1, false) => sentences.push(say! {
            en: "Its restart can take up to {limit} (`restartTimeout`).",
            pt_br: "A reinicialização pode levar até {limit} (`restartTimeout`).",
        }),
        (_, false) => sentences.push(say! {
            en: "Its {restarts} restarts can take up to {limit} in total (`restartTimeout`).",
            pt_br: "As {restarts} reinicializações podem levar até {limit} no total (`restartTimeout`).",
        }),
        (_, true) => sentences.push(say! {
            en: "The file does not show how long its restarts can take.",
            pt_br: "O arquivo não mostra quanto tempo as reinicializações podem levar.",
        }),
    }
    if waits.scripts > 0 && restarts > 0 && !waits.is_open {
        let sum = duration(waits.scripts.saturating_add(waits.restart_limit));
        sentences.push(say! { en: "Together up to {sum}.", pt_br: "Ao todo, até {sum}." });
    }
    let joined = |lang| sentences.iter().map(|it| it.get(lang)).collect::<Vec<_>>().join(" ");
    (!sentences.is_empty()).then(|| Message {
        en: joined(Lang::En).into(),
        pt_br: joined(Lang::PtBr).into(),
    })
}

fn slow_part(part: &Slow) -> Message {
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
                en: "{en}: hours for a file above 20 MB",
                pt_br: "{pt_br}: horas para um arquivo acima de 20 MB",
            }
        }
        Slow::OneCore(size) => say! {
            en: "a Windows build on one core, `{size}`",
            pt_br: "um build de Windows com um núcleo, `{size}`",
        },
        Slow::BootOptimization(Some(minutes)) => say! {
            en: "boot optimization: up to {minutes} minutes in 95 % of cases",
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
fn steps(count: usize, name: Option<&str>, kind: &str) -> Message {
    match (count, name) {
        (1, Some(name)) => {
            let name = code(name);
            say! { en: "step {name}", pt_br: "etapa {name}" }
        }
        (1, None) => say! { en: "one step of type `{kind}`", pt_br: "uma etapa do tipo `{kind}`" },
        _ => say! { en: "{count} steps of type `{kind}`", pt_br: "{count} etapas do tipo `{kind}`" },
    }
}

/// The limit of a job in Azure DevOps, which can end the wait before the timeout does.
fn agent(limit: Limit) -> Message {
    let agent = timeout::HOSTED_AGENT;
    if limit.minutes().is_some_and(|it| it <= agent) {
        return say! {
            en: "In private Azure DevOps projects, a job on a Microsoft-hosted agent ends after {agent} minutes.",
            pt_br: "Em projetos privados do Azure DevOps, um trabalho em um agente hospedado pela Microsoft termina após {agent} minutos.",
        };
    }
    say! {
        en: "In private Azure DevOps projects, a job on a Microsoft-hosted agent ends after {agent} minutes; a task that waits for a longer build is cancelled.",
        pt_br: "Em projetos privados do Azure DevOps, um trabalho em um agente hospedado pela Microsoft termina após {agent} minutos; uma tarefa que espera um build mais longo é cancelada.",
    }
}

fn listed(parts: &[Message], lang: Lang) -> String {
    parts.iter().map(|it| it.get(lang)).collect::<Vec<_>>().join(", ")
}

/// A time in the units that make it short; the same in every language.
pub fn duration(seconds: u64) -> String {
    match (seconds / 60, seconds % 60) {
        (0, seconds) => format!("{seconds} s"),
        (minutes, 0) => format!("{minutes} min"),
        (minutes, seconds) => format!("{minutes} min {seconds} s"),
    }
}
