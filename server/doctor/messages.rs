//! Messages about a diagnosis, shared by the command line, reports and editors.

use crate::doctor::cases::Case;
use crate::doctor::diagnosis::{Diagnosis, Role};
use crate::doctor::timeline::{Build, BuildResult, Stage, StageKind};
use crate::locale::Message;
use crate::say;
use crate::text::plain::{code, plain};

/// A duration, `1 h 2 min`, `14 min 20 s` or `8 s`; the same in every language.
pub fn duration(seconds: u64) -> String {
    let (hours, minutes, rest) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    match (hours, minutes, rest) {
        (0, 0, _) => format!("{rest} s"),
        (0, _, 0) => format!("{minutes} min"),
        (0, ..) => format!("{minutes} min {rest} s"),
        (_, 0, _) => format!("{hours} h"),
        _ => format!("{hours} h {minutes} min"),
    }
}

/// The name of a stage. `number` counts the steps of `customize` from 1.
pub fn stage(stage: &Stage, number: Option<usize>) -> Message {
    let name = plain(&stage.name);
    match (stage.kind, number) {
        (StageKind::Deploy, _) => say! { en: "creating the build VM", pt_br: "criação da VM de build" },
        (StageKind::Connect, _) => say! { en: "connecting over {name}", pt_br: "conexão por {name}" },
        (StageKind::Customize, Some(number)) => say! { en: "step {number} ({name})", pt_br: "etapa {number} ({name})" },
        (StageKind::Customize, None) => say! { en: "step ({name})", pt_br: "etapa ({name})" },
        (StageKind::Deprovision, _) => {
            say! { en: "generalizing ({name})", pt_br: "generalização ({name})" }
        }
        (StageKind::CleanUp, _) => say! { en: "cleanup", pt_br: "limpeza" },
    }
}

/// The name of a stage, and for a step also its name in the template.
pub fn named_stage(stage: &Stage, number: Option<usize>, step: Option<&str>) -> Message {
    // In code, a name such as `@team` mentions nobody where the report is published.
    match (number, step.map(code)) {
        (Some(number), Some(step)) if stage.kind == StageKind::Customize => {
            let kind = plain(&stage.name);
            say! { en: "step {number} ({kind}, {step})", pt_br: "etapa {number} ({kind}, {step})" }
        }
        _ => self::stage(stage, number),
    }
}

/// The number of each stage among the steps of `customize`, from 1.
pub fn numbers(build: &Build) -> Vec<Option<usize>> {
    let mut number = 0;
    let one = |it: &Stage| {
        (it.kind == StageKind::Customize).then(|| {
            number += 1;
            number
        })
    };
    build.stages.iter().map(one).collect()
}

/// How a build ended; if it failed, also in which stage and after what time. `step` is the name of the failed step in the template.
pub fn result(build: &Build, step: Option<&str>) -> Message {
    // An excerpt does not show when the build started.
    let begins = build
        .stages
        .first()
        .is_some_and(|it| matches!(it.kind, StageKind::Deploy | StageKind::Connect));
    let time = build.seconds().filter(|it| begins && *it > 0).map(duration);
    let (after, depois) = match time {
        Some(time) => (format!(" after {time}"), format!(" depois de {time}")),
        None => Default::default(),
    };
    let failing = build
        .failing
        .and_then(|it| Some((build.stages.get(it)?, numbers(build).get(it).copied()?)));
    let (stage, etapa) = match failing {
        Some((failing, number)) => {
            let Message { en, pt_br } = named_stage(failing, number, step);
            (format!(", in {en}"), format!(", na {pt_br}"))
        }
        None => Default::default(),
    };
    match build.result {
        BuildResult::Succeeded => {
            say! { en: "The build succeeded{after}.", pt_br: "O build foi bem-sucedido{depois}." }
        }
        BuildResult::Failed | BuildResult::Cancelled if build.is_cancelled => {
            say! { en: "The build was canceled{after}{stage}.", pt_br: "O build foi cancelado{depois}{etapa}." }
        }
        BuildResult::Failed | BuildResult::Cancelled => {
            say! { en: "The build failed{after}{stage}.", pt_br: "O build falhou{depois}{etapa}." }
        }
        BuildResult::Unknown => {
            say! { en: "The log does not show how the build ended.", pt_br: "O log não mostra como o build terminou." }
        }
    }
}

/// A text without a log in one sentence.
pub fn response(diagnosis: &Diagnosis) -> Message {
    let state = diagnosis.status.state.as_deref().map(plain);
    let sub_state = diagnosis.status.sub_state.as_deref().map(plain);
    match (state, sub_state) {
        (Some(state), Some(stage)) => say! {
            en: "The last run of the template is `{state}`, in `{stage}`.",
            pt_br: "A última execução do template está `{state}`, em `{stage}`.",
        },
        (Some(state), None) => {
            say! { en: "The last run of the template is `{state}`.", pt_br: "A última execução do template está `{state}`." }
        }
        _ if diagnosis.shows_failure() => {
            say! { en: "The service reports a failure.", pt_br: "O serviço relata uma falha." }
        }
        _ => say! { en: "No failure found.", pt_br: "Nenhuma falha encontrada." },
    }
}

/// The role of a finding.
pub fn role(role: Role) -> Message {
    match role {
        Role::Root => say! { en: "root cause", pt_br: "causa raiz" },
        Role::Warning => say! { en: "warning", pt_br: "aviso" },
        Role::Consequence => say! { en: "consequence", pt_br: "consequência" },
        Role::Benign => say! { en: "not a failure", pt_br: "não é uma falha" },
    }
}

/// The note below the steps of a build that are matched heuristically.
pub fn heuristic_match() -> Message {
    say! {
        en: "Template steps are matched heuristically.",
        pt_br: "As etapas do template são associadas por heurística.",
    }
}

/// The kind of page of a known failure.
pub fn known_failure() -> Message {
    say! { en: "known failure", pt_br: "falha conhecida" }
}

/// The kind of a case: a known failure, or harmless.
pub fn kind(case: &Case) -> Message {
    if case.is_benign() {
        role(Role::Benign)
    } else {
        known_failure()
    }
}
