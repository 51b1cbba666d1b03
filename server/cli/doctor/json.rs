//! The answer of `doctor` as one JSON object.

use serde::Serialize;

use crate::cli::output::pretty;
use crate::doctor::attribution::Attribution;
use crate::doctor::diagnosis::{Finding, Role};
use crate::doctor::time::Time;
use crate::doctor::timeline::{Build, Stage};
use crate::locale::Lang;
use crate::syntax::tree::Node;

#[derive(Serialize)]
struct Output<'r> {
    version: u32,
    input: &'r str,
    builds: Vec<BuildOutput>,
    findings: Vec<FindingOutput<'r>>,
    root: Option<usize>,
}

#[derive(Serialize)]
struct BuildOutput {
    operation: Option<String>,
    outcome: &'static str,
    stages: Vec<StageOutput>,
}

#[derive(Serialize)]
struct StageOutput {
    stage: &'static str,
    name: String,
    start: Option<String>,
    end: Option<String>,
    seconds: Option<u64>,
    pointer: Option<String>,
    certainty: Option<&'static str>,
}

#[derive(Serialize)]
struct FindingOutput<'r> {
    id: &'static str,
    severity: &'static str,
    stage: Option<&'static str>,
    lines: [u64; 2],
    #[serde(skip_serializing_if = "Option::is_none")]
    exit: Option<String>,
    text: &'r str,
    cause: String,
    solution: String,
    pointer: Option<String>,
    rules: &'r [&'static str],
}

/// The answer as indented JSON.
pub(super) fn report(verdict: &Attribution<'_>, input: &str, lang: Lang) -> String {
    let diagnosis = &verdict.diagnosis;
    let mut builds: Vec<BuildOutput> = diagnosis
        .builds
        .iter()
        .enumerate()
        .map(|(at, it)| build_output(at, it, verdict))
        .collect();
    if builds.is_empty() && diagnosis.status.state.is_some() {
        builds.push(BuildOutput {
            operation: diagnosis.status.operation.clone(),
            outcome: diagnosis.status.result().word(),
            stages: Vec::new(),
        });
    }
    let findings = diagnosis.findings.iter().enumerate();
    pretty(&Output {
        version: 1,
        input,
        builds,
        findings: findings.map(|(at, it)| finding_output(at, it, verdict, lang)).collect(),
        root: diagnosis.root,
    })
}

fn build_output(index: usize, build: &Build, verdict: &Attribution<'_>) -> BuildOutput {
    let stage_output = |(at, stage): (usize, &Stage)| {
        let step = verdict.step(index, at);
        StageOutput {
            stage: stage.kind.word(),
            name: stage.name.clone(),
            start: stage.start.map(Time::text),
            end: stage.end.map(Time::text),
            seconds: stage.seconds,
            pointer: step.map(Node::pointer),
            certainty: step.and(verdict.alignment.as_ref()).map(|it| it.certainty()),
        }
    };
    BuildOutput {
        operation: build.operation.clone(),
        outcome: build.result.word(),
        stages: build.stages.iter().enumerate().map(stage_output).collect(),
    }
}

fn finding_output<'r>(index: usize, finding: &'r Finding, verdict: &Attribution<'_>, lang: Lang) -> FindingOutput<'r> {
    let stage = verdict.diagnosis.stage_of(finding);
    let explanation = finding.explanation(lang);
    let exit = verdict.diagnosis.exit_meaning(finding);
    FindingOutput {
        id: finding.case.id,
        severity: match finding.role {
            Role::Root => "error",
            Role::Warning => "warning",
            Role::Consequence => "information",
            Role::Benign => "hint",
        },
        stage: stage.map(|it| it.kind.word()),
        lines: [finding.lines.first.line, finding.lines.last.line],
        exit: exit.map(|it| it.get(lang).to_owned()),
        text: &finding.text,
        cause: explanation.cause().to_owned(),
        solution: explanation.solution().to_owned(),
        pointer: verdict.target(index).map(Node::pointer),
        rules: &finding.case.rules,
    }
}
